/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *bs_page_find_language (const char *written, const char *title, const char *text, gsize length);
gboolean bs_page_is_right_to_left (const char *language, const char *title);

G_END_DECLS
