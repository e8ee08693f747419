/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/table/inbox.h"
#include "model/library/index/index-state.h"
#include "model/library/table/table.h"

G_BEGIN_DECLS

/* How far the index is. */
typedef struct
{
  BsIndexState state;
  guint n_waiting;    /* articles whose text is not in it yet */
  gboolean is_beside; /* another one serves until then */
  gboolean is_slow;   /* because the computer runs from a battery */
  guint64 bytes;      /* on the disk */
  guint n_handled;    /* commands about rows, of all that were ever given */
} BsIndexProgress;

/* Functions that are called on the owner's thread. */
typedef struct
{
  void (*take_progress) (gpointer owner, gpointer progress); /* a BsIndexProgress, the callee's to look at */
  void (*want_rows) (gpointer owner, gpointer nothing);      /* bs_index_writer_adopt() is to be called */
  void (*take_counts) (gpointer owner, gpointer counts);     /* a BsIndexCounts, the callee's to refer to */
} BsIndexWriterFuncs;

/* The thread that keeps the index on the disk equal to the table in memory. */
typedef struct _BsIndexWriter BsIndexWriter;

BsIndexWriter *bs_index_writer_new (const char *root, BsIndexUse use, gboolean is_awaited, BsVocabulary *vocabulary,
                                    BsInbox *inbox, const BsIndexWriterFuncs *funcs);
void bs_index_writer_adopt (BsIndexWriter *self, BsSnapshot *snapshot, guint64 edition, BsSite *site);
void bs_index_writer_put (BsIndexWriter *self, BsRow *row);
void bs_index_writer_remove (BsIndexWriter *self, BsRow *row);
guint bs_index_writer_get_n_given (BsIndexWriter *self);
void bs_index_writer_check (BsIndexWriter *self);
void bs_index_writer_doubt (BsIndexWriter *self);
void bs_index_writer_drop (BsIndexWriter *self);
void bs_index_writer_free (BsIndexWriter *self);

G_END_DECLS
