/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* An article in a set of articles that the user said are not the same. */
typedef struct
{
  guint64 set;
  guint64 content; /* hash of the file */
} BsMarksDistinct;

GArray *bs_marks_distinct_new (const guint64 *contents, guint n_contents);
GHashTable *bs_marks_distinct_map (GArray *distinct);

G_END_DECLS
