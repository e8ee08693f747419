/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/table/ids.h"
#include "model/library/table/table.h"

G_BEGIN_DECLS

typedef enum
{
  BS_NAME_SORT_NAME,
  BS_NAME_SORT_COUNT, /* the commonest first */
  BS_NAME_SORT_FIRST, /* the newest first; undated names come last in either direction */
  BS_NAME_SORT_LAST,
} BsNameSort;

/* Which names, in which order. */
typedef struct
{
  char *text; /* (nullable): a part of the name, in any case */
  BsNameSort sort;
  gboolean reverse;
  gboolean is_alike; /* instead of the names one of each group that is alike, its commonest */
} BsNameQuery;

/* The data of a name. */
typedef struct
{
  guint32 count;
  gint64 first; /* in seconds since the epoch; BS_ROW_NO_DATE if none of its articles has a date */
  gint64 last;
} BsNameFacts;

/* The result of a query. Nothing in it changes once it is made. */
typedef struct
{
  gatomicrefcount ref_count;
  BsIds *ids; /* indexes of terms */
  guint n_names;
  guint n_facts;
  BsNameFacts *facts; /* by index of the term */
  GHashTable *groups; /* (nullable) (element-type guint GArray): the indexes that are alike, the commonest first */
} BsNameAnswer;

BsNameAnswer *bs_name_answer_ref (BsNameAnswer *self);
void bs_name_answer_unref (BsNameAnswer *self);

/* Counts the tags or the sources of a library. One thread's at a time. */
typedef struct _BsNameTable BsNameTable;

BsNameTable *bs_name_table_new (BsVocabulary *vocabulary, BsVocabularyKind kind);
void bs_name_table_free (BsNameTable *self);
BsNameAnswer *bs_name_table_answer (BsNameTable *self, const BsSnapshot *snapshot, const BsNameQuery *query);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsNameAnswer, bs_name_answer_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsNameTable, bs_name_table_free)

G_END_DECLS
