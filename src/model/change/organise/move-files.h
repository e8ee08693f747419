/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/organise/move-plan.h"

G_BEGIN_DECLS

/* Articles that get another place or another name, each call as one step of the history. They wait for the disk. */

typedef enum
{
  BS_FILES_MOVE,   /* to a folder */
  BS_FILES_RENAME, /* one article, to a name */
  BS_FILES_PUBLISH,
  BS_FILES_UNPUBLISH, /* make drafts */
} BsFilesAction;

typedef enum
{
  BS_FILES_DEFAULT = 0,
  BS_FILES_ADD_ALIASES = 1 << 0, /* articles of Hugo keep their old address as an alias */
  BS_FILES_STAY = 1 << 1,        /* only the front matter has the new category */
} BsFilesFlags;

BsMovePlan *bs_files_plan (const char *root, BsFilesAction action, const char *const *paths, const char *argument,
                           BsFilesFlags flags);
BsEditReport *bs_files_move (BsHome *home, const char *root, const char *const *paths, const char *folder,
                             GCancellable *cancellable, GError **error);
BsEditReport *bs_files_duplicate (BsHome *home, const char *root, const char *path, GError **error);

G_END_DECLS
