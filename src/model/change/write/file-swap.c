/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/write/file-swap.h"

#include "model/change/write/file-access.h"
#include "model/change/write/file-place.h"
#include "model/change/write/writer-record.h"
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

/* How long someone who is writing to a file is waited for, in microseconds; and someone who reads one that is written
 * in place. */
#define WRITER_PATIENCE (2 * G_USEC_PER_SEC)
#define READER_PATIENCE (G_USEC_PER_SEC / 5)
#define PAUSE 2000

/* Someone who rewrites a file this often in the blink of an eye is left to it. */
#define MAX_TURNS 8

/* Waits for a lease on an open file. The kernel gives out one for reading when nobody has the file open for writing,
 * and one for writing when nobody else has it open at all. While it is held, whoever opens the file has to wait, at
 * most for the time in /proc/sys/fs/lease-break-time. Where there are none (network file systems, files of others)
 * there is no knowing, and no waiting. Returns whether there is nobody, as far as one can know. */
static gboolean
take_lease (int fd, int type, gint64 patience)
{
  gint64 end = g_get_monotonic_time () + patience;

  /* Should someone open the file while we have the lease, a signal comes; this one is ignored. */
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

/* Opens what is an ordinary file. Returns -1 with errno. */
static int
open_regular (const char *path, int flags)
{
  int fd = bs_file_system_open (path, flags | O_NONBLOCK | O_NOCTTY);
  struct stat st;

  /* Another program has a lease on it, as only ordinary files can have, and is asked to give it up. */
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

/* Reads what is in a file when nobody writes to it any more. Returns FALSE where someone does not come to an end, or
 * begins while it is read. What is not an ordinary file has no bytes. */
static gboolean
read_settled_open (int fd, GBytes **bytes)
{
  gboolean is_quiet = take_lease (fd, F_RDLCK, WRITER_PATIENCE);
  gboolean is_leased = fcntl (fd, F_GETLEASE) == F_RDLCK;

  *bytes = bs_file_read_open (fd, BS_ARTICLE_MAX_BYTES);
  /* Whoever wants to write now waits until the lease is given up. */
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

/* Keeps what someone else wrote under a name of its own. */
static BsFileSwapResult
keep_beside (const char *path, const char *temporary, char **kept)
{
  return bs_file_place_move_beside (temporary, path, kept) ? BS_FILE_SWAP_CHANGED : BS_FILE_SWAP_STUCK;
}

/* Gives a file that was taken from its name the name back, or another one if something has it by now. */
static BsFileSwapResult
put_back (const char *path, const char *temporary, char **kept)
{
  if (bs_file_place_move (temporary, path))
    return BS_FILE_SWAP_CHANGED;

  return keep_beside (path, temporary, kept);
}

/* Writes at the end of a file what someone had written at the end of the one that was in its place for a moment. */
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

/* Someone was quicker: what we took out of its place is theirs and goes back. If what comes out in turn is not what we
 * had put there, it is theirs as well, and newer: that stays, and the older one is kept beside it. */
static BsFileSwapResult
give_back (const char *path, const char *temporary, GBytes *theirs, GBytes *ours, char **kept)
{
  g_autoptr (GBytes) put = theirs != NULL ? g_bytes_ref (theirs) : NULL;
  g_autoptr (GBytes) expected = NULL;

  for (guint i = 0; i < MAX_TURNS; i++)
    {
      g_autoptr (GBytes) out = NULL;
      gboolean is_quiet;

      /* They took the name away altogether. What they had written last is kept under it. */
      if (!exchange (temporary, path))
        return put_back (path, temporary, kept);
      bs_file_swap_settle ();
      is_quiet = read_settled (temporary, &out);
      /* Whoever has ours open may still write to it: then it stays, under another name. */
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

/* What someone wrote into a file that has no name any more. */
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

/* Where the file system cannot exchange two files: what is there is compared as late as can be, and once more when it
 * has lost its name. */
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
      /* Some servers let nobody replace what anybody has open. */
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
 * @path: a file, which no link leads to
 * @temporary: the file that is to take its place, in the same folder
 * @old_bytes: what has to be in the one
 * @new_bytes: what is in the other
 * @kept: (out) (transfer full) (nullable): the name under which another version of someone else's was kept
 *
 * Puts one file in another's place. The two are exchanged, so that what was in the place at that very moment can be
 * looked at, by bs_file_swap_look(). Where the file system cannot exchange, what is there is compared once more before
 * it is replaced.
 *
 * Returns: what came of it; with %BS_FILE_SWAP_STUCK @temporary has to stay, and otherwise it is for the caller to
 *   delete if it is there
 */
BsFileSwapResult
bs_file_swap_replace (const char *path, const char *temporary, GBytes *old_bytes, GBytes *new_bytes, char **kept)
{
  /* Whoever writes just now finishes where they began. */
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

/* While a file is written in place, the temporary one is called otherwise, and holds the new bytes and then the old
 * ones: whoever finds both can tell how far it came. */
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
 * @path: a file that has other names too, or is someone else's
 * @temporary: a file with what is to be in it; it gets another name while it is copied
 * @old_bytes: what has to be in it
 * @new_bytes: what is to be in it
 *
 * Writes into a file that would be another one if it were replaced. Meanwhile nobody else can open it, where the kernel
 * gives a lease on it. If we are killed, bs_writer_record_clean() goes on with it.
 *
 * Returns: what came of it
 */
BsFileSwapResult
bs_file_swap_copy (const char *path, const char *temporary, GBytes *old_bytes, GBytes *new_bytes)
{
  g_autofree char *copying = g_strconcat (temporary, BS_WRITER_COPYING, NULL);
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
      /* What was there needs no more room than it had. */
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
  if (bs_file_place_move (temporary, path))
    return BS_FILE_SWAP_DONE;

  return errno == EEXIST ? BS_FILE_SWAP_CHANGED : BS_FILE_SWAP_FAILED;
}

/**
 * bs_file_swap_delete:
 * @path: a file
 * @temporary: a name in the same folder that nothing has
 *
 * Takes a file from its name, so that what was in it at that very moment can be looked at, by bs_file_swap_look().
 *
 * Returns: what came of it
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
 * Waits until all who were about to open a file by its name have done so, in the kernel, on any processor: what they
 * found there before it was swapped is open then, which a lease tells. Takes some milliseconds, for any number of
 * files.
 */
void
bs_file_swap_settle (void)
{
  syscall (SYS_membarrier, MEMBARRIER_CMD_GLOBAL, 0, 0);
}

/**
 * bs_file_swap_look:
 * @path: a file that was swapped, with %BS_FILE_SWAP_PENDING
 * @temporary: what was in its place
 * @old_bytes: what has to have been in it
 * @new_bytes: (nullable): what took its place; %NULL for nothing
 * @kept: (out) (transfer full) (nullable): the name under which another version of someone else's was kept
 *
 * Looks whether what was in a file's place is what it had to be, and nobody has it open for writing. Otherwise it goes
 * back, unless something has the name by then: that stays, and the other one is kept beside it.
 *
 * Returns: what came of it, as of bs_file_swap_replace(); never %BS_FILE_SWAP_PENDING
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
