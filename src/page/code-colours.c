/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "page/code-colours.h"

#include <string.h>

#include "page/code-program.h"

static void append_part (BsCode *self, const BsCodeLanguage *language, gsize end);

/* A tag and its attributes. */
static void
take_tag (BsCode *self)
{
  const BsCodeLanguage plain = { .letters = "-:.@" };
  gsize end = self->position + 1;

  while (end < self->end && strchr ("/?!", self->text[end]) != NULL)
    end++;
  while (end < self->end && (bs_code_is_letter (&plain, self->text[end])))
    end++;
  bs_code_take (self, BS_CODE_KEYWORD, end);
  while (self->position < self->end)
    {
      char c = self->text[self->position];

      if (c == '>')
        {
          bs_code_take (self, BS_CODE_KEYWORD, self->position + 1);
          return;
        }
      if (c == '<')
        return;
      if ((c == '/' || c == '?') && self->position + 1 < self->end && self->text[self->position + 1] == '>')
        {
          bs_code_take (self, BS_CODE_KEYWORD, self->position + 2);
          return;
        }
      if (c == '=')
        {
          bs_code_take (self, BS_CODE_OPERATOR, self->position + 1);
          self->position = bs_code_skip_blanks (self, self->position);
          if (self->position == self->end)
            return;
          c = self->text[self->position];
          if (c == '"' || c == '\'')
            {
              const char *close = memchr (self->text + self->position + 1, c, self->end - self->position - 1);

              if (close == NULL)
                return;
              bs_code_take (self, BS_CODE_STRING, close - self->text + 1);
            }
          else
            {
              for (end = self->position;
                   end < self->end && !g_ascii_isspace (self->text[end]) && self->text[end] != '>'; end++)
                ;
              bs_code_take (self, BS_CODE_STRING, end);
            }
          continue;
        }
      for (end = self->position; end < self->end && bs_code_is_letter (&plain, self->text[end]); end++)
        ;
      if (end > self->position)
        bs_code_take (self, BS_CODE_TYPE, end);
      else
        self->position++;
    }
}

/* The content of an element in another language, up to its end tag. */
static void
take_content (BsCode *self, const char *close, const BsCodeLanguage *language)
{
  gsize end = self->position;

  while (end < self->end && !bs_code_is_at_caseless (self, end, close))
    {
      const char *next = memchr (self->text + end + 1, '<', self->end - end - 1);

      end = next != NULL ? (gsize) (next - self->text) : self->end;
    }
  append_part (self, language, end);
}

static gboolean
is_element (const BsCode *self, gsize position, const char *name)
{
  gsize end = position + strlen (name);

  return bs_code_is_at_caseless (self, position, name) && (end == self->end || !g_ascii_isalnum (self->text[end]));
}

static void
append_markup (BsCode *self)
{
  while (self->position < self->end)
    {
      const gsize start = self->position;
      const char c = self->text[start];

      if (c == '&')
        {
          gsize end = start + 1;

          while (end < self->end && end - start < 32 && (g_ascii_isalnum (self->text[end]) || self->text[end] == '#'))
            end++;
          if (end < self->end && self->text[end] == ';' && end > start + 1)
            bs_code_take (self, BS_CODE_NUMBER, end + 1);
          else
            self->position++;
        }
      else if (bs_code_is_at (self, start, "<!--"))
        {
          gsize end = bs_code_find (self, start + 4, "-->");

          bs_code_take (self, BS_CODE_COMMENT, MIN (self->end, end + 3));
        }
      else if (bs_code_is_at (self, start, "<![CDATA["))
        {
          gsize end = bs_code_find (self, start, "]]>");

          bs_code_take (self, BS_CODE_STRING, MIN (self->end, end + 3));
        }
      else if (c == '<' && start + 1 < self->end &&
               (g_ascii_isalpha (self->text[start + 1]) || strchr ("/!?", self->text[start + 1]) != NULL))
        {
          take_tag (self);
          if (self->position > start && self->text[self->position - 1] == '>' && self->text[self->position - 2] != '/')
            {
              if (is_element (self, start, "<script"))
                take_content (self, "</script", bs_code_language_find ("js"));
              else if (is_element (self, start, "<style"))
                take_content (self, "</style", bs_code_language_find ("css"));
            }
        }
      else
        {
          self->position++;
        }
    }
}

/* Markup with “<?php … ?>”, or a program alone. */
static void
append_php (BsCode *self, const BsCodeLanguage *language)
{
  const BsCodeLanguage *html = bs_code_language_find ("html");

  if (bs_code_find (self, self->position, "<?") == self->end)
    {
      bs_code_program_append (self, language);
      return;
    }
  while (self->position < self->end)
    {
      gsize end = bs_code_find (self, self->position, "<?");

      append_part (self, html, end);
      if (self->position == self->end)
        return;
      end += 2;
      if (bs_code_is_at_caseless (self, end, "php"))
        end += 3;
      else if (bs_code_is_at (self, end, "="))
        end++;
      bs_code_take (self, BS_CODE_KEYWORD, end);
      end = bs_code_find (self, self->position, "?>");
      append_part (self, language, end);
      if (self->position < self->end)
        bs_code_take (self, BS_CODE_KEYWORD, MIN (self->end, end + 2));
    }
}

/* Whether a brace comes before the end of the statement. */
static gboolean
is_selector (const BsCode *self, gsize position, gsize *known_to, gboolean *known)
{
  if (position < *known_to)
    return *known;
  for (gsize i = position; i < self->end; i++)
    if (self->text[i] == '{' || self->text[i] == '}' || self->text[i] == ';')
      {
        *known_to = i + 1;
        *known = self->text[i] == '{';
        return *known;
      }
  *known_to = self->end;
  *known = FALSE;
  return FALSE;
}

static void
append_style (BsCode *self, const BsCodeLanguage *language)
{
  const BsCodeLanguage names = { .letters = "-" };
  BsCodeProgram program;
  gsize known_to = 0;
  gboolean known = FALSE;
  gboolean in_value = FALSE;

  bs_code_program_init (&program, language);
  while (self->position < self->end)
    {
      const gsize start = self->position;
      const char c = self->text[start];
      gsize end = bs_code_program_match_comment (self, &program);

      if (end > start)
        {
          bs_code_take (self, BS_CODE_COMMENT, end);
        }
      else if (bs_code_program_take_string (self, &program))
        {
          continue;
        }
      else if (c == '@')
        {
          bs_code_take (self, BS_CODE_KEYWORD, bs_code_word_end (self, &names, start + 1));
          in_value = TRUE;
        }
      else if ((c == '.' || c == '#' || c == '%') && !in_value && start + 1 < self->end &&
               bs_code_is_word_start (&names, self->text[start + 1]) && is_selector (self, start, &known_to, &known))
        {
          bs_code_take (self, BS_CODE_FUNCTION, bs_code_word_end (self, &names, start + 1));
        }
      else if (c == '#' && start + 1 < self->end && g_ascii_isxdigit (self->text[start + 1]))
        {
          bs_code_take (self, BS_CODE_NUMBER, bs_code_word_end (self, &names, start + 1));
        }
      else if (c == '!' && bs_code_is_at_caseless (self, start, "!important"))
        {
          bs_code_take (self, BS_CODE_KEYWORD, start + strlen ("!important"));
        }
      else if (g_ascii_isdigit (c) || (c == '-' && start + 1 < self->end && g_ascii_isdigit (self->text[start + 1])))
        {
          end = bs_code_number_end (self, start + (c == '-'));
          if (end < self->end && self->text[end] == '%')
            end++;
          bs_code_take (self, BS_CODE_NUMBER, end);
        }
      else if (bs_code_is_letter (&names, c))
        {
          gsize next;

          end = bs_code_word_end (self, &names, start);
          next = bs_code_skip_blanks (self, end);
          if (end < self->end && self->text[end] == '(')
            bs_code_take (self, BS_CODE_FUNCTION, end);
          else if (!in_value && is_selector (self, start, &known_to, &known))
            bs_code_take (self, BS_CODE_KEYWORD, end);
          else if (!in_value && next < self->end && self->text[next] == ':')
            bs_code_take (self, BS_CODE_TYPE, end);
          else
            bs_code_take (self, BS_CODE_PLAIN, end);
        }
      else
        {
          if (c == ':' && !is_selector (self, start, &known_to, &known))
            in_value = TRUE;
          else if (c == ';' || c == '{' || c == '}')
            in_value = FALSE;
          if (strchr (">+~*=", c) != NULL)
            bs_code_take (self, BS_CODE_OPERATOR, start + 1);
          else
            self->position++;
        }
    }
}

/* A value that is a number, a date or one of the keywords. */
static BsCodeKind
judge_value (const BsCodeProgram *program, const char *text, gsize length)
{
  if (length == 0)
    return BS_CODE_PLAIN;
  if (bs_code_program_look_up (program, text, length) == BS_CODE_KEYWORD)
    return BS_CODE_KEYWORD;
  if (!g_ascii_isdigit (*text) && *text != '-' && *text != '+')
    return BS_CODE_PLAIN;
  for (gsize i = 1; i < length; i++)
    if (!g_ascii_isalnum (text[i]) && strchr ("-+.:_", text[i]) == NULL)
      return BS_CODE_PLAIN;
  return length > 1 || g_ascii_isdigit (*text) ? BS_CODE_NUMBER : BS_CODE_PLAIN;
}

static void
append_value (BsCode *self, BsCodeProgram *program, gsize end)
{
  const BsCodeLanguage values = { .letters = "-+.:/" };
  gsize outer = self->end;

  self->end = end;
  while (self->position < self->end)
    {
      const gsize start = self->position;
      const char c = self->text[start];
      gsize comment = bs_code_program_match_comment (self, program);

      if (comment > start && (start == 0 || g_ascii_isspace (self->text[start - 1])))
        bs_code_take (self, BS_CODE_COMMENT, comment);
      else if (bs_code_program_take_string (self, program))
        continue;
      else if ((c == '&' || c == '*' || c == '!') && start + 1 < end &&
               bs_code_is_letter (&values, self->text[start + 1]))
        bs_code_take (self, BS_CODE_TYPE, bs_code_word_end (self, &values, start + 1));
      else if (bs_code_is_letter (&values, c))
        {
          gsize word = bs_code_word_end (self, &values, start);

          bs_code_take (self, judge_value (program, self->text + start, word - start), word);
        }
      else if (strchr ("|>=:", c) != NULL)
        bs_code_take (self, BS_CODE_OPERATOR, start + 1);
      else
        self->position++;
    }
  self->end = outer;
}

/* The position of the separator of a key in the line, or its end. In YAML it is followed by a space. */
static gsize
find_separator (const BsCode *self, const BsCodeLanguage *language, gsize start, gsize end)
{
  gboolean is_yaml = language->letters[0] == ':';
  char quote = '\0';

  for (gsize i = start; i < end; i++)
    {
      char c = self->text[i];

      if (quote != '\0')
        quote = c == quote ? '\0' : quote;
      else if ((c == '"' || c == '\'') && i == start)
        quote = c;
      else if (is_yaml && strchr ("{[#,", c) != NULL)
        return end;
      else if (strchr (language->letters, c) != NULL &&
               (!is_yaml || i + 1 == end || g_ascii_isspace (self->text[i + 1])))
        return i;
    }
  return end;
}

static void
append_keys (BsCode *self, const BsCodeLanguage *language)
{
  BsCodeProgram program;
  gboolean is_yaml = language->letters[0] == ':';

  bs_code_program_init (&program, language);
  while (self->position < self->end)
    {
      gsize end = bs_code_line_end (self, self->position);
      gsize start = bs_code_skip_blanks (self, self->position);
      gsize comment;

      while (is_yaml && start + 1 < end && self->text[start] == '-' && bs_code_is_blank (self->text[start + 1]))
        {
          self->position = start;
          bs_code_take (self, BS_CODE_OPERATOR, start + 1);
          start = bs_code_skip_blanks (self, start + 1);
        }
      self->position = start;
      if (start < end)
        {
          comment = bs_code_program_match_comment (self, &program);
          if (comment > start)
            {
              bs_code_take (self, BS_CODE_COMMENT, comment);
            }
          else if (!is_yaml && self->text[start] == '[')
            {
              bs_code_take (self, BS_CODE_FUNCTION, end);
            }
          else if (is_yaml && (bs_code_is_at (self, start, "---") || bs_code_is_at (self, start, "...")))
            {
              bs_code_take (self, BS_CODE_OPERATOR, MIN (end, start + 3));
            }
          else
            {
              gsize separator = find_separator (self, language, start, end);

              if (separator < end)
                {
                  bs_code_take (self, BS_CODE_TYPE, separator);
                  bs_code_take (self, BS_CODE_OPERATOR, separator + 1);
                }
              append_value (self, &program, end);
            }
        }
      /* A string of several lines may end later. */
      self->position = MAX (self->position, MIN (end + 1, self->end));
    }
}

static BsCodeKind
judge_diff_line (const BsCode *self, gsize start)
{
  static const char *const heads[] = { "+++", "---",      "diff ",        "index ",  "Index:",     "===",
                                       "***", "new file", "deleted file", "rename ", "similarity " };

  for (gsize i = 0; i < G_N_ELEMENTS (heads); i++)
    if (bs_code_is_at (self, start, heads[i]))
      return BS_CODE_KEYWORD;
  if (bs_code_is_at (self, start, "@@"))
    return BS_CODE_FUNCTION;
  switch (self->text[start])
    {
    case '+':
    case '>':
      return BS_CODE_STRING;
    case '-':
    case '<':
    case '!':
      return BS_CODE_NUMBER;
    case '\\':
      return BS_CODE_COMMENT;
    default:
      return BS_CODE_PLAIN;
    }
}

static void
append_diff (BsCode *self)
{
  while (self->position < self->end)
    {
      gsize end = bs_code_line_end (self, self->position);

      if (end > self->position)
        bs_code_take (self, judge_diff_line (self, self->position), end);
      self->position = MIN (end + 1, self->end);
    }
}

static void
append_session (BsCode *self, const BsCodeLanguage *language)
{
  while (self->position < self->end)
    {
      const gsize start = self->position;
      gsize end = bs_code_line_end (self, start);
      gsize prompt = start;

      /* “$ ”, “# ”, “% ”, “> ”, or the same after “user@host:~” */
      while (prompt < end && prompt - start < 80 && !g_ascii_isspace (self->text[prompt]))
        prompt++;
      if (prompt > start && prompt < end && strchr ("$#%>", self->text[prompt - 1]) != NULL)
        {
          bs_code_take (self, BS_CODE_OPERATOR, prompt);
          while (end < self->end && end > start && self->text[end - 1] == '\\')
            end = bs_code_line_end (self, end + 1);
          append_part (self, bs_code_language_find ("sh"), end);
        }
      self->position = MAX (self->position, MIN (end + 1, self->end));
    }
}

static void
append_make (BsCode *self, const BsCodeLanguage *language)
{
  BsCodeProgram program;
  const BsCodeLanguage *shell = bs_code_language_find ("sh");

  bs_code_program_init (&program, language);
  while (self->position < self->end)
    {
      const gsize start = self->position;
      gsize end = bs_code_line_end (self, start);
      gsize first = bs_code_skip_blanks (self, start);
      gsize word = bs_code_word_end (self, language, first);
      gsize sign;

      self->position = first;
      if (bs_code_is_blank (self->text[start]) && (self->text[start] == '\t' || first - start >= 4))
        {
          append_part (self, shell, end);
        }
      else if (first < end && self->text[first] == '#')
        {
          bs_code_take (self, BS_CODE_COMMENT, end);
        }
      else if (first < end)
        {
          if (bs_code_program_look_up (&program, self->text + first, word - first) == BS_CODE_KEYWORD)
            bs_code_take (self, BS_CODE_KEYWORD, word);
          for (sign = self->position; sign < end && self->text[sign] != ':' && self->text[sign] != '='; sign++)
            ;
          if (sign < end && self->text[sign] == ':' && (sign + 1 == end || self->text[sign + 1] != '='))
            bs_code_take (self, BS_CODE_FUNCTION, sign);
          else if (sign < end)
            bs_code_take (self, BS_CODE_TYPE,
                          sign - (sign > self->position && strchr ("?+", self->text[sign - 1]) != NULL));
          append_part (self, language, end);
        }
      self->position = MAX (self->position, MIN (end + 1, self->end));
    }
}

static void
append_markdown (BsCode *self)
{
  char fence = '\0';

  while (self->position < self->end)
    {
      gsize end = bs_code_line_end (self, self->position);
      gsize first = bs_code_skip_blanks (self, self->position);

      self->position = first;
      if (bs_code_is_at (self, first, "```") || bs_code_is_at (self, first, "~~~"))
        {
          if (fence == '\0' || fence == self->text[first])
            fence = fence == '\0' ? self->text[first] : '\0';
          bs_code_take (self, BS_CODE_STRING, end);
        }
      else if (fence != '\0')
        {
          bs_code_take (self, BS_CODE_STRING, end);
        }
      else if (first < end)
        {
          const char c = self->text[first];

          if (c == '#')
            bs_code_take (self, BS_CODE_KEYWORD, end);
          else if (c == '>')
            bs_code_take (self, BS_CODE_COMMENT, end);
          else if (strchr ("-*+", c) != NULL && first + 1 < end && self->text[first + 1] == ' ')
            bs_code_take (self, BS_CODE_OPERATOR, first + 1);
        }
      self->position = MIN (end + 1, self->end);
    }
}

/* Colours the text up to a place in a language of its own. */
static void
append_part (BsCode *self, const BsCodeLanguage *language, gsize end)
{
  gsize outer = self->end;

  self->end = MAX (end, self->position);
  switch (language->mode)
    {
    case BS_CODE_MODE_MARKUP:
      append_markup (self);
      break;
    case BS_CODE_MODE_STYLE:
      append_style (self, language);
      break;
    case BS_CODE_MODE_PROGRAM:
    case BS_CODE_MODE_KEYS:
    case BS_CODE_MODE_DIFF:
    case BS_CODE_MODE_MAKE:
    case BS_CODE_MODE_SESSION:
    case BS_CODE_MODE_PHP:
    case BS_CODE_MODE_MARKDOWN:
    default:
      bs_code_program_append (self, language);
      break;
    }
  bs_code_write (self, BS_CODE_PLAIN, self->end);
  self->position = self->end;
  self->end = outer;
}

/**
 * bs_code_append:
 * @out: receives the HTML
 * @language: of the code
 * @text: (array length=length): code in UTF-8
 * @length: of @text, in bytes
 *
 * Appends code as HTML, with its comments, strings, numbers, keywords, types, functions and operators in spans. Without
 * the tags, it is @text byte for byte. Time is linear for any input.
 */
void
bs_code_append (GString *out, const BsCodeLanguage *language, const char *text, gsize length)
{
  BsCode self = { .out = out, .text = text, .end = length };

  g_return_if_fail (out != NULL);
  g_return_if_fail (language != NULL);
  g_return_if_fail (text != NULL || length == 0);

  if (length <= BS_CODE_MAX_BYTES)
    switch (language->mode)
      {
      case BS_CODE_MODE_KEYS:
        append_keys (&self, language);
        break;
      case BS_CODE_MODE_DIFF:
        append_diff (&self);
        break;
      case BS_CODE_MODE_MAKE:
        append_make (&self, language);
        break;
      case BS_CODE_MODE_SESSION:
        append_session (&self, language);
        break;
      case BS_CODE_MODE_PHP:
        append_php (&self, language);
        break;
      case BS_CODE_MODE_MARKDOWN:
        append_markdown (&self);
        break;
      case BS_CODE_MODE_PROGRAM:
      case BS_CODE_MODE_MARKUP:
      case BS_CODE_MODE_STYLE:
      default:
        append_part (&self, language, length);
        break;
      }
  bs_code_write (&self, BS_CODE_PLAIN, length);
  if (self.open != BS_CODE_PLAIN)
    g_string_append (out, "</span>");
}
