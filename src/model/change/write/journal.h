/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/write/journal-folder.h"
#include "model/change/write/journal-part.h"
#include "model/library/folder/home.h"

G_BEGIN_DECLS

/* An entry of the list of steps. */
typedef struct
{
  guint64 id; /* its id: for steps of this version their start time, in microseconds since 1970 */
  char *name; /* the display name */
  guint n_created;
  guint n_changed;
  guint n_removed;
  guint64 size; /* on the disk, in bytes */
  gboolean is_undone;
} BsJournalInfo;

/* The history of a library: the changes to its files, so that they can be undone and redone. It is stored in a folder
 * of its own. Each step has a unique id that is never 0 and never reused. Blocks on disk I/O and on other programs that
 * have it open. */
typedef struct _BsJournal BsJournal;

BsJournal *bs_journal_open (const char *folder, const char *root, GError **error);
BsJournal *bs_journal_open_in (const BsHome *home, const char *root, GError **error);
BsJournal *bs_journal_find (const BsHome *home, const char *root, GError **error);
void bs_journal_close (BsJournal *self);

guint64 bs_journal_peek (BsJournal *self, BsJournalDirection direction, char **name);
GPtrArray *bs_journal_list (BsJournal *self);
BsJournalStep *bs_journal_read (BsJournal *self, BsJournalDirection direction, guint64 step, GError **error);
BsJournalStep *bs_journal_open_step (BsJournal *self, guint64 step, GError **error);
BsExchange *bs_journal_read_exchange (const BsJournal *self, guint64 step);
gboolean bs_journal_keep (BsJournal *self, BsJournalDirection direction, const char *path, GBytes *bytes);
gboolean bs_journal_sync_kept (BsJournal *self, GError **error);
void bs_journal_forget_kept (BsJournal *self, guint64 step);
gboolean bs_journal_move (BsJournal *self, BsJournalDirection direction, GError **error);

gboolean bs_journal_begin (BsJournal *self, const char *name, GError **error);
BsJournalPart *bs_journal_get_part (BsJournal *self);
gboolean bs_journal_finish (BsJournal *self, const char *name, GError **error);
guint64 bs_journal_get_step (const BsJournal *self);
guint bs_journal_get_n_pushed_out (const BsJournal *self);

guint64 bs_journal_measure (const char *path, GBytes *old_bytes, GBytes *new_bytes);
guint bs_journal_count_pushed_out (const BsJournal *self, guint64 n_bytes);

void bs_journal_clear (BsJournal *self);
gboolean bs_journal_is_empty (const BsJournal *self);
void bs_journal_remove (BsJournal *self);
void bs_journal_take_over (BsJournal *self, BsJournal *other, const char *prefix);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsJournal, bs_journal_close)

G_END_DECLS
