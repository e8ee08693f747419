/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/library-articles.h"

#include <string.h>

#include "model/library/disk-changes.h"
#include "model/library/folder/relative-path.h"

struct _BsLibraryArticles
{
  BsTable *table;
  BsItems *items;
  BsVocabulary *vocabulary;
  BsLibraryViews *views;
  BsLibraryIndex *index;
  BsLibraryMarks *marks;
  BsSavedSearches *searches;
  BsDiskChanges *disk_changes;
  BsChangeQueue *changes;
  guint n_drafts;
  guint n_needs_repair;
  gboolean is_loading; /* the first scan, whose articles are not changes */
};

/**
 * bs_library_articles_new:
 * @table: the rows of a library
 * @items: its items
 * @vocabulary: its names
 * @views: the views of the articles
 * @index: its index
 * @marks: its marks
 * @searches: its saved searches
 *
 * Returns: (transfer full): the object that applies changes; all of the above must outlive it
 */
BsLibraryArticles *
bs_library_articles_new (BsTable *table, BsItems *items, BsVocabulary *vocabulary, BsLibraryViews *views,
                         BsLibraryIndex *index, BsLibraryMarks *marks, BsSavedSearches *searches)
{
  BsLibraryArticles *self = g_new0 (BsLibraryArticles, 1);

  self->table = table;
  self->items = items;
  self->vocabulary = vocabulary;
  self->views = views;
  self->index = index;
  self->marks = marks;
  self->searches = searches;
  self->disk_changes = bs_disk_changes_new (table, vocabulary);
  self->changes = bs_change_queue_new (table);
  return self;
}

/**
 * bs_library_articles_free:
 * @self: (transfer full): the articles of a library
 */
void
bs_library_articles_free (BsLibraryArticles *self)
{
  bs_disk_changes_free (self->disk_changes);
  bs_change_queue_free (self->changes);
  g_free (self);
}

/**
 * bs_library_articles_set_loading:
 * @self: the articles of a library
 * @is_loading: whether articles are found for the first time, which are not changes, and which the index has already
 */
void
bs_library_articles_set_loading (BsLibraryArticles *self, gboolean is_loading)
{
  self->is_loading = is_loading;
}

/**
 * bs_library_articles_is_loading:
 * @self: the articles of a library
 *
 * Returns: whether articles are found for the first time
 */
gboolean
bs_library_articles_is_loading (BsLibraryArticles *self)
{
  return self->is_loading;
}

/**
 * bs_library_articles_set_ready:
 * @self: the articles of a library
 * @is_ready: whether all articles are known, so that later ones are new
 */
void
bs_library_articles_set_ready (BsLibraryArticles *self, gboolean is_ready)
{
  bs_saved_searches_set_ready (self->searches, is_ready);
}

/**
 * bs_library_articles_note_edition:
 * @self: the articles of a library
 * @edition: of those that were read from the index
 */
void
bs_library_articles_note_edition (BsLibraryArticles *self, guint64 edition)
{
  bs_library_index_note_edition (self->index, edition);
}

static void
index_row (BsLibraryArticles *self, BsRow *row, BsRow *old)
{
  if (!self->is_loading)
    bs_library_index_follow (self->index, row, old);
}

static void
note_change (BsLibraryArticles *self, BsChangeKind kind, const BsRow *row, const BsRow *from)
{
  bs_library_views_touch (self->views);
  if (!self->is_loading)
    bs_change_queue_add (self->changes, kind, row, from);
}

static void
count_row (BsLibraryArticles *self, const BsRow *row, int difference)
{
  bs_library_views_count (self->views, row, difference);
  self->n_drafts += (row->flags & BS_ROW_DRAFT) != 0 ? (guint) difference : 0;
  self->n_needs_repair += (row->flags & BS_ROW_NEEDS_REPAIR) != 0 ? (guint) difference : 0;
  bs_library_marks_count (self->marks, row, difference);
}

static void
remove_row (BsLibraryArticles *self, guint id)
{
  g_autoptr (BsRow) row = bs_table_remove (self->table, id);

  count_row (self, row, -1);
  bs_saved_searches_note_removed (self->searches, row);
  bs_library_marks_removed (self->marks, row);
  index_row (self, NULL, row);
  note_change (self, BS_CHANGE_REMOVED, row, NULL);
}

static void
move_row (BsLibraryArticles *self, BsRow *old, BsRow *row)
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
put_row (BsLibraryArticles *self, BsRow *row)
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

/**
 * bs_library_articles_announce:
 * @self: the articles of a library
 * @origins: (transfer full) (element-type filename filename): the new paths of files, and their current ones
 */
void
bs_library_articles_announce (BsLibraryArticles *self, GHashTable *origins)
{
  bs_disk_changes_announce (self->disk_changes, origins);
}

/**
 * bs_library_articles_put:
 * @self: the articles of a library
 * @row: (transfer full): the row read from an article's file
 * @from: (nullable): its previous path
 *
 * The table has it after bs_library_articles_settle(), or at once if no other change can affect it.
 */
void
bs_library_articles_put (BsLibraryArticles *self, BsRow *row, const char *from)
{
  BsRow *free_row = from != NULL ? bs_disk_changes_find_free (self->disk_changes, row, from) : NULL;

  if (free_row != NULL)
    move_row (self, free_row, row);
  else if (self->is_loading && from == NULL && bs_disk_changes_get_due (self->disk_changes, TRUE) == G_MAXINT64)
    put_row (self, row);
  else
    bs_disk_changes_put (self->disk_changes, row, from);
}

/**
 * bs_library_articles_settle:
 * @self: the articles of a library
 * @deadline: when to stop, in monotonic time
 *
 * Applies the changes to the table: an article that was removed at one path and added at another was moved.
 *
 * Returns: whether all are applied; otherwise call this again before anything else changes the table
 */
gboolean
bs_library_articles_settle (BsLibraryArticles *self, gint64 deadline)
{
  BsDiskChange change;
  guint n = 0;

  while (bs_disk_changes_take (self->disk_changes, &change))
    {
      g_autoptr (BsRow) from = change.from;

      if (change.row == NULL)
        remove_row (self, from->id);
      else if (from != NULL)
        move_row (self, from, change.row);
      else
        put_row (self, change.row);
      if ((++n % 16) == 0 && g_get_monotonic_time () >= deadline)
        return FALSE;
    }
  return TRUE;
}

/**
 * bs_library_articles_is_settling:
 * @self: the articles of a library
 *
 * Returns: whether bs_library_articles_settle() has to be called again before further changes
 */
gboolean
bs_library_articles_is_settling (BsLibraryArticles *self)
{
  return bs_disk_changes_is_settling (self->disk_changes);
}

/**
 * bs_library_articles_get_due:
 * @self: the articles of a library
 * @is_more_coming: whether related changes may follow
 *
 * Returns: when to call bs_library_articles_settle(), in monotonic time; %G_MAXINT64 if nothing waits
 */
gint64
bs_library_articles_get_due (BsLibraryArticles *self, gboolean is_more_coming)
{
  return bs_disk_changes_get_due (self->disk_changes, is_more_coming);
}

/**
 * bs_library_articles_clear:
 * @self: the articles of a library that is closed
 *
 * Drops changes that were not applied or reported.
 */
void
bs_library_articles_clear (BsLibraryArticles *self)
{
  bs_disk_changes_clear (self->disk_changes);
  bs_change_queue_clear (self->changes);
  self->is_loading = FALSE;
}

static gboolean
remove_folder (BsLibraryArticles *self, const char *path, gint64 deadline)
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

/**
 * bs_library_articles_remove:
 * @self: the articles of a library
 * @path: a removed file or folder
 * @deadline: when to stop, in monotonic time
 *
 * Returns: whether everything in it has been removed; otherwise call this again
 */
gboolean
bs_library_articles_remove (BsLibraryArticles *self, const char *path, gint64 deadline)
{
  if (bs_disk_changes_remove (self->disk_changes, path) || bs_disk_changes_covers (self->disk_changes, path))
    return TRUE;
  if (!bs_library_articles_settle (self, deadline))
    return FALSE;
  bs_disk_changes_remove_awaiting (self->disk_changes, path);
  return remove_folder (self, path, deadline);
}

/* Categories with articles need not be stored. */
static void
drop_filled (BsLibraryArticles *self)
{
  BsCategoryTree *tree = bs_library_views_get_tree (self->views);

  bs_library_marks_keep_categories (self->marks, bs_category_tree_take_filled (tree), g_ptr_array_new ());
}

/**
 * bs_library_articles_keep_categories:
 * @self: the articles of a library
 * @paths: (element-type GStrv): the categories that are shown although no article is in them
 */
void
bs_library_articles_keep_categories (BsLibraryArticles *self, GPtrArray *paths)
{
  bs_category_tree_set_kept (bs_library_views_get_tree (self->views), paths);
  drop_filled (self);
}

/**
 * bs_library_articles_flush_categories:
 * @self: the articles of a library
 * @deadline: when to stop, in monotonic time
 *
 * Shows the counts in the tree of categories.
 */
void
bs_library_articles_flush_categories (BsLibraryArticles *self, gint64 deadline)
{
  bs_category_tree_flush (bs_library_views_get_tree (self->views), deadline);
  drop_filled (self);
}

/**
 * bs_library_articles_dup_item:
 * @self: the articles of a library
 * @path: a path relative to the folder
 *
 * Returns: (transfer full) (nullable): the article there
 */
BsArticleItem *
bs_library_articles_dup_item (BsLibraryArticles *self, const char *path)
{
  BsRow *row = bs_change_queue_lookup (self->changes, path);

  return row != NULL ? bs_items_dup (self->items, row) : NULL;
}

/**
 * bs_library_articles_get_changes:
 * @self: the articles of a library
 *
 * Returns: (transfer none): the changes that have not been reported yet
 */
BsChangeQueue *
bs_library_articles_get_changes (BsLibraryArticles *self)
{
  return self->changes;
}

/**
 * bs_library_articles_get_n_drafts:
 * @self: the articles of a library
 *
 * Returns: how many of them are drafts
 */
guint
bs_library_articles_get_n_drafts (BsLibraryArticles *self)
{
  return self->n_drafts;
}

/**
 * bs_library_articles_get_n_needs_repair:
 * @self: the articles of a library
 *
 * Returns: how many of them have a problem that is more than a note
 */
guint
bs_library_articles_get_n_needs_repair (BsLibraryArticles *self)
{
  return self->n_needs_repair;
}
