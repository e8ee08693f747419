/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/library-similar.h"

G_BEGIN_DECLS

/* Which article of a group is suggested to be kept. */
typedef enum
{
  BS_KEEP_OLDEST,
  BS_KEEP_LONGEST,
  BS_KEEP_STARRED,
  BS_KEEP_IN_CATEGORY,
} BsKeepRule;

#define BS_TYPE_DUPLICATE_GROUP (bs_duplicate_group_get_type ())
G_DECLARE_FINAL_TYPE (BsDuplicateGroup, bs_duplicate_group, BS, DUPLICATE_GROUP, GObject)

/* Articles with nearly the same text, of which one is to be kept. Signal: changed. */
BsDuplicateGroup *bs_duplicate_group_new (BsSimilarFindings *findings, const BsSimilarGroup *group, BsKeepRule rule,
                                          const char *const *category);
GArray *bs_duplicate_group_get_members (BsDuplicateGroup *self);
const BsRow *bs_duplicate_group_get_row (BsDuplicateGroup *self, guint i);
guint bs_duplicate_group_get_permille (BsDuplicateGroup *self);
guint bs_duplicate_group_get_kept (BsDuplicateGroup *self);
void bs_duplicate_group_set_kept (BsDuplicateGroup *self, guint i);
void bs_duplicate_group_choose (BsDuplicateGroup *self, BsKeepRule rule, const char *const *category);
GPtrArray *bs_duplicate_group_get_reasons (BsDuplicateGroup *self);
void bs_duplicate_group_set_reasons (BsDuplicateGroup *self, GPtrArray *reasons);
GArray *bs_duplicate_group_list_others (BsDuplicateGroup *self);
GPtrArray *bs_duplicate_group_list_terms (BsDuplicateGroup *self, BsVocabularyKind kind);

G_END_DECLS
