/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/search/search-query.h"
#include "model/library/table/term.h"

G_BEGIN_DECLS

/* An operator: the name before a colon. */
typedef struct
{
  const char *name;
  BsSearchKind kind;
  gboolean only_title;
} BsSearchOperator;

extern const BsSearchOperator bs_search_hash_operator; /* #tag */
extern const BsSearchOperator bs_search_key_operator;  /* a key of front matter, whose name is as typed */

const BsSearchOperator *bs_search_operator_find (const char *name, gsize length);
gboolean bs_search_operator_is_misspelt (const char *name, gsize length, BsVocabulary *vocabulary);
BsSearchNode *bs_search_filter_new (const BsSearchOperator *field, const char *value, gsize length,
                                    BsSearchNoteKind *fault);

G_END_DECLS
