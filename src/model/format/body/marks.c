/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/body/marks.h"

#include <string.h>

/* Marks are the characters of the last private plane, which no text uses; one that does is a mark itself. */
#define FIRST_MARK 0x100000
#define MAX_MARKS 0xfffe

struct _BsMarks
{
  GArray *items;       /* (element-type BsMark) */
  GHashTable *letters; /* marks of what is only its source, so that each is there once */
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
 * A mark is one character that replaces a piece of Markdown while it is parsed, so that nothing in the piece is read as
 * markup. It is expanded afterwards, when the parser has told code from running text.
 *
 * Returns: (transfer full): no marks
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
 * @out: the Markdown that is made; it gets the mark
 * @source: (array length=length): the replaced text
 * @value: (nullable) (transfer full): what its kind needs
 *
 * Returns: %FALSE if there are too many marks already; nothing is written then
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
 * Returns: whether there is anything in @text that is a mark or could be taken for one
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
 * @hidden_length: (out): of what is returned
 *
 * Returns: (transfer full): @text, in which what could be taken for a mark has become one
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
 * @text: (array length=length): begins with %BS_MARK_FIRST_BYTE
 *
 * Returns: (transfer none) (nullable): the mark that @text begins with
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
 * Appends @text as it was before there were marks in it.
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
 * @numbers: the number of each footnote by the one that its references have; 0 for one that is not there
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
