/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/folder/file-buffer.h"
#include "model/library/table/row.h"
#include "model/library/folder/site.h"

G_BEGIN_DECLS

/* The texts of articles, read on other threads than the one that takes them, in the order that was asked for. */
typedef struct _BsIndexFeed BsIndexFeed;

char *bs_index_feed_read_body (BsSite *site, const BsRow *row, BsFileBuffer *buffer, GBytes **fields);
BsIndexFeed *bs_index_feed_new (BsSite *site, BsRow *const *rows, guint n_rows);
void bs_index_feed_free (BsIndexFeed *self);
GBytes *bs_index_feed_take (BsIndexFeed *self, guint index, GBytes **fields);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsIndexFeed, bs_index_feed_free)

G_END_DECLS
