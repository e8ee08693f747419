/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  BS_FILE_SWAP_DONE,
  BS_FILE_SWAP_CHANGED, /* someone else was there first, and what they wrote stands */
  BS_FILE_SWAP_FAILED,  /* errno says why; nothing was changed */
} BsFileSwapResult;

BsFileSwapResult bs_file_swap_replace (const char *path, const char *temporary, GBytes *old_bytes, GBytes *new_bytes);
BsFileSwapResult bs_file_swap_copy (const char *path, const char *temporary, GBytes *old_bytes, GBytes *new_bytes);
BsFileSwapResult bs_file_swap_create (const char *path, const char *temporary);
BsFileSwapResult bs_file_swap_delete (const char *path, const char *temporary, GBytes *old_bytes);

G_END_DECLS
