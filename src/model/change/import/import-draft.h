/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/import/import-input.h"
#include "model/format/article/site-kind.h"

G_BEGIN_DECLS

/* A picture that comes along with an article. */
typedef struct
{
  char *source; /* whole path */
  char *target; /* relative to the article's folder */
} BsImportPicture;

/* An article as it would come in, before it is known where to. */
typedef struct
{
  GBytes *bytes;
  char *stem; /* what its name is made of: without a date and an extension */
  char *extension;
  gboolean is_named;     /* the stem is that of a file, and not made from the title */
  gboolean is_as_it_is;  /* the bytes are those of the file */
  gboolean date_is_made; /* its date is a file's time, or now; nobody wrote it */
  gint64 modified;       /* of the source, in nanoseconds since the epoch; 0 where there is none */
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
