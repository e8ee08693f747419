/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/edit/splices.h"
#include "model/format/front-matter/front-matter.h"

G_BEGIN_DECLS

BsSplices *bs_patch_make (const BsFrontMatter *front_matter, const char *text, gsize length, const BsValue *outline,
                          const BsValue *wanted, char **reason);

G_END_DECLS
