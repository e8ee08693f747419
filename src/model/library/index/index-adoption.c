/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/index/index-adoption.h"

#include <stdlib.h>
#include <string.h>

#include "model/library/index/index-counts.h"

/* How an index is made to agree with the table. */
typedef struct
{
  GHashTable
      *missing;    /* (element-type BsRow): a set, by path: the rows that the index lacks, or has in another state */
  GPtrArray *gone; /* (element-type BsRow) */
  const int *is_stopped;
} Adoption;

static gboolean
adopt_row_cb (BsRow *row, gpointer user_data)
{
  Adoption *self = user_data;
  const BsRow *known = g_hash_table_lookup (self->missing, row);

  if (known == NULL)
    g_ptr_array_add (self->gone, row);
  else
    {
      if (bs_row_is_recorded_same (known, row))
        g_hash_table_remove (self->missing, row);
      bs_row_unref (row);
    }
  return g_atomic_int_get (self->is_stopped) == 0;
}

/* In the order of the index, as far as that is known: by folder, then by name. */
static int
compare_places (gconstpointer a, gconstpointer b)
{
  const BsRow *first = *(BsRow *const *) a;
  const BsRow *second = *(BsRow *const *) b;

  return first->folder != second->folder ? strcmp (first->folder->name, second->folder->name) :
                                           bs_row_compare_paths (first, second);
}

/* Whether the table has exactly the rows of the index. The caller that read them from it is trusted. */
static gboolean
has_all (BsIndexStore *store, const BsSnapshot *snapshot, guint64 edition)
{
  guint n_recorded = 0;

  if (edition == 0 || edition != bs_index_store_get_edition (store))
    return FALSE;
  for (guint i = 0; i < snapshot->n_rows; i++)
    n_recorded += snapshot->rows[i] != NULL && (snapshot->rows[i]->flags & BS_ROW_RECORDED) != 0;
  return n_recorded == bs_index_store_count_rows (store);
}

/* Adds the rows that the index lacks to @missing, and those that only it has to @gone. */
static gboolean
compare (BsIndexStore *store, BsVocabulary *vocabulary, BsSite *site, const BsSnapshot *snapshot, guint64 edition,
         Adoption *self, GError **error)
{
  if (has_all (store, snapshot, edition))
    {
      for (guint i = 0; i < snapshot->n_rows; i++)
        if (snapshot->rows[i] != NULL && (snapshot->rows[i]->flags & BS_ROW_RECORDED) == 0)
          g_hash_table_add (self->missing, snapshot->rows[i]);
      return bs_index_store_read_terms (store, vocabulary, error);
    }
  for (guint i = 0; i < snapshot->n_rows; i++)
    if (snapshot->rows[i] != NULL)
      g_hash_table_add (self->missing, snapshot->rows[i]);
  return bs_index_store_read_rows (store, vocabulary, site->zone, adopt_row_cb, self, error);
}

/**
 * bs_index_adoption_write_rows:
 * @store: an index, in a transaction
 * @vocabulary: the names of the library
 * @site: the library's site
 * @snapshot: its rows
 * @edition: the edition of the rows that were read from the index, from bs_index_store_get_edition()
 * @is_stopped: not 0 as soon as it should stop
 * @error: return location
 *
 * Compares all rows with those in the index and writes the difference.
 *
 * Returns: %FALSE if it was stopped or, with a #BsIndexError, if it failed
 */
gboolean
bs_index_adoption_write_rows (BsIndexStore *store, BsVocabulary *vocabulary, BsSite *site, const BsSnapshot *snapshot,
                              guint64 edition, const int *is_stopped, GError **error)
{
  g_autofree char *signature = bs_site_dup_signature (site);
  g_autoptr (GPtrArray) gone = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_row_unref);
  g_autoptr (GHashTable) missing = g_hash_table_new (bs_row_hash_path, bs_row_equal_path);
  Adoption adoption = { missing, gone, is_stopped };
  g_autofree gpointer *rows = NULL;
  guint n_rows;

  if (!compare (store, vocabulary, site, snapshot, edition, &adoption, error))
    return FALSE;
  for (guint i = 0; i < gone->len; i++)
    if (!bs_index_store_remove_row (store, gone->pdata[i], error))
      return FALSE;
  rows = g_hash_table_get_keys_as_array (missing, &n_rows);
  qsort (rows, n_rows, sizeof *rows, compare_places);
  for (guint i = 0; i < n_rows && g_atomic_int_get (is_stopped) == 0; i++)
    if (!bs_index_store_put_row (store, rows[i], error))
      return FALSE;
  if (gone->len + n_rows > 0 && !bs_index_counts_forget (store, error))
    return FALSE;
  return bs_index_store_put_keys (store, vocabulary, error) &&
         bs_index_store_set_value (store, "site", signature, error) && g_atomic_int_get (is_stopped) == 0;
}

static guint64
make_key (const BsRow *row)
{
  return bs_index_text_make_key (row->content_hash, bs_row_get_title (row));
}

/**
 * bs_index_adoption_has_dead:
 * @text: the text in an index
 * @snapshot: the rows of the library
 *
 * Texts of old versions cost space, and time in every search.
 *
 * Returns: whether they are more than a fifth, so that all texts should be written again
 */
gboolean
bs_index_adoption_has_dead (BsIndexText *text, const BsSnapshot *snapshot)
{
  g_autoptr (GHashTable) living = bs_index_keys_new ();
  guint n_versions = bs_index_text_get_n_versions (text);

  for (guint i = 0; i < snapshot->n_rows; i++)
    if (snapshot->rows[i] != NULL)
      {
        guint64 key = make_key (snapshot->rows[i]);

        if (bs_index_text_has (text, key))
          bs_index_keys_add (living, key);
      }
  return n_versions > g_hash_table_size (living) + g_hash_table_size (living) / 5 + 100;
}

static int
compare_dates (gconstpointer a, gconstpointer b)
{
  const BsRow *first = *(BsRow *const *) a;
  const BsRow *second = *(BsRow *const *) b;

  if (first->date != second->date)
    return first->date < second->date ? -1 : 1;
  return bs_row_compare_paths (first, second);
}

/**
 * bs_index_adoption_list_waiting:
 * @text: the text in an index
 * @snapshot: the rows of the library
 *
 * Returns: (transfer full) (element-type BsRow): the articles whose text is not in it, the oldest first
 */
GPtrArray *
bs_index_adoption_list_waiting (BsIndexText *text, const BsSnapshot *snapshot)
{
  GPtrArray *waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_row_unref);

  for (guint i = 0; i < snapshot->n_rows; i++)
    if (snapshot->rows[i] != NULL && !bs_index_text_has (text, make_key (snapshot->rows[i])))
      g_ptr_array_add (waiting, bs_row_ref (snapshot->rows[i]));
  g_ptr_array_sort (waiting, compare_dates);
  return waiting;
}
