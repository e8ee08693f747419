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
  BS_SEARCH_STEP_TEXT,  /* what the index of the text has to say, once for all articles */
  BS_SEARCH_STEP_TITLE, /* likewise, of titles alone */
  BS_SEARCH_STEP_FACT,  /* what the index has beside the text, or the file */
  BS_SEARCH_STEP_ROW,   /* what a row can tell */
} BsSearchStepKind;

/* How a query is found out, article by article. */
typedef struct
{
  BsSearchStepKind kind;
  GPtrArray *children;      /* (element-type BsSearchStep): of all, any, not */
  char *expression;         /* of text and title */
  GPtrArray *asked;         /* (element-type BsSearchNode): what the expression says; of a fact, itself */
  gboolean is_any;          /* one of them is enough */
  guint8 *found;            /* of text, title and fact: a bit for each article, once it was looked for */
  const BsSearchNode *node; /* of what a row can tell */
  GHashTable *terms;        /* (nullable) (element-type BsTerm): those that are meant */
  gint64 start;             /* of a date, in seconds since the epoch */
  gint64 end;               /* likewise, the first second after it */
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
