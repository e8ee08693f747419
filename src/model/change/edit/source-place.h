/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where the source of an article and its page show the same, as far as their texts tell. */
guint bs_source_place_find_line (const char *text, gsize length, const char *const *shown, double fraction);
char *bs_source_place_get_words (const char *text, gsize length);

G_END_DECLS
