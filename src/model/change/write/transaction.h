/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/write/journal.h"
#include "model/change/write/writer.h"
#include "model/library/folder/home.h"

G_BEGIN_DECLS

/* The result for one file. */
typedef struct
{
  char *path;        /* relative to the library */
  GError *error;     /* (nullable): why it was not written; if set, the file has not changed */
  gboolean is_again; /* this transaction created the file before */
} BsTransactionResult;

/* Every write to a library is a transaction: many files, one step of the history. Only one can be open at a time, in
 * all programs. Blocks on disk I/O. */
typedef struct _BsTransaction BsTransaction;

BsTransaction *bs_transaction_begin (BsHome *home, const char *root, const char *name, GError **error);
BsTransaction *bs_transaction_begin_move (BsHome *home, const char *root, BsJournalDirection direction, GError **error);
void bs_transaction_free (BsTransaction *self);

GPtrArray *bs_transaction_clean (BsHome *home, const char *root);
void bs_transaction_take_over (BsJournal *journal, const char *root, GPtrArray *recovered);
BsJournal *bs_transaction_get_journal (BsTransaction *self);
char *bs_transaction_resolve (BsTransaction *self, const char *path, gboolean follow, GError **error);
gboolean bs_transaction_make_folder (BsTransaction *self, const char *path, GError **error);
void bs_transaction_remove_folders (BsTransaction *self, const GPtrArray *paths);
void bs_transaction_make_folders (BsTransaction *self, const GPtrArray *paths);
GPtrArray *bs_transaction_get_recovered (const BsTransaction *self);
void bs_transaction_set_progress (BsTransaction *self, BsWriterProgressFunc func, gpointer user_data,
                                  GCancellable *cancellable);
gboolean bs_transaction_add (BsTransaction *self, const char *path, GBytes *old_bytes, GBytes *new_bytes,
                             GError **error);
gboolean bs_transaction_write (BsTransaction *self, GError **error);
gboolean bs_transaction_add_dated (BsTransaction *self, const char *path, GBytes *old_bytes, GBytes *new_bytes,
                                   gint64 modified, GError **error);
gboolean bs_transaction_add_restored (BsTransaction *self, const char *path, GBytes *new_bytes, guint mode,
                                      gint64 modified, GError **error);
gboolean bs_transaction_add_from_trash (BsTransaction *self, const char *path, GBytes *new_bytes, guint mode,
                                        gint64 modified, GError **error);
gboolean bs_transaction_add_trashed (BsTransaction *self, const char *path, GBytes *old_bytes, GError **error);
gboolean bs_transaction_finish (BsTransaction *self, const char *name, GError **error);
const GPtrArray *bs_transaction_get_results (const BsTransaction *self);
guint bs_transaction_get_n_written (const BsTransaction *self);
const GError *bs_transaction_get_doubt (const BsTransaction *self);
guint64 bs_transaction_get_step (const BsTransaction *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsTransaction, bs_transaction_free)

G_END_DECLS
