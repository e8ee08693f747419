/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/library/library-private.h"
#include "model/library/folder/relative-path.h"

/* How the table follows the folder, and the lists the table: what the workers post is taken in small slices. */

#define SCAN_REFRESH 400000 /* how often the lists follow a scan, in microseconds */
#define MAX_UPDATE 4096     /* more changes than this, and a query is answered anew */
#define MAX_TOLD 1000       /* changes in one emission of the signal */

/**
 * bs_library_free_change:
 * @data: (transfer full): a #BsChange
 */
void
bs_library_free_change (gpointer data)
{
  BsChange *change = data;

  g_free (change->path);
  g_free (change->from);
  g_free (change);
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
count_facets (BsFacets *facets, BsTerm *const *terms, guint n, int difference)
{
  for (guint i = 0; i < n; i++)
    {
      terms[i]->count += (guint32) difference;
      if (!terms[i]->dirty)
        {
          terms[i]->dirty = TRUE;
          g_ptr_array_add (facets->dirty, terms[i]);
        }
    }
}

/**
 * bs_library_count:
 * @self: a library
 * @row: an article
 * @difference: 1 if it came, -1 if it went
 */
void
bs_library_count (BsLibrary *self, const BsRow *row, int difference)
{
  bs_category_tree_count (self->tree, row, difference);
  count_facets (&self->facets[0], row->terms + row->n_sources + row->n_categories, row->n_tags, difference);
  count_facets (&self->facets[1], row->terms, row->n_sources, difference);
  self->n_drafts += (row->flags & BS_ROW_DRAFT) != 0 ? (guint) difference : 0;
  self->n_needs_repair += (row->flags & BS_ROW_NEEDS_REPAIR) != 0 ? (guint) difference : 0;
  bs_library_marks_count (self, row, difference);
}

static void
remove_row (BsLibrary *self, guint id)
{
  g_autoptr (BsRow) row = bs_table_remove (self->table, id);

  bs_library_count (self, row, -1);
  bs_library_marks_removed (self, row);
  bs_library_index_row (self, NULL, row);
  note_change (self, BS_CHANGE_REMOVED, row, NULL);
}

static void
move_row (BsLibrary *self, BsRow *old, BsRow *row)
{
  g_autoptr (BsRow) from = bs_table_move (self->table, old->id, row);

  bs_library_count (self, from, -1);
  bs_library_marks_moved (self, row, from);
  bs_library_count (self, row, 1);
  bs_items_replace (self->items, row);
  bs_library_index_row (self, row, from);
  note_change (self, BS_CHANGE_MOVED, row, from);
}

static void
put_row (BsLibrary *self, BsRow *row)
{
  g_autoptr (BsRow) old = NULL;
  BsPutResult result = bs_table_put (self->table, row, &old);

  bs_library_marks_put (self, row, old);
  bs_library_index_row (self, row, old);
  /* Also where nothing new is to be seen: what the item shows has to be the row that gets the marks. */
  if (old != NULL)
    bs_items_replace (self->items, row);
  else
    bs_items_detach (self->items, row->id);
  if (result == BS_PUT_SAME)
    return;
  if (old != NULL)
    bs_library_count (self, old, -1);
  bs_library_count (self, row, 1);
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
  /* Something was renamed over an article: that is how editors save. The article stays the one it was, and the file's
   * old place is looked at after this. */
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

  bs_library_set_state (self, BS_LIBRARY_GONE, message);
}

static void
finish_scan (BsLibrary *self, BsUpdate *update)
{
  bs_inbox_set_patience (self->inbox, 0);
  self->is_dirty = TRUE;
  if (update->number != G_MAXUINT)
    bs_library_set_n_left_out (self, update->number);
  bs_library_marks_scan_ended (self, update->error == NULL && update->number != G_MAXUINT);
  if (update->error == NULL || g_error_matches (update->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      self->is_finishing = TRUE;
      return;
    }
  self->is_loading = FALSE;
  if (g_error_matches (update->error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    set_gone (self);
  else
    bs_library_set_state (self, BS_LIBRARY_UNREADABLE, update->error->message);
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

/* What was there already is shown whole; what changed since is told as any change. */
static void
finish_loading (BsLibrary *self)
{
  self->is_loading = bs_table_get_size (self->table) == 0;
  bs_library_start_scan (self, BS_SYNC_DEFAULT);
}

/* FALSE where the update is not done yet, and its next slice comes with the next turn. */
static gboolean
apply_update (BsLibrary *self, BsUpdate *update, gint64 deadline)
{
  switch (update->kind)
    {
    case BS_UPDATE_PUT:
      take_row (self, g_steal_pointer (&update->row), update->from);
      return TRUE;
    case BS_UPDATE_GONE:
      bs_library_update_unreadable (self, update->path, TRUE, NULL);
      return remove_path (self, update->path, deadline);
    case BS_UPDATE_LOOKED_AT:
      bs_library_update_unreadable (self, update->path, update->with_below, update->unreadable);
      return TRUE;
    case BS_UPDATE_COMPARE:
      bs_library_request_compare (self, update->path, update->number);
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

static void
ask_facets (BsLibrary *self, BsFacets *facets)
{
  g_autoptr (GPtrArray) terms = NULL;
  BsQueryJob *job;

  if (facets->dirty->len == 0 || facets->is_asking)
    return;
  for (guint i = 0; i < facets->dirty->len; i++)
    {
      BsTerm *term = facets->dirty->pdata[i];

      term->dirty = FALSE;
      if (term->object != NULL)
        bs_facet_set_count (term->object, term->count);
    }
  g_ptr_array_set_size (facets->dirty, 0);

  terms = bs_vocabulary_list (self->vocabulary, facets->kind);
  job = g_new0 (BsQueryJob, 1);
  job->stamp = bs_stamp_ref (facets->stamp);
  job->number = facets->stamp->current;
  job->list = facets;
  job->before = bs_ids_ref (bs_facet_list_get_ids (facets->list));
  job->counts = g_new (BsTermCount, terms->len + 1);
  for (guint i = 0; i < terms->len; i++)
    {
      BsTerm *term = terms->pdata[i];

      if (term->count > 0)
        job->counts[job->n_counts++] = (BsTermCount){ term, term->count };
    }
  facets->is_asking = TRUE;
  bs_query_thread_push (self->queries, job);
}

/**
 * bs_library_ask:
 * @owner: a library
 * @list: who asks
 * @query: what
 * @before: what the list shows
 * @is_same_query: whether that answers the same query
 * @stamp: says which question is the newest
 *
 * Returns: whether an answer will come; none does from a library that is closed
 */
gboolean
bs_library_ask (gpointer owner, BsArticleList *list, BsQuery *query, BsIds *before, gboolean is_same_query,
                BsStamp *stamp)
{
  BsLibrary *self = owner;
  BsQueryJob *job;

  if (self->queries == NULL)
    return FALSE;
  job = g_new0 (BsQueryJob, 1);
  job->stamp = bs_stamp_ref (stamp);
  job->number = g_atomic_int_get (&stamp->current);
  job->list = list;
  job->query = bs_query_ref (query);
  job->before = bs_ids_ref (before);
  job->snapshot = bs_table_take_snapshot (self->table);
  if (query->text != NULL)
    {
      job->zone = g_time_zone_ref (self->site->zone);
      job->wants_first = !is_same_query;
      bs_library_look_at_index (self);
    }
  else if (is_same_query)
    job->changes = bs_table_list_changes (self->table, before->version, MAX_UPDATE, &job->n_changes);
  bs_query_thread_push (self->queries, job);
  return TRUE;
}

/**
 * bs_library_apply_job:
 * @owner: a library
 * @data: a #BsQueryJob that is answered
 */
void
bs_library_apply_job (gpointer owner, gpointer data)
{
  BsLibrary *self = owner;
  BsQueryJob *job = data;

  for (guint i = 0; i < G_N_ELEMENTS (self->facets); i++)
    if (job->list == &self->facets[i])
      {
        self->facets[i].is_asking = FALSE;
        bs_facet_list_apply (self->facets[i].list, job->after, job->ranges);
        return;
      }
  /* The pointer is looked for before it is used: the list may be gone. */
  if (g_ptr_array_find (self->lists, job->list, NULL))
    bs_article_list_apply (job->list, job);
}

/**
 * bs_library_apply_details:
 * @owner: a library
 * @data: a #BsDetailsResult
 */
void
bs_library_apply_details (gpointer owner, gpointer data)
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
  bs_library_marks_flush (self);
  lists = g_ptr_array_copy (self->lists, NULL, NULL);
  for (guint i = 0; i < lists->len; i++)
    bs_article_list_refresh (lists->pdata[i]);
  for (guint i = 0; i < G_N_ELEMENTS (self->facets); i++)
    ask_facets (self, &self->facets[i]);
  bs_library_notify_counts (self);
}

/* Whether all that shows articles has been told of what happened up to a version of the table. */
static gboolean
is_told (BsLibrary *self, guint64 version)
{
  if (self->is_dirty || bs_category_tree_is_dirty (self->tree))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (self->facets); i++)
    if (self->facets[i].is_asking || self->facets[i].dirty->len > 0)
      return FALSE;
  for (guint i = 0; i < self->lists->len; i++)
    if (bs_article_list_get_version (self->lists->pdata[i]) < version)
      return FALSE;
  return TRUE;
}

/* Whether no list still waits for the answer to what it was asked last. */
static gboolean
is_answered (BsLibrary *self)
{
  for (guint i = 0; i < self->lists->len; i++)
    if (bs_article_list_get_pending (self->lists->pdata[i]))
      return FALSE;
  return TRUE;
}

/* The rows of articles that are gone stay until no list shows them any more. */
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
      bs_library_set_state (self, BS_LIBRARY_READY, NULL);
      bs_library_feed_index (self);
    }
  if (self->changes->len == 0 || !is_told (self, self->changes_version))
    return;
  changes = g_ptr_array_new_with_free_func (bs_library_free_change);
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
      g_ptr_array_set_free_func (self->changes, bs_library_free_change);
      bs_inbox_wake (self->inbox, 0);
    }
  bs_library_emit_changed (self, changes);
}

/**
 * bs_library_dispatch:
 * @owner: a library
 *
 * Does one slice of what is to do on the main thread.
 */
void
bs_library_dispatch (gpointer owner)
{
  BsLibrary *self = g_object_ref (owner);
  gint64 now = g_get_monotonic_time ();
  gint64 deadline = now + BS_LIBRARY_SLICE;
  BsResult *result;
  BsUpdate *update = NULL;
  guint n = 0;

  while (self->inbox != NULL && g_get_monotonic_time () < deadline &&
         (result = bs_inbox_pop_result (self->inbox)) != NULL)
    {
      result->apply (self, result->data);
      bs_result_free (result);
    }
  /* Whoever is told of something may close the library then and there. */
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

      /* A flood is followed from time to time, all else at once. */
      if (!bs_inbox_has_updates (self->inbox) && !(self->state == BS_LIBRARY_SCANNING && !self->is_finishing))
        due = 0;
      if (now >= due)
        refresh (self);
      else
        bs_inbox_wake (self->inbox, due);
    }
  if (bs_category_tree_is_dirty (self->tree) && !self->is_dirty)
    bs_category_tree_flush (self->tree, MAX (deadline, g_get_monotonic_time () + 500));
  for (guint i = 0; self->inbox != NULL && i < G_N_ELEMENTS (self->facets); i++)
    if (!self->is_dirty)
      ask_facets (self, &self->facets[i]);
  if (self->inbox != NULL)
    tell_changes (self);
  drop_removed (self);
  if (self->inbox != NULL && (bs_inbox_has_updates (self->inbox) || bs_inbox_has_results (self->inbox) ||
                              (bs_category_tree_is_dirty (self->tree) && !self->is_dirty)))
    bs_inbox_wake (self->inbox, 0);
  g_object_unref (self);
}
