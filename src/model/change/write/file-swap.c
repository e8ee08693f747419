/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/write/file-swap.h"

#include "model/change/write/file-access.h"
#include "model/change/write/writer-record.h"
#include "model/library/folder/file-system.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* How long someone who is writing to a file is waited for, in microseconds. */
#define WRITER_PATIENCE (2 * G_USEC_PER_SEC)
#define WRITER_PAUSE 2000

/* Someone who rewrites a file this often in the blink of an eye is left to it. */
#define MAX_TURNS 8

static gboolean
is_not_known (int number)
{
  return number == EINVAL || number == ENOSYS || number == ENOTTY || number == EOPNOTSUPP;
}

/* Waits until nobody has a file open for writing, which is when the kernel gives out a read lease on it. Where there
 * are none (network file systems, files of others) there is no knowing, and no waiting. */
static gboolean
wait_for_writers (const char *path)
{
  gint64 end = g_get_monotonic_time () + WRITER_PATIENCE;
  int fd = bs_file_system_open (path, O_RDONLY | O_NONBLOCK);
  gboolean is_quiet = TRUE;

  if (fd < 0)
    return TRUE;
  /* Should someone open the file while we have the lease, a signal comes; this one is ignored. */
  fcntl (fd, F_SETSIG, SIGURG);
  while (fcntl (fd, F_SETLEASE, F_RDLCK) != 0 && errno == EAGAIN)
    {
      if (g_get_monotonic_time () > end)
        {
          is_quiet = FALSE;
          break;
        }
      g_usleep (WRITER_PAUSE);
    }
  fcntl (fd, F_SETLEASE, F_UNLCK);
  close (fd);

  return is_quiet;
}

static GBytes *
read_regular (const char *path)
{
  struct stat st;

  return lstat (path, &st) == 0 && S_ISREG (st.st_mode) ? bs_file_read (path, NULL) : NULL;
}

static gboolean
exchange (const char *one, const char *other)
{
  return renameat2 (AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE) == 0;
}

/* Someone was quicker: what we took out of its place is theirs and goes back. If what comes out in turn is not what we
 * had put there, it is theirs as well, and newer. */
static BsFileSwapResult
give_back (const char *path, const char *temporary, GBytes *theirs, GBytes *ours)
{
  g_autoptr (GBytes) mine = g_bytes_ref (ours);
  g_autoptr (GBytes) put = theirs != NULL ? g_bytes_ref (theirs) : NULL;

  for (guint i = 0; i < MAX_TURNS; i++)
    {
      g_autoptr (GBytes) out = NULL;

      if (!exchange (temporary, path))
        {
          /* They took the name away altogether. What they had written last is kept under it. */
          renameat2 (AT_FDCWD, temporary, AT_FDCWD, path, RENAME_NOREPLACE);
          return BS_FILE_SWAP_CHANGED;
        }
      wait_for_writers (temporary);
      out = read_regular (temporary);
      if (out == NULL || g_bytes_equal (out, mine))
        return BS_FILE_SWAP_CHANGED;
      g_clear_pointer (&mine, g_bytes_unref);
      mine = put != NULL ? g_steal_pointer (&put) : g_bytes_ref (out);
      put = g_steal_pointer (&out);
    }

  return BS_FILE_SWAP_CHANGED;
}

/**
 * bs_file_swap_replace:
 * @path: a file, which no link leads to
 * @temporary: the file that is to take its place, in the same folder
 * @old_bytes: what has to be in the one
 * @new_bytes: what is in the other
 *
 * Puts one file in another's place. The two are exchanged, so that what was in the place at that very moment can be
 * looked at: if someone has changed it, or still does, it goes back. Where the file system cannot exchange, what is
 * there is compared once more before it is replaced. @temporary may be left, and is for the caller to delete.
 *
 * Returns: what came of it
 */
BsFileSwapResult
bs_file_swap_replace (const char *path, const char *temporary, GBytes *old_bytes, GBytes *new_bytes)
{
  g_autoptr (GBytes) out = NULL;

  if (!exchange (temporary, path))
    {
      if (errno == ENOENT)
        return BS_FILE_SWAP_CHANGED;
      if (!is_not_known (errno))
        return BS_FILE_SWAP_FAILED;
      out = read_regular (path);
      if (out == NULL || !g_bytes_equal (out, old_bytes))
        return BS_FILE_SWAP_CHANGED;
      return rename (temporary, path) == 0 ? BS_FILE_SWAP_DONE : BS_FILE_SWAP_FAILED;
    }

  if (wait_for_writers (temporary))
    {
      out = read_regular (temporary);
      if (out != NULL && g_bytes_equal (out, old_bytes))
        return BS_FILE_SWAP_DONE;
    }

  return give_back (path, temporary, out, new_bytes);
}

/**
 * bs_file_swap_copy:
 * @path: a file that has other names too, or is someone else's
 * @temporary: a file with what is to be in it; it gets another name while it is copied
 * @old_bytes: what has to be in it
 * @new_bytes: what is to be in it
 *
 * Writes into a file that would be another one if it were replaced. If we are killed meanwhile,
 * bs_writer_record_clean() goes on with it.
 *
 * Returns: what came of it
 */
BsFileSwapResult
bs_file_swap_copy (const char *path, const char *temporary, GBytes *old_bytes, GBytes *new_bytes)
{
  g_autofree char *copying = g_strconcat (temporary, BS_WRITER_COPYING, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GBytes) there = NULL;
  BsFileSwapResult result = BS_FILE_SWAP_DONE;
  gsize length = g_bytes_get_size (new_bytes);
  int number = 0;
  int fd = bs_file_system_open (path, O_WRONLY);

  if (fd < 0)
    return BS_FILE_SWAP_FAILED;
  there = read_regular (path);
  if (there == NULL || !g_bytes_equal (there, old_bytes))
    {
      close (fd);
      return BS_FILE_SWAP_CHANGED;
    }
  if (rename (temporary, copying) != 0)
    {
      number = errno;
      close (fd);
      errno = number;
      return BS_FILE_SWAP_FAILED;
    }
  bs_file_sync_folder (folder);

  if (!bs_file_write_all (fd, g_bytes_get_data (new_bytes, NULL), length) || ftruncate (fd, length) != 0 ||
      fsync (fd) != 0)
    {
      number = errno;
      result = BS_FILE_SWAP_FAILED;
      /* What was there needs no more room than it had. */
      if (lseek (fd, 0, SEEK_SET) == 0 &&
          bs_file_write_all (fd, g_bytes_get_data (old_bytes, NULL), g_bytes_get_size (old_bytes)) &&
          ftruncate (fd, g_bytes_get_size (old_bytes)) == 0)
        fsync (fd);
    }
  close (fd);
  unlink (copying);
  errno = number;

  return result;
}

/**
 * bs_file_swap_create:
 * @path: where no file is
 * @temporary: the file that is to go there, in the same folder
 *
 * Gives a file its name, unless something has that name.
 *
 * Returns: what came of it
 */
BsFileSwapResult
bs_file_swap_create (const char *path, const char *temporary)
{
  if (renameat2 (AT_FDCWD, temporary, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
    return BS_FILE_SWAP_DONE;
  if (is_not_known (errno) && link (temporary, path) == 0)
    return BS_FILE_SWAP_DONE;

  return errno == EEXIST ? BS_FILE_SWAP_CHANGED : BS_FILE_SWAP_FAILED;
}

/**
 * bs_file_swap_delete:
 * @path: a file
 * @temporary: a name in the same folder that nothing has
 * @old_bytes: what has to be in it
 *
 * Takes a file from its name, and leaves it for the caller to delete; if something else is in it, it gets the name
 * back.
 *
 * Returns: what came of it
 */
BsFileSwapResult
bs_file_swap_delete (const char *path, const char *temporary, GBytes *old_bytes)
{
  g_autoptr (GBytes) out = NULL;

  if (rename (path, temporary) != 0)
    return errno == ENOENT ? BS_FILE_SWAP_CHANGED : BS_FILE_SWAP_FAILED;
  if (wait_for_writers (temporary))
    {
      out = read_regular (temporary);
      if (out != NULL && g_bytes_equal (out, old_bytes))
        return BS_FILE_SWAP_DONE;
    }
  bs_file_swap_create (path, temporary);

  return BS_FILE_SWAP_CHANGED;
}
