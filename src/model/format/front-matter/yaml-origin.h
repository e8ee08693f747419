/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The position of a libyaml line in the file. libyaml also counts U+0085, U+2028 and U+2029 as line breaks, and
 * replaced tabs shift columns. */
typedef struct
{
  guint line;
  int shift;
} BsYamlOrigin;

GArray *bs_yaml_find_origins (const char *text, gsize length, guint first_line);
void bs_yaml_origins_locate (GArray *origins, guint first_line, gsize line, gsize column, guint *out_line,
                             guint *out_column);
char *bs_yaml_replace_tabs (const char *text, gsize length, guint first_line, gsize *out_length, GArray **origins,
                            guint *first_tab);

char *bs_yaml_clear_blank_lines (const char *text, gsize length);
char *bs_yaml_replace_wide_spaces (const char *text, gsize length, guint first_line, gsize *out_length, guint *line,
                                   guint *column);

G_END_DECLS
