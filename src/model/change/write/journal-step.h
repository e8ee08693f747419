/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/write/journal-file.h"

G_BEGIN_DECLS

typedef enum
{
  BS_JOURNAL_UNDO,
  BS_JOURNAL_REDO,
} BsJournalDirection;

/* One side of what was done to a file. */
typedef struct
{
  gboolean exists;
  guint64 length; /* in bytes; not known of steps of earlier versions */
  guint64 hash;   /* bs_file_hash() of it */
} BsJournalSide;

/* What was done to one file. */
typedef struct
{
  char *path; /* relative to the library, and within it */
  BsJournalSide old_side;
  BsJournalSide new_side;
  guint64 place; /* of its record in the file */
} BsJournalEntry;

/* A step of the history that is being read: which files it is about, and what is needed to undo it or to do it again.
 * Only the list of the files is in memory. */
typedef struct _BsJournalStep BsJournalStep;

BsJournalStep *bs_journal_step_open (int fd, int kept_fd, GError **error);
void bs_journal_step_close (BsJournalStep *self);
const GPtrArray *bs_journal_step_get_entries (const BsJournalStep *self);
guint64 bs_journal_step_get_length (const BsJournalStep *self);
GBytes *bs_journal_step_make (BsJournalStep *self, const BsJournalEntry *entry, BsJournalDirection direction,
                              GBytes *there, GError **error);

const BsJournalSide *bs_journal_entry_get_side (const BsJournalEntry *self, BsJournalDirection direction,
                                                gboolean is_aim);
gboolean bs_journal_side_matches (const BsJournalSide *self, GBytes *bytes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsJournalStep, bs_journal_step_close)

G_END_DECLS
