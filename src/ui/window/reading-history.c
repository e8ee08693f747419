/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/window/reading-history.h"

#define MOST_ENTRIES 500

typedef struct
{
  BsScope scope;
  GStrv names;  /* (nullable) */
  char *search; /* (nullable) */
  char *path;   /* its position is kept with the marks */
} Entry;

struct _BsReadingHistory
{
  GObject parent_instance;

  /* Of the window that owns this. */
  BsSidebar *sidebar;
  BsArticlePane *articles;
  BsReader *reader;

  BsLibrary *library;  /* (nullable) */
  GPtrArray *entries;  /* (element-type Entry), the oldest first */
  guint current;       /* the one that is shown, or was before an article that is not among them */
  BsArticleList *list; /* (nullable): which is awaited */
};

G_DEFINE_FINAL_TYPE (BsReadingHistory, bs_reading_history, G_TYPE_OBJECT)

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_strfreev (entry->names);
  g_free (entry->search);
  g_free (entry->path);
  g_free (entry);
}

static Entry *
get_current (BsReadingHistory *self)
{
  return self->current < self->entries->len ? self->entries->pdata[self->current] : NULL;
}

static void
take_place (BsReadingHistory *self, Entry *entry)
{
  g_strfreev (entry->names);
  g_free (entry->search);
  entry->scope = bs_sidebar_get_scope (self->sidebar);
  entry->names = g_strdupv ((GStrv) bs_sidebar_get_names (self->sidebar));
  entry->search = g_strdup (bs_article_pane_get_search_text (self->articles));
}

/* Notes the article that is shown. The forward entries of the previous article are dropped. */
static void
note (BsReadingHistory *self)
{
  const char *path = bs_reader_get_path (self->reader);
  Entry *entry = get_current (self);

  if (self->library == NULL || path == NULL || (entry != NULL && g_str_equal (entry->path, path)))
    return;
  if (self->entries->len > 0)
    g_ptr_array_set_size (self->entries, (int) self->current + 1);
  if (self->entries->len >= MOST_ENTRIES)
    g_ptr_array_remove_index (self->entries, 0);
  entry = g_new0 (Entry, 1);
  entry->path = g_strdup (path);
  take_place (self, entry);
  g_ptr_array_add (self->entries, entry);
  self->current = self->entries->len - 1;
}

static void
shown_cb (BsReadingHistory *self)
{
  g_assert (BS_IS_READING_HISTORY (self));

  note (self);
}

/* A link may be followed before its article was shown in full. */
static void
open_article_cb (BsReadingHistory *self)
{
  g_assert (BS_IS_READING_HISTORY (self));

  note (self);
}

static void
changed_cb (BsReadingHistory *self, GPtrArray *changes)
{
  g_assert (BS_IS_READING_HISTORY (self));

  for (guint i = 0; i < changes->len; i++)
    {
      const BsChange *change = changes->pdata[i];

      if (change->kind != BS_CHANGE_MOVED)
        continue;
      for (guint j = 0; j < self->entries->len; j++)
        {
          Entry *entry = self->entries->pdata[j];

          if (!g_str_equal (entry->path, change->from))
            continue;
          g_free (entry->path);
          entry->path = g_strdup (change->path);
        }
    }
}

static void
stop_waiting (BsReadingHistory *self)
{
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->list);
}

/* The list may not have it any more. */
static void
arrive (BsReadingHistory *self)
{
  const Entry *entry = get_current (self);
  g_autoptr (BsArticleItem) item = entry != NULL ? bs_library_dup_item (self->library, entry->path) : NULL;
  BsQuery *query = bs_article_list_get_query (self->list);

  if (item != NULL && (bs_article_list_get_pending (self->list) || g_strcmp0 (query->text, entry->search) != 0))
    return;
  stop_waiting (self);
  if (item == NULL || bs_article_pane_contains (self->articles, bs_article_item_get_id (item)))
    return;
  bs_article_pane_set_search (self->articles, NULL);
  bs_sidebar_show_scope (self->sidebar, BS_SCOPE_ALL, NULL);
  bs_article_pane_select_id (self->articles, bs_article_item_get_id (item));
}

static void
pending_cb (BsReadingHistory *self)
{
  g_assert (BS_IS_READING_HISTORY (self));

  arrive (self);
}

static void
show (BsReadingHistory *self, const Entry *entry, BsArticleItem *item)
{
  const char *const *names = bs_sidebar_get_names (self->sidebar);
  gboolean is_there =
      bs_sidebar_get_scope (self->sidebar) == entry->scope &&
      (names == NULL || entry->names == NULL ? (GStrv) names == entry->names :
                                               g_strv_equal (names, (const char *const *) entry->names));

  stop_waiting (self);
  if (!is_there)
    bs_sidebar_show_scope (self->sidebar, entry->scope, (const char *const *) entry->names);
  if (g_strcmp0 (bs_article_pane_get_search_text (self->articles), entry->search) != 0)
    bs_article_pane_set_search (self->articles, entry->search);
  bs_article_pane_select_id (self->articles, bs_article_item_get_id (item));

  self->list = g_object_ref (bs_article_pane_get_list (self->articles));
  g_signal_connect_object (self->list, "notify::pending", G_CALLBACK (pending_cb), self, G_CONNECT_SWAPPED);
  arrive (self);
}

static void
bs_reading_history_finalize (GObject *object)
{
  BsReadingHistory *self = BS_READING_HISTORY (object);

  bs_reading_history_set_library (self, NULL);
  g_ptr_array_unref (self->entries);

  G_OBJECT_CLASS (bs_reading_history_parent_class)->finalize (object);
}

static void
bs_reading_history_class_init (BsReadingHistoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_reading_history_finalize;
}

static void
bs_reading_history_init (BsReadingHistory *self)
{
  self->entries = g_ptr_array_new_with_free_func (entry_free);
}

/* All of them outlive it. */
BsReadingHistory *
bs_reading_history_new (BsSidebar *sidebar, BsArticlePane *articles, BsReader *reader)
{
  BsReadingHistory *self;

  g_return_val_if_fail (BS_IS_SIDEBAR (sidebar), NULL);
  g_return_val_if_fail (BS_IS_ARTICLE_PANE (articles), NULL);
  g_return_val_if_fail (BS_IS_READER (reader), NULL);

  self = g_object_new (BS_TYPE_READING_HISTORY, NULL);
  self->sidebar = sidebar;
  self->articles = articles;
  self->reader = reader;
  g_signal_connect_object (reader, "shown", G_CALLBACK (shown_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bs_reader_get_links (reader), "open-article", G_CALLBACK (open_article_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/* @library: (nullable) */
void
bs_reading_history_set_library (BsReadingHistory *self, BsLibrary *library)
{
  g_return_if_fail (BS_IS_READING_HISTORY (self));
  g_return_if_fail (library == NULL || BS_IS_LIBRARY (library));

  stop_waiting (self);
  if (self->library != NULL)
    g_signal_handlers_disconnect_by_func (self->library, changed_cb, self);
  g_ptr_array_set_size (self->entries, 0);
  self->current = 0;
  g_set_object (&self->library, library);
  if (library != NULL)
    g_signal_connect_object (library, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

/* @step: -1 for back, 1 for forward
 *
 * Returns: whether there was an article to go to; those that were deleted are skipped */
gboolean
bs_reading_history_go (BsReadingHistory *self, int step)
{
  const char *path;
  const Entry *before;

  g_return_val_if_fail (BS_IS_READING_HISTORY (self), FALSE);
  g_return_val_if_fail (step == 1 || step == -1, FALSE);

  if (self->library == NULL)
    return FALSE;
  path = bs_reader_get_path (self->reader);
  before = get_current (self);
  /* It has been chosen, but is not on the screen yet; or no article is selected now. */
  if (step < 0 && path != NULL)
    note (self);
  if (step < 0 && path == NULL && before != NULL)
    {
      g_autoptr (BsArticleItem) item = bs_library_dup_item (self->library, before->path);

      if (item != NULL)
        {
          show (self, before, item);
          return TRUE;
        }
    }
  while (step < 0 ? self->current > 0 : self->current + 1 < self->entries->len)
    {
      guint next = self->current + (guint) step;
      const Entry *entry = self->entries->pdata[next];
      g_autoptr (BsArticleItem) item = bs_library_dup_item (self->library, entry->path);

      if (item == NULL)
        {
          g_ptr_array_remove_index (self->entries, next);
          if (step < 0)
            self->current--;
          continue;
        }
      self->current = next;
      show (self, entry, item);
      return TRUE;
    }
  return FALSE;
}
