/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/search/search-note.h"

#include <glib/gi18n-lib.h>

/* The longest part that is quoted, in characters. */
#define MAX_CHARACTERS 40

/**
 * bs_search_note_new:
 * @kind: the problem
 * @text: (array length=length): the part of the query, valid UTF-8
 * @length: of @text, in bytes
 *
 * Returns: (transfer full): a note
 */
BsSearchNote *
bs_search_note_new (BsSearchNoteKind kind, const char *text, gsize length)
{
  BsSearchNote *self = g_new0 (BsSearchNote, 1);

  self->kind = kind;
  self->text = g_strndup (text, length);
  return self;
}

/**
 * bs_search_note_free:
 * @self: (transfer full): a note
 */
void
bs_search_note_free (BsSearchNote *self)
{
  g_free (self->text);
  g_free (self);
}

/**
 * bs_search_note_is_dropped:
 * @self: a note
 *
 * Returns: whether the part has no effect, so that more articles are found than requested
 */
gboolean
bs_search_note_is_dropped (const BsSearchNote *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->kind != BS_SEARCH_NOTE_NO_FIELD;
}

/**
 * bs_search_note_describe:
 * @self: a note
 *
 * Returns: (transfer full): a sentence for the user
 */
char *
bs_search_note_describe (const BsSearchNote *self)
{
  g_autofree char *shown = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  shown = g_utf8_strlen (self->text, -1) > MAX_CHARACTERS ? g_utf8_substring (self->text, 0, MAX_CHARACTERS) :
                                                            g_strdup (self->text);
  switch (self->kind)
    {
    case BS_SEARCH_NOTE_NO_FIELD:
      return g_strdup_printf (_ ("“%s:” is not a field; searched as a word"), shown);
    case BS_SEARCH_NOTE_NO_VALUE:
      return g_strdup_printf (_ ("“%s:” has no value; write the value right after the colon"), shown);
    case BS_SEARCH_NOTE_NOT_A_DATE:
      return g_strdup_printf (_ ("“%s” is not a date; write 2024, 2024-06, 2024-06-30, yesterday or 7d"), shown);
    case BS_SEARCH_NOTE_NO_STATE:
      return g_strdup_printf (
          _ ("“%s” is not a state; write unread, read, starred, draft, broken or undated after “is:”"), shown);
    case BS_SEARCH_NOTE_NO_FEATURE:
      return g_strdup_printf (_ ("“%s” cannot be searched with “has:”; write image, math, code, video or note"), shown);
    case BS_SEARCH_NOTE_NO_LANGUAGE:
      return g_strdup_printf (_ ("“%s” is not a language code; write zh, ja or en after “lang:”"), shown);
    case BS_SEARCH_NOTE_NO_PROBLEM:
      return g_strdup_printf (_ ("“%s” is not a kind of problem"), shown);
    case BS_SEARCH_NOTE_NONE:
    case BS_SEARCH_NOTE_TOO_LONG:
    default:
      return g_strdup (_ ("The search is too long; its end was left out"));
    }
}
