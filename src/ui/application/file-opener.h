/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/desktop/recent-folders.h"
#include "ui/window/window.h"

G_BEGIN_DECLS

/* The functions of the application that opening files needs. The windows belong to it. */
typedef struct
{
  BsWindow *(*create_window) (GtkApplication *application);
  BsWindow *(*present_window) (GtkApplication *application);
  BsWindow *(*open_folder) (GtkApplication *application, GFile *folder);
} BsFileOpenerHost;

/* Opens files and folders from the desktop or the command line. */
gboolean bs_file_opener_is_hint (const char *name);
void bs_file_opener_open (GtkApplication *application, const BsFileOpenerHost *host, BsRecentFolders *recent,
                          GFile **files, guint n_files, const char *hint);

G_END_DECLS
