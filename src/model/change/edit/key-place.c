/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/edit/key-place.h"

#include <string.h>

/* Related keys, in their usual order. */
static const char *const groups[][12] = {
  { "title", "subtitle" },
  { "date", "updated", "lastmod", "modified", "last_modified_at" },
  { "author", "authors" },
  { "categories", "category", "tags", "tag", "keywords" },
  { "headimg", "thumbnail", "cover", "banner", "banner_img", "index_img", "top_img", "image", "featured_image" },
  { "excerpt", "description", "summary" },
  { "draft", "published" },
};

static gboolean
find (const char *key, guint *group, guint *rank)
{
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (groups[i]) && groups[i][j] != NULL; j++)
        {
          if (strcmp (groups[i][j], key) == 0)
            {
              *group = i;
              *rank = j;
              return TRUE;
            }
        }
    }

  return FALSE;
}

/**
 * bs_key_place_find:
 * @map: a map
 * @key: a key that is not in the map
 *
 * Finds the place for a new key: next to related keys if there are any, at the start for a title, otherwise at the end.
 *
 * Returns: the index of the item to insert it before, or the number of items
 */
guint
bs_key_place_find (const BsValue *map, const char *key)
{
  guint group, rank, place;

  g_return_val_if_fail (map != NULL && map->kind == BS_VALUE_MAP, 0);
  g_return_val_if_fail (key != NULL, 0);

  place = map->items->len;
  if (!find (key, &group, &rank))
    return place;

  for (guint i = map->items->len; i > 0; i--)
    {
      const BsValue *item = g_ptr_array_index (map->items, i - 1);
      guint its_group, its_rank;

      if (!find (item->key, &its_group, &its_rank) || its_group != group)
        continue;
      if (its_rank < rank)
        return i;
      place = i - 1;
    }

  return strcmp (key, "title") == 0 ? 0 : place;
}
