/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <dirent.h>
#include <glib.h>

G_BEGIN_DECLS

gboolean bs_file_system_is_blind (const char *path);
int bs_file_system_open (const char *path, int flags);
gboolean bs_file_system_is_folder (const char *folder, const struct dirent *entry);

G_END_DECLS
