/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* All steps together may be this large, in bytes; the last one is kept whatever its size. */
#define BS_JOURNAL_MAX_BYTES (512 * 1024 * 1024)
#define BS_JOURNAL_MAX_STEPS 200

typedef enum
{
  BS_JOURNAL_UNDO,
  BS_JOURNAL_REDO,
} BsJournalDirection;

/* What was done to one file. */
typedef struct
{
  char *path;        /* relative to the library */
  GBytes *old_bytes; /* (nullable): there was none */
  GBytes *new_bytes; /* (nullable): there is none now */
} BsJournalEntry;

/* The history of a library: what was done to its files, so that it can be undone and done again. It lies in a folder of
 * its own and outlives every program. Each step has a stamp that no other has had or will have, and that is never 0: by
 * it one says which is meant. Waits for the disk, and for whoever else has it open. */
typedef struct _BsJournal BsJournal;

BsJournal *bs_journal_open (const char *folder, GError **error);
void bs_journal_close (BsJournal *self);

guint64 bs_journal_peek (BsJournal *self, BsJournalDirection direction, char **name);
GPtrArray *bs_journal_read (BsJournal *self, BsJournalDirection direction, guint64 step, GError **error);
gboolean bs_journal_move (BsJournal *self, BsJournalDirection direction, GError **error);

gboolean bs_journal_begin (BsJournal *self, const char *name, GError **error);
void bs_journal_add (BsJournal *self, const char *path, GBytes *old_bytes, GBytes *new_bytes);
void bs_journal_drop (BsJournal *self, const char *path);
gboolean bs_journal_sync (BsJournal *self, GError **error);
gboolean bs_journal_finish (BsJournal *self, const char *name, GError **error);
guint64 bs_journal_get_step (const BsJournal *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsJournal, bs_journal_close)

G_END_DECLS
