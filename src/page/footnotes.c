/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "page/footnotes.h"

#include <string.h>

#define MAX_NOTES 10000
#define MAX_LABEL_BYTES 100

typedef struct
{
  GString *text;
  guint number; /* in the order of the places that speak of them; 0 for none yet */
  gboolean is_told;
} Note;

typedef struct
{
  GHashTable *notes; /* (element-type utf8 Note) */
  GPtrArray *order;  /* (element-type Note): by number */
  GString *out;
} Footnotes;

static void
note_free (gpointer data)
{
  Note *note = data;

  g_string_free (note->text, TRUE);
  g_free (note);
}

/* The label of `[^label]`, and where it ends. */
static char *
read_label (const char *text, const char *end, const char **behind)
{
  const char *c;

  if (end - text < 4 || text[0] != '[' || text[1] != '^')
    return NULL;
  for (c = text + 2; c < end && c - text < MAX_LABEL_BYTES && *c != ']' && !g_ascii_isspace (*c) && *c != '['; c++)
    ;
  if (c == end || *c != ']' || c == text + 2)
    return NULL;
  *behind = c + 1;
  return g_strndup (text + 2, c - text - 2);
}

static const char *
skip_spaces (const char *line, const char *end)
{
  while (line < end && (*line == ' ' || *line == '\t'))
    line++;
  return line;
}

/* A line of a fence turns code on and off. */
static gboolean
is_fence (const char *line, const char *end)
{
  line = skip_spaces (line, end);
  return end - line >= 3 && (strncmp (line, "```", 3) == 0 || strncmp (line, "~~~", 3) == 0);
}

static const char *
find_line_end (const char *line, const char *end)
{
  const char *newline = memchr (line, '\n', end - line);

  return newline != NULL ? newline + 1 : end;
}

/* Takes the notes out of the text, each with the lines that are indented below it. */
static GString *
take_notes (Footnotes *self, const char *markdown, const char *end)
{
  GString *rest = g_string_sized_new (end - markdown);
  gboolean in_code = FALSE;
  Note *open = NULL;

  for (const char *line = markdown, *next; line < end; line = next)
    {
      const char *start = skip_spaces (line, end);
      const char *behind = NULL;
      g_autofree char *label = NULL;

      next = find_line_end (line, end);
      if (open != NULL && (start - line >= 4 || (start > line && *line == '\t') || start + 1 >= next))
        {
          g_string_append_len (open->text, start, next - start);
          continue;
        }
      open = NULL;
      in_code ^= is_fence (line, next);
      label = !in_code && start - line < 4 ? read_label (start, next, &behind) : NULL;
      if (label == NULL || behind >= next || *behind != ':' || g_hash_table_contains (self->notes, label) ||
          g_hash_table_size (self->notes) >= MAX_NOTES)
        {
          g_string_append_len (rest, line, next - line);
          continue;
        }
      open = g_new0 (Note, 1);
      start = skip_spaces (behind + 1, next);
      open->text = g_string_new_len (start, next - start);
      g_hash_table_insert (self->notes, g_steal_pointer (&label), open);
    }
  return rest;
}

static void
append_reference (Footnotes *self, Note *note)
{
  if (note->number == 0)
    {
      g_ptr_array_add (self->order, note);
      note->number = self->order->len;
    }
  g_string_append_printf (self->out, "<sup><a%s", note->is_told ? "" : " id=\"note-from-");
  if (!note->is_told)
    g_string_append_printf (self->out, "%u\"", note->number);
  g_string_append_printf (self->out, " href=\"#note-%u\">%u</a></sup>", note->number, note->number);
  note->is_told = TRUE;
}

static void
append_text (Footnotes *self, const char *text, const char *end)
{
  gboolean in_fence = FALSE;
  gboolean in_code = FALSE;

  for (const char *line = text, *next; line < end; line = next)
    {
      next = find_line_end (line, end);
      in_fence ^= is_fence (line, next);
      in_code = FALSE;
      for (const char *c = line; c < next; c++)
        {
          const char *behind;
          g_autofree char *label = NULL;
          Note *note = NULL;

          in_code ^= *c == '`';
          if (*c == '[' && !in_fence && !in_code && (c == line || c[-1] != '\\'))
            label = read_label (c, next, &behind);
          if (label != NULL)
            note = g_hash_table_lookup (self->notes, label);
          if (note == NULL)
            {
              g_string_append_c (self->out, *c);
              continue;
            }
          append_reference (self, note);
          c = behind - 1;
        }
    }
}

static void
append_notes (Footnotes *self)
{
  g_string_append (self->out, "\n\n---\n\n");
  for (guint i = 0; i < self->order->len; i++)
    {
      Note *note = g_ptr_array_index (self->order, i);
      g_auto (GStrv) lines = g_strsplit (g_strchomp (note->text->str), "\n", -1);

      g_string_append_printf (self->out, "%u. <a id=\"note-%u\"></a>", i + 1, i + 1);
      for (guint j = 0; lines[j] != NULL; j++)
        g_string_append_printf (self->out, "%s%s", j > 0 ? "\n    " : "", lines[j]);
      g_string_append_printf (self->out, " [↩](#note-from-%u)\n", i + 1);
    }
}

/*
 * bs_footnotes_expand:
 * @markdown: (array length=length): Markdown in UTF-8
 * @length: of @markdown, in bytes
 * @expanded_length: (out): of what is returned
 *
 * Writes out footnotes (`[^label]` and `[^label]: text`, as GitHub has them), which the parser of Markdown does not
 * know: a number where each is spoken of, and a list at the end. A note that nobody speaks of is left out, as it is
 * elsewhere.
 *
 * Returns: (transfer full): Markdown without footnotes
 */
char *
bs_footnotes_expand (const char *markdown, gsize length, gsize *expanded_length)
{
  g_autoptr (GHashTable) notes = NULL;
  g_autoptr (GPtrArray) order = NULL;
  Footnotes self = { NULL };
  GString *rest;

  g_return_val_if_fail (markdown != NULL || length == 0, NULL);
  g_return_val_if_fail (expanded_length != NULL, NULL);

  *expanded_length = length;
  if (length == 0 || g_strstr_len (markdown, length, "[^") == NULL)
    return g_strndup (markdown != NULL ? markdown : "", length);

  self.notes = notes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, note_free);
  self.order = order = g_ptr_array_new ();
  rest = take_notes (&self, markdown, markdown + length);
  self.out = g_string_sized_new (length);
  append_text (&self, rest->str, rest->str + rest->len);
  g_string_free (rest, TRUE);
  if (order->len > 0)
    append_notes (&self);
  *expanded_length = self.out->len;
  return g_string_free (self.out, FALSE);
}
