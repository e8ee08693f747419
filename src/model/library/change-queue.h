/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/library-types.h"
#include "model/library/table/table.h"

G_BEGIN_DECLS

/* The changes of a library that have not been reported yet. */
typedef struct _BsChangeQueue BsChangeQueue;

BsChangeQueue *bs_change_queue_new (BsTable *table);
void bs_change_queue_free (BsChangeQueue *self);
void bs_change_queue_add (BsChangeQueue *self, BsChangeKind kind, const BsRow *row, const BsRow *from);
void bs_change_queue_clear (BsChangeQueue *self);
gboolean bs_change_queue_is_empty (BsChangeQueue *self);
guint64 bs_change_queue_get_version (BsChangeQueue *self);
GPtrArray *bs_change_queue_take (BsChangeQueue *self);
BsRow *bs_change_queue_lookup (BsChangeQueue *self, const char *path);

G_END_DECLS
