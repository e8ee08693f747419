/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/sync.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "model/format/text/path.h"
#include "model/library/compare.h"
#include "model/library/folder/file-system.h"
#include "model/library/folder/home.h"
#include "model/library/index/index-load.h"
#include "model/library/folder/memory.h"
#include "model/library/folder/relative-path.h"
#include "model/library/marks/marks-moves.h"

typedef enum
{
  COMMAND_LOAD,
  COMMAND_COMPARE,
  COMMAND_EVENTS,
  COMMAND_LOOK_AT,
  COMMAND_USE,
  COMMAND_STOP,
} CommandKind;

typedef struct
{
  CommandKind kind;
  BsSyncFlags flags;
  char *path;
  BsSnapshot *known;
  GPtrArray *events; /* (element-type BsWatchEvent) */
} Command;

struct _BsSync
{
  gatomicrefcount ref_count;
  char *root;
  GStrv names; /* (nullable): the files in it that are read; all without */
  BsVocabulary *vocabulary;
  BsInbox *inbox;
  GAsyncQueue *commands;
  GMutex mutex;
  GCancellable *scan; /* of the comparison that is running or next */
  GCancellable *all;  /* of everything */
  int found;

  /* The thread's own. */
  BsSite *site;
  BsWatch *watch;
  BsScanFlags scan_flags;
  gboolean in_use;
  char *moves_path;  /* (nullable) (type filename): the file that announces moves */
  gint64 moves_seen; /* the version that bs_marks_moves_read() read last */
};

static void
command_free (Command *self)
{
  g_free (self->path);
  g_clear_pointer (&self->known, bs_snapshot_free);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_free (self);
}

static void
sync_unref (BsSync *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->root);
  g_free (self->moves_path);
  g_strfreev (self->names);
  bs_vocabulary_unref (self->vocabulary);
  bs_inbox_unref (self->inbox);
  g_async_queue_unref (self->commands);
  g_object_unref (self->scan);
  g_object_unref (self->all);
  g_clear_pointer (&self->site, bs_site_unref);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

static void
push (BsSync *self, CommandKind kind, const char *path, BsSnapshot *known, GPtrArray *events, BsSyncFlags flags)
{
  Command *command = g_new (Command, 1);

  *command = (Command){ kind, flags, g_strdup (path), known, events };
  g_async_queue_push (self->commands, command);
}

static void
post_gone (BsSync *self, const char *path)
{
  BsUpdate update = { BS_UPDATE_GONE };

  update.path = g_strdup (path);
  bs_inbox_post_update (self->inbox, update);
}

static gboolean
is_ours (BsSync *self, const char *path)
{
  return !bs_relative_path_is_hidden (path) && bs_article_name_is_article (bs_path_get_name (path)) &&
         ((self->scan_flags & BS_SCAN_INCLUDE_LEFT_OUT) != 0 || bs_site_contains (self->site, path));
}

static gboolean
is_our_folder (BsSync *self, const char *path)
{
  return !bs_relative_path_is_hidden (path) &&
         ((self->scan_flags & BS_SCAN_INCLUDE_LEFT_OUT) != 0 || bs_site_folder_may_contain (self->site, path));
}

static gboolean
is_link (BsSync *self, const char *path)
{
  g_autofree char *absolute = g_build_filename (self->root, path, NULL);
  struct stat st;

  return lstat (absolute, &st) == 0 && S_ISLNK (st.st_mode);
}

/* The event may be out of date, so the disk is read. */
static void
look (BsSync *self, const char *path, const char *from)
{
  g_autoptr (BsArticle) article = NULL;
  BsUpdate update = { BS_UPDATE_PUT };
  BsFileStamp stamp;

  if (!is_ours (self, path))
    return;
  if (self->watch != NULL && is_link (self, path))
    bs_watch_add_link (self->watch, path, NULL);
  article = bs_scan_file (self->site, path, &stamp);
  if (article == NULL)
    {
      post_gone (self, path);
      return;
    }
  /* The contents of a folder that cannot be read are unknown. */
  if (stamp.inode == 0)
    return;
  update.row = bs_row_new (self->vocabulary, self->site, article, &stamp);
  update.from = g_strdup (from);
  bs_inbox_post_update (self->inbox, update);
}

static gboolean
exists (BsSync *self, const char *path)
{
  g_autofree char *absolute = g_build_filename (self->root, path, NULL);
  struct stat st;

  return lstat (absolute, &st) == 0;
}

static void
folder_cb (const char *relative_path, gpointer user_data)
{
  BsSync *self = user_data;

  if (self->watch != NULL)
    bs_watch_add_folder (self->watch, relative_path);
}

static void
link_cb (const char *relative_path, const char *target, gpointer user_data)
{
  BsSync *self = user_data;

  if (self->watch != NULL)
    bs_watch_add_link (self->watch, relative_path, target);
}

static gboolean
enter_cb (const char *relative_path, gpointer user_data)
{
  BsSync *self = user_data;

  return is_our_folder (self, relative_path) &&
         (self->watch == NULL || !bs_watch_has_folder (self->watch, relative_path));
}

static void
look_into (BsSync *self, const char *path, const char *from)
{
  BsComparison comparison = { 0 };

  if (!is_our_folder (self, path))
    return;
  comparison.site = self->site;
  comparison.vocabulary = self->vocabulary;
  comparison.inbox = self->inbox;
  comparison.path = path;
  comparison.from = from;
  comparison.flags = self->scan_flags;
  comparison.folder_func = folder_cb;
  comparison.link_func = link_cb;
  comparison.user_data = self;
  comparison.cancellable = self->all;
  bs_compare (&comparison, NULL, NULL);
}

static void
request_compare (BsSync *self, const char *path, BsSyncFlags flags)
{
  BsUpdate update = { BS_UPDATE_COMPARE };

  update.path = g_strdup (path);
  update.number = flags;
  bs_inbox_post_update (self->inbox, update);
}

static void
post_folder_gone (BsSync *self)
{
  BsUpdate update = { BS_UPDATE_FOLDER_GONE };

  bs_inbox_post_update (self->inbox, update);
}

static void
move (BsSync *self, const BsWatchEvent *event)
{
  if (event->is_folder)
    {
      look_into (self, event->path, event->from);
      post_gone (self, event->from);
      if (exists (self, event->from))
        look_into (self, event->from, NULL);
      return;
    }
  look (self, event->path, event->from);
  /* Another file may be at its old path: two files may have been swapped, and editors write files anew. */
  look (self, event->from, NULL);
}

static void
handle_event (BsSync *self, const BsWatchEvent *event)
{
  switch (event->kind)
    {
    case BS_WATCH_TOUCHED:
      if (bs_site_is_configuration (event->path))
        request_compare (self, "", BS_SYNC_DETECT);
      else
        look (self, event->path, NULL);
      break;
    case BS_WATCH_REMOVED:
      if (bs_site_is_configuration (event->path))
        request_compare (self, "", BS_SYNC_DETECT);
      else if (event->is_folder)
        {
          post_gone (self, event->path);
          if (exists (self, event->path))
            look_into (self, event->path, NULL);
        }
      else
        look (self, event->path, NULL);
      break;
    case BS_WATCH_MOVED:
      if (bs_site_is_configuration (event->path) || bs_site_is_configuration (event->from))
        request_compare (self, "", BS_SYNC_DETECT);
      move (self, event);
      break;
    case BS_WATCH_FOLDER_ADDED:
      look_into (self, event->path, NULL);
      break;
    case BS_WATCH_FOLDER_CHANGED:
      request_compare (self, event->path, BS_SYNC_SHALLOW);
      break;
    case BS_WATCH_RESCAN:
      /* With the events that were lost, one may have been of the configuration. */
      request_compare (self, event->path, *event->path == '\0' ? BS_SYNC_DETECT : BS_SYNC_DEFAULT);
      break;
    case BS_WATCH_ROOT_GONE:
      post_folder_gone (self);
      break;
    case BS_WATCH_ROOT_BACK:
      request_compare (self, "", BS_SYNC_DETECT);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
watch_cb (BsWatch *watch, GPtrArray *events, gpointer user_data)
{
  BsSync *self = user_data;

  push (self, COMMAND_EVENTS, NULL, NULL, g_ptr_array_ref (events), BS_SYNC_DEFAULT);
}

static BsSite *
find_site (BsSync *self)
{
  return self->names != NULL ? bs_site_new_for_files (self->root, (const char *const *) self->names) :
                               bs_site_detect (self->root);
}

static void
detect_site (BsSync *self, gboolean *has_changed)
{
  BsSite *site = find_site (self);
  BsUpdate update = { BS_UPDATE_SITE };

  *has_changed = self->site != NULL && !bs_site_equal (self->site, site);
  if (self->site != NULL && !*has_changed)
    {
      bs_site_unref (site);
      return;
    }
  g_clear_pointer (&self->site, bs_site_unref);
  self->site = site;
  update.site = bs_site_ref (site);
  bs_inbox_post_update (self->inbox, update);
}

static void
post_rows (BsSync *self, GPtrArray *rows)
{
  BsUpdate update = { BS_UPDATE_ROWS };

  update.rows = rows;
  bs_inbox_post_update (self->inbox, update);
}

static gboolean
load_rows_cb (GPtrArray *rows, gpointer user_data)
{
  BsSync *self = user_data;

  post_rows (self, rows);
  return !g_cancellable_is_cancelled (self->all);
}

/* Even if the index is damaged, all articles are in the folder: rows read before the damage was found are right, or the
 * comparison that follows corrects them. */
static void
load (BsSync *self)
{
  BsUpdate update = { BS_UPDATE_LOADED };
  g_autoptr (BsHome) home = bs_home_find (self->root);
  g_autofree char *path = home != NULL ? bs_home_build_cache_path (home, "index.db") : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BsIndexStore) store = path != NULL ? bs_index_store_open (path, BS_INDEX_READ, &error) : NULL;

  if (store != NULL)
    {
      g_autofree char *known = bs_index_store_get_value (store, "site");
      g_autofree char *signature = NULL;
      gboolean site_changed;

      detect_site (self, &site_changed);
      signature = bs_site_dup_signature (self->site);
      /* The site decides what a category is, and which files are articles. */
      if (g_strcmp0 (known, signature) == 0)
        bs_index_load (store, NULL, self->vocabulary, self->site->zone, load_rows_cb, self, &update.edition, &error);
    }
  if (error != NULL)
    g_debug ("%s", error->message);
  bs_inbox_post_update (self->inbox, update);
}

static void
start_watch (BsSync *self)
{
  if (self->watch != NULL)
    return;
  g_atomic_ref_count_inc (&self->ref_count);
  self->watch = bs_watch_new (self->root, watch_cb, self, (GDestroyNotify) sync_unref);
  /* Without a watch, the library shows the state at the time of reading, which is still useful. */
  if (!bs_watch_start (self->watch, NULL))
    g_clear_object (&self->watch);
  else
    bs_watch_set_in_use (self->watch, self->in_use);
}

/* Updates that are posted from now on belong together. */
static void
begin_batch (BsSync *self)
{
  BsUpdate update = { BS_UPDATE_MOVES };

  bs_inbox_hold (self->inbox);
  if (self->moves_path == NULL)
    {
      g_autoptr (BsHome) home = bs_home_find (self->root);

      self->moves_path = home != NULL ? bs_home_build_data_path (home, "moves") : NULL;
    }
  update.moves = self->moves_path != NULL ? bs_marks_moves_read (self->moves_path, &self->moves_seen) : NULL;
  if (update.moves != NULL)
    bs_inbox_post_update (self->inbox, update);
}

static void
compare (BsSync *self, Command *command)
{
  gboolean is_loud = (command->flags & BS_SYNC_LOUD) != 0;
  gboolean is_shallow = (command->flags & BS_SYNC_SHALLOW) != 0;
  g_autofree char *absolute = g_build_filename (self->root, command->path, NULL);
  BsComparison comparison = { 0 };
  BsUpdate update = { BS_UPDATE_SCANNED };
  g_auto (BsScanResult) result = { 0 };
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;
  gboolean site_changed = FALSE;
  g_autoptr (GCancellable) cancellable = NULL;

  start_watch (self);
  if (self->site == NULL || (command->flags & BS_SYNC_DETECT) != 0)
    detect_site (self, &site_changed);
  self->scan_flags = (command->flags & BS_SYNC_INCLUDE_LEFT_OUT) != 0 ? BS_SCAN_INCLUDE_LEFT_OUT : BS_SCAN_DEFAULT;

  /* A quiet comparison never ends one, because its findings would be lost. */
  g_mutex_lock (&self->mutex);
  cancellable = g_object_ref (is_loud ? self->scan : self->all);
  g_mutex_unlock (&self->mutex);
  g_atomic_int_set (&self->found, 0);
  comparison.site = self->site;
  comparison.vocabulary = self->vocabulary;
  comparison.inbox = self->inbox;
  comparison.known = command->known;
  comparison.path = command->path;
  comparison.flags = self->scan_flags;
  comparison.distrust_inodes = bs_file_system_is_blind (absolute);
  comparison.reread = site_changed || (command->flags & BS_SYNC_REREAD) != 0;
  comparison.folder_func = folder_cb;
  comparison.link_func = link_cb;
  comparison.enter_func = is_shallow ? enter_cb : NULL;
  comparison.user_data = self;
  comparison.found = &self->found;
  comparison.cancellable = cancellable;
  begin_batch (self);
  if (!bs_compare (&comparison, &result, &error) && *command->path != '\0' &&
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      post_gone (self, command->path);
      g_clear_error (&error);
    }
  bs_inbox_release (self->inbox);

  update.number = *command->path == '\0' && !is_shallow ? result.left_out : G_MAXUINT;
  update.error = g_steal_pointer (&error);
  /* A quiet comparison is answered too: the answer says that the folder exists. */
  if (is_loud || *command->path == '\0')
    bs_inbox_post_update (self->inbox, update);
  else
    g_clear_error (&update.error);
  if (self->watch != NULL && !is_shallow)
    bs_watch_note_rescan (self->watch, g_get_monotonic_time () - start);

  if (is_loud)
    bs_memory_give_back ();
}

/* A folder that is added, removed or moved may be a site or contain one, and Hugo treats the files beside an index page
 * as resources. */
static void
look_for_sites (BsSync *self, GPtrArray *events)
{
  gboolean has_folder = FALSE;

  for (guint i = 0; i < events->len; i++)
    {
      const BsWatchEvent *event = events->pdata[i];
      const char *slash = strrchr (event->path, '/');

      has_folder = has_folder || event->is_folder || event->kind == BS_WATCH_FOLDER_ADDED;
      if (!event->is_folder && slash != NULL && bs_site_find (self->site, event->path)->kind == BS_SITE_HUGO &&
          g_str_has_prefix (slash, "/index."))
        {
          g_autofree char *folder = g_strndup (event->path, slash - event->path);

          request_compare (self, folder, BS_SYNC_DEFAULT);
        }
    }
  if (has_folder)
    {
      g_autoptr (BsSite) site = find_site (self);

      if (!bs_site_equal (self->site, site))
        request_compare (self, "", BS_SYNC_DETECT);
    }
}

static gpointer
sync_thread (gpointer data)
{
  BsSync *self = data;
  gboolean is_stopped = FALSE;

  while (!is_stopped)
    {
      Command *command = g_async_queue_pop (self->commands);

      if (g_cancellable_is_cancelled (self->all))
        is_stopped = command->kind == COMMAND_STOP;
      else if (command->kind == COMMAND_LOAD)
        load (self);
      else if (command->kind == COMMAND_COMPARE)
        compare (self, command);
      else if (command->kind == COMMAND_LOOK_AT && self->watch != NULL)
        bs_watch_look_at (self->watch, command->path);
      else if (command->kind == COMMAND_USE)
        self->in_use = command->path != NULL;
      else if (command->kind == COMMAND_EVENTS && self->site != NULL)
        {
          look_for_sites (self, command->events);
          begin_batch (self);
          for (guint i = 0; i < command->events->len && !g_cancellable_is_cancelled (self->all); i++)
            handle_event (self, command->events->pdata[i]);
          bs_inbox_release (self->inbox);
        }
      if (command->kind == COMMAND_USE && self->watch != NULL)
        bs_watch_set_in_use (self->watch, self->in_use);
      command_free (command);
    }
  if (self->watch != NULL)
    bs_watch_stop (self->watch);
  g_clear_object (&self->watch);
  sync_unref (self);
  return NULL;
}

/**
 * bs_sync_new:
 * @root: the folder
 * @names: (nullable) (array zero-terminated=1): the files in it that are read; %NULL for all
 * @vocabulary: the names of the library
 * @inbox: receives the results
 *
 * Returns: (transfer full): a thread that waits for the first comparison
 */
BsSync *
bs_sync_new (const char *root, const char *const *names, BsVocabulary *vocabulary, BsInbox *inbox)
{
  BsSync *self = g_new0 (BsSync, 1);
  BsUpdate update = { BS_UPDATE_SCANNED };
  GThread *thread;

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->mutex);
  self->root = g_strdup (root);
  self->names = g_strdupv ((GStrv) names);
  self->in_use = TRUE;
  self->vocabulary = bs_vocabulary_ref (vocabulary);
  self->inbox = bs_inbox_ref (inbox);
  self->commands = g_async_queue_new_full ((GDestroyNotify) command_free);
  self->scan = g_cancellable_new ();
  self->all = g_cancellable_new ();
  g_atomic_ref_count_inc (&self->ref_count);
  thread = g_thread_try_new ("bs-sync", sync_thread, self, &update.error);
  if (thread != NULL)
    g_thread_unref (thread);
  else
    {
      update.number = G_MAXUINT;
      bs_inbox_post_update (inbox, update);
      sync_unref (self);
    }
  return self;
}

/**
 * bs_sync_load:
 * @self: a sync
 *
 * Has all rows of the index posted, if there is one, and then that this was all.
 */
void
bs_sync_load (BsSync *self)
{
  push (self, COMMAND_LOAD, NULL, NULL, NULL, BS_SYNC_DEFAULT);
}

/**
 * bs_sync_compare:
 * @self: a sync
 * @path: a folder; the empty one is the whole
 * @known: (transfer full): the rows of the table
 * @flags: how to compare
 *
 * Requests a comparison of the folder with the known rows, after all earlier requests.
 */
void
bs_sync_compare (BsSync *self, const char *path, BsSnapshot *known, BsSyncFlags flags)
{
  g_mutex_lock (&self->mutex);
  if (g_cancellable_is_cancelled (self->scan))
    {
      g_object_unref (self->scan);
      self->scan = g_cancellable_new ();
    }
  g_mutex_unlock (&self->mutex);
  push (self, COMMAND_COMPARE, path, known, NULL, flags);
}

/**
 * bs_sync_look_at:
 * @self: a sync
 * @path: a path that was just written
 *
 * Asks the watcher to check a file now, even if it only polls.
 */
void
bs_sync_look_at (BsSync *self, const char *path)
{
  push (self, COMMAND_LOOK_AT, path, NULL, NULL, BS_SYNC_DEFAULT);
}

/**
 * bs_sync_set_in_use:
 * @self: a sync
 * @in_use: whether a user looks at the library; initially assumed
 */
void
bs_sync_set_in_use (BsSync *self, gboolean in_use)
{
  push (self, COMMAND_USE, in_use ? "" : NULL, NULL, NULL, BS_SYNC_DEFAULT);
}

/**
 * bs_sync_cancel_scan:
 * @self: a sync
 *
 * Ends the comparison that runs. Its results so far stay.
 */
void
bs_sync_cancel_scan (BsSync *self)
{
  g_mutex_lock (&self->mutex);
  g_cancellable_cancel (self->scan);
  g_mutex_unlock (&self->mutex);
}

/**
 * bs_sync_get_found:
 * @self: a sync
 *
 * Returns: the number of articles found by the running comparison
 */
guint
bs_sync_get_found (BsSync *self)
{
  return (guint) g_atomic_int_get (&self->found);
}

/**
 * bs_sync_free:
 * @self: (transfer full): a sync
 *
 * Ends the thread as soon as the disk lets it; that is not waited for.
 */
void
bs_sync_free (BsSync *self)
{
  g_cancellable_cancel (self->all);
  bs_sync_cancel_scan (self);
  push (self, COMMAND_STOP, NULL, NULL, NULL, BS_SYNC_DEFAULT);
  sync_unref (self);
}
