/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/edit/alignment.h"

#include "model/format/article/date.h"

/* Longer lists are compared only at their ends. */
#define MAX_CELLS (1024 * 1024)

static void
add_step (GArray *steps, BsStepKind kind, guint old_index, guint new_index)
{
  BsStep step = { kind, old_index, new_index, -1, -1 };

  g_array_append_val (steps, step);
}

/* Fills the gap between two kept items: changes as many items in place as possible, and inserts or deletes the rest. */
static void
add_gap (GArray *steps, guint old_start, guint old_end, guint new_start, guint new_end)
{
  while (old_start < old_end && new_start < new_end)
    add_step (steps, BS_STEP_CHANGE, old_start++, new_start++);
  while (old_start < old_end)
    add_step (steps, BS_STEP_DELETE, old_start++, 0);
  while (new_start < new_end)
    add_step (steps, BS_STEP_INSERT, 0, new_start++);
}

static gboolean
items_equal (const BsValue *old_list, guint i, const BsValue *new_list, guint j)
{
  return bs_value_equal (g_ptr_array_index (old_list->items, i), g_ptr_array_index (new_list->items, j));
}

/* A date that is to be text has the same characters, and needs quotes. */
static gboolean
becomes_text (const BsValue *old_value, const BsValue *new_value)
{
  BsDate date;

  if (old_value->kind == BS_VALUE_STRING)
    return !old_value->quoted && new_value->quoted && bs_date_parse (old_value->text, &date);
  for (guint i = 0; old_value->kind == BS_VALUE_MAP && i < old_value->items->len; i++)
    {
      const BsValue *item = g_ptr_array_index (old_value->items, i);

      if (becomes_text (item, bs_value_lookup (new_value, item->key)))
        return TRUE;
    }
  return FALSE;
}

/**
 * bs_alignment_keeps:
 * @old_value: the value in a file
 * @new_value: the value to write
 *
 * Returns: whether nothing needs to be written
 */
gboolean
bs_alignment_keeps (const BsValue *old_value, const BsValue *new_value)
{
  return bs_value_equal (old_value, new_value) && !becomes_text (old_value, new_value);
}

/* The longest common subsequence of both lists, by dynamic programming. */
static void
align_lists (GArray *steps, const BsValue *old_list, const BsValue *new_list)
{
  guint n = old_list->items->len, m = new_list->items->len;
  guint start = 0, tail = 0, rows, columns;
  g_autofree guint *longest = NULL;
  guint i, j, old_done, new_done;

  while (start < n && start < m && items_equal (old_list, start, new_list, start))
    {
      add_step (steps, BS_STEP_KEEP, start, start);
      start++;
    }
  while (tail < n - start && tail < m - start && items_equal (old_list, n - 1 - tail, new_list, m - 1 - tail))
    tail++;

  rows = n - start - tail;
  columns = m - start - tail;
  old_done = new_done = 0;
  if (rows > 0 && columns > 0 && (gsize) rows * columns <= MAX_CELLS)
    {
      guint width = columns + 1;

      longest = g_new0 (guint, (gsize) (rows + 1) * width);
      for (i = rows; i > 0; i--)
        {
          for (j = columns; j > 0; j--)
            {
              guint *cell = &longest[(i - 1) * width + j - 1];

              if (items_equal (old_list, start + i - 1, new_list, start + j - 1))
                *cell = longest[i * width + j] + 1;
              else
                *cell = MAX (longest[i * width + j - 1], longest[(i - 1) * width + j]);
            }
        }
      for (i = 0, j = 0; i < rows && j < columns;)
        {
          if (items_equal (old_list, start + i, new_list, start + j))
            {
              add_gap (steps, start + old_done, start + i, start + new_done, start + j);
              add_step (steps, BS_STEP_KEEP, start + i, start + j);
              old_done = ++i;
              new_done = ++j;
            }
          else if (longest[(i + 1) * width + j] >= longest[i * width + j + 1])
            i++;
          else
            j++;
        }
    }
  add_gap (steps, start + old_done, start + rows, start + new_done, start + columns);

  for (i = tail; i > 0; i--)
    add_step (steps, BS_STEP_KEEP, n - i, m - i);
}

/* Maps each key to its index plus one. */
static GHashTable *
index_keys (const BsValue *map)
{
  GHashTable *places = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = map->items->len; i > 0; i--)
    g_hash_table_replace (places, ((BsValue *) g_ptr_array_index (map->items, i - 1))->key, GUINT_TO_POINTER (i));

  return places;
}

/* Keys keep their order. A new key goes after its predecessor in the new map. */
static void
align_maps (GArray *steps, const BsValue *old_map, const BsValue *new_map)
{
  g_autoptr (GHashTable) old_places = index_keys (old_map);
  g_autoptr (GHashTable) new_places = index_keys (new_map);
  guint j = 0;

  for (guint i = 0; i <= old_map->items->len; i++)
    {
      const BsValue *item;
      guint at;

      while (j < new_map->items->len &&
             !g_hash_table_contains (old_places, ((BsValue *) g_ptr_array_index (new_map->items, j))->key))
        add_step (steps, BS_STEP_INSERT, 0, j++);
      if (i == old_map->items->len)
        break;

      item = g_ptr_array_index (old_map->items, i);
      at = GPOINTER_TO_UINT (g_hash_table_lookup (new_places, item->key));
      if (at == 0)
        {
          add_step (steps, BS_STEP_DELETE, i, 0);
        }
      else
        {
          add_step (
              steps,
              bs_alignment_keeps (g_ptr_array_index (old_map->items, i), g_ptr_array_index (new_map->items, at - 1)) ?
                  BS_STEP_KEEP :
                  BS_STEP_CHANGE,
              i, at - 1);
          j = MAX (j, at);
        }
    }
}

static void
find_neighbours (GArray *steps)
{
  gssize before = -1, after = -1;

  for (gssize i = 0; i < (gssize) steps->len; i++)
    {
      BsStep *step = &g_array_index (steps, BsStep, i);

      step->before = before;
      if (step->kind == BS_STEP_KEEP || step->kind == BS_STEP_CHANGE)
        before = i;
    }
  for (gssize i = (gssize) steps->len - 1; i >= 0; i--)
    {
      BsStep *step = &g_array_index (steps, BsStep, i);

      step->after = after;
      if (step->kind == BS_STEP_KEEP || step->kind == BS_STEP_CHANGE)
        after = i;
    }
}

/**
 * bs_alignment_find:
 * @old_value: a list or a map
 * @new_value: another of the same kind; if it is a map, its keys are in the order of @old_value
 *
 * Finds the minimal steps from one list or map to another.
 *
 * Returns: (transfer full) (element-type BsStep): the steps, in the order of the items
 */
GArray *
bs_alignment_find (const BsValue *old_value, const BsValue *new_value)
{
  GArray *steps = g_array_new (FALSE, FALSE, sizeof (BsStep));

  g_return_val_if_fail (old_value != NULL && new_value != NULL && old_value->kind == new_value->kind, steps);
  g_return_val_if_fail (!bs_value_is_scalar (old_value), steps);

  if (old_value->kind == BS_VALUE_LIST)
    align_lists (steps, old_value, new_value);
  else
    align_maps (steps, old_value, new_value);
  find_neighbours (steps);

  return steps;
}
