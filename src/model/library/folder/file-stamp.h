/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the disk says of a file. */
typedef struct
{
  guint64 device;
  guint64 inode;
  guint64 size;         /* in bytes */
  gint64 modified;      /* in nanoseconds since the epoch */
  guint64 content_hash; /* of all its bytes */
  guint64 body_hash;    /* of what follows the front matter; 0 where the file could not be read */
  gboolean is_fresh;    /* read so soon after its time that another change may leave the time the same */
} BsFileStamp;

G_END_DECLS
