/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/import/import-input.h"
#include "model/format/article/site-kind.h"

G_BEGIN_DECLS

/* An image that is imported with an article. */
typedef struct
{
  char *source; /* absolute path */
  char *target; /* relative to the article's folder */
} BsImportPicture;

/* An article to import, before its path is chosen. */
typedef struct
{
  GBytes *bytes;
  char *stem; /* the base of its file name, without date and extension */
  char *extension;
  gboolean is_named;     /* the stem comes from a file name, not from the title */
  gboolean is_as_it_is;  /* the bytes are unchanged from the file */
  gboolean date_is_made; /* its date is the time of a file, or now, not one written by anyone */
  gint64 modified;       /* of the source, in nanoseconds since the epoch; 0 if unknown */
  GPtrArray *pictures;   /* (element-type BsImportPicture) */
} BsImportDraft;

BsImportDraft *bs_import_draft_new (const char *stem, const char *extension);
void bs_import_draft_free (BsImportDraft *self);
void bs_import_draft_add_picture (BsImportDraft *self, const char *source, const char *target);
gboolean bs_import_draft_set_head (BsImportDraft *self, const char *body, gsize length, const char *const *pairs,
                                   GError **error);
gboolean bs_import_draft_put_below_head (BsImportDraft *self, const char *body, const char *const *pairs,
                                         GError **error);
gboolean bs_import_draft_set_category (BsImportDraft *self, BsSiteKind site, const char *const *category,
                                       GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsImportDraft, bs_import_draft_free)

G_END_DECLS
