/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/index/index-counts.h"
#include "model/library/index/index-writer.h"
#include "model/library/table/table.h"

G_BEGIN_DECLS

/* The index of a library: its writer, and how far it is. */
typedef struct _BsLibraryIndex BsLibraryIndex;

typedef struct
{
  void (*told) (gpointer owner);      /* its progress changed */
  void (*advanced) (gpointer owner);  /* a search would find other articles now */
  void (*want_rows) (gpointer owner); /* bs_library_index_feed() is needed when all rows are there */
} BsLibraryIndexFuncs;

BsLibraryIndex *bs_library_index_new (const BsLibraryIndexFuncs *funcs, gpointer owner);
void bs_library_index_free (BsLibraryIndex *self);
void bs_library_index_open (BsLibraryIndex *self, const char *root, BsVocabulary *vocabulary, BsInbox *inbox,
                            const BsIndexWriterFuncs *funcs);
void bs_library_index_note_edition (BsLibraryIndex *self, guint64 edition);
void bs_library_index_close (BsLibraryIndex *self);
void bs_library_index_take_counts (BsLibraryIndex *self, BsIndexCounts *counts);
void bs_library_index_take_progress (BsLibraryIndex *self, const BsIndexProgress *progress);
void bs_library_index_want_rows (BsLibraryIndex *self);
void bs_library_index_set_use (BsLibraryIndex *self, BsIndexUse use);
void bs_library_index_set_awaited (BsLibraryIndex *self, gboolean is_awaited);
BsIndexUse bs_library_index_get_use (BsLibraryIndex *self);
BsIndexState bs_library_index_get_state (BsLibraryIndex *self);
const BsIndexProgress *bs_library_index_get_progress (BsLibraryIndex *self);
const BsIndexCounts *bs_library_index_get_counts (BsLibraryIndex *self);
void bs_library_index_check (BsLibraryIndex *self);
void bs_library_index_drop (BsLibraryIndex *self);
void bs_library_index_check_file (BsLibraryIndex *self);
void bs_library_index_doubt (BsLibraryIndex *self);
void bs_library_index_feed (BsLibraryIndex *self, BsTable *table, BsSite *site);
void bs_library_index_follow (BsLibraryIndex *self, BsRow *row, BsRow *old);

G_END_DECLS
