/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/list/query-thread.h"

#include <string.h>

#include "model/library/index/index-reader.h"

/* The data of the thread, which may outlive its owner for the length of a job. */
typedef struct
{
  gatomicrefcount ref_count;
  GAsyncQueue *jobs;
  BsVocabulary *vocabulary;
  BsInbox *inbox;
  void (*apply) (gpointer owner, gpointer job);
  char *root; /* (nullable): of the library whose index is read */
  void (*doubt) (gpointer owner, gpointer nothing);

  /* The search that is under way, and may be interrupted. */
  GMutex mutex;
  BsIndexMatcher *running; /* (nullable) */
  BsSequence *running_stamp;
  int running_number;
} Work;

struct _BsQueryThread
{
  gboolean is_started;
  Work *work;
};

/**
 * bs_sequence_new:
 *
 * Returns: (transfer full): a sequence
 */
BsSequence *
bs_sequence_new (void)
{
  BsSequence *self = g_new0 (BsSequence, 1);

  g_atomic_ref_count_init (&self->ref_count);
  return self;
}

/**
 * bs_sequence_ref:
 * @self: a sequence
 *
 * Returns: (transfer full): @self
 */
BsSequence *
bs_sequence_ref (BsSequence *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * bs_sequence_unref:
 * @self: (transfer full): a sequence
 */
void
bs_sequence_unref (BsSequence *self)
{
  if (g_atomic_ref_count_dec (&self->ref_count))
    g_free (self);
}

/**
 * bs_sequence_advance:
 * @self: a sequence
 *
 * All earlier requests are obsolete.
 *
 * Returns: the number of the next request
 */
int
bs_sequence_advance (BsSequence *self)
{
  return g_atomic_int_add (&self->current, 1) + 1;
}

/**
 * bs_query_job_free:
 * @self: (transfer full): a job
 */
void
bs_query_job_free (BsQueryJob *self)
{
  g_clear_pointer (&self->sequence, bs_sequence_unref);
  g_clear_pointer (&self->query, bs_query_unref);
  g_clear_pointer (&self->fold, bs_fold_unref);
  g_clear_pointer (&self->site, bs_site_unref);
  g_clear_pointer (&self->snapshot, bs_snapshot_free);
  g_clear_pointer (&self->before, bs_ids_unref);
  g_clear_pointer (&self->after, bs_ids_unref);
  g_clear_pointer (&self->ranges, g_array_unref);
  g_free (self->changes);
  g_free (self->counts);
  g_free (self);
}

static void
work_unref (Work *work)
{
  if (!g_atomic_ref_count_dec (&work->ref_count))
    return;
  g_async_queue_unref (work->jobs);
  bs_vocabulary_unref (work->vocabulary);
  bs_inbox_unref (work->inbox);
  g_free (work->root);
  g_mutex_clear (&work->mutex);
  g_free (work);
}

/* The current search, or NULL. */
static void
set_running (Work *work, BsIndexMatcher *matcher, const BsQueryJob *job)
{
  g_mutex_lock (&work->mutex);
  work->running = matcher;
  work->running_stamp = matcher != NULL ? job->sequence : NULL;
  work->running_number = job->number;
  g_mutex_unlock (&work->mutex);
}

static void
interrupt_overtaken (Work *work)
{
  g_mutex_lock (&work->mutex);
  if (work->running != NULL && g_atomic_int_get (&work->running_stamp->current) != work->running_number)
    bs_index_matcher_interrupt (work->running);
  g_mutex_unlock (&work->mutex);
}

typedef struct
{
  Work *work;
  BsQueryJob *job;
} First;

static void
first_cb (const guint32 *ids, guint n_ids, gpointer user_data)
{
  const First *first = user_data;
  BsQueryJob *job = first->job;
  BsQueryJob *partial = g_new0 (BsQueryJob, 1);

  partial->sequence = bs_sequence_ref (job->sequence);
  partial->number = job->number;
  partial->list = job->list;
  partial->query = bs_query_ref (job->query);
  partial->is_partial = TRUE;
  partial->before = bs_ids_ref (job->before);
  partial->after = bs_ids_new (n_ids, job->snapshot->version);
  memcpy (partial->after->ids, ids, n_ids * sizeof (guint32));
  if (job->fold != NULL)
    partial->after = bs_fold_apply (job->fold, job->snapshot, partial->after);
  partial->ranges = bs_ids_compare (partial->before, partial->after);

  /* Later changes are compared with this. */
  bs_ids_unref (job->before);
  job->before = bs_ids_ref (partial->after);
  bs_inbox_post_result (first->work->inbox, first->work->apply, partial, (GDestroyNotify) bs_query_job_free);
}

static void
drop_index (BsAnswerer *answerer, BsIndexReader **index)
{
  bs_answerer_set_matcher (answerer, NULL);
  g_clear_pointer (index, bs_index_reader_free);
}

/* The index is opened when it is first needed, and again when there is another in its place. */
static BsIndexMatcher *
get_matcher (Work *work, BsAnswerer *answerer, BsIndexReader **index)
{
  if (*index != NULL && !bs_index_reader_is_current (*index))
    drop_index (answerer, index);
  if (*index == NULL && work->root != NULL)
    {
      *index = bs_index_reader_open (work->root);
      if (*index != NULL)
        bs_index_reader_use_second (*index);
    }
  if (*index == NULL)
    {
      if (work->root != NULL)
        bs_inbox_post_result (work->inbox, work->doubt, NULL, NULL);
      return NULL;
    }
  bs_answerer_set_matcher (answerer, bs_index_reader_get_matcher (*index));
  return bs_index_reader_get_matcher (*index);
}

static BsIds *
search (Work *work, BsAnswerer *answerer, BsIndexReader **index, BsQueryJob *job)
{
  First first = { work, job };
  BsSearchTerms terms = {
    .zone = job->site->zone,
    .site = job->site,
    .first_func = job->wants_first ? first_cb : NULL,
    .user_data = &first,
    .current = &job->sequence->current,
    .number = job->number,
  };
  g_autoptr (GError) error = NULL;
  BsIds *ids;

  set_running (work, get_matcher (work, answerer, index), job);
  ids = bs_answerer_search (answerer, job->snapshot, job->query, &terms, &error);
  set_running (work, NULL, job);
  if (ids != NULL || g_atomic_int_get (&job->sequence->current) != job->number)
    return ids;

  /* The index cannot be read, and its owner is rebuilding it. Until then there is no text. */
  g_debug ("%s", error->message);
  drop_index (answerer, index);
  bs_inbox_post_result (work->inbox, work->doubt, NULL, NULL);
  terms.first_func = NULL;
  return bs_answerer_search (answerer, job->snapshot, job->query, &terms, NULL);
}

/* Returns whether there is an answer: an obsolete request has none. */
static gboolean
run_job (Work *work, BsAnswerer *answerer, BsIndexReader **index, BsQueryJob *job)
{
  if (job->counts != NULL)
    job->after = bs_answerer_rank_terms (answerer, job->counts, job->n_counts);
  else if (job->query->text != NULL)
    job->after = search (work, answerer, index, job);
  else if (job->changes != NULL)
    job->after = bs_answerer_update (answerer, job->snapshot, job->query, job->before, job->changes, job->n_changes);
  else
    job->after = bs_answerer_answer (answerer, job->snapshot, job->query);
  if (job->after != NULL && job->fold != NULL)
    job->after = bs_fold_apply (job->fold, job->snapshot, job->after);
  g_clear_pointer (&job->snapshot, bs_snapshot_free);
  if (job->after == NULL)
    return FALSE;
  job->ranges = bs_ids_compare (job->before, job->after);
  return TRUE;
}

static gpointer
query_thread (gpointer data)
{
  Work *work = data;
  BsAnswerer *answerer = bs_answerer_new (work->vocabulary);
  BsIndexReader *index = NULL;

  for (;;)
    {
      BsQueryJob *job = g_async_queue_pop (work->jobs);

      /* A job without a list is the last. */
      if (job->list == NULL)
        {
          bs_query_job_free (job);
          break;
        }
      if (g_atomic_int_get (&job->sequence->current) == job->number && run_job (work, answerer, &index, job))
        bs_inbox_post_result (work->inbox, work->apply, job, (GDestroyNotify) bs_query_job_free);
      else
        bs_query_job_free (job);
    }

  drop_index (answerer, &index);
  bs_answerer_free (answerer);
  work_unref (work);
  return NULL;
}

/**
 * bs_query_thread_new:
 * @vocabulary: the names of the library
 * @inbox: receives the answers
 * @apply: given each answered #BsQueryJob on the inbox's thread
 *
 * Returns: (transfer full): a thread that starts with the first job
 */
BsQueryThread *
bs_query_thread_new (BsVocabulary *vocabulary, BsInbox *inbox, void (*apply) (gpointer owner, gpointer job))
{
  BsQueryThread *self = g_new0 (BsQueryThread, 1);

  self->work = g_new0 (Work, 1);
  g_atomic_ref_count_init (&self->work->ref_count);
  g_mutex_init (&self->work->mutex);
  self->work->jobs = g_async_queue_new_full ((GDestroyNotify) bs_query_job_free);
  self->work->vocabulary = bs_vocabulary_ref (vocabulary);
  self->work->inbox = bs_inbox_ref (inbox);
  self->work->apply = apply;
  return self;
}

/**
 * bs_query_thread_use_index:
 * @self: a query thread that was given no job yet
 * @root: the library's folder
 * @doubt: called on the inbox's thread, without data, when the index could not be read
 *
 * Searches use the index of that library, if there is one.
 */
void
bs_query_thread_use_index (BsQueryThread *self, const char *root, void (*doubt) (gpointer owner, gpointer nothing))
{
  g_return_if_fail (!self->is_started && self->work->root == NULL);

  self->work->root = g_strdup (root);
  self->work->doubt = doubt;
}

/**
 * bs_query_thread_push:
 * @self: a query thread
 * @job: (transfer full): the request
 *
 * An obsolete search is interrupted.
 */
void
bs_query_thread_push (BsQueryThread *self, BsQueryJob *job)
{
  interrupt_overtaken (self->work);
  if (!self->is_started)
    {
      GThread *thread;

      g_atomic_ref_count_inc (&self->work->ref_count);
      thread = g_thread_try_new ("bs-query", query_thread, self->work, NULL);
      self->is_started = thread != NULL;
      /* If the system has no thread to give, the job waits for the next one. */
      if (thread != NULL)
        g_thread_unref (thread);
      else
        work_unref (self->work);
    }
  g_async_queue_push (self->work->jobs, job);
}

/**
 * bs_query_thread_free:
 * @self: (transfer full): a query thread
 *
 * Ends the thread after its current job, without waiting; the result is dropped if the inbox is closed.
 */
void
bs_query_thread_free (BsQueryThread *self)
{
  if (self->is_started)
    {
      g_async_queue_push_front (self->work->jobs, g_new0 (BsQueryJob, 1));
      interrupt_overtaken (self->work);
    }
  work_unref (self->work);
  g_free (self);
}
