/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/marks/marks-distinct.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

static int
compare_contents (gconstpointer a, gconstpointer b)
{
  const BsMarksDistinct *one = a;
  const BsMarksDistinct *other = b;

  return one->content < other->content ? -1 : one->content > other->content;
}

/**
 * bs_marks_distinct_new:
 * @contents: (array length=n_contents): hashes of files
 * @n_contents: how many
 *
 * Returns: (transfer full) (element-type BsMarksDistinct): the set of these; the same ones always make the same set
 */
GArray *
bs_marks_distinct_new (const guint64 *contents, guint n_contents)
{
  GArray *set = g_array_sized_new (FALSE, FALSE, sizeof (BsMarksDistinct), n_contents);
  guint64 id = 0;

  for (guint i = 0; i < n_contents; i++)
    {
      BsMarksDistinct entry = { 0, contents[i] };

      g_array_append_val (set, entry);
    }
  g_array_sort (set, compare_contents);
  for (guint i = 0; i < n_contents; i++)
    id = XXH3_64bits_withSeed (&g_array_index (set, BsMarksDistinct, i).content, sizeof (guint64), id);
  for (guint i = 0; i < n_contents; i++)
    g_array_index (set, BsMarksDistinct, i).set = id;
  return set;
}

/**
 * bs_marks_distinct_map:
 * @distinct: (element-type BsMarksDistinct): sets; must outlive the map
 *
 * Returns: (transfer full) (element-type guint64 GArray): by content, the sets that it is in
 */
GHashTable *
bs_marks_distinct_map (GArray *distinct)
{
  GHashTable *map = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) g_array_unref);

  for (guint i = 0; i < distinct->len; i++)
    {
      BsMarksDistinct *entry = &g_array_index (distinct, BsMarksDistinct, i);
      GArray *sets = g_hash_table_lookup (map, &entry->content);

      if (sets == NULL)
        {
          sets = g_array_new (FALSE, FALSE, sizeof (guint64));
          g_hash_table_insert (map, &entry->content, sets);
        }
      g_array_append_val (sets, entry->set);
    }
  return map;
}
