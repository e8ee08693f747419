/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/text/problem.h"
#include "model/format/front-matter/value.h"

G_BEGIN_DECLS

BsValue *bs_yaml_mend (const char *text, gsize length, guint first_line, guint failed_line, GPtrArray *problems);

G_END_DECLS
