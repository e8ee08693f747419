/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define BS_TYPE_RECENT_FOLDERS (bs_recent_folders_get_type ())
G_DECLARE_FINAL_TYPE (BsRecentFolders, bs_recent_folders, BS, RECENT_FOLDERS, GObject)

/* The recently opened folders, the latest first, ten at most. Signal: changed. */
BsRecentFolders *bs_recent_folders_new (GSettings *settings);
void bs_recent_folders_add (BsRecentFolders *self, GFile *folder);
guint bs_recent_folders_get_n (BsRecentFolders *self);
GFile *bs_recent_folders_get (BsRecentFolders *self, guint index, gboolean *missing);
void bs_recent_folders_look (BsRecentFolders *self);
void bs_recent_folders_fill_menu (BsRecentFolders *self, GMenu *menu);

G_END_DECLS
