/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/body/markdown-notes.h"

#include <string.h>

#define MAX_NOTES 10000
#define MAX_LABEL_BYTES 100

typedef struct
{
  GString *text; /* (nullable): NULL until the definition is found */
  guint number;  /* in the order of the first references; 0 without a reference */
} Note;

/* The footnotes of a text, in GitHub's syntax: `[^label]` and `[^label]: text`. */
struct _BsMarkdownNotes
{
  GHashTable *notes; /* (element-type utf8 Note) */
  GPtrArray *order;  /* (element-type Note): by number */
};

static void
note_free (gpointer data)
{
  Note *note = data;

  if (note->text != NULL)
    g_string_free (note->text, TRUE);
  g_free (note);
}

/* The label of `[^label]`, ignoring case, and its end. */
static char *
read_label (const char *text, gsize length, gsize *used)
{
  gsize i;

  if (length < 4 || text[0] != '[' || text[1] != '^')
    return NULL;
  for (i = 2; i < length && i < MAX_LABEL_BYTES && text[i] != ']' && text[i] != '[' && !g_ascii_isspace (text[i]); i++)
    ;
  if (i == 2 || i >= length || text[i] != ']')
    return NULL;
  *used = i + 1;
  return g_utf8_casefold (text + 2, i - 2);
}

/*
 * bs_markdown_notes_new:
 *
 * Returns: (transfer full) (nullable): the footnotes that @text may define, without their texts
 */
BsMarkdownNotes *
bs_markdown_notes_new (const char *text, gsize length)
{
  g_autoptr (BsMarkdownNotes) self = g_new0 (BsMarkdownNotes, 1);
  const char *end = text + length;
  const char *found = text + 1;

  self->notes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, note_free);
  self->order = g_ptr_array_new ();
  while (length > 1 && found < end && (found = memchr (found, '^', end - found)) != NULL)
    {
      const char *start = found++ - 1;
      g_autofree char *label = NULL;
      gsize used;

      label = read_label (start, end - start, &used);
      if (label != NULL && start + used < end && start[used] == ':' && !g_hash_table_contains (self->notes, label) &&
          g_hash_table_size (self->notes) < MAX_NOTES)
        g_hash_table_insert (self->notes, g_steal_pointer (&label), g_new0 (Note, 1));
    }
  return g_hash_table_size (self->notes) > 0 ? g_steal_pointer (&self) : NULL;
}

void
bs_markdown_notes_free (BsMarkdownNotes *self)
{
  g_hash_table_unref (self->notes);
  g_ptr_array_unref (self->order);
  g_free (self);
}

/*
 * bs_markdown_notes_define:
 * @text: (array length=length): a line without its indent
 * @used: (out): the length of the label and the colon in bytes
 *
 * Returns: (transfer none) (nullable): the string to fill with the text, if the line defines a footnote
 */
GString *
bs_markdown_notes_define (BsMarkdownNotes *self, const char *text, gsize length, gsize *used)
{
  g_autofree char *label = read_label (text, length, used);
  Note *note = label == NULL ? NULL : g_hash_table_lookup (self->notes, label);

  if (note == NULL || note->text != NULL || *used >= length || text[*used] != ':')
    return NULL;
  (*used)++;
  note->text = g_string_new (NULL);
  return note->text;
}

/*
 * bs_markdown_notes_match:
 * @text: (array length=length): text that starts with a bracket
 * @number: (out): the footnote's number
 *
 * Returns: the length of the footnote reference at the start of @text, or 0
 */
gsize
bs_markdown_notes_match (BsMarkdownNotes *self, const char *text, gsize length, guint *number)
{
  gsize used = 0;
  g_autofree char *label = read_label (text, length, &used);
  Note *note = label == NULL ? NULL : g_hash_table_lookup (self->notes, label);

  if (note == NULL)
    return 0;
  if (note->number == 0)
    {
      g_ptr_array_add (self->order, note);
      note->number = self->order->len;
    }
  *number = note->number;
  return used;
}

/*
 * bs_markdown_notes_get:
 * @number: a footnote's number
 *
 * Returns: (transfer none) (nullable): its text; %NULL if it is not defined
 */
GString *
bs_markdown_notes_get (BsMarkdownNotes *self, guint number)
{
  g_return_val_if_fail (number > 0 && number <= self->order->len, NULL);

  return ((Note *) g_ptr_array_index (self->order, number - 1))->text;
}

guint
bs_markdown_notes_count (const BsMarkdownNotes *self)
{
  return self->order->len;
}
