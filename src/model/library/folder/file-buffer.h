/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "model/library/folder/file-stamp.h"

G_BEGIN_DECLS

/* Memory that one file after the other is read into. */
typedef struct
{
  char *data;
  gsize capacity;
} BsFileBuffer;

#define BS_FILE_BUFFER_INIT                                                                                            \
  {                                                                                                                    \
    NULL, 0                                                                                                            \
  }

int bs_file_buffer_read (BsFileBuffer *self, int folder_fd, const char *name, gsize max_bytes, BsFileStamp *stamp,
                         gsize *length);
char *bs_file_buffer_steal (BsFileBuffer *self, gsize length);
void bs_file_buffer_clear (BsFileBuffer *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BsFileBuffer, bs_file_buffer_clear)

G_END_DECLS
