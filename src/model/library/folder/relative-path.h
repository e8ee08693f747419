/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean bs_relative_path_is_safe (const char *path);
gboolean bs_relative_path_is_below (const char *path, const char *folder);
gboolean bs_relative_path_is_hidden (const char *path);
char *bs_relative_path_resolve (const char *root, const char *path);
char *bs_relative_path_join (const char *folder, const char *name);

G_END_DECLS
