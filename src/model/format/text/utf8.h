/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean bs_utf8_validate (const char *bytes, gsize length, const char **end);
gboolean bs_utf8_look_over (const char *bytes, gsize length, const char **end, gboolean *is_plain);
char *bs_utf8_fold (const char *text);

G_END_DECLS
