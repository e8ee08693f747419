/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/folder-query.h"

G_BEGIN_DECLS

BsSite *bs_place_open_folder (const char *folder);
BsSite *bs_place_open_file (const char *file, char **relative_path);
gboolean bs_place_say_unreadable (const char *folder, GPtrArray *unreadable);
gboolean bs_place_scan (const char *folder, BsSite *site, BsScanArticleFunc func, gpointer user_data,
                        gboolean say_what_is_left_out);
gboolean bs_place_query (const char *folder, BsSite *site, const BsQuery *query, BsFolderQueryFlags flags,
                         gboolean say_what_is_left_out, GPtrArray **paths);

G_END_DECLS
