/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/table/ids.h"

#include <stdlib.h>
#include <string.h>

/**
 * bs_ids_new:
 * @n_ids: how many
 * @version: the version of the table that they come from
 *
 * Returns: (transfer full): room for that many ids, to be filled before anyone sees it
 */
BsIds *
bs_ids_new (guint n_ids, guint64 version)
{
  BsIds *self = g_malloc (sizeof (BsIds) + (gsize) n_ids * sizeof (guint32));

  g_atomic_ref_count_init (&self->ref_count);
  self->version = version;
  self->folded = NULL;
  self->n_ids = n_ids;
  self->n_hidden = 0;
  return self;
}

/**
 * bs_ids_ref:
 * @self: ids
 *
 * Returns: (transfer full): @self
 */
BsIds *
bs_ids_ref (BsIds *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * bs_ids_unref:
 * @self: (transfer full): ids
 */
void
bs_ids_unref (BsIds *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->folded, g_hash_table_unref);
  g_free (self);
}

/**
 * bs_ids_mark_rising:
 * @places: (array length=n): the new positions of items, each once, or %BS_IDS_NOWHERE
 * @n: their number
 * @kept: (array length=n): receives a mark for each item that keeps its order
 *
 * Finds a longest increasing subsequence by patience sorting (Fredman 1975). If nothing moved, each position is greater
 * than the last and no search is needed.
 */
void
bs_ids_mark_rising (const guint32 *places, guint n, guint8 *kept)
{
  g_autofree guint32 *tails = g_new (guint32, n + 1);
  g_autofree guint32 *below = g_new (guint32, n + 1);
  guint length = 0;

  for (guint i = 0; i < n; i++)
    {
      guint low = 0;
      guint high = length;

      if (places[i] == BS_IDS_NOWHERE)
        continue;
      if (length > 0 && places[tails[length - 1]] < places[i])
        low = length;
      else
        while (low < high)
          {
            guint middle = low + (high - low) / 2;

            if (places[tails[middle]] < places[i])
              low = middle + 1;
            else
              high = middle;
          }
      below[i] = low > 0 ? tails[low - 1] : BS_IDS_NOWHERE;
      tails[low] = i;
      if (low == length)
        length++;
    }
  if (length > 0)
    for (guint32 i = tails[length - 1]; i != BS_IDS_NOWHERE; i = below[i])
      kept[i] = TRUE;
}

static int
compare_descending (const void *a, const void *b)
{
  guint first = *(const guint *) a;
  guint second = *(const guint *) b;

  return first > second ? -1 : first < second;
}

static void
join_ranges (GArray *ranges)
{
  BsRange *list = (BsRange *) (gpointer) ranges->data;
  g_autofree guint *gaps = NULL;
  guint n_equal = 0;
  guint limit;
  guint last = 0;

  if (ranges->len <= BS_IDS_MAX_RANGES)
    return;
  gaps = g_new (guint, ranges->len - 1);
  for (guint i = 0; i + 1 < ranges->len; i++)
    gaps[i] = list[i + 1].position - (list[i].position + list[i].n_removed);
  qsort (gaps, ranges->len - 1, sizeof (guint), compare_descending);
  limit = gaps[BS_IDS_MAX_RANGES - 2];
  for (guint i = 0; i < BS_IDS_MAX_RANGES - 1; i++)
    n_equal += gaps[i] == limit;

  for (guint i = 1; i < ranges->len; i++)
    {
      guint gap = list[i].position - (list[last].position + list[last].n_removed);
      gboolean is_kept = gap > limit;

      if (gap == limit && n_equal > 0)
        {
          n_equal--;
          is_kept = TRUE;
        }
      if (is_kept)
        list[++last] = list[i];
      else
        {
          list[last].n_removed += gap + list[i].n_removed;
          list[last].n_added += gap + list[i].n_added;
        }
    }
  g_array_set_size (ranges, last + 1);
}

/**
 * bs_ids_compare:
 * @before: the current ids of a list
 * @after: its new ids
 *
 * Finds the few ranges that differ: ids that keep their relative order are in none, unless there would be more than
 * %BS_IDS_MAX_RANGES.
 *
 * Returns: (transfer full) (element-type BsRange): the ranges, by position
 */
GArray *
bs_ids_compare (const BsIds *before, const BsIds *after)
{
  GArray *ranges = g_array_new (FALSE, FALSE, sizeof (BsRange));
  g_autofree guint32 *places = NULL;
  g_autofree guint32 *middle = NULL;
  g_autofree guint8 *kept = NULL;
  guint head = 0;
  guint tail = 0;
  guint shorter = MIN (before->n_ids, after->n_ids);
  guint32 max_id = 0;
  guint n_before;
  guint n_after;
  guint i = 0;
  guint j = 0;

  while (head < shorter && before->ids[head] == after->ids[head])
    head++;
  while (tail < shorter - head && before->ids[before->n_ids - 1 - tail] == after->ids[after->n_ids - 1 - tail])
    tail++;
  n_before = before->n_ids - head - tail;
  n_after = after->n_ids - head - tail;
  if (n_before == 0 && n_after == 0)
    return ranges;
  if (n_before == 0 || n_after == 0)
    {
      BsRange range = { head, n_before, n_after };

      g_array_append_val (ranges, range);
      return ranges;
    }

  for (i = 0; i < n_before; i++)
    max_id = MAX (max_id, before->ids[head + i]);
  for (i = 0; i < n_after; i++)
    max_id = MAX (max_id, after->ids[head + i]);
  places = g_malloc (((gsize) max_id + 1) * sizeof (guint32));
  memset (places, 0xFF, ((gsize) max_id + 1) * sizeof (guint32));
  for (i = 0; i < n_after; i++)
    places[after->ids[head + i]] = i;
  middle = g_new (guint32, n_before);
  for (i = 0; i < n_before; i++)
    middle[i] = places[before->ids[head + i]];
  kept = g_malloc0 (n_before);
  bs_ids_mark_rising (middle, n_before, kept);

  for (i = 0; i < n_before || j < n_after;)
    {
      BsRange range = { head + i, 0, 0 };

      while (i < n_before && !kept[i])
        {
          range.n_removed++;
          i++;
        }
      /* The ids before the next one that is kept, or at the end all remaining ones. */
      range.n_added = (i < n_before ? middle[i] : n_after) - j;
      j += range.n_added;
      if (range.n_removed > 0 || range.n_added > 0)
        g_array_append_val (ranges, range);
      while (i < n_before && kept[i] && middle[i] == j)
        {
          i++;
          j++;
        }
    }
  join_ranges (ranges);
  return ranges;
}

/**
 * bs_id_view_init:
 * @self: (out caller-allocates): an empty view
 */
void
bs_id_view_init (BsIdView *self)
{
  self->ids = bs_ids_new (0, 0);
  self->next = NULL;
  self->boundary = 0;
  self->n_items = 0;
}

/**
 * bs_id_view_clear:
 * @self: a view
 */
void
bs_id_view_clear (BsIdView *self)
{
  g_clear_pointer (&self->ids, bs_ids_unref);
  g_clear_pointer (&self->next, bs_ids_unref);
  self->n_items = 0;
}

/**
 * bs_id_view_get:
 * @self: a view
 * @position: less than the number of its items
 *
 * Returns: the id at that position
 */
guint32
bs_id_view_get (const BsIdView *self, guint position)
{
  if (self->next == NULL || position < self->boundary)
    return self->ids->ids[position];
  return self->next->ids[self->next->n_ids - (self->n_items - position)];
}

/**
 * bs_id_view_find:
 * @self: a view
 * @id: the id to find
 * @position: (out) (optional): its position
 *
 * Returns: whether the view contains it
 */
gboolean
bs_id_view_find (const BsIdView *self, guint32 id, guint *position)
{
  for (guint i = 0; i < self->n_items; i++)
    if ((self->next == NULL ? self->ids->ids[i] : bs_id_view_get (self, i)) == id)
      {
        if (position != NULL)
          *position = i;
        return TRUE;
      }
  return FALSE;
}

/**
 * bs_id_view_change:
 * @self: a view that is not being changed
 * @ids: the new ids
 * @ranges: (element-type BsRange): their differences from the current ids
 * @func: (scope call): called for each range, as in GListModel's items-changed
 * @user_data: for @func
 *
 * Replaces the ids, range by range. In between, the view has the ids with the ranges that have been reported. It takes
 * as long as there are ranges, however many items there are: the last range is the first, and so no item has to be
 * moved.
 */
void
bs_id_view_change (BsIdView *self, BsIds *ids, const GArray *ranges, BsIdViewFunc func, gpointer user_data)
{
  self->next = bs_ids_ref (ids);
  self->boundary = self->ids->n_ids;
  for (guint i = ranges->len; i-- > 0;)
    {
      const BsRange *range = &g_array_index (ranges, BsRange, i);

      self->boundary = range->position;
      self->n_items = self->n_items - range->n_removed + range->n_added;
      func (range->position, range->n_removed, range->n_added, user_data);
    }
  bs_ids_unref (self->ids);
  self->ids = g_steal_pointer (&self->next);
  self->n_items = self->ids->n_ids;
}
