/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The ending of a temporary file that is copied over a file that cannot be replaced. It has the new content, and later
 * the old. */
#define BS_FILE_SWAP_COPYING ".copy"

typedef enum
{
  BS_FILE_SWAP_DONE,
  BS_FILE_SWAP_PENDING, /* probably done; check with bs_file_swap_look() after bs_file_swap_settle() */
  BS_FILE_SWAP_CHANGED, /* another program was faster, and its version is kept */
  BS_FILE_SWAP_FAILED,  /* nothing was changed; see errno */
  BS_FILE_SWAP_STUCK,   /* the old file could not be restored, so the temporary file must be kept */
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
