/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The size, times, inode and hashes of a file. */
typedef struct
{
  guint64 device;
  guint64 inode;
  guint64 size;         /* in bytes */
  gint64 modified;      /* modification time, in nanoseconds since the epoch */
  guint64 content_hash; /* hash of all bytes */
  guint64 body_hash;    /* hash of the bytes after the front matter; 0 if the file could not be read */
  gboolean is_fresh;    /* read so soon after its modification time that a later change may leave the same time */
} BsFileStamp;

G_END_DECLS
