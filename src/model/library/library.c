/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/library.h"

#include <glib/gi18n-lib.h>

#include "model/library/library-folder.h"

/* How long one turn of the main loop may take, in microseconds. */
#define SLICE 3000

#define SCAN_REFRESH 400000 /* how often the lists follow a scan, in microseconds */

struct _BsLibrary
{
  GObject parent_instance;

  GFile *folder;
  GStrv names; /* (nullable): the only files in the folder that are read; NULL for all */
  guint found;
  guint n_articles; /* as last reported */
  guint told_drafts;
  guint told_needs_repair;
  gboolean keeps_marks;
  guint told_unread;
  guint told_starred;
  guint told_recent;

  BsVocabulary *vocabulary;
  BsTable *table;
  BsItems *items;
  BsLibraryIndex *index;
  BsLibraryMarks *marks;
  BsLibraryViews *views;
  BsSavedSearches *searches;
  BsLibraryArticles *articles;
  BsLibraryFolder *reading;

  GMainContext *context;
  BsInbox *inbox; /* (nullable): while it is open */
};

/**
 * BsLibrary:
 *
 * A folder of articles. One thread reads and watches the folder, one answers queries, and one reads excerpts and images
 * for rows. Their results reach the main thread through one inbox. Only the main thread owns the table of articles, and
 * it updates the lists. The library only connects its parts and reports their progress: its articles, the views of
 * them, its index, its marks and its saved searches.
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
  SIGNAL_REGROUPED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

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
  g_object_freeze_notify (G_OBJECT (self));
  notify_if (self, PROP_FOUND, &self->found, bs_library_folder_get_found (self->reading, self->found));
  notify_if (self, PROP_N_ARTICLES, &self->n_articles, bs_table_get_size (self->table));
  notify_if (self, PROP_N_DRAFTS, &self->told_drafts, bs_library_get_n_drafts (self));
  notify_if (self, PROP_N_NEEDS_REPAIR, &self->told_needs_repair, bs_library_get_n_needs_repair (self));
  notify_if (self, PROP_N_UNREAD, &self->told_unread, bs_library_get_n_unread (self));
  notify_if (self, PROP_N_STARRED, &self->told_starred, bs_library_get_n_starred (self));
  notify_if (self, PROP_N_RECENT, &self->told_recent, bs_library_get_n_recent (self));
  g_object_thaw_notify (G_OBJECT (self));
}

static void
marks_changed (gpointer owner)
{
  bs_library_views_touch (BS_LIBRARY (owner)->views);
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

static void
take_categories (gpointer owner, GPtrArray *paths)
{
  bs_library_articles_keep_categories (BS_LIBRARY (owner)->articles, paths);
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
  bs_library_views_refresh_searches (BS_LIBRARY (owner)->views);
}

/* Passes all rows to the index if it wants them, as soon as all are there. */
static void
feed_index (gpointer owner)
{
  BsLibrary *self = owner;

  if (bs_library_get_state (self) == BS_LIBRARY_READY)
    bs_library_index_feed (self->index, self->table, bs_library_get_site (self));
}

/* Results of workers arrive in the inbox; the library passes them on. */
static void
take_progress (gpointer owner, gpointer progress)
{
  bs_library_index_take_progress (BS_LIBRARY (owner)->index, progress);
}

static void
want_rows (gpointer owner, gpointer nothing)
{
  bs_library_index_want_rows (BS_LIBRARY (owner)->index);
}

static void
take_counts (gpointer owner, gpointer counts)
{
  bs_library_index_take_counts (BS_LIBRARY (owner)->index, counts);
}

static void
doubt_index (gpointer owner, gpointer nothing)
{
  bs_library_index_doubt (BS_LIBRARY (owner)->index);
}

static void
take_news (gpointer owner, gpointer news)
{
  bs_library_marks_take_news (BS_LIBRARY (owner)->marks, news);
}

static void
apply_job (gpointer owner, gpointer job)
{
  bs_library_views_apply (BS_LIBRARY (owner)->views, job);
}

static void
apply_details (gpointer owner, gpointer details)
{
  bs_items_take_details (BS_LIBRARY (owner)->items, details);
}

static void
refresh (BsLibrary *self)
{
  bs_library_marks_flush (self->marks);
  bs_library_views_refresh (self->views);
  bs_saved_searches_update (self->searches);
  notify_counts (self);
}

static void
tell_changes (BsLibrary *self)
{
  BsChangeQueue *queue = bs_library_articles_get_changes (self->articles);
  g_autoptr (GPtrArray) changes = NULL;

  if (bs_library_folder_finish (self->reading))
    {
      feed_index (self);
      bs_saved_searches_update (self->searches);
    }
  if (bs_change_queue_is_empty (queue) || !bs_library_views_is_told (self->views, bs_change_queue_get_version (queue)))
    return;
  changes = bs_change_queue_take (queue);
  if (!bs_change_queue_is_empty (queue))
    bs_inbox_wake (self->inbox, 0);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, changes);
}

/* Related changes are applied at once, so that a moved article is not removed and added. */
static void
settle (BsLibrary *self, gint64 now, gint64 deadline)
{
  gboolean is_more_coming = bs_inbox_has_updates (self->inbox) || bs_inbox_is_held (self->inbox);
  gint64 due = bs_library_articles_get_due (self->articles, is_more_coming);

  if (due <= now)
    due = bs_library_articles_settle (self->articles, deadline) ?
              bs_library_articles_get_due (self->articles, is_more_coming) :
              0;
  if (due != G_MAXINT64)
    bs_inbox_wake (self->inbox, due);
}

static void
dispatch (gpointer owner)
{
  BsLibrary *self = g_object_ref (owner);
  BsCategoryTree *tree = bs_library_views_get_tree (self->views);
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
  while (self->inbox != NULL && !bs_library_articles_is_settling (self->articles) &&
         (update = bs_inbox_pop_update (self->inbox)) != NULL)
    {
      if (bs_library_folder_apply (self->reading, update, deadline) || self->inbox == NULL)
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

  settle (self, now, deadline);
  if (bs_library_views_is_touched (self->views))
    {
      gint64 due = bs_library_views_get_refreshed (self->views) + SCAN_REFRESH;

      /* During a flood of changes, the lists are refreshed only from time to time. */
      if (!bs_inbox_has_updates (self->inbox) && !bs_library_folder_is_reading (self->reading))
        due = 0;
      if (now >= due)
        refresh (self);
      else
        bs_inbox_wake (self->inbox, due);
    }
  if (bs_category_tree_is_dirty (tree) && !bs_library_views_is_touched (self->views))
    bs_library_articles_flush_categories (self->articles, MAX (deadline, g_get_monotonic_time () + 500));
  if (!bs_library_views_is_touched (self->views))
    bs_library_views_rank (self->views);
  if (self->inbox != NULL)
    tell_changes (self);
  bs_library_views_drop_removed (self->views);
  if (self->inbox != NULL && (bs_inbox_has_updates (self->inbox) || bs_inbox_has_results (self->inbox) ||
                              (bs_category_tree_is_dirty (tree) && !bs_library_views_is_touched (self->views))))
    bs_inbox_wake (self->inbox, 0);
  g_object_unref (self);
}

static void
bs_library_constructed (GObject *object)
{
  BsLibrary *self = BS_LIBRARY (object);
  g_autofree char *root = g_file_get_path (self->folder);
  g_autoptr (BsSite) site = NULL;

  G_OBJECT_CLASS (bs_library_parent_class)->constructed (object);
  site = bs_site_new_plain (root != NULL ? root : "/");
  bs_library_views_set_site (self->views, site);
}

static void
bs_library_init (BsLibrary *self)
{
  const BsLibraryIndexFuncs index_funcs = { index_told, index_advanced, feed_index };
  const BsLibraryMarksFuncs marks_funcs = { marks_changed, marks_told, take_categories, take_searches, row_marked };

  self->context = g_main_context_ref_thread_default ();
  self->vocabulary = bs_vocabulary_new ();
  self->table = bs_table_new (self->vocabulary);
  self->items = bs_items_new (self->vocabulary);
  self->index = bs_library_index_new (&index_funcs, self);
  self->marks = bs_library_marks_new (self->table, self->items, &marks_funcs, self);
  self->views = bs_library_views_new (G_OBJECT (self), self->table, self->items, self->vocabulary, self->index);
  self->searches = bs_saved_searches_new (self->table, self->vocabulary, self->views, self->index, self->marks);
  self->articles = bs_library_articles_new (self->table, self->items, self->vocabulary, self->views, self->index,
                                            self->marks, self->searches);
  self->reading = bs_library_folder_new (G_OBJECT (self), self->table, self->articles, self->views, self->marks);
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

  g_clear_pointer (&self->reading, bs_library_folder_free);
  g_clear_pointer (&self->articles, bs_library_articles_free);
  g_clear_object (&self->searches);
  g_clear_pointer (&self->views, bs_library_views_free);
  g_clear_pointer (&self->marks, bs_library_marks_free);
  g_clear_pointer (&self->index, bs_library_index_free);
  g_clear_pointer (&self->items, bs_items_unref);
  g_clear_pointer (&self->table, bs_table_unref);
  g_clear_pointer (&self->vocabulary, bs_vocabulary_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_object (&self->folder);
  g_strfreev (self->names);
  G_OBJECT_CLASS (bs_library_parent_class)->finalize (object);
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
      g_value_set_uint (value, bs_library_get_state (self));
      break;
    case PROP_MESSAGE:
      g_value_set_string (value, bs_library_get_message (self));
      break;
    case PROP_FOUND:
      g_value_set_uint (value, self->found);
      break;
    case PROP_N_ARTICLES:
      g_value_set_uint (value, bs_library_get_n_articles (self));
      break;
    case PROP_N_DRAFTS:
      g_value_set_uint (value, bs_library_get_n_drafts (self));
      break;
    case PROP_N_NEEDS_REPAIR:
      g_value_set_uint (value, bs_library_get_n_needs_repair (self));
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
      g_value_set_uint (value, bs_library_get_n_left_out (self));
      break;
    case PROP_UNREADABLE:
      g_value_set_boxed (value, bs_library_get_unreadable (self));
      break;
    case PROP_INCLUDE_LEFT_OUT:
      g_value_set_boolean (value, bs_library_folder_get_include_left_out (self->reading));
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
      bs_library_folder_set_include_left_out (self->reading, g_value_get_boolean (value));
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
   * @changes: (element-type BsChange): the changes, in order
   *
   * The folder changed, and the lists show it.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY | G_SIGNAL_TYPE_STATIC_SCOPE);

  /**
   * BsLibrary::regrouped:
   * @self: a library
   *
   * The user marked articles as copies of each other, or as different.
   */
  signals[SIGNAL_REGROUPED] =
      g_signal_new ("regrouped", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
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

  return bs_library_views_get_site (self->views);
}

/**
 * bs_library_open:
 * @self: a library
 *
 * Starts to read the folder and to follow it, without waiting. The state reports the progress.
 */
void
bs_library_open (BsLibrary *self)
{
  static const BsIndexWriterFuncs writer_funcs = { take_progress, want_rows, take_counts };
  BsQueryThread *queries;
  BsIndexUse use;
  BsSite *site;

  g_return_if_fail (BS_IS_LIBRARY (self));

  if (self->inbox != NULL)
    return;
  if (!g_file_is_native (self->folder))
    {
      g_autofree char *uri = g_file_get_uri (self->folder);
      g_autofree char *message = g_strdup_printf (_ ("“%s” is not a folder on this computer."), uri);

      bs_library_folder_set_state (self->reading, BS_LIBRARY_UNREADABLE, message);
      return;
    }

  site = bs_library_get_site (self);
  use = bs_library_index_get_use (self->index);
  self->inbox = bs_inbox_new (self->context, dispatch, self);
  queries = bs_query_thread_new (self->vocabulary, self->inbox, apply_job);
  if (use != BS_INDEX_USE_NONE)
    bs_query_thread_use_index (queries, site->root, doubt_index);
  self->items->details = bs_details_new (self->inbox, site, apply_details);
  bs_library_articles_set_loading (self->articles, bs_table_get_size (self->table) == 0);
  bs_library_marks_open (self->marks, self->keeps_marks ? site->root : NULL, self->vocabulary, self->inbox, take_news);
  bs_library_views_open (self->views, queries);
  bs_library_index_open (self->index, site->root, self->vocabulary, self->inbox, &writer_funcs);
  bs_library_folder_open (self->reading, (const char *const *) self->names, self->vocabulary, self->inbox,
                          use != BS_INDEX_USE_NONE && use != BS_INDEX_USE_REBUILD);
}

/**
 * bs_library_keep_marks:
 * @self: a library that is closed
 *
 * Has the library keep its marks in the user's data folder, from the next time on that it is opened. A program that
 * only reads a folder leaves no data behind.
 */
void
bs_library_keep_marks (BsLibrary *self)
{
  g_return_if_fail (BS_IS_LIBRARY (self));
  g_return_if_fail (self->inbox == NULL);

  self->keeps_marks = TRUE;
}

/**
 * bs_library_get_articles:
 * @self: a library
 *
 * Returns: (transfer none): applies changes to its articles
 */
BsLibraryArticles *
bs_library_get_articles (BsLibrary *self)
{
  return self->articles;
}

/**
 * bs_library_get_views:
 * @self: a library
 *
 * Returns: (transfer none): the views of its articles
 */
BsLibraryViews *
bs_library_get_views (BsLibrary *self)
{
  return self->views;
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
 * @in_use: whether a user looks at it; initially assumed
 *
 * If the folder has to be polled, it is polled more often while it is in use.
 */
void
bs_library_set_in_use (BsLibrary *self, gboolean in_use)
{
  g_return_if_fail (BS_IS_LIBRARY (self));

  bs_library_folder_set_in_use (self->reading, in_use);
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

  if (self->inbox == NULL)
    return;
  bs_library_marks_close (self->marks);
  bs_saved_searches_stop (self->searches);
  bs_inbox_close (self->inbox);
  bs_library_index_close (self->index);
  g_clear_pointer (&self->items->details, bs_details_free);
  bs_library_folder_close (self->reading);
  bs_library_views_close (self->views);
  g_clear_pointer (&self->inbox, bs_inbox_unref);
  bs_library_articles_clear (self->articles);
  bs_library_folder_set_state (self->reading, BS_LIBRARY_CLOSED, NULL);
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

  return bs_library_folder_get_state (self->reading);
}

/**
 * bs_library_get_message:
 * @self: a library
 *
 * Returns: (nullable): why the folder is missing or cannot be read
 */
const char *
bs_library_get_message (BsLibrary *self)
{
  g_return_val_if_fail (BS_IS_LIBRARY (self), NULL);

  return bs_library_folder_get_message (self->reading);
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

  return bs_library_articles_get_n_drafts (self->articles);
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

  return bs_library_articles_get_n_needs_repair (self->articles);
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

  return bs_library_folder_get_n_left_out (self->reading);
}

/**
 * bs_library_get_unreadable:
 * @self: a library
 *
 * The contents of these folders, and of those below, are unknown. Articles known from before stay in the library. The
 * property `unreadable` is notified when the folders change; the array itself never does.
 *
 * Returns: (transfer none) (element-type BsUnreadable): the folders in it that cannot be read, and why, sorted by path
 */
GPtrArray *
bs_library_get_unreadable (BsLibrary *self)
{
  g_return_val_if_fail (BS_IS_LIBRARY (self), NULL);

  return bs_library_folder_get_unreadable (self->reading);
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

  bs_library_folder_rescan (self->reading);
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

  bs_library_folder_cancel_scan (self->reading);
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

  bs_library_folder_look_at (self->reading, path);
}

/**
 * bs_library_change_kept_categories:
 * @self: a library
 * @from: (nullable) (array zero-terminated=1): a category
 * @to: (nullable) (array zero-terminated=1): a category
 *
 * Shows the empty category @to; it replaces @from if both are given, and moves the categories shown below @from.
 * Without @to, @from and the categories below it are no longer shown while empty. This is stored with the marks. A
 * category becomes an ordinary one when it gets an article.
 *
 * Returns: whether that changes anything
 */
gboolean
bs_library_change_kept_categories (BsLibrary *self, const char *const *from, const char *const *to)
{
  g_autoptr (GPtrArray) dropped = NULL;
  g_autoptr (GPtrArray) added = NULL;

  g_return_val_if_fail (BS_IS_LIBRARY (self), FALSE);
  g_return_val_if_fail (from == NULL || *from != NULL, FALSE);
  g_return_val_if_fail (to == NULL || *to != NULL, FALSE);

  if (!bs_category_tree_change_kept (bs_library_views_get_tree (self->views), from, to, &dropped, &added))
    return FALSE;
  bs_library_marks_keep_categories (self->marks, g_steal_pointer (&dropped), g_steal_pointer (&added));
  bs_library_articles_flush_categories (self->articles, g_get_monotonic_time () + SLICE);
  if (self->inbox != NULL)
    bs_inbox_wake (self->inbox, 0);
  return TRUE;
}

/**
 * bs_library_hold_names:
 * @self: a library
 * @is_held: whether tags and sources keep their places in their lists
 *
 * Used while the pointer is on one of them. Changes are shown afterwards.
 */
void
bs_library_hold_names (BsLibrary *self, gboolean is_held)
{
  g_return_if_fail (BS_IS_LIBRARY (self));

  bs_library_views_hold_facets (self->views, is_held);
  if (!is_held && self->inbox != NULL)
    bs_inbox_wake (self->inbox, 0);
}
