/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How Chinese characters are read, in pinyin without tones. Characters with the same readings share a set of
 * syllables. */
guint bs_pinyin_get_n_sets (void);
guint bs_pinyin_get_set (gunichar character);
const char *bs_pinyin_get_syllable (guint set, guint n);
gboolean bs_pinyin_has_initials (const char *text, const char *typed);

G_END_DECLS
