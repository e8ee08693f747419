/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/folder/file-system.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

/* From the kernel's sources; its headers for programs lack them. */
#ifndef FUSE_SUPER_MAGIC
#define FUSE_SUPER_MAGIC 0x65735546
#endif
#ifndef CIFS_SUPER_MAGIC
#define CIFS_SUPER_MAGIC 0xFF534D42
#endif
#ifndef SMB2_SUPER_MAGIC
#define SMB2_SUPER_MAGIC 0xFE534D42
#endif
#ifndef CEPH_SUPER_MAGIC
#define CEPH_SUPER_MAGIC 0x00C36400
#endif
#define VBOXSF_SUPER_MAGIC 0x786F4256
#define GFS2_SUPER_MAGIC 0x01161970
#define LUSTRE_SUPER_MAGIC 0x0BD00BD0

/**
 * bs_file_system_is_blind:
 * @path: a file or a folder
 *
 * Finds out whether files may change without the local kernel knowing: on a network file system, or on one provided by
 * a program (FUSE), such as the document portal. Inode numbers are not reliable there either: a file may get another
 * one when it is opened again. Waits for the disk.
 *
 * Returns: whether that is so; %FALSE if @path cannot be examined
 */
gboolean
bs_file_system_is_blind (const char *path)
{
  struct statfs st;

  g_return_val_if_fail (path != NULL, FALSE);

  if (statfs (path, &st) < 0)
    return FALSE;
  switch ((guint32) st.f_type)
    {
    case NFS_SUPER_MAGIC:
    case SMB_SUPER_MAGIC:
    case CIFS_SUPER_MAGIC:
    case SMB2_SUPER_MAGIC:
    case V9FS_MAGIC:
    case AFS_SUPER_MAGIC:
    case CODA_SUPER_MAGIC:
    case CEPH_SUPER_MAGIC:
    case FUSE_SUPER_MAGIC:
    case VBOXSF_SUPER_MAGIC:
    case GFS2_SUPER_MAGIC:
    case LUSTRE_SUPER_MAGIC:
      return TRUE;
    default:
      return FALSE;
    }
}

/**
 * bs_file_system_open:
 * @path: a file
 * @flags: as for open(2)
 *
 * Opens an existing file, unless the last part of its path is a link. The document portal treats any file opened this
 * way as a link (xdg-desktop-portal 1.16), because it opens its own files through one. There the file is opened with
 * O_PATH first, and then examined. Waits for the disk.
 *
 * Returns: a descriptor that child processes do not inherit; -1 with errno, ELOOP if the last part is a link
 */
int
bs_file_system_open (const char *path, int flags)
{
  g_autofree char *name = NULL;
  struct stat st;
  int fd, held, number;

  g_return_val_if_fail (path != NULL, -1);

  fd = open (path, flags | O_CLOEXEC | O_NOFOLLOW);
  if (fd >= 0 || errno != ELOOP)
    return fd;
  held = open (path, O_PATH | O_CLOEXEC | O_NOFOLLOW);
  if (held < 0)
    return -1;
  if (fstat (held, &st) == 0 && S_ISLNK (st.st_mode))
    errno = ELOOP;
  else
    {
      name = g_strdup_printf ("/proc/self/fd/%d", held);
      fd = open (name, flags | O_CLOEXEC);
    }
  number = errno;
  close (held);
  errno = number;

  return fd;
}

/**
 * bs_file_system_is_folder:
 * @folder: the path of a folder
 * @entry: an entry of it
 *
 * Returns: whether it is a folder, not a link to one; asks the disk if the entry does not say
 */
gboolean
bs_file_system_is_folder (const char *folder, const struct dirent *entry)
{
  g_autofree char *path = NULL;
  struct stat st;

  if (entry->d_type != DT_UNKNOWN)
    return entry->d_type == DT_DIR;
  path = g_build_filename (folder, entry->d_name, NULL);
  return lstat (path, &st) == 0 && S_ISDIR (st.st_mode);
}
