/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "page/export/pdf-marks.h"

#include <math.h>
#include <string.h>

/* Deeper states of the graphics are not followed. */
#define MAX_DEPTH 64
#define MAX_OPERANDS 6

/* The largest dot, in points. */
#define MAX_DOT 1.5

typedef struct
{
  double matrix[6]; /* of the page */
  double colour[3];
} State;

/**
 * bs_pdf_mark_append:
 * @html: the HTML being written
 * @number: of the mark; the next mark has the next number
 *
 * Appends a dot in a colour that is almost white and encodes the last bits of the number.
 */
void
bs_pdf_mark_append (GString *html, guint number)
{
  g_return_if_fail (html != NULL);

  g_string_append_printf (html, "<i class=\"bs-mark\" style=\"background:#%02x%02xfe\"></i>",
                          255 - ((number >> 4) & 15), 255 - (number & 15));
}

static gboolean
is_mark (const State *state, double width, double height, guint *number)
{
  long red = lround (state->colour[0] * 255);
  long green = lround (state->colour[1] * 255);

  if (lround (state->colour[2] * 255) != 254 || red < 240 || red > 255 || green < 240 || green > 255)
    return FALSE;
  *number = (guint) ((255 - red) << 4 | (255 - green));
  return width > 0 && height > 0 && width <= MAX_DOT && height <= MAX_DOT;
}

/* @added: applied before the matrix (PDF 1.7, 8.3.4) */
static void
multiply (double *matrix, const double *added)
{
  double before[6];

  memcpy (before, matrix, sizeof before);
  matrix[0] = added[0] * before[0] + added[1] * before[2];
  matrix[1] = added[0] * before[1] + added[1] * before[3];
  matrix[2] = added[2] * before[0] + added[3] * before[2];
  matrix[3] = added[2] * before[1] + added[3] * before[3];
  matrix[4] = added[4] * before[0] + added[5] * before[2] + before[4];
  matrix[5] = added[4] * before[1] + added[5] * before[3] + before[5];
}

static void
note_rectangle (const State *state, const double *rectangle, GArray *marks)
{
  const double *m = state->matrix;
  double width = fabs (rectangle[2] * m[0]);
  double height = fabs (rectangle[3] * m[3]);
  BsPdfMark mark;

  if (!is_mark (state, width, height, &mark.number))
    return;
  mark.x = rectangle[0] * m[0] + rectangle[1] * m[2] + m[4];
  mark.y = rectangle[0] * m[1] + rectangle[1] * m[3] + m[5];
  g_array_append_val (marks, mark);
}

/* Returns: the position after a string, a name of a font, a comment or another token that is not a number or an
 * operator */
static const char *
skip_object (const char *at, const char *end)
{
  int depth = 0;

  if (*at == '(')
    {
      for (; at < end; at++)
        {
          if (*at == '\\' && at + 1 < end)
            at++;
          else if (*at == '(')
            depth++;
          else if (*at == ')' && --depth == 0)
            return at + 1;
        }
      return end;
    }
  if (*at == '<')
    {
      while (at < end && *at != '>')
        at++;
      return MIN (at + 1, end);
    }
  if (*at == '%')
    {
      while (at < end && *at != '\n' && *at != '\r')
        at++;
      return at;
    }
  if (*at == '/')
    {
      for (at++; at < end && !g_ascii_isspace (*at) && strchr ("()<>[]{}/%", *at) == NULL; at++)
        ;
      return at;
    }
  return at + 1;
}

static gboolean
is_number (char c)
{
  return g_ascii_isdigit (c) || c == '-' || c == '+' || c == '.';
}

static void
operate (GArray *states, const char *name, gsize length, const double *operands, guint n, GArray *marks)
{
  State *state = &g_array_index (states, State, states->len - 1);

  if (length == 1 && *name == 'q' && states->len < MAX_DEPTH)
    {
      State copy = *state;

      g_array_append_val (states, copy);
    }
  else if (length == 1 && *name == 'Q' && states->len > 1)
    {
      g_array_set_size (states, states->len - 1);
    }
  else if (length == 2 && memcmp (name, "cm", 2) == 0 && n == 6)
    {
      multiply (state->matrix, operands);
    }
  else if (length == 2 && memcmp (name, "rg", 2) == 0 && n == 3)
    {
      memcpy (state->colour, operands, sizeof state->colour);
    }
  else if (length == 2 && memcmp (name, "re", 2) == 0 && n == 4)
    {
      note_rectangle (state, operands, marks);
    }
}

/**
 * bs_pdf_marks_find:
 * @content: (array length=length): the content stream of a page (PDF 1.7, 7.8.2)
 * @length: of @content, in bytes
 *
 * Finds the marks in a page.
 *
 * Returns: (transfer full) (element-type BsPdfMark): the marks, in the order in which they are drawn
 */
GArray *
bs_pdf_marks_find (const char *content, gsize length)
{
  GArray *marks = g_array_new (FALSE, FALSE, sizeof (BsPdfMark));
  g_autoptr (GArray) states = g_array_new (FALSE, FALSE, sizeof (State));
  const State first = { .matrix = { 1, 0, 0, 1, 0, 0 } };
  const char *end = content + length;
  const char *at = content;
  double operands[MAX_OPERANDS];
  guint n = 0;

  g_return_val_if_fail (content != NULL || length == 0, marks);

  g_array_append_val (states, first);
  while (at < end)
    {
      if (g_ascii_isspace (*at))
        {
          at++;
        }
      else if (is_number (*at))
        {
          char number[32] = "";
          gsize i = 0;

          for (; at < end && is_number (*at); at++)
            if (i + 1 < sizeof number)
              number[i++] = *at;
          if (n == MAX_OPERANDS)
            memmove (operands, operands + 1, sizeof (double) * --n);
          operands[n++] = g_ascii_strtod (number, NULL);
        }
      else if (g_ascii_isalpha (*at) || *at == '\'' || *at == '"')
        {
          const char *name = at;

          while (at < end && (g_ascii_isalnum (*at) || *at == '*' || *at == '\'' || *at == '"'))
            at++;
          operate (states, name, (gsize) (at - name), operands, n, marks);
          n = 0;
        }
      else
        {
          at = skip_object (at, end);
        }
    }
  return marks;
}
