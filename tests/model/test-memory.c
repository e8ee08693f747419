/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/folder/memory.h"

#include <string.h>

#define LARGEST (16 * 1024 * 1024)
#define PIECE_BYTES 4096
#define N_PIECES 4096

static gsize
get_resident_bytes (void)
{
  g_autofree char *status = NULL;
  g_autoptr (GError) error = NULL;
  const char *field;

  g_file_get_contents ("/proc/self/status", &status, NULL, &error);
  g_assert_no_error (error);
  field = strstr (status, "RssAnon:");
  g_assert_nonnull (field);
  return (gsize) g_ascii_strtoull (field + strlen ("RssAnon:") + 1, NULL, 10) * 1024;
}

static void
use_much (void)
{
  g_autofree gpointer *pieces = g_new0 (gpointer, N_PIECES);

  for (guint i = 0; i < N_PIECES; i++)
    pieces[i] = memset (g_malloc (PIECE_BYTES), (int) i, PIECE_BYTES);
  for (guint i = N_PIECES; i > 0; i--)
    g_free (pieces[i - 1]);
}

/* It stays, as the threads of a library do. */
static gpointer
stay_thread (gpointer data)
{
  GAsyncQueue **queues = data;

  g_async_queue_pop (queues[0]);
  use_much ();
  g_async_queue_push (queues[1], data);
  g_async_queue_pop (queues[0]);
  return NULL;
}

/* Memory freed by a thread returns to the system, even if a large block was freed before. */
static void
test_keep_little (void)
{
  GAsyncQueue *queues[2];
  GThread *thread;
  gsize before, after;

#if !defined(HAVE_MALLOC_TRIM) || defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  g_test_skip ("The memory is another C library's.");
  return;
#endif
  queues[0] = g_async_queue_new ();
  queues[1] = g_async_queue_new ();
  bs_memory_keep_little ();
  g_free (memset (g_malloc (LARGEST), 1, LARGEST));
  thread = g_thread_new ("stays", stay_thread, queues);
  before = get_resident_bytes ();
  g_async_queue_push (queues[0], queues);
  g_async_queue_pop (queues[1]);
  bs_memory_give_back ();
  after = get_resident_bytes ();
  g_test_message ("%" G_GSIZE_FORMAT " bytes before, %" G_GSIZE_FORMAT " after", before, after);
  g_assert_cmpuint (after, <, before + N_PIECES * PIECE_BYTES / 4);

  g_async_queue_push (queues[0], queues);
  g_thread_join (thread);
  g_async_queue_unref (queues[0]);
  g_async_queue_unref (queues[1]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/broadsheet/memory/keep-little", test_keep_little);
  return g_test_run ();
}
