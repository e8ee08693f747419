/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/list/answer.h"
#include "model/library/list/fold.h"
#include "model/library/table/inbox.h"

G_BEGIN_DECLS

/* Numbers the requests of one caller. Only the current one is still answered. */
typedef struct
{
  gatomicrefcount ref_count;
  int current;
} BsSequence;

BsSequence *bs_sequence_new (void);
BsSequence *bs_sequence_ref (BsSequence *self);
void bs_sequence_unref (BsSequence *self);
int bs_sequence_advance (BsSequence *self);

/* A request to the query thread, and then its answer. */
typedef struct
{
  BsSequence *sequence;
  int number;
  gpointer list; /* the caller; not a reference, only compared */
  BsQuery *query;
  BsFold *fold; /* (nullable): which of them share a row */
  BsSnapshot *snapshot;
  BsIds *before;    /* the list's current articles */
  guint32 *changes; /* (nullable): the changes since before, if that is a result of the same query */
  guint n_changes;
  BsSite *site;         /* (nullable): of a search: whose days are meant, and where articles are read */
  gboolean wants_first; /* of a search, before the rest is known */
  BsTermCount *counts;  /* (nullable): to rank instead of answering a query */
  guint n_counts;

  gboolean is_partial; /* more comes */
  BsIds *after;
  GArray *ranges; /* (element-type BsRange) */
} BsQueryJob;

void bs_query_job_free (BsQueryJob *self);

/* The thread on which all filters and sorts run. */
typedef struct _BsQueryThread BsQueryThread;

BsQueryThread *bs_query_thread_new (BsVocabulary *vocabulary, BsInbox *inbox,
                                    void (*apply) (gpointer owner, gpointer job));
void bs_query_thread_use_index (BsQueryThread *self, const char *root,
                                void (*doubt) (gpointer owner, gpointer nothing));
void bs_query_thread_push (BsQueryThread *self, BsQueryJob *job);
void bs_query_thread_free (BsQueryThread *self);

G_END_DECLS
