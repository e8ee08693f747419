/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/similar/similar-pairs.h"

#include <string.h>

#include "model/library/folder/home.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

/* The release is part of it, because the next one may cut texts otherwise. */
#define HEADER "Broadsheet pairs 1 " PACKAGE_VERSION "\n"
#define FILE_NAME "similar"

/* Native byte order: the cache belongs to one computer. */
typedef struct
{
  guint64 key;
  guint64 permille;
} Entry;

struct _BsSimilarPairs
{
  GHashTable *entries; /* (element-type Entry): a set, by key */
  GHashTable *used;    /* (element-type guint64): keys that were looked up or stored; others are not saved */
  gboolean is_changed;
};

static guint64
make_key (guint64 one, guint64 other)
{
  guint64 hashes[] = { MIN (one, other), MAX (one, other) };

  return XXH3_64bits (hashes, sizeof hashes);
}

static void
put (BsSimilarPairs *self, guint64 key, guint64 permille)
{
  Entry *entry = g_new (Entry, 1);

  *entry = (Entry){ key, permille };
  g_hash_table_add (self->entries, entry);
}

static char *
build_path (const char *root)
{
  g_autoptr (BsHome) home = bs_home_find (root);

  return home != NULL ? bs_home_build_cache_path (home, FILE_NAME) : NULL;
}

/**
 * bs_similar_pairs_load:
 * @root: the library's folder
 *
 * Reads earlier measurements. A file that is damaged or of another release counts as empty. Waits for the disk.
 *
 * Returns: (transfer full): the pairs
 */
BsSimilarPairs *
bs_similar_pairs_load (const char *root)
{
  BsSimilarPairs *self = g_new0 (BsSimilarPairs, 1);
  g_autofree char *path = NULL;
  g_autofree char *data = NULL;
  gsize length;
  gsize n_header = strlen (HEADER);
  guint64 checksum;

  g_return_val_if_fail (root != NULL, NULL);

  path = build_path (root);
  self->entries = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->used = g_hash_table_new (g_int64_hash, g_int64_equal);
  if (path == NULL || !g_file_get_contents (path, &data, &length, NULL) || length < n_header + sizeof checksum ||
      memcmp (data, HEADER, n_header) != 0 || (length - n_header - sizeof checksum) % sizeof (Entry) != 0)
    return self;
  length -= sizeof checksum;
  memcpy (&checksum, data + length, sizeof checksum);
  if (checksum != XXH3_64bits (data, length))
    return self;
  for (gsize i = n_header; i < length; i += sizeof (Entry))
    {
      Entry entry;

      memcpy (&entry, data + i, sizeof entry);
      if (entry.permille <= 1000)
        put (self, entry.key, entry.permille);
    }
  return self;
}

/**
 * bs_similar_pairs_free:
 * @self: (transfer full): pairs
 */
void
bs_similar_pairs_free (BsSimilarPairs *self)
{
  g_hash_table_unref (self->used);
  g_hash_table_unref (self->entries);
  g_free (self);
}

/**
 * bs_similar_pairs_lookup:
 * @self: pairs
 * @one: the hash of a text
 * @other: the hash of another
 * @permille: (out): how much they have in common
 *
 * Returns: whether it was measured before
 */
gboolean
bs_similar_pairs_lookup (BsSimilarPairs *self, guint64 one, guint64 other, guint16 *permille)
{
  guint64 key = make_key (one, other);
  Entry *entry = g_hash_table_lookup (self->entries, &key);

  if (entry == NULL)
    return FALSE;
  g_hash_table_add (self->used, entry);
  *permille = (guint16) entry->permille;
  return TRUE;
}

/**
 * bs_similar_pairs_put:
 * @self: pairs
 * @one: the hash of a text
 * @other: the hash of another
 * @permille: how much they have in common
 *
 * To be called once for a pair.
 */
void
bs_similar_pairs_put (BsSimilarPairs *self, guint64 one, guint64 other, guint16 permille)
{
  guint64 key = make_key (one, other);

  self->is_changed = TRUE;
  if (!g_hash_table_contains (self->entries, &key))
    put (self, key, permille);
  g_hash_table_add (self->used, g_hash_table_lookup (self->entries, &key));
}

/**
 * bs_similar_pairs_save:
 * @self: pairs
 * @root: the library's folder
 *
 * Saves the pairs that were looked up or stored, if that changes the file. Waits for the disk.
 *
 * Returns: whether they were saved; otherwise they are measured again next time
 */
gboolean
bs_similar_pairs_save (BsSimilarPairs *self, const char *root)
{
  g_autofree char *path = build_path (root);
  g_autoptr (GByteArray) data = g_byte_array_new ();
  GHashTableIter iter;
  gpointer entry;
  guint64 checksum;

  if (path == NULL)
    return FALSE;
  if (!self->is_changed && g_hash_table_size (self->used) == g_hash_table_size (self->entries))
    return TRUE;
  g_byte_array_append (data, (const guint8 *) HEADER, strlen (HEADER));
  g_hash_table_iter_init (&iter, self->used);
  while (g_hash_table_iter_next (&iter, &entry, NULL))
    g_byte_array_append (data, entry, sizeof (Entry));
  checksum = XXH3_64bits (data->data, data->len);
  g_byte_array_append (data, (const guint8 *) &checksum, sizeof checksum);
  return g_file_set_contents_full (path, (const char *) data->data, (gssize) data->len, G_FILE_SET_CONTENTS_CONSISTENT,
                                   0600, NULL);
}
