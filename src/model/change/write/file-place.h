/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean bs_file_place_move (const char *from, const char *path);
gboolean bs_file_place_move_beside (const char *from, const char *path, char **name);

G_END_DECLS
