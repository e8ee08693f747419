/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* More searches than anyone saves; a file from elsewhere may contain any number. */
#define BS_MARKS_MAX_SEARCHES 500

/* A saved search, as it is stored with the marks. */
typedef struct
{
  guint64 id; /* never 0 */
  guint place;
  char *name;
  char *icon; /* (nullable): the name of an icon; %NULL for the usual one */
  char *query;
  gboolean notifies;
} BsMarksSearch;

BsMarksSearch *bs_marks_search_new (const char *name, const char *query);
BsMarksSearch *bs_marks_search_copy (const BsMarksSearch *self);
void bs_marks_search_free (BsMarksSearch *self);
gboolean bs_marks_search_is_valid (const BsMarksSearch *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsMarksSearch, bs_marks_search_free)

G_END_DECLS
