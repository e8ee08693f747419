/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GStrv bs_folders_list (const char *root, GCancellable *cancellable);
char *bs_folders_suggest (const char *root, const char *const *paths, const char *other_root,
                          GCancellable *cancellable);

G_END_DECLS
