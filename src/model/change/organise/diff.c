/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/organise/diff.h"

#include <string.h>

/* Context lines around a change. */
#define CONTEXT 3

/* Above this size of the table of line pairs, the differing part is shown as replaced as a whole. */
#define MAX_LINES 2000

typedef struct
{
  const char *text;
  gsize length; /* with its line end */
} Line;

/* A line of the diff. */
typedef struct
{
  char sign;
  const Line *line;
} Entry;

static GArray *
split_lines (GBytes *bytes)
{
  gsize length = 0;
  const char *p = bytes != NULL ? g_bytes_get_data (bytes, &length) : "";
  const char *end = p + length;
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (Line));

  while (p < end)
    {
      const char *feed = memchr (p, '\n', (gsize) (end - p));
      const char *next = feed != NULL ? feed + 1 : end;
      Line line = { p, (gsize) (next - p) };

      g_array_append_val (lines, line);
      p = next;
    }
  return lines;
}

static gboolean
are_equal (const Line *a, const Line *b)
{
  return a->length == b->length && memcmp (a->text, b->text, a->length) == 0;
}

static void
add (GArray *entries, char sign, const Line *lines, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      Entry entry = { sign, &lines[i] };

      g_array_append_val (entries, entry);
    }
}

/* The longest common subsequence of the differing lines, by dynamic programming. */
static void
add_changed (GArray *entries, const Line *before, guint n_before, const Line *after, guint n_after)
{
  g_autofree guint16 *lengths = NULL;
  gsize width = n_after + 1;
  guint i = 0;
  guint j = 0;

  if (n_before > MAX_LINES || n_after > MAX_LINES)
    {
      add (entries, '-', before, n_before);
      add (entries, '+', after, n_after);
      return;
    }
  lengths = g_new0 (guint16, (n_before + 1) * width);
  for (guint row = n_before; row-- > 0;)
    for (guint column = n_after; column-- > 0;)
      lengths[row * width + column] = are_equal (&before[row], &after[column]) ?
                                          lengths[(row + 1) * width + column + 1] + 1 :
                                          MAX (lengths[(row + 1) * width + column], lengths[row * width + column + 1]);
  while (i < n_before || j < n_after)
    {
      if (i < n_before && j < n_after && are_equal (&before[i], &after[j]))
        {
          add (entries, ' ', &before[i++], 1);
          j++;
        }
      else if (i < n_before && (j == n_after || lengths[(i + 1) * width + j] >= lengths[i * width + j + 1]))
        add (entries, '-', &before[i++], 1);
      else
        add (entries, '+', &after[j++], 1);
    }
}

static GArray *
compare (const GArray *before, const GArray *after)
{
  const Line *old = (const Line *) (gpointer) before->data;
  const Line *new = (const Line *) (gpointer) after->data;
  guint most = MIN (before->len, after->len);
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  guint first = 0;
  guint last = 0;

  while (first < most && are_equal (&old[first], &new[first]))
    first++;
  while (last < most - first && are_equal (&old[before->len - 1 - last], &new[after->len - 1 - last]))
    last++;
  add (entries, ' ', old, first);
  add_changed (entries, old + first, before->len - first - last, new + first, after->len - first - last);
  add (entries, ' ', old + before->len - last, last);
  return entries;
}

static void
append_range (GString *out, char sign, guint start, guint n)
{
  /* For an empty range, the number is that of the line before it. */
  g_string_append_printf (out, " %c%u", sign, n > 0 ? start + 1 : start);
  if (n != 1)
    g_string_append_printf (out, ",%u", n);
}

static void
append_hunk (GString *out, const Entry *entries, guint n, guint old_start, guint new_start)
{
  guint n_old = 0;
  guint n_new = 0;

  for (guint i = 0; i < n; i++)
    {
      n_old += entries[i].sign != '+';
      n_new += entries[i].sign != '-';
    }
  g_string_append (out, "@@");
  append_range (out, '-', old_start, n_old);
  append_range (out, '+', new_start, n_new);
  g_string_append (out, " @@\n");
  for (guint i = 0; i < n; i++)
    {
      const Line *line = entries[i].line;

      g_string_append_c (out, entries[i].sign);
      g_string_append_len (out, line->text, (gssize) line->length);
      if (line->text[line->length - 1] != '\n')
        g_string_append (out, "\n\\ No newline at end of file\n");
    }
}

static void
append_name (GString *out, const char *mark, const char *side, const char *path)
{
  g_string_append (out, mark);
  if (path != NULL)
    g_string_append_printf (out, "%s%s\n", side, path);
  else
    g_string_append (out, "/dev/null\n");
}

/**
 * bs_diff_unified:
 * @path: the file's path in UTF-8
 * @before: (nullable): the old bytes; %NULL for a new file
 * @after: (nullable): the new bytes; %NULL for a removed file
 *
 * Compares two versions of a file by lines, as `diff -u` does.
 *
 * Returns: (transfer full): a unified diff in the file's encoding; empty if there is no difference
 */
char *
bs_diff_unified (const char *path, GBytes *before, GBytes *after)
{
  g_autoptr (GArray) old = NULL;
  g_autoptr (GArray) new = NULL;
  g_autoptr (GArray) entries = NULL;
  GString *out = g_string_new (NULL);
  guint old_line = 0;
  guint new_line = 0;

  g_return_val_if_fail (path != NULL && (before != NULL || after != NULL), NULL);

  if (before != NULL && after != NULL && g_bytes_equal (before, after))
    return g_string_free (out, FALSE);
  old = split_lines (before);
  new = split_lines (after);
  entries = compare (old, new);
  append_name (out, "--- ", "a/", before != NULL ? path : NULL);
  append_name (out, "+++ ", "b/", after != NULL ? path : NULL);
  for (guint i = 0; i < entries->len;)
    {
      const Entry *all = (const Entry *) (gpointer) entries->data;
      guint start = i;
      guint end;
      guint n_same = 0;

      if (all[i].sign == ' ')
        {
          i++;
          old_line++;
          new_line++;
          continue;
        }
      start -= MIN (start, CONTEXT);
      while (start < i && all[start].sign != ' ')
        start++;
      for (end = i; end < entries->len && n_same <= 2 * CONTEXT; end++)
        n_same = all[end].sign == ' ' ? n_same + 1 : 0;
      end -= n_same > CONTEXT ? n_same - CONTEXT : 0;
      append_hunk (out, all + start, end - start, old_line - (i - start), new_line - (i - start));
      for (; i < end; i++)
        {
          old_line += all[i].sign != '+';
          new_line += all[i].sign != '-';
        }
    }
  return g_string_free (out, FALSE);
}
