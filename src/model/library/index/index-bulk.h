/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/index/index-run.h"
#include "model/library/folder/site.h"

G_BEGIN_DECLS

/* Reads and inverts the texts of very many articles on threads, for the index. */
typedef struct _BsIndexBulk BsIndexBulk;

/* Called on a thread of its own when a run may be available. */
typedef void (*BsIndexBulkFunc) (gpointer user_data);

BsIndexBulk *bs_index_bulk_new (BsSite *site, GPtrArray *rows, BsIndexBulkFunc func, gpointer user_data);
void bs_index_bulk_free (BsIndexBulk *self);
gboolean bs_index_bulk_can_take (BsIndexBulk *self);
BsIndexRun *bs_index_bulk_peek (BsIndexBulk *self, guint *n_rows);
void bs_index_bulk_drop (BsIndexBulk *self);
gboolean bs_index_bulk_is_done (BsIndexBulk *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsIndexBulk, bs_index_bulk_free)

G_END_DECLS
