/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/organise/move-files.h"

G_BEGIN_DECLS

/* Folders that have the names of categories. */
guint bs_mirror_count (BsSite *site, const char *const *paths, const char *const *category);
gboolean bs_mirror_is_by_folder (BsSite *site, const char *path, const char *const *category);
char *bs_mirror_find_folder (BsSite *site, const char *const *paths, const char *const *from, const char *const *to);
BsMovePlan *bs_mirror_plan (const char *root, const char *const *paths, const BsEdit *edit, const char *const *from,
                            const char *const *to, gboolean moves_files, BsFilesFlags flags);

G_END_DECLS
