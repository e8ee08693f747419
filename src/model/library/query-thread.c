/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/query-thread.h"

struct _BsQueryThread
{
  GAsyncQueue *jobs;
  gboolean is_started;
  BsVocabulary *vocabulary;
  BsInbox *inbox;
  void (*apply) (gpointer owner, gpointer job);
};

/* What the thread needs; it may outlive the one who started it by the length of a job. */
typedef struct
{
  GAsyncQueue *jobs;
  BsVocabulary *vocabulary;
  BsInbox *inbox;
  void (*apply) (gpointer owner, gpointer job);
} Work;

/**
 * bs_stamp_new:
 *
 * Returns: (transfer full): a stamp
 */
BsStamp *
bs_stamp_new (void)
{
  BsStamp *self = g_new0 (BsStamp, 1);

  g_atomic_ref_count_init (&self->ref_count);
  return self;
}

/**
 * bs_stamp_ref:
 * @self: a stamp
 *
 * Returns: (transfer full): @self
 */
BsStamp *
bs_stamp_ref (BsStamp *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * bs_stamp_unref:
 * @self: (transfer full): a stamp
 */
void
bs_stamp_unref (BsStamp *self)
{
  if (g_atomic_ref_count_dec (&self->ref_count))
    g_free (self);
}

/**
 * bs_stamp_advance:
 * @self: a stamp
 *
 * All that was asked so far is overtaken.
 *
 * Returns: the number for what is asked next
 */
int
bs_stamp_advance (BsStamp *self)
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
  g_clear_pointer (&self->stamp, bs_stamp_unref);
  g_clear_pointer (&self->query, bs_query_unref);
  g_clear_pointer (&self->snapshot, bs_snapshot_free);
  g_clear_pointer (&self->before, bs_ids_unref);
  g_clear_pointer (&self->after, bs_ids_unref);
  g_clear_pointer (&self->ranges, g_array_unref);
  g_free (self->changes);
  g_free (self->counts);
  g_free (self);
}

static void
run_job (BsAnswerer *answerer, BsQueryJob *job)
{
  if (job->counts != NULL)
    job->after = bs_answerer_rank_terms (answerer, job->counts, job->n_counts);
  else if (job->changes != NULL)
    job->after = bs_answerer_update (answerer, job->snapshot, job->query, job->before, job->changes, job->n_changes);
  else
    job->after = bs_answerer_answer (answerer, job->snapshot, job->query);
  job->ranges = bs_ids_compare (job->before, job->after);
  g_clear_pointer (&job->snapshot, bs_snapshot_free);
}

static void
work_free (Work *work)
{
  g_async_queue_unref (work->jobs);
  bs_vocabulary_unref (work->vocabulary);
  bs_inbox_unref (work->inbox);
  g_free (work);
}

static gpointer
query_thread (gpointer data)
{
  Work *work = data;
  BsAnswerer *answerer = bs_answerer_new (work->vocabulary);

  for (;;)
    {
      BsQueryJob *job = g_async_queue_pop (work->jobs);

      /* A job without a list is the last. */
      if (job->list == NULL)
        {
          bs_query_job_free (job);
          break;
        }
      if (g_atomic_int_get (&job->stamp->current) != job->number)
        {
          bs_query_job_free (job);
          continue;
        }
      run_job (answerer, job);
      bs_inbox_post_result (work->inbox, work->apply, job, (GDestroyNotify) bs_query_job_free);
    }

  bs_answerer_free (answerer);
  work_free (work);
  return NULL;
}

/**
 * bs_query_thread_new:
 * @vocabulary: the names of the library
 * @inbox: where the answers go
 * @apply: given each answered #BsQueryJob on the inbox's thread
 *
 * Returns: (transfer full): a thread that starts with the first job
 */
BsQueryThread *
bs_query_thread_new (BsVocabulary *vocabulary, BsInbox *inbox, void (*apply) (gpointer owner, gpointer job))
{
  BsQueryThread *self = g_new0 (BsQueryThread, 1);

  self->jobs = g_async_queue_new_full ((GDestroyNotify) bs_query_job_free);
  self->vocabulary = bs_vocabulary_ref (vocabulary);
  self->inbox = bs_inbox_ref (inbox);
  self->apply = apply;
  return self;
}

/**
 * bs_query_thread_push:
 * @self: a query thread
 * @job: (transfer full): what to find out
 */
void
bs_query_thread_push (BsQueryThread *self, BsQueryJob *job)
{
  if (!self->is_started)
    {
      Work *work = g_new0 (Work, 1);
      GThread *thread;

      work->jobs = g_async_queue_ref (self->jobs);
      work->vocabulary = bs_vocabulary_ref (self->vocabulary);
      work->inbox = bs_inbox_ref (self->inbox);
      work->apply = self->apply;
      thread = g_thread_try_new ("bs-query", query_thread, work, NULL);
      self->is_started = thread != NULL;
      /* If the system has no thread to give, the job waits for the next one. */
      if (thread != NULL)
        g_thread_unref (thread);
      else
        work_free (work);
    }
  g_async_queue_push (self->jobs, job);
}

/**
 * bs_query_thread_free:
 * @self: (transfer full): a query thread
 *
 * Ends the thread when it is done with what it is at; that is not waited for, and goes nowhere once the inbox is
 * closed.
 */
void
bs_query_thread_free (BsQueryThread *self)
{
  if (self->is_started)
    g_async_queue_push_front (self->jobs, g_new0 (BsQueryJob, 1));
  g_async_queue_unref (self->jobs);
  bs_vocabulary_unref (self->vocabulary);
  bs_inbox_unref (self->inbox);
  g_free (self);
}
