/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/edit/merge.h"

#include "model/change/edit/line-diff.h"

/* Returns: (element-type BsDiffLine): with their ends, so that these are merged too */
static GArray *
split (GBytes *bytes)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  return bs_diff_lines_split (text, length, TRUE);
}

static void
append_lines (GByteArray *merged, const GArray *lines, guint start, guint n)
{
  for (guint i = start; i < start + n; i++)
    {
      const BsDiffLine *line = &g_array_index (lines, BsDiffLine, i);

      g_byte_array_append (merged, (const guint8 *) line->text, (guint) line->length);
    }
}

static gboolean
is_same_change (const BsLineHunk *one, const GArray *one_lines, const BsLineHunk *other, const GArray *other_lines)
{
  if (one->old_start != other->old_start || one->n_old != other->n_old || one->n_new != other->n_new)
    return FALSE;
  for (guint i = 0; i < one->n_new; i++)
    if (!bs_diff_line_equal (&g_array_index (one_lines, BsDiffLine, one->new_start + i),
                             &g_array_index (other_lines, BsDiffLine, other->new_start + i)))
      return FALSE;
  return TRUE;
}

/**
 * bs_merge:
 * @base: the common ancestor of both texts
 * @one: a text
 * @other: another
 *
 * Merges the changes of both texts by lines (Khanna, Kunal and Pierce, “A Formal Investigation of Diff3”, 2007).
 * Changes of the same line, or of lines beside each other, are not merged unless they are the same.
 *
 * Returns: (transfer full) (nullable): the text with all changes, or %NULL if changes are in each other's way
 */
GBytes *
bs_merge (GBytes *base, GBytes *one, GBytes *other)
{
  g_autoptr (GArray) base_lines = split (base);
  GArray *lines[] = { split (one), split (other) };
  GArray *hunks[] = { bs_line_diff_make (base_lines, lines[0]), bs_line_diff_make (base_lines, lines[1]) };
  g_autoptr (GByteArray) merged = g_byte_array_new ();
  guint next[2] = { 0, 0 };
  guint position = 0;
  gboolean is_clean = TRUE;

  while (is_clean && (next[0] < hunks[0]->len || next[1] < hunks[1]->len))
    {
      const BsLineHunk *first = next[0] < hunks[0]->len ? &g_array_index (hunks[0], BsLineHunk, next[0]) : NULL;
      const BsLineHunk *second = next[1] < hunks[1]->len ? &g_array_index (hunks[1], BsLineHunk, next[1]) : NULL;
      guint side = first == NULL || (second != NULL && second->old_start < first->old_start) ? 1 : 0;
      const BsLineHunk *hunk = side == 0 ? first : second;
      const BsLineHunk *rival = side == 0 ? second : first;

      if (rival != NULL && is_same_change (hunk, lines[side], rival, lines[1 - side]))
        next[1 - side]++;
      else if (rival != NULL && rival->old_start <= hunk->old_start + hunk->n_old)
        is_clean = FALSE;
      next[side]++;
      append_lines (merged, base_lines, position, hunk->old_start - position);
      append_lines (merged, lines[side], hunk->new_start, hunk->n_new);
      position = hunk->old_start + hunk->n_old;
    }
  if (is_clean)
    append_lines (merged, base_lines, position, base_lines->len - position);
  for (guint i = 0; i < 2; i++)
    {
      g_array_unref (hunks[i]);
      g_array_unref (lines[i]);
    }
  return is_clean ? g_byte_array_free_to_bytes (g_steal_pointer (&merged)) : NULL;
}

/**
 * bs_merge_count_changes:
 * @base: a text
 * @text: another
 *
 * Returns: how many lines were removed from @base and added to it to make @text
 */
guint
bs_merge_count_changes (GBytes *base, GBytes *text)
{
  g_autoptr (GArray) base_lines = NULL;
  g_autoptr (GArray) lines = NULL;
  g_autoptr (GArray) hunks = NULL;
  guint n = 0;

  g_return_val_if_fail (base != NULL && text != NULL, 0);

  base_lines = split (base);
  lines = split (text);
  hunks = bs_line_diff_make (base_lines, lines);
  for (guint i = 0; i < hunks->len; i++)
    n += g_array_index (hunks, BsLineHunk, i).n_old + g_array_index (hunks, BsLineHunk, i).n_new;
  return n;
}
