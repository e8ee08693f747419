/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/text/problem.h"
#include "model/format/front-matter/value.h"

G_BEGIN_DECLS

/* Reads TOML 1.0, as far as front matter uses it. */
BsValue *bs_toml_read (const char *text, gsize length, guint first_line, GPtrArray *problems, BsProblem **failure);
gboolean bs_toml_is_date (const char *text);
BsValue *bs_toml_read_places (const char *text, gsize length, guint first_line, BsProblem **failure);

G_END_DECLS
