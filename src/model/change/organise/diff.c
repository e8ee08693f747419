/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/organise/diff.h"

#include "model/change/edit/line-diff.h"

/* Context lines around a change. */
#define CONTEXT 3

static GArray *
split (GBytes *bytes)
{
  gsize length = 0;
  const char *text = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  return bs_diff_lines_split (text, length, TRUE);
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
append_lines (GString *out, char sign, const GArray *lines, guint start, guint n)
{
  for (guint i = start; i < start + n; i++)
    {
      const BsDiffLine *line = &g_array_index (lines, BsDiffLine, i);

      g_string_append_c (out, sign);
      g_string_append_len (out, line->text, (gssize) line->length);
      if (line->text[line->length - 1] != '\n')
        g_string_append (out, "\n\\ No newline at end of file\n");
    }
}

/* Appends differences that are so close together that they share their context. */
static void
append_hunk (GString *out, const BsLineHunk *hunks, guint n, const GArray *old, const GArray *new)
{
  const BsLineHunk *last = &hunks[n - 1];
  guint before = MIN (CONTEXT, hunks->old_start);
  guint after = MIN (CONTEXT, old->len - last->old_start - last->n_old);
  guint old_start = hunks->old_start - before;
  guint new_start = hunks->new_start - before;

  g_string_append (out, "@@");
  append_range (out, '-', old_start, last->old_start + last->n_old + after - old_start);
  append_range (out, '+', new_start, last->new_start + last->n_new + after - new_start);
  g_string_append (out, " @@\n");
  for (guint i = 0; i < n; i++)
    {
      append_lines (out, ' ', old, old_start, hunks[i].old_start - old_start);
      append_lines (out, '-', old, hunks[i].old_start, hunks[i].n_old);
      append_lines (out, '+', new, hunks[i].new_start, hunks[i].n_new);
      old_start = hunks[i].old_start + hunks[i].n_old;
    }
  append_lines (out, ' ', old, old_start, after);
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
  g_autoptr (GArray) hunks = NULL;
  GString *out = g_string_new (NULL);

  g_return_val_if_fail (path != NULL && (before != NULL || after != NULL), NULL);

  if (before != NULL && after != NULL && g_bytes_equal (before, after))
    return g_string_free (out, FALSE);
  old = split (before);
  new = split (after);
  hunks = bs_line_diff_make (old, new);
  append_name (out, "--- ", "a/", before != NULL ? path : NULL);
  append_name (out, "+++ ", "b/", after != NULL ? path : NULL);
  for (guint i = 0, end; i < hunks->len; i = end)
    {
      const BsLineHunk *first = &g_array_index (hunks, BsLineHunk, i);

      for (end = i + 1; end < hunks->len; end++)
        {
          const BsLineHunk *last = &g_array_index (hunks, BsLineHunk, end - 1);

          if (last[1].old_start - last->old_start - last->n_old > 2 * CONTEXT)
            break;
        }
      append_hunk (out, first, end - i, old, new);
    }
  return g_string_free (out, FALSE);
}
