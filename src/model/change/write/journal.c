/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/write/journal.h"

#include "model/change/edit/change-error.h"
#include "model/change/write/file-access.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

struct _BsJournal
{
  BsJournalFolder *folder;
  int lock;

  BsJournalPart *part; /* (nullable): the step being written */
  guint number;
  guint64 id; /* the id of the last started step; 0 if it was dropped */
  guint n_pushed_out;

  GByteArray *kept_pending;
};

/**
 * bs_journal_open:
 * @folder: the folder of the history; created if it is missing
 * @root: (nullable): the library's folder, if it is known
 * @error: return location
 *
 * Opens a history and locks it until it is closed. The unfinished step of a killed program is finished; see
 * bs_journal_unfinished_end().
 *
 * Returns: (transfer full) (nullable): the journal, or %NULL with a #GIOErrorEnum
 */
BsJournal *
bs_journal_open (const char *folder, const char *root, GError **error)
{
  g_autoptr (BsJournal) self = NULL;
  g_autofree char *lock = NULL;

  g_return_val_if_fail (folder != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  self = g_new0 (BsJournal, 1);
  self->folder = bs_journal_folder_new (folder);
  self->lock = -1;
  self->kept_pending = g_byte_array_new ();

  lock = g_build_filename (folder, "lock", NULL);
  if (g_mkdir_with_parents (folder, 0700) == 0)
    self->lock = open (lock, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  while (self->lock >= 0 && flock (self->lock, LOCK_EX) != 0)
    {
      if (errno == EINTR)
        continue;
      bs_file_set_error (error, errno, lock);
      return NULL;
    }
  if (self->lock < 0)
    {
      bs_file_set_own_error (error, errno, lock);
      return NULL;
    }
  bs_journal_folder_load (self->folder, root);

  return g_steal_pointer (&self);
}

/**
 * bs_journal_open_in:
 * @home: a library's data folder
 * @root: (nullable): the library's folder, if it is known
 * @error: return location
 *
 * Opens the history of a library as bs_journal_open() does.
 *
 * Returns: (transfer full) (nullable): the journal, or %NULL with a #GIOErrorEnum
 */
BsJournal *
bs_journal_open_in (const BsHome *home, const char *root, GError **error)
{
  g_autofree char *folder = NULL;

  g_return_val_if_fail (home != NULL, NULL);

  folder = bs_home_build_data_path (home, "journal");

  return bs_journal_open (folder, root, error);
}

/**
 * bs_journal_find:
 * @home: a library's data folder
 * @root: (nullable): the library's folder, if it is known
 * @error: return location
 *
 * Opens the history of a library as bs_journal_open() does, unless nothing was ever changed in it.
 *
 * Returns: (transfer full) (nullable): the journal, or %NULL, which is an error only if @error is set
 */
BsJournal *
bs_journal_find (const BsHome *home, const char *root, GError **error)
{
  g_autofree char *folder = NULL;

  g_return_val_if_fail (home != NULL, NULL);

  folder = bs_home_build_data_path (home, "journal");

  return g_file_test (folder, G_FILE_TEST_IS_DIR) ? bs_journal_open (folder, root, error) : NULL;
}

/**
 * bs_journal_close:
 * @self: (transfer full): a journal
 *
 * Closes and unlocks the history. An unfinished step is dropped if it is empty; otherwise the next bs_journal_open()
 * finishes it.
 */
void
bs_journal_close (BsJournal *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->part, bs_journal_part_free);
  if (self->lock >= 0)
    close (self->lock);
  g_byte_array_unref (self->kept_pending);
  bs_journal_folder_free (self->folder);
  g_free (self);
}

static void
read_summary (const BsJournal *self, const BsJournalItem *item, BsJournalSummary *summary)
{
  g_autofree char *path = bs_journal_folder_build_item_path (self->folder, item);
  int fd = bs_journal_file_open (path);

  bs_journal_file_read_summary (fd, summary);
  if (fd >= 0)
    close (fd);
  if (summary->name == NULL)
    summary->name = g_strdup (_ ("Last change"));
}

/**
 * bs_journal_peek:
 * @self: a journal
 * @direction: undo or redo
 * @name: (out) (transfer full) (optional): the step's display name
 *
 * Returns the step that would be undone or redone.
 *
 * Returns: the step's id; 0 if there is none
 */
guint64
bs_journal_peek (BsJournal *self, BsJournalDirection direction, char **name)
{
  const BsJournalItem *item;

  g_return_val_if_fail (self != NULL, 0);

  item = bs_journal_folder_find_next (self->folder, direction);
  if (item != NULL && name != NULL)
    {
      g_auto (BsJournalSummary) summary = { 0 };

      read_summary (self, item, &summary);
      *name = g_steal_pointer (&summary.name);
    }

  return item != NULL ? item->id : 0;
}

static void
free_info (gpointer data)
{
  BsJournalInfo *info = data;

  g_free (info->name);
  g_free (info);
}

/**
 * bs_journal_list:
 * @self: a journal
 *
 * Lists the steps without reading them completely. The counts of a step by an earlier version are unknown and 0.
 *
 * Returns: (transfer full) (element-type BsJournalInfo): the steps, oldest first
 */
GPtrArray *
bs_journal_list (BsJournal *self)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (free_info);

  g_return_val_if_fail (self != NULL, list);

  for (guint i = 0; i < bs_journal_folder_get_n_items (self->folder); i++)
    {
      const BsJournalItem *item = bs_journal_folder_get_item (self->folder, i);
      g_auto (BsJournalSummary) summary = { 0 };
      BsJournalInfo *info = g_new0 (BsJournalInfo, 1);

      read_summary (self, item, &summary);
      info->id = item->id;
      info->name = g_steal_pointer (&summary.name);
      info->n_created = summary.n_created;
      info->n_changed = summary.n_changed;
      info->n_removed = summary.n_removed;
      info->size = item->size;
      info->is_undone = item->is_undone;
      g_ptr_array_add (list, info);
    }

  return list;
}

/* Sets the error if the requested step is not the one that would be undone or redone. */
static void
set_other_error (BsJournal *self, BsJournalDirection direction, guint64 step, GError **error)
{
  gboolean is_undo = direction == BS_JOURNAL_UNDO;
  const BsJournalItem *item = bs_journal_folder_find (self->folder, step);
  g_autofree char *name = NULL;

  if (bs_journal_peek (self, direction, &name) == 0)
    g_set_error_literal (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_NOTHING_TO_DO,
                         is_undo ? _ ("There is nothing to undo.") : _ ("There is nothing to redo."));
  else if (item == NULL || item->is_undone == is_undo)
    g_set_error_literal (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_NOTHING_TO_DO,
                         is_undo ? _ ("This was already undone, or is no longer in the history.") :
                                   _ ("This was already redone, or another change has replaced it."));
  else
    g_set_error (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_OTHER_STEP,
                 is_undo ? _ ("Another change was made since: “%s”. Undo that first.") :
                           _ ("Another change was undone since: “%s”. Redo that first."),
                 name);
}

/**
 * bs_journal_open_step:
 * @self: a journal
 * @step: the id of a step
 * @error: return location
 *
 * Reads any step of the history. A damaged step is set aside and leaves the history.
 *
 * Returns: (transfer full) (nullable): the step; %NULL with %BS_CHANGE_ERROR_NOTHING_TO_DO if there is none, and with
 *   %BS_CHANGE_ERROR_BROKEN if it cannot be read
 */
BsJournalStep *
bs_journal_open_step (BsJournal *self, guint64 step, GError **error)
{
  g_autoptr (BsJournalStep) opened = NULL;
  g_autofree char *path = NULL;
  g_autofree char *kept = NULL;
  BsJournalItem *item;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  item = bs_journal_folder_find (self->folder, step);
  if (item == NULL)
    {
      g_set_error_literal (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_NOTHING_TO_DO,
                           _ ("This step is no longer in the history."));
      return NULL;
    }
  path = bs_journal_folder_build_item_path (self->folder, item);
  kept = bs_journal_folder_build_path (self->folder, item->number, BS_JOURNAL_KEPT_SUFFIX);
  opened = bs_journal_step_open (bs_journal_file_open (path), bs_journal_file_open (kept), error);
  if (opened != NULL && (bs_journal_step_get_length (opened) == 0 ||
                         bs_journal_step_get_length (opened) != bs_journal_file_get_size (path)))
    {
      g_clear_pointer (&opened, bs_journal_step_close);
      bs_journal_folder_set_aside (self->folder, item);
      g_set_error_literal (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_BROKEN,
                           _ ("The history of this step is damaged and was set aside. No file was changed."));
    }

  return g_steal_pointer (&opened);
}

/**
 * bs_journal_read:
 * @self: a journal
 * @direction: undo or redo
 * @step: the id of the requested step
 * @error: return location
 *
 * Reads the step that would be undone or redone, if it is the requested one.
 *
 * Returns: (transfer full) (nullable): the step; %NULL with %BS_CHANGE_ERROR_NOTHING_TO_DO, %BS_CHANGE_ERROR_OTHER_STEP
 *   or %BS_CHANGE_ERROR_BROKEN
 */
BsJournalStep *
bs_journal_read (BsJournal *self, BsJournalDirection direction, guint64 step, GError **error)
{
  const BsJournalItem *item;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  item = bs_journal_folder_find_next (self->folder, direction);
  if (item == NULL || item->id != step)
    {
      set_other_error (self, direction, step, error);
      return NULL;
    }

  return bs_journal_open_step (self, step, error);
}

/**
 * bs_journal_read_exchange:
 * @self: a journal
 * @step: the id of a step
 *
 * Returns: (transfer full) (nullable): the files that the step moved between its library and another one; %NULL for
 *   other steps
 */
BsExchange *
bs_journal_read_exchange (const BsJournal *self, guint64 step)
{
  const BsJournalItem *item;
  BsExchange *exchange;
  g_autofree char *path = NULL;
  int fd;

  g_return_val_if_fail (self != NULL, NULL);

  item = bs_journal_folder_find (self->folder, step);
  if (item == NULL)
    return NULL;
  path = bs_journal_folder_build_item_path (self->folder, item);
  fd = bs_journal_file_open (path);
  exchange = bs_journal_file_read_exchange (fd);
  if (fd >= 0)
    close (fd);

  return exchange;
}

/**
 * bs_journal_keep:
 * @self: a journal
 * @direction: undo or redo
 * @path: a file that will be removed, relative to the library
 * @bytes: its bytes
 *
 * Saves the bytes of a file with the step being undone, so that it can be redone, because a step that created a file
 * does not contain them. Call bs_journal_sync_kept() to write them.
 *
 * Returns: whether there is anything to save; there is not for a redo
 */
gboolean
bs_journal_keep (BsJournal *self, BsJournalDirection direction, const char *path, GBytes *bytes)
{
  g_return_val_if_fail (self != NULL && path != NULL && bytes != NULL, FALSE);

  if (direction == BS_JOURNAL_UNDO)
    bs_journal_file_append_kept (self->kept_pending, path, bytes);

  return direction == BS_JOURNAL_UNDO;
}

/* The position of the next record in a file of saved bytes, which may end in half a record of a killed program. */
static guint64
find_kept_end (int fd)
{
  g_auto (BsJournalCursor) cursor = { 0 };
  BsJournalRecord kind;
  GVariant *payload;

  if (!bs_journal_cursor_init (&cursor, fd))
    return 0;
  while ((payload = bs_journal_cursor_next (&cursor, &kind)) != NULL)
    g_variant_unref (payload);

  return cursor.place;
}

static gboolean
write_at (int fd, guint64 place, const GByteArray *bytes)
{
  return lseek (fd, (off_t) place, SEEK_SET) >= 0 && bs_file_write_all (fd, bytes->data, bytes->len) && fsync (fd) == 0;
}

/**
 * bs_journal_sync_kept:
 * @self: a journal
 * @error: return location
 *
 * Writes the bytes from bs_journal_keep() to the disk. No file may be removed before that.
 *
 * Returns: whether it succeeded; otherwise a #GIOErrorEnum
 */
gboolean
bs_journal_sync_kept (BsJournal *self, GError **error)
{
  BsJournalItem *item;
  g_autofree char *path = NULL;
  gboolean is_done = FALSE;
  guint64 end;
  int fd, number;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  item = bs_journal_folder_find_next (self->folder, BS_JOURNAL_UNDO);
  if (self->kept_pending->len == 0 || item == NULL)
    return TRUE;
  path = bs_journal_folder_build_path (self->folder, item->number, BS_JOURNAL_KEPT_SUFFIX);
  fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd >= 0)
    {
      g_autoptr (GByteArray) start = g_byte_array_new ();

      end = find_kept_end (fd);
      if (end == 0)
        {
          bs_journal_file_append_start (start);
          g_byte_array_prepend (self->kept_pending, start->data, start->len);
        }
      is_done = ftruncate (fd, (off_t) end) == 0 && write_at (fd, end, self->kept_pending) &&
                bs_file_sync_folder (bs_journal_folder_get_path (self->folder));
    }
  number = errno;
  if (fd >= 0)
    close (fd);
  item->size += self->kept_pending->len;
  g_byte_array_set_size (self->kept_pending, 0);
  if (!is_done)
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (number),
                 _ ("The history could not be written to “%s”: %s. Nothing was changed."),
                 bs_journal_folder_get_path (self->folder), g_strerror (number));

  return is_done;
}

/**
 * bs_journal_forget_kept:
 * @self: a journal
 * @step: the id of a completely redone step
 *
 * Deletes the saved bytes, which are in the files again.
 */
void
bs_journal_forget_kept (BsJournal *self, guint64 step)
{
  g_autofree char *path = NULL;
  BsJournalItem *item;

  g_return_if_fail (self != NULL);

  item = bs_journal_folder_find (self->folder, step);
  if (item == NULL)
    return;
  path = bs_journal_folder_build_path (self->folder, item->number, BS_JOURNAL_KEPT_SUFFIX);
  item->size -= MIN (item->size, bs_journal_file_get_size (path));
  unlink (path);
}

/**
 * bs_journal_move:
 * @self: a journal
 * @direction: undo or redo
 * @error: return location
 *
 * Records that the step has been undone or redone.
 *
 * Returns: whether it succeeded; otherwise a #GIOErrorEnum
 */
gboolean
bs_journal_move (BsJournal *self, BsJournalDirection direction, GError **error)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  BsJournalItem *item;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  item = bs_journal_folder_find_next (self->folder, direction);
  g_return_val_if_fail (item != NULL, FALSE);

  from = bs_journal_folder_build_item_path (self->folder, item);
  item->is_undone = !item->is_undone;
  to = bs_journal_folder_build_item_path (self->folder, item);
  if (rename (from, to) != 0)
    {
      int number = errno;

      item->is_undone = !item->is_undone;
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (number),
                   _ ("The articles were changed, but the history in “%s” could not be updated: %s."),
                   bs_journal_folder_get_path (self->folder), g_strerror (number));
      return FALSE;
    }
  /* If the rename is lost, the step is undone once more, which changes nothing. */
  bs_file_sync_folder (bs_journal_folder_get_path (self->folder));

  return TRUE;
}

/**
 * bs_journal_begin:
 * @self: a journal
 * @name: the step's display name
 * @error: return location
 *
 * Starts a step. When it is finished, undone steps can no longer be redone.
 *
 * Returns: whether it succeeded; otherwise a #GIOErrorEnum
 */
gboolean
bs_journal_begin (BsJournal *self, const char *name, GError **error)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (self != NULL && name != NULL && self->part == NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  self->number = bs_journal_folder_pick_number (self->folder);
  self->id = bs_journal_folder_make_id (self->folder);
  path = bs_journal_folder_build_path (self->folder, self->number, BS_JOURNAL_PART_SUFFIX);
  self->part = bs_journal_part_new (path, self->id, name, error);
  self->n_pushed_out = 0;

  return self->part != NULL;
}

/**
 * bs_journal_get_part:
 * @self: a journal with a started step
 *
 * Returns: (transfer none): the step, to which changes are added. No file may be changed before they are synced.
 */
BsJournalPart *
bs_journal_get_part (BsJournal *self)
{
  g_return_val_if_fail (self != NULL && self->part != NULL, NULL);

  return self->part;
}

/**
 * bs_journal_finish:
 * @self: a journal with a started step
 * @name: the final display name
 * @error: return location
 *
 * Finishes the step, so that it is the next one to undo. An empty step is dropped.
 *
 * Returns: whether it succeeded; otherwise a #GIOErrorEnum, and the next bs_journal_open() finishes it
 */
gboolean
bs_journal_finish (BsJournal *self, const char *name, GError **error)
{
  g_autoptr (BsJournalPart) made = NULL;
  g_autofree char *part = NULL;
  g_autofree char *path = NULL;
  gboolean is_done;
  int number;

  g_return_val_if_fail (self != NULL && name != NULL && self->part != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  made = g_steal_pointer (&self->part);
  part = bs_journal_folder_build_path (self->folder, self->number, BS_JOURNAL_PART_SUFFIX);
  path = bs_journal_folder_build_path (self->folder, self->number, BS_JOURNAL_STEP_SUFFIX);
  if (bs_journal_part_is_empty (made))
    {
      unlink (part);
      self->id = 0;
      return TRUE;
    }

  is_done = bs_journal_part_finish (made, name);
  number = errno;
  if (is_done)
    {
      /* The order matters: if the program is killed in between, the next one finishes the part and drops undone
       * steps. */
      bs_journal_folder_drop_undone (self->folder);
      is_done = rename (part, path) == 0;
      number = errno;
    }
  if (!is_done)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (number),
                   _ ("The articles were changed, but the history in “%s” could not be completed: %s. Broadsheet will "
                      "try again the next time the history is used."),
                   bs_journal_folder_get_path (self->folder), g_strerror (number));
      return FALSE;
    }
  bs_file_sync_folder (bs_journal_folder_get_path (self->folder));
  bs_journal_folder_take (self->folder, self->number);
  self->n_pushed_out = bs_journal_folder_trim (self->folder);

  return TRUE;
}

/**
 * bs_journal_get_step:
 * @self: a journal
 *
 * Returns: the id of the last started step; 0 if there is none or it was dropped
 */
guint64
bs_journal_get_step (const BsJournal *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->id;
}

/**
 * bs_journal_get_n_pushed_out:
 * @self: a journal
 *
 * Returns: how many older steps were dropped to make room for the last finished one
 */
guint
bs_journal_get_n_pushed_out (const BsJournal *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_pushed_out;
}

/**
 * bs_journal_measure:
 * @path: a file, relative to the library
 * @old_bytes: (nullable): its current bytes
 * @new_bytes: (nullable): its new bytes
 *
 * Returns: the size of a change in the history, in bytes
 */
guint64
bs_journal_measure (const char *path, GBytes *old_bytes, GBytes *new_bytes)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();

  g_return_val_if_fail (path != NULL, 0);

  bs_journal_file_append_change (out, path, old_bytes, new_bytes);

  return out->len;
}

/**
 * bs_journal_count_pushed_out:
 * @self: a journal
 * @n_bytes: the size of a step: the sum of bs_journal_measure() of its files
 *
 * Returns: how many older steps would be dropped to make room for it
 */
guint
bs_journal_count_pushed_out (const BsJournal *self, guint64 n_bytes)
{
  guint n = 0;

  g_return_val_if_fail (self != NULL, 0);

  /* Undone steps are dropped anyway. */
  for (guint i = bs_journal_folder_get_n_items (self->folder); i > 0; i--)
    {
      const BsJournalItem *item = bs_journal_folder_get_item (self->folder, i - 1);

      n_bytes += item->is_undone ? 0 : MIN (item->size, G_MAXUINT64 - n_bytes);
      n += !item->is_undone && n_bytes > BS_JOURNAL_MAX_BYTES;
    }

  return n;
}

/* The id in this history for a step of another one. A step of an earlier version gets the modification time of its
 * file, which is the same every time. Returns 0 for a step that is already here. */
static guint64
make_other_id (const BsJournal *self, const char *path, guint64 id, guint64 copied_size)
{
  const BsJournalItem *found;
  struct stat st;

  if (id <= BS_JOURNAL_MAX_NUMBER && stat (path, &st) == 0)
    id = (guint64) CLAMP (st.st_mtim.tv_sec, 1, G_MAXINT32) * G_USEC_PER_SEC + st.st_mtim.tv_nsec / 1000;
  while ((found = bs_journal_folder_find (self->folder, id)) != NULL)
    {
      if (found->size == copied_size)
        return 0;
      id++;
    }

  return id;
}

static gboolean
take_over_step (BsJournal *self, const char *path, guint64 id, const char *prefix)
{
  guint number = bs_journal_folder_pick_number (self->folder);
  g_autofree char *part = g_build_filename (bs_journal_folder_get_path (self->folder), "taken-over", NULL);
  g_autofree char *to = bs_journal_folder_build_path (self->folder, number, BS_JOURNAL_STEP_SUFFIX);
  g_autoptr (GByteArray) head = g_byte_array_new ();

  bs_journal_file_append_start (head);
  bs_journal_file_append_id (head, id);
  bs_journal_file_append_prefix (head, prefix);
  id = make_other_id (self, path, id, head->len - BS_JOURNAL_START_BYTES + bs_journal_file_get_size (path));
  if (id == 0)
    return TRUE;
  if (!bs_journal_part_copy (path, part, id, prefix) || rename (part, to) != 0 ||
      !bs_file_sync_folder (bs_journal_folder_get_path (self->folder)))
    {
      unlink (part);
      return FALSE;
    }
  bs_journal_folder_take (self->folder, number);

  return TRUE;
}

/**
 * bs_journal_take_over:
 * @self: the history of a library
 * @other: the separate history of a folder inside it
 * @prefix: that folder, relative to the library
 *
 * Moves the steps of another history to this one, in order. Undone steps are not moved. Each step is always in at least
 * one of the two.
 */
void
bs_journal_take_over (BsJournal *self, BsJournal *other, const char *prefix)
{
  g_return_if_fail (self != NULL && other != NULL && prefix != NULL);

  for (guint i = bs_journal_folder_get_n_items (other->folder); i > 0; i--)
    {
      const BsJournalItem *item = bs_journal_folder_get_item (other->folder, i - 1);
      g_autofree char *path = bs_journal_folder_build_item_path (other->folder, item);

      if (item->is_undone)
        continue;
      if (!take_over_step (self, path, item->id, prefix))
        return;
      bs_journal_folder_delete (other->folder, i - 1);
    }
  self->n_pushed_out = bs_journal_folder_trim (self->folder);
}

/**
 * bs_journal_clear:
 * @self: a journal without a started step
 *
 * Deletes all steps, and the remains of damaged ones.
 */
void
bs_journal_clear (BsJournal *self)
{
  g_return_if_fail (self != NULL && self->part == NULL);

  bs_journal_folder_clear (self->folder);
}

/**
 * bs_journal_is_empty:
 * @self: a journal
 *
 * Returns: whether it has no steps
 */
gboolean
bs_journal_is_empty (const BsJournal *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return bs_journal_folder_get_n_items (self->folder) == 0;
}

/**
 * bs_journal_remove:
 * @self: (transfer full): a journal without steps
 *
 * Closes and deletes an empty history. Its folder is kept if it has other files.
 */
void
bs_journal_remove (BsJournal *self)
{
  g_autofree char *folder = NULL;
  g_autofree char *lock = NULL;

  g_return_if_fail (self != NULL && bs_journal_folder_get_n_items (self->folder) == 0);

  folder = g_strdup (bs_journal_folder_get_path (self->folder));
  lock = g_build_filename (folder, "lock", NULL);
  unlink (lock);
  bs_journal_close (self);
  rmdir (folder);
}
