/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/import/import-known.h"

#include "model/change/import/import-name.h"

typedef enum
{
  BY_CONTENT,
  BY_BODY,
  BY_ADDRESS,
  BY_TITLE,
  N_INDICES
} Index;

/* An article of the library, or a step of this import that has not failed. */
typedef struct
{
  guint64 key;
  const char *path;         /* (nullable) */
  const BsImportStep *step; /* (nullable) */
} Entry;

struct _BsImportKnown
{
  GMutex mutex;
  GStringChunk *strings;
  GHashTable *by[N_INDICES]; /* (element-type guint64 Entry): the key is the entry's own */
  GHashTable *paths;         /* (element-type utf8): case-folded */
  GPtrArray *blocks;         /* of entries */
  guint n_used;
};

#define BLOCK_ENTRIES 4096

/**
 * bs_import_known_new:
 *
 * Returns: (transfer full): an empty index
 */
BsImportKnown *
bs_import_known_new (void)
{
  BsImportKnown *self = g_new0 (BsImportKnown, 1);

  g_mutex_init (&self->mutex);
  self->strings = g_string_chunk_new (64 * 1024);
  self->blocks = g_ptr_array_new_with_free_func (g_free);
  self->n_used = BLOCK_ENTRIES;
  for (guint i = 0; i < N_INDICES; i++)
    self->by[i] = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->paths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

/**
 * bs_import_known_free:
 * @self: (nullable) (transfer full): an index
 */
void
bs_import_known_free (BsImportKnown *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < N_INDICES; i++)
    g_hash_table_unref (self->by[i]);
  g_hash_table_unref (self->paths);
  g_ptr_array_unref (self->blocks);
  g_string_chunk_free (self->strings);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

static gboolean
is_there (const Entry *entry)
{
  return entry != NULL && (entry->step == NULL || entry->step->verdict != BS_IMPORT_FAILED);
}

static void
add (BsImportKnown *self, Index index, guint64 key, const char *path, const BsImportStep *step)
{
  Entry *entry = key != 0 ? g_hash_table_lookup (self->by[index], &key) : NULL;

  if (key == 0 || is_there (entry))
    return;
  if (entry == NULL)
    {
      if (self->n_used == BLOCK_ENTRIES)
        {
          g_ptr_array_add (self->blocks, g_new (Entry, BLOCK_ENTRIES));
          self->n_used = 0;
        }
      entry = (Entry *) g_ptr_array_index (self->blocks, self->blocks->len - 1) + self->n_used++;
      entry->key = key;
      g_hash_table_insert (self->by[index], &entry->key, entry);
    }
  entry->path = path;
  entry->step = step;
}

/**
 * bs_import_known_add:
 * @self: an index
 * @keys: an article's keys
 * @path: the article's path, relative to the library
 *
 * Adds an article of the library. If several have the same key, lookups find the first.
 */
void
bs_import_known_add (BsImportKnown *self, const BsImportKeys *keys, const char *path)
{
  g_autofree char *folded = NULL;
  char *kept;

  g_return_if_fail (self != NULL && keys != NULL && path != NULL);

  folded = bs_import_name_fold (path);
  g_mutex_lock (&self->mutex);
  kept = g_string_chunk_insert (self->strings, path);
  add (self, BY_CONTENT, keys->content, kept, NULL);
  add (self, BY_BODY, keys->body, kept, NULL);
  add (self, BY_ADDRESS, keys->address, kept, NULL);
  add (self, BY_TITLE, keys->title, kept, NULL);
  g_hash_table_add (self->paths, g_steal_pointer (&folded));
  g_mutex_unlock (&self->mutex);
}

/**
 * bs_import_known_add_step:
 * @self: an index
 * @keys: an article's keys
 * @step: the article's step; it has a path and must outlive the index
 *
 * Adds an article to import. Two articles of one import are duplicates only if their bytes or bodies are equal.
 */
void
bs_import_known_add_step (BsImportKnown *self, const BsImportKeys *keys, const BsImportStep *step)
{
  g_return_if_fail (self != NULL && keys != NULL && step != NULL && step->path != NULL);

  g_mutex_lock (&self->mutex);
  add (self, BY_CONTENT, keys->content, NULL, step);
  add (self, BY_BODY, keys->body, NULL, step);
  g_hash_table_add (self->paths, bs_import_name_fold (step->path));
  g_mutex_unlock (&self->mutex);
}

/**
 * bs_import_known_find:
 * @self: an index
 * @keys: the keys of an article
 * @path: (out) (optional) (transfer none): the path of the duplicate
 * @step: (out) (optional) (transfer none) (nullable): the step that imports the duplicate, if it is not in the library
 *   yet
 *
 * Returns: the equal data of the two, or %BS_TWIN_NONE
 */
BsTwin
bs_import_known_find (BsImportKnown *self, const BsImportKeys *keys, const char **path, const BsImportStep **step)
{
  const guint64 values[N_INDICES] = { keys->content, keys->body, keys->address, keys->title };
  static const BsTwin twins[N_INDICES] = { BS_TWIN_BYTES, BS_TWIN_BODY, BS_TWIN_ADDRESS, BS_TWIN_TITLE };
  BsTwin twin = BS_TWIN_NONE;

  g_return_val_if_fail (self != NULL && keys != NULL, BS_TWIN_NONE);

  g_mutex_lock (&self->mutex);
  for (guint i = 0; twin == BS_TWIN_NONE && i < N_INDICES; i++)
    {
      const Entry *found = values[i] != 0 ? g_hash_table_lookup (self->by[i], &values[i]) : NULL;

      if (!is_there (found))
        continue;
      twin = twins[i];
      if (path != NULL)
        *path = found->step != NULL ? found->step->path : found->path;
      if (step != NULL)
        *step = found->step;
    }
  g_mutex_unlock (&self->mutex);
  return twin;
}

/**
 * bs_import_known_has_path:
 * @self: an index
 * @path: a path relative to the library
 *
 * Returns: whether it is the same, on any file system, as the path of an existing or planned article
 */
gboolean
bs_import_known_has_path (BsImportKnown *self, const char *path)
{
  g_autofree char *folded = NULL;
  gboolean found;

  g_return_val_if_fail (self != NULL && path != NULL, FALSE);

  folded = bs_import_name_fold (path);
  g_mutex_lock (&self->mutex);
  found = g_hash_table_contains (self->paths, folded);
  g_mutex_unlock (&self->mutex);
  return found;
}

/**
 * bs_import_known_reserve_path:
 * @self: an index
 * @path: a path relative to the library
 *
 * Reserves a path for a file that will be written.
 */
void
bs_import_known_reserve_path (BsImportKnown *self, const char *path)
{
  g_return_if_fail (self != NULL && path != NULL);

  g_mutex_lock (&self->mutex);
  g_hash_table_add (self->paths, bs_import_name_fold (path));
  g_mutex_unlock (&self->mutex);
}
