/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/write/journal-part.h"

#include "model/change/write/file-access.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

#define COPY_BYTES (128 * 1024)

struct _BsJournalPart
{
  char *path;
  int fd;
  guint64 length;      /* on the disk, in bytes */
  GByteArray *pending; /* not written yet */
  GByteArray *kinds;   /* the action of each added change */
  guint n_synced;      /* the number of changes on the disk */
};

enum
{
  CREATED,
  CHANGED,
  REMOVED,
  DROPPED, /* the change was not made */
};

/**
 * bs_journal_part_new:
 * @path: the file to write
 * @id: the step's id
 * @name: the step's display name
 * @error: return location
 *
 * Starts a step.
 *
 * Returns: (transfer full) (nullable): the step, or %NULL with a #GIOErrorEnum
 */
BsJournalPart *
bs_journal_part_new (const char *path, guint64 id, const char *name, GError **error)
{
  int fd = open (path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  BsJournalPart *self;

  g_return_val_if_fail (path != NULL && name != NULL, NULL);

  if (fd < 0)
    {
      bs_file_set_error (error, errno, path);
      return NULL;
    }
  self = g_new0 (BsJournalPart, 1);
  self->path = g_strdup (path);
  self->fd = fd;
  self->pending = g_byte_array_new ();
  self->kinds = g_byte_array_new ();
  bs_journal_file_append_start (self->pending);
  bs_journal_file_append_id (self->pending, id);
  bs_journal_file_append_name (self->pending, name);

  return self;
}

/**
 * bs_journal_part_free:
 * @self: (transfer full): a step
 *
 * Closes the step. Synced changes are kept; a file without any is deleted.
 */
void
bs_journal_part_free (BsJournalPart *self)
{
  g_return_if_fail (self != NULL);

  close (self->fd);
  if (self->n_synced == 0)
    unlink (self->path);
  g_byte_array_unref (self->pending);
  g_byte_array_unref (self->kinds);
  g_free (self->path);
  g_free (self);
}

/**
 * bs_journal_part_set_exchange:
 * @self: a step without changes
 * @exchange: the files that it moves between its library and another one
 */
void
bs_journal_part_set_exchange (BsJournalPart *self, const BsExchange *exchange)
{
  g_return_if_fail (self != NULL && exchange != NULL && self->kinds->len == 0);

  bs_journal_file_append_exchange (self->pending, exchange);
}

/**
 * bs_journal_part_add:
 * @self: a step
 * @had_file: whether the file existed before
 * @has_file: whether it exists after
 * @record: the change, from bs_journal_file_append_change()
 *
 * Adds a planned change of a file.
 *
 * Returns: the index of the change in the step
 */
guint
bs_journal_part_add (BsJournalPart *self, gboolean had_file, gboolean has_file, const GByteArray *record)
{
  guint8 kind = !had_file ? CREATED : !has_file ? REMOVED : CHANGED;

  g_return_val_if_fail (self != NULL && record != NULL, 0);

  g_byte_array_append (self->pending, record->data, record->len);
  g_byte_array_append (self->kinds, &kind, 1);

  return self->kinds->len - 1;
}

/**
 * bs_journal_part_add_about:
 * @self: a step
 * @number: a change that was just added to it
 * @mode: the permissions of the file that is about to be removed
 * @modified: when it was changed last, in nanoseconds since the epoch
 */
void
bs_journal_part_add_about (BsJournalPart *self, guint number, guint mode, gint64 modified)
{
  g_return_if_fail (self != NULL && number < self->kinds->len);

  bs_journal_file_append_about (self->pending, number, mode, modified);
}

/**
 * bs_journal_part_add_folder:
 * @self: a step
 * @path: a folder, relative to the library
 * @is_made: whether it was made; otherwise it was removed
 */
void
bs_journal_part_add_folder (BsJournalPart *self, const char *path, gboolean is_made)
{
  g_return_if_fail (self != NULL && path != NULL);

  bs_journal_file_append_folder (self->pending, path, is_made);
}

/**
 * bs_journal_part_drop:
 * @self: a step
 * @number: the index of a change
 *
 * Cancels a change that was not made. Changes that a failed bs_journal_part_sync() did not write are already cancelled.
 */
void
bs_journal_part_drop (BsJournalPart *self, guint number)
{
  g_return_if_fail (self != NULL);

  if (number >= self->n_synced || self->kinds->data[number] == DROPPED)
    return;
  self->kinds->data[number] = DROPPED;
  bs_journal_file_append_drop (self->pending, number);
}

/* Writes the pending data, all of it or nothing. */
static gboolean
flush (BsJournalPart *self)
{
  gboolean is_done = lseek (self->fd, (off_t) self->length, SEEK_SET) >= 0 &&
                     bs_file_write_all (self->fd, self->pending->data, self->pending->len) && fsync (self->fd) == 0;
  int number = errno;

  if (is_done)
    self->length += self->pending->len;
  else if (ftruncate (self->fd, (off_t) self->length) != 0)
    g_debug ("%s: %s", self->path, g_strerror (errno));
  errno = number;

  return is_done;
}

/**
 * bs_journal_part_sync:
 * @self: a step
 * @error: return location
 *
 * Writes the added changes to the disk. If it fails, changes added since the last sync are dropped from the step.
 *
 * Returns: whether it succeeded; otherwise a #GIOErrorEnum
 */
gboolean
bs_journal_part_sync (BsJournalPart *self, GError **error)
{
  g_autofree char *folder = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  folder = g_path_get_dirname (self->path);
  if (!flush (self) || (self->n_synced == 0 && !bs_file_sync_folder (folder)))
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                   _ ("Nothing was changed, because the change could not be recorded in “%s”: %s"), folder,
                   g_strerror (errno));
      g_byte_array_set_size (self->kinds, self->n_synced);
      g_byte_array_set_size (self->pending, 0);
      return FALSE;
    }
  g_byte_array_set_size (self->pending, 0);
  self->n_synced = self->kinds->len;

  return TRUE;
}

static guint
count (const BsJournalPart *self, guint8 kind)
{
  guint n = 0;

  for (guint i = 0; i < self->n_synced; i++)
    n += self->kinds->data[i] == kind;

  return n;
}

/**
 * bs_journal_part_is_empty:
 * @self: a step
 *
 * Returns: whether none of its changes was made
 */
gboolean
bs_journal_part_is_empty (const BsJournalPart *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return count (self, DROPPED) == self->n_synced;
}

/**
 * bs_journal_part_finish:
 * @self: a step
 * @name: the final display name
 *
 * Writes the end of a step.
 *
 * Returns: whether it is on the disk; otherwise `errno` is set
 */
gboolean
bs_journal_part_finish (BsJournalPart *self, const char *name)
{
  BsJournalSummary summary = { (char *) name, count (self, CREATED), count (self, CHANGED), count (self, REMOVED) };

  g_return_val_if_fail (self != NULL && name != NULL, FALSE);

  bs_journal_file_append_name (self->pending, name);
  bs_journal_file_append_summary (self->pending, &summary);

  return flush (self);
}

static gboolean
copy_rest (int from, int to)
{
  g_autofree guint8 *block = g_malloc (COPY_BYTES);
  gssize n;

  while ((n = read (from, block, COPY_BYTES)) > 0)
    {
      if (!bs_file_write_all (to, block, n))
        return FALSE;
    }

  return n == 0 && fsync (to) == 0;
}

/**
 * bs_journal_part_copy:
 * @from: a step's file
 * @to: the target
 * @id: the id of the copy
 * @prefix: the folder of its paths
 *
 * Copies a step unchanged.
 *
 * Returns: whether it was copied completely; otherwise a partial copy may exist
 */
gboolean
bs_journal_part_copy (const char *from, const char *to, guint64 id, const char *prefix)
{
  g_autoptr (GByteArray) head = g_byte_array_new ();
  int from_fd = open (from, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  int to_fd = open (to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  gboolean is_done;

  g_return_val_if_fail (from != NULL && to != NULL && prefix != NULL, FALSE);

  bs_journal_file_append_start (head);
  bs_journal_file_append_id (head, id);
  bs_journal_file_append_prefix (head, prefix);
  is_done = from_fd >= 0 && to_fd >= 0 && lseek (from_fd, BS_JOURNAL_START_BYTES, SEEK_SET) >= 0 &&
            bs_file_write_all (to_fd, head->data, head->len) && copy_rest (from_fd, to_fd);
  if (from_fd >= 0)
    close (from_fd);
  if (to_fd >= 0)
    close (to_fd);

  return is_done;
}
