/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/import/import-draft.h"
#include "model/change/import/import-layout.h"
#include "model/format/article/article.h"
#include "model/format/text/encoding.h"

G_BEGIN_DECLS

/* What a kind looks at, to say whether something is of it. */
typedef struct
{
  const BsImportInput *input;
  BsSiteKind site;
  gboolean is_site;        /* the library is one, whose generator reads no plain text */
  gboolean wants_markdown; /* the library's articles are Markdown, for the most part */
  GBytes *bytes;           /* of a file, as they are */
  BsText text;             /* the same in UTF-8, or what was handed over */
  BsArticle *article;      /* (nullable): of a file whose name is an article's */
  gint64 modified;         /* of the file, in nanoseconds since the epoch; 0 where there is none */
} BsImportLook;

/* What can come in. A kind is one file, and a line in import-kind.c. */
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

/* Also what came in was read from, for whoever compares articles. */
typedef struct
{
  BsImportDraft *draft;
  BsArticle *article;
  guint64 content_hash; /* of the file or of what was made of it, before a category is set */
  guint64 body_hash;    /* 0 where there is no body to compare */
} BsImportReading;

gsize bs_import_measure (const BsImportInput *input);
gboolean bs_import_read (const BsImportInput *input, const BsSite *site, const BsImportLayout *layout,
                         BsImportReading *reading, GError **error);
void bs_import_reading_update (BsImportReading *self, BsSiteKind site);
void bs_import_reading_clear (BsImportReading *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BsImportReading, bs_import_reading_clear)

char *bs_import_format_date (gint64 nanoseconds);

G_END_DECLS
