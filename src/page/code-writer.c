/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "page/code-writer.h"

#include <string.h>

static const char *const classes[] = {
  [BS_CODE_COMMENT] = "bs-comment",   [BS_CODE_STRING] = "bs-string", [BS_CODE_NUMBER] = "bs-number",
  [BS_CODE_KEYWORD] = "bs-keyword",   [BS_CODE_TYPE] = "bs-type",     [BS_CODE_FUNCTION] = "bs-function",
  [BS_CODE_OPERATOR] = "bs-operator",
};

static void
append_escaped (GString *out, const char *text, gsize length)
{
  const char *end = text + length;
  const char *start = text;

  for (; text < end; text++)
    {
      const char *entity = *text == '&' ? "&amp;" : *text == '<' ? "&lt;" : *text == '>' ? "&gt;" : NULL;

      if (entity == NULL)
        continue;
      g_string_append_len (out, start, text - start);
      g_string_append (out, entity);
      start = text + 1;
    }
  g_string_append_len (out, start, text - start);
}

/* Writes everything up to a place, with one kind. This is the only function that writes text, so none is lost. */
void
bs_code_write (BsCode *self, BsCodeKind kind, gsize end)
{
  if (end <= self->done)
    return;
  if (kind != self->open)
    {
      if (self->open != BS_CODE_PLAIN)
        g_string_append (self->out, "</span>");
      if (kind != BS_CODE_PLAIN)
        {
          g_string_append (self->out, "<span class=\"");
          g_string_append (self->out, classes[kind]);
          g_string_append (self->out, "\">");
        }
      self->open = kind;
    }
  append_escaped (self->out, self->text + self->done, end - self->done);
  self->done = end;
}

/* Writes the skipped characters as plain text, and then a token. */
void
bs_code_take (BsCode *self, BsCodeKind kind, gsize end)
{
  bs_code_write (self, BS_CODE_PLAIN, self->position);
  bs_code_write (self, kind, end);
  self->position = end;
}

gboolean
bs_code_is_at (const BsCode *self, gsize position, const char *text)
{
  gsize length = strlen (text);

  return self->end - position >= length && memcmp (self->text + position, text, length) == 0;
}

gboolean
bs_code_is_at_caseless (const BsCode *self, gsize position, const char *text)
{
  gsize length = strlen (text);

  return self->end - position >= length && g_ascii_strncasecmp (self->text + position, text, length) == 0;
}

/* The first place of a text, or the end. */
gsize
bs_code_find (const BsCode *self, gsize start, const char *text)
{
  gsize length = strlen (text);
  const char *found = memmem (self->text + start, self->end - start, text, length);

  return found != NULL ? (gsize) (found - self->text) : self->end;
}

gsize
bs_code_line_end (const BsCode *self, gsize start)
{
  const char *found = memchr (self->text + start, '\n', self->end - start);

  return found != NULL ? (gsize) (found - self->text) : self->end;
}

gboolean
bs_code_is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\r';
}

gboolean
bs_code_is_line_start (const BsCode *self, gsize position)
{
  while (position > 0 && bs_code_is_blank (self->text[position - 1]))
    position--;
  return position == 0 || self->text[position - 1] == '\n';
}

gsize
bs_code_skip_blanks (const BsCode *self, gsize position)
{
  while (position < self->end && bs_code_is_blank (self->text[position]))
    position++;
  return position;
}

gboolean
bs_code_is_word_start (const BsCodeLanguage *language, char c)
{
  return g_ascii_isalpha (c) || c == '_' || (guchar) c >= 0x80 ||
         (c != '\0' && language->letters != NULL && strchr ("-.:'=", c) == NULL &&
          strchr (language->letters, c) != NULL);
}

gboolean
bs_code_is_letter (const BsCodeLanguage *language, char c)
{
  return g_ascii_isalnum (c) || c == '_' || (guchar) c >= 0x80 ||
         (c != '\0' && language->letters != NULL && strchr (language->letters, c) != NULL);
}

gsize
bs_code_word_end (const BsCode *self, const BsCodeLanguage *language, gsize position)
{
  while (position < self->end && bs_code_is_letter (language, self->text[position]))
    position++;
  return position;
}

gsize
bs_code_number_end (const BsCode *self, gsize position)
{
  gsize start = position;

  while (position < self->end)
    {
      char c = self->text[position];
      char before = position > start ? g_ascii_tolower (self->text[position - 1]) : '\0';
      gboolean is_hex = bs_code_is_at_caseless (self, start, "0x");

      if (g_ascii_isalnum (c) || c == '_' ||
          (c == '\'' && position + 1 < self->end && g_ascii_isxdigit (self->text[position + 1]) &&
           g_ascii_isxdigit (before)))
        position++;
      else if (c == '.' && position + 1 < self->end && g_ascii_isdigit (self->text[position + 1]))
        position++;
      else if ((c == '+' || c == '-') && before == (is_hex ? 'p' : 'e') && position + 1 < self->end &&
               g_ascii_isdigit (self->text[position + 1]))
        position++;
      else
        break;
    }
  return position;
}
