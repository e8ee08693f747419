/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/search/search-query.h"

G_BEGIN_DECLS

/* Finds phrases in a text, as the index finds them. One thread's at a time. */
typedef struct _BsSearchMatcher BsSearchMatcher;

/* Where @phrase, by its place among those that were given, was found: from which token on, and in bytes. Return FALSE
 * to stop. */
typedef gboolean (*BsSearchMatchFunc) (guint phrase, guint position, gsize start, gsize end, gpointer user_data);

BsSearchMatcher *bs_search_matcher_new (GPtrArray *phrases);
void bs_search_matcher_free (BsSearchMatcher *self);
guint bs_search_matcher_run (BsSearchMatcher *self, const char *text, gsize length, BsSearchMatchFunc func,
                             gpointer user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsSearchMatcher, bs_search_matcher_free)

G_END_DECLS
