/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/index/index-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "model/library/index/index-store.h"

/* The state of the index's file as others see it. All zero if there is none. */
typedef struct
{
  guint64 inode;
  guint64 size;
  gint64 modified;
  guint64 is_doubtful; /* another process may have written to it since it was checked; or, in the file, the boot of the
                          system during which the disk may lack parts of it */
} Note;

#define DOUBTFUL 1

/**
 * BsIndexLock:
 *
 * A lock file beside the index, locked while a process writes. It contains the state of the index's file when its last
 * writer finished: a copy, a disk error or another program that changed the file since then shows by that.
 */
struct _BsIndexLock
{
  int fd;
  char *index_path;
  char *watched; /* the index that is written */
  Note note;
  gboolean is_at_risk;
};

/* Identifies a boot of the system. */
static guint64
get_system_run (void)
{
  g_autofree char *name = NULL;

  if (!g_file_get_contents ("/proc/sys/kernel/random/boot_id", &name, NULL, NULL))
    return DOUBTFUL;
  return (guint64) g_str_hash (name) << 1 | (guint64) 1 << 63;
}

static void
look_at (const char *path, Note *note)
{
  struct stat st = { 0 };

  if (stat (path, &st) < 0)
    st = (struct stat){ 0 };
  note->inode = st.st_ino;
  note->size = (guint64) st.st_size;
  note->modified = (gint64) st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec;
}

static gboolean
is_same_look (const Note *self, const Note *other)
{
  return self->inode == other->inode && self->size == other->size && self->modified == other->modified;
}

/* If that cannot be written, the index is checked next time, which is safe. */
static void
write_note (BsIndexLock *self)
{
  Note note = self->note;

  if (self->is_at_risk && note.is_doubtful == 0)
    note.is_doubtful = get_system_run ();
  if (pwrite (self->fd, &note, sizeof note, 0) != sizeof note)
    g_debug ("%s: the lock cannot be written", self->index_path);
}

/**
 * bs_index_lock_take:
 * @index_path: path of the index
 * @is_taken: (out) (optional): whether another process has it
 *
 * Creates its folder if it is missing.
 *
 * Returns: (transfer full) (nullable): the lock; %NULL if another process has it, or nothing may be written there
 */
BsIndexLock *
bs_index_lock_take (const char *index_path, gboolean *is_taken)
{
  g_autofree char *path = g_strconcat (index_path, ".lock", NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  BsIndexLock *self;
  int fd;

  g_mkdir_with_parents (folder, 0700);
  fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (is_taken != NULL)
    *is_taken = FALSE;
  if (fd < 0)
    return NULL;
  if (flock (fd, LOCK_EX | LOCK_NB) < 0)
    {
      if (is_taken != NULL)
        *is_taken = errno == EWOULDBLOCK;
      close (fd);
      return NULL;
    }
  self = g_new0 (BsIndexLock, 1);
  self->fd = fd;
  self->index_path = g_strdup (index_path);
  bs_index_lock_watch (self, index_path);
  return self;
}

/**
 * bs_index_lock_watch:
 * @self: a lock
 * @path: the index that is written from now on: at first the one of the lock, later perhaps its replacement
 */
void
bs_index_lock_watch (BsIndexLock *self, const char *path)
{
  Note noted = { 0 };

  g_free (self->watched);
  self->watched = g_strdup (path);
  look_at (path, &self->note);
  if (pread (self->fd, &noted, sizeof noted, 0) != sizeof noted)
    noted = (Note){ 0 };
  if (noted.is_doubtful != DOUBTFUL && noted.is_doubtful == get_system_run ())
    noted.is_doubtful = 0;
  self->note.is_doubtful = self->note.inode != 0 && (noted.is_doubtful != 0 || !is_same_look (&noted, &self->note));
}

/**
 * bs_index_lock_free:
 * @self: (transfer full): a lock
 *
 * Lets the next one write. The file is not deleted, so that nobody locks a deleted file.
 */
void
bs_index_lock_free (BsIndexLock *self)
{
  close (self->fd);
  g_free (self->index_path);
  g_free (self->watched);
  g_free (self);
}

/**
 * bs_index_lock_is_doubtful:
 * @self: a lock
 *
 * Returns: whether the index's file is not as its last writer left it, and was not checked since
 */
gboolean
bs_index_lock_is_doubtful (BsIndexLock *self)
{
  return self->note.is_doubtful != 0;
}

/**
 * bs_index_lock_is_unchanged:
 * @self: a lock
 *
 * Returns: whether the index's file exists and is in the state that was last recorded
 */
gboolean
bs_index_lock_is_unchanged (BsIndexLock *self)
{
  Note now;

  look_at (self->watched, &now);
  return now.inode != 0 && is_same_look (&now, &self->note);
}

/**
 * bs_index_lock_is_standing:
 * @self: a lock
 *
 * Returns: whether it still excludes others: if its file was deleted, another process locks a new one
 */
gboolean
bs_index_lock_is_standing (BsIndexLock *self)
{
  g_autofree char *path = g_strconcat (self->index_path, ".lock", NULL);
  struct stat held;
  struct stat there;

  return fstat (self->fd, &held) == 0 && stat (path, &there) == 0 && held.st_dev == there.st_dev &&
         held.st_ino == there.st_ino;
}

/**
 * bs_index_lock_doubt:
 * @self: a lock
 *
 * Remembers that the index has to be checked.
 */
void
bs_index_lock_doubt (BsIndexLock *self)
{
  self->note.is_doubtful = 1;
  write_note (self);
}

/**
 * bs_index_lock_note:
 * @self: a lock
 * @is_at_risk: whether the disk may lack parts of it
 *
 * Records the state of the index's file, after a write by the owner of the lock. If it is at risk, it has to be checked
 * after a crash of the computer.
 */
void
bs_index_lock_note (BsIndexLock *self, gboolean is_at_risk)
{
  gboolean was_at_risk = self->is_at_risk;

  if (is_at_risk == was_at_risk && bs_index_lock_is_unchanged (self))
    return;
  self->is_at_risk = is_at_risk;
  look_at (self->watched, &self->note);
  write_note (self);
  if (is_at_risk && !was_at_risk)
    fdatasync (self->fd);
}

/**
 * bs_index_lock_settle:
 * @self: a lock
 *
 * Records that the index was checked or rebuilt.
 */
void
bs_index_lock_settle (BsIndexLock *self)
{
  look_at (self->watched, &self->note);
  self->note.is_doubtful = 0;
  write_note (self);
}
