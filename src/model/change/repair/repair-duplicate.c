/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/edit/byte-map.h"
#include "model/change/edit/edit-apply.h"
#include "model/change/repair/repair-kind.h"
#include "model/change/repair/repair-line.h"

#include <string.h>

/* More of one key are not joined. */
#define MAX_JOINED 64

/* A key with all lines of its value. */
typedef struct
{
  gsize start;
  gsize end;
} Place;

/* Returns: (element-type Place): the places of the key at the top level; fewer than two if that is uncertain */
static GArray *
find_places (const BsRepairSource *source, const char *key)
{
  gsize place = source->front_matter.block_start;
  GArray *found = g_array_new (FALSE, FALSE, sizeof (Place));
  Place *open = NULL;
  BsLines lines;
  BsLine line;

  bs_lines_init (&lines, source->text.data + place, source->front_matter.block_length, 1);
  while (bs_lines_next (&lines, &line))
    {
      BsRecoveryLine parts;

      bs_recovery_line_read (&parts, BS_RECOVERY_YAML, &line);
      if (parts.is_blank || parts.is_comment)
        continue;
      if (parts.indent == 0 && parts.n_dashes == 0)
        open = NULL;
      if (parts.indent == 0 && bs_recovery_line_is_key (&parts) && parts.key_length == strlen (key) &&
          memcmp (parts.key, key, parts.key_length) == 0)
        {
          g_array_set_size (found, found->len + 1);
          open = &g_array_index (found, Place, found->len - 1);
          open->start = place + line.start;
        }
      if (open != NULL)
        open->end = place + line.next;
    }

  return found;
}

static GArray *
find (const BsRepairSource *source, const BsProblem *problem)
{
  if (source->front_matter.kind != BS_FRONT_MATTER_YAML || problem->detail == NULL)
    return g_array_new (FALSE, FALSE, sizeof (Place));

  return find_places (source, problem->detail);
}

/* Removes all places but one. */
static void
keep (const GArray *places, guint kept, BsSplices *splices)
{
  for (guint i = 0; i < places->len; i++)
    {
      const Place *place = &g_array_index (places, Place, i);

      if (i != kept)
        bs_splices_add (splices, place->start, place->end, "");
    }
}

static gboolean
propose (const BsRepairSource *source, const BsProblem *problem, const char *way, BsSplices *splices)
{
  g_autoptr (GArray) places = find (source, problem);

  if (places->len < 2 || strcmp (way, "both") == 0)
    return FALSE;
  keep (places, strcmp (way, "first") == 0 ? 0 : places->len - 1, splices);

  return TRUE;
}

/* Returns: (transfer full) (nullable): the bytes with one of the places alone */
static GBytes *
take_one (const BsRepairSource *source, const GArray *places, guint kept)
{
  g_autoptr (BsSplices) splices = bs_splices_new ();
  g_autofree char *reason = NULL;

  keep (places, kept, splices);

  return bs_splices_sort (splices) ? bs_byte_map_splice (source->bytes, &source->text, splices, &reason) : NULL;
}

static BsValue *
dup_value (GBytes *bytes, const char *key)
{
  g_auto (BsText) text = BS_TEXT_INIT;
  g_auto (BsFrontMatter) front_matter = BS_FRONT_MATTER_INIT;
  const BsValue *value;
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  bs_text_decode (&text, data, length, NULL);
  bs_front_matter_read (&front_matter, text.data, text.length, NULL);
  value = front_matter.recovered || front_matter.root == NULL ? NULL : bs_value_lookup (front_matter.root, key);

  return value != NULL ? bs_value_copy (value) : NULL;
}

static gboolean
is_nothing (const BsValue *value)
{
  return bs_value_is_scalar (value) ? value->text == NULL || *value->text == '\0' || value->kind == BS_VALUE_NULL :
                                      value->items->len == 0;
}

static gboolean
has_item (const BsValue *list, const BsValue *item)
{
  for (guint i = 0; i < list->items->len; i++)
    if (bs_value_equal (list->items->pdata[i], item))
      return TRUE;

  return FALSE;
}

static void
add_item (BsValue *list, const BsValue *item)
{
  BsValue *copy;

  if (has_item (list, item))
    return;
  copy = bs_value_copy (item);
  g_clear_pointer (&copy->key, g_free);
  bs_value_append (list, copy);
}

/* One list of all items, each once. */
static BsValue *
join_lists (const GPtrArray *values)
{
  BsValue *list = bs_value_new (BS_VALUE_LIST, 0, 0);

  for (guint i = 0; i < values->len; i++)
    {
      const BsValue *value = values->pdata[i];

      if (value->kind != BS_VALUE_LIST)
        add_item (list, value);
      for (guint j = 0; value->kind == BS_VALUE_LIST && j < value->items->len; j++)
        add_item (list, value->items->pdata[j]);
    }

  return list;
}

/* Maps are joined if no key of theirs differs. */
static BsValue *
join_maps (const GPtrArray *values)
{
  g_autoptr (BsValue) joined = bs_value_new (BS_VALUE_MAP, 0, 0);

  for (guint i = 0; i < values->len; i++)
    {
      const BsValue *map = values->pdata[i];

      if (map->kind != BS_VALUE_MAP)
        return NULL;
      for (guint j = 0; j < map->items->len; j++)
        {
          const BsValue *item = map->items->pdata[j];
          const BsValue *known = bs_value_lookup (joined, item->key);

          if (known != NULL && !bs_value_equal (known, item))
            return NULL;
          if (known == NULL)
            bs_value_insert (joined, item->key, bs_value_copy (item));
        }
    }

  return g_steal_pointer (&joined);
}

static BsValue *
join_texts (const GPtrArray *values)
{
  g_autoptr (GString) text = g_string_new (NULL);
  BsValue *joined;

  for (guint i = 0; i < values->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", bs_value_get_text (values->pdata[i]));
  joined = bs_value_new_scalar (BS_VALUE_STRING, text->str, (gssize) text->len, 0, 0);
  joined->quoted = TRUE;

  return joined;
}

/* Returns: (transfer full) (nullable): the combination of all values, if that makes sense for the key */
static BsValue *
join (const char *key, const GPtrArray *all)
{
  static const char *const lists[] = { "alias",    "aliases", "author", "authors", "categories", "category",
                                       "keywords", "photos",  "tag",    "tags",    NULL };
  static const char *const texts[] = { "abstract", "desc",     "description", "excerpt", "subtitle",
                                       "summary",  "headline", "title",       NULL };
  g_autoptr (GPtrArray) values = g_ptr_array_new ();
  gboolean are_equal = TRUE, has_list = FALSE, has_map = FALSE;

  for (guint i = 0; i < all->len; i++)
    if (!is_nothing (all->pdata[i]))
      g_ptr_array_add (values, all->pdata[i]);
  if (values->len == 0)
    return bs_value_copy (all->pdata[0]);
  for (guint i = 0; i < values->len; i++)
    {
      const BsValue *value = values->pdata[i];

      are_equal = are_equal && bs_value_equal (values->pdata[0], value);
      has_list = has_list || value->kind == BS_VALUE_LIST;
      has_map = has_map || value->kind == BS_VALUE_MAP;
    }
  if (are_equal)
    return bs_value_copy (values->pdata[0]);
  if (has_map)
    return join_maps (values);
  if (has_list || g_strv_contains (lists, key) || !bs_recovery_key_is_known (key, strlen (key)))
    return join_lists (values);

  return g_strv_contains (texts, key) ? join_texts (values) : NULL;
}

/* The first gets the combined value; the edit proves that nothing else changes. */
static GBytes *
convert (const BsRepairSource *source, const BsProblem *problem, const char *way)
{
  g_autoptr (GArray) places = find (source, problem);
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_value_free);
  g_autoptr (GBytes) first = NULL;
  g_autoptr (BsEdit) edit = NULL;
  g_autoptr (BsValue) joined = NULL;
  const char *const path[] = { problem->detail, NULL };

  if (places->len < 2 || places->len > MAX_JOINED || strcmp (way, "both") != 0)
    return NULL;
  for (guint i = 0; i < places->len; i++)
    {
      g_autoptr (GBytes) one = take_one (source, places, i);
      BsValue *value = one != NULL ? dup_value (one, problem->detail) : NULL;

      if (value == NULL)
        return NULL;
      g_ptr_array_add (values, value);
      if (i == 0)
        first = g_steal_pointer (&one);
    }
  joined = join (problem->detail, values);
  if (joined == NULL)
    return NULL;
  edit = bs_edit_new ();
  bs_edit_set (edit, path, g_steal_pointer (&joined));

  return bs_edit_apply (edit, first, NULL);
}

static const char *const ways[] = { "first", "last", "both", NULL };

const BsRepairKind bs_repair_duplicate = {
  .problems = BS_REPAIR_BIT (BS_PROBLEM_DUPLICATE_KEY),
  .ways = ways,
  .propose = propose,
  .convert = convert,
};
