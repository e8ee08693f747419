/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/write/writer-record.h"

#include "model/change/write/file-access.h"
#include "model/change/write/file-place.h"
#include "model/change/write/file-swap.h"
#include "model/format/article/article.h"
#include "model/library/folder/file-system.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define PREFIX "writing-"

/* Special lines of a record: temporary files are renamed from here on; the temporary file with a given number is not
 * needed any more. */
#define COMMIT "commit"
#define DROP "drop "

struct _BsWriterRecord
{
  char *path;
  char *token; /* part of the names of its temporary files, to distinguish them from other files */
  int fd;
  GString *pending; /* not written yet */
  gboolean is_left; /* a temporary file could not be deleted, so the record is kept for the next start */
};

/* One line of a record. */
typedef struct
{
  guint64 old_hash;
  guint64 new_hash;
  guint64 old_length;
  char *path;
  gboolean is_dropped;
} Line;

/**
 * bs_writer_record_new:
 * @folder: the folder of the records; created if it is missing
 * @error: return location
 *
 * Creates a record and locks it until it is freed.
 *
 * Returns: (transfer full) (nullable): a record, or %NULL with a #GIOErrorEnum
 */
BsWriterRecord *
bs_writer_record_new (const char *folder, GError **error)
{
  g_autoptr (BsWriterRecord) self = g_new0 (BsWriterRecord, 1);
  g_autofree char *name = NULL;

  g_return_val_if_fail (folder != NULL, NULL);

  self->fd = -1;
  self->token = g_strdup_printf ("%08x%08x", g_random_int (), g_random_int ());
  name = g_strconcat (PREFIX, self->token, NULL);
  self->path = g_build_filename (folder, name, NULL);
  self->pending = g_string_new (NULL);

  if (g_mkdir_with_parents (folder, 0700) == 0)
    self->fd = open (self->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (self->fd < 0 || flock (self->fd, LOCK_EX) != 0)
    {
      bs_file_set_own_error (error, errno, self->path);
      return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * bs_writer_record_free:
 * @self: (transfer full): a record
 *
 * Deletes the record, unless temporary files are left.
 */
void
bs_writer_record_free (BsWriterRecord *self)
{
  g_return_if_fail (self != NULL);

  if (self->fd >= 0)
    {
      if (self->is_left)
        bs_writer_record_sync (self, NULL);
      else
        unlink (self->path);
      close (self->fd);
    }
  g_string_free (self->pending, TRUE);
  g_free (self->path);
  g_free (self->token);
  g_free (self);
}

/**
 * bs_writer_record_add:
 * @self: a record
 * @path: the absolute path of a file
 * @old_bytes: (nullable): its current bytes
 * @new_bytes: (nullable): its new bytes
 *
 * Adds the next file to write. Call bs_writer_record_sync() to write the record.
 */
void
bs_writer_record_add (BsWriterRecord *self, const char *path, GBytes *old_bytes, GBytes *new_bytes)
{
  g_autofree char *escaped = NULL;

  g_return_if_fail (self != NULL && path != NULL);

  escaped = g_uri_escape_bytes ((const guint8 *) path, strlen (path), "/");
  g_string_append_printf (self->pending,
                          "%016" G_GINT64_MODIFIER "x %016" G_GINT64_MODIFIER "x %" G_GSIZE_FORMAT " %s\n",
                          bs_file_hash (old_bytes), bs_file_hash (new_bytes),
                          old_bytes != NULL ? g_bytes_get_size (old_bytes) : 0, escaped);
}

/**
 * bs_writer_record_sync:
 * @self: a record
 * @error: return location
 *
 * Writes the added files to the record on the disk.
 *
 * Returns: whether it succeeded; otherwise a #GIOErrorEnum
 */
gboolean
bs_writer_record_sync (BsWriterRecord *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (!bs_file_write_all (self->fd, self->pending->str, self->pending->len) || fdatasync (self->fd) != 0)
    {
      bs_file_set_own_error (error, errno, self->path);
      return FALSE;
    }
  g_string_truncate (self->pending, 0);

  return TRUE;
}

/**
 * bs_writer_record_commit:
 * @self: a record
 * @error: return location
 *
 * Records on the disk that temporary files are about to be renamed. Before this, every temporary file is ours;
 * afterwards, one that has neither the old nor the new bytes belongs to another program.
 *
 * Returns: whether it succeeded; otherwise a #GIOErrorEnum
 */
gboolean
bs_writer_record_commit (BsWriterRecord *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  g_string_append (self->pending, COMMIT "\n");

  return bs_writer_record_sync (self, error);
}

/**
 * bs_writer_record_leave:
 * @self: a record
 * @number: the number of a file
 * @is_ours: whether its temporary file is ours and not needed
 *
 * Records that a temporary file could not be deleted. The record is kept, so that bs_writer_record_clean() tries again.
 */
void
bs_writer_record_leave (BsWriterRecord *self, guint number, gboolean is_ours)
{
  g_return_if_fail (self != NULL);

  self->is_left = TRUE;
  if (is_ours)
    g_string_append_printf (self->pending, DROP "%u\n", number);
}

static char *
build_temporary (const char *token, const char *path, guint number)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_strdup_printf (".broadsheet-%s-%u.tmp", token, number);

  return g_build_filename (folder, name, NULL);
}

/**
 * bs_writer_record_build_temporary:
 * @self: a record
 * @path: the path of an added file
 * @number: the file's number, from 0
 *
 * Returns: (transfer full): the path of its temporary file, hidden, in the same folder
 */
char *
bs_writer_record_build_temporary (const BsWriterRecord *self, const char *path, guint number)
{
  g_return_val_if_fail (self != NULL && path != NULL, NULL);

  return build_temporary (self->token, path, number);
}

static gboolean
take_away (const char *path)
{
  return unlink (path) == 0 || errno == ENOENT || errno == ENOTDIR;
}

static void
report (GPtrArray *recovered, const Line *line, const char *name)
{
  g_autofree char *shown = g_filename_display_name (line->path);
  g_autofree char *shown_name = name != NULL ? g_filename_display_name (name) : NULL;

  if (recovered == NULL)
    return;
  if (shown_name != NULL)
    g_ptr_array_add (recovered, g_strdup_printf (_ ("Broadsheet was interrupted while another program wrote to “%s”. "
                                                    "The version of that program is now “%s”, in the same folder."),
                                                 shown, shown_name));
  else
    g_ptr_array_add (recovered, g_strdup_printf (_ ("Broadsheet was interrupted while another program wrote to “%s”. "
                                                    "The version of that program has been restored."),
                                                 shown));
}

static gboolean
keep_beside (const Line *line, const char *temporary, GPtrArray *recovered)
{
  g_autofree char *name = NULL;

  if (!bs_file_place_move_beside (temporary, line->path, &name))
    return FALSE;
  report (recovered, line, name);

  return TRUE;
}

/* Another program's version gets its name back if the name is free or has our version. */
static gboolean
give_back (const Line *line, const char *temporary, GBytes *left, GPtrArray *recovered)
{
  g_autoptr (GBytes) there = NULL;
  g_autofree char *name = NULL;
  struct stat st, left_st;

  if (lstat (temporary, &left_st) != 0)
    return FALSE;
  if (lstat (line->path, &st) != 0)
    {
      if (errno == ENOENT && bs_file_place_move (temporary, line->path))
        {
          report (recovered, line, NULL);
          return TRUE;
        }
      return errno == EEXIST && keep_beside (line, temporary, recovered);
    }
  /* It already had its name back and only has a second name to lose. */
  if (st.st_dev == left_st.st_dev && st.st_ino == left_st.st_ino)
    return take_away (temporary);

  /* The file that reserved the name is still empty. */
  if (S_ISREG (st.st_mode) && st.st_size == 0)
    {
      if (rename (temporary, line->path) != 0)
        return keep_beside (line, temporary, recovered);
      report (recovered, line, NULL);
      return TRUE;
    }
  if (left != NULL && S_ISREG (st.st_mode))
    there = bs_file_read (line->path, NULL);
  if (there != NULL && bs_file_hash (there) == line->new_hash)
    {
      BsFileSwapResult result = bs_file_swap_replace (line->path, temporary, there, left, &name);

      bs_file_swap_settle ();
      if (result == BS_FILE_SWAP_PENDING)
        result = bs_file_swap_look (line->path, temporary, there, left, &name);
      if (result == BS_FILE_SWAP_DONE)
        {
          report (recovered, line, NULL);
          return take_away (temporary);
        }
      if (name != NULL)
        report (recovered, line, name);
      if (lstat (temporary, &left_st) != 0 && errno == ENOENT)
        return TRUE;
    }

  return keep_beside (line, temporary, recovered);
}

/* Whether a file is half copied: it starts or ends with new bytes, and has old bytes in the rest. */
static gboolean
is_half_copied (GBytes *there, GBytes *old_bytes, GBytes *new_bytes)
{
  gsize length, old_length, new_length, start = 0, end;
  const char *data = g_bytes_get_data (there, &length);
  const char *old_data = g_bytes_get_data (old_bytes, &old_length);
  const char *new_data = g_bytes_get_data (new_bytes, &new_length);

  if (length < old_length)
    return FALSE;
  while (start < old_length && data[start] == old_data[start])
    start++;
  for (end = length; end > start && length == old_length && data[end - 1] == old_data[end - 1];)
    end--;

  return end <= new_length && memcmp (data + start, new_data + start, end - start) == 0;
}

/* Restores a file that was being overwritten. If it matches neither state of the copy, another program has changed it
 * since. */
static gboolean
finish_copy (const Line *line, const char *copying)
{
  int to = bs_file_system_open (line->path, O_RDWR | O_NONBLOCK);
  gboolean is_gone = to < 0 && (errno == ENOENT || errno == ELOOP);
  int from = bs_file_system_open (copying, O_RDONLY);
  g_autoptr (GBytes) both = from >= 0 ? bs_file_read_open (from, 2 * (gsize) BS_ARTICLE_MAX_BYTES) : NULL;
  g_autoptr (GBytes) there = to >= 0 ? bs_file_read_open (to, BS_ARTICLE_MAX_BYTES) : NULL;
  gsize length = both != NULL ? g_bytes_get_size (both) : 0;
  gboolean is_done = both != NULL && (there != NULL || is_gone);

  if (there != NULL && length >= line->old_length)
    {
      g_autoptr (GBytes) new_bytes = g_bytes_new_from_bytes (both, 0, length - line->old_length);
      g_autoptr (GBytes) old_bytes = g_bytes_new_from_bytes (both, length - line->old_length, line->old_length);

      if (bs_file_hash (new_bytes) == line->new_hash && bs_file_hash (old_bytes) == line->old_hash &&
          !g_bytes_equal (there, old_bytes) && is_half_copied (there, old_bytes, new_bytes))
        is_done = bs_file_write_all (to, g_bytes_get_data (new_bytes, NULL), g_bytes_get_size (new_bytes)) &&
                  ftruncate (to, (off_t) g_bytes_get_size (new_bytes)) == 0 && fsync (to) == 0;
    }
  if (from >= 0)
    close (from);
  if (to >= 0)
    close (to);

  return is_done && take_away (copying);
}

/* Cleans up after a writer for one file. After the commit, a file with neither the old nor the new bytes is another
 * program's version and must not be deleted. */
static gboolean
clean_file (const Line *line, const char *temporary, gboolean is_committing, GPtrArray *recovered)
{
  g_autoptr (GBytes) left = NULL;
  struct stat st;
  guint64 hash;

  if (lstat (temporary, &st) != 0)
    return errno == ENOENT || errno == ENOTDIR;
  if (!is_committing || line->is_dropped)
    return take_away (temporary);

  left = S_ISREG (st.st_mode) ? bs_file_read (temporary, NULL) : NULL;
  hash = bs_file_hash (left);
  if (left == NULL || (hash != line->old_hash && hash != line->new_hash))
    return give_back (line, temporary, left, recovered);
  /* An empty file had already reserved the name. */
  if (line->old_hash == 0 && g_bytes_get_size (left) > 0 && lstat (line->path, &st) == 0 && S_ISREG (st.st_mode) &&
      st.st_size == 0)
    return rename (temporary, line->path) == 0;

  return take_away (temporary);
}

/* Returns FALSE if something has to wait for a later start. */
static gboolean
clean_line (const Line *line, const char *token, guint number, gboolean is_committing, GPtrArray *recovered)
{
  g_autofree char *temporary = build_temporary (token, line->path, number);
  g_autofree char *copying = g_strconcat (temporary, BS_FILE_SWAP_COPYING, NULL);
  g_autofree char *folder = g_path_get_dirname (line->path);

  /* Its disk may be mounted another time. */
  if (access (folder, F_OK) != 0)
    return FALSE;
  if (!clean_file (line, temporary, is_committing, recovered))
    return FALSE;
  if (access (copying, F_OK) != 0)
    return TRUE;

  return line->is_dropped ? take_away (copying) : finish_copy (line, copying);
}

static gboolean
parse_line (Line *self, const char *text)
{
  char escaped[16384];

  if (sscanf (text, "%16" G_GINT64_MODIFIER "x %16" G_GINT64_MODIFIER "x %" G_GINT64_MODIFIER "u %16383s",
              &self->old_hash, &self->new_hash, &self->old_length, escaped) != 4)
    return FALSE;
  self->path = g_uri_unescape_string (escaped, NULL);

  return self->path != NULL;
}

static void
free_line (gpointer data)
{
  Line *line = data;

  g_free (line->path);
  g_free (line);
}

/* Reads a record and returns its files; an invalid line has no path. */
static GPtrArray *
parse_record (const char *text, gboolean *is_committing)
{
  g_auto (GStrv) texts = g_strsplit (text, "\n", -1);
  GPtrArray *lines = g_ptr_array_new_with_free_func (free_line);

  *is_committing = FALSE;
  for (guint i = 0; texts[i] != NULL && *texts[i] != '\0'; i++)
    {
      guint64 number = 0;

      if (strcmp (texts[i], COMMIT) == 0)
        *is_committing = TRUE;
      else if (g_str_has_prefix (texts[i], DROP))
        {
          if (g_ascii_string_to_unsigned (texts[i] + strlen (DROP), 10, 0, G_MAXUINT, &number, NULL) &&
              number < lines->len)
            ((Line *) g_ptr_array_index (lines, number))->is_dropped = TRUE;
        }
      else
        {
          Line *line = g_new0 (Line, 1);

          if (!parse_line (line, texts[i]) || !g_path_is_absolute (line->path))
            g_clear_pointer (&line->path, g_free);
          g_ptr_array_add (lines, line);
        }
    }

  return lines;
}

static void
clean_record (const char *path, const char *token, GPtrArray *recovered)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  gboolean is_committing;
  gboolean is_done = TRUE;

  /* A locked record belongs to a running writer. */
  if (fd < 0)
    return;
  if (flock (fd, LOCK_EX | LOCK_NB) != 0 || !g_file_get_contents (path, &text, NULL, NULL))
    {
      close (fd);
      return;
    }

  lines = parse_record (text, &is_committing);
  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = g_ptr_array_index (lines, i);

      if (line->path != NULL && !clean_line (line, token, i, is_committing, recovered))
        is_done = FALSE;
    }
  if (is_done)
    unlink (path);
  close (fd);
}

/**
 * bs_writer_record_clean:
 * @folder: the folder of the records
 * @recovered: (nullable) (element-type utf8): receives a sentence about each file that another program was writing at
 *   the time
 *
 * Cleans up after killed writers: deletes temporary files, completes half-written files, and restores versions of other
 * programs. Anything that is not possible now is left for the next time. Running writers are not affected.
 */
void
bs_writer_record_clean (const char *folder, GPtrArray *recovered)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_return_if_fail (folder != NULL);

  dir = g_dir_open (folder, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      if (g_str_has_prefix (name, PREFIX))
        {
          g_autofree char *path = g_build_filename (folder, name, NULL);

          clean_record (path, name + strlen (PREFIX), recovered);
        }
    }
}
