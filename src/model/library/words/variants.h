/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gunichar bs_variants_get_class (gunichar character);
gunichar bs_variants_get_nth (guint n, gunichar *class_character);
char *bs_variants_fold (const char *text);
char *bs_variants_list (const char *text);

G_END_DECLS
