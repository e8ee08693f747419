/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Symbolic links whose targets are watched: to files anywhere, and to folders of the library itself, where one watch
 * covers both paths. */
typedef struct _BsWatchLinks BsWatchLinks;

BsWatchLinks *bs_watch_links_new (void);
void bs_watch_links_free (BsWatchLinks *self);
void bs_watch_links_add_file (BsWatchLinks *self, int inotify_fd, guint32 mask, const char *root, const char *path);
void bs_watch_links_add_folder (BsWatchLinks *self, const char *path, const char *target);
void bs_watch_links_forget_wd (BsWatchLinks *self, int wd);
GPtrArray *bs_watch_links_find_files (BsWatchLinks *self, int wd, const char *name);
GPtrArray *bs_watch_links_find_folders (BsWatchLinks *self, const char *path);

G_END_DECLS
