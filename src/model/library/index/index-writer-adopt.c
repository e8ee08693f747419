/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <stdlib.h>

#include "model/library/index/index-writer-private.h"

/* How an index becomes what the table is, when it is opened or made anew. */

typedef struct
{
  BsIndexWriter *writer;
  GHashTable *missing; /* (element-type BsRow): a set, by path: what the index does not have, or has otherwise */
  GPtrArray *gone;     /* (element-type BsRow) */
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
  return !bs_index_writer_is_stopped (self->writer);
}

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return bs_row_compare_paths (*(BsRow *const *) a, *(BsRow *const *) b);
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

static gboolean
write_difference (BsIndexWriter *self, Adoption *adoption, GError **error)
{
  g_autofree char *signature = bs_site_dup_signature (self->site);
  g_autofree gpointer *rows = NULL;
  guint n_rows;

  if (!bs_index_store_read_rows (self->store, self->vocabulary, self->site->zone, adopt_row_cb, adoption, error))
    return FALSE;
  for (guint i = 0; i < adoption->gone->len; i++)
    if (!bs_index_store_remove_row (self->store, adoption->gone->pdata[i], error))
      return FALSE;
  rows = g_hash_table_get_keys_as_array (adoption->missing, &n_rows);
  qsort (rows, n_rows, sizeof *rows, compare_paths);
  for (guint i = 0; i < n_rows && !bs_index_writer_is_stopped (self); i++)
    if (!bs_index_store_put_row (self->store, rows[i], error))
      return FALSE;
  return bs_index_store_set_value (self->store, "site", signature, error);
}

/* What is dead takes room, and time in every search: past a fifth of all, the texts are put anew. */
static gboolean
prepare_texts (BsIndexWriter *self, const BsSnapshot *snapshot, GError **error)
{
  g_autoptr (GHashTable) living = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  guint n_versions = bs_index_text_get_n_versions (self->text);
  guint n_dead;

  for (guint i = 0; i < snapshot->n_rows; i++)
    if (snapshot->rows[i] != NULL)
      {
        guint64 key = bs_index_writer_make_key (snapshot->rows[i]);

        if (bs_index_text_has (self->text, key))
          g_hash_table_add (living, g_memdup2 (&key, sizeof key));
      }
  n_dead = n_versions - MIN (n_versions, g_hash_table_size (living));
  if (n_dead > g_hash_table_size (living) / 5 + 100 && !bs_index_text_clear (self->text, error))
    return FALSE;

  bs_index_writer_forget_waiting (self);
  for (guint i = 0; i < snapshot->n_rows; i++)
    if (snapshot->rows[i] != NULL && !bs_index_text_has (self->text, bs_index_writer_make_key (snapshot->rows[i])))
      g_ptr_array_add (self->waiting, bs_row_ref (snapshot->rows[i]));
  g_ptr_array_sort (self->waiting, compare_dates);
  return TRUE;
}

/**
 * bs_index_writer_take_over:
 * @self: a writer whose index is open
 * @snapshot: all that is known of the articles
 *
 * Brings the index to what the table holds, and finds out what text is missing.
 */
void
bs_index_writer_take_over (BsIndexWriter *self, const BsSnapshot *snapshot)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) gone = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_row_unref);
  g_autoptr (GHashTable) missing = g_hash_table_new (bs_row_hash_path, bs_row_equal_path);
  Adoption adoption = { self, missing, gone };

  if (!bs_index_writer_begin (self))
    return;
  for (guint i = 0; i < snapshot->n_rows; i++)
    if (snapshot->rows[i] != NULL)
      g_hash_table_add (missing, snapshot->rows[i]);
  if (write_difference (self, &adoption, &error) && !bs_index_writer_is_stopped (self) &&
      bs_index_writer_commit (self, &error) && bs_index_writer_begin (self))
    {
      if (prepare_texts (self, snapshot, &error) && bs_index_writer_commit (self, &error))
        {
          self->has_rows = TRUE;
          if (bs_index_writer_count_waiting (self) > 0)
            bs_index_writer_tell_waiting (self, TRUE);
          else
            bs_index_writer_rest (self);
          return;
        }
    }
  if (self->store == NULL || bs_index_writer_is_stopped (self))
    return;
  bs_index_writer_recover (self, error);
}
