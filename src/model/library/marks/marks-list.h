/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "model/library/marks/marks-search.h"

G_BEGIN_DECLS

/* The exchange format of the marks of an article. */
typedef struct
{
  char *path;
  guint64 content; /* hash of the file; 0 if unknown */
  gboolean unread;
  gboolean starred;
  char *position; /* (nullable) */
  double fraction;
} BsMarksEntry;

void bs_marks_entry_free (BsMarksEntry *self);

GString *bs_marks_list_begin (void);
void bs_marks_list_add (GString *list, const BsMarksEntry *entry);
void bs_marks_list_end (GString *list, GPtrArray *categories, GPtrArray *searches);
GPtrArray *bs_marks_list_read (const char *text, gsize length, GPtrArray **categories, GPtrArray **searches,
                               GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsMarksEntry, bs_marks_entry_free)

G_END_DECLS
