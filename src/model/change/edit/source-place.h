/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Corresponding places in the source of an article and its page, as far as their texts match. */
guint bs_source_place_find_line (const char *text, gsize length, const char *const *shown, double fraction);
char *bs_source_place_get_words (const char *text, gsize length);

G_END_DECLS
