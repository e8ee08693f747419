/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/index/index-second.h"
#include "model/library/index/index-text.h"

G_BEGIN_DECLS

/* Finds texts in an index, on two processors if it has a second connection. Used only by the thread of its text. */
typedef struct _BsIndexMatcher BsIndexMatcher;

BsIndexMatcher *bs_index_matcher_new (BsIndexText *text);
void bs_index_matcher_free (BsIndexMatcher *self);
void bs_index_matcher_set_second (BsIndexMatcher *self, BsIndexSecond *second);
BsIndexText *bs_index_matcher_get_text (BsIndexMatcher *self);

gboolean bs_index_matcher_begin (BsIndexMatcher *self, GError **error);
gboolean bs_index_matcher_run (BsIndexMatcher *self, BsIndexTextPart part, const char *expression,
                               gboolean newest_first, guint n_ranked, BsIndexTextFunc func, gpointer user_data,
                               GError **error);
void bs_index_matcher_stop_ranking (BsIndexMatcher *self);
void bs_index_matcher_interrupt (BsIndexMatcher *self);
void bs_index_matcher_end (BsIndexMatcher *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsIndexMatcher, bs_index_matcher_free)

G_END_DECLS
