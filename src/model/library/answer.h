/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/ids.h"
#include "model/library/query.h"
#include "model/library/table.h"

G_BEGIN_DECLS

/* Filters and sorts, and remembers what makes the next time quicker. One thread's. */
typedef struct _BsAnswerer BsAnswerer;

/* A name and how often it occurs. */
typedef struct
{
  BsTerm *term;
  guint32 count;
} BsTermCount;

BsAnswerer *bs_answerer_new (BsVocabulary *vocabulary);
void bs_answerer_free (BsAnswerer *self);
BsIds *bs_answerer_answer (BsAnswerer *self, const BsSnapshot *snapshot, const BsQuery *query);
BsIds *bs_answerer_update (BsAnswerer *self, const BsSnapshot *snapshot, const BsQuery *query, const BsIds *before,
                           const guint32 *changes, guint n_changes);
BsIds *bs_answerer_rank_terms (BsAnswerer *self, BsTermCount *counts, guint n_counts);

G_END_DECLS
