/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/write/file-place.h"

#include "model/change/write/file-access.h"
#include "model/format/article/article.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* The maximum length of a file name, and how many free names are tried. */
#define MAX_NAME 255
#define MAX_TRIES 100

static gboolean
is_empty_file (const char *path)
{
  struct stat st;

  return lstat (path, &st) == 0 && S_ISREG (st.st_mode) && st.st_size == 0;
}

/* If another program wrote to the empty file that reserves the name, that file is kept beside it. */
static void
keep_bytes (int fd, const char *path)
{
  g_autoptr (GBytes) bytes = bs_file_read_open (fd, BS_ARTICLE_MAX_BYTES);
  g_autofree char *held = NULL;
  g_autofree char *name = NULL;
  int to;

  if (bytes == NULL || g_bytes_get_size (bytes) == 0)
    return;
  held = g_strdup_printf ("%s.%08x", path, g_random_int ());
  to = open (held, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (to < 0)
    return;
  if (bs_file_write_all (to, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)) && fsync (to) == 0)
    bs_file_place_move_beside (held, path, &name);
  close (to);
}

/* For file systems with neither RENAME_NOREPLACE nor hard links: an empty file reserves the name, which is exclusive,
 * and is then replaced. */
static gboolean
claim_and_move (const char *from, const char *path)
{
  gboolean is_done = FALSE;
  struct stat st;
  int number, fd;

  if (lstat (from, &st) != 0)
    return FALSE;
  /* A folder is never renamed over a file. */
  if (S_ISDIR (st.st_mode))
    {
      if (lstat (path, &st) == 0)
        errno = EEXIST;
      return errno == ENOENT && rename (from, path) == 0;
    }

  fd = open (path, O_RDONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0)
    return FALSE;
  if (!is_empty_file (path))
    errno = EEXIST;
  else
    is_done = rename (from, path) == 0;
  number = errno;
  if (is_done)
    keep_bytes (fd, path);
  else if (is_empty_file (path))
    unlink (path);
  close (fd);
  errno = number;

  return is_done;
}

/**
 * bs_file_place_move:
 * @from: a file
 * @path: the new path, in the same folder
 *
 * Renames a file unless the new name exists. On file systems that cannot do this atomically, another file could be
 * replaced between two system calls.
 *
 * Returns: whether it was renamed; otherwise `errno` is set, to `EEXIST` if the name exists
 */
gboolean
bs_file_place_move (const char *from, const char *path)
{
  g_return_val_if_fail (from != NULL && path != NULL, FALSE);

  if (renameat2 (AT_FDCWD, from, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
    return TRUE;
  if (!bs_file_is_unsupported (errno))
    return FALSE;
  if (link (from, path) == 0)
    {
      unlink (from);
      return TRUE;
    }

  return errno != EEXIST && errno != ENOENT && claim_and_move (from, path);
}

/* `name (Broadsheet's conflicted copy 2024-01-01 120000).md`, which the list shows as a conflicted copy. */
static char *
build_name (const char *path, const char *date, guint number)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  const char *dot = strrchr (name, '.');
  const char *extension = dot != NULL && dot != name ? dot : "";
  g_autofree char *end = NULL;
  g_autofree char *stem = NULL;
  g_autofree char *whole = NULL;
  gsize length = strlen (name) - strlen (extension);

  if (number > 1)
    end = g_strdup_printf (" (Broadsheet's conflicted copy %s %u)%s", date, number, extension);
  else
    end = g_strdup_printf (" (Broadsheet's conflicted copy %s)%s", date, extension);
  if (strlen (end) < MAX_NAME)
    length = MIN (length, MAX_NAME - strlen (end));
  /* Does not split a character. */
  while (length > 0 && ((guchar) name[length] & 0xC0) == 0x80)
    length--;
  stem = g_strndup (name, length);
  whole = g_strconcat (stem, end, NULL);

  return g_build_filename (folder, whole, NULL);
}

/**
 * bs_file_place_move_beside:
 * @from: a file with another program's version
 * @path: the original file, in the same folder
 * @name: (out) (transfer full): its new name
 *
 * Renames a file to a conflicted copy of the original.
 *
 * Returns: whether it was renamed; otherwise `errno` is set
 */
gboolean
bs_file_place_move_beside (const char *from, const char *path, char **name)
{
  time_t now = time (NULL);
  struct tm local;
  char date[32];

  g_return_val_if_fail (from != NULL && path != NULL && name != NULL, FALSE);

  *name = NULL;
  if (localtime_r (&now, &local) == NULL || strftime (date, sizeof date, "%Y-%m-%d %H%M%S", &local) == 0)
    g_strlcpy (date, "0000-00-00 000000", sizeof date);
  for (guint i = 1; i <= MAX_TRIES; i++)
    {
      g_autofree char *beside = build_name (path, date, i);

      if (bs_file_place_move (from, beside))
        {
          *name = g_path_get_basename (beside);
          return TRUE;
        }
      if (errno != EEXIST)
        break;
    }

  return FALSE;
}
