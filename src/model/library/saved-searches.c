/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/saved-searches.h"

#include "model/library/search/search-judge.h"
#include "model/library/search/search-rename.h"

#include <string.h>

/* So many articles are judged at a time. */
#define MOST_AT_ONCE 500
/* With more names than this, nobody waits for a check of each. */
#define MOST_NAMES 20000

/* A saved search, and which articles it finds. */
typedef struct
{
  BsSavedSearch *search;
  BsSearchQuery *query;
  gint64 day;           /* the day for which its dates were computed, as a Julian day */
  guint number;         /* of the query: results for an older one are dropped */
  gboolean is_known;    /* its results */
  gboolean is_doubtful; /* texts were not in the index yet */
  guint8 *found;        /* a bit for each article */
  gsize n_bytes;
  guint n_unread; /* of them */
} Entry;

/* A query before and after a step. */
typedef struct
{
  guint64 step;
  guint64 id;
  char *before;
  char *after;
} Rename;

struct _BsSavedSearches
{
  GObject parent_instance;

  BsTable *table; /* (nullable): of the library, until it is disposed of; then the others are not used either */
  BsVocabulary *vocabulary;
  BsLibraryViews *views;
  BsLibraryIndex *index;
  BsLibraryMarks *marks;
  gboolean is_ready;  /* all articles are there */
  GPtrArray *entries; /* (element-type Entry) */
  GArray *renames;    /* (element-type Rename): of this session */
  guint last_number;
  GHashTable *changed; /* (element-type guint gboolean): the articles to judge, and whether they are new */
  gboolean is_judging;
  BsArticleList *list; /* (nullable): all that one search finds, while it is looked for */
  Entry *counted;      /* (nullable): that search */
};

enum
{
  SIGNAL_FOUND,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void bs_saved_searches_list_model_init (GListModelInterface *iface);

/**
 * BsSavedSearches:
 *
 * The saved searches of a library. Each search is run once; from then on, only changed articles are judged, on a
 * worker.
 */
G_DEFINE_FINAL_TYPE_WITH_CODE (BsSavedSearches, bs_saved_searches, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, bs_saved_searches_list_model_init))

static gint64
get_today (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) g_date_time_get_day_of_month (now), (GDateMonth) g_date_time_get_month (now),
                  (GDateYear) g_date_time_get_year (now));
  return g_date_get_julian (&date);
}

static gboolean
asks_for_days (const BsSearchNode *node)
{
  for (guint i = 0; node->children != NULL && i < node->children->len; i++)
    if (asks_for_days (node->children->pdata[i]))
      return TRUE;
  return node->kind == BS_SEARCH_BEFORE || node->kind == BS_SEARCH_AFTER || node->kind == BS_SEARCH_DATE;
}

/* As the search field reads it. */
static BsSearchQuery *
parse (BsSavedSearches *self, const Entry *entry)
{
  return bs_search_query_parse_in (bs_saved_search_get_query (entry->search), BS_SEARCH_TYPING,
                                   self->table != NULL ? self->vocabulary : NULL);
}

static void
read_query (BsSavedSearches *self, Entry *entry)
{
  g_clear_pointer (&entry->query, bs_search_query_unref);
  entry->query = parse (self, entry);
  entry->day = get_today ();
  entry->number = ++self->last_number;
  entry->is_known = FALSE;
}

static Entry *
entry_new (BsSavedSearches *self, const BsMarksSearch *kept)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->search = bs_saved_search_new (kept);
  read_query (self, entry);
  return entry;
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_object_unref (entry->search);
  bs_search_query_unref (entry->query);
  g_free (entry->found);
  g_free (entry);
}

static void
clear_rename (gpointer data)
{
  Rename *rename = data;

  g_free (rename->before);
  g_free (rename->after);
}

static gboolean
is_found (const Entry *entry, guint32 id)
{
  return id / 8 < entry->n_bytes && (entry->found[id / 8] & (1 << (id % 8))) != 0;
}

static void
set_found (Entry *entry, const BsRow *row, gboolean on)
{
  if (is_found (entry, row->id) == on)
    return;
  if (row->id / 8 >= entry->n_bytes)
    {
      gsize n_bytes = MAX (2 * entry->n_bytes, row->id / 8 + 64);

      entry->found = g_realloc (entry->found, n_bytes);
      memset (entry->found + entry->n_bytes, 0, n_bytes - entry->n_bytes);
      entry->n_bytes = n_bytes;
    }
  entry->found[row->id / 8] ^= (guint8) (1 << (row->id % 8));
  if ((bs_row_get_marks (row) & BS_MARK_UNREAD) != 0)
    entry->n_unread += on ? 1 : (guint) -1;
}

static void
tell_count (Entry *entry)
{
  bs_saved_search_set_count (entry->search, entry->n_unread);
}

static void
stop_counting (BsSavedSearches *self)
{
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->list);
  self->counted = NULL;
}

static gboolean
is_reading (BsSavedSearches *self)
{
  BsIndexState state = bs_library_index_get_state (self->index);

  return state == BS_INDEX_STARTING || state == BS_INDEX_READING;
}

static void
take_list (BsSavedSearches *self)
{
  g_autoptr (BsArticleList) list = g_object_ref (self->list);
  BsTable *table = self->table;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (list));
  Entry *entry = self->counted;

  stop_counting (self);
  g_clear_pointer (&entry->found, g_free);
  entry->n_bytes = 0;
  entry->n_unread = 0;
  for (guint i = 0; i < n; i++)
    {
      const BsRow *row = bs_table_get (table, bs_article_list_get_id (list, i));

      /* New articles are judged, and reported. */
      if (row != NULL && (bs_row_get_marks (row) & BS_MARK_GONE) == 0 &&
          g_hash_table_lookup (self->changed, GUINT_TO_POINTER (row->id)) == NULL)
        set_found (entry, row, TRUE);
    }
  entry->is_known = TRUE;
  entry->is_doubtful = (entry->query->phrases->len > 0 || entry->query->facts->len > 0) && is_reading (self);
  tell_count (entry);
}

static gboolean
counted_cb (gpointer user_data)
{
  BsSavedSearches *self = user_data;

  g_assert (BS_IS_SAVED_SEARCHES (self));

  if (self->list != NULL && !bs_article_list_get_pending (self->list) && bs_article_list_get_complete (self->list))
    take_list (self);
  bs_saved_searches_update (self);
  return G_SOURCE_REMOVE;
}

/* The list is still telling others. */
static void
list_cb (BsSavedSearches *self)
{
  g_assert (BS_IS_SAVED_SEARCHES (self));

  if (!bs_article_list_get_pending (self->list) && bs_article_list_get_complete (self->list))
    g_idle_add_full (G_PRIORITY_DEFAULT, counted_cb, g_object_ref (self), g_object_unref);
}

/* Asks for all that a search finds, one after the other. */
static void
count_next (BsSavedSearches *self)
{
  for (guint i = 0; i < self->entries->len && self->list == NULL; i++)
    {
      Entry *entry = self->entries->pdata[i];
      g_autoptr (BsQuery) query = NULL;

      if (entry->is_known)
        continue;
      query = bs_query_new_search (BS_SCOPE_ALL, NULL, BS_SORT_DATE, FALSE, bs_saved_search_get_query (entry->search),
                                   TRUE);
      self->counted = entry;
      self->list = bs_library_views_query (self->views, query);
      g_signal_connect_object (self->list, "notify::pending", G_CALLBACK (list_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->list, "notify::complete", G_CALLBACK (list_cb), self, G_CONNECT_SWAPPED);
      list_cb (self);
    }
}

/* Changed articles, with the searches to judge. */
typedef struct
{
  BsVocabulary *vocabulary; /* the names that the rows refer to */
  BsSite *site;
  GPtrArray *queries; /* (element-type BsSearchQuery) */
  GArray *numbers;    /* (element-type guint): of them */
  GPtrArray *rows;    /* (element-type BsRow) */
  GArray *are_new;    /* (element-type gboolean): by row */
  gboolean *found;    /* by row and query */
} Judging;

static void
judging_free (gpointer data)
{
  Judging *judging = data;

  g_ptr_array_unref (judging->rows);
  g_ptr_array_unref (judging->queries);
  g_array_unref (judging->numbers);
  g_array_unref (judging->are_new);
  bs_site_unref (judging->site);
  bs_vocabulary_unref (judging->vocabulary);
  g_free (judging->found);
  g_free (judging);
}

static void
judge_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Judging *judging = task_data;
  g_autoptr (BsSearchJudge) judge = bs_search_judge_new (judging->queries, judging->site);

  for (guint i = 0; i < judging->rows->len; i++)
    bs_search_judge_run (judge, judging->rows->pdata[i], judging->found + (gsize) i * judging->queries->len);
  g_task_return_boolean (task, TRUE);
}

static void
take_judgement (BsSavedSearches *self, const Judging *judging, guint which, Entry *entry)
{
  BsTable *table = self->table;
  const BsRow *last = NULL;
  guint n_new = 0;

  for (guint i = 0; i < judging->rows->len; i++)
    {
      BsRow *row = judging->rows->pdata[i];
      gboolean is_in = judging->found[(gsize) i * judging->queries->len + which];

      /* One that has changed once more is judged once more. */
      if (bs_table_get (table, row->id) != row || (bs_row_get_marks (row) & BS_MARK_GONE) != 0)
        continue;
      if (is_in && g_array_index (judging->are_new, gboolean, i) && !is_found (entry, row->id))
        {
          n_new++;
          last = row;
        }
      set_found (entry, row, is_in);
    }
  tell_count (entry);
  if (n_new > 0 && bs_saved_search_get_kept (entry->search)->notifies)
    g_signal_emit (self, signals[SIGNAL_FOUND], 0, entry->search, n_new, bs_row_get_title (last));
}

static void
judged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BsSavedSearches *self = BS_SAVED_SEARCHES (source);
  const Judging *judging = g_task_get_task_data (G_TASK (result));

  self->is_judging = FALSE;
  if (self->table == NULL)
    return;
  for (guint i = 0; i < judging->numbers->len; i++)
    for (guint j = 0; j < self->entries->len; j++)
      {
        Entry *entry = self->entries->pdata[j];

        if (entry->number == g_array_index (judging->numbers, guint, i) && entry->is_known)
          {
            take_judgement (self, judging, i, entry);
            break;
          }
      }
  bs_saved_searches_update (self);
}

static void
judge (BsSavedSearches *self)
{
  BsTable *table = self->table;
  Judging *judging = g_new0 (Judging, 1);
  g_autoptr (GTask) task = NULL;
  GHashTableIter iter;
  gpointer id;
  gpointer is_new;

  judging->vocabulary = bs_vocabulary_ref (self->vocabulary);
  judging->site = bs_site_ref (bs_library_views_get_site (self->views));
  judging->queries = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_search_query_unref);
  judging->numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  judging->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_row_unref);
  judging->are_new = g_array_new (FALSE, FALSE, sizeof (gboolean));
  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = self->entries->pdata[i];

      /* A key that is new makes a field of a word. */
      g_ptr_array_add (judging->queries,
                       entry->query->is_open ? parse (self, entry) : bs_search_query_ref (entry->query));
      g_array_append_val (judging->numbers, entry->number);
    }
  g_hash_table_iter_init (&iter, self->changed);
  while (judging->rows->len < MOST_AT_ONCE && g_hash_table_iter_next (&iter, &id, &is_new))
    {
      BsRow *row = bs_table_get (table, GPOINTER_TO_UINT (id));
      gboolean value = is_new != NULL;

      g_hash_table_iter_remove (&iter);
      if (row == NULL)
        continue;
      g_ptr_array_add (judging->rows, bs_row_ref (row));
      g_array_append_val (judging->are_new, value);
    }
  judging->found = g_new0 (gboolean, (gsize) judging->rows->len * judging->queries->len + 1);
  self->is_judging = TRUE;
  task = g_task_new (self, NULL, judged_cb, NULL);
  g_task_set_source_tag (task, judge);
  g_task_set_task_data (task, judging, judging_free);
  g_task_run_in_thread (task, judge_thread);
}

/**
 * bs_saved_searches_update:
 * @self: the saved searches of a library
 *
 * Runs the searches without results, and judges the changed articles.
 */
void
bs_saved_searches_update (BsSavedSearches *self)
{
  gboolean is_whole;

  if (self->table == NULL || self->entries->len == 0 || !self->is_ready)
    return;
  is_whole = !is_reading (self);
  /* A judgement in progress would be dropped, and its new articles with it. */
  for (guint i = 0; !self->is_judging && i < self->entries->len; i++)
    {
      Entry *entry = self->entries->pdata[i];

      if (entry->is_doubtful && is_whole && entry != self->counted)
        entry->is_known = entry->is_doubtful = FALSE;
      /* “yesterday” is another day. */
      if (entry->query->root != NULL && asks_for_days (entry->query->root) && entry->day != get_today ())
        read_query (self, entry);
    }
  if (self->list == NULL)
    count_next (self);
  if (self->list == NULL && !self->is_judging && g_hash_table_size (self->changed) > 0)
    judge (self);
}

/* Searches without results need not follow. */
static gboolean
is_following (BsSavedSearches *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    if (((Entry *) self->entries->pdata[i])->is_known || self->counted == self->entries->pdata[i])
      return TRUE;
  return FALSE;
}

/**
 * bs_saved_searches_note_put:
 * @self: the saved searches of a library
 * @row: an article that was added, changed or moved
 * @is_new: whether it was added
 */
void
bs_saved_searches_note_put (BsSavedSearches *self, const BsRow *row, gboolean is_new)
{
  gpointer key = GUINT_TO_POINTER (row->id);

  if (!is_following (self))
    return;
  is_new = (is_new && self->is_ready) || g_hash_table_lookup (self->changed, key) != NULL;
  g_hash_table_insert (self->changed, key, GINT_TO_POINTER (is_new));
}

/**
 * bs_saved_searches_note_removed:
 * @self: the saved searches of a library
 * @row: a removed article, with its marks
 */
void
bs_saved_searches_note_removed (BsSavedSearches *self, const BsRow *row)
{
  g_hash_table_remove (self->changed, GUINT_TO_POINTER (row->id));
  for (guint i = 0; i < self->entries->len; i++)
    {
      set_found (self->entries->pdata[i], row, FALSE);
      tell_count (self->entries->pdata[i]);
    }
}

/**
 * bs_saved_searches_note_marked:
 * @self: the saved searches of a library
 * @row: an article with its new marks
 * @before: the marks that it had
 */
void
bs_saved_searches_note_marked (BsSavedSearches *self, const BsRow *row, BsMarks before)
{
  BsMarks after = bs_row_get_marks (row);
  BsMarks changed = before ^ after;

  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = self->entries->pdata[i];

      if ((changed & BS_MARK_UNREAD) != 0 && is_found (entry, row->id))
        {
          entry->n_unread += (after & BS_MARK_UNREAD) != 0 ? 1 : (guint) -1;
          tell_count (entry);
        }
      if ((changed & (BS_MARK_UNREAD | BS_MARK_STARRED)) != 0 && bs_search_query_asks_for_marks (entry->query))
        bs_saved_searches_note_put (self, row, FALSE);
    }
}

static GType
get_item_type (GListModel *model)
{
  return BS_TYPE_SAVED_SEARCH;
}

static guint
get_n_items (GListModel *model)
{
  return BS_SAVED_SEARCHES (model)->entries->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  BsSavedSearches *self = BS_SAVED_SEARCHES (model);
  const Entry *entry = position < self->entries->len ? self->entries->pdata[position] : NULL;

  return entry != NULL ? g_object_ref (entry->search) : NULL;
}

static void
bs_saved_searches_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
bs_saved_searches_finalize (GObject *object)
{
  BsSavedSearches *self = BS_SAVED_SEARCHES (object);

  bs_saved_searches_close (self);
  g_ptr_array_unref (self->entries);
  g_array_unref (self->renames);
  g_hash_table_unref (self->changed);
  G_OBJECT_CLASS (bs_saved_searches_parent_class)->finalize (object);
}

static void
bs_saved_searches_class_init (BsSavedSearchesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_saved_searches_finalize;

  signals[SIGNAL_FOUND] = g_signal_new ("found", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 3, BS_TYPE_SAVED_SEARCH, G_TYPE_UINT, G_TYPE_STRING);
}

static void
bs_saved_searches_init (BsSavedSearches *self)
{
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->renames = g_array_new (FALSE, FALSE, sizeof (Rename));
  g_array_set_clear_func (self->renames, clear_rename);
  self->changed = g_hash_table_new (NULL, NULL);
}

/**
 * bs_saved_searches_new:
 * @table: the rows of a library, which calls bs_saved_searches_close() before it is disposed of
 * @vocabulary: its names
 * @views: runs the searches over all articles
 * @index: its index
 * @marks: stores the searches
 *
 * Returns: (transfer full): the saved searches of the library; none is known yet
 */
BsSavedSearches *
bs_saved_searches_new (BsTable *table, BsVocabulary *vocabulary, BsLibraryViews *views, BsLibraryIndex *index,
                       BsLibraryMarks *marks)
{
  BsSavedSearches *self = g_object_new (BS_TYPE_SAVED_SEARCHES, NULL);

  self->table = table;
  self->vocabulary = vocabulary;
  self->views = views;
  self->index = index;
  self->marks = marks;
  return self;
}

/**
 * bs_saved_searches_set_ready:
 * @self: the saved searches of a library
 * @is_ready: whether all articles are known, so that later ones are new
 */
void
bs_saved_searches_set_ready (BsSavedSearches *self, gboolean is_ready)
{
  self->is_ready = is_ready;
}

/**
 * bs_saved_searches_stop:
 * @self: the saved searches of a library that is closed
 */
void
bs_saved_searches_stop (BsSavedSearches *self)
{
  stop_counting (self);
  g_hash_table_remove_all (self->changed);
  for (guint i = 0; i < self->entries->len; i++)
    ((Entry *) self->entries->pdata[i])->is_known = FALSE;
}

/**
 * bs_saved_searches_close:
 * @self: the saved searches of a library that is going
 */
void
bs_saved_searches_close (BsSavedSearches *self)
{
  bs_saved_searches_stop (self);
  self->table = NULL;
}

static gboolean
find_entry (BsSavedSearches *self, guint64 id, guint *position)
{
  for (*position = 0; *position < self->entries->len; (*position)++)
    if (bs_saved_search_get_kept (((Entry *) self->entries->pdata[*position])->search)->id == id)
      return TRUE;
  return FALSE;
}

static void
set_kept (BsSavedSearches *self, Entry *entry, const BsMarksSearch *kept)
{
  gboolean is_same = g_str_equal (bs_saved_search_get_query (entry->search), kept->query);

  bs_saved_search_set_kept (entry->search, kept);
  if (is_same)
    return;
  if (self->counted == entry)
    stop_counting (self);
  read_query (self, entry);
}

/**
 * bs_saved_searches_take:
 * @self: the saved searches of a library
 * @kept: (element-type BsMarksSearch): the searches as they are stored on the disk
 */
void
bs_saved_searches_take (BsSavedSearches *self, GPtrArray *kept)
{
  g_autoptr (GPtrArray) before = self->entries;
  guint n_before = before->len;
  gboolean is_same = n_before == kept->len;

  self->entries = g_ptr_array_new_with_free_func (entry_free);
  for (guint i = 0; i < kept->len; i++)
    {
      const BsMarksSearch *search = kept->pdata[i];
      Entry *entry = NULL;

      for (guint j = 0; j < before->len && entry == NULL; j++)
        if (bs_saved_search_get_kept (((Entry *) before->pdata[j])->search)->id == search->id)
          {
            is_same = is_same && i == self->entries->len && j == 0;
            entry = g_ptr_array_steal_index (before, j);
          }
      is_same = is_same && entry != NULL;
      if (entry == NULL)
        entry = entry_new (self, search);
      else
        set_kept (self, entry, search);
      g_ptr_array_add (self->entries, entry);
    }
  for (guint i = 0; i < before->len; i++)
    if (before->pdata[i] == self->counted)
      stop_counting (self);
  if (!is_same)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, self->entries->len);
  bs_saved_searches_update (self);
}

/* Stores the changes, including the order. */
static void
keep (BsSavedSearches *self, guint64 dropped, guint64 changed)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autoptr (GPtrArray) searches = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_marks_search_free);

  if (dropped != 0)
    g_array_append_val (ids, dropped);
  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = self->entries->pdata[i];
      g_autoptr (BsMarksSearch) kept = bs_marks_search_copy (bs_saved_search_get_kept (entry->search));

      if (kept->place == i && kept->id != changed)
        continue;
      kept->place = i;
      bs_saved_search_set_kept (entry->search, kept);
      g_ptr_array_add (searches, g_steal_pointer (&kept));
    }
  bs_library_marks_keep_searches (self->marks, g_steal_pointer (&ids), g_steal_pointer (&searches));
}

/**
 * bs_saved_searches_lookup:
 * @self: saved searches
 * @id: of a search
 *
 * Returns: (transfer none) (nullable): the search
 */
BsSavedSearch *
bs_saved_searches_lookup (BsSavedSearches *self, guint64 id)
{
  guint position;

  g_return_val_if_fail (BS_IS_SAVED_SEARCHES (self), NULL);

  return find_entry (self, id, &position) ? ((Entry *) self->entries->pdata[position])->search : NULL;
}

/**
 * bs_saved_searches_find:
 * @self: saved searches
 * @key: from bs_saved_search_get_key()
 *
 * Returns: (transfer none) (nullable): the search
 */
BsSavedSearch *
bs_saved_searches_find (BsSavedSearches *self, const char *key)
{
  g_return_val_if_fail (key != NULL, NULL);

  return bs_saved_searches_lookup (self, g_ascii_strtoull (key, NULL, 16));
}

/**
 * bs_saved_searches_put:
 * @self: saved searches
 * @search: replaces the search with the same id, or is added
 *
 * Stores a search at its place among the others.
 */
void
bs_saved_searches_put (BsSavedSearches *self, const BsMarksSearch *search)
{
  gboolean is_there;
  guint before;
  guint after;
  Entry *entry;

  g_return_if_fail (BS_IS_SAVED_SEARCHES (self));
  g_return_if_fail (search != NULL && bs_marks_search_is_valid (search));

  if (self->table == NULL)
    return;
  is_there = find_entry (self, search->id, &before);
  if (!is_there && self->entries->len >= BS_MARKS_MAX_SEARCHES)
    return;
  after = MIN (search->place, self->entries->len - (is_there ? 1 : 0));
  if (is_there)
    set_kept (self, self->entries->pdata[before], search);
  if (!is_there || before != after)
    {
      entry = is_there ? g_ptr_array_steal_index (self->entries, before) : entry_new (self, search);
      if (is_there)
        g_list_model_items_changed (G_LIST_MODEL (self), before, 1, 0);
      g_ptr_array_insert (self->entries, (int) after, entry);
      g_list_model_items_changed (G_LIST_MODEL (self), after, 0, 1);
    }
  keep (self, 0, search->id);
  bs_saved_searches_update (self);
}

/**
 * bs_saved_searches_remove:
 * @self: saved searches
 * @id: of a search
 */
void
bs_saved_searches_remove (BsSavedSearches *self, guint64 id)
{
  guint position;

  g_return_if_fail (BS_IS_SAVED_SEARCHES (self));

  if (self->table == NULL || !find_entry (self, id, &position))
    return;
  if (self->entries->pdata[position] == self->counted)
    stop_counting (self);
  g_ptr_array_remove_index (self->entries, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
  keep (self, id, 0);
  bs_saved_searches_update (self);
}

static void
set_query (BsSavedSearches *self, guint64 id, const char *query)
{
  BsSavedSearch *search = bs_saved_searches_lookup (self, id);
  g_autoptr (BsMarksSearch) kept = NULL;

  if (search == NULL)
    return;
  kept = bs_marks_search_copy (bs_saved_search_get_kept (search));
  g_free (kept->query);
  kept->query = g_strdup (query);
  if (bs_marks_search_is_valid (kept))
    bs_saved_searches_put (self, kept);
}

typedef struct
{
  BsVocabulary *vocabulary;
  BsVocabularyKind kind;
  const char *const *from;
  const char *const *to;
} Names;

static gboolean
is_within (const BsTerm *term, const char *const *path)
{
  guint depth = g_strv_length ((GStrv) path) - 1;

  while (term != NULL && term->depth > depth)
    term = term->parent;
  for (; term != NULL && term->depth == depth; term = term->parent, depth--)
    {
      if (!g_str_equal (term->name, path[depth]))
        return FALSE;
      if (depth == 0)
        return TRUE;
    }
  return FALSE;
}

/* Whether articles have another name with the same meaning, too. */
static gboolean
is_other (const BsSearchNode *node, gpointer user_data)
{
  const Names *names = user_data;
  g_autoptr (GPtrArray) terms = bs_vocabulary_list (names->vocabulary, names->kind);

  for (guint i = 0; i < terms->len && terms->len <= MOST_NAMES; i++)
    {
      const BsTerm *term = terms->pdata[i];
      g_autofree char *path = NULL;
      g_autofree char *folded = NULL;

      if (term->count == 0 || is_within (term, names->from) || is_within (term, names->to))
        continue;
      path = bs_term_dup_path (term);
      folded = bs_search_fold_name (path);
      if (bs_search_node_matches_name (node, folded))
        return TRUE;
    }
  return FALSE;
}

/**
 * bs_saved_searches_follow_rename:
 * @self: saved searches
 * @scope: %BS_SCOPE_CATEGORY, %BS_SCOPE_TAG or %BS_SCOPE_SOURCE
 * @from: (array zero-terminated=1): the previous name, or one that was merged
 * @to: (array zero-terminated=1): the new name
 * @step: the step of the history, for bs_saved_searches_follow_step()
 *
 * Changes the renamed names in the queries.
 */
void
bs_saved_searches_follow_rename (BsSavedSearches *self, BsScope scope, const char *const *from, const char *const *to,
                                 guint64 step)
{
  BsSearchKind kind = scope == BS_SCOPE_CATEGORY ? BS_SEARCH_CATEGORY :
                      scope == BS_SCOPE_TAG      ? BS_SEARCH_TAG :
                                                   BS_SEARCH_AUTHOR;
  Names names = { NULL,
                  scope == BS_SCOPE_CATEGORY ? BS_VOCABULARY_CATEGORIES :
                  scope == BS_SCOPE_TAG      ? BS_VOCABULARY_TAGS :
                                               BS_VOCABULARY_SOURCES,
                  from, to };

  g_return_if_fail (BS_IS_SAVED_SEARCHES (self));
  g_return_if_fail (from != NULL && *from != NULL);
  g_return_if_fail (to != NULL && *to != NULL);

  if (self->table == NULL)
    return;
  names.vocabulary = self->vocabulary;
  for (guint i = 0; i < self->entries->len; i++)
    {
      BsSavedSearch *search = ((Entry *) self->entries->pdata[i])->search;
      g_autofree char *after = bs_search_rename (bs_saved_search_get_query (search), kind, from, to, is_other, &names);
      Rename rename;

      if (after == NULL)
        continue;
      rename = (Rename){ step, bs_saved_search_get_kept (search)->id, g_strdup (bs_saved_search_get_query (search)),
                         g_strdup (after) };
      g_array_append_val (self->renames, rename);
      set_query (self, rename.id, after);
    }
}

/**
 * bs_saved_searches_follow_step:
 * @self: saved searches
 * @step: a step of the history that was undone or redone
 * @redo: which of the two
 *
 * Has the queries that followed a renaming follow that. One that was changed since stays.
 */
void
bs_saved_searches_follow_step (BsSavedSearches *self, guint64 step, gboolean redo)
{
  g_return_if_fail (BS_IS_SAVED_SEARCHES (self));

  for (guint i = 0; i < self->renames->len; i++)
    {
      const Rename *rename = &g_array_index (self->renames, Rename, redo ? i : self->renames->len - 1 - i);
      BsSavedSearch *search = rename->step == step ? bs_saved_searches_lookup (self, rename->id) : NULL;

      if (search != NULL && g_str_equal (bs_saved_search_get_query (search), redo ? rename->before : rename->after))
        set_query (self, rename->id, redo ? rename->after : rename->before);
    }
}
