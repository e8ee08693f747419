/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/write/edit-report.h"

G_BEGIN_DECLS

/* Articles that get another place or another name, each call as one step of the history. They wait for the disk. */
BsEditReport *bs_files_move (BsHome *home, const char *root, const char *const *paths, const char *folder,
                             GCancellable *cancellable, GError **error);
BsEditReport *bs_files_rename (BsHome *home, const char *root, const char *path, const char *name, GError **error);
BsEditReport *bs_files_publish (BsHome *home, const char *root, const char *const *paths, gboolean publish,
                                GCancellable *cancellable, GError **error);
BsEditReport *bs_files_duplicate (BsHome *home, const char *root, const char *path, GError **error);

G_END_DECLS
