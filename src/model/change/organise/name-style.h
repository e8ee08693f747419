/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How the files of a library are named. Start with zeros and count its names. */
typedef struct
{
  guint n_names;
  guint n_spaces; /* names with spaces between words */
  guint n_dashes; /* names with hyphens, and no spaces */
  guint n_upper;  /* names with capital letters */
} BsNameStyle;

void bs_name_style_count (BsNameStyle *self, const char *path);
char *bs_name_style_make_stem (const BsNameStyle *self, const char *title);
char *bs_name_style_suggest (const BsNameStyle *self, const char *name, const char *title);

G_END_DECLS
