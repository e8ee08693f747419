/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/import/import-archive.h"

#include "model/change/import/import-name.h"
#include "model/change/write/file-access.h"
#include "model/format/article/article.h"
#include "model/format/text/encoding.h"
#include "model/format/text/problem.h"
#include "model/library/folder/archive-mark.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define MAX_FILES 200000
#define MAX_BYTES ((guint64) 4 * 1024 * 1024 * 1024)
#define MAX_ENTRY_BYTES ((guint64) BS_ARTICLE_MAX_BYTES)
#define MAX_DEPTH 32
/* No archive of text and images has a higher compression ratio. Small archives may have any. */
#define MAX_RATIO 200
#define RATIO_FREE_BYTES ((guint64) 64 * 1024 * 1024)
#define BUFFER_BYTES (64 * 1024)

typedef struct archive Archive;

static void
archive_close (Archive *self)
{
  archive_read_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Archive, archive_close)

typedef struct
{
  Archive *archive;
  const char *folder;
  BsImportBudget *budget;
  guint64 left;     /* of the limit for an archive of this size */
  gboolean is_ours; /* names are those of files in a library */
  BsImportArchiveFunc refused_func;
  gpointer user_data;
  GCancellable *cancellable;
} Unpacking;

/**
 * bs_import_archive_is_one:
 * @name: a file's name
 *
 * Returns: whether it is the name of a supported archive
 */
gboolean
bs_import_archive_is_one (const char *name)
{
  static const char *const endings[] = { ".zip", ".tar", ".tgz", ".tar.gz", ".tar.xz", ".txz", ".tar.bz2", ".tar.zst" };
  g_autofree char *lower = NULL;

  g_return_val_if_fail (name != NULL, FALSE);

  lower = g_ascii_strdown (name, -1);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (lower, endings[i]) && strlen (lower) > strlen (endings[i]))
      return TRUE;
  return FALSE;
}

/**
 * bs_import_archive_is_ours:
 * @path: absolute path of a file
 *
 * Returns: whether its last entry marks it as an export of a library's files
 */
gboolean
bs_import_archive_is_ours (const char *path)
{
  char end[sizeof BS_ARCHIVE_MARK - 1];
  gboolean is_ours = FALSE;
  int fd;

  g_return_val_if_fail (path != NULL, FALSE);

  fd = open (path, O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    return FALSE;
  if (lseek (fd, -(off_t) sizeof end, SEEK_END) >= 0 && read (fd, end, sizeof end) == (ssize_t) sizeof end)
    is_ours = memcmp (end, BS_ARCHIVE_MARK, sizeof end) == 0;
  close (fd);
  return is_ours;
}

/**
 * bs_import_budget_init:
 * @self: (out caller-allocates): the limit of the unpacked data
 * @folder: the target folder; at most half of its free space is used
 */
void
bs_import_budget_init (BsImportBudget *self, const char *folder)
{
  struct statvfs st;

  g_return_if_fail (self != NULL && folder != NULL);

  self->files = MAX_FILES;
  self->bytes = MAX_BYTES;
  self->is_of_disk = statvfs (folder, &st) == 0 && (guint64) st.f_bavail * st.f_frsize / 2 < MAX_BYTES;
  if (self->is_of_disk)
    self->bytes = (guint64) st.f_bavail * st.f_frsize / 2;
}

/* Many zip archives have names in the packing machine's encoding, without stating it. Ours have the bytes of the file
 * system. */
static char *
dup_name (struct archive_entry *entry, gboolean is_ours)
{
  const char *utf8 = archive_entry_pathname_utf8 (entry);
  const char *raw = archive_entry_pathname (entry);
  g_auto (BsText) text = BS_TEXT_INIT;
  g_autoptr (GPtrArray) problems = NULL;

  if (utf8 != NULL && g_utf8_validate (utf8, -1, NULL))
    return g_strdup (utf8);
  if (raw == NULL)
    return NULL;
  if (is_ours)
    return g_strdup (raw);
  problems = bs_problems_new ();
  bs_text_decode (&text, raw, strlen (raw), problems);
  return g_strndup (text.data != NULL ? text.data : "", text.length);
}

/* A path below the folder. Names are kept, so that links between the files still work. Paths that lead upwards are
 * rejected, and names too long for a file system are shortened. */
static char *
make_path (const char *name, gboolean is_ours)
{
  g_auto (GStrv) parts = NULL;
  g_autoptr (GString) path = g_string_new (NULL);
  g_autofree char *slashed = g_strdup (name);

  if (!is_ours)
    g_strdelimit (slashed, "\\", '/');
  if (*slashed == '/' || (g_ascii_isalpha (slashed[0]) && slashed[1] == ':' && slashed[2] == '/'))
    return NULL;
  parts = g_strsplit (slashed, "/", MAX_DEPTH + 1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *part = NULL;

      if (g_str_equal (parts[i], "..") || i == MAX_DEPTH)
        return NULL;
      if (*parts[i] == '\0' || g_str_equal (parts[i], "."))
        continue;
      part = bs_import_name_fit (parts[i]);
      g_string_append_printf (path, "%s%s", path->len > 0 ? "/" : "", part);
    }
  return path->len > 0 ? g_strdup (path->str) : NULL;
}

static gboolean
fail (GError **error, int code, const char *message)
{
  g_set_error_literal (error, G_IO_ERROR, code, message);
  return FALSE;
}

/* A full or failing disk is the target's, not the archive's. */
static gboolean
fail_disk (const char *folder, int number, GError **error)
{
  g_autofree char *cache = g_path_get_dirname (folder);
  g_autofree char *above = g_path_get_dirname (cache);
  g_autofree char *shown = g_filename_display_name (above);

  if (number == EEXIST)
    return fail (error, G_IO_ERROR_EXISTS, _ ("The archive contains this file twice."));
  if (number == ENOSPC || number == EDQUOT)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                 /* Translators: the argument is a folder. */
                 _ ("The archive could not be unpacked: the disk of “%s” is full."), shown);
  else
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (number),
                 /* Translators: the arguments are a folder and a reason. */
                 _ ("The archive could not be unpacked to “%s”: %s"), shown, g_strerror (number));
  return FALSE;
}

static gboolean
is_wanted (const char *path)
{
  return *path != '.' && strstr (path, "/.") == NULL && !g_str_has_prefix (path, "__MACOSX/");
}

static gboolean
write_entry (Unpacking *self, int fd, GError **error)
{
  g_autofree char *buffer = g_malloc (BUFFER_BYTES);
  guint64 written = 0;

  for (;;)
    {
      la_ssize_t n = archive_read_data (self->archive, buffer, BUFFER_BYTES);

      if (n == 0)
        return TRUE;
      if (n < 0)
        return fail (error, G_IO_ERROR_INVALID_DATA, _ ("The file is damaged or encrypted, and cannot be read."));
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      written += (guint64) n;
      if (written > MAX_ENTRY_BYTES)
        return fail (error, G_IO_ERROR_NOT_SUPPORTED, _ ("The file is larger than 64 MiB."));
      if ((guint64) n > self->budget->bytes && self->budget->is_of_disk)
        return fail_disk (self->folder, ENOSPC, error);
      if ((guint64) n > self->budget->bytes || (guint64) n > self->left)
        return fail (error, G_IO_ERROR_NO_SPACE, _ ("The archive is too large to be unpacked safely."));
      self->budget->bytes -= (guint64) n;
      self->left -= (guint64) n;
      if (!bs_file_write_all (fd, buffer, (gsize) n))
        return fail_disk (self->folder, errno, error);
    }
}

static gboolean
unpack_entry (Unpacking *self, struct archive_entry *entry, const char *path, GError **error)
{
  g_autofree char *whole = g_build_filename (self->folder, path, NULL);
  g_autofree char *folder = g_path_get_dirname (whole);
  struct timespec times[2] = { { .tv_nsec = UTIME_OMIT }, { .tv_nsec = UTIME_OMIT } };
  gboolean done;
  int fd;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail_disk (self->folder, errno, error);
  /* Exclusive creation: nothing in the folder is a link, and no entry overwrites another. */
  fd = open (whole, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0)
    return fail_disk (self->folder, errno, error);
  done = write_entry (self, fd, error);
  if (archive_entry_mtime_is_set (entry))
    {
      times[1].tv_sec = archive_entry_mtime (entry);
      times[1].tv_nsec = archive_entry_mtime_nsec (entry);
      futimens (fd, times);
    }
  close (fd);
  if (!done)
    unlink (whole);
  return done;
}

static void
refuse (Unpacking *self, const char *name, const char *reason)
{
  if (self->refused_func != NULL)
    self->refused_func (name, reason, self->user_data);
}

/* Whether to continue with the next entry. */
static gboolean
take_entry (Unpacking *self, struct archive_entry *entry, GError **error)
{
  g_autofree char *name = dup_name (entry, self->is_ours);
  g_autofree char *path = NULL;
  g_autoptr (GError) failure = NULL;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (self->budget->files == 0)
    return fail (error, G_IO_ERROR_NO_SPACE, _ ("The archive is too large to be unpacked safely."));
  self->budget->files--;
  if (archive_entry_filetype (entry) == AE_IFDIR)
    return TRUE;
  path = name != NULL ? make_path (name, self->is_ours) : NULL;
  if (path == NULL)
    {
      refuse (self, name != NULL ? name : "?", _ ("The path of the file leads out of the archive."));
      return TRUE;
    }
  if (!is_wanted (path))
    return TRUE;
  if (archive_entry_filetype (entry) != AE_IFREG || archive_entry_hardlink (entry) != NULL ||
      archive_entry_symlink (entry) != NULL)
    {
      refuse (self, path, _ ("This is not a regular file."));
      return TRUE;
    }
  if (unpack_entry (self, entry, path, &failure))
    return TRUE;
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ||
      g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  refuse (self, path, failure->message);
  return TRUE;
}

/**
 * bs_import_archive_make_folder:
 * @folder: absolute path of a folder of ours
 * @error: return location
 *
 * Creates the folder to unpack an archive to.
 *
 * Returns: whether it exists now
 */
gboolean
bs_import_archive_make_folder (const char *folder, GError **error)
{
  g_return_val_if_fail (folder != NULL, FALSE);

  return g_mkdir_with_parents (folder, 0700) == 0 || fail_disk (folder, errno, error);
}

/**
 * bs_import_archive_unpack:
 * @path: absolute path of an archive: zip, or tar with any compression
 * @folder: an empty folder of ours
 * @budget: (inout): the limit of the unpacked data
 * @refused_func: (nullable) (scope call): called with the name of each skipped entry and the reason
 * @user_data: for @refused_func
 * @cancellable: (nullable): cancels it
 * @error: return location
 *
 * Unpacks an archive. Entries cannot leave the folder, create links or overwrite files. Files larger than an article
 * may be are skipped. The total size is limited by the budget and by a plausible compression ratio.
 *
 * Returns: whether it was read to its end; after an error, the files unpacked so far stay in @folder
 */
gboolean
bs_import_archive_unpack (const char *path, const char *folder, BsImportBudget *budget,
                          BsImportArchiveFunc refused_func, gpointer user_data, GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (Archive) archive = NULL;
  Unpacking self = { NULL, folder, budget, 0, bs_import_archive_is_ours (path), refused_func, user_data, cancellable };
  struct archive_entry *entry;
  struct stat st;
  int result;

  g_return_val_if_fail (path != NULL && folder != NULL && budget != NULL, FALSE);

  if (stat (path, &st) != 0)
    return fail (error, g_io_error_from_errno (errno), g_strerror (errno));
  if (!S_ISREG (st.st_mode))
    return fail (error, G_IO_ERROR_NOT_REGULAR_FILE, _ ("This is not a regular file."));
  self.left = RATIO_FREE_BYTES + MAX_RATIO * (guint64) st.st_size;

  archive = archive_read_new ();
  archive_read_support_format_zip (archive);
  archive_read_support_format_tar (archive);
  archive_read_support_format_gnutar (archive);
  archive_read_support_filter_gzip (archive);
  archive_read_support_filter_xz (archive);
  archive_read_support_filter_bzip2 (archive);
  archive_read_support_filter_zstd (archive);
  if (archive_read_open_filename (archive, path, BUFFER_BYTES) != ARCHIVE_OK)
    return fail (error, G_IO_ERROR_INVALID_DATA, _ ("The file is damaged or encrypted, and cannot be read."));

  self.archive = archive;
  while ((result = archive_read_next_header (archive, &entry)) == ARCHIVE_OK || result == ARCHIVE_WARN)
    if (!take_entry (&self, entry, error))
      return FALSE;
  if (result != ARCHIVE_EOF)
    return fail (error, G_IO_ERROR_INVALID_DATA, _ ("The file is damaged or encrypted, and cannot be read."));
  return TRUE;
}
