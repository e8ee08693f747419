/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/write/parallel.h"

/* The threads mostly wait for the file system, so there may be more of them than processors. */
#define MAX_THREADS 4
#define FEW_ITEMS 16

typedef struct
{
  guint n;
  int next; /* atomic */
  BsParallelFunc func;
  gpointer data;
} Run;

static gpointer
run_thread (gpointer data)
{
  Run *self = data;
  guint i;

  while ((i = (guint) g_atomic_int_add (&self->next, 1)) < self->n)
    self->func (i, self->data);

  return NULL;
}

/**
 * bs_parallel_run:
 * @n: a number of items
 * @func: (scope call): called once for each number below @n, on several threads
 * @data: for @func
 *
 * Calls a function for each item, and returns after the last call. Few items are handled in order on this thread.
 */
void
bs_parallel_run (guint n, BsParallelFunc func, gpointer data)
{
  Run run = { n, 0, func, data };
  GThread *threads[MAX_THREADS - 1] = { NULL };

  g_return_if_fail (func != NULL);

  /* If no threads can be created, this one is enough. */
  for (guint i = 0; n > FEW_ITEMS && i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_try_new ("bs-parallel", run_thread, &run, NULL);
  run_thread (&run);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      if (threads[i] != NULL)
        g_thread_join (threads[i]);
    }
}
