/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cli/command.h"
#include "model/library/folder-query.h"

G_BEGIN_DECLS

typedef enum
{
  BS_PLACE_DEFAULT = 0,
  BS_PLACE_SAY_LEFT_OUT = 1 << 0, /* the number of files that are not part of the site */
  BS_PLACE_SAY_FILES = 1 << 1,    /* files that cannot be read, in addition to folders */
  BS_PLACE_SAY_NOTHING = 1 << 2,  /* not even folders; the same folder is queried again */
} BsPlaceFlags;

BsSite *bs_place_open_folder (const char *folder);
BsSite *bs_place_parse (const BsCommand *command, char **args, const GOptionEntry *options, GStrv *operands,
                        BsExitStatus *status);
char *bs_place_find_file (const char *file);
BsSite *bs_place_open_file (const char *file, char **relative_path);
int bs_place_compare_paths (gconstpointer a, gconstpointer b);
gboolean bs_place_say_unreadable (const char *folder, GPtrArray *unreadable);
gboolean bs_place_scan (const char *folder, BsSite *site, BsScanArticleFunc func, gpointer user_data,
                        BsPlaceFlags flags);
gboolean bs_place_say_unclear (const BsQuery *query);
gboolean bs_place_query (const char *folder, BsSite *site, const BsQuery *query, BsFolderQueryFlags query_flags,
                         BsPlaceFlags flags, GPtrArray **paths);
gboolean bs_place_search (const char *folder, BsSite *site, BsQuery **query, BsFolderQueryFlags query_flags,
                          BsPlaceFlags flags, BsFolderAnswer **found);

G_END_DECLS
