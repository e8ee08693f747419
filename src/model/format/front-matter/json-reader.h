/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/text/problem.h"
#include "model/format/front-matter/value.h"

G_BEGIN_DECLS

/* JSON. */
BsValue *bs_json_read (const char *text, gsize length, guint first_line, GPtrArray *problems, BsProblem **failure);
BsValue *bs_json_read_places (const char *text, gsize length, guint first_line, BsProblem **failure);

G_END_DECLS
