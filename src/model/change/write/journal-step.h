/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/write/journal-file.h"

G_BEGIN_DECLS

typedef enum
{
  BS_JOURNAL_UNDO,
  BS_JOURNAL_REDO,
} BsJournalDirection;

/* One side of a change: the file before or after it. */
typedef struct
{
  gboolean exists;
  guint64 length; /* in bytes; unknown for steps of earlier versions */
  guint64 hash;   /* bs_file_hash() of its bytes */
} BsJournalSide;

/* The change of one file. */
typedef struct
{
  char *path; /* relative to the library, and inside it */
  BsJournalSide old_side;
  BsJournalSide new_side;
  guint mode;      /* the permissions of a removed file; 0 if unknown */
  gint64 modified; /* its modification time, in nanoseconds since the epoch; 0 if unknown */
  guint64 place;   /* of its record, in bytes of the step's file */
} BsJournalEntry;

/* A step of the history opened for reading: the files it changed, and the data to undo or redo it. Only the list of
 * files is in memory. */
typedef struct _BsJournalStep BsJournalStep;

BsJournalStep *bs_journal_step_open (int fd, int kept_fd, GError **error);
void bs_journal_step_close (BsJournalStep *self);
const GPtrArray *bs_journal_step_get_entries (const BsJournalStep *self);
const GPtrArray *bs_journal_step_get_folders (const BsJournalStep *self, BsJournalDirection direction);
gboolean bs_journal_step_removes_files (const BsJournalStep *self);
guint64 bs_journal_step_get_length (const BsJournalStep *self);
GBytes *bs_journal_step_make (BsJournalStep *self, const BsJournalEntry *entry, BsJournalDirection direction,
                              GBytes *there, GError **error);

const BsJournalSide *bs_journal_entry_get_side (const BsJournalEntry *self, BsJournalDirection direction,
                                                gboolean is_aim);
gboolean bs_journal_side_matches (const BsJournalSide *self, GBytes *bytes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsJournalStep, bs_journal_step_close)

G_END_DECLS
