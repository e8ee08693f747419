/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/folder-query.h"

#include "model/library/compare.h"
#include "model/library/folder/file-system.h"
#include "model/library/index/index-load.h"
#include "model/library/index/index-reader.h"
#include "model/library/list/answer.h"
#include "model/library/marks/marks-reader.h"

/* The data of one query of a folder. */
typedef struct
{
  BsSite *site;
  BsVocabulary *vocabulary;
  GMutex mutex;    /* while reading the index */
  GPtrArray *rows; /* (element-type BsRow): the rows read from it, until the table takes them */
  guint64 edition; /* 0 if one of them may have been read twice */
  BsTable *table;
  BsIndexReader *index; /* (nullable) */
} Folder;

static void
put_row (Folder *self, BsRow *row)
{
  BsRow *old = NULL;

  bs_table_put (self->table, row, &old);
  g_clear_pointer (&old, bs_row_unref);
}

static void
remove_path (Folder *self, const char *path)
{
  BsRow *row = bs_table_lookup (self->table, path);
  BsRow *old = row != NULL ? bs_table_remove (self->table, row->id) : NULL;

  g_clear_pointer (&old, bs_row_unref);
}

static gboolean
rows_cb (GPtrArray *rows, gpointer user_data)
{
  Folder *self = user_data;

  g_mutex_lock (&self->mutex);
  g_ptr_array_extend_and_steal (self->rows, rows);
  g_mutex_unlock (&self->mutex);
  return TRUE;
}

/* Even if the index is damaged, all articles are in the folder: rows read before the damage was found are right, or the
 * comparison that follows corrects them. Returns whether all of it was read. */
static gboolean
read_index (Folder *self)
{
  g_autofree char *known = NULL;
  g_autofree char *signature = bs_site_dup_signature (self->site);
  g_autoptr (GError) error = NULL;
  BsIndexStore *store;

  self->index = bs_index_reader_open (self->site->root);
  if (self->index == NULL)
    return FALSE;
  store = bs_index_reader_get_store (self->index);
  known = bs_index_store_get_value (store, "site");
  /* The site decides what a category is, and which files are articles. */
  if (g_strcmp0 (known, signature) != 0 || bs_index_store_is_old (store))
    return FALSE;
  if (bs_index_load (store, bs_index_reader_get_text (self->index), self->vocabulary, self->site->zone, rows_cb, self,
                     &self->edition, &error))
    return TRUE;
  if (error != NULL)
    g_debug ("%s", error->message);
  return FALSE;
}

static gboolean
load (Folder *self)
{
  gboolean is_loaded;

  self->rows = g_ptr_array_new ();
  g_mutex_init (&self->mutex);
  is_loaded = read_index (self);
  g_mutex_clear (&self->mutex);
  self->table = bs_table_new (self->vocabulary);
  if (self->edition != 0)
    bs_table_fill (self->table, g_steal_pointer (&self->rows));
  for (guint i = 0; self->rows != NULL && i < self->rows->len; i++)
    put_row (self, self->rows->pdata[i]);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  return is_loaded;
}

static void
ignore_updates (gpointer owner)
{
}

static gboolean
compare (Folder *self, BsScanResult *result, GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (BsInbox) inbox = bs_inbox_new (context, ignore_updates, self);
  g_autoptr (BsSnapshot) known = bs_table_take_snapshot (self->table);
  BsComparison comparison = { self->site, self->vocabulary, inbox, known, "" };
  gboolean is_done;

  comparison.distrust_inodes = bs_file_system_is_blind (self->site->root);
  is_done = bs_compare (&comparison, result, error);
  for (;;)
    {
      g_autoptr (BsUpdate) update = bs_inbox_pop_update (inbox);

      if (update == NULL)
        break;
      if (update->kind == BS_UPDATE_PUT)
        {
          if (update->from != NULL)
            remove_path (self, update->from);
          put_row (self, g_steal_pointer (&update->row));
        }
      else if (update->kind == BS_UPDATE_ROWS)
        {
          for (guint i = 0; i < update->rows->len; i++)
            put_row (self, g_steal_pointer (&update->rows->pdata[i]));
        }
      else if (update->kind == BS_UPDATE_GONE)
        remove_path (self, update->path);
      else if (update->kind == BS_UPDATE_LOOKED_AT && result != NULL)
        result->unreadable = g_steal_pointer (&update->unreadable);
    }
  bs_inbox_close (inbox);
  return is_done;
}

static void
read_marks (Folder *self, const BsSnapshot *snapshot)
{
  g_autoptr (BsMarksReader) marks = bs_marks_reader_open (self->site->root);

  for (guint i = 0; marks != NULL && i < snapshot->n_rows; i++)
    if (snapshot->rows[i] != NULL)
      {
        g_autofree char *path = bs_row_dup_path (snapshot->rows[i]);

        bs_row_set_marks (snapshot->rows[i], bs_marks_reader_get (marks, path, snapshot->rows[i]->content_hash));
      }
}

static gboolean
asks_for_marks (const BsQuery *query)
{
  return query->scope == BS_SCOPE_UNREAD || query->scope == BS_SCOPE_STARRED || query->scope == BS_SCOPE_RECENT ||
         (query->search != NULL && bs_search_query_asks_for_marks (query->search));
}

struct _BsFolderAnswer
{
  BsVocabulary *vocabulary;
  BsSnapshot *snapshot;
  BsIds *ids;
};

/**
 * bs_folder_answer_free:
 * @self: (transfer full): the result of a query
 */
void
bs_folder_answer_free (BsFolderAnswer *self)
{
  bs_ids_unref (self->ids);
  bs_snapshot_free (self->snapshot);
  bs_vocabulary_unref (self->vocabulary);
  g_free (self);
}

/**
 * bs_folder_answer_get_length:
 * @self: the result of a query
 *
 * Returns: how many articles were found
 */
guint
bs_folder_answer_get_length (BsFolderAnswer *self)
{
  return self->ids->n_ids;
}

/**
 * bs_folder_answer_dup_path:
 * @self: the result of a query
 * @position: of an article in the query's order, from 0
 *
 * Returns: (transfer full) (type filename): its path
 */
char *
bs_folder_answer_dup_path (BsFolderAnswer *self, guint position)
{
  g_return_val_if_fail (position < self->ids->n_ids, NULL);

  return bs_row_dup_path (self->snapshot->rows[self->ids->ids[position]]);
}

static BsFolderAnswer *
answer (Folder *self, const BsQuery *query, GPtrArray **unread, GError **error)
{
  BsAnswerer *answerer = bs_answerer_new (self->vocabulary);
  g_autoptr (BsSnapshot) snapshot = bs_table_take_snapshot (self->table);
  BsSearchTerms terms = { .zone = self->site->zone, .site = self->site, .reads_missing = TRUE };
  BsFolderAnswer *found;
  BsIds *ids = NULL;

  if (asks_for_marks (query))
    read_marks (self, snapshot);
  if (query->search == NULL)
    ids = bs_answerer_answer (answerer, snapshot, query);
  else if (self->index != NULL)
    {
      bs_index_reader_use_second (self->index);
      bs_answerer_set_matcher (answerer, bs_index_reader_get_matcher (self->index));
      ids = bs_answerer_search (answerer, snapshot, query, &terms, NULL);
      bs_answerer_set_matcher (answerer, NULL);
    }
  /* Without an index, or one of the text that can be read, there are the files. */
  if (ids == NULL)
    ids = bs_answerer_search (answerer, snapshot, query, &terms, error);
  bs_answerer_free (answerer);
  for (guint i = 0; unread != NULL && i < snapshot->n_rows; i++)
    if (snapshot->rows[i] != NULL && snapshot->rows[i]->body_hash == 0)
      g_ptr_array_add (*unread, bs_row_dup_path (snapshot->rows[i]));
  if (ids == NULL)
    return NULL;
  found = g_new (BsFolderAnswer, 1);
  *found = (BsFolderAnswer){ bs_vocabulary_ref (self->vocabulary), g_steal_pointer (&snapshot), ids };
  return found;
}

/**
 * bs_folder_query:
 * @site: a folder of articles
 * @query: (inout): a query; replaced by its meaning in this folder, from bs_query_understand()
 * @flags: how
 * @result: (out) (optional): the result of the check of the folder; zeros without one
 * @unread: (out) (transfer full) (element-type filename) (optional): the files that could not be read
 * @error: return location
 *
 * Answers a query once, as a window does that has the folder open. The index is used if there is one. Unless @flags
 * says otherwise, the folder is compared with it first, and articles that it lacks are read from their files. Nothing
 * is written. Waits for the disk.
 *
 * Returns: (transfer full) (nullable): the found articles, in the query's order; %NULL with a #GIOErrorEnum if the
 *   folder cannot be read
 */
BsFolderAnswer *
bs_folder_query (BsSite *site, BsQuery **query, BsFolderQueryFlags flags, BsScanResult *result, GPtrArray **unread,
                 GError **error)
{
  Folder self = { .site = site, .vocabulary = bs_vocabulary_new () };
  BsFolderAnswer *found = NULL;
  gboolean is_loaded;

  g_return_val_if_fail (site != NULL, NULL);
  g_return_val_if_fail (query != NULL && *query != NULL, NULL);

  if (result != NULL)
    *result = (BsScanResult){ 0 };
  if (unread != NULL)
    *unread = g_ptr_array_new_with_free_func (g_free);
  is_loaded = load (&self);
  if ((is_loaded && (flags & BS_FOLDER_QUERY_NO_CHECK) != 0) || compare (&self, result, error))
    {
      g_autoptr (BsQuery) understood = bs_query_understand (*query, self.vocabulary);

      found = answer (&self, understood, unread, error);
      bs_query_unref (*query);
      *query = g_steal_pointer (&understood);
    }
  g_clear_pointer (&self.index, bs_index_reader_free);
  bs_table_unref (self.table);
  bs_vocabulary_unref (self.vocabulary);
  return found;
}

/**
 * bs_folder_read:
 * @site: a folder of articles
 * @result: (out): the result of the check of the folder
 * @func: (scope call): called once with all articles and their marks
 * @user_data: for @func
 * @error: return location
 *
 * Reads what a window with this folder knows: from the index if there is one, and what it lacks from the files. Nothing
 * is written. Waits for the disk.
 *
 * Returns: %FALSE with a #GIOErrorEnum if the folder cannot be read
 */
gboolean
bs_folder_read (BsSite *site, BsScanResult *result, BsFolderReadFunc func, gpointer user_data, GError **error)
{
  Folder self = { .site = site, .vocabulary = bs_vocabulary_new () };
  gboolean is_read;

  g_return_val_if_fail (site != NULL && result != NULL && func != NULL, FALSE);

  *result = (BsScanResult){ 0 };
  load (&self);
  is_read = compare (&self, result, error);
  if (is_read)
    {
      g_autoptr (BsSnapshot) snapshot = bs_table_take_snapshot (self.table);

      read_marks (&self, snapshot);
      func (snapshot, user_data);
    }
  g_clear_pointer (&self.index, bs_index_reader_free);
  bs_table_unref (self.table);
  bs_vocabulary_unref (self.vocabulary);
  return is_read;
}
