/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/folder/file-buffer.h"
#include "model/library/table/row.h"
#include "model/library/folder/site.h"

G_BEGIN_DECLS

/* The data of an article's file for the index. */
typedef struct
{
  char *text;
  GBytes *fields;   /* (nullable): from bs_index_fields_encode_article() */
  GArray *headings; /* (nullable) (element-type BsTextRange): of the text */
} BsIndexBody;

/* The texts of articles, read on other threads than the one that takes them, in the requested order. */
typedef struct _BsIndexFeed BsIndexFeed;

gboolean bs_index_feed_read_body (BsSite *site, const BsRow *row, BsFileBuffer *buffer, BsIndexBody *body);
void bs_index_body_clear (BsIndexBody *self);

BsIndexFeed *bs_index_feed_new (BsSite *site, BsRow *const *rows, guint n_rows);
void bs_index_feed_free (BsIndexFeed *self);
GBytes *bs_index_feed_take (BsIndexFeed *self, guint index, GBytes **fields, GBytes **headings);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BsIndexBody, bs_index_body_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsIndexFeed, bs_index_feed_free)

G_END_DECLS
