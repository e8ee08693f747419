/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/write/journal-step.h"

G_BEGIN_DECLS

/* The maximum size of all steps together, in bytes. The last step is always kept. */
#define BS_JOURNAL_MAX_BYTES (512 * 1024 * 1024)
#define BS_JOURNAL_MAX_STEPS 2000
#define BS_JOURNAL_MAX_NUMBER ((guint) G_MAXINT32)

#define BS_JOURNAL_STEP_SUFFIX ".step"
/* A step being written. Its valid part was on the disk before any file was changed. */
#define BS_JOURNAL_PART_SUFFIX ".part"
/* The bytes of files that undoing the step removed, which are needed to redo it. */
#define BS_JOURNAL_KEPT_SUFFIX ".kept"

/* A finished step. */
typedef struct
{
  guint number;
  guint64 id;
  guint64 size; /* in bytes */
  gboolean is_undone;
} BsJournalItem;

/* The files of a history: their names, numbers and order. The caller holds the lock of the history. */
typedef struct _BsJournalFolder BsJournalFolder;

BsJournalFolder *bs_journal_folder_new (const char *path);
void bs_journal_folder_free (BsJournalFolder *self);
void bs_journal_folder_load (BsJournalFolder *self, const char *root);
const char *bs_journal_folder_get_path (const BsJournalFolder *self);
char *bs_journal_folder_build_path (const BsJournalFolder *self, guint number, const char *suffix);
char *bs_journal_folder_build_item_path (const BsJournalFolder *self, const BsJournalItem *item);
char *bs_journal_folder_read_state (const char *folder);

guint bs_journal_folder_get_n_items (const BsJournalFolder *self);
const BsJournalItem *bs_journal_folder_get_item (const BsJournalFolder *self, guint i);
BsJournalItem *bs_journal_folder_find (const BsJournalFolder *self, guint64 step);
BsJournalItem *bs_journal_folder_find_next (const BsJournalFolder *self, BsJournalDirection direction);

guint bs_journal_folder_pick_number (const BsJournalFolder *self);
guint64 bs_journal_folder_make_id (const BsJournalFolder *self);
void bs_journal_folder_take (BsJournalFolder *self, guint number);
void bs_journal_folder_set_aside (BsJournalFolder *self, BsJournalItem *item);
void bs_journal_folder_delete (BsJournalFolder *self, guint i);
void bs_journal_folder_drop_undone (BsJournalFolder *self);
guint bs_journal_folder_trim (BsJournalFolder *self);
void bs_journal_folder_clear (BsJournalFolder *self);

G_END_DECLS
