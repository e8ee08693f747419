/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/library.h"

#include <glib/gi18n-lib.h>

#include "model/library/library-private.h"

/**
 * BsLibrary:
 *
 * A folder of articles. One thread reads and watches it, one answers queries, one reads what rows show besides; what
 * they find comes through one inbox to the main thread, which alone owns the table of all articles and tells the lists.
 */

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

G_DEFINE_FINAL_TYPE (BsLibrary, bs_library, G_TYPE_OBJECT)

static void
bs_library_constructed (GObject *object)
{
  BsLibrary *self = BS_LIBRARY (object);
  g_autofree char *root = g_file_get_path (self->folder);

  G_OBJECT_CLASS (bs_library_parent_class)->constructed (object);
  self->site = bs_site_new_plain (root != NULL ? root : "/");
}

static void
facets_init (BsFacets *self, BsVocabulary *vocabulary, BsVocabularyKind kind)
{
  self->kind = kind;
  self->list = bs_facet_list_new (vocabulary, kind);
  self->dirty = g_ptr_array_new ();
  self->stamp = bs_stamp_new ();
}

static void
facets_clear (BsFacets *self)
{
  g_clear_object (&self->list);
  g_clear_pointer (&self->dirty, g_ptr_array_unref);
  g_clear_pointer (&self->stamp, bs_stamp_unref);
}

static void
bs_library_init (BsLibrary *self)
{
  self->context = g_main_context_ref_thread_default ();
  self->in_use = TRUE;
  self->vocabulary = bs_vocabulary_new ();
  self->table = bs_table_new (self->vocabulary);
  self->items = bs_items_new (self->vocabulary);
  self->tree = bs_category_tree_new (self->vocabulary);
  facets_init (&self->facets[0], self->vocabulary, BS_VOCABULARY_TAGS);
  facets_init (&self->facets[1], self->vocabulary, BS_VOCABULARY_SOURCES);
  self->lists = g_ptr_array_new ();
  bs_library_marks_init (self);
  self->changes = g_ptr_array_new_with_free_func (bs_library_free_change);
  self->unreadable = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_unreadable_free);
}

static void
bs_library_dispose (GObject *object)
{
  bs_library_close (BS_LIBRARY (object));
  G_OBJECT_CLASS (bs_library_parent_class)->dispose (object);
}

static void
bs_library_finalize (GObject *object)
{
  BsLibrary *self = BS_LIBRARY (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->facets); i++)
    facets_clear (&self->facets[i]);
  bs_library_marks_clear (self);
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
  self->marks.as_read = TRUE;
  if (self->sync != NULL)
    bs_library_start_scan (self, BS_SYNC_DEFAULT);
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
      g_value_set_uint (value, self->marks.n_unread);
      break;
    case PROP_N_STARRED:
      g_value_set_uint (value, self->marks.n_starred);
      break;
    case PROP_N_RECENT:
      g_value_set_uint (value, self->marks.n_recent);
      break;
    case PROP_MARKS_MESSAGE:
      g_value_set_string (value, self->marks.message);
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
 * bs_library_set_state:
 * @self: a library
 * @state: what it is in now
 * @message: (nullable): why
 */
void
bs_library_set_state (BsLibrary *self, BsLibraryState state, const char *message)
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

/**
 * bs_library_notify_counts:
 * @self: a library
 *
 * Has those who show a count know what it is now.
 */
void
bs_library_notify_counts (BsLibrary *self)
{
  guint found = self->found;

  g_object_freeze_notify (G_OBJECT (self));
  if (self->state == BS_LIBRARY_SCANNING && self->sync != NULL)
    found = bs_sync_get_found (self->sync);
  notify_if (self, PROP_FOUND, &self->found, found);
  notify_if (self, PROP_N_ARTICLES, &self->n_articles, bs_table_get_size (self->table));
  notify_if (self, PROP_N_DRAFTS, &self->told_drafts, self->n_drafts);
  notify_if (self, PROP_N_NEEDS_REPAIR, &self->told_needs_repair, self->n_needs_repair);
  notify_if (self, PROP_N_UNREAD, &self->marks.told_unread, self->marks.n_unread);
  notify_if (self, PROP_N_STARRED, &self->marks.told_starred, self->marks.n_starred);
  notify_if (self, PROP_N_RECENT, &self->marks.told_recent, self->marks.n_recent);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * bs_library_set_marks_message:
 * @self: a library
 * @message: (transfer full): what a person has to be told of the marks
 */
void
bs_library_set_marks_message (BsLibrary *self, char *message)
{
  g_free (self->marks.message);
  self->marks.message = message;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MARKS_MESSAGE]);
}

/**
 * bs_library_notify_index:
 * @self: a library
 *
 * Has those who show how far the index is know it.
 */
void
bs_library_notify_index (BsLibrary *self)
{
  g_object_freeze_notify (G_OBJECT (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INDEX_STATE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_TO_INDEX]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_INDEX_SLOW]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INDEX_BYTES]);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * bs_library_set_n_left_out:
 * @self: a library
 * @n_left_out: how many articles are not part of the site
 */
void
bs_library_set_n_left_out (BsLibrary *self, guint n_left_out)
{
  notify_if (self, PROP_N_LEFT_OUT, &self->n_left_out, n_left_out);
}

/**
 * bs_library_update_unreadable:
 * @self: a library
 * @path: a folder that was looked at
 * @with_below: whether all folders below it were looked at too
 * @found: (element-type BsUnreadable) (nullable): which of them cannot be read
 */
void
bs_library_update_unreadable (BsLibrary *self, const char *path, gboolean with_below, GPtrArray *found)
{
  g_autoptr (GPtrArray) before = g_steal_pointer (&self->unreadable);

  self->unreadable = bs_unreadable_list_update (before, path, with_below, found);
  if (self->unreadable != before)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UNREADABLE]);
}

/**
 * bs_library_emit_changed:
 * @self: a library
 * @changes: (element-type BsChange): what changed
 */
void
bs_library_emit_changed (BsLibrary *self, GPtrArray *changes)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, changes);
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
 * Starts to read the folder and to follow it. The state tells how that goes; nothing is waited for.
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

      bs_library_set_state (self, BS_LIBRARY_UNREADABLE, message);
      return;
    }

  self->inbox = bs_inbox_new (self->context, bs_library_dispatch, self);
  self->sync = bs_sync_new (self->site->root, (const char *const *) self->names, self->vocabulary, self->inbox);
  bs_sync_set_in_use (self->sync, self->in_use);
  self->queries = bs_query_thread_new (self->vocabulary, self->inbox, bs_library_apply_job);
  if (self->index_use != BS_INDEX_USE_NONE)
    bs_query_thread_use_index (self->queries, self->site->root, bs_library_doubt_index);
  self->items->details = bs_details_new (self->inbox, self->site, bs_library_apply_details);
  self->is_loading = bs_table_get_size (self->table) == 0;
  bs_library_marks_open (self);
  for (guint i = 0; i < self->lists->len; i++)
    bs_article_list_refresh (self->lists->pdata[i]);
  bs_library_start_index (self);
}

/**
 * bs_library_set_in_use:
 * @self: a library
 * @in_use: whether someone looks at it, as is taken for granted at first
 *
 * Where the folder can only be polled, it is polled more often while it is in use.
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
 * Stops following the folder. The lists keep what they show. No thread is waited for; what one still finds is dropped.
 */
void
bs_library_close (BsLibrary *self)
{
  g_return_if_fail (BS_IS_LIBRARY (self));

  if (self->sync == NULL)
    return;
  bs_library_marks_close (self);
  bs_inbox_close (self->inbox);
  bs_library_stop_index (self);
  g_clear_pointer (&self->items->details, bs_details_free);
  g_clear_pointer (&self->sync, bs_sync_free);
  g_clear_pointer (&self->queries, bs_query_thread_free);
  g_clear_pointer (&self->inbox, bs_inbox_unref);
  for (guint i = 0; i < self->lists->len; i++)
    bs_article_list_forget_question (self->lists->pdata[i]);
  for (guint i = 0; i < G_N_ELEMENTS (self->facets); i++)
    self->facets[i].is_asking = FALSE;
  self->is_loading = FALSE;
  self->is_finishing = FALSE;
  g_ptr_array_set_size (self->changes, 0);
  bs_library_set_state (self, BS_LIBRARY_CLOSED, NULL);
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
 * Nothing is known of what is in these folders and below them. Articles that were known there stay. The property
 * `unreadable` tells when there are others; the array itself never changes.
 *
 * Returns: (transfer none) (element-type BsUnreadable): the folders in it that cannot be read, and why, sorted by path
 */
GPtrArray *
bs_library_get_unreadable (BsLibrary *self)
{
  g_return_val_if_fail (BS_IS_LIBRARY (self), NULL);

  return self->unreadable;
}
