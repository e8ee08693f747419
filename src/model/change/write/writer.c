/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/write/writer.h"

#include "model/change/edit/change-error.h"
#include "model/change/write/file-access.h"
#include "model/change/write/file-swap.h"
#include "model/change/write/file-trash.h"
#include "model/change/write/writer-record.h"
#include "model/library/table/parallel.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

/* Up to this many files are synced one by one; more are synced all together. */
#define FEW_FILES 4

typedef struct
{
  char *path;      /* the file itself */
  char *temporary; /* (nullable): while it exists and is ours */
  GBytes *old_bytes;
  GBytes *new_bytes;
  gint64 modified;   /* its new modification time, in nanoseconds since the epoch; 0 for now */
  guint mode;        /* its new permissions; 0 for the default of new files */
  gboolean is_trash; /* it is moved to the trash instead of being deleted */
  BsTrashCan *trash; /* (nullable): in which the new file may be */
  gboolean is_found; /* the new file is the one in the trash */
  guint old_mode;    /* the permissions of a file that is removed */
  gint64 old_modified;
  gboolean in_place; /* it must be overwritten in place, because a replacement would be another file */
  BsFileSwapResult result;
  GError *error;
} Item;

struct _BsWriter
{
  BsWriterRecord *record;
  GMutex lock;         /* for the record, while several threads work on the items */
  GPtrArray *items;    /* (element-type Item) */
  GHashTable *disks;   /* (element-type guint64 gint): devices to a file descriptor of a folder on each */
  GHashTable *folders; /* (element-type filename): folders that were written to */

  BsWriterProgressFunc progress_func; /* (nullable) */
  GMutex progress_mutex;
  guint n_passed; /* the files that were prepared, and those that were committed */
  gpointer progress_data;
  GCancellable *cancellable; /* (nullable) (unowned) */
};

static void
free_item (gpointer data)
{
  Item *item = data;

  g_free (item->path);
  g_free (item->temporary);
  g_clear_pointer (&item->old_bytes, g_bytes_unref);
  g_clear_pointer (&item->new_bytes, g_bytes_unref);
  g_clear_error (&item->error);
  g_free (item);
}

static void
close_disk (gpointer fd)
{
  close (GPOINTER_TO_INT (fd));
}

/**
 * bs_writer_new:
 * @record_folder: the folder of the writer records
 * @error: return location
 *
 * Creates a writer without files. Call bs_writer_record_clean() to clean up after earlier, killed writers with the same
 * folder.
 *
 * Returns: (transfer full) (nullable): a writer, or %NULL with a #GIOErrorEnum
 */
BsWriter *
bs_writer_new (const char *record_folder, GError **error)
{
  BsWriterRecord *record;
  BsWriter *self;

  g_return_val_if_fail (record_folder != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  record = bs_writer_record_new (record_folder, error);
  if (record == NULL)
    return NULL;

  self = g_new0 (BsWriter, 1);
  self->record = record;
  g_mutex_init (&self->lock);
  g_mutex_init (&self->progress_mutex);
  self->items = g_ptr_array_new_with_free_func (free_item);
  self->disks = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, close_disk);
  self->folders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

static gboolean
is_taken_away (const char *path)
{
  return unlink (path) == 0 || errno == ENOENT || errno == ENOTDIR;
}

static void
leave (BsWriter *self, guint i, gboolean is_ours)
{
  g_mutex_lock (&self->lock);
  bs_writer_record_leave (self->record, i, is_ours);
  g_mutex_unlock (&self->lock);
}

/* Deletes a file's temporary file. If that fails, the next start does it. */
static void
take_away (BsWriter *self, guint i)
{
  Item *item = g_ptr_array_index (self->items, i);
  g_autofree char *copying = NULL;
  gboolean is_done;

  if (item->temporary == NULL)
    return;
  is_done = is_taken_away (item->temporary);
  if (item->in_place)
    {
      copying = g_strconcat (item->temporary, BS_FILE_SWAP_COPYING, NULL);
      is_done = is_taken_away (copying) && is_done;
    }
  if (!is_done)
    leave (self, i, TRUE);
  g_clear_pointer (&item->temporary, g_free);
}

/**
 * bs_writer_free:
 * @self: (transfer full): a writer
 *
 * Frees a writer. Files that were prepared but not committed are deleted.
 */
void
bs_writer_free (BsWriter *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < self->items->len; i++)
    take_away (self, i);
  bs_writer_record_free (self->record);
  g_mutex_clear (&self->lock);
  g_mutex_clear (&self->progress_mutex);
  g_ptr_array_unref (self->items);
  g_hash_table_unref (self->disks);
  g_hash_table_unref (self->folders);
  g_free (self);
}

/**
 * bs_writer_add:
 * @self: a writer before bs_writer_prepare()
 * @path: the absolute path of a file, without symbolic links
 * @old_bytes: (nullable): its expected bytes; %NULL if it must not exist
 * @new_bytes: (nullable): its new bytes; %NULL to delete it
 *
 * Adds a file.
 *
 * Returns: its number, from 0
 */
guint
bs_writer_add (BsWriter *self, const char *path, GBytes *old_bytes, GBytes *new_bytes)
{
  Item *item;

  g_return_val_if_fail (self != NULL && path != NULL, 0);
  g_return_val_if_fail (old_bytes != NULL || new_bytes != NULL, 0);

  item = g_new0 (Item, 1);
  item->path = g_strdup (path);
  item->old_bytes = old_bytes != NULL ? g_bytes_ref (old_bytes) : NULL;
  item->new_bytes = new_bytes != NULL ? g_bytes_ref (new_bytes) : NULL;
  g_ptr_array_add (self->items, item);
  bs_writer_record_add (self->record, item->path, old_bytes, new_bytes);

  return self->items->len - 1;
}

/**
 * bs_writer_set_modified:
 * @self: a writer before bs_writer_prepare()
 * @i: a file's number
 * @modified: a time in nanoseconds since the epoch; 0 for now
 *
 * Sets the file's modification time, because a copied file keeps its time.
 */
void
bs_writer_set_modified (BsWriter *self, guint i, gint64 modified)
{
  g_return_if_fail (self != NULL && i < self->items->len);

  ((Item *) g_ptr_array_index (self->items, i))->modified = MAX (modified, 0);
}

/**
 * bs_writer_set_mode:
 * @self: a writer before bs_writer_prepare()
 * @i: the number of a new file
 * @mode: its permissions; 0 for those of any new file
 */
void
bs_writer_set_mode (BsWriter *self, guint i, guint mode)
{
  g_return_if_fail (self != NULL && i < self->items->len);

  ((Item *) g_ptr_array_index (self->items, i))->mode = mode & 0777;
}

/**
 * bs_writer_set_trashed:
 * @self: a writer before bs_writer_prepare()
 * @i: the number of a file that is removed
 *
 * Moves the file to the trash. Without a trash it stays, and its error is %G_IO_ERROR_NOT_SUPPORTED.
 */
void
bs_writer_set_trashed (BsWriter *self, guint i)
{
  g_return_if_fail (self != NULL && i < self->items->len);

  ((Item *) g_ptr_array_index (self->items, i))->is_trash = TRUE;
}

/**
 * bs_writer_set_from_trash:
 * @self: a writer before bs_writer_prepare()
 * @i: the number of a new file
 * @trash: (transfer none): the contents of the trash; outlives the writer
 *
 * If the file itself is in the trash, it is restored from there instead of being written.
 */
void
bs_writer_set_from_trash (BsWriter *self, guint i, BsTrashCan *trash)
{
  g_return_if_fail (self != NULL && i < self->items->len && trash != NULL);

  ((Item *) g_ptr_array_index (self->items, i))->trash = trash;
}

/**
 * bs_writer_get_about:
 * @self: a prepared writer
 * @i: the number of a file that is removed
 * @mode: (out): its permissions
 * @modified: (out): its modification time, in nanoseconds since the epoch
 */
void
bs_writer_get_about (const BsWriter *self, guint i, guint *mode, gint64 *modified)
{
  const Item *item;

  g_return_if_fail (self != NULL && i < self->items->len && mode != NULL && modified != NULL);

  item = g_ptr_array_index (self->items, i);
  *mode = item->old_mode;
  *modified = item->old_modified;
}

/* Copies a file's ownership and extended attributes. Returns whether all of them could be copied. */
static gboolean
copy_about (int from, int to, const struct stat *st)
{
  g_autofree char *names = NULL;
  gboolean is_whole = TRUE;
  gboolean is_owned;
  struct stat now;
  gssize n;

  if (fstat (to, &now) != 0)
    return FALSE;
  is_owned = now.st_uid == st->st_uid && now.st_gid == st->st_gid;
  if (!is_owned && fchown (to, st->st_uid, st->st_gid) != 0)
    is_whole = FALSE;
  /* Where permissions cannot be changed, all files have the same. */
  if ((!is_owned || ((now.st_mode ^ st->st_mode) & 07777) != 0) && fchmod (to, st->st_mode & 07777) != 0)
    is_whole = FALSE;

  n = flistxattr (from, NULL, 0);
  if (n <= 0)
    return is_whole;
  names = g_malloc (n);
  n = flistxattr (from, names, n);
  for (const char *name = names; n > 0 && name < names + n; name += strlen (name) + 1)
    {
      gssize size = fgetxattr (from, name, NULL, 0);
      g_autofree char *value = g_malloc (MAX (size, 1));

      /* The system sets its own attributes on the new file itself. */
      if (size >= 0)
        size = fgetxattr (from, name, value, size);
      if ((size < 0 || fsetxattr (to, name, value, size, 0) != 0) && !g_str_has_prefix (name, "security."))
        is_whole = FALSE;
    }

  return is_whole;
}

static gboolean
write_temporary (Item *item, int from, const struct stat *st, gboolean sync)
{
  mode_t mode = from >= 0 ? 0600 : 0666;
  int fd = open (item->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
  gboolean is_done;
  int number;

  if (fd < 0)
    {
      number = errno;
      g_clear_pointer (&item->temporary, g_free);
      errno = number;
      return FALSE;
    }

  is_done = bs_file_write_all (fd, g_bytes_get_data (item->new_bytes, NULL), g_bytes_get_size (item->new_bytes));
  if (is_done && from >= 0 && !copy_about (from, fd, st))
    item->in_place = TRUE;
  /* A file that cannot keep its permissions has to be restored as well. */
  if (is_done && from < 0 && item->mode != 0)
    fchmod (fd, item->mode);
  if (is_done && item->modified != 0)
    {
      const struct timespec times[2] = {
        { .tv_nsec = UTIME_OMIT },
        { .tv_sec = item->modified / 1000000000, .tv_nsec = item->modified % 1000000000 },
      };

      futimens (fd, times);
    }
  if (is_done && sync && fsync (fd) != 0)
    is_done = FALSE;
  number = errno;
  close (fd);
  errno = number;

  return is_done;
}

static void
fail (Item *item, int number)
{
  if (item->error == NULL)
    (item->old_bytes != NULL ? bs_file_set_error : bs_file_set_new_error) (&item->error, number, item->path);
}

static void
fail_changed (Item *item)
{
  g_autofree char *name = g_filename_display_basename (item->path);

  g_set_error (&item->error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_CHANGED,
               item->old_bytes != NULL ? _ ("“%s” was changed by another program meanwhile, and was left as it is.") :
                                         _ ("“%s” already exists, and was left as it is."),
               name);
}

static void
note_disk (BsWriter *self, const Item *item)
{
  g_autofree char *folder = g_path_get_dirname (item->path);
  struct stat st;
  gint64 device;
  int fd;

  if (g_hash_table_contains (self->folders, folder))
    return;
  g_hash_table_add (self->folders, g_strdup (folder));
  fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0)
    return;
  if (fstat (fd, &st) != 0 || (device = st.st_dev, g_hash_table_contains (self->disks, &device)))
    {
      close (fd);
      return;
    }
  g_hash_table_insert (self->disks, g_memdup2 (&device, sizeof device), GINT_TO_POINTER (fd));
}

/* Each file is prepared and then committed, on any thread. */
static void
report_progress (BsWriter *self)
{
  if (self->progress_func == NULL)
    return;
  g_mutex_lock (&self->progress_mutex);
  self->progress_func (++self->n_passed / 2, self->progress_data);
  g_mutex_unlock (&self->progress_mutex);
}

static void
prepare_item (guint i, gpointer data)
{
  BsWriter *self = data;
  Item *item = g_ptr_array_index (self->items, i);
  struct stat st = { 0 };
  int fd = -1;

  report_progress (self);
  if (item->error != NULL || g_cancellable_set_error_if_cancelled (self->cancellable, &item->error))
    return;
  if (item->old_bytes != NULL && lstat (item->path, &st) == 0 && S_ISLNK (st.st_mode))
    {
      fail_changed (item);
    }
  else if (item->old_bytes != NULL)
    {
      g_autoptr (GBytes) there = bs_file_read (item->path, &item->error);

      if (there == NULL)
        return;
      if (!g_bytes_equal (there, item->old_bytes))
        {
          fail_changed (item);
          return;
        }
      fd = open (item->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
      if (fd < 0 || fstat (fd, &st) != 0)
        fail (item, errno);
      /* Root could write to read-only files, but we respect the permissions. */
      else if (faccessat (AT_FDCWD, item->path, W_OK, AT_EACCESS) != 0)
        fail (item, errno);
      else if ((st.st_mode & 0222) == 0)
        fail (item, EACCES);
      /* A file with several names is written in place. */
      else if (st.st_nlink == 1)
        bs_file_is_changeable (item->path, &item->error);
      item->in_place = st.st_nlink > 1;
      item->old_mode = st.st_mode & 0777;
      item->old_modified = (gint64) st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec;
    }
  else if (lstat (item->path, &st) == 0)
    {
      fail_changed (item);
    }
  else if (!bs_file_is_creatable (item->path))
    {
      fail (item, EACCES);
    }

  if (item->error == NULL)
    {
      item->temporary = bs_writer_record_build_temporary (self->record, item->path, i);
      item->is_found =
          item->trash != NULL && bs_trash_can_link (item->trash, item->path, item->new_bytes, item->temporary);
      if (item->new_bytes != NULL && !item->is_found && !write_temporary (item, fd, &st, self->items->len <= FEW_FILES))
        fail (item, errno);
    }
  if (item->error != NULL)
    take_away (self, i);
  if (fd >= 0)
    close (fd);
}

/* Syncs the written files. Returns an errno. */
static int
sync_disks (BsWriter *self, gboolean with_files)
{
  GHashTableIter iter;
  gpointer key, fd;

  if (self->items->len > FEW_FILES)
    {
      g_hash_table_iter_init (&iter, self->disks);
      while (g_hash_table_iter_next (&iter, NULL, &fd))
        {
          if (syncfs (GPOINTER_TO_INT (fd)) != 0)
            return errno;
        }
      return 0;
    }

  if (with_files)
    return 0;
  g_hash_table_iter_init (&iter, self->folders);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      if (!bs_file_sync_folder (key))
        return errno;
    }

  return 0;
}

/**
 * bs_writer_set_progress:
 * @self: a writer
 * @func: (nullable): called with the number of its written files, while it prepares and commits
 * @user_data: for @func
 * @cancellable: (nullable): outlives @self; files that are not prepared when it is cancelled are not written, and have
 *   %G_IO_ERROR_CANCELLED
 */
void
bs_writer_set_progress (BsWriter *self, BsWriterProgressFunc func, gpointer user_data, GCancellable *cancellable)
{
  g_return_if_fail (self != NULL);

  self->progress_func = func;
  self->progress_data = user_data;
  self->cancellable = cancellable;
}

/**
 * bs_writer_prepare:
 * @self: a writer with all of its files
 * @error: return location
 *
 * Compares each file with its expected bytes and writes a temporary file beside it. A file that fails is skipped; see
 * bs_writer_get_error().
 *
 * Returns: whether the writer can commit; otherwise a #GIOErrorEnum, and nothing is changed
 */
gboolean
bs_writer_prepare (BsWriter *self, GError **error)
{
  int number;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (!bs_writer_record_sync (self->record, error))
    return FALSE;
  bs_parallel_each_file (self->items->len, prepare_item, self);
  for (guint i = 0; i < self->items->len; i++)
    {
      const Item *item = g_ptr_array_index (self->items, i);

      if (item->error == NULL)
        note_disk (self, item);
    }

  number = sync_disks (self, TRUE);
  if (number != 0)
    {
      const Item *first = g_ptr_array_index (self->items, 0);

      bs_file_set_error (error, number, first->path);
      return FALSE;
    }

  return TRUE;
}

static BsFileSwapResult
change_file (Item *item, char **kept)
{
  /* Data that another process writes to it meanwhile is in the trash with it. */
  if (item->is_trash)
    return bs_file_trash (item->path, &item->error) ? BS_FILE_SWAP_DONE : BS_FILE_SWAP_FAILED;
  if (item->new_bytes == NULL)
    return bs_file_swap_delete (item->path, item->temporary);
  if (item->old_bytes == NULL)
    return bs_file_swap_create (item->path, item->temporary);
  if (item->in_place)
    return bs_file_swap_copy (item->path, item->temporary, item->old_bytes, item->new_bytes);

  return bs_file_swap_replace (item->path, item->temporary, item->old_bytes, item->new_bytes, kept);
}

static void
take_result (BsWriter *self, guint i, BsFileSwapResult result, int number, const char *kept)
{
  Item *item = g_ptr_array_index (self->items, i);
  g_autofree char *name = g_filename_display_basename (item->path);
  g_autofree char *shown = NULL;

  item->result = result;
  if (result == BS_FILE_SWAP_CHANGED && kept == NULL)
    fail_changed (item);
  else if (result == BS_FILE_SWAP_CHANGED)
    {
      shown = g_filename_display_name (kept);
      g_set_error (&item->error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_CHANGED,
                   _ ("“%s” was changed twice by another program meanwhile. The older version is now “%s”."), name,
                   shown);
    }
  else if (result == BS_FILE_SWAP_FAILED)
    fail (item, number);
  else if (result == BS_FILE_SWAP_STUCK && item->in_place)
    {
      g_set_error (&item->error, G_IO_ERROR, g_io_error_from_errno (number),
                   _ ("Only part of “%s” was written: %s. Broadsheet will try to write the rest when the library is "
                      "opened again."),
                   name, g_strerror (number));
      leave (self, i, FALSE);
      g_clear_pointer (&item->temporary, g_free);
    }
  else if (result == BS_FILE_SWAP_STUCK)
    {
      shown = g_filename_display_basename (item->temporary);
      g_set_error (&item->error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_CHANGED,
                   _ ("“%s” could not be restored after another program changed it. It is now “%s”, in the same "
                      "folder, and will be restored when the library is opened again."),
                   name, shown);
      leave (self, i, FALSE);
      g_clear_pointer (&item->temporary, g_free);
    }
  if (result != BS_FILE_SWAP_PENDING)
    take_away (self, i);
}

static void
commit_item (BsWriter *self, guint i)
{
  Item *item = g_ptr_array_index (self->items, i);
  g_autofree char *kept = NULL;
  BsFileSwapResult result;

  report_progress (self);
  if (item->error != NULL)
    return;
  result = change_file (item, &kept);
  take_result (self, i, result, errno, kept);
}

/* A file that is replaced can be replaced at the same time as others. A file that is moved is first created and then
 * deleted, and files that trade names depend on each other. */
static gboolean
is_independent (const Item *item)
{
  return item->old_bytes != NULL && item->new_bytes != NULL && !item->in_place;
}

static void
swap_item (guint i, gpointer data)
{
  BsWriter *self = data;

  if (is_independent (g_ptr_array_index (self->items, i)))
    commit_item (self, i);
}

static void
look_at_item (guint i, gpointer data)
{
  BsWriter *self = data;
  Item *item = g_ptr_array_index (self->items, i);
  g_autofree char *kept = NULL;
  BsFileSwapResult result;

  if (item->error != NULL || item->result != BS_FILE_SWAP_PENDING)
    return;
  result = bs_file_swap_look (item->path, item->temporary, item->old_bytes, item->new_bytes, &kept);
  take_result (self, i, result, errno, kept);
}

/* Marks all files as not written. */
static void
fail_all (BsWriter *self, const GError *error)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      Item *item = g_ptr_array_index (self->items, i);

      if (item->error == NULL)
        item->error = g_error_copy (error);
    }
}

/**
 * bs_writer_commit:
 * @self: a prepared writer
 * @error: return location
 *
 * Replaces the files with the prepared ones, each atomically, and waits for the disk. A file that has been changed
 * since it was prepared is kept; see bs_writer_get_error().
 *
 * Returns: whether everything is on the disk; otherwise a #GIOErrorEnum
 */
gboolean
bs_writer_commit (BsWriter *self, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gboolean is_pending = FALSE;
  int number;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (!bs_writer_record_commit (self->record, &failure))
    {
      fail_all (self, failure);
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  bs_parallel_each_file (self->items->len, swap_item, self);
  for (guint i = 0; i < self->items->len; i++)
    {
      const Item *item = g_ptr_array_index (self->items, i);

      if (!is_independent (item))
        commit_item (self, i);
      is_pending = is_pending || item->result == BS_FILE_SWAP_PENDING;
    }
  if (is_pending)
    {
      bs_file_swap_settle ();
      bs_parallel_each_file (self->items->len, look_at_item, self);
    }

  number = sync_disks (self, FALSE);
  if (number != 0)
    {
      const Item *first = g_ptr_array_index (self->items, 0);

      bs_file_set_error (error, number, first->path);
    }
  for (guint i = 0; number == 0 && i < self->items->len; i++)
    {
      const Item *item = g_ptr_array_index (self->items, i);

      if (item->is_found && item->error == NULL)
        bs_trash_can_remove (item->trash, item->path);
    }

  return number == 0;
}

/**
 * bs_writer_get_error:
 * @self: a writer
 * @i: a file's number
 *
 * Returns: (transfer none) (nullable): why the file was not or will not be written
 */
const GError *
bs_writer_get_error (const BsWriter *self, guint i)
{
  g_return_val_if_fail (self != NULL && i < self->items->len, NULL);

  return ((const Item *) g_ptr_array_index (self->items, i))->error;
}
