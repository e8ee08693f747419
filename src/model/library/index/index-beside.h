/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* An index that can still be read serves searches while the one that replaces it is written beside it. */
char *bs_index_beside_build_path (const char *path);
gboolean bs_index_beside_is_wanted (const char *path, gboolean is_rebuilding);
gboolean bs_index_beside_has_room (const char *path);
gboolean bs_index_beside_replace (const char *beside, const char *path);

G_END_DECLS
