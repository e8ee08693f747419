/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/library-folder.h"

#include <glib/gi18n-lib.h>

#include "model/library/folder/unreadable.h"

/* How long results of a scan may wait for more, in microseconds. */
#define SCAN_PATIENCE 20000

struct _BsLibraryFolder
{
  GObject *owner;
  BsTable *table;
  BsLibraryArticles *articles;
  BsLibraryViews *views;
  BsLibraryMarks *marks;

  BsInbox *inbox; /* (nullable): while it is open, like the next */
  BsSync *sync;
  gboolean in_use;
  gboolean include_left_out;
  gboolean is_finishing; /* the scan is finished, but the lists do not show all of it yet */
  BsLibraryState state;
  char *message;
  guint n_left_out;
  GPtrArray *unreadable; /* (element-type BsUnreadable) */
};

/**
 * bs_library_folder_new:
 * @owner: the library, whose properties are notified
 * @table: its rows
 * @articles: applies changes
 * @views: the views of the articles
 * @marks: its marks
 *
 * Returns: (transfer full): the folder of the library, closed; all of the above must outlive it
 */
BsLibraryFolder *
bs_library_folder_new (GObject *owner, BsTable *table, BsLibraryArticles *articles, BsLibraryViews *views,
                       BsLibraryMarks *marks)
{
  BsLibraryFolder *self = g_new0 (BsLibraryFolder, 1);

  self->owner = owner;
  self->table = table;
  self->articles = articles;
  self->views = views;
  self->marks = marks;
  self->in_use = TRUE;
  self->unreadable = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_unreadable_free);
  return self;
}

/**
 * bs_library_folder_free:
 * @self: (transfer full): the folder of a library that is closed
 */
void
bs_library_folder_free (BsLibraryFolder *self)
{
  g_ptr_array_unref (self->unreadable);
  g_free (self->message);
  g_free (self);
}

/**
 * bs_library_folder_set_state:
 * @self: the folder of a library
 * @state: its state
 * @message: (nullable): why it is missing or cannot be read
 */
void
bs_library_folder_set_state (BsLibraryFolder *self, BsLibraryState state, const char *message)
{
  g_object_freeze_notify (self->owner);
  if (g_strcmp0 (self->message, message) != 0)
    {
      g_free (self->message);
      self->message = g_strdup (message);
      g_object_notify (self->owner, "message");
    }
  if (self->state != state)
    {
      self->state = state;
      bs_library_articles_set_ready (self->articles, state == BS_LIBRARY_READY);
      g_object_notify (self->owner, "state");
    }
  g_object_thaw_notify (self->owner);
}

static void
update_unreadable (BsLibraryFolder *self, const char *path, gboolean with_below, GPtrArray *found)
{
  g_autoptr (GPtrArray) before = g_steal_pointer (&self->unreadable);

  self->unreadable = bs_unreadable_list_update (before, path, with_below, found);
  if (self->unreadable != before)
    g_object_notify (self->owner, "unreadable");
}

static void
request_compare (BsLibraryFolder *self, const char *path, BsSyncFlags flags)
{
  if (self->include_left_out)
    flags |= BS_SYNC_INCLUDE_LEFT_OUT;
  bs_sync_compare (self->sync, path, bs_table_take_snapshot (self->table), flags);
}

static void
start_scan (BsLibraryFolder *self, BsSyncFlags flags)
{
  self->is_finishing = FALSE;
  bs_library_marks_scan_starts (self->marks);
  bs_inbox_set_patience (self->inbox, SCAN_PATIENCE);
  bs_library_views_set_refreshed (self->views, 0);
  request_compare (self, "", BS_SYNC_LOUD | BS_SYNC_DETECT | flags);
  bs_library_folder_set_state (self, BS_LIBRARY_SCANNING, NULL);
}

/**
 * bs_library_folder_open:
 * @self: the folder of a library
 * @names: (nullable) (array zero-terminated=1): the only files in it that are read; %NULL for all
 * @vocabulary: the library's names
 * @inbox: its inbox
 * @has_index: whether the index may contain the folder's articles
 *
 * Starts to read and watch the folder. Shows the articles of the index, if there are any, and then compares the folder
 * with it.
 */
void
bs_library_folder_open (BsLibraryFolder *self, const char *const *names, BsVocabulary *vocabulary, BsInbox *inbox,
                        gboolean has_index)
{
  self->inbox = inbox;
  self->sync = bs_sync_new (bs_library_views_get_site (self->views)->root, names, vocabulary, inbox);
  bs_sync_set_in_use (self->sync, self->in_use);
  if (!has_index || !bs_library_articles_is_loading (self->articles))
    {
      start_scan (self, BS_SYNC_DEFAULT);
      return;
    }
  /* The lists are updated when everything is loaded, unless the library is so large that the user would wait. */
  bs_library_views_set_refreshed (self->views, g_get_monotonic_time ());
  bs_library_folder_set_state (self, BS_LIBRARY_SCANNING, NULL);
  bs_sync_load (self->sync);
}

/**
 * bs_library_folder_close:
 * @self: the folder of a library
 *
 * Stops following the folder.
 */
void
bs_library_folder_close (BsLibraryFolder *self)
{
  g_clear_pointer (&self->sync, bs_sync_free);
  self->inbox = NULL;
  self->is_finishing = FALSE;
}

static void
set_gone (BsLibraryFolder *self)
{
  g_autofree char *name = g_filename_display_name (bs_library_views_get_site (self->views)->root);
  g_autofree char *message = g_strdup_printf (_ ("The folder “%s” was not found."), name);

  bs_library_folder_set_state (self, BS_LIBRARY_GONE, message);
}

static void
finish_scan (BsLibraryFolder *self, BsUpdate *update)
{
  bs_inbox_set_patience (self->inbox, 0);
  bs_library_views_touch (self->views);
  if (update->number != G_MAXUINT && update->number != self->n_left_out)
    {
      self->n_left_out = update->number;
      g_object_notify (self->owner, "n-left-out");
    }
  bs_library_marks_scan_ended (self->marks, update->error == NULL && update->number != G_MAXUINT,
                               self->unreadable->len > 0);
  if (update->error == NULL || g_error_matches (update->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      self->is_finishing = TRUE;
      return;
    }
  bs_library_articles_set_loading (self->articles, FALSE);
  if (g_error_matches (update->error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    set_gone (self);
  else
    bs_library_folder_set_state (self, BS_LIBRARY_UNREADABLE, update->error->message);
}

static gboolean
take_rows (BsLibraryFolder *self, BsUpdate *update, gint64 deadline)
{
  while (update->number < update->rows->len)
    {
      bs_library_articles_put (self->articles, g_steal_pointer (&update->rows->pdata[update->number]), NULL);
      if ((++update->number % 16) == 0 && g_get_monotonic_time () >= deadline)
        return FALSE;
    }
  return TRUE;
}

/* Everything in the index is shown at once. Later changes are reported like any other. */
static void
finish_loading (BsLibraryFolder *self)
{
  bs_library_articles_set_loading (self->articles, bs_table_get_size (self->table) == 0);
  start_scan (self, BS_SYNC_DEFAULT);
}

/**
 * bs_library_folder_apply:
 * @self: the folder of a library
 * @update: the result
 * @deadline: when to stop, in monotonic time
 *
 * Returns: whether the update is done; otherwise it continues in the next turn of the main loop
 */
gboolean
bs_library_folder_apply (BsLibraryFolder *self, BsUpdate *update, gint64 deadline)
{
  if (update->kind != BS_UPDATE_PUT && update->kind != BS_UPDATE_ROWS && update->kind != BS_UPDATE_GONE &&
      update->kind != BS_UPDATE_MOVES && update->kind != BS_UPDATE_LOOKED_AT &&
      !bs_library_articles_settle (self->articles, deadline))
    return FALSE;
  switch (update->kind)
    {
    case BS_UPDATE_MOVES:
      bs_library_articles_announce (self->articles, g_steal_pointer (&update->moves));
      return TRUE;
    case BS_UPDATE_PUT:
      bs_library_articles_put (self->articles, g_steal_pointer (&update->row), update->from);
      return TRUE;
    case BS_UPDATE_GONE:
      update_unreadable (self, update->path, TRUE, NULL);
      return bs_library_articles_remove (self->articles, update->path, deadline);
    case BS_UPDATE_LOOKED_AT:
      update_unreadable (self, update->path, update->with_below, update->unreadable);
      return TRUE;
    case BS_UPDATE_COMPARE:
      request_compare (self, update->path, update->number);
      return TRUE;
    case BS_UPDATE_SITE:
      bs_library_views_set_site (self->views, update->site);
      return TRUE;
    case BS_UPDATE_SCANNED:
      finish_scan (self, update);
      return TRUE;
    case BS_UPDATE_ROWS:
      return take_rows (self, update, deadline);
    case BS_UPDATE_LOADED:
      bs_library_articles_note_edition (self->articles, update->edition);
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

/**
 * bs_library_folder_finish:
 * @self: the folder of a library
 *
 * To be called whenever views were answered. The library is ready when they show all that a scan found.
 *
 * Returns: whether it became ready
 */
gboolean
bs_library_folder_finish (BsLibraryFolder *self)
{
  if (!self->is_finishing || !bs_library_views_is_answered (self->views) ||
      !bs_library_views_is_told (self->views, bs_table_get_version (self->table)))
    return FALSE;
  self->is_finishing = FALSE;
  bs_library_articles_set_loading (self->articles, FALSE);
  bs_library_folder_set_state (self, BS_LIBRARY_READY, NULL);
  return TRUE;
}

/**
 * bs_library_folder_is_reading:
 * @self: the folder of a library
 *
 * Returns: whether a scan is running
 */
gboolean
bs_library_folder_is_reading (BsLibraryFolder *self)
{
  return self->state == BS_LIBRARY_SCANNING && !self->is_finishing;
}

/**
 * bs_library_folder_get_state:
 * @self: the folder of a library
 *
 * Returns: its state
 */
BsLibraryState
bs_library_folder_get_state (BsLibraryFolder *self)
{
  return self->state;
}

/**
 * bs_library_folder_get_message:
 * @self: the folder of a library
 *
 * Returns: (nullable): why it is missing or cannot be read
 */
const char *
bs_library_folder_get_message (BsLibraryFolder *self)
{
  return self->message;
}

/**
 * bs_library_folder_get_n_left_out:
 * @self: the folder of a library
 *
 * Returns: how many files look like articles and are not part of the site
 */
guint
bs_library_folder_get_n_left_out (BsLibraryFolder *self)
{
  return self->n_left_out;
}

/**
 * bs_library_folder_get_unreadable:
 * @self: the folder of a library
 *
 * Returns: (transfer none) (element-type BsUnreadable): the folders in it that cannot be read
 */
GPtrArray *
bs_library_folder_get_unreadable (BsLibraryFolder *self)
{
  return self->unreadable;
}

/**
 * bs_library_folder_get_found:
 * @self: the folder of a library
 * @found: the number of files found by the last scan, as last reported
 *
 * Returns: how many files the running scan has found; @found if there is none
 */
guint
bs_library_folder_get_found (BsLibraryFolder *self, guint found)
{
  return self->state == BS_LIBRARY_SCANNING && self->sync != NULL ? bs_sync_get_found (self->sync) : found;
}

/**
 * bs_library_folder_get_include_left_out:
 * @self: the folder of a library
 *
 * Returns: whether files that are not part of the site are read too
 */
gboolean
bs_library_folder_get_include_left_out (BsLibraryFolder *self)
{
  return self->include_left_out;
}

/**
 * bs_library_folder_set_include_left_out:
 * @self: the folder of a library
 * @include: whether files that are not part of the site are read too
 */
void
bs_library_folder_set_include_left_out (BsLibraryFolder *self, gboolean include)
{
  if (self->include_left_out == include)
    return;
  self->include_left_out = include;
  bs_library_marks_set_as_read (self->marks);
  if (self->sync != NULL)
    start_scan (self, BS_SYNC_DEFAULT);
  g_object_notify (self->owner, "include-left-out");
}

/**
 * bs_library_folder_set_in_use:
 * @self: the folder of a library
 * @in_use: whether a user looks at it; initially assumed
 */
void
bs_library_folder_set_in_use (BsLibraryFolder *self, gboolean in_use)
{
  if (self->in_use == in_use)
    return;
  self->in_use = in_use;
  if (self->sync != NULL)
    bs_sync_set_in_use (self->sync, in_use);
}

/**
 * bs_library_folder_rescan:
 * @self: the folder of a library
 *
 * Reads the whole folder again.
 */
void
bs_library_folder_rescan (BsLibraryFolder *self)
{
  if (self->sync != NULL)
    start_scan (self, BS_SYNC_REREAD);
}

/**
 * bs_library_folder_cancel_scan:
 * @self: the folder of a library
 */
void
bs_library_folder_cancel_scan (BsLibraryFolder *self)
{
  if (self->sync != NULL)
    bs_sync_cancel_scan (self->sync);
}

/**
 * bs_library_folder_look_at:
 * @self: the folder of a library
 * @path: path of a file that was just written
 */
void
bs_library_folder_look_at (BsLibraryFolder *self, const char *path)
{
  if (self->sync != NULL)
    bs_sync_look_at (self->sync, path);
}
