/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/write/file-swap.h"

#include "model/change/write/file-access.h"
#include "model/change/write/file-place.h"
#include "model/format/article/article.h"
#include "model/library/folder/file-system.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/membarrier.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* How long to wait for another program that is writing to a file, or reading one that we overwrite in place, in
 * microseconds. */
#define WRITER_PATIENCE (2 * G_USEC_PER_SEC)
#define READER_PATIENCE (G_USEC_PER_SEC / 5)
#define PAUSE 2000

/* After this many rewrites by another program in a short time, we give up. */
#define MAX_TURNS 8

/* Waits for a lease on an open file. The kernel grants a read lease if no process has the file open for writing, and a
 * write lease if no other process has it open at all. While it is held, other programs that open the file block, at
 * most for the time in /proc/sys/fs/lease-break-time. Without lease support (network file systems, other users' files)
 * nothing is known, and there is no wait. Returns whether no process uses the file, as far as is known. */
static gboolean
take_lease (int fd, int type, gint64 patience)
{
  gint64 end = g_get_monotonic_time () + patience;

  /* If a process opens the file during the lease, the kernel sends a signal; this one is ignored. */
  fcntl (fd, F_SETSIG, SIGURG);
  while (fcntl (fd, F_SETLEASE, type) != 0)
    {
      if (errno != EAGAIN)
        return TRUE;
      if (g_get_monotonic_time () > end)
        return FALSE;
      g_usleep (PAUSE);
    }

  return TRUE;
}

/* Opens a regular file. Returns -1 with errno set. */
static int
open_regular (const char *path, int flags)
{
  int fd = bs_file_system_open (path, flags | O_NONBLOCK | O_NOCTTY);
  struct stat st;

  /* Another program holds a lease, which only regular files can have. The kernel asks for its release. */
  if (fd < 0 && errno == EWOULDBLOCK)
    fd = bs_file_system_open (path, flags | O_NOCTTY);
  if (fd >= 0 && (fstat (fd, &st) != 0 || !S_ISREG (st.st_mode)))
    {
      close (fd);
      errno = EINVAL;
      return -1;
    }

  return fd;
}

/* Reads a file after all writers have closed it. Returns FALSE if a writer does not finish, or if one starts during the
 * read. Anything but a regular file has no bytes. */
static gboolean
read_settled_open (int fd, GBytes **bytes)
{
  gboolean is_quiet = take_lease (fd, F_RDLCK, WRITER_PATIENCE);
  gboolean is_leased = fcntl (fd, F_GETLEASE) == F_RDLCK;

  *bytes = bs_file_read_open (fd, BS_ARTICLE_MAX_BYTES);
  /* New writers block until the lease is released. */
  if (is_leased && fcntl (fd, F_GETLEASE) != F_RDLCK)
    is_quiet = FALSE;
  fcntl (fd, F_SETLEASE, F_UNLCK);

  return is_quiet;
}

static gboolean
read_settled (const char *path, GBytes **bytes)
{
  int fd = open_regular (path, O_RDONLY);
  gboolean is_quiet;

  *bytes = NULL;
  if (fd < 0)
    return TRUE;
  is_quiet = read_settled_open (fd, bytes);
  close (fd);

  return is_quiet;
}

static gboolean
wait_for_writers (const char *path)
{
  int fd = open_regular (path, O_RDONLY);
  gboolean is_quiet;

  if (fd < 0)
    return TRUE;
  is_quiet = take_lease (fd, F_RDLCK, WRITER_PATIENCE);
  close (fd);

  return is_quiet;
}

static gboolean
holds (GBytes *bytes, GBytes *expected)
{
  return bytes != NULL && g_bytes_equal (bytes, expected);
}

static gboolean
exchange (const char *one, const char *other)
{
  return renameat2 (AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE) == 0;
}

/* Keeps another program's version under a new name. */
static BsFileSwapResult
keep_beside (const char *path, const char *temporary, char **kept)
{
  return bs_file_place_move_beside (temporary, path, kept) ? BS_FILE_SWAP_CHANGED : BS_FILE_SWAP_STUCK;
}

/* Restores the name of a file that was moved aside, or chooses another one if the name has been reused. */
static BsFileSwapResult
put_back (const char *path, const char *temporary, char **kept)
{
  if (bs_file_place_move (temporary, path))
    return BS_FILE_SWAP_CHANGED;

  return keep_beside (path, temporary, kept);
}

/* Appends data that another process had appended to the file that was briefly in its place. */
static gboolean
append_rest (const char *path, GBytes *bytes, gsize start)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  int fd = open_regular (path, O_WRONLY | O_APPEND);
  gboolean is_done;

  if (fd < 0)
    return FALSE;
  is_done = bs_file_write_all (fd, data + start, length - start) && fsync (fd) == 0;
  close (fd);

  return is_done;
}

static gboolean
begins_with (GBytes *bytes, GBytes *start)
{
  gsize length, start_length;
  const char *data = g_bytes_get_data (bytes, &length);
  const char *start_data = g_bytes_get_data (start, &start_length);

  return length > start_length && memcmp (data, start_data, start_length) == 0;
}

/* Another program was faster: the file that we moved aside is its version and is restored. If the file in its place is
 * not ours either, it is a newer version of that program: it stays, and the older one is kept beside it. */
static BsFileSwapResult
give_back (const char *path, const char *temporary, GBytes *theirs, GBytes *ours, char **kept)
{
  g_autoptr (GBytes) put = theirs != NULL ? g_bytes_ref (theirs) : NULL;
  g_autoptr (GBytes) expected = NULL;

  for (guint i = 0; i < MAX_TURNS; i++)
    {
      g_autoptr (GBytes) out = NULL;
      gboolean is_quiet;

      /* They deleted the file. Their last version is kept under its name. */
      if (!exchange (temporary, path))
        return put_back (path, temporary, kept);
      bs_file_swap_settle ();
      is_quiet = read_settled (temporary, &out);
      /* A process with our file open may still write to it, so it is kept under another name. */
      if (holds (out, ours))
        return is_quiet ? BS_FILE_SWAP_CHANGED : keep_beside (path, temporary, kept);
      if (is_quiet && i == 0 && out != NULL && begins_with (out, ours) &&
          append_rest (path, out, g_bytes_get_size (ours)))
        return BS_FILE_SWAP_CHANGED;
      if (i > 0 && (expected == NULL || holds (out, expected)))
        break;
      g_clear_pointer (&expected, g_bytes_unref);
      expected = g_steal_pointer (&put);
      put = g_steal_pointer (&out);
    }

  return keep_beside (path, temporary, kept);
}

/* Handles data that another process wrote to a file without a name. */
static BsFileSwapResult
save_unnamed (const char *path, const char *temporary, GBytes *theirs, GBytes *ours, const struct stat *st, char **kept)
{
  g_autoptr (GBytes) there = NULL;
  int fd = open (temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  gboolean is_done;

  if (fd < 0)
    return BS_FILE_SWAP_STUCK;
  is_done = bs_file_write_all (fd, g_bytes_get_data (theirs, NULL), g_bytes_get_size (theirs));
  if (fchmod (fd, st->st_mode & 07777) != 0 || fsync (fd) != 0)
    is_done = FALSE;
  close (fd);
  there = bs_file_read (path, NULL);
  if (is_done && holds (there, ours) && rename (temporary, path) == 0)
    return BS_FILE_SWAP_CHANGED;

  return keep_beside (path, temporary, kept);
}

/* For file systems that cannot exchange two files: compares the file as late as possible, and again after it has lost
 * its name. */
static BsFileSwapResult
replace_without_exchange (const char *path, const char *temporary, GBytes *old_bytes, GBytes *new_bytes, char **kept)
{
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;
  BsFileSwapResult result = BS_FILE_SWAP_DONE;
  int fd = open_regular (path, O_RDONLY);
  struct stat st;

  if (fd < 0 || fstat (fd, &st) != 0)
    return BS_FILE_SWAP_CHANGED;
  before = bs_file_read (path, NULL);
  if (!holds (before, old_bytes))
    result = BS_FILE_SWAP_CHANGED;
  else if (rename (temporary, path) != 0)
    {
      /* Some servers do not allow an open file to be replaced. */
      close (fd);
      fd = -1;
      if (rename (temporary, path) != 0)
        result = BS_FILE_SWAP_FAILED;
    }
  if (fd < 0)
    return result;

  if (result == BS_FILE_SWAP_DONE)
    {
      read_settled_open (fd, &after);
      if (after != NULL && !g_bytes_equal (after, old_bytes))
        result = save_unnamed (path, temporary, after, new_bytes, &st, kept);
    }
  close (fd);

  return result;
}

/**
 * bs_file_swap_replace:
 * @path: the path of a file, without symbolic links
 * @temporary: the replacement, in the same folder
 * @old_bytes: the expected bytes of @path
 * @new_bytes: the bytes of @temporary
 * @kept: (out) (transfer full) (nullable): the name under which a version of another program is kept
 *
 * Replaces a file. The two files are exchanged, so that bs_file_swap_look() can examine the replaced one. If the file
 * system cannot exchange files, the old file is compared once more before it is replaced.
 *
 * Returns: the result; with %BS_FILE_SWAP_STUCK @temporary must be kept, otherwise the caller deletes it if it exists
 */
BsFileSwapResult
bs_file_swap_replace (const char *path, const char *temporary, GBytes *old_bytes, GBytes *new_bytes, char **kept)
{
  /* A current writer finishes first. */
  if (!wait_for_writers (path))
    return BS_FILE_SWAP_CHANGED;
  if (exchange (temporary, path))
    return BS_FILE_SWAP_PENDING;
  if (errno == ENOENT)
    return BS_FILE_SWAP_CHANGED;
  if (!bs_file_is_unsupported (errno))
    return BS_FILE_SWAP_FAILED;

  return replace_without_exchange (path, temporary, old_bytes, new_bytes, kept);
}

/* While a file is overwritten in place, the temporary file has another suffix and holds the new bytes and then the old
 * ones, so that recovery can see how far the copy got. */
static gboolean
note_copying (const char *temporary, const char *copying, GBytes *old_bytes)
{
  g_autofree char *folder = g_path_get_dirname (copying);
  gboolean is_done = FALSE;
  int fd, number;

  if (rename (temporary, copying) != 0)
    return FALSE;
  fd = open (copying, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW);
  if (fd >= 0)
    is_done = bs_file_write_all (fd, g_bytes_get_data (old_bytes, NULL), g_bytes_get_size (old_bytes)) &&
              fsync (fd) == 0 && bs_file_sync_folder (folder);
  number = errno;
  if (fd >= 0)
    close (fd);
  errno = number;

  return is_done;
}

static gboolean
write_in_place (int fd, GBytes *bytes)
{
  gsize length = g_bytes_get_size (bytes);

  return lseek (fd, 0, SEEK_SET) == 0 && bs_file_write_all (fd, g_bytes_get_data (bytes, NULL), length) &&
         ftruncate (fd, (off_t) length) == 0 && fsync (fd) == 0;
}

/**
 * bs_file_swap_copy:
 * @path: a file with several hard links, or another user's file
 * @temporary: a file with the new bytes; it is renamed during the copy
 * @old_bytes: the expected bytes
 * @new_bytes: the new bytes
 *
 * Overwrites a file in place, because a replacement would be a different file. A lease, if available, keeps others from
 * opening it meanwhile. If the process is killed, bs_writer_record_clean() completes the copy.
 *
 * Returns: the result
 */
BsFileSwapResult
bs_file_swap_copy (const char *path, const char *temporary, GBytes *old_bytes, GBytes *new_bytes)
{
  g_autofree char *copying = g_strconcat (temporary, BS_FILE_SWAP_COPYING, NULL);
  g_autoptr (GBytes) there = NULL;
  BsFileSwapResult result = BS_FILE_SWAP_DONE;
  int number, fd;

  if (!wait_for_writers (path))
    return BS_FILE_SWAP_CHANGED;
  fd = open_regular (path, O_RDWR);
  if (fd < 0)
    return BS_FILE_SWAP_FAILED;
  take_lease (fd, F_WRLCK, READER_PATIENCE);
  there = bs_file_read_open (fd, BS_ARTICLE_MAX_BYTES);
  if (!holds (there, old_bytes))
    result = BS_FILE_SWAP_CHANGED;
  else if (!note_copying (temporary, copying, old_bytes))
    result = BS_FILE_SWAP_FAILED;
  else if (!write_in_place (fd, new_bytes))
    {
      number = errno;
      /* Restoring the old bytes needs no additional space. */
      result = write_in_place (fd, old_bytes) ? BS_FILE_SWAP_FAILED : BS_FILE_SWAP_STUCK;
      errno = number;
    }
  number = errno;
  close (fd);
  errno = number;

  return result;
}

/**
 * bs_file_swap_create:
 * @path: a path without a file
 * @temporary: the new file, in the same folder
 *
 * Renames the new file to its path, unless that exists.
 *
 * Returns: the result
 */
BsFileSwapResult
bs_file_swap_create (const char *path, const char *temporary)
{
  if (bs_file_place_move (temporary, path))
    return BS_FILE_SWAP_DONE;

  return errno == EEXIST ? BS_FILE_SWAP_CHANGED : BS_FILE_SWAP_FAILED;
}

/**
 * bs_file_swap_delete:
 * @path: a file
 * @temporary: an unused name in the same folder
 *
 * Moves a file aside, so that bs_file_swap_look() can examine it before it is deleted.
 *
 * Returns: the result
 */
BsFileSwapResult
bs_file_swap_delete (const char *path, const char *temporary)
{
  if (!wait_for_writers (path))
    return BS_FILE_SWAP_CHANGED;
  if (rename (path, temporary) == 0)
    return BS_FILE_SWAP_PENDING;

  return errno == ENOENT ? BS_FILE_SWAP_CHANGED : BS_FILE_SWAP_FAILED;
}

/**
 * bs_file_swap_settle:
 *
 * Waits until pending open() calls have completed on all processors. A program that looked up a file before it was
 * swapped has it open then, which a lease detects. Takes a few milliseconds for any number of files.
 */
void
bs_file_swap_settle (void)
{
  syscall (SYS_membarrier, MEMBARRIER_CMD_GLOBAL, 0, 0);
}

/**
 * bs_file_swap_look:
 * @path: a file that was swapped with %BS_FILE_SWAP_PENDING
 * @temporary: the replaced file
 * @old_bytes: its expected bytes
 * @new_bytes: (nullable): the bytes of the new file; %NULL after a deletion
 * @kept: (out) (transfer full) (nullable): the name under which a version of another program is kept
 *
 * Checks that the replaced file had the expected bytes and that no process has it open for writing. Otherwise it is
 * restored or, if the path has been reused, kept beside it.
 *
 * Returns: the result, as for bs_file_swap_replace(), but never %BS_FILE_SWAP_PENDING
 */
BsFileSwapResult
bs_file_swap_look (const char *path, const char *temporary, GBytes *old_bytes, GBytes *new_bytes, char **kept)
{
  g_autoptr (GBytes) out = NULL;

  if (read_settled (temporary, &out) && holds (out, old_bytes))
    return BS_FILE_SWAP_DONE;
  if (new_bytes == NULL)
    return put_back (path, temporary, kept);

  return give_back (path, temporary, out, new_bytes, kept);
}
