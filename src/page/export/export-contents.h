/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/folder/document.h"

G_BEGIN_DECLS

/* An article's entry in the contents of an export. */
typedef struct
{
  char *path; /* relative to the library */
  char *title;
  GStrv category; /* (nullable): the first of them, root first */
  GStrv authors;  /* (nullable) */
  char *language; /* (nullable): BCP 47 */
  gboolean is_right_to_left;
  gboolean has_date;
  gint64 date; /* seconds since the epoch */
} BsExportEntry;

typedef struct _BsExportContents BsExportContents;

BsExportContents *bs_export_contents_new (void);
void bs_export_contents_add (BsExportContents *self, const BsDocument *document);
void bs_export_contents_sort (BsExportContents *self);
guint bs_export_contents_get_length (const BsExportContents *self);
const BsExportEntry *bs_export_contents_get (const BsExportContents *self, guint i);
gboolean bs_export_contents_find (const BsExportContents *self, const char *from, const char *address, guint *found);
const char *bs_export_contents_get_language (const BsExportContents *self);
gboolean bs_export_contents_is_right_to_left (const BsExportContents *self);
void bs_export_contents_append_list (const BsExportContents *self, GString *out, const char *link_format);
void bs_export_contents_free (BsExportContents *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsExportContents, bs_export_contents_free)

G_END_DECLS
