/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/organise/link-map.h"

G_BEGIN_DECLS

gboolean bs_relink_is_needed (const BsLinkMap *map, BsSite *site, const char *path, GBytes *bytes);
GBytes *bs_relink_make (const BsLinkMap *map, BsSite *site, const char *path, GBytes *bytes, GPtrArray *notes);
void bs_relink_note_lost (const BsLinkMap *map, BsSite *site, const char *path, GBytes *bytes, GHashTable *leaving,
                          GPtrArray *notes);

G_END_DECLS
