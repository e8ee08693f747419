/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/index/index-store.h"
#include "model/library/index/index-text.h"

G_BEGIN_DECLS

/* How many articles have each key of front matter, and how many are in each language. Nothing in it changes. */
typedef struct
{
  gatomicrefcount ref_count;
  GHashTable *keys;      /* (element-type utf8 guint): folded */
  GHashTable *languages; /* (element-type utf8 guint): by tag */
} BsIndexCounts;

BsIndexCounts *bs_index_counts_make (BsIndexStore *store, BsIndexText *text, const int *is_stopped, GError **error);
BsIndexCounts *bs_index_counts_read (BsIndexStore *store);
gboolean bs_index_counts_write (const BsIndexCounts *self, BsIndexStore *store, GError **error);
gboolean bs_index_counts_forget (BsIndexStore *store, GError **error);
BsIndexCounts *bs_index_counts_ref (BsIndexCounts *self);
void bs_index_counts_unref (BsIndexCounts *self);
guint bs_index_counts_get_key (const BsIndexCounts *self, const char *key);
GStrv bs_index_counts_list_languages (const BsIndexCounts *self);
guint bs_index_counts_get_language (const BsIndexCounts *self, const char *tag);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsIndexCounts, bs_index_counts_unref)

G_END_DECLS
