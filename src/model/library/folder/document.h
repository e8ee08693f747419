/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/article/article.h"
#include "model/format/text/encoding.h"
#include "model/library/folder/site.h"

G_BEGIN_DECLS

#define BS_TYPE_DOCUMENT (bs_document_get_type ())

typedef struct _BsDocument BsDocument;

/* An article and its whole text, for a reader. Nothing in it changes once it is made. */
struct _BsDocument
{
  BsSite *site;
  BsArticle *article;
  BsText text;
  gint64 modified; /* modification time, in nanoseconds since the epoch */
  guint64 size;    /* size in bytes */
};

GType bs_document_get_type (void);
BsDocument *bs_document_new (BsSite *site, const char *relative_path, char *bytes, gsize length);
BsDocument *bs_document_load (BsSite *site, const char *relative_path, GError **error);
const char *bs_document_get_body (const BsDocument *self, gsize *length);
BsDocument *bs_document_ref (BsDocument *self);
void bs_document_unref (BsDocument *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsDocument, bs_document_unref)

G_END_DECLS
