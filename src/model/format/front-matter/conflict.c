/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/front-matter/conflict.h"

#include "model/format/text/lines.h"

#include <string.h>

/* git-merge-file(1): seven characters, then nothing, or a space and a label. */
#define MARKER_LENGTH 7

static gboolean
is_marker_of (const char *line, gsize length, char c)
{
  if (length < MARKER_LENGTH)
    return FALSE;
  for (gsize i = 0; i < MARKER_LENGTH; i++)
    {
      if (line[i] != c)
        return FALSE;
    }

  return length == MARKER_LENGTH || line[MARKER_LENGTH] == ' ' || line[MARKER_LENGTH] == '\t' ||
         line[MARKER_LENGTH] == '\r' || line[MARKER_LENGTH] == '\n';
}

/**
 * bs_conflict_is_marker:
 * @line: a line; not terminated
 * @length: its length in bytes
 *
 * Returns: whether the line is a conflict marker of git
 */
gboolean
bs_conflict_is_marker (const char *line, gsize length)
{
  return length >= MARKER_LENGTH && strchr ("<|=>", line[0]) != NULL && is_marker_of (line, length, line[0]);
}

static void
blank (char *text, gsize start, gsize end)
{
  for (gsize i = start; i < end; i++)
    {
      if (text[i] != '\n' && text[i] != '\r')
        text[i] = ' ';
    }
}

/**
 * bs_conflict_take_ours:
 * @text: front matter
 * @length: its length in bytes
 * @first_line: the line of the file where @text starts
 * @marker_line: (out): the line of the first marker
 *
 * Resolves conflicts in favour of the upper side. Markers and other sides are blanked, so that lines and offsets do not
 * change.
 *
 * Returns: (transfer full) (nullable): the text with one side only, or %NULL if it has no marker
 */
char *
bs_conflict_take_ours (const char *text, gsize length, guint first_line, guint *marker_line)
{
  g_autofree char *copy = NULL;
  gsize dropped_from = 0;
  gboolean is_dropping = FALSE;
  BsLines lines;
  BsLine line;

  g_return_val_if_fail (marker_line != NULL, NULL);

  bs_lines_init (&lines, text, length, first_line);
  while (bs_lines_next (&lines, &line))
    {
      if (!bs_conflict_is_marker (line.text, line.length))
        continue;

      if (copy == NULL)
        {
          copy = g_strndup (text, length);
          *marker_line = line.number;
        }
      blank (copy, line.start, line.next);

      if (line.text[0] == '>' && is_dropping)
        blank (copy, dropped_from, line.start);
      if (line.text[0] == '=' || line.text[0] == '|')
        {
          dropped_from = is_dropping ? dropped_from : line.next;
          is_dropping = TRUE;
        }
      else
        {
          is_dropping = FALSE;
        }
    }

  return g_steal_pointer (&copy);
}

static gboolean
is_fence (const BsLine *line)
{
  gsize indent = bs_line_indent (line);
  const char *p = line->text + indent;

  return indent < 4 && line->length - indent >= 3 && (memcmp (p, "```", 3) == 0 || memcmp (p, "~~~", 3) == 0);
}

/* Whether the position is inside a fenced code block, which may show an example of a conflict. */
static gboolean
is_in_fence (const char *text, gsize place)
{
  gboolean is_open = FALSE;
  BsLines lines;
  BsLine line;

  bs_lines_init (&lines, text, place, 1);
  while (bs_lines_next (&lines, &line))
    {
      if (is_fence (&line))
        is_open = !is_open;
    }

  return is_open;
}

/* Whether the other markers follow in order. A lone line of `=` underlines a heading. */
static gboolean
is_complete (const char *text, gsize length)
{
  char wanted = '=';
  BsLines lines;
  BsLine line;

  bs_lines_init (&lines, text, length, 1);
  while (bs_lines_next (&lines, &line))
    {
      if (!is_marker_of (line.text, line.length, wanted))
        continue;
      if (wanted == '>')
        return TRUE;
      wanted = '>';
    }

  return FALSE;
}

/* Skips to where a marker may be. Seven equal characters contain a whole aligned group of four, so only groups are
 * compared. A marker that starts before the returned place does so by less than such a group. */
static gsize
skip_groups (const char *text, gsize place, gsize length)
{
  typedef guint32 Groups __attribute__ ((vector_size (16)));

  for (; place + 4 * sizeof (Groups) <= length; place += 4 * sizeof (Groups))
    {
      Groups found = { 0 };
      guint64 halves[2];

#pragma GCC unroll 4
      for (gsize i = 0; i < 4; i++)
        {
          Groups groups;

          memcpy (&groups, text + place + i * sizeof groups, sizeof groups);
          found |= (Groups) (groups == 0x3c3c3c3c);
        }
      memcpy (halves, &found, sizeof halves);
      if ((halves[0] | halves[1]) != 0)
        break;
    }

  return place;
}

/**
 * bs_conflict_find:
 * @text: an article's body
 * @length: its length in bytes
 *
 * Finds the first git conflict in a body. Its markers must be in order, at the starts of lines and outside fenced code
 * blocks.
 *
 * Returns: its position in bytes, or -1
 */
gssize
bs_conflict_find (const char *text, gsize length)
{
  g_return_val_if_fail (text != NULL || length == 0, -1);

  for (gsize i = skip_groups (text, 0, length); i < length; i = skip_groups (text, i, length))
    {
      const char *found = memchr (text + i, '<', length - i);
      gsize start;

      if (found == NULL)
        break;
      start = i = found - text;
      while (start > 0 && text[start - 1] == '<')
        start--;
      while (i < length && text[i] == '<')
        i++;
      if ((start > 0 && text[start - 1] != '\n' && text[start - 1] != '\r') ||
          !is_marker_of (text + start, MIN (length - start, MARKER_LENGTH + 1), '<'))
        continue;

      /* The first one decides: an article about conflicts shows them all in code. */
      return !is_in_fence (text, start) && is_complete (text + start, length - start) ? (gssize) start : -1;
    }

  return -1;
}
