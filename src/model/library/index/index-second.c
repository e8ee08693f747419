/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/index/index-second.h"

#include <sqlite3.h>

#include "model/library/index/index-store.h"

typedef enum
{
  JOB_BEGIN,
  JOB_MATCH,
  JOB_END,
  JOB_STOP,
} JobKind;

typedef struct
{
  JobKind kind;
  char *expression;
  gboolean newest_first;
  gint64 end;
  guint n_ranked;
} Job;

struct _BsIndexSecond
{
  char *path;
  GThread *thread;
  GAsyncQueue *jobs;
  GAsyncQueue *answers; /* (element-type Answer): one for each match */

  /* The open index of the thread; another thread may interrupt it. */
  GMutex mutex;
  BsIndexText *text; /* (nullable) */
  BsIndexStore *store;

  int is_unranked;
  int is_interrupted;
};

typedef struct
{
  GArray *matches; /* (nullable) (element-type BsIndexMatch) */
} Answer;

static void
job_free (gpointer data)
{
  Job *self = data;

  g_free (self->expression);
  g_free (self);
}

static void
open_index (BsIndexSecond *self)
{
  BsIndexStore *store = bs_index_store_open (self->path, BS_INDEX_READ_OLD, NULL);
  BsIndexText *text = store != NULL ? bs_index_text_new (bs_index_store_get_connection (store), NULL) : NULL;

  g_mutex_lock (&self->mutex);
  self->store = store;
  self->text = text;
  g_mutex_unlock (&self->mutex);
}

static void
close_index (BsIndexSecond *self)
{
  g_mutex_lock (&self->mutex);
  g_clear_pointer (&self->text, bs_index_text_free);
  g_clear_pointer (&self->store, bs_index_store_free);
  g_mutex_unlock (&self->mutex);
}

/* The reading begins with the first statement. */
static void
begin (BsIndexSecond *self)
{
  if (self->text == NULL)
    open_index (self);
  if (self->text != NULL)
    sqlite3_exec (bs_index_store_get_connection (self->store), "BEGIN; SELECT max (version) FROM texts", NULL, NULL,
                  NULL);
}

typedef struct
{
  BsIndexSecond *second;
  GArray *matches;
} Matching;

static gboolean
match_cb (const BsIndexMatch *match, gpointer user_data)
{
  Matching *self = user_data;

  g_array_append_val (self->matches, *match);
  if (g_atomic_int_get (&self->second->is_unranked))
    bs_index_text_stop_ranking (self->second->text);
  return !g_atomic_int_get (&self->second->is_interrupted);
}

static void
run_match (BsIndexSecond *self, const Job *job)
{
  g_autoptr (GArray) matches = g_array_new (FALSE, FALSE, sizeof (BsIndexMatch));
  Matching matching = { self, matches };
  Answer *answer = g_new0 (Answer, 1);

  if (self->text != NULL && !g_atomic_int_get (&self->is_interrupted) &&
      bs_index_text_match_some (self->text, job->expression, job->newest_first, 0, job->end, job->n_ranked, match_cb,
                                &matching, NULL) &&
      !g_atomic_int_get (&self->is_interrupted))
    answer->matches = g_steal_pointer (&matches);
  g_async_queue_push (self->answers, answer);
}

static gpointer
second_thread (gpointer data)
{
  BsIndexSecond *self = data;
  gboolean is_stopped = FALSE;

  while (!is_stopped)
    {
      Job *job = g_async_queue_pop (self->jobs);

      switch (job->kind)
        {
        case JOB_BEGIN:
          begin (self);
          break;
        case JOB_MATCH:
          run_match (self, job);
          break;
        case JOB_END:
          if (self->text != NULL)
            sqlite3_exec (bs_index_store_get_connection (self->store), "ROLLBACK", NULL, NULL, NULL);
          break;
        case JOB_STOP:
        default:
          is_stopped = TRUE;
          break;
        }
      job_free (job);
    }
  close_index (self);
  return NULL;
}

static void
push (BsIndexSecond *self, Job job)
{
  g_async_queue_push (self->jobs, g_memdup2 (&job, sizeof job));
}

/**
 * bs_index_second_new:
 * @path: the path of an index
 *
 * Returns: (transfer full) (nullable): another connection to it, if the system gives a thread
 */
BsIndexSecond *
bs_index_second_new (const char *path)
{
  BsIndexSecond *self = g_new0 (BsIndexSecond, 1);

  self->path = g_strdup (path);
  self->jobs = g_async_queue_new_full (job_free);
  self->answers = g_async_queue_new ();
  g_mutex_init (&self->mutex);
  self->thread = g_thread_try_new ("bs-query-2", second_thread, self, NULL);
  if (self->thread == NULL)
    g_clear_pointer (&self, bs_index_second_free);
  return self;
}

/**
 * bs_index_second_free:
 * @self: (transfer full): a connection
 *
 * Ends its thread, which must be idle, and waits for it.
 */
void
bs_index_second_free (BsIndexSecond *self)
{
  if (self->thread != NULL)
    {
      push (self, (Job){ JOB_STOP });
      g_thread_join (self->thread);
    }
  g_async_queue_unref (self->jobs);
  g_async_queue_unref (self->answers);
  g_mutex_clear (&self->mutex);
  g_free (self->path);
  g_free (self);
}

/**
 * bs_index_second_begin:
 * @self: a connection
 *
 * Starts a read transaction, until bs_index_second_end().
 */
void
bs_index_second_begin (BsIndexSecond *self)
{
  push (self, (Job){ JOB_BEGIN });
}

/**
 * bs_index_second_end:
 * @self: a connection
 */
void
bs_index_second_end (BsIndexSecond *self)
{
  push (self, (Job){ JOB_END });
}

/**
 * bs_index_second_start:
 * @self: a connection
 * @expression: as for bs_index_text_match()
 * @newest_first: as in bs_index_text_match()
 * @end: the version before which it ends
 * @n_ranked: as for bs_index_text_match()
 *
 * Begins to match an expression. bs_index_second_finish() has to follow.
 */
void
bs_index_second_start (BsIndexSecond *self, const char *expression, gboolean newest_first, gint64 end, guint n_ranked)
{
  g_atomic_int_set (&self->is_unranked, FALSE);
  g_atomic_int_set (&self->is_interrupted, FALSE);
  push (self, (Job){ JOB_MATCH, g_strdup (expression), newest_first, end, n_ranked });
}

/**
 * bs_index_second_finish:
 * @self: a connection that matches an expression
 * @is_interrupted: (out): whether it was interrupted
 *
 * Waits until it has.
 *
 * Returns: (transfer full) (nullable) (element-type BsIndexMatch): all matches; %NULL if it was interrupted, or the
 *   index cannot be read
 */
GArray *
bs_index_second_finish (BsIndexSecond *self, gboolean *is_interrupted)
{
  g_autofree Answer *answer = g_async_queue_pop (self->answers);

  *is_interrupted = g_atomic_int_get (&self->is_interrupted);
  return answer->matches;
}

/**
 * bs_index_second_stop_ranking:
 * @self: a connection that is matching an expression
 *
 * Later results need no ranks. Any thread may call it.
 */
void
bs_index_second_stop_ranking (BsIndexSecond *self)
{
  g_atomic_int_set (&self->is_unranked, TRUE);
}

/**
 * bs_index_second_interrupt:
 * @self: a connection
 *
 * Ends the match that is under way. Any thread may call it.
 */
void
bs_index_second_interrupt (BsIndexSecond *self)
{
  g_atomic_int_set (&self->is_interrupted, TRUE);
  g_mutex_lock (&self->mutex);
  if (self->text != NULL)
    bs_index_text_interrupt (self->text);
  g_mutex_unlock (&self->mutex);
}
