/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/body/marks.h"

#include <string.h>

/* Marks are characters of the last private plane, which no text uses. If one does, the character itself becomes a
 * mark. */
#define FIRST_MARK 0x100000
#define MAX_MARKS 0xfffe

struct _BsMarks
{
  GArray *items;       /* (element-type BsMark) */
  GHashTable *letters; /* marks without a value, by source, so that each exists once */
};

static void
clear_mark (gpointer data)
{
  BsMark *mark = data;

  g_free (mark->source);
  g_free (mark->value);
}

/*
 * bs_marks_new:
 *
 * A mark is one character that replaces a piece of Markdown during parsing, so that the piece is not read as markup. It
 * is expanded after the parser has separated code from running text.
 *
 * Returns: (transfer full): an empty set of marks
 */
BsMarks *
bs_marks_new (void)
{
  BsMarks *self = g_new0 (BsMarks, 1);

  self->items = g_array_new (FALSE, FALSE, sizeof (BsMark));
  g_array_set_clear_func (self->items, clear_mark);
  self->letters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
bs_marks_free (BsMarks *self)
{
  g_array_unref (self->items);
  g_hash_table_unref (self->letters);
  g_free (self);
}

static void
append_character (GString *out, guint index)
{
  g_string_append_unichar (out, FIRST_MARK + index);
}

/*
 * bs_marks_append:
 * @out: the rewritten Markdown; the mark is appended
 * @source: (array length=length): the replaced text
 * @value: (nullable) (transfer full): the value that its kind requires
 *
 * Returns: %FALSE if there are too many marks; nothing is appended then
 */
gboolean
bs_marks_append (BsMarks *self, GString *out, BsMarkKind kind, const char *source, gsize length, char *value,
                 guint number)
{
  BsMark mark = { kind, number, NULL, value };
  gpointer known;

  g_return_val_if_fail (self != NULL, FALSE);

  mark.source = g_strndup (source, length);
  if (kind == BS_MARK_LITERAL && length <= BS_MARK_BYTES)
    {
      if (g_hash_table_lookup_extended (self->letters, mark.source, NULL, &known))
        {
          clear_mark (&mark);
          append_character (out, GPOINTER_TO_UINT (known));
          return TRUE;
        }
      if (self->items->len < MAX_MARKS)
        g_hash_table_insert (self->letters, g_strdup (mark.source), GUINT_TO_POINTER (self->items->len));
    }
  if (self->items->len >= MAX_MARKS)
    {
      clear_mark (&mark);
      return FALSE;
    }
  append_character (out, self->items->len);
  g_array_append_val (self->items, mark);
  return TRUE;
}

/*
 * bs_marks_are_in:
 * @text: (array length=length): text
 *
 * Returns: whether @text has a mark or a character that could be mistaken for one
 */
gboolean
bs_marks_are_in (const char *text, gsize length)
{
  const char *end = text + length;
  const char *c = text;

  if (length == 0)
    return FALSE;
  if (memchr (text, BS_MARK_FIRST_BYTE, length) != NULL)
    return TRUE;
  while ((c = memchr (c, BS_MARK_PUNCTUATION[0], end - c)) != NULL)
    {
      if (end - c >= 3 && memcmp (c, BS_MARK_PUNCTUATION, 3) == 0)
        return TRUE;
      c++;
    }
  return FALSE;
}

/*
 * bs_marks_hide:
 * @text: (array length=length): text without marks
 * @hidden_length: (out): the length of the result in bytes
 *
 * Returns: (transfer full): @text, in which each character that could be mistaken for a mark is replaced with a mark
 */
char *
bs_marks_hide (BsMarks *self, const char *text, gsize length, gsize *hidden_length)
{
  const char *end = text + length;
  GString *out;

  *hidden_length = length;
  if (!bs_marks_are_in (text, length))
    return g_strndup (length > 0 ? text : "", length);
  out = g_string_sized_new (length + 64);
  while (text < end)
    {
      gsize used = g_utf8_skip[(guchar) *text];

      used = MIN (used, (gsize) (end - text));
      if (*text == BS_MARK_FIRST_BYTE || (used == 3 && memcmp (text, BS_MARK_PUNCTUATION, 3) == 0))
        {
          if (!bs_marks_append (self, out, BS_MARK_LITERAL, text, used, NULL, 0))
            g_string_append (out, "\xef\xbf\xbd");
        }
      else
        {
          g_string_append_len (out, text, used);
        }
      text += used;
    }
  *hidden_length = out->len;
  return g_string_free (out, FALSE);
}

/*
 * bs_marks_get:
 * @text: (array length=length): text that starts with %BS_MARK_FIRST_BYTE
 *
 * Returns: (transfer none) (nullable): the mark at the start of @text
 */
const BsMark *
bs_marks_get (const BsMarks *self, const char *text, gsize length)
{
  gunichar character = g_utf8_get_char_validated (text, length);

  if (character < FIRST_MARK || character - FIRST_MARK >= self->items->len)
    return NULL;
  return &g_array_index (self->items, BsMark, character - FIRST_MARK);
}

/*
 * bs_marks_append_source:
 * @text: (array length=length): text with marks
 *
 * Appends @text with each mark replaced by its source.
 */
void
bs_marks_append_source (const BsMarks *self, GString *out, const char *text, gsize length)
{
  const char *end = text + length;

  while (text < end)
    {
      const char *start = text;
      const BsMark *mark;

      while (text < end && *text != BS_MARK_FIRST_BYTE && *text != BS_MARK_PUNCTUATION[0])
        text++;
      g_string_append_len (out, start, text - start);
      if (text == end)
        break;
      if (*text == BS_MARK_FIRST_BYTE && (mark = bs_marks_get (self, text, end - text)) != NULL)
        {
          g_string_append (out, mark->source);
          text += BS_MARK_BYTES;
        }
      else if (end - text >= 3 && memcmp (text, BS_MARK_PUNCTUATION, 3) == 0)
        {
          text += 3;
        }
      else
        {
          g_string_append_c (out, *text++);
        }
    }
}

/*
 * bs_marks_renumber:
 * @numbers: the final number of each footnote, indexed by the number in its references; 0 if it is not defined
 *
 * Gives the footnote references their final numbers. A reference without a footnote becomes text.
 */
void
bs_marks_renumber (BsMarks *self, const guint *numbers)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      BsMark *mark = &g_array_index (self->items, BsMark, i);

      if (mark->kind != BS_MARK_NOTE)
        continue;
      mark->number = numbers[mark->number];
      if (mark->number == 0)
        mark->kind = BS_MARK_LITERAL;
    }
}
