/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/marks/marks-transfer.h"

#include <glib/gi18n-lib.h>

#include "model/library/marks/marks-list.h"

/* A list of the marks of a million articles is smaller. */
#define MAX_BYTES (512 * 1024 * 1024)

static GHashTable *
index_rows (const BsSnapshot *snapshot)
{
  GHashTable *rows = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < snapshot->n_rows; i++)
    if (snapshot->rows[i] != NULL)
      {
        g_autofree char *path = bs_row_dup_path (snapshot->rows[i]);
        guint64 id = bs_marks_hash_path (path);

        g_hash_table_replace (rows, g_memdup2 (&id, sizeof id), snapshot->rows[i]);
      }
  return rows;
}

/**
 * bs_marks_transfer_export:
 * @work: the work
 * @file: where to write
 * @snapshot: the library
 * @task: returns the number of articles, or an error
 *
 * Writes all articles that are unread, starred, read since they were added, or partly read, the empty categories, and
 * the saved searches.
 */
void
bs_marks_transfer_export (BsMarksWork *work, GFile *file, const BsSnapshot *snapshot, GTask *task)
{
  g_autoptr (GArray) all = bs_marks_store_load (work->store);
  g_autoptr (GHashTable) rows = index_rows (snapshot);
  g_autoptr (GPtrArray) categories = bs_marks_store_list_categories (work->store);
  g_autoptr (GPtrArray) searches = bs_marks_store_list_searches (work->store);
  g_autoptr (GString) list = bs_marks_list_begin ();
  GError *error = NULL;
  gssize n = 0;

  for (guint i = 0; i < all->len; i++)
    {
      const BsKnown *known = &g_array_index (all, BsKnown, i);
      const BsRow *row = g_hash_table_lookup (rows, &known->id);
      g_autoptr (BsMarksEntry) entry = g_new0 (BsMarksEntry, 1);
      gboolean has_position = bs_marks_store_get_position (work->store, known->id, &entry->position, &entry->fraction);

      if (known->marks == 0 && !has_position)
        continue;
      entry->path = row != NULL ? bs_row_dup_path (row) : bs_marks_store_dup_path (work->store, known->id);
      if (entry->path == NULL)
        continue;
      entry->content = known->content;
      entry->unread = (known->marks & BS_MARK_UNREAD) != 0;
      entry->starred = (known->marks & BS_MARK_STARRED) != 0;
      bs_marks_list_add (list, entry);
      n++;
    }
  bs_marks_list_end (list, categories, searches);
  if (g_file_replace_contents (file, list->str, list->len, NULL, FALSE,
                               G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION, NULL, NULL, &error))
    g_task_return_int (task, n);
  else
    g_task_return_error (task, error);
}

static GPtrArray *
read_list (GFile *file, GPtrArray **categories, GPtrArray **searches, GError **error)
{
  g_autofree char *name = g_file_get_parse_name (file);
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autofree char *text = NULL;
  gsize length;

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL, error);
  if (info == NULL)
    return NULL;
  if (g_file_info_get_size (info) > MAX_BYTES)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("The file is too large."));
  else if (g_file_load_contents (file, NULL, &text, &length, NULL, error))
    entries = bs_marks_list_read (text, length, categories, searches, error);
  if (entries == NULL)
    g_prefix_error (error, "%s: ", name);
  return g_steal_pointer (&entries);
}

/* Files by content, but for those that the list names: each of those has its own marks. */
static GHashTable *
index_contents (GHashTable *rows, GHashTable *named)
{
  GHashTable *contents = g_hash_table_new (g_int64_hash, g_int64_equal);
  GHashTableIter iter;
  gpointer key;
  gpointer value;

  g_hash_table_iter_init (&iter, rows);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (!g_hash_table_contains (named, key))
      g_hash_table_replace (contents, &((BsRow *) value)->content_hash, key);
  return contents;
}

static void
import_entry (BsMarksWork *work, const BsMarksEntry *entry, GHashTable *rows, GHashTable *contents)
{
  guint64 id = bs_marks_hash_path (entry->path);
  const guint64 *other = g_hash_table_lookup (contents, &entry->content);
  const BsRow *row = g_hash_table_lookup (rows, &id);
  g_autofree char *path = NULL;
  BsKnown known;

  if (row == NULL && entry->content != 0 && other != NULL)
    {
      id = *other;
      row = g_hash_table_lookup (rows, &id);
    }
  path = row != NULL ? bs_row_dup_path (row) : g_strdup (entry->path);
  if (!bs_marks_store_lookup (work->store, id, &known))
    known = (BsKnown){ id, row != NULL ? row->content_hash : entry->content,     row != NULL ? row->body_hash : 0, 0,
                       0,  row != NULL ? 0 : g_get_real_time () / G_USEC_PER_SEC };
  known.marks = (entry->unread ? BS_MARK_UNREAD : BS_MARK_READ) | (entry->starred ? BS_MARK_STARRED : 0);
  bs_marks_store_put (work->store, &known);
  if (entry->starred)
    bs_marks_store_put_path (work->store, id, path);
  if (entry->position != NULL)
    bs_marks_store_put_position (work->store, id, path, entry->position, entry->fraction);
}

/* They are added after the existing ones, without duplicates. */
static void
import_searches (BsMarksWork *work, GPtrArray *searches)
{
  g_autoptr (GPtrArray) before = bs_marks_store_list_searches (work->store);

  for (guint i = 0; i < searches->len; i++)
    {
      BsMarksSearch *search = searches->pdata[i];
      gboolean is_there = FALSE;

      for (guint j = 0; j < before->len && !is_there; j++)
        {
          const BsMarksSearch *other = before->pdata[j];

          is_there = g_str_equal (other->name, search->name) && g_str_equal (other->query, search->query);
        }
      search->place = before->len + i;
      if (!is_there)
        bs_marks_store_put_search (work->store, search);
    }
}

/**
 * bs_marks_transfer_import:
 * @work: the work
 * @file: a file that bs_marks_transfer_export() wrote
 * @snapshot: the library
 * @found: (element-type BsMarksFound): receives the marks that the rows do not have yet
 * @task: returns the number of articles, or an error
 *
 * Sets the marks in the file: by path; if there is no such path, by content; if there is neither, when the article is
 * added. Other articles keep their marks.
 */
void
bs_marks_transfer_import (BsMarksWork *work, GFile *file, const BsSnapshot *snapshot, GArray *found, GTask *task)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) categories = NULL;
  g_autoptr (GPtrArray) searches = NULL;
  g_autoptr (GPtrArray) entries = read_list (file, &categories, &searches, &error);
  g_autoptr (GHashTable) rows = index_rows (snapshot);
  g_autoptr (GHashTable) named = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GHashTable) contents = NULL;

  if (entries == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  for (guint i = 0; i < entries->len; i++)
    {
      guint64 id = bs_marks_hash_path (((BsMarksEntry *) entries->pdata[i])->path);

      g_hash_table_add (named, g_memdup2 (&id, sizeof id));
    }
  contents = index_contents (rows, named);
  if (bs_marks_store_begin (work->store))
    {
      for (guint i = 0; i < entries->len; i++)
        import_entry (work, entries->pdata[i], rows, contents);
      for (guint i = 0; i < categories->len; i++)
        bs_marks_store_put_category (work->store, categories->pdata[i], TRUE);
      import_searches (work, searches);
      bs_marks_store_end (work->store);
    }
  if (bs_marks_store_get_error (work->store) != NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", bs_marks_store_get_error (work->store));
      return;
    }
  bs_marks_work_compare (work, snapshot, BS_MARKS_COMPARE_KNOWN, found);
  g_task_return_int (task, entries->len);
}
