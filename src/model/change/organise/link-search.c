/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/organise/link-search.h"

#include "model/change/organise/relink.h"
#include "model/change/write/file-access.h"
#include "model/library/table/parallel.h"

/* How often progress is reported. */
#define ARTICLES_AT_ONCE 64

typedef struct
{
  const BsLinkMap *map;
  BsSite *site;
  const GPtrArray *articles;
  BsPlanProgressFunc progress_func;
  gpointer user_data;
  gboolean *are_linking; /* by article */
} Search;

static void
search_file (guint i, gpointer data)
{
  Search *self = data;
  const char *path = g_ptr_array_index (self->articles, i);
  g_autofree char *whole = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (self->progress_func != NULL && i % ARTICLES_AT_ONCE == 0)
    self->progress_func (i, self->user_data);
  if (bs_link_map_get_new_path (self->map, path) != path)
    return;
  whole = g_build_filename (self->site->root, path, NULL);
  bytes = bs_file_read (whole, NULL);
  self->are_linking[i] = bytes != NULL && bs_relink_is_needed (self->map, self->site, path, bytes);
}

/**
 * bs_link_search_run:
 * @map: moves
 * @site: the library
 * @articles: (element-type filename): its articles
 * @progress_func: (nullable) (scope call): called on several threads with the number of articles that were searched
 * @user_data: for @progress_func
 * @cancellable: (nullable): cancels it
 *
 * Reads articles on all processors to find those that may refer to moved files. The index does not contain links, and
 * may be out of date; searching for the names in the bytes is fast enough. Blocks on disk I/O.
 *
 * Returns: (transfer container) (element-type filename): articles that stay and may need other references
 */
GPtrArray *
bs_link_search_run (const BsLinkMap *map, BsSite *site, const GPtrArray *articles, BsPlanProgressFunc progress_func,
                    gpointer user_data, GCancellable *cancellable)
{
  GPtrArray *linking = g_ptr_array_new ();
  g_autofree gboolean *are_linking = NULL;
  Search search = { map, site, articles, progress_func, user_data };

  g_return_val_if_fail (map != NULL && site != NULL && articles != NULL, linking);

  search.are_linking = are_linking = g_new0 (gboolean, articles->len + 1);
  bs_parallel_each (articles->len, search_file, &search, cancellable);
  for (guint i = 0; i < articles->len; i++)
    if (are_linking[i])
      g_ptr_array_add (linking, g_ptr_array_index (articles, i));

  return linking;
}
