/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/write/journal.h"

#include "model/change/edit/change-error.h"
#include "model/change/write/file-access.h"
#include "model/change/write/journal-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define STEP_SUFFIX ".step"
/* A step that is being made. What of it is whole was on the disk before any file was changed. */
#define PART_SUFFIX ".part"
#define POSITION "position"

/**
 * BsJournal:
 *
 * A folder with one file a step, numbered from 1, and the number of the last step that is in force: undoing takes it
 * down by one, doing again takes it up, and a new step takes the place of those above it. So a number comes again, and
 * tells nobody which step was meant; the stamp in the file does. It is the time at which the step was begun, in
 * microseconds, and always more than those before. Steps of older versions have none, and are told by their number,
 * which no other step without a stamp will have.
 */
struct _BsJournal
{
  char *folder;
  int lock;
  guint position;
  GArray *steps; /* (element-type guint): their numbers, sorted */

  int part; /* the file of the step that is being made, or -1 */
  guint number;
  guint64 stamp;       /* of the step that was begun last; 0 where nothing came of it */
  GByteArray *pending; /* of it, and not written yet */
  guint n_entries;
};

static char *
build_path (const BsJournal *self, guint number, const char *suffix)
{
  g_autofree char *name = g_strdup_printf ("%010u%s", number, suffix);

  return g_build_filename (self->folder, name, NULL);
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint one = *(const guint *) a, other = *(const guint *) b;

  return (one > other) - (one < other);
}

static gboolean
write_position (BsJournal *self, guint position, GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, POSITION, NULL);
  g_autofree char *text = g_strdup_printf ("%u\n", position);

  if (!g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                 error))
    return FALSE;
  self->position = position;

  return TRUE;
}

/* Drops the oldest steps until the rest is within the bounds. */
static void
trim (BsJournal *self)
{
  guint64 size = 0;

  for (guint i = self->steps->len; i > 0; i--)
    {
      g_autofree char *path = build_path (self, g_array_index (self->steps, guint, i - 1), STEP_SUFFIX);
      struct stat st;

      if (stat (path, &st) == 0)
        size += st.st_size;
      if (i < self->steps->len && (size > BS_JOURNAL_MAX_BYTES || self->steps->len - i >= BS_JOURNAL_MAX_STEPS))
        {
          while (i > 0)
            {
              g_autofree char *old = build_path (self, g_array_index (self->steps, guint, 0), STEP_SUFFIX);

              unlink (old);
              g_array_remove_index (self->steps, 0);
              i--;
            }
          return;
        }
    }
}

/* A new step takes the place of those that were undone. */
static void
drop_undone (BsJournal *self, guint first)
{
  while (self->steps->len > 0 && g_array_index (self->steps, guint, self->steps->len - 1) >= first)
    {
      g_autofree char *undone =
          build_path (self, g_array_index (self->steps, guint, self->steps->len - 1), STEP_SUFFIX);

      unlink (undone);
      g_array_set_size (self->steps, self->steps->len - 1);
    }
}

/* Whoever made this step did not live to finish it. What it had put down may have been done, and can be undone: for a
 * file that is still the old one that is nothing. */
static void
take_over (BsJournal *self, guint number)
{
  g_autofree char *part = build_path (self, number, PART_SUFFIX);
  g_autofree char *step = build_path (self, number, STEP_SUFFIX);
  g_autoptr (GMappedFile) file = g_mapped_file_new (part, FALSE, NULL);
  g_autoptr (GBytes) bytes = file != NULL ? g_mapped_file_get_bytes (file) : NULL;
  g_autoptr (GPtrArray) entries = NULL;
  gsize length = 0;

  if (bytes != NULL)
    entries = bs_journal_file_read_entries (bytes, &length);
  if (entries == NULL || entries->len == 0 || truncate (part, length) != 0)
    {
      unlink (part);
      return;
    }
  drop_undone (self, number);
  if (!write_position (self, number, NULL) || rename (part, step) != 0)
    return;
  g_array_append_val (self->steps, number);
}

static void
load (BsJournal *self)
{
  g_autofree char *path = g_build_filename (self->folder, POSITION, NULL);
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  g_autofree char *text = NULL;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      char *suffix;
      guint number = strtoul (name, &suffix, 10);

      if (number > 0 && strcmp (suffix, STEP_SUFFIX) == 0)
        g_array_append_val (self->steps, number);
      else if (number > 0 && strcmp (suffix, PART_SUFFIX) == 0)
        g_array_append_val (parts, number);
    }
  g_array_sort (self->steps, compare_numbers);
  g_array_sort (parts, compare_numbers);

  if (g_file_get_contents (path, &text, NULL, NULL))
    self->position = strtoul (text, NULL, 10);
  else if (self->steps->len > 0)
    self->position = g_array_index (self->steps, guint, self->steps->len - 1);
  for (guint i = 0; i < parts->len; i++)
    take_over (self, g_array_index (parts, guint, i));
}

/**
 * bs_journal_open:
 * @folder: where the history lies; it is made if it is not there
 * @error: return location
 *
 * Opens a history, and keeps all others out until it is closed. What a program did that was killed meanwhile becomes a
 * step like the others.
 *
 * Returns: (transfer full) (nullable): the journal, or %NULL with a #GIOErrorEnum
 */
BsJournal *
bs_journal_open (const char *folder, GError **error)
{
  g_autoptr (BsJournal) self = NULL;
  g_autofree char *lock = NULL;

  g_return_val_if_fail (folder != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  self = g_new0 (BsJournal, 1);
  self->folder = g_strdup (folder);
  self->lock = -1;
  self->part = -1;
  self->pending = g_byte_array_new ();
  self->steps = g_array_new (FALSE, FALSE, sizeof (guint));

  lock = g_build_filename (folder, "lock", NULL);
  if (g_mkdir_with_parents (folder, 0700) == 0)
    self->lock = open (lock, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (self->lock < 0 || flock (self->lock, LOCK_EX) != 0)
    {
      bs_file_set_error (error, errno, lock);
      return NULL;
    }
  load (self);

  return g_steal_pointer (&self);
}

/**
 * bs_journal_close:
 * @self: (transfer full): a journal
 *
 * Lets others have it. A step that was begun and not finished is dropped if nothing was added to it, and otherwise
 * taken over by whoever opens the journal next.
 */
void
bs_journal_close (BsJournal *self)
{
  g_return_if_fail (self != NULL);

  if (self->part >= 0)
    {
      close (self->part);
      if (self->n_entries == 0)
        {
          g_autofree char *path = build_path (self, self->number, PART_SUFFIX);

          unlink (path);
        }
    }
  if (self->lock >= 0)
    close (self->lock);
  g_byte_array_unref (self->pending);
  g_array_unref (self->steps);
  g_free (self->folder);
  g_free (self);
}

/* The number of the step that would be undone, or done again; 0 without one. */
static guint
find_step (const BsJournal *self, BsJournalDirection direction)
{
  guint found = 0;

  for (guint i = 0; i < self->steps->len; i++)
    {
      guint number = g_array_index (self->steps, guint, i);

      if (direction == BS_JOURNAL_UNDO && number <= self->position)
        found = number;
      if (direction == BS_JOURNAL_REDO && number > self->position)
        return number;
    }

  return direction == BS_JOURNAL_UNDO ? found : 0;
}

static GBytes *
map_step (const BsJournal *self, guint number, GError **error)
{
  g_autofree char *path = build_path (self, number, STEP_SUFFIX);
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, error);

  return file != NULL ? g_mapped_file_get_bytes (file) : NULL;
}

static guint64
read_stamp (GBytes *bytes, guint number)
{
  guint64 stamp = bytes != NULL ? bs_journal_file_read_stamp (bytes) : 0;

  return stamp != 0 ? stamp : number;
}

/**
 * bs_journal_peek:
 * @self: a journal
 * @direction: which way
 * @name: (out) (transfer full) (optional): what a person calls the step
 *
 * Tells what would be undone, or done again.
 *
 * Returns: the step's stamp; 0 where there is none
 */
guint64
bs_journal_peek (BsJournal *self, BsJournalDirection direction, char **name)
{
  g_autoptr (GBytes) bytes = NULL;
  guint number;

  g_return_val_if_fail (self != NULL, 0);

  number = find_step (self, direction);
  if (number == 0)
    return 0;
  bytes = map_step (self, number, NULL);
  if (name != NULL)
    *name = bytes != NULL ? bs_journal_file_read_name (bytes) : NULL;
  if (name != NULL && *name == NULL)
    *name = g_strdup (_ ("Last change"));

  return read_stamp (bytes, number);
}

/* Whether a step is among those that can be undone, or done again, be it not the next. */
static gboolean
has_step (const BsJournal *self, BsJournalDirection direction, guint64 step)
{
  for (guint i = 0; i < self->steps->len; i++)
    {
      guint number = g_array_index (self->steps, guint, i);
      g_autoptr (GBytes) bytes = NULL;

      if ((direction == BS_JOURNAL_UNDO) != (number <= self->position))
        continue;
      bytes = map_step (self, number, NULL);
      if (read_stamp (bytes, number) == step)
        return TRUE;
    }

  return FALSE;
}

/* Says why the step that was meant is not the one that would be undone, or done again. */
static void
set_other_error (BsJournal *self, BsJournalDirection direction, guint64 step, GError **error)
{
  gboolean is_undo = direction == BS_JOURNAL_UNDO;
  g_autofree char *name = NULL;

  if (bs_journal_peek (self, direction, &name) == 0)
    g_set_error_literal (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_NOTHING_TO_DO,
                         is_undo ? _ ("There is nothing to undo.") : _ ("There is nothing to do again."));
  else if (!has_step (self, direction, step))
    g_set_error_literal (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_NOTHING_TO_DO,
                         is_undo ? _ ("This has been undone already, or is too long ago.") :
                                   _ ("This has been done again already, or another change has taken its place."));
  else
    g_set_error (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_OTHER_STEP,
                 is_undo ? _ ("Another change was made since: “%s”. Undo that first.") :
                           _ ("Another change was undone since: “%s”. Do that again first."),
                 name);
}

/**
 * bs_journal_read:
 * @self: a journal
 * @direction: which way
 * @step: which step is meant, by its stamp
 * @error: return location
 *
 * Reads the step that would be undone, or done again, if it is the one that is meant.
 *
 * Returns: (transfer full) (nullable) (element-type BsJournalEntry): what it did to which files; %NULL with
 *   %BS_CHANGE_ERROR_NOTHING_TO_DO, %BS_CHANGE_ERROR_OTHER_STEP or %BS_CHANGE_ERROR_BROKEN
 */
GPtrArray *
bs_journal_read (BsJournal *self, BsJournalDirection direction, guint64 step, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  gsize length = 0;
  guint number;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  number = find_step (self, direction);
  if (number != 0)
    bytes = map_step (self, number, NULL);
  if (number == 0 || read_stamp (bytes, number) != step)
    {
      set_other_error (self, direction, step, error);
      return NULL;
    }
  if (bytes != NULL)
    entries = bs_journal_file_read_entries (bytes, &length);
  if (entries == NULL || length != g_bytes_get_size (bytes))
    {
      g_set_error_literal (
          error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_BROKEN,
          _ ("What was kept of this step is damaged, and cannot be used. The files are as they were."));
      return NULL;
    }

  return g_steal_pointer (&entries);
}

/**
 * bs_journal_move:
 * @self: a journal
 * @direction: which way
 * @error: return location
 *
 * Notes that the step has been undone, or done again.
 *
 * Returns: whether it was noted; otherwise a #GFileError
 */
gboolean
bs_journal_move (BsJournal *self, BsJournalDirection direction, GError **error)
{
  guint number;

  g_return_val_if_fail (self != NULL, FALSE);

  number = find_step (self, direction);
  g_return_val_if_fail (number > 0, FALSE);

  return write_position (self, direction == BS_JOURNAL_UNDO ? number - 1 : number, error);
}

/* The clock may have been set back, and those that were undone are told from the new one as well. */
static guint64
make_stamp (const BsJournal *self)
{
  guint64 now = (guint64) g_get_real_time ();
  guint last = self->steps->len > 0 ? g_array_index (self->steps, guint, self->steps->len - 1) : 0;
  g_autoptr (GBytes) bytes = last > 0 ? map_step (self, last, NULL) : NULL;

  return MAX (now, read_stamp (bytes, last) + 1);
}

/**
 * bs_journal_begin:
 * @self: a journal
 * @name: what a person will call the step
 * @error: return location
 *
 * Begins a step. What had been undone before cannot be done again any more once it is finished.
 *
 * Returns: whether it could be begun; otherwise a #GIOErrorEnum
 */
gboolean
bs_journal_begin (BsJournal *self, const char *name, GError **error)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (self != NULL && name != NULL && self->part < 0, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  self->number = self->position + 1;
  self->stamp = make_stamp (self);
  path = build_path (self, self->number, PART_SUFFIX);
  self->part = open (path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (self->part < 0)
    {
      bs_file_set_error (error, errno, path);
      return FALSE;
    }
  self->n_entries = 0;
  bs_journal_file_append_start (self->pending);
  bs_journal_file_append_stamp (self->pending, self->stamp);
  bs_journal_file_append_name (self->pending, name);

  return TRUE;
}

/**
 * bs_journal_add:
 * @self: a journal with a step that was begun
 * @path: a file, relative to the library
 * @old_bytes: (nullable): what is in it
 * @new_bytes: (nullable): what will be
 *
 * Adds to a step what is about to be done to a file.
 */
void
bs_journal_add (BsJournal *self, const char *path, GBytes *old_bytes, GBytes *new_bytes)
{
  g_return_if_fail (self != NULL && path != NULL && self->part >= 0);

  bs_journal_file_append_entry (self->pending, path, old_bytes, new_bytes);
  self->n_entries++;
}

/**
 * bs_journal_drop:
 * @self: a journal with a step that was begun
 * @path: a file that was added to it
 *
 * Takes back what was added last of a file, because nothing came of it.
 */
void
bs_journal_drop (BsJournal *self, const char *path)
{
  g_return_if_fail (self != NULL && path != NULL && self->part >= 0 && self->n_entries > 0);

  bs_journal_file_append_drop (self->pending, path);
  self->n_entries--;
}

/**
 * bs_journal_sync:
 * @self: a journal with a step that was begun
 * @error: return location
 *
 * Puts on the disk what was added. No file may be changed before that.
 *
 * Returns: whether it is there; otherwise a #GIOErrorEnum
 */
gboolean
bs_journal_sync (BsJournal *self, GError **error)
{
  g_return_val_if_fail (self != NULL && self->part >= 0, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (!bs_file_write_all (self->part, self->pending->data, self->pending->len) || fsync (self->part) != 0 ||
      !bs_file_sync_folder (self->folder))
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                   _ ("What is needed to undo the change could not be kept in “%s”: %s. It was not made."),
                   self->folder, g_strerror (errno));
      return FALSE;
    }
  g_byte_array_set_size (self->pending, 0);

  return TRUE;
}

/**
 * bs_journal_finish:
 * @self: a journal with a step that was begun
 * @name: what a person calls it, now that it is done
 * @error: return location
 *
 * Makes the step the last one that can be undone. One to which nothing was added is dropped.
 *
 * Returns: whether it could be; otherwise a #GIOErrorEnum, and whoever opens the journal next does it
 */
gboolean
bs_journal_finish (BsJournal *self, const char *name, GError **error)
{
  g_autofree char *part = NULL;
  g_autofree char *step = NULL;

  g_return_val_if_fail (self != NULL && name != NULL && self->part >= 0, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  part = build_path (self, self->number, PART_SUFFIX);
  step = build_path (self, self->number, STEP_SUFFIX);
  bs_journal_file_append_name (self->pending, name);
  if (self->n_entries > 0 && !bs_journal_sync (self, error))
    return FALSE;
  g_byte_array_set_size (self->pending, 0);
  close (self->part);
  self->part = -1;
  if (self->n_entries == 0)
    {
      unlink (part);
      self->stamp = 0;
      return TRUE;
    }

  /* In this order: a step that stands above the position has been undone. */
  drop_undone (self, self->number);
  if (!write_position (self, self->number, error))
    return FALSE;
  if (rename (part, step) != 0)
    {
      bs_file_set_error (error, errno, step);
      return FALSE;
    }
  g_array_append_val (self->steps, self->number);
  trim (self);

  return TRUE;
}

/**
 * bs_journal_get_step:
 * @self: a journal
 *
 * Returns: the stamp of the step that was begun last; 0 where there is none, or where it was dropped when it was
 *   finished
 */
guint64
bs_journal_get_step (const BsJournal *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->stamp;
}
