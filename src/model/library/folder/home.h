/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where the data of a library is stored, outside its folder: lasting data in the user's data folder, data that can be
 * rebuilt in the cache. Nothing in it changes once it is made. Its functions wait for the disk. */
typedef struct _BsHome BsHome;

BsHome *bs_home_find (const char *folder);
BsHome *bs_home_open (const char *folder, GError **error);
void bs_home_unref (BsHome *self);

/* A library inside another one. */
typedef struct
{
  BsHome *home;
  char *relative_path; /* of its folder */
} BsInnerHome;

/* All known libraries, as they were when it was created. */
typedef struct _BsHomeIndex BsHomeIndex;

BsHomeIndex *bs_home_index_new (void);
void bs_home_index_free (BsHomeIndex *self);
BsHome *bs_home_index_find_around (BsHomeIndex *self, const char *path, char **folder);

GPtrArray *bs_home_list_inside (const char *folder);
gboolean bs_home_is_opened (const BsHome *self);
gboolean bs_home_folder_is_shared (const char *folder);
void bs_home_remove (BsHome *self);

const char *bs_home_get_id (const BsHome *self);
char *bs_home_build_data_path (const BsHome *self, const char *name);
char *bs_home_build_cache_path (const BsHome *self, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsHome, bs_home_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsHomeIndex, bs_home_index_free)

G_END_DECLS
