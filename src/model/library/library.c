/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/library.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/library/folder/relative-path.h"
#include "model/library/library-index.h"
#include "model/library/library-marks.h"
#include "model/library/library-names.h"
#include "model/library/list/article-list-private.h"
#include "model/library/list/category-tree.h"
#include "model/library/list/facet-list.h"
#include "model/library/saved-searches.h"
#include "model/library/sync.h"

/* How long one turn of the main loop may take, in microseconds. */
#define SLICE 3000

#define SCAN_REFRESH 400000 /* how often the lists follow a scan, in microseconds */
#define MAX_UPDATE 4096     /* after more changes than this, queries are answered from scratch */
#define MAX_TOLD 1000       /* changes in one emission of the signal */

/* How long results of a scan may wait for more, in microseconds. */
#define SCAN_PATIENCE 20000

struct _BsLibrary
{
  GObject parent_instance;

  GFile *folder;
  BsLibraryState state;
  char *message;
  GStrv names; /* (nullable): the only files in the folder that are read; NULL for all */
  gboolean include_left_out;
  gboolean in_use;
  guint found;
  guint n_articles; /* as last told */
  guint n_drafts;
  guint n_needs_repair;
  guint told_drafts;
  guint told_needs_repair;
  guint n_left_out;
  GPtrArray *unreadable; /* (element-type BsUnreadable) */
  gboolean keeps_marks;
  guint told_unread;
  guint told_starred;
  guint told_recent;
  BsLibraryMarks *marks;
  BsSavedSearches *searches;

  BsSite *site;
  BsVocabulary *vocabulary;
  BsTable *table;
  BsItems *items;
  BsCategoryTree *tree;
  BsFacetList *facets[2]; /* tags, sources */
  GPtrArray *lists;       /* (element-type BsArticleList): without a reference */

  /* While it is open. */
  GMainContext *context;
  BsInbox *inbox;
  BsSync *sync;
  BsQueryThread *queries;

  BsLibraryIndex *index;

  gboolean is_loading;   /* the first scan, whose articles are not changes */
  gboolean is_finishing; /* the scan is done, but the lists do not show all of it yet */
  gboolean is_dirty;     /* something changed since the lists were last refreshed */
  gint64 last_refresh;   /* monotonic */
  GPtrArray *changes;    /* (element-type BsChange): not emitted yet */
  guint64 changes_version;
};

/**
 * BsLibrary:
 *
 * A folder of articles. One thread reads and watches it, one answers queries, and one reads excerpts and images for
 * rows. Their results reach the main thread through one inbox. Only the main thread owns the table of articles, and it
 * updates the lists.
 */
G_DEFINE_FINAL_TYPE (BsLibrary, bs_library, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_FOLDER,
  PROP_STATE,
  PROP_MESSAGE,
  PROP_FOUND,
  PROP_N_ARTICLES,
  PROP_N_DRAFTS,
  PROP_N_NEEDS_REPAIR,
  PROP_N_UNREAD,
  PROP_N_STARRED,
  PROP_N_RECENT,
  PROP_MARKS_MESSAGE,
  PROP_N_LEFT_OUT,
  PROP_UNREADABLE,
  PROP_INCLUDE_LEFT_OUT,
  PROP_INDEX_STATE,
  PROP_N_TO_INDEX,
  PROP_IS_INDEX_SLOW,
  PROP_INDEX_BYTES,
  N_PROPERTIES
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

static void
set_state (BsLibrary *self, BsLibraryState state, const char *message)
{
  g_object_freeze_notify (G_OBJECT (self));
  if (g_strcmp0 (self->message, message) != 0)
    {
      g_free (self->message);
      self->message = g_strdup (message);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MESSAGE]);
    }
  if (self->state != state)
    {
      self->state = state;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

static void
notify_if (BsLibrary *self, guint property, guint *told, guint value)
{
  if (*told == value)
    return;
  *told = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
notify_counts (BsLibrary *self)
{
  guint found = self->found;

  g_object_freeze_notify (G_OBJECT (self));
  if (self->state == BS_LIBRARY_SCANNING && self->sync != NULL)
    found = bs_sync_get_found (self->sync);
  notify_if (self, PROP_FOUND, &self->found, found);
  notify_if (self, PROP_N_ARTICLES, &self->n_articles, bs_table_get_size (self->table));
  notify_if (self, PROP_N_DRAFTS, &self->told_drafts, self->n_drafts);
  notify_if (self, PROP_N_NEEDS_REPAIR, &self->told_needs_repair, self->n_needs_repair);
  notify_if (self, PROP_N_UNREAD, &self->told_unread, bs_library_get_n_unread (self));
  notify_if (self, PROP_N_STARRED, &self->told_starred, bs_library_get_n_starred (self));
  notify_if (self, PROP_N_RECENT, &self->told_recent, bs_library_get_n_recent (self));
  g_object_thaw_notify (G_OBJECT (self));
}

static void
set_n_left_out (BsLibrary *self, guint n_left_out)
{
  notify_if (self, PROP_N_LEFT_OUT, &self->n_left_out, n_left_out);
}

static void
update_unreadable (BsLibrary *self, const char *path, gboolean with_below, GPtrArray *found)
{
  g_autoptr (GPtrArray) before = g_steal_pointer (&self->unreadable);

  self->unreadable = bs_unreadable_list_update (before, path, with_below, found);
  if (self->unreadable != before)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UNREADABLE]);
}

static void
emit_changed (BsLibrary *self, GPtrArray *changes)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, changes);
}

static void
request_compare (BsLibrary *self, const char *path, BsSyncFlags flags)
{
  if (self->include_left_out)
    flags |= BS_SYNC_INCLUDE_LEFT_OUT;
  bs_sync_compare (self->sync, path, bs_table_take_snapshot (self->table), flags);
}

static void
start_scan (BsLibrary *self, BsSyncFlags flags)
{
  self->is_finishing = FALSE;
  bs_library_marks_scan_starts (self->marks);
  bs_inbox_set_patience (self->inbox, SCAN_PATIENCE);
  self->last_refresh = 0;
  request_compare (self, "", BS_SYNC_LOUD | BS_SYNC_DETECT | flags);
  set_state (self, BS_LIBRARY_SCANNING, NULL);
}

static void
marks_changed (gpointer owner)
{
  BS_LIBRARY (owner)->is_dirty = TRUE;
}

static void
marks_told (gpointer owner)
{
  g_object_notify_by_pspec (owner, properties[PROP_MARKS_MESSAGE]);
}

static void
take_searches (gpointer owner, GPtrArray *searches)
{
  bs_saved_searches_take (BS_LIBRARY (owner)->searches, searches);
}

static void
row_marked (gpointer owner, BsRow *row, BsMarks before)
{
  bs_saved_searches_note_marked (BS_LIBRARY (owner)->searches, row, before);
}

static gboolean
contains_path (GPtrArray *paths, const char *const *path)
{
  for (guint i = 0; i < paths->len; i++)
    if (g_strv_equal (paths->pdata[i], path))
      return TRUE;
  return FALSE;
}

/* Those that articles are in need not be kept. */
static void
drop_filled (BsLibrary *self)
{
  bs_library_marks_keep_categories (self->marks, bs_category_tree_take_filled (self->tree), g_ptr_array_new ());
}

static void
take_categories (gpointer owner, GPtrArray *paths)
{
  BsLibrary *self = owner;
  g_autoptr (GPtrArray) kept = bs_category_tree_list_kept (self->tree);

  for (guint i = 0; i < kept->len; i++)
    if (!contains_path (paths, kept->pdata[i]))
      bs_category_tree_keep (self->tree, kept->pdata[i], FALSE);
  for (guint i = 0; i < paths->len; i++)
    bs_category_tree_keep (self->tree, paths->pdata[i], TRUE);
  drop_filled (self);
}

static void
flush_categories (BsLibrary *self, gint64 deadline)
{
  bs_category_tree_flush (self->tree, deadline);
  drop_filled (self);
}

static void
index_told (gpointer owner)
{
  g_object_freeze_notify (owner);
  g_object_notify_by_pspec (owner, properties[PROP_INDEX_STATE]);
  g_object_notify_by_pspec (owner, properties[PROP_N_TO_INDEX]);
  g_object_notify_by_pspec (owner, properties[PROP_IS_INDEX_SLOW]);
  g_object_notify_by_pspec (owner, properties[PROP_INDEX_BYTES]);
  g_object_thaw_notify (owner);
  bs_saved_searches_update (BS_LIBRARY (owner)->searches);
}

static void
index_advanced (gpointer owner)
{
  BsLibrary *self = owner;

  for (guint i = 0; i < self->lists->len; i++)
    if (bs_article_list_get_query (self->lists->pdata[i])->text != NULL)
      bs_article_list_refresh (self->lists->pdata[i]);
}

/* Gives the index all rows if it wants them, as soon as all are there. */
static void
feed_index (gpointer owner)
{
  BsLibrary *self = owner;

  if (self->state == BS_LIBRARY_READY)
    bs_library_index_feed (self->index, self->table, self->site);
}

static void
doubt_index (gpointer owner, gpointer nothing)
{
  bs_library_index_doubt (BS_LIBRARY (owner)->index);
}

/* Shows what the index knows, if there is anything, and then compares the folder with it. */
static void
start_reading (BsLibrary *self)
{
  BsIndexUse use = bs_library_index_get_use (self->index);

  if (use == BS_INDEX_USE_NONE || use == BS_INDEX_USE_REBUILD || !self->is_loading)
    {
      start_scan (self, BS_SYNC_DEFAULT);
      return;
    }
  /* The lists are told when everything is loaded, unless the library is so large that the user would wait. */
  self->last_refresh = g_get_monotonic_time ();
  set_state (self, BS_LIBRARY_SCANNING, NULL);
  bs_sync_load (self->sync);
}

static void
free_change (gpointer data)
{
  BsChange *change = data;

  g_free (change->path);
  g_free (change->from);
  g_free (change);
}

/* During the first scan, the index already has the articles. */
static void
index_row (BsLibrary *self, BsRow *row, BsRow *old)
{
  if (!self->is_loading)
    bs_library_index_follow (self->index, row, old);
}

static void
note_change (BsLibrary *self, BsChangeKind kind, const BsRow *row, const BsRow *from)
{
  BsChange *change;

  self->is_dirty = TRUE;
  if (self->is_loading)
    return;
  change = g_new0 (BsChange, 1);
  change->kind = kind;
  change->id = row->id;
  change->path = bs_row_dup_path (row);
  change->from = from != NULL ? bs_row_dup_path (from) : NULL;
  g_ptr_array_add (self->changes, change);
  self->changes_version = bs_table_get_version (self->table);
}

static void
count_row (BsLibrary *self, const BsRow *row, int difference)
{
  bs_category_tree_count (self->tree, row, difference);
  bs_facet_list_count (self->facets[0], row->terms + row->n_sources + row->n_categories, row->n_tags, difference);
  bs_facet_list_count (self->facets[1], row->terms, row->n_sources, difference);
  self->n_drafts += (row->flags & BS_ROW_DRAFT) != 0 ? (guint) difference : 0;
  self->n_needs_repair += (row->flags & BS_ROW_NEEDS_REPAIR) != 0 ? (guint) difference : 0;
  bs_library_marks_count (self->marks, row, difference);
}

static void
remove_row (BsLibrary *self, guint id)
{
  g_autoptr (BsRow) row = bs_table_remove (self->table, id);

  count_row (self, row, -1);
  bs_saved_searches_note_removed (self->searches, row);
  bs_library_marks_removed (self->marks, row);
  index_row (self, NULL, row);
  note_change (self, BS_CHANGE_REMOVED, row, NULL);
}

static void
move_row (BsLibrary *self, BsRow *old, BsRow *row)
{
  g_autoptr (BsRow) from = bs_table_move (self->table, old->id, row);

  count_row (self, from, -1);
  bs_library_marks_moved (self->marks, row, from);
  count_row (self, row, 1);
  bs_items_replace (self->items, row);
  index_row (self, row, from);
  note_change (self, BS_CHANGE_MOVED, row, from);
  bs_saved_searches_note_put (self->searches, row, FALSE);
}

static void
put_row (BsLibrary *self, BsRow *row)
{
  g_autoptr (BsRow) old = NULL;
  BsPutResult result = bs_table_put (self->table, row, &old);

  bs_library_marks_put (self->marks, row, old);
  index_row (self, row, old);
  /* Even if nothing visible changed: the item must show the row that gets the marks. */
  if (old != NULL)
    bs_items_replace (self->items, row);
  else
    bs_items_detach (self->items, row->id);
  if (result == BS_PUT_SAME)
    return;
  if (old != NULL)
    count_row (self, old, -1);
  count_row (self, row, 1);
  bs_saved_searches_note_put (self->searches, row, result == BS_PUT_ADDED);
  note_change (self, result == BS_PUT_ADDED ? BS_CHANGE_ADDED : BS_CHANGE_CHANGED, row, NULL);
}

static void
take_row (BsLibrary *self, BsRow *row, const char *from)
{
  BsRow *old = from != NULL ? bs_table_lookup (self->table, from) : NULL;
  g_autofree char *path = NULL;

  if (old == NULL || bs_row_equal_path (old, row))
    {
      put_row (self, row);
      return;
    }
  path = bs_row_dup_path (row);
  if (bs_table_lookup (self->table, path) == NULL)
    {
      move_row (self, old, row);
      return;
    }
  /* Another file was renamed over this article, as editors do to save. The article stays the same one, and the old
   * path is checked after this. */
  put_row (self, row);
}

static gboolean
remove_folder (BsLibrary *self, const char *path, gint64 deadline)
{
  g_autoptr (GPtrArray) folders = bs_vocabulary_list (self->vocabulary, BS_VOCABULARY_FOLDERS);

  for (guint i = 0; i < folders->len; i++)
    {
      const BsTerm *folder = folders->pdata[i];

      if (folder->first == BS_ROW_NO_ID)
        continue;
      if (strcmp (folder->name, path) != 0 && !bs_relative_path_is_below (folder->name, path))
        continue;
      while (folder->first != BS_ROW_NO_ID)
        {
          remove_row (self, folder->first);
          if (g_get_monotonic_time () >= deadline)
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
remove_path (BsLibrary *self, const char *path, gint64 deadline)
{
  BsRow *row = bs_table_lookup (self->table, path);

  if (row != NULL)
    {
      remove_row (self, row->id);
      return TRUE;
    }
  return remove_folder (self, path, deadline);
}

static void
set_gone (BsLibrary *self)
{
  g_autofree char *name = g_filename_display_name (self->site->root);
  g_autofree char *message = g_strdup_printf (_ ("The folder “%s” is not there."), name);

  set_state (self, BS_LIBRARY_GONE, message);
}

static void
finish_scan (BsLibrary *self, BsUpdate *update)
{
  bs_inbox_set_patience (self->inbox, 0);
  self->is_dirty = TRUE;
  if (update->number != G_MAXUINT)
    set_n_left_out (self, update->number);
  bs_library_marks_scan_ended (self->marks, update->error == NULL && update->number != G_MAXUINT,
                               self->unreadable->len > 0);
  if (update->error == NULL || g_error_matches (update->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      self->is_finishing = TRUE;
      return;
    }
  self->is_loading = FALSE;
  if (g_error_matches (update->error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    set_gone (self);
  else
    set_state (self, BS_LIBRARY_UNREADABLE, update->error->message);
}

static gboolean
take_rows (BsLibrary *self, BsUpdate *update, gint64 deadline)
{
  while (update->number < update->rows->len)
    {
      put_row (self, g_steal_pointer (&update->rows->pdata[update->number]));
      if ((++update->number % 16) == 0 && g_get_monotonic_time () >= deadline)
        return FALSE;
    }
  return TRUE;
}

/* Everything in the index is shown at once. Later changes are reported like any other. */
static void
finish_loading (BsLibrary *self)
{
  self->is_loading = bs_table_get_size (self->table) == 0;
  start_scan (self, BS_SYNC_DEFAULT);
}

/* Returns FALSE if the update is not done yet and continues in the next turn of the main loop. */
static gboolean
apply_update (BsLibrary *self, BsUpdate *update, gint64 deadline)
{
  switch (update->kind)
    {
    case BS_UPDATE_PUT:
      take_row (self, g_steal_pointer (&update->row), update->from);
      return TRUE;
    case BS_UPDATE_GONE:
      update_unreadable (self, update->path, TRUE, NULL);
      return remove_path (self, update->path, deadline);
    case BS_UPDATE_LOOKED_AT:
      update_unreadable (self, update->path, update->with_below, update->unreadable);
      return TRUE;
    case BS_UPDATE_COMPARE:
      request_compare (self, update->path, update->number);
      return TRUE;
    case BS_UPDATE_SITE:
      g_clear_pointer (&self->site, bs_site_unref);
      self->site = g_steal_pointer (&update->site);
      if (self->items->details != NULL)
        bs_details_set_site (self->items->details, self->site);
      return TRUE;
    case BS_UPDATE_SCANNED:
      finish_scan (self, update);
      return TRUE;
    case BS_UPDATE_ROWS:
      return take_rows (self, update, deadline);
    case BS_UPDATE_LOADED:
      finish_loading (self);
      return TRUE;
    case BS_UPDATE_FOLDER_GONE:
      self->is_finishing = FALSE;
      set_gone (self);
      return TRUE;
    default:
      g_assert_not_reached ();
    }
}

static gboolean
ask (gpointer owner, BsArticleList *list, BsQuery *query, BsIds *before, gboolean is_same_query, BsSequence *sequence)
{
  BsLibrary *self = owner;
  BsQueryJob *job;

  if (self->queries == NULL)
    return FALSE;
  job = g_new0 (BsQueryJob, 1);
  job->sequence = bs_sequence_ref (sequence);
  job->number = g_atomic_int_get (&sequence->current);
  job->list = list;
  job->query = bs_query_ref (query);
  job->before = bs_ids_ref (before);
  job->snapshot = bs_table_take_snapshot (self->table);
  if (query->text != NULL)
    {
      job->site = bs_site_ref (self->site);
      job->wants_first = !is_same_query;
      bs_library_index_check_file (self->index);
    }
  else if (is_same_query)
    job->changes = bs_table_list_changes (self->table, before->version, MAX_UPDATE, &job->n_changes);
  bs_query_thread_push (self->queries, job);
  return TRUE;
}

static void
apply_job (gpointer owner, gpointer data)
{
  BsLibrary *self = owner;
  BsQueryJob *job = data;

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

static void
apply_details (gpointer owner, gpointer data)
{
  BsLibrary *self = owner;

  bs_items_take_details (self->items, data);
}

static void
refresh (BsLibrary *self)
{
  g_autoptr (GPtrArray) lists = NULL;

  self->is_dirty = FALSE;
  self->last_refresh = g_get_monotonic_time ();
  bs_library_marks_flush (self->marks);
  lists = g_ptr_array_copy (self->lists, NULL, NULL);
  for (guint i = 0; i < lists->len; i++)
    bs_article_list_refresh (lists->pdata[i]);
  for (guint i = 0; i < G_N_ELEMENTS (self->facets); i++)
    bs_facet_list_ask (self->facets[i], self->queries);
  bs_saved_searches_update (self->searches);
  notify_counts (self);
}

/* Whether everything that shows articles knows a version of the table. */
static gboolean
is_told (BsLibrary *self, guint64 version)
{
  if (self->is_dirty || bs_category_tree_is_dirty (self->tree))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (self->facets); i++)
    if (!bs_facet_list_is_told (self->facets[i]))
      return FALSE;
  for (guint i = 0; i < self->lists->len; i++)
    if (bs_article_list_get_version (self->lists->pdata[i]) < version)
      return FALSE;
  return TRUE;
}

/* Whether no list waits for an answer. */
static gboolean
is_answered (BsLibrary *self)
{
  for (guint i = 0; i < self->lists->len; i++)
    if (bs_article_list_get_pending (self->lists->pdata[i]))
      return FALSE;
  return TRUE;
}

/* Rows of removed articles stay until no list shows them. */
static void
drop_removed (BsLibrary *self)
{
  if (!bs_table_has_removed (self->table))
    return;
  for (guint i = 0; i < self->lists->len; i++)
    if (bs_article_list_get_shown_version (self->lists->pdata[i]) < bs_table_get_version (self->table))
      return;
  bs_table_drop_removed (self->table);
}

static void
tell_changes (BsLibrary *self)
{
  g_autoptr (GPtrArray) changes = NULL;

  if (self->is_finishing && is_answered (self) && is_told (self, bs_table_get_version (self->table)))
    {
      self->is_finishing = FALSE;
      self->is_loading = FALSE;
      set_state (self, BS_LIBRARY_READY, NULL);
      feed_index (self);
      bs_saved_searches_update (self->searches);
    }
  if (self->changes->len == 0 || !is_told (self, self->changes_version))
    return;
  changes = g_ptr_array_new_with_free_func (free_change);
  if (self->changes->len <= MAX_TOLD)
    {
      GPtrArray *all = g_steal_pointer (&self->changes);

      self->changes = g_steal_pointer (&changes);
      changes = all;
    }
  else
    {
      for (guint i = 0; i < MAX_TOLD; i++)
        g_ptr_array_add (changes, g_steal_pointer (&self->changes->pdata[i]));
      memmove (self->changes->pdata, self->changes->pdata + MAX_TOLD,
               (self->changes->len - MAX_TOLD) * sizeof (gpointer));
      g_ptr_array_set_free_func (self->changes, NULL);
      g_ptr_array_set_size (self->changes, (int) (self->changes->len - MAX_TOLD));
      g_ptr_array_set_free_func (self->changes, free_change);
      bs_inbox_wake (self->inbox, 0);
    }
  emit_changed (self, changes);
}

static void
dispatch (gpointer owner)
{
  BsLibrary *self = g_object_ref (owner);
  gint64 now = g_get_monotonic_time ();
  gint64 deadline = now + SLICE;
  BsResult *result;
  BsUpdate *update = NULL;
  guint n = 0;

  while (self->inbox != NULL && g_get_monotonic_time () < deadline &&
         (result = bs_inbox_pop_result (self->inbox)) != NULL)
    {
      result->apply (self, result->data);
      bs_result_free (result);
    }
  /* A callback may close the library. */
  while (self->inbox != NULL && (update = bs_inbox_pop_update (self->inbox)) != NULL)
    {
      if (apply_update (self, update, deadline) || self->inbox == NULL)
        bs_update_free (update);
      else
        {
          bs_inbox_put_back (self->inbox, update);
          break;
        }
      if ((++n % 16) == 0 && g_get_monotonic_time () >= deadline)
        break;
    }
  if (self->inbox == NULL)
    {
      g_object_unref (self);
      return;
    }

  if (self->is_dirty)
    {
      gint64 due = self->last_refresh + SCAN_REFRESH;

      /* During a flood of changes, the lists are refreshed only from time to time. */
      if (!bs_inbox_has_updates (self->inbox) && !(self->state == BS_LIBRARY_SCANNING && !self->is_finishing))
        due = 0;
      if (now >= due)
        refresh (self);
      else
        bs_inbox_wake (self->inbox, due);
    }
  if (bs_category_tree_is_dirty (self->tree) && !self->is_dirty)
    flush_categories (self, MAX (deadline, g_get_monotonic_time () + 500));
  for (guint i = 0; self->inbox != NULL && i < G_N_ELEMENTS (self->facets); i++)
    if (!self->is_dirty)
      bs_facet_list_ask (self->facets[i], self->queries);
  if (self->inbox != NULL)
    tell_changes (self);
  drop_removed (self);
  if (self->inbox != NULL && (bs_inbox_has_updates (self->inbox) || bs_inbox_has_results (self->inbox) ||
                              (bs_category_tree_is_dirty (self->tree) && !self->is_dirty)))
    bs_inbox_wake (self->inbox, 0);
  g_object_unref (self);
}

static void
bs_library_constructed (GObject *object)
{
  BsLibrary *self = BS_LIBRARY (object);
  g_autofree char *root = g_file_get_path (self->folder);

  G_OBJECT_CLASS (bs_library_parent_class)->constructed (object);
  self->site = bs_site_new_plain (root != NULL ? root : "/");
}

static void
bs_library_init (BsLibrary *self)
{
  const BsLibraryIndexFuncs index_funcs = { index_told, index_advanced, feed_index };
  const BsLibraryMarksFuncs marks_funcs = { marks_changed, marks_told, take_categories, take_searches, row_marked };

  self->context = g_main_context_ref_thread_default ();
  self->in_use = TRUE;
  self->vocabulary = bs_vocabulary_new ();
  self->table = bs_table_new (self->vocabulary);
  self->items = bs_items_new (self->vocabulary);
  self->tree = bs_category_tree_new (self->vocabulary);
  self->facets[0] = bs_facet_list_new (self->vocabulary, BS_VOCABULARY_TAGS);
  self->facets[1] = bs_facet_list_new (self->vocabulary, BS_VOCABULARY_SOURCES);
  self->lists = g_ptr_array_new ();
  self->index = bs_library_index_new (&index_funcs, self);
  self->marks = bs_library_marks_new (self->table, self->items, &marks_funcs, self);
  self->searches = bs_saved_searches_new (self);
  self->changes = g_ptr_array_new_with_free_func (free_change);
  self->unreadable = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_unreadable_free);
}

static void
bs_library_dispose (GObject *object)
{
  bs_library_close (BS_LIBRARY (object));
  bs_saved_searches_close (BS_LIBRARY (object)->searches);
  G_OBJECT_CLASS (bs_library_parent_class)->dispose (object);
}

static void
bs_library_finalize (GObject *object)
{
  BsLibrary *self = BS_LIBRARY (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->facets); i++)
    g_clear_object (&self->facets[i]);
  g_clear_object (&self->searches);
  g_clear_pointer (&self->marks, bs_library_marks_free);
  g_clear_pointer (&self->index, bs_library_index_free);
  g_clear_pointer (&self->tree, bs_category_tree_free);
  g_clear_pointer (&self->items, bs_items_unref);
  g_clear_pointer (&self->table, bs_table_unref);
  g_clear_pointer (&self->vocabulary, bs_vocabulary_unref);
  g_clear_pointer (&self->site, bs_site_unref);
  g_clear_pointer (&self->lists, g_ptr_array_unref);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_clear_pointer (&self->unreadable, g_ptr_array_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_object (&self->folder);
  g_strfreev (self->names);
  g_free (self->message);
  G_OBJECT_CLASS (bs_library_parent_class)->finalize (object);
}

static void
set_include_left_out (BsLibrary *self, gboolean include)
{
  if (self->include_left_out == include)
    return;
  self->include_left_out = include;
  bs_library_marks_set_as_read (self->marks);
  if (self->sync != NULL)
    start_scan (self, BS_SYNC_DEFAULT);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INCLUDE_LEFT_OUT]);
}

static void
bs_library_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  BsLibrary *self = BS_LIBRARY (object);

  switch (property_id)
    {
    case PROP_FOLDER:
      g_value_set_object (value, self->folder);
      break;
    case PROP_STATE:
      g_value_set_uint (value, self->state);
      break;
    case PROP_MESSAGE:
      g_value_set_string (value, self->message);
      break;
    case PROP_FOUND:
      g_value_set_uint (value, self->found);
      break;
    case PROP_N_ARTICLES:
      g_value_set_uint (value, bs_library_get_n_articles (self));
      break;
    case PROP_N_DRAFTS:
      g_value_set_uint (value, self->n_drafts);
      break;
    case PROP_N_NEEDS_REPAIR:
      g_value_set_uint (value, self->n_needs_repair);
      break;
    case PROP_N_UNREAD:
      g_value_set_uint (value, bs_library_get_n_unread (self));
      break;
    case PROP_N_STARRED:
      g_value_set_uint (value, bs_library_get_n_starred (self));
      break;
    case PROP_N_RECENT:
      g_value_set_uint (value, bs_library_get_n_recent (self));
      break;
    case PROP_MARKS_MESSAGE:
      g_value_set_string (value, bs_library_marks_get_message (self->marks));
      break;
    case PROP_N_LEFT_OUT:
      g_value_set_uint (value, self->n_left_out);
      break;
    case PROP_UNREADABLE:
      g_value_set_boxed (value, self->unreadable);
      break;
    case PROP_INCLUDE_LEFT_OUT:
      g_value_set_boolean (value, self->include_left_out);
      break;
    case PROP_INDEX_STATE:
      g_value_set_uint (value, bs_library_get_index_state (self));
      break;
    case PROP_N_TO_INDEX:
      g_value_set_uint (value, bs_library_get_n_to_index (self));
      break;
    case PROP_IS_INDEX_SLOW:
      g_value_set_boolean (value, bs_library_is_index_slow (self));
      break;
    case PROP_INDEX_BYTES:
      g_value_set_uint64 (value, bs_library_get_index_bytes (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
bs_library_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  BsLibrary *self = BS_LIBRARY (object);

  switch (property_id)
    {
    case PROP_FOLDER:
      self->folder = g_value_dup_object (value);
      break;
    case PROP_INCLUDE_LEFT_OUT:
      set_include_left_out (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
bs_library_class_init (BsLibraryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->constructed = bs_library_constructed;
  object_class->dispose = bs_library_dispose;
  object_class->finalize = bs_library_finalize;
  object_class->get_property = bs_library_get_property;
  object_class->set_property = bs_library_set_property;

  properties[PROP_FOLDER] = g_param_spec_object ("folder", NULL, NULL, G_TYPE_FILE,
                                                 G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_STATE] = g_param_spec_uint ("state", NULL, NULL, 0, BS_LIBRARY_UNREADABLE, BS_LIBRARY_CLOSED, flags);
  properties[PROP_MESSAGE] = g_param_spec_string ("message", NULL, NULL, NULL, flags);
  properties[PROP_FOUND] = g_param_spec_uint ("found", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_ARTICLES] = g_param_spec_uint ("n-articles", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_DRAFTS] = g_param_spec_uint ("n-drafts", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_NEEDS_REPAIR] = g_param_spec_uint ("n-needs-repair", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_UNREAD] = g_param_spec_uint ("n-unread", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_STARRED] = g_param_spec_uint ("n-starred", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_RECENT] = g_param_spec_uint ("n-recent", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_MARKS_MESSAGE] = g_param_spec_string ("marks-message", NULL, NULL, NULL, flags);
  properties[PROP_N_LEFT_OUT] = g_param_spec_uint ("n-left-out", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_UNREADABLE] = g_param_spec_boxed ("unreadable", NULL, NULL, G_TYPE_PTR_ARRAY, flags);
  properties[PROP_INCLUDE_LEFT_OUT] = g_param_spec_boolean (
      "include-left-out", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_INDEX_STATE] =
      g_param_spec_uint ("index-state", NULL, NULL, 0, BS_INDEX_UNAVAILABLE, BS_INDEX_STARTING, flags);
  properties[PROP_N_TO_INDEX] = g_param_spec_uint ("n-to-index", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_IS_INDEX_SLOW] = g_param_spec_boolean ("is-index-slow", NULL, NULL, FALSE, flags);
  properties[PROP_INDEX_BYTES] = g_param_spec_uint64 ("index-bytes", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  /**
   * BsLibrary::changed:
   * @self: a library
   * @changes: (element-type BsChange): what changed, in order
   *
   * Something in the folder changed, and the lists have been told.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY | G_SIGNAL_TYPE_STATIC_SCOPE);
}

/**
 * bs_library_new:
 * @folder: a folder on a disk
 *
 * Returns: (transfer full): the library of that folder, closed
 */
BsLibrary *
bs_library_new (GFile *folder)
{
  g_return_val_if_fail (G_IS_FILE (folder), NULL);

  return g_object_new (BS_TYPE_LIBRARY, "folder", folder, NULL);
}

/**
 * bs_library_new_for_files:
 * @folder: a folder on a disk
 * @names: (array zero-terminated=1): names of files in it
 *
 * Returns: (transfer full): a library of these files alone, closed
 */
BsLibrary *
bs_library_new_for_files (GFile *folder, const char *const *names)
{
  BsLibrary *self;

  g_return_val_if_fail (G_IS_FILE (folder) && names != NULL, NULL);

  self = bs_library_new (folder);
  self->names = g_strdupv ((GStrv) names);
  return self;
}

/**
 * bs_library_get_folder:
 * @self: a library
 *
 * Returns: (transfer none): its folder
 */
GFile *
bs_library_get_folder (BsLibrary *self)
{
  g_return_val_if_fail (BS_IS_LIBRARY (self), NULL);

  return self->folder;
}

/**
 * bs_library_get_site:
 * @self: a library
 *
 * Returns: (transfer none): how the folder is read; a plain folder until its configuration was looked for
 */
BsSite *
bs_library_get_site (BsLibrary *self)
{
  g_return_val_if_fail (BS_IS_LIBRARY (self), NULL);

  return self->site;
}

/**
 * bs_library_open:
 * @self: a library
 *
 * Starts to read the folder and to follow it, without waiting. The state says how far that is.
 */
void
bs_library_open (BsLibrary *self)
{
  g_return_if_fail (BS_IS_LIBRARY (self));

  if (self->sync != NULL)
    return;
  if (!g_file_is_native (self->folder))
    {
      g_autofree char *uri = g_file_get_uri (self->folder);
      g_autofree char *message = g_strdup_printf (_ ("“%s” is not a folder on this computer."), uri);

      set_state (self, BS_LIBRARY_UNREADABLE, message);
      return;
    }

  self->inbox = bs_inbox_new (self->context, dispatch, self);
  self->sync = bs_sync_new (self->site->root, (const char *const *) self->names, self->vocabulary, self->inbox);
  bs_sync_set_in_use (self->sync, self->in_use);
  self->queries = bs_query_thread_new (self->vocabulary, self->inbox, apply_job);
  if (bs_library_index_get_use (self->index) != BS_INDEX_USE_NONE)
    bs_query_thread_use_index (self->queries, self->site->root, doubt_index);
  self->items->details = bs_details_new (self->inbox, self->site, apply_details);
  self->is_loading = bs_table_get_size (self->table) == 0;
  bs_library_marks_open (self->marks, self->keeps_marks ? self->site->root : NULL, self->vocabulary, self->inbox);
  for (guint i = 0; i < self->lists->len; i++)
    bs_article_list_refresh (self->lists->pdata[i]);
  bs_library_index_open (self->index, self->site->root, self->vocabulary, self->inbox);
  start_reading (self);
}

/**
 * bs_library_keep_marks:
 * @self: a library that is closed
 *
 * Has the library keep its marks in the user's data folder, from the next time on that it is opened. A program that
 * only looks at a folder leaves nothing behind.
 */
void
bs_library_keep_marks (BsLibrary *self)
{
  g_return_if_fail (BS_IS_LIBRARY (self));
  g_return_if_fail (self->sync == NULL);

  self->keeps_marks = TRUE;
}

/**
 * bs_library_get_indexing:
 * @library: a library
 *
 * Returns: (transfer none): its index
 */
BsLibraryIndex *
bs_library_get_indexing (BsLibrary *library)
{
  return library->index;
}

/**
 * bs_library_get_marking:
 * @library: a library
 *
 * Returns: (transfer none): the marks of its articles
 */
BsLibraryMarks *
bs_library_get_marking (BsLibrary *library)
{
  return library->marks;
}

/**
 * bs_library_get_table:
 * @self: a library
 *
 * Returns: (transfer none): its articles
 */
BsTable *
bs_library_get_table (BsLibrary *self)
{
  return self->table;
}

/**
 * bs_library_get_vocabulary:
 * @self: a library
 *
 * Returns: (transfer none): its names
 */
BsVocabulary *
bs_library_get_vocabulary (BsLibrary *self)
{
  return self->vocabulary;
}

/**
 * bs_library_get_searches:
 * @library: a library
 *
 * Returns: (transfer none): its saved searches
 */
BsSavedSearches *
bs_library_get_searches (BsLibrary *library)
{
  g_return_val_if_fail (BS_IS_LIBRARY (library), NULL);

  return library->searches;
}

/**
 * bs_library_set_in_use:
 * @self: a library
 * @in_use: whether someone looks at it, as is taken for granted at first
 *
 * If the folder has to be polled, it is polled more often while it is in use.
 */
void
bs_library_set_in_use (BsLibrary *self, gboolean in_use)
{
  g_return_if_fail (BS_IS_LIBRARY (self));

  if (self->in_use == in_use)
    return;
  self->in_use = in_use;
  if (self->sync != NULL)
    bs_sync_set_in_use (self->sync, in_use);
}

/**
 * bs_library_close:
 * @self: a library
 *
 * Stops following the folder. The lists keep their articles. No thread is waited for, and its later results are
 * dropped.
 */
void
bs_library_close (BsLibrary *self)
{
  g_return_if_fail (BS_IS_LIBRARY (self));

  if (self->sync == NULL)
    return;
  bs_library_marks_close (self->marks);
  bs_saved_searches_stop (self->searches);
  bs_inbox_close (self->inbox);
  bs_library_index_close (self->index);
  g_clear_pointer (&self->items->details, bs_details_free);
  g_clear_pointer (&self->sync, bs_sync_free);
  g_clear_pointer (&self->queries, bs_query_thread_free);
  g_clear_pointer (&self->inbox, bs_inbox_unref);
  for (guint i = 0; i < self->lists->len; i++)
    bs_article_list_forget_question (self->lists->pdata[i]);
  for (guint i = 0; i < G_N_ELEMENTS (self->facets); i++)
    bs_facet_list_forget_question (self->facets[i]);
  self->is_loading = FALSE;
  self->is_finishing = FALSE;
  g_ptr_array_set_size (self->changes, 0);
  set_state (self, BS_LIBRARY_CLOSED, NULL);
}

/**
 * bs_library_get_state:
 * @self: a library
 *
 * Returns: its state
 */
BsLibraryState
bs_library_get_state (BsLibrary *self)
{
  g_return_val_if_fail (BS_IS_LIBRARY (self), BS_LIBRARY_CLOSED);

  return self->state;
}

/**
 * bs_library_get_message:
 * @self: a library
 *
 * Returns: (nullable): why the folder is gone or cannot be read
 */
const char *
bs_library_get_message (BsLibrary *self)
{
  g_return_val_if_fail (BS_IS_LIBRARY (self), NULL);

  return self->message;
}

/**
 * bs_library_get_n_articles:
 * @self: a library
 *
 * Returns: how many articles there are
 */
guint
bs_library_get_n_articles (BsLibrary *self)
{
  g_return_val_if_fail (BS_IS_LIBRARY (self), 0);

  return bs_table_get_size (self->table);
}

/**
 * bs_library_get_n_drafts:
 * @self: a library
 *
 * Returns: how many of them are drafts
 */
guint
bs_library_get_n_drafts (BsLibrary *self)
{
  g_return_val_if_fail (BS_IS_LIBRARY (self), 0);

  return self->n_drafts;
}

/**
 * bs_library_get_n_needs_repair:
 * @self: a library
 *
 * Returns: how many of them have a problem that is more than a note
 */
guint
bs_library_get_n_needs_repair (BsLibrary *self)
{
  g_return_val_if_fail (BS_IS_LIBRARY (self), 0);

  return self->n_needs_repair;
}

/**
 * bs_library_get_n_left_out:
 * @self: a library
 *
 * Returns: how many files of the folder look like articles and are not part of the site, as the last scan counted them
 */
guint
bs_library_get_n_left_out (BsLibrary *self)
{
  g_return_val_if_fail (BS_IS_LIBRARY (self), 0);

  return self->n_left_out;
}

/**
 * bs_library_get_unreadable:
 * @self: a library
 *
 * Nothing is known about files in and below these folders. Articles known from before stay. The property `unreadable`
 * is notified when the folders change; the array itself never does.
 *
 * Returns: (transfer none) (element-type BsUnreadable): the folders in it that cannot be read, and why, sorted by path
 */
GPtrArray *
bs_library_get_unreadable (BsLibrary *self)
{
  g_return_val_if_fail (BS_IS_LIBRARY (self), NULL);

  return self->unreadable;
}

/**
 * bs_library_rescan:
 * @self: a library
 *
 * Reads the whole folder again, including files that look unchanged, whose times may have been set back. Does nothing
 * while the library is closed.
 */
void
bs_library_rescan (BsLibrary *self)
{
  g_return_if_fail (BS_IS_LIBRARY (self));

  if (self->sync != NULL)
    start_scan (self, BS_SYNC_REREAD);
}

/**
 * bs_library_cancel_scan:
 * @self: a library
 *
 * Stops the running scan. The articles found so far stay, and the library is ready.
 */
void
bs_library_cancel_scan (BsLibrary *self)
{
  g_return_if_fail (BS_IS_LIBRARY (self));

  if (self->sync != NULL)
    bs_sync_cancel_scan (self->sync);
}

/**
 * bs_library_look_at:
 * @self: a library
 * @path: path of a file that was just written, relative to the folder
 *
 * Has the watch check a file now, so that our own changes show at once even if the folder is polled. Does nothing while
 * the library is closed.
 */
void
bs_library_look_at (BsLibrary *self, const char *path)
{
  g_return_if_fail (BS_IS_LIBRARY (self));
  g_return_if_fail (path != NULL);

  if (self->sync != NULL)
    bs_sync_look_at (self->sync, path);
}

static void
remove_list (gpointer owner, BsArticleList *list)
{
  g_ptr_array_remove_fast (BS_LIBRARY (owner)->lists, list);
}

static BsArticleItem *
dup_item_by_id (gpointer owner, guint id)
{
  BsLibrary *self = owner;
  BsRow *row = bs_table_get (self->table, id);

  g_return_val_if_fail (row != NULL, NULL);
  return bs_items_dup (self->items, row);
}

static const BsArticleListFuncs list_funcs = { dup_item_by_id, ask, remove_list };

/**
 * bs_library_query:
 * @self: a library
 * @query: a query
 *
 * Returns: (transfer full): a list that follows the library; it is empty until the query is answered
 */
BsArticleList *
bs_library_query (BsLibrary *self, BsQuery *query)
{
  BsArticleList *list;

  g_return_val_if_fail (BS_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (query != NULL, NULL);

  list = bs_article_list_new (self, &list_funcs, query);
  g_ptr_array_add (self->lists, list);
  return list;
}

/**
 * bs_library_get_categories:
 * @self: a library
 *
 * Returns: (transfer none): a list of #BsCategory, the roots of the tree
 */
GListModel *
bs_library_get_categories (BsLibrary *self)
{
  g_return_val_if_fail (BS_IS_LIBRARY (self), NULL);

  return bs_category_tree_get_roots (self->tree);
}

static gboolean
begins_with (const char *const *path, const char *const *from)
{
  guint depth = 0;

  while (from[depth] != NULL && g_strcmp0 (path[depth], from[depth]) == 0)
    depth++;
  return from[depth] == NULL;
}

/**
 * bs_library_list_kept_categories:
 * @self: a library
 * @from: (array zero-terminated=1): a category
 *
 * Returns: (transfer full) (element-type GStrv): those that are shown although no article is in them, among @from and
 *   what is below it
 */
GPtrArray *
bs_library_list_kept_categories (BsLibrary *self, const char *const *from)
{
  g_autoptr (GPtrArray) kept = NULL;
  GPtrArray *below;

  g_return_val_if_fail (BS_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (from != NULL && *from != NULL, NULL);

  kept = bs_category_tree_list_kept (self->tree);
  below = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  for (guint i = 0; i < kept->len; i++)
    if (begins_with (kept->pdata[i], from))
      g_ptr_array_add (below, g_strdupv (kept->pdata[i]));
  return below;
}

/**
 * bs_library_change_kept_categories:
 * @self: a library
 * @from: (nullable) (array zero-terminated=1): a category
 * @to: (nullable) (array zero-terminated=1): a category
 *
 * Shows @to although no article is in it; instead of @from, if that and @to are there, and then what is kept below
 * @from is below @to. Without @to, neither @from nor what is below it is shown while it is empty. This is kept with the
 * marks. A category that articles come into is an ordinary one from then on.
 *
 * Returns: whether that changes anything
 */
gboolean
bs_library_change_kept_categories (BsLibrary *self, const char *const *from, const char *const *to)
{
  g_autoptr (GPtrArray) dropped = NULL;
  g_autoptr (GPtrArray) added = NULL;
  gboolean is_new = FALSE;

  g_return_val_if_fail (BS_IS_LIBRARY (self), FALSE);
  g_return_val_if_fail (from == NULL || *from != NULL, FALSE);
  g_return_val_if_fail (to == NULL || *to != NULL, FALSE);

  added = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  dropped = from != NULL ? bs_library_list_kept_categories (self, from) :
                           g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  for (guint i = 0; to != NULL && i < dropped->len; i++)
    {
      const char **path = dropped->pdata[i];
      g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

      g_strv_builder_addv (builder, (const char **) to);
      g_strv_builder_addv (builder, path + g_strv_length ((GStrv) from));
      g_ptr_array_add (added, g_strv_builder_end (builder));
    }
  if (from == NULL && to != NULL)
    g_ptr_array_add (added, g_strdupv ((GStrv) to));
  for (guint i = 0; i < dropped->len; i++)
    is_new = bs_category_tree_keep (self->tree, dropped->pdata[i], FALSE) || is_new;
  for (guint i = 0; i < added->len; i++)
    is_new = bs_category_tree_keep (self->tree, added->pdata[i], TRUE) || is_new;
  if (!is_new)
    return FALSE;
  bs_library_marks_keep_categories (self->marks, g_steal_pointer (&dropped), g_steal_pointer (&added));
  flush_categories (self, g_get_monotonic_time () + SLICE);
  if (self->inbox != NULL)
    bs_inbox_wake (self->inbox, 0);
  return TRUE;
}

/**
 * bs_library_get_tags:
 * @self: a library
 *
 * Returns: (transfer none): a list of #BsFacet, the commonest first
 */
GListModel *
bs_library_get_tags (BsLibrary *self)
{
  g_return_val_if_fail (BS_IS_LIBRARY (self), NULL);

  return G_LIST_MODEL (self->facets[0]);
}

/**
 * bs_library_get_sources:
 * @self: a library
 *
 * Returns: (transfer none): a list of #BsFacet, the commonest first
 */
GListModel *
bs_library_get_sources (BsLibrary *self)
{
  g_return_val_if_fail (BS_IS_LIBRARY (self), NULL);

  return G_LIST_MODEL (self->facets[1]);
}

/**
 * bs_library_hold_names:
 * @self: a library
 * @is_held: whether tags and sources stay where they are in their lists
 *
 * For as long as someone points at one of them. What changes meanwhile is shown afterwards.
 */
void
bs_library_hold_names (BsLibrary *self, gboolean is_held)
{
  g_return_if_fail (BS_IS_LIBRARY (self));

  for (guint i = 0; i < G_N_ELEMENTS (self->facets); i++)
    bs_facet_list_set_held (self->facets[i], is_held);
  if (!is_held && self->inbox != NULL)
    bs_inbox_wake (self->inbox, 0);
}

/**
 * bs_library_dup_item:
 * @self: a library
 * @path: a path relative to the folder
 *
 * Until #BsLibrary::changed tells that an article was moved, it is found under both paths.
 *
 * Returns: (transfer full) (nullable): the article there, if there is one
 */
BsArticleItem *
bs_library_dup_item (BsLibrary *self, const char *path)
{
  BsRow *row;

  g_return_val_if_fail (BS_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  row = bs_table_lookup (self->table, path);
  for (guint i = 0; row == NULL && i < self->changes->len; i++)
    {
      const BsChange *change = self->changes->pdata[i];

      if (change->kind == BS_CHANGE_MOVED && g_str_equal (change->from, path))
        row = bs_table_lookup (self->table, change->path);
    }
  return row != NULL ? bs_items_dup (self->items, row) : NULL;
}

/**
 * bs_library_is_draft:
 * @self: a library
 * @id: an article's number
 *
 * Returns: whether it is a draft
 */
gboolean
bs_library_is_draft (BsLibrary *self, guint id)
{
  const BsRow *row;

  g_return_val_if_fail (BS_IS_LIBRARY (self), FALSE);

  row = bs_table_get (self->table, id);

  return row != NULL && (row->flags & BS_ROW_DRAFT) != 0;
}

/**
 * bs_library_take_snapshot:
 * @self: a library
 *
 * Returns: (transfer full) (nullable): the rows of all articles, for a worker; %NULL while the library is not open
 */
BsSnapshot *
bs_library_take_snapshot (BsLibrary *self)
{
  g_return_val_if_fail (BS_IS_LIBRARY (self), NULL);

  return self->site != NULL ? bs_table_take_snapshot (self->table) : NULL;
}

/**
 * bs_library_dup_paths:
 * @self: a library
 * @ids: (array length=n_ids): the numbers of articles
 * @n_ids: how many
 *
 * Returns: (transfer full) (element-type filename): their paths relative to the folder, without those that are gone
 */
GStrv
bs_library_dup_paths (BsLibrary *self, const guint *ids, guint n_ids)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_sized_new (n_ids + 1);

  g_return_val_if_fail (BS_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (ids != NULL || n_ids == 0, NULL);

  for (guint i = 0; i < n_ids; i++)
    {
      BsRow *row = bs_table_get (self->table, ids[i]);

      if (row != NULL && (bs_row_get_marks (row) & BS_MARK_GONE) == 0)
        g_ptr_array_add (paths, bs_row_dup_path (row));
    }
  g_ptr_array_add (paths, NULL);

  return (GStrv) g_ptr_array_steal (paths, NULL);
}
