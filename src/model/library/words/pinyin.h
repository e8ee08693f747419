/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The letters by which the names of Chinese characters begin. One thread uses it at a time. */
typedef struct _BsPinyin BsPinyin;

BsPinyin *bs_pinyin_new (void);
void bs_pinyin_free (BsPinyin *self);
char *bs_pinyin_make_initials (BsPinyin *self, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsPinyin, bs_pinyin_free)

G_END_DECLS
