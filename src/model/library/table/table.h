/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/table/row.h"

G_BEGIN_DECLS

/* All the articles of a library, by id and by path. The main thread's; other threads are given snapshots. */
typedef struct _BsTable BsTable;

/* The state of the table at one moment. Rows of articles that had been removed are missing. */
typedef struct
{
  BsTable *table;
  guint64 version;
  guint64 serial;
  guint n_rows;
  BsRow **rows; /* by id; NULL if the article was removed */
} BsSnapshot;

typedef enum
{
  BS_PUT_ADDED,
  BS_PUT_CHANGED, /* the text, and perhaps the data of lists */
  BS_PUT_SAME,    /* the same bytes: nothing has to be updated */
} BsPutResult;

BsTable *bs_table_new (BsVocabulary *vocabulary);
void bs_table_unref (BsTable *self);

void bs_table_fill (BsTable *self, GPtrArray *rows);
guint bs_table_get_size (BsTable *self);
guint64 bs_table_get_version (BsTable *self);
BsRow *bs_table_get (BsTable *self, guint id);
BsRow *bs_table_lookup (BsTable *self, const char *path);
BsRow *bs_table_find (BsTable *self, const BsRow *row);
guint bs_table_get_next (BsTable *self, guint id);
BsPutResult bs_table_put (BsTable *self, BsRow *row, BsRow **old_row);
BsRow *bs_table_move (BsTable *self, guint id, BsRow *row);
BsRow *bs_table_remove (BsTable *self, guint id);
void bs_table_touch (BsTable *self, guint id);
gboolean bs_table_has_removed (BsTable *self);
void bs_table_drop_removed (BsTable *self);

BsSnapshot *bs_table_take_snapshot (BsTable *self);
void bs_snapshot_free (BsSnapshot *self);
guint32 *bs_table_list_changes (BsTable *self, guint64 since, guint max_changes, guint *n_changes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsSnapshot, bs_snapshot_free)

G_END_DECLS
