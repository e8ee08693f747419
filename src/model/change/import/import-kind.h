/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/import/import-draft.h"
#include "model/change/import/import-layout.h"
#include "model/format/article/article.h"
#include "model/format/text/encoding.h"

G_BEGIN_DECLS

/* The data by which a kind decides whether it accepts an input. */
typedef struct
{
  const BsImportInput *input;
  BsSiteKind site;
  gboolean is_site;        /* the library is a site, whose generator does not read plain text */
  gboolean wants_markdown; /* most of the library's articles are Markdown */
  GBytes *bytes;           /* the file's unchanged bytes */
  BsText text;             /* the same in UTF-8, or the input's data */
  BsArticle *article;      /* (nullable): for a file with the name of an article */
  gint64 modified;         /* of the file, in nanoseconds since the epoch; 0 if none */
} BsImportLook;

/* A kind of input. Each kind is one file and a line in import-kind.c. */
typedef struct
{
  gboolean (*takes) (const BsImportLook *look);
  BsImportDraft *(*make) (const BsImportLook *look, GError **error);
} BsImportKind;

extern const BsImportKind bs_import_kind_article;
extern const BsImportKind bs_import_kind_page;
extern const BsImportKind bs_import_kind_plain;
extern const BsImportKind bs_import_kind_selection;
extern const BsImportKind bs_import_kind_link;

/* An input converted to an article, with the hashes by which articles are compared. */
typedef struct
{
  BsImportDraft *draft;
  BsArticle *article;
  guint64 content_hash; /* of the file or the converted article, before a category is set */
  guint64 body_hash;    /* 0 without a body to compare */
} BsImportReading;

gsize bs_import_measure (const BsImportInput *input);
gboolean bs_import_read (const BsImportInput *input, const BsSite *site, const BsImportLayout *layout,
                         BsImportReading *reading, GError **error);
void bs_import_reading_update (BsImportReading *self, BsSiteKind site);
void bs_import_reading_clear (BsImportReading *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BsImportReading, bs_import_reading_clear)

char *bs_import_format_date (gint64 nanoseconds);

G_END_DECLS
