/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/front-matter/front-matter.h"
#include "model/format/text/problem.h"

G_BEGIN_DECLS

BsValue *bs_outline_read (const BsFrontMatter *front_matter, const char *text, BsProblem **failure);

G_END_DECLS
