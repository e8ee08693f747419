/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/write/writer-record.h"

#include "model/change/write/file-access.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define PREFIX "writing-"

struct _BsWriterRecord
{
  char *path;
  char *token; /* part of the names of its temporary files, so that nobody else's are taken for them */
  int fd;
  GString *pending; /* not written yet */
};

/* One line of a record. */
typedef struct
{
  guint64 old_hash;
  guint64 new_hash;
  guint64 old_length;
  char *path;
} Line;

/**
 * bs_writer_record_new:
 * @folder: where records are kept; it is made if it is not there
 * @error: return location
 *
 * Begins a record, and locks it until it is freed.
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
      bs_file_set_error (error, errno, self->path);
      return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * bs_writer_record_free:
 * @self: (transfer full): a record of a writer that has left nothing behind
 *
 * Takes the record away.
 */
void
bs_writer_record_free (BsWriterRecord *self)
{
  g_return_if_fail (self != NULL);

  if (self->fd >= 0)
    {
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
 * @path: the whole path of a file
 * @old_bytes: (nullable): what is in it
 * @new_bytes: (nullable): what will be
 *
 * Notes the next file that is to be written. It is kept from bs_writer_record_sync() on.
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
 * Puts on the disk what was added.
 *
 * Returns: whether it is there; otherwise a #GIOErrorEnum
 */
gboolean
bs_writer_record_sync (BsWriterRecord *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (!bs_file_write_all (self->fd, self->pending->str, self->pending->len) || fdatasync (self->fd) != 0)
    {
      bs_file_set_error (error, errno, self->path);
      return FALSE;
    }
  g_string_truncate (self->pending, 0);

  return TRUE;
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
 * @path: the path that was added
 * @number: as how many-eth, from 0
 *
 * Returns: (transfer full): the path of the temporary file for it, hidden, in the same folder
 */
char *
bs_writer_record_build_temporary (const BsWriterRecord *self, const char *path, guint number)
{
  g_return_val_if_fail (self != NULL && path != NULL, NULL);

  return build_temporary (self->token, path, number);
}

/* A file that was being copied over: what is there is part of the new bytes with the rest of the old ones, or it is
 * someone else's by now. */
static void
finish_copy (const Line *line, const char *copying)
{
  g_autoptr (GBytes) whole = bs_file_read (copying, NULL);
  g_autoptr (GBytes) there = bs_file_read (line->path, NULL);
  gsize whole_length, length, common = 0;
  const char *new_data, *data;
  int fd;

  if (whole == NULL)
    return;
  if (there != NULL && bs_file_hash (whole) == line->new_hash && bs_file_hash (there) != line->new_hash &&
      bs_file_hash (there) != line->old_hash)
    {
      new_data = g_bytes_get_data (whole, &whole_length);
      data = g_bytes_get_data (there, &length);
      while (common < MIN (whole_length, length) && new_data[common] == data[common])
        common++;
      if (length == MAX (line->old_length, common) || length == whole_length)
        {
          fd = open (line->path, O_WRONLY | O_CLOEXEC);
          if (fd < 0)
            return;
          if (!bs_file_write_all (fd, new_data, whole_length) || ftruncate (fd, whole_length) != 0 || fsync (fd) != 0)
            {
              close (fd);
              return;
            }
          close (fd);
        }
    }
  unlink (copying);
}

/* What a writer left of one file. Where it had been exchanged already and is neither the old nor the new one, it is
 * what someone else wrote at that very moment, and goes back to its place. */
static void
clean_file (const Line *line, const char *temporary)
{
  g_autofree char *copying = g_strconcat (temporary, BS_WRITER_COPYING, NULL);
  g_autoptr (GBytes) left = bs_file_read (temporary, NULL);

  if (left != NULL)
    {
      guint64 hash = bs_file_hash (left);
      g_autoptr (GBytes) there = bs_file_read (line->path, NULL);

      if (hash != line->old_hash && hash != line->new_hash && there != NULL && bs_file_hash (there) == line->new_hash)
        rename (temporary, line->path);
      else
        unlink (temporary);
    }
  else
    {
      unlink (temporary);
    }
  if (access (copying, F_OK) == 0)
    finish_copy (line, copying);
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
clean_record (const char *path, const char *token)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  /* A record that is locked is a living writer's. */
  if (fd < 0)
    return;
  if (flock (fd, LOCK_EX | LOCK_NB) != 0 || !g_file_get_contents (path, &text, NULL, NULL))
    {
      close (fd);
      return;
    }

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      Line line = { 0 };

      if (parse_line (&line, lines[i]))
        {
          g_autofree char *temporary = build_temporary (token, line.path, i);

          clean_file (&line, temporary);
        }
      g_free (line.path);
    }
  unlink (path);
  close (fd);
}

/**
 * bs_writer_record_clean:
 * @folder: where records are kept
 *
 * Takes away what writers have left that were killed, and finishes what cannot be left half done. Living writers are
 * not touched.
 */
void
bs_writer_record_clean (const char *folder)
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

          clean_record (path, name + strlen (PREFIX));
        }
    }
}
