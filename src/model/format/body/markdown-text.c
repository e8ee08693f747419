/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/body/markdown-text.h"

#include <string.h>

#include "model/format/body/markdown-inline.h"
#include "model/format/body/markdown-line.h"

/*
 * bs_markdown_text_find_line_end:
 *
 * Returns: the end of the line at @position, before its newline
 */
gsize
bs_markdown_text_find_line_end (const BsMarkdownText *self, gsize position)
{
  const char *end = memchr (self->text + position, '\n', self->length - position);

  return end == NULL ? self->length : (gsize) (end - self->text);
}

/* The latest end of the paragraph at @position: before the next blank line. */
static gsize
find_paragraph_end (BsMarkdownText *self, gsize position)
{
  gsize end = MAX (position, self->paragraph_end);

  if (self->paragraph_end > position)
    return self->paragraph_end;
  for (;;)
    {
      gsize next;

      end = bs_markdown_text_find_line_end (self, end);
      if (end >= self->length)
        break;
      next = bs_markdown_text_find_line_end (self, end + 1);
      if (bs_markdown_line_is_blank (self->text + end, next - end))
        break;
      end++;
    }
  self->paragraph_end = end;
  return end;
}

/*
 * bs_markdown_text_copy:
 * @end: where to continue
 *
 * Copies the text up to @end unchanged.
 */
void
bs_markdown_text_copy (BsMarkdownText *self, gsize end)
{
  g_string_append_len (self->out, self->text + self->position, end - self->position);
  self->position = end;
}

/*
 * bs_markdown_text_mark:
 * @end: where to continue
 * @value: (nullable) (transfer full): the value that @kind requires
 *
 * Replaces the text up to @end with a mark.
 */
void
bs_markdown_text_mark (BsMarkdownText *self, gsize end, BsMarkKind kind, char *value, guint number)
{
  if (bs_marks_append (self->marks, self->out, kind, self->text + self->position, end - self->position, value, number))
    self->position = end;
  else
    bs_markdown_text_copy (self, end);
}

static gunichar
get_char_before (const BsMarkdownText *self, gsize from)
{
  const char *before =
      self->out->len > from ? g_utf8_find_prev_char (self->out->str + from, self->out->str + self->out->len) : NULL;

  return before == NULL ? ' ' : g_utf8_get_char (before);
}

/* Matches the parser's definition: non-ASCII symbols are letters (Unicode's general category P). */
static gboolean
is_punctuation (gunichar c)
{
  GUnicodeType type;

  if (c < 0x80)
    return g_ascii_ispunct (c);
  type = g_unichar_type (c);
  return type >= G_UNICODE_CONNECT_PUNCTUATION && type <= G_UNICODE_OPEN_PUNCTUATION;
}

/* Emphasis opens and closes at spaces and punctuation (CommonMark, 6.2), which Chinese, Japanese and Korean do not put
 * there. Next to their characters a run of delimiters is flanked as if by punctuation. */
static void
pass_delimiters (BsMarkdownText *self, gsize start)
{
  char c = self->text[self->position];
  gsize end = self->position;
  gunichar before = get_char_before (self, start);
  gunichar after;
  gboolean letter_before;
  gboolean letter_after;

  while (end < self->length && self->text[end] == c)
    end++;
  if (c == '~' && end - self->position == 1)
    {
      bs_markdown_text_mark (self, end, BS_MARK_LITERAL, NULL, 0);
      return;
    }
  after = end < self->length ? g_utf8_get_char_validated (self->text + end, self->length - end) : ' ';
  if (after >= 0x110000)
    after = ' ';
  if (bs_markdown_is_wide (before) || bs_markdown_is_wide (after))
    {
      letter_before = !g_unichar_isspace (before) && !is_punctuation (before);
      letter_after = !g_unichar_isspace (after) && !is_punctuation (after);
      if (letter_before && is_punctuation (after))
        g_string_append (self->out, BS_MARK_PUNCTUATION);
      bs_markdown_text_copy (self, end);
      if (letter_after && is_punctuation (before))
        g_string_append (self->out, BS_MARK_PUNCTUATION);
      return;
    }
  bs_markdown_text_copy (self, end);
}

/* Copies lines without quotation markers and list indents. */
static char *
get_content (const BsMarkdownText *self, gsize end)
{
  GString *out = g_string_new (NULL);
  gsize position = self->position;

  for (;;)
    {
      gsize line_end = MIN (bs_markdown_text_find_line_end (self, position), end);

      g_string_append_len (out, self->text + position, line_end - position);
      if (line_end >= end)
        return g_string_free (out, FALSE);
      g_string_append_c (out, '\n');
      position = line_end + 1;
      self->skip_containers (self, &position, end);
    }
}

/* The source of a formula, in which `{{…}}` are braces and no template. NULL if it contains another template: then the
 * text around it is not a formula. */
static char *
get_formula (const BsMarkdownText *self, gsize end)
{
  g_autofree char *content = get_content (self, end);
  gsize length = strlen (content);
  GString *out;

  for (const char *p = content; (p = memchr (p, BS_MARK_FIRST_BYTE, content + length - p)) != NULL; p++)
    {
      const BsMark *mark = bs_marks_get (self->marks, p, content + length - p);

      if (mark != NULL && mark->kind != BS_MARK_LITERAL &&
          (!g_str_has_prefix (mark->source, "{{") || strchr ("<%", mark->source[2]) != NULL))
        return NULL;
    }
  out = g_string_new (NULL);
  bs_marks_append_source (self->marks, out, content, length);
  return g_string_free (out, FALSE);
}

static gboolean
pass_math (BsMarkdownText *self)
{
  gsize limit = find_paragraph_end (self, self->position);
  const char *text = self->text + self->position;
  g_autofree char *content = NULL;
  gsize end;

  /* Searches for the end first, so that many starts without an end cost nothing. */
  if (text[0] == '\\' && bs_landmarks_find (&self->landmarks,
                                            text[1] == '(' ? "\\)" :
                                            text[1] == '[' ? "\\]" :
                                                             "\\end{",
                                            self->position + 2) >= limit)
    return FALSE;
  if (text[0] == '$' && text[1] == '$' && bs_landmarks_find (&self->landmarks, "$$", self->position + 2) >= limit)
    return FALSE;
  end = bs_markdown_match_math (self->text, self->position, limit);
  if (end == 0)
    return FALSE;
  content = get_formula (self, end);
  if (content == NULL || !bs_marks_append (self->marks, self->out, BS_MARK_LITERAL, content, strlen (content), NULL, 0))
    return FALSE;
  self->position = end;
  return TRUE;
}

/* `\\(…\\)`, for generators that remove one backslash before MathJax sees the formula. */
static gboolean
pass_escaped_math (BsMarkdownText *self)
{
  const char *text = self->text + self->position;
  gsize limit = find_paragraph_end (self, self->position);
  gsize end = bs_landmarks_find (&self->landmarks, text[2] == '(' ? "\\\\)" : "\\\\]", self->position + 3);
  g_autofree char *content = NULL;
  g_autofree char *escaped = NULL;

  if (end >= limit || self->in_quote || memchr (text, '`', end - self->position) != NULL ||
      bs_marks_are_in (text, end - self->position))
    return FALSE;
  content = g_strndup (text + 1, end + 3 - self->position - 1);
  memmove (content + strlen (content) - 3, content + strlen (content) - 2, 3);
  escaped = g_markup_escape_text (content, -1);
  bs_markdown_text_mark (self, end + 3, BS_MARK_HTML, g_steal_pointer (&escaped), 0);
  return TRUE;
}

static gboolean
pass_address (BsMarkdownText *self, gsize start)
{
  g_autofree char *link = NULL;
  gsize begin;
  gsize end = bs_markdown_match_address (self->text, self->length, self->position, &begin, &link);
  gsize back;

  if (end == 0 || begin < start)
    return FALSE;
  back = self->position - begin;
  if (back > self->out->len || memcmp (self->out->str + self->out->len - back, self->text + begin, back) != 0)
    return FALSE;
  g_string_truncate (self->out, self->out->len - back);
  self->position = begin;
  bs_markdown_text_mark (self, end, BS_MARK_ADDRESS, g_steal_pointer (&link), 0);
  return TRUE;
}

/* A comment that contains two hyphens, which the parser (CommonMark 0.30) rejects. */
static gboolean
pass_comment (BsMarkdownText *self)
{
  const char *text = self->text + self->position;
  gsize left = self->length - self->position;
  gsize end;

  if (left < 5 || memcmp (text, "<!--", 4) != 0)
    return FALSE;
  if (text[4] == '>' || (left > 5 && text[4] == '-' && text[5] == '>'))
    {
      bs_markdown_text_mark (self, self->position + (text[4] == '>' ? 5 : 6), BS_MARK_HTML, g_strdup ("<!---->"), 0);
      return TRUE;
    }
  end = bs_landmarks_find (&self->landmarks, "-->", self->position + 4);
  if (end == G_MAXSIZE || end > find_paragraph_end (self, self->position) || self->in_quote)
    return FALSE;
  if (memmem (text + 4, end - self->position - 4, "--", 2) == NULL && self->text[end - 1] != '-')
    return FALSE;
  bs_markdown_text_mark (self, end + 3, BS_MARK_HTML, g_strdup (""), 0);
  return TRUE;
}

static gboolean
pass_attributes (BsMarkdownText *self, gsize start)
{
  g_autofree char *id = NULL;
  gsize end;

  if (self->position == start || self->text[self->position + 1] != ':' ||
      strchr ("*_`)]>~", self->text[self->position - 1]) == NULL)
    return FALSE;
  end = bs_markdown_match_attributes (self->text, self->length, self->position, FALSE, &id);
  if (end == 0)
    return FALSE;
  bs_markdown_text_mark (self, end, BS_MARK_HTML, g_strdup (""), 0);
  return TRUE;
}

static gboolean
pass_bracket (BsMarkdownText *self)
{
  g_autofree char *html = NULL;
  gsize left = self->length - self->position;
  const char *text = self->text + self->position;
  gsize used;
  guint number;

  if (*text == '!')
    {
      used =
          left > 4 && text[1] == '[' ? bs_markdown_match_picture (self->text, self->length, self->position, &html) : 0;
      if (used == 0)
        return FALSE;
      bs_markdown_text_mark (self, used, BS_MARK_HTML, g_steal_pointer (&html), 0);
      return TRUE;
    }
  if (self->notes == NULL || left < 4 || text[1] != '^')
    return FALSE;
  used = bs_markdown_notes_match (self->notes, text, left, &number);
  if (used == 0)
    return FALSE;
  bs_markdown_text_mark (self, self->position + used, BS_MARK_NOTE, NULL, number);
  return TRUE;
}

/*
 * bs_markdown_text_pass:
 * @start: the start of its content
 * @end: the end of the line
 *
 * Handles running text up to the end of its line, or of the line on which a formula ends.
 */
void
bs_markdown_text_pass (BsMarkdownText *self, gsize start, gsize end)
{
  static const char significant[256] = {
    ['$'] = 1, ['\\'] = 1, ['~'] = 1, ['*'] = 1, ['_'] = 1, [':'] = 1, ['@'] = 1,
    ['w'] = 1, ['W'] = 1,  ['['] = 1, ['!'] = 1, ['<'] = 1, ['{'] = 1,
  };

  while (self->position < end)
    {
      gsize plain = self->position;
      char c;
      gboolean passed = FALSE;

      while (plain < end && !significant[(guchar) self->text[plain]])
        plain++;
      bs_markdown_text_copy (self, plain);
      if (plain >= end)
        break;
      c = self->text[plain];
      switch (c)
        {
        case '$':
          passed = pass_math (self);
          break;
        case '\\':
          if (plain + 1 < end && strchr ("([b", self->text[plain + 1]) != NULL)
            passed = pass_math (self);
          else if (plain + 2 < end && self->text[plain + 1] == '\\' && strchr ("([", self->text[plain + 2]) != NULL)
            passed = pass_escaped_math (self);
          if (!passed && plain + 1 < end && g_ascii_ispunct (self->text[plain + 1]))
            {
              bs_markdown_text_copy (self, plain + 2);
              passed = TRUE;
            }
          break;
        case '~':
        case '*':
        case '_':
          pass_delimiters (self, start);
          passed = TRUE;
          break;
        case ':':
        case '@':
        case 'w':
        case 'W':
          passed = pass_address (self, start);
          break;
        case '[':
        case '!':
          passed = pass_bracket (self);
          break;
        case '<':
          passed = pass_comment (self);
          break;
        case '{':
        default:
          passed = plain + 1 < end && pass_attributes (self, start);
          break;
        }
      if (!passed)
        bs_markdown_text_copy (self, plain + 1);
      if (self->position > end)
        end = bs_markdown_text_find_line_end (self, self->position);
    }
}
