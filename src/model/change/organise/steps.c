/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/organise/steps.h"

#include "model/change/write/file-access.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <sys/stat.h>

/* How a file compares with the change that a step made to it. */
typedef enum
{
  IN_PLACE,
  RESTORED,
  CHANGED,
} FileState;

static FileState
compare_file (const char *root, const BsJournalEntry *entry)
{
  g_autofree char *whole = g_build_filename (root, entry->path, NULL);
  g_autoptr (GBytes) bytes = NULL;
  struct stat st;

  if (stat (whole, &st) == 0)
    {
      guint64 size = (guint64) st.st_size;

      /* Most files that have changed have another size, and need not be read. */
      if ((entry->new_side.exists && entry->new_side.length == size) ||
          (entry->old_side.exists && entry->old_side.length == size))
        bytes = bs_file_read (whole, NULL);
      if (bytes == NULL)
        return CHANGED;
    }
  else if (errno != ENOENT && errno != ENOTDIR)
    {
      return CHANGED;
    }
  if (bs_journal_side_matches (&entry->new_side, bytes))
    return IN_PLACE;
  return bs_journal_side_matches (&entry->old_side, bytes) ? RESTORED : CHANGED;
}

static char *
describe_reason (const BsStepState *self, const char *changed)
{
  guint n_changed = self->n_files - self->n_in_place - self->n_restored;

  if (self->n_in_place > 0 && n_changed == 0)
    return NULL;
  if (self->n_files == 0)
    return g_strdup (_ ("Nothing was changed."));
  if (n_changed == 0)
    return g_strdup (_ ("The files are as they were before."));
  if (n_changed == 1)
    {
      g_autofree char *shown = g_filename_display_basename (changed);

      return g_strdup_printf (_ ("“%s” has been changed since."), shown);
    }
  if (n_changed == self->n_files)
    return g_strdup (_ ("All its files have been changed since."));
  return g_strdup_printf (ngettext ("%'u of its %'u files has been changed since.",
                                    "%'u of its %'u files have been changed since.", n_changed),
                          n_changed, self->n_files);
}

/* The history is locked only while the step's file is opened. */
static BsJournalStep *
open_step (const char *root, guint64 step, GError **error)
{
  g_autoptr (BsHome) home = bs_home_find (root);
  g_autoptr (BsJournal) journal = NULL;

  if (home == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("This step is no longer in the history."));
      return NULL;
    }
  journal = bs_journal_open_in (home, NULL, error);

  return journal != NULL ? bs_journal_open_step (journal, step, error) : NULL;
}

/**
 * bs_steps_examine:
 * @root: a library's folder
 * @step: the id of a step of its history that is not undone
 * @cancellable: (nullable): cancels it
 *
 * Compares a step's files with its results. Blocks on disk I/O.
 *
 * Returns: (transfer full): whether the step can be undone
 */
BsStepState *
bs_steps_examine (const char *root, guint64 step, GCancellable *cancellable)
{
  BsStepState *self = g_new0 (BsStepState, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (BsJournalStep) opened = NULL;
  const char *changed = NULL;
  const GPtrArray *entries;

  g_return_val_if_fail (root != NULL, self);

  opened = open_step (root, step, &error);
  if (opened == NULL)
    {
      self->reason = g_strdup (error->message);
      return self;
    }
  entries = bs_journal_step_get_entries (opened);
  self->n_files = entries->len;
  for (guint i = 0; i < entries->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      const BsJournalEntry *entry = g_ptr_array_index (entries, i);
      FileState state = compare_file (root, entry);

      self->n_in_place += state == IN_PLACE;
      self->n_restored += state == RESTORED;
      if (state == CHANGED && changed == NULL)
        changed = entry->path;
    }
  if (!g_cancellable_is_cancelled (cancellable))
    self->reason = describe_reason (self, changed);

  return self;
}

/**
 * bs_step_state_free:
 * @self: (transfer full): the result
 */
void
bs_step_state_free (BsStepState *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->reason);
  g_free (self);
}

/**
 * bs_steps_undo:
 * @home: the library's data folder
 * @root: the library's folder
 * @step: the id of any step
 * @answer: what to do with files that were changed since then
 * @cancellable: (nullable): cancels it before it starts
 * @error: return location
 *
 * Undoes a step. If it is the last one, it can be redone; see bs_editing_move(). Otherwise that is a step of its own,
 * and the steps since stay as they are; see bs_editing_revert().
 *
 * Returns: (transfer full) (nullable): the result, whose `step` is @step or the new one; %NULL with an error of either
 */
BsEditReport *
bs_steps_undo (BsHome *home, const char *root, guint64 step, BsEditingAnswer answer, GCancellable *cancellable,
               GError **error)
{
  g_return_val_if_fail (home != NULL && root != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (step == bs_editing_peek (home, BS_JOURNAL_UNDO, NULL))
    return bs_editing_move (home, root, BS_JOURNAL_UNDO, step, answer, cancellable, error);

  return bs_editing_revert (home, root, step, answer, cancellable, error);
}

/**
 * bs_steps_clear:
 * @home: a library's data folder
 * @error: return location
 *
 * Deletes the library's history, so that nothing can be undone any more. No article changes.
 *
 * Returns: whether it succeeded; otherwise a #GIOErrorEnum
 */
gboolean
bs_steps_clear (BsHome *home, GError **error)
{
  g_autoptr (BsJournal) journal = NULL;

  g_return_val_if_fail (home != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  journal = bs_journal_open_in (home, NULL, error);
  if (journal == NULL)
    return FALSE;
  bs_journal_clear (journal);

  return TRUE;
}
