/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Paths as texts, with slashes between their parts. None of these functions accesses the disk. */
int bs_path_compare (gconstpointer a, gconstpointer b);
const char *bs_path_get_name (const char *path);
char *bs_path_dup_folder (const char *path);
char *bs_path_dup_stem (const char *path);
const char *bs_path_get_below (const char *path, const char *folder);
char *bs_path_normalise (const char *folder, const char *path);
char *bs_path_find_way (const char *folder, const char *path);

G_END_DECLS
