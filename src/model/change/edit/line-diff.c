/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/edit/line-diff.h"

#include "model/library/table/ids.h"

#include <string.h>

/* Between two anchors, a larger number of differences is not looked into: all of its lines differ. */
#define MAX_DIFFERENCES 1000

/* Lines as numbers, equal if the lines are. */
typedef struct
{
  guint *old_ids;
  guint *new_ids;
  int *matches; /* by old line: the equal new line, or -1 */
} Diff;

static guint
hash_line (gconstpointer data)
{
  const BsDiffLine *line = data;
  guint hash = 5381;

  for (gsize i = 0; i < line->length; i++)
    hash = hash * 33 + (guchar) line->text[i];

  return hash;
}

/**
 * bs_diff_line_equal:
 * @a: a #BsDiffLine
 * @b: another
 *
 * Is a #GEqualFunc.
 *
 * Returns: whether both have the same bytes
 */
gboolean
bs_diff_line_equal (gconstpointer a, gconstpointer b)
{
  const BsDiffLine *one = a;
  const BsDiffLine *other = b;

  return one->length == other->length && memcmp (one->text, other->text, one->length) == 0;
}

/**
 * bs_diff_lines_split:
 * @text: (nullable): a text, which must outlive the lines
 * @length: its length in bytes
 * @with_ends: whether their ends, LF or CRLF, are compared too
 *
 * Returns: (transfer full) (element-type BsDiffLine): its lines, for bs_line_diff_make()
 */
GArray *
bs_diff_lines_split (const char *text, gsize length, gboolean with_ends)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (BsDiffLine));
  const char *end = length > 0 ? text + length : text;

  while (text < end)
    {
      const char *feed = memchr (text, '\n', (gsize) (end - text));
      const char *next = feed != NULL ? feed + 1 : end;
      BsDiffLine line = { text, (gsize) (next - text) };

      if (!with_ends && feed != NULL)
        line.length--;
      if (!with_ends && line.length > 0 && text[line.length - 1] == '\r')
        line.length--;
      g_array_append_val (lines, line);
      text = next;
    }

  return lines;
}

static guint *
number_lines (GHashTable *numbers, const GArray *lines)
{
  guint *ids = g_new (guint, MAX (lines->len, 1));

  for (guint i = 0; i < lines->len; i++)
    {
      gpointer line = &g_array_index (lines, BsDiffLine, i);
      gpointer id = g_hash_table_lookup (numbers, line);

      if (id == NULL)
        {
          id = GUINT_TO_POINTER (g_hash_table_size (numbers) + 1);
          g_hash_table_insert (numbers, line, id);
        }
      ids[i] = GPOINTER_TO_UINT (id) - 1;
    }

  return ids;
}

/* The furthest position that a path with @depth differences reaches on a diagonal @k: how far it is in the old lines,
 * or -1. */
static int
step (const int *reached, int k, int depth, int n_old, int n_new)
{
  int best = -1;

  if (depth == 0)
    return 0;
  if (k < depth && reached[k + 1] >= 0 && reached[k + 1] - k <= n_new)
    best = reached[k + 1];
  if (k > -depth && reached[k - 1] >= 0 && reached[k - 1] + 1 <= n_old)
    best = MAX (best, reached[k - 1] + 1);

  return best;
}

/* Matches the lines along the shortest path, from its end. @trail has the positions reached before each depth. */
static void
follow_back (Diff *self, guint old_start, guint new_start, int n_old, int n_new, const GPtrArray *trail)
{
  int x = n_old;
  int y = n_new;

  for (int depth = (int) trail->len - 1; depth >= 0; depth--)
    {
      const int *reached = (const int *) g_ptr_array_index (trail, depth) + depth + 1;
      int k = x - y;
      int from = step (reached, k, depth, n_old, n_new);

      while (x > from)
        {
          x--;
          y--;
          self->matches[old_start + (guint) x] = (int) new_start + y;
        }
      if (depth == 0)
        break;
      /* The step that led here: a removed line or an added one. */
      if (k > -depth && reached[k - 1] >= 0 && reached[k - 1] + 1 == from)
        x--;
      else
        y--;
    }
}

/* The shortest list of differences, after Myers. */
static void
match_between (Diff *self, guint old_start, guint old_end, guint new_start, guint new_end)
{
  g_autoptr (GPtrArray) trail = NULL;
  g_autofree int *room = NULL;
  int *reached;
  int n_old;
  int n_new;
  int most;

  while (old_start < old_end && new_start < new_end && self->old_ids[old_start] == self->new_ids[new_start])
    self->matches[old_start++] = (int) new_start++;
  while (old_start < old_end && new_start < new_end && self->old_ids[old_end - 1] == self->new_ids[new_end - 1])
    self->matches[--old_end] = (int) --new_end;
  n_old = (int) (old_end - old_start);
  n_new = (int) (new_end - new_start);
  if (n_old == 0 || n_new == 0)
    return;

  most = MIN (n_old + n_new, MAX_DIFFERENCES);
  trail = g_ptr_array_new_with_free_func (g_free);
  room = g_new (int, (gsize) (2 * most + 3));
  for (int i = 0; i < 2 * most + 3; i++)
    room[i] = -1;
  reached = room + most + 1;
  for (int depth = 0; depth <= most; depth++)
    {
      g_ptr_array_add (trail, g_memdup2 (reached - depth - 1, sizeof (int) * (gsize) (2 * depth + 3)));
      for (int k = -depth; k <= depth; k += 2)
        {
          int x = step (reached, k, depth, n_old, n_new);

          while (x >= 0 && x < n_old && x - k < n_new &&
                 self->old_ids[old_start + (guint) x] == self->new_ids[new_start + (guint) (x - k)])
            x++;
          reached[k] = x;
          if (x == n_old && x - k == n_new)
            {
              follow_back (self, old_start, new_start, n_old, n_new, trail);
              return;
            }
        }
    }
}

/* Lines that are in both texts once, in the longest series that is in the same order in both. */
static void
match_anchors (Diff *self, guint n_old, guint n_new, guint n_ids)
{
  g_autofree guint8 *n_in_old = g_new0 (guint8, n_ids + 1);
  g_autofree guint8 *n_in_new = g_new0 (guint8, n_ids + 1);
  g_autofree guint *place_in_new = g_new (guint, n_ids + 1);
  g_autofree guint32 *places = g_new (guint32, n_old + 1);
  g_autofree guint8 *kept = g_new0 (guint8, n_old + 1);

  for (guint i = 0; i < n_old; i++)
    n_in_old[self->old_ids[i]] = (guint8) MIN (n_in_old[self->old_ids[i]] + 1, 2);
  for (guint i = 0; i < n_new; i++)
    {
      n_in_new[self->new_ids[i]] = (guint8) MIN (n_in_new[self->new_ids[i]] + 1, 2);
      place_in_new[self->new_ids[i]] = i;
    }
  for (guint i = 0; i < n_old; i++)
    {
      guint id = self->old_ids[i];

      places[i] = n_in_old[id] == 1 && n_in_new[id] == 1 ? place_in_new[id] : BS_IDS_NOWHERE;
    }
  bs_ids_mark_rising (places, n_old, kept);
  for (guint i = 0; i < n_old; i++)
    if (kept[i])
      self->matches[i] = (int) places[i];
}

static GArray *
list_hunks (const Diff *self, guint n_old, guint n_new)
{
  GArray *hunks = g_array_new (FALSE, FALSE, sizeof (BsLineHunk));
  guint old_done = 0;
  guint new_done = 0;

  for (guint i = 0; i <= n_old; i++)
    {
      guint place = i < n_old ? (guint) self->matches[i] : n_new;

      if (i < n_old && self->matches[i] < 0)
        continue;
      if (i > old_done || place > new_done)
        {
          BsLineHunk hunk = { old_done, i - old_done, new_done, place - new_done };

          g_array_append_val (hunks, hunk);
        }
      old_done = i + 1;
      new_done = place + 1;
    }

  return hunks;
}

/**
 * bs_line_diff_make:
 * @old_lines: (element-type BsDiffLine): the lines of a text
 * @new_lines: (element-type BsDiffLine): the lines of the changed text
 *
 * Compares two texts by lines, in a time that is bounded for any two texts.
 *
 * Returns: (transfer full) (element-type BsLineHunk): the differences in order
 */
GArray *
bs_line_diff_make (const GArray *old_lines, const GArray *new_lines)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new (hash_line, bs_diff_line_equal);
  guint n_old, n_new;
  guint old_done = 0;
  guint new_done = 0;
  Diff self;
  GArray *hunks;

  g_return_val_if_fail (old_lines != NULL && new_lines != NULL, NULL);

  n_old = old_lines->len;
  n_new = new_lines->len;
  self.old_ids = number_lines (numbers, old_lines);
  self.new_ids = number_lines (numbers, new_lines);
  self.matches = g_new (int, MAX (n_old, 1));
  for (guint i = 0; i < n_old; i++)
    self.matches[i] = -1;
  match_anchors (&self, n_old, n_new, g_hash_table_size (numbers));
  for (guint i = 0; i <= n_old; i++)
    {
      if (i < n_old && self.matches[i] < 0)
        continue;
      match_between (&self, old_done, i, new_done, i < n_old ? (guint) self.matches[i] : n_new);
      if (i < n_old)
        new_done = (guint) self.matches[i] + 1;
      old_done = i + 1;
    }
  hunks = list_hunks (&self, n_old, n_new);
  g_free (self.old_ids);
  g_free (self.new_ids);
  g_free (self.matches);

  return hunks;
}
