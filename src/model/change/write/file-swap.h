/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  BS_FILE_SWAP_DONE,
  BS_FILE_SWAP_PENDING, /* done as far as can be seen; bs_file_swap_look() tells, after bs_file_swap_settle() */
  BS_FILE_SWAP_CHANGED, /* someone else was there first, and what they wrote stands */
  BS_FILE_SWAP_FAILED,  /* errno says why; nothing was changed */
  BS_FILE_SWAP_STUCK,   /* what has to be given back could not be: the temporary file must stay */
} BsFileSwapResult;

BsFileSwapResult bs_file_swap_replace (const char *path, const char *temporary, GBytes *old_bytes, GBytes *new_bytes,
                                       char **kept);
BsFileSwapResult bs_file_swap_copy (const char *path, const char *temporary, GBytes *old_bytes, GBytes *new_bytes);
BsFileSwapResult bs_file_swap_create (const char *path, const char *temporary);
BsFileSwapResult bs_file_swap_delete (const char *path, const char *temporary);

void bs_file_swap_settle (void);
BsFileSwapResult bs_file_swap_look (const char *path, const char *temporary, GBytes *old_bytes, GBytes *new_bytes,
                                    char **kept);

G_END_DECLS
