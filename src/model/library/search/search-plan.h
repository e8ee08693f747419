/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/search/search-query.h"
#include "model/library/table/table.h"

G_BEGIN_DECLS

typedef enum
{
  BS_SEARCH_STEP_ALL,
  BS_SEARCH_STEP_ANY,
  BS_SEARCH_STEP_NOT,
  BS_SEARCH_STEP_TEXT,  /* answered by the index of the text, once for all articles */
  BS_SEARCH_STEP_TITLE, /* the same, for titles only */
  BS_SEARCH_STEP_FACT,  /* answered by the fields in the index, or by the file */
  BS_SEARCH_STEP_ROW,   /* answered by a row */
} BsSearchStepKind;

/* How a query is found out, article by article. */
typedef struct
{
  BsSearchStepKind kind;
  GPtrArray *children;      /* (element-type BsSearchStep): of all, any, not */
  char *expression;         /* of text and title */
  GPtrArray *asked;         /* (element-type BsSearchNode): the nodes in the expression; of a fact, the node itself */
  gboolean is_any;          /* one of them is enough */
  guint8 *found;            /* of text, title and fact: a bit for each article, once it was evaluated */
  const BsSearchNode *node; /* of steps that a row answers */
  GHashTable *terms;        /* (nullable) (element-type BsTerm): those that are meant */
  gint64 start;             /* of a date, in seconds since the epoch */
  gint64 end;               /* of a date, the first second after it */
} BsSearchStep;

BsSearchStep *bs_search_step_new (const BsSearchNode *node, BsVocabulary *vocabulary, GTimeZone *zone);
BsSearchStep *bs_search_step_new_everything (void);
void bs_search_step_free (BsSearchStep *self);
BsSearchStep *bs_search_step_get_text (BsSearchStep *self);
gboolean bs_search_step_is_in (const BsSearchStep *self, guint8 *const *found, guint32 id);
gboolean bs_search_step_accepts (const BsSearchStep *self, const BsRow *row);
gboolean bs_search_step_judges (const BsSearchStep *self, const BsRow *row, guint8 *const *in_title,
                                guint8 *const *in_text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsSearchStep, bs_search_step_free)

G_END_DECLS
