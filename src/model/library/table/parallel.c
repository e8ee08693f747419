/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/table/parallel.h"

#define MAX_THREADS 16
/* Threads that mostly wait for the file system; there may be more of them than processors. */
#define FILE_THREADS 4
#define FEW_FILES 16

typedef struct
{
  BsParallel parallel;
  BsParallelFunc func;
  gpointer data;
} Each;

static gpointer
each_thread (gpointer data)
{
  Each *self = data;
  guint i;

  while (bs_parallel_take (&self->parallel, &i))
    self->func (i, self->data);

  return NULL;
}

static void
run (guint n_threads, GThreadFunc func, gpointer data)
{
  GThread *threads[MAX_THREADS] = { NULL };

  /* If no threads can be created, this one is enough. */
  for (guint i = 1; i < n_threads; i++)
    threads[i] = g_thread_try_new ("bs-parallel", func, data, NULL);
  func (data);
  for (guint i = 1; i < n_threads; i++)
    if (threads[i] != NULL)
      g_thread_join (threads[i]);
}

/**
 * bs_parallel_take:
 * @self: a shared loop
 * @i: (out): the next index
 *
 * Returns: whether there is one, and the loop was not cancelled
 */
gboolean
bs_parallel_take (BsParallel *self, guint *i)
{
  if (g_cancellable_is_cancelled (self->cancellable))
    return FALSE;
  *i = (guint) g_atomic_int_add (&self->next, 1);

  return *i < self->n;
}

/**
 * bs_parallel_run:
 * @n_threads: the maximum number of threads
 * @func: (scope call): called once on each thread
 * @data: for @func
 *
 * Calls a function on one thread per processor, up to @n_threads, including this one. This thread is one of them.
 * Returns after the last call.
 */
void
bs_parallel_run (guint n_threads, GThreadFunc func, gpointer data)
{
  g_return_if_fail (func != NULL);

  run (MIN (MIN (n_threads, g_get_num_processors ()), MAX_THREADS), func, data);
}

/**
 * bs_parallel_each:
 * @n: the number of indexes
 * @func: (scope call): called once for each number below @n, on several threads
 * @data: for @func
 * @cancellable: (nullable): ends it early
 *
 * Calls a function for each index, on all processors, and returns after the last call.
 */
void
bs_parallel_each (guint n, BsParallelFunc func, gpointer data, GCancellable *cancellable)
{
  Each each = { { n, cancellable }, func, data };

  g_return_if_fail (func != NULL);

  bs_parallel_run (n, each_thread, &each);
}

/**
 * bs_parallel_each_file:
 * @n: a number of files
 * @func: (scope call): called once for each number below @n, on several threads
 * @data: for @func
 *
 * Like bs_parallel_each(), for work that mostly waits for the file system. Few files are handled in order on this
 * thread.
 */
void
bs_parallel_each_file (guint n, BsParallelFunc func, gpointer data)
{
  Each each = { { n }, func, data };

  g_return_if_fail (func != NULL);

  run (n > FEW_FILES ? FILE_THREADS : 1, each_thread, &each);
}
