/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/front-matter/outline.h"

#include "model/format/front-matter/json-reader.h"
#include "model/format/front-matter/toml-reader.h"
#include "model/format/front-matter/yaml-reader.h"

#include <string.h>

static gsize
move_by (gsize offset, gssize distance)
{
  return distance < 0 && offset < (gsize) -distance ? 0 : offset + distance;
}

static void
move_places (BsValue *value, gssize distance)
{
  BsValuePlace *place = value->place;

  /* Values without a position or a key keep none. */
  if (place != NULL && (place->end > 0 || (place->style != BS_STYLE_IMPLIED && place->style != BS_STYLE_HEADER)))
    {
      place->start = move_by (place->start, distance);
      place->end = move_by (place->end, distance);
    }
  if (place != NULL && place->key_end > 0)
    {
      place->key_start = move_by (place->key_start, distance);
      place->key_end = move_by (place->key_end, distance);
    }
  for (guint i = 0; value->items != NULL && i < value->items->len; i++)
    move_places (g_ptr_array_index (value->items, i), distance);
}

/* Hexo's `;;;` block has no braces. */
static BsValue *
read_json (const char *block, gsize length, guint line, BsProblem **failure)
{
  g_autofree char *wrapped = NULL;
  BsValue *root;
  gsize i = 0;

  while (i < length && g_ascii_isspace (block[i]))
    i++;
  if (i < length && block[i] == '{')
    return bs_json_read_places (block, length, line, failure);

  wrapped = g_strdup_printf ("{%.*s\n}", (int) length, block);
  root = bs_json_read_places (wrapped, strlen (wrapped), line, failure);
  if (root != NULL)
    {
      move_places (root, -1);
      bs_value_set_place (root, BS_STYLE_BARE, 0, length);
    }

  return root;
}

/**
 * bs_outline_read:
 * @front_matter: the front matter of @text; neither recovered nor a script
 * @text: the text
 * @failure: (out) (nullable) (transfer full): the error
 *
 * Reads front matter again in order to edit it, and records the position of each value in @text. An empty block is an
 * empty map.
 *
 * Returns: (transfer full) (nullable): a map; %NULL if @failure is set
 */
BsValue *
bs_outline_read (const BsFrontMatter *front_matter, const char *text, BsProblem **failure)
{
  const char *block;
  gsize length;
  guint line;
  BsValue *root;

  g_return_val_if_fail (front_matter != NULL && text != NULL, NULL);
  g_return_val_if_fail (failure != NULL && *failure == NULL, NULL);

  block = text + front_matter->block_start;
  length = front_matter->block_length;
  line = front_matter->block_line;

  if (front_matter->kind == BS_FRONT_MATTER_JSON)
    root = read_json (block, length, line, failure);
  else if (front_matter->kind == BS_FRONT_MATTER_TOML)
    root = bs_toml_read_places (block, length, line, failure);
  else
    root = bs_yaml_read_places (block, length, line, failure);
  if (root == NULL)
    return NULL;

  if (root->kind != BS_VALUE_MAP)
    {
      bs_value_free (root);
      root = bs_value_new (BS_VALUE_MAP, line, 1);
      bs_value_set_place (root, BS_STYLE_BLOCK, 0, length);
    }
  move_places (root, front_matter->block_start);

  return root;
}
