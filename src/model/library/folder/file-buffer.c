/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/folder/file-buffer.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "model/library/folder/content-hash.h"

#define USUAL_CAPACITY (64 * 1024)
#define KEPT_CAPACITY (4 * 1024 * 1024)

/* In nanoseconds. The coarsest clock that files have: FAT's. */
#define TIME_GRAIN (2 * G_GINT64_CONSTANT (1000000000))

static int
reserve (BsFileBuffer *self, gsize capacity)
{
  char *data;

  if (self->capacity >= capacity)
    return 0;
  capacity = MAX (capacity, USUAL_CAPACITY);
  data = g_try_realloc (self->data, capacity);
  if (data == NULL)
    return ENOMEM;
  self->data = data;
  self->capacity = capacity;
  return 0;
}

static int
read_all (BsFileBuffer *self, int fd, gsize expected, gsize max_bytes, gsize *length)
{
  int error = reserve (self, MIN (expected, max_bytes) + 1);

  *length = 0;
  while (error == 0)
    {
      /* One byte more than the size is requested, so that the end of the file shows without a second call. */
      gsize room = MIN (self->capacity, max_bytes) - *length;
      gssize n;

      if (room == 0)
        {
          if (*length >= max_bytes)
            return 0;
          error = reserve (self, MIN (self->capacity * 2, max_bytes));
          continue;
        }
      n = read (fd, self->data + *length, room);
      if (n < 0)
        {
          if (errno == EINTR)
            continue;
          return errno;
        }
      *length += (gsize) n;
      if (n == 0 || (*length >= expected && (gsize) n < room))
        return 0;
    }
  return error;
}

/**
 * bs_file_buffer_read:
 * @self: a buffer; its contents are overwritten
 * @folder_fd: a folder that is open, or -1
 * @name: the name of a file in it, or a whole path with -1
 * @max_bytes: more than this is not read
 * @stamp: (out) (optional): the file's stamp, with the hash of the bytes
 * @length: (out): how much was read, in bytes
 *
 * Reads a regular file. Links are followed; a pipe, a device or a folder is never opened for reading in earnest.
 *
 * Returns: 0, or an errno: `ENOENT` if the file is missing, `EINVAL` if it is not a regular file
 */
int
bs_file_buffer_read (BsFileBuffer *self, int folder_fd, const char *name, gsize max_bytes, BsFileStamp *stamp,
                     gsize *length)
{
  struct stat st = { 0 };
  int error = 0;
  int fd;

  g_return_val_if_fail (self != NULL, EINVAL);
  g_return_val_if_fail (name != NULL, EINVAL);
  g_return_val_if_fail (length != NULL, EINVAL);

  *length = 0;
  if (self->capacity > KEPT_CAPACITY)
    bs_file_buffer_clear (self);
  fd = openat (folder_fd < 0 ? AT_FDCWD : folder_fd, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  /* Someone is writing to it under a lease, as only ordinary files can have, and is waited for. */
  if (fd < 0 && errno == EWOULDBLOCK)
    fd = openat (folder_fd < 0 ? AT_FDCWD : folder_fd, name, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (fd < 0)
    error = errno;
  else if (fstat (fd, &st) < 0)
    error = errno;
  else if (!S_ISREG (st.st_mode))
    error = EINVAL;
  else
    error = read_all (self, fd, (gsize) st.st_size, max_bytes, length);

  if (stamp != NULL && fd < 0 && fstatat (folder_fd < 0 ? AT_FDCWD : folder_fd, name, &st, 0) < 0)
    *stamp = (BsFileStamp){ 0 };
  else if (stamp != NULL)
    {
      stamp->device = st.st_dev;
      stamp->inode = st.st_ino;
      stamp->size = (guint64) st.st_size;
      stamp->modified = (gint64) st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec;
      stamp->is_fresh = stamp->modified > g_get_real_time () * 1000 - TIME_GRAIN;
      stamp->body_hash = 0;
      stamp->content_hash = error == 0 ? bs_content_hash (self->data, *length) : 0;
    }
  if (fd >= 0)
    close (fd);
  return error;
}

/**
 * bs_file_buffer_steal:
 * @self: a buffer that was read into
 * @length: how much was read, in bytes
 *
 * Returns: (transfer full): the bytes, in no more memory than they need; @self is empty then
 */
char *
bs_file_buffer_steal (BsFileBuffer *self, gsize length)
{
  char *data;

  g_return_val_if_fail (self != NULL, NULL);

  data = g_realloc (g_steal_pointer (&self->data), length + 1);
  data[length] = '\0';
  self->capacity = 0;
  return data;
}

/**
 * bs_file_buffer_clear:
 * @self: a buffer
 */
void
bs_file_buffer_clear (BsFileBuffer *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->data, g_free);
  self->capacity = 0;
}
