/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/organise/link-search.h"

#include "model/change/organise/relink.h"
#include "model/change/write/file-access.h"

#define MAX_THREADS 4
/* How often progress is reported. */
#define ARTICLES_AT_ONCE 64

typedef struct
{
  const BsLinkMap *map;
  BsSite *site;
  const GPtrArray *articles;
  BsPlanProgressFunc progress_func;
  gpointer user_data;
  GCancellable *cancellable;
  gboolean *are_linking; /* by article */
  int next;              /* atomic */
} Search;

static gpointer
search_files (gpointer data)
{
  Search *self = data;

  while (!g_cancellable_is_cancelled (self->cancellable))
    {
      guint i = (guint) g_atomic_int_add (&self->next, 1);
      const char *path;
      g_autofree char *whole = NULL;
      g_autoptr (GBytes) bytes = NULL;

      if (i >= self->articles->len)
        break;
      path = g_ptr_array_index (self->articles, i);
      if (self->progress_func != NULL && i % ARTICLES_AT_ONCE == 0)
        self->progress_func (i, self->user_data);
      if (bs_link_map_get_new_path (self->map, path) != path)
        continue;
      whole = g_build_filename (self->site->root, path, NULL);
      bytes = bs_file_read (whole, NULL);
      self->are_linking[i] = bytes != NULL && bs_relink_is_needed (self->map, self->site, path, bytes);
    }

  return NULL;
}

/**
 * bs_link_search_run:
 * @map: moves
 * @site: the library
 * @articles: (element-type filename): its articles
 * @progress_func: (nullable) (scope call): called on several threads with the number of articles that were searched
 * @user_data: for @progress_func
 * @cancellable: (nullable): ends it early
 *
 * Reads articles on all processors to find those that may refer to what moves. The index does not contain links, and
 * may be behind; a search for the names in the bytes is fast enough. Blocks on disk I/O.
 *
 * Returns: (transfer container) (element-type filename): articles that stay and may need other references
 */
GPtrArray *
bs_link_search_run (const BsLinkMap *map, BsSite *site, const GPtrArray *articles, BsPlanProgressFunc progress_func,
                    gpointer user_data, GCancellable *cancellable)
{
  GPtrArray *linking = g_ptr_array_new ();
  GThread *threads[MAX_THREADS - 1] = { NULL };
  guint n_threads = MIN (g_get_num_processors (), MAX_THREADS);
  g_autofree gboolean *are_linking = NULL;
  Search search = { map, site, articles, progress_func, user_data, cancellable };

  g_return_val_if_fail (map != NULL && site != NULL && articles != NULL, linking);

  search.are_linking = are_linking = g_new0 (gboolean, articles->len + 1);
  /* If no threads can be created, this one is enough. */
  for (guint i = 0; i + 1 < n_threads; i++)
    threads[i] = g_thread_try_new ("bs-links", search_files, &search, NULL);
  search_files (&search);
  for (guint i = 0; i + 1 < n_threads; i++)
    {
      if (threads[i] != NULL)
        g_thread_join (threads[i]);
    }
  for (guint i = 0; i < articles->len; i++)
    if (are_linking[i])
      g_ptr_array_add (linking, g_ptr_array_index (articles, i));

  return linking;
}
