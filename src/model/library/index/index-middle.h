/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* FTS5 continues until it finds something. So that a search of one half of the versions ends in the middle, every few
 * versions one has a token that no text contains. */
#define BS_INDEX_MIDDLE_DISTANCE 2048
#define BS_INDEX_MIDDLE_MAX_BYTES 24

/* Fewer are searched in no time anyway. */
#define BS_INDEX_MIDDLE_MIN_VERSIONS 16384

guint bs_index_middle_write_token (gint64 version, char *token);
gint64 bs_index_middle_find (const char *expression, gint64 first_version, guint n_versions);
char *bs_index_middle_add (const char *expression, gint64 middle);

G_END_DECLS
