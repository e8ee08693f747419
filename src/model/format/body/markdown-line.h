/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean bs_markdown_line_is_blank (const char *line, gsize length);
gsize bs_markdown_line_get_indent (const char *line, gsize length, gsize *columns);
gsize bs_markdown_line_match_list_mark (const char *line, gsize length);
gsize bs_markdown_line_match_rule (const char *line, gsize length);
gboolean bs_markdown_line_is_underline (const char *line, gsize length);
gsize bs_markdown_line_count_columns (const char *text, gsize length, gsize column);
gsize bs_markdown_find_fence_end (const char *text, gsize length);
gboolean bs_markdown_find_code_end (const char *text, gsize length, gsize run, gsize *end);

G_END_DECLS
