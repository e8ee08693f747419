/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/folder/site.h"
#include "model/library/index/index-text.h"
#include "model/library/table/row.h"

G_BEGIN_DECLS

/* The articles whose text is not in an index yet, and how it gets there: a few through FTS5, very many inverted in
 * memory on several threads. One thread's. */
typedef struct _BsIndexBacklog BsIndexBacklog;

/* Called on any thread when bs_index_backlog_can_write_bulk() may have become true. */
typedef void (*BsIndexBacklogFunc) (gpointer user_data);

BsIndexBacklog *bs_index_backlog_new (BsIndexBacklogFunc func, gpointer user_data);
void bs_index_backlog_free (BsIndexBacklog *self);

void bs_index_backlog_set (BsIndexBacklog *self, GPtrArray *rows);
void bs_index_backlog_add (BsIndexBacklog *self, BsRow *row);
void bs_index_backlog_strike (BsIndexBacklog *self, BsIndexText *text);
void bs_index_backlog_clear (BsIndexBacklog *self);
guint bs_index_backlog_count (BsIndexBacklog *self);

gboolean bs_index_backlog_write_few (BsIndexBacklog *self, BsSite *site, BsIndexText *text, guint n_rows,
                                     GAsyncQueue *commands, GError **error);

gboolean bs_index_backlog_wants_bulk (BsIndexBacklog *self);
gboolean bs_index_backlog_start_bulk (BsIndexBacklog *self, const char *path, BsSite *site, BsIndexText *text);
void bs_index_backlog_stop_bulk (BsIndexBacklog *self);
gboolean bs_index_backlog_has_bulk (BsIndexBacklog *self);
gboolean bs_index_backlog_is_at_risk (BsIndexBacklog *self);
gboolean bs_index_backlog_can_write_bulk (BsIndexBacklog *self);
gboolean bs_index_backlog_write_bulk (BsIndexBacklog *self, BsIndexText *text, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsIndexBacklog, bs_index_backlog_free)

G_END_DECLS
