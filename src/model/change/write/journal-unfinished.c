/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/write/journal-unfinished.h"

#include "model/change/write/file-access.h"
#include "model/change/write/journal-step.h"

#include <fcntl.h>
#include <unistd.h>

/* Counts the changes that were made: a file that is still the old one was not changed. Returns whether it is certain
 * that none was. A missing file is not a proof, because its disk may be missing too. */
static gboolean
count_made (const GPtrArray *entries, const char *root, BsJournalSummary *summary)
{
  gboolean is_certain = TRUE;

  for (guint i = 0; i < entries->len; i++)
    {
      const BsJournalEntry *entry = g_ptr_array_index (entries, i);
      g_autofree char *path = g_build_filename (root, entry->path, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) there = bs_file_read (path, &error);
      gboolean is_known = there != NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
      gboolean is_old = is_known && bs_journal_side_matches (&entry->old_side, there);

      is_certain = is_certain && is_old && there != NULL;
      if (is_old)
        continue;
      if (!entry->old_side.exists)
        summary->n_created++;
      else if (!entry->new_side.exists)
        summary->n_removed++;
      else
        summary->n_changed++;
    }

  return is_certain;
}

/* The step can be undone without its summary, too. */
static gboolean
write_end (const char *part, guint64 length, const BsJournalSummary *summary)
{
  int fd = open (part, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
  g_autoptr (GByteArray) end = g_byte_array_new ();
  gboolean is_done = fd >= 0 && ftruncate (fd, (off_t) length) == 0;

  if (is_done && summary->name != NULL)
    {
      bs_journal_file_append_summary (end, summary);
      if (lseek (fd, (off_t) length, SEEK_SET) < 0 || !bs_file_write_all (fd, end->data, end->len) || fsync (fd) != 0)
        is_done = ftruncate (fd, (off_t) length) == 0;
    }
  if (fd >= 0)
    close (fd);

  return is_done;
}

/**
 * bs_journal_unfinished_end:
 * @part: the file of a step that a killed program was writing
 * @root: (nullable): the library's folder, if it is known
 *
 * Ends the step after its last valid change. The changes it recorded may have been made. With @root, the files show
 * which were, and the summary counts these; a step of which none was made is deleted.
 *
 * Returns: whether it can be used as a finished step
 */
gboolean
bs_journal_unfinished_end (const char *part, const char *root)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BsJournalStep) step = NULL;
  g_auto (BsJournalSummary) summary = { 0 };
  int fd = bs_journal_file_open (part);
  gboolean is_vain;

  g_return_val_if_fail (part != NULL, FALSE);

  if (root != NULL)
    bs_journal_file_read_summary (fd, &summary);
  step = bs_journal_step_open (fd, -1, &error);
  if (step == NULL)
    return FALSE;
  summary.n_created = summary.n_changed = summary.n_removed = 0;
  is_vain = bs_journal_step_get_entries (step)->len == 0 ||
            (root != NULL && count_made (bs_journal_step_get_entries (step), root, &summary));
  if (is_vain)
    unlink (part);

  return !is_vain && write_end (part, bs_journal_step_get_length (step), &summary);
}
