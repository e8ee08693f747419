/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint bs_markdown_table_count_cells (const char *line, gsize length, gboolean code_holds_bars);
GString *bs_markdown_table_read_delimiters (const char *line, gsize length, guint *n_cells);

G_END_DECLS
