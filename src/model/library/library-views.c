/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/library-views.h"

#include "model/library/list/article-list-private.h"
#include "model/library/list/facet-list.h"

#define MAX_UPDATE 4096 /* after more changes than this, queries are answered from scratch */

struct _BsLibraryViews
{
  GObject *owner;
  BsTable *table;
  BsItems *items;
  BsLibraryIndex *index;
  BsSite *site;
  BsCategoryTree *tree;
  BsFacetList *facets[2]; /* tags, sources */
  GPtrArray *lists;       /* (element-type BsArticleList): without a reference */
  BsQueryThread *queries; /* (nullable): while the library is open */
  gboolean is_touched;    /* something changed since the lists were last refreshed */
  gint64 refreshed;       /* when that happened, in monotonic time */
};

/**
 * bs_library_views_new:
 * @owner: the library; each of its lists holds a reference
 * @table: its rows
 * @items: its items
 * @vocabulary: its names
 * @index: its index
 *
 * Returns: (transfer full): the views of the library's articles, which must outlive them
 */
BsLibraryViews *
bs_library_views_new (GObject *owner, BsTable *table, BsItems *items, BsVocabulary *vocabulary, BsLibraryIndex *index)
{
  BsLibraryViews *self = g_new0 (BsLibraryViews, 1);

  self->owner = owner;
  self->table = table;
  self->items = items;
  self->index = index;
  self->tree = bs_category_tree_new (vocabulary);
  self->facets[0] = bs_facet_list_new (vocabulary, BS_VOCABULARY_TAGS);
  self->facets[1] = bs_facet_list_new (vocabulary, BS_VOCABULARY_SOURCES);
  self->lists = g_ptr_array_new ();
  return self;
}

/**
 * bs_library_views_free:
 * @self: (transfer full): the views of a library that is closed
 */
void
bs_library_views_free (BsLibraryViews *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->facets); i++)
    g_object_unref (self->facets[i]);
  bs_category_tree_free (self->tree);
  g_ptr_array_unref (self->lists);
  g_clear_pointer (&self->site, bs_site_unref);
  g_free (self);
}

/**
 * bs_library_views_open:
 * @self: the views of a library that is being opened
 * @queries: (transfer full): the thread that answers them
 */
void
bs_library_views_open (BsLibraryViews *self, BsQueryThread *queries)
{
  self->queries = queries;
  for (guint i = 0; i < self->lists->len; i++)
    bs_article_list_refresh (self->lists->pdata[i]);
}

/**
 * bs_library_views_close:
 * @self: the views of a library that is being closed
 *
 * The views stay as they are.
 */
void
bs_library_views_close (BsLibraryViews *self)
{
  g_clear_pointer (&self->queries, bs_query_thread_free);
  for (guint i = 0; i < self->lists->len; i++)
    bs_article_list_forget_question (self->lists->pdata[i]);
  for (guint i = 0; i < G_N_ELEMENTS (self->facets); i++)
    bs_facet_list_forget_question (self->facets[i]);
}

/**
 * bs_library_views_set_site:
 * @self: the views of a library
 * @site: how its folder is read
 */
void
bs_library_views_set_site (BsLibraryViews *self, BsSite *site)
{
  g_clear_pointer (&self->site, bs_site_unref);
  self->site = bs_site_ref (site);
  if (self->items->details != NULL)
    bs_details_set_site (self->items->details, site);
}

/**
 * bs_library_views_get_site:
 * @self: the views of a library
 *
 * Returns: (transfer none): how its folder is read
 */
BsSite *
bs_library_views_get_site (BsLibraryViews *self)
{
  return self->site;
}

static BsArticleItem *
dup_item_by_id (gpointer data, guint id)
{
  BsLibraryViews *self = data;
  BsRow *row = bs_table_get (self->table, id);

  g_return_val_if_fail (row != NULL, NULL);
  return bs_items_dup (self->items, row);
}

static gboolean
ask (gpointer data, BsArticleList *list, BsQuery *query, BsIds *before, gboolean is_same_query, BsSequence *sequence)
{
  BsLibraryViews *self = data;
  BsQueryJob *job;

  if (self->queries == NULL)
    return FALSE;
  job = g_new0 (BsQueryJob, 1);
  job->sequence = bs_sequence_ref (sequence);
  job->number = g_atomic_int_get (&sequence->current);
  job->list = list;
  job->query = bs_query_ref (query);
  job->fold = bs_article_list_dup_fold (list);
  job->before = bs_ids_ref (before);
  job->snapshot = bs_table_take_snapshot (self->table);
  if (query->text != NULL)
    {
      job->site = bs_site_ref (self->site);
      job->wants_first = !is_same_query;
      bs_library_index_check_file (self->index);
    }
  else if (is_same_query && job->fold == NULL && before->folded == NULL)
    job->changes = bs_table_list_changes (self->table, before->version, MAX_UPDATE, &job->n_changes);
  bs_query_thread_push (self->queries, job);
  return TRUE;
}

static void
remove_list (gpointer data, BsArticleList *list)
{
  g_ptr_array_remove_fast (((BsLibraryViews *) data)->lists, list);
}

/**
 * bs_library_views_query:
 * @self: the views of a library
 * @query: a query
 *
 * Returns: (transfer full): a list that follows the library; it is empty until the query is answered
 */
BsArticleList *
bs_library_views_query (BsLibraryViews *self, BsQuery *query)
{
  static const BsArticleListFuncs funcs = { dup_item_by_id, ask, remove_list };
  BsArticleList *list = bs_article_list_new (self->owner, &funcs, self, query);

  g_ptr_array_add (self->lists, list);
  return list;
}

/**
 * bs_library_views_get_tree:
 * @self: the views of a library
 *
 * Returns: (transfer none): its categories
 */
BsCategoryTree *
bs_library_views_get_tree (BsLibraryViews *self)
{
  return self->tree;
}

/**
 * bs_library_views_get_facets:
 * @self: the views of a library
 * @kind: %BS_VOCABULARY_TAGS or %BS_VOCABULARY_SOURCES
 *
 * Returns: (transfer none): a list of #BsFacet, the commonest first
 */
GListModel *
bs_library_views_get_facets (BsLibraryViews *self, BsVocabularyKind kind)
{
  return G_LIST_MODEL (self->facets[kind == BS_VOCABULARY_TAGS ? 0 : 1]);
}

/**
 * bs_library_views_hold_facets:
 * @self: the views of a library
 * @is_held: whether tags and sources keep their places in their lists
 */
void
bs_library_views_hold_facets (BsLibraryViews *self, gboolean is_held)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->facets); i++)
    bs_facet_list_set_held (self->facets[i], is_held);
}

/**
 * bs_library_views_count:
 * @self: the views of a library
 * @row: an article
 * @difference: 1 if it was added, -1 if it was removed
 *
 * Updates the counts of the article's categories, tags and sources.
 */
void
bs_library_views_count (BsLibraryViews *self, const BsRow *row, int difference)
{
  bs_category_tree_count (self->tree, row, difference);
  bs_facet_list_count (self->facets[0], row->terms + row->n_sources + row->n_categories, row->n_tags, difference);
  bs_facet_list_count (self->facets[1], row->terms, row->n_sources, difference);
}

/**
 * bs_library_views_touch:
 * @self: the views of a library
 *
 * Something changed, and the lists are to be refreshed.
 */
void
bs_library_views_touch (BsLibraryViews *self)
{
  self->is_touched = TRUE;
}

/**
 * bs_library_views_is_touched:
 * @self: the views of a library
 *
 * Returns: whether something changed since bs_library_views_refresh()
 */
gboolean
bs_library_views_is_touched (BsLibraryViews *self)
{
  return self->is_touched;
}

/**
 * bs_library_views_set_refreshed:
 * @self: the views of a library
 * @time: the monotonic time from which on it is counted until the lists are refreshed again; 0 for now
 */
void
bs_library_views_set_refreshed (BsLibraryViews *self, gint64 time)
{
  self->refreshed = time;
}

/**
 * bs_library_views_get_refreshed:
 * @self: the views of a library
 *
 * Returns: when the lists were last refreshed, in monotonic time
 */
gint64
bs_library_views_get_refreshed (BsLibraryViews *self)
{
  return self->refreshed;
}

/**
 * bs_library_views_refresh:
 * @self: the views of a library that is open
 *
 * Runs the queries of all lists again.
 */
void
bs_library_views_refresh (BsLibraryViews *self)
{
  g_autoptr (GPtrArray) lists = g_ptr_array_copy (self->lists, NULL, NULL);

  self->is_touched = FALSE;
  self->refreshed = g_get_monotonic_time ();
  for (guint i = 0; i < lists->len; i++)
    bs_article_list_refresh (lists->pdata[i]);
  bs_library_views_rank (self);
}

/**
 * bs_library_views_refresh_searches:
 * @self: the views of a library
 *
 * Runs the queries of all lists with a search again.
 */
void
bs_library_views_refresh_searches (BsLibraryViews *self)
{
  for (guint i = 0; i < self->lists->len; i++)
    if (bs_article_list_get_query (self->lists->pdata[i])->text != NULL)
      bs_article_list_refresh (self->lists->pdata[i]);
}

/**
 * bs_library_views_rank:
 * @self: the views of a library that is open
 *
 * Asks for the order of tags and sources, if their counts changed.
 */
void
bs_library_views_rank (BsLibraryViews *self)
{
  for (guint i = 0; self->queries != NULL && i < G_N_ELEMENTS (self->facets); i++)
    bs_facet_list_ask (self->facets[i], self->queries);
}

/**
 * bs_library_views_apply:
 * @self: the views of a library
 * @job: an answer
 */
void
bs_library_views_apply (BsLibraryViews *self, BsQueryJob *job)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->facets); i++)
    if (job->list == self->facets[i])
      {
        bs_facet_list_apply (self->facets[i], job);
        return;
      }
  /* The list may have been freed, so the pointer is looked up first. */
  if (g_ptr_array_find (self->lists, job->list, NULL))
    bs_article_list_apply (job->list, job);
}

/**
 * bs_library_views_is_told:
 * @self: the views of a library
 * @version: a version of the table
 *
 * Returns: whether every view of the articles has that version
 */
gboolean
bs_library_views_is_told (BsLibraryViews *self, guint64 version)
{
  if (self->is_touched || bs_category_tree_is_dirty (self->tree))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (self->facets); i++)
    if (!bs_facet_list_is_told (self->facets[i]))
      return FALSE;
  for (guint i = 0; i < self->lists->len; i++)
    if (bs_article_list_get_version (self->lists->pdata[i]) < version)
      return FALSE;
  return TRUE;
}

/**
 * bs_library_views_is_answered:
 * @self: the views of a library
 *
 * Returns: whether no list waits for an answer
 */
gboolean
bs_library_views_is_answered (BsLibraryViews *self)
{
  for (guint i = 0; i < self->lists->len; i++)
    if (bs_article_list_get_pending (self->lists->pdata[i]))
      return FALSE;
  return TRUE;
}

/**
 * bs_library_views_drop_removed:
 * @self: the views of a library
 *
 * Drops the rows of removed articles from the table as soon as no list shows them.
 */
void
bs_library_views_drop_removed (BsLibraryViews *self)
{
  if (!bs_table_has_removed (self->table))
    return;
  for (guint i = 0; i < self->lists->len; i++)
    if (bs_article_list_get_shown_version (self->lists->pdata[i]) < bs_table_get_version (self->table))
      return;
  bs_table_drop_removed (self->table);
}
