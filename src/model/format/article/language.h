/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean bs_language_is_tag (const char *text);
char *bs_language_find (const char *written, const char *title, const char *text, gsize length);
gboolean bs_language_is_right_to_left (const char *language, const char *title);

G_END_DECLS
