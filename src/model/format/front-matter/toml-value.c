/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/front-matter/toml-parser.h"
#include "model/format/front-matter/toml-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gsize
count_run (const BsTomlParser *self, char c)
{
  gsize n = 0;

  while (self->at.p + n < self->at.end && self->at.p[n] == c)
    n++;

  return n;
}

static gboolean
read_escaped_code (BsTomlParser *self, gsize n_digits, GString *out)
{
  gunichar c = 0;

  for (gsize i = 0; i < n_digits; i++)
    {
      if (self->at.p == self->at.end || !g_ascii_isxdigit (*self->at.p))
        return bs_toml_parser_fail (self, _ ("Hexadecimal digits are missing after a backslash. Write two backslashes, "
                                             "or put the text in single quotes."));
      c = c * 16 + g_ascii_xdigit_value (*self->at.p++);
    }

  if (!g_unichar_validate (c))
    return bs_toml_parser_fail (self, _ ("The number after a backslash is not a character. Write two backslashes, or "
                                         "put the text in single quotes."));
  /* C strings end at a NUL. */
  g_string_append_unichar (out, c == 0 ? 0xfffd : c);

  return TRUE;
}

static gboolean
read_escape (BsTomlParser *self, GString *out)
{
  static const char letters[] = "btnfre\"\\";
  static const char meanings[] = "\b\t\n\f\r\033\"\\";
  const char *letter;

  if (self->at.p == self->at.end)
    return bs_toml_parser_fail (
        self, _ ("The text ends after a backslash. Write two backslashes, or put the text in single quotes."));

  letter = strchr (letters, *self->at.p);
  if (*self->at.p != '\0' && letter != NULL)
    {
      g_string_append_c (out, meanings[letter - letters]);
      self->at.p++;
      return TRUE;
    }

  switch (*self->at.p)
    {
    case 'x':
      self->at.p++;
      return read_escaped_code (self, 2, out);
    case 'u':
      self->at.p++;
      return read_escaped_code (self, 4, out);
    case 'U':
      self->at.p++;
      return read_escaped_code (self, 8, out);
    default:
      return bs_toml_parser_fail (self, _ ("A backslash has no meaning before this character. Write two backslashes, "
                                           "or put the text in single quotes."));
    }
}

/* In a string, wide spaces are text. */
static void
skip_narrow_blanks (BsCursor *at)
{
  while (at->p < at->end && (*at->p == ' ' || *at->p == '\t'))
    at->p++;
}

/* A backslash at the end of a line joins it to the next word. */
static gboolean
skip_line_break (BsTomlParser *self)
{
  const char *mark = self->at.p;

  skip_narrow_blanks (&self->at);
  if (!bs_cursor_skip_newline (&self->at))
    {
      self->at.p = mark;
      return FALSE;
    }

  do
    skip_narrow_blanks (&self->at);
  while (bs_cursor_skip_newline (&self->at));

  return TRUE;
}

/* Copies characters without a special meaning, up to a quote, a line break or an escape. */
static void
take_plain (BsTomlParser *self, char quote, GString *out)
{
  const char *from = self->at.p;

  while (self->at.p < self->at.end && *self->at.p != quote && *self->at.p != '\n' && *self->at.p != '\r' &&
         !(quote == '"' && *self->at.p == '\\'))
    self->at.p++;
  g_string_append_len (out, from, self->at.p - from);
}

static gboolean
read_long_string (BsTomlParser *self, char quote, GString *out, gboolean *folded)
{
  guint line;
  guint column;
  guint first_line;

  bs_cursor_locate (&self->at, &line, &column);
  self->at.p += 3;
  first_line = self->at.line;
  bs_cursor_skip_newline (&self->at);

  while (self->at.p < self->at.end)
    {
      take_plain (self, quote, out);
      if (self->at.p == self->at.end)
        break;

      if (*self->at.p == quote)
        {
          gsize n = count_run (self, quote);

          /* Up to two more quotes are part of the text. */
          if (n >= 3)
            {
              n = MIN (n, 5);
              g_string_append_len (out, self->at.p, n - 3);
              self->at.p += n;
              *folded = self->at.line > first_line;
              return TRUE;
            }
          g_string_append_len (out, self->at.p, n);
          self->at.p += n;
        }
      else if (*self->at.p == '\\')
        {
          self->at.p++;
          if (!skip_line_break (self) && !read_escape (self, out))
            return FALSE;
        }
      else
        {
          bs_cursor_skip_newline (&self->at);
          g_string_append_c (out, '\n');
        }
    }

  return bs_toml_parser_fail_at (
      self, line, column,
      _ ("Three quotation marks open here and are never closed. Close them at the end of the text."));
}

static gboolean
read_short_string (BsTomlParser *self, char quote, GString *out)
{
  guint line;
  guint column;

  bs_cursor_locate (&self->at, &line, &column);
  self->at.p++;

  while (self->at.p < self->at.end)
    {
      take_plain (self, quote, out);
      if (self->at.p == self->at.end || *self->at.p == '\n' || *self->at.p == '\r')
        break;

      if (*self->at.p++ == quote)
        return TRUE;
      if (!read_escape (self, out))
        return FALSE;
    }

  return bs_toml_parser_fail_at (
      self, line, column,
      _ ("A quotation mark is not closed on its line. Close it, or use three for text of several lines."));
}

/* TOML 1.0, String: all four kinds. Reads a string whose quote is at the cursor. */
char *
bs_toml_parser_read_string (BsTomlParser *self, gboolean *folded)
{
  GString *out = g_string_new (NULL);
  char quote = *self->at.p;
  gboolean read;

  *folded = FALSE;
  if (count_run (self, quote) >= 3)
    read = read_long_string (self, quote, out, folded);
  else
    read = read_short_string (self, quote, out);

  return g_string_free (out, !read);
}

static gboolean
matches_shape (const char **p, const char *end, const char *shape)
{
  const char *q = *p;

  for (; *shape != '\0'; shape++, q++)
    {
      if (q == end || (*shape == '0' ? !g_ascii_isdigit (*q) : *q != *shape))
        return FALSE;
    }
  *p = q;

  return TRUE;
}

static gboolean
is_time (const char *p, const char *end)
{
  if (!matches_shape (&p, end, "00:00"))
    return FALSE;
  if (matches_shape (&p, end, ":00") && p < end && *p == '.')
    {
      const char *fraction = ++p;

      while (p < end && g_ascii_isdigit (*p))
        p++;
      if (p == fraction)
        return FALSE;
    }

  if (p == end)
    return TRUE;
  if (*p == 'Z' || *p == 'z')
    return p + 1 == end;

  return (*p == '+' || *p == '-') && (p++, matches_shape (&p, end, "00:00")) && p == end;
}

static gboolean
is_date (const char *p, const char *end)
{
  if (!matches_shape (&p, end, "0000-00-00"))
    return is_time (p, end);
  if (p == end)
    return TRUE;

  return (*p == 'T' || *p == 't' || *p == ' ') && is_time (p + 1, end);
}

/**
 * bs_toml_is_date:
 * @text: a text
 *
 * Returns: whether TOML reads it as a date, a time or both if unquoted
 */
gboolean
bs_toml_is_date (const char *text)
{
  g_return_val_if_fail (text != NULL, FALSE);

  return is_date (text, text + strlen (text));
}

/* Digits, with single underscores between them. */
static gboolean
skip_digits (const char **p, const char *end, int base)
{
  const char *q = *p;

  for (; q < end; q++)
    {
      int digit = g_ascii_xdigit_value (*q);

      if (digit >= 0 && digit < base)
        continue;
      if (*q != '_' || q == *p || q[-1] == '_')
        break;
    }
  if (q == *p || q[-1] == '_')
    return FALSE;
  *p = q;

  return TRUE;
}

static gboolean
is_number (const char *p, const char *end)
{
  const char *digits;

  if (end - p > 2 && p[0] == '0' && strchr ("xob", p[1]) != NULL)
    {
      int base = p[1] == 'x' ? 16 : p[1] == 'o' ? 8 : 2;

      p += 2;
      return skip_digits (&p, end, base) && p == end;
    }

  if (p < end && (*p == '+' || *p == '-'))
    p++;
  if (end - p == 3 && (memcmp (p, "inf", 3) == 0 || memcmp (p, "nan", 3) == 0))
    return TRUE;

  digits = p;
  if (!skip_digits (&p, end, 10) || (*digits == '0' && p - digits > 1))
    return FALSE;
  if (p < end && *p == '.' && (p++, !skip_digits (&p, end, 10)))
    return FALSE;
  if (p < end && (*p == 'e' || *p == 'E'))
    {
      p++;
      if (p < end && (*p == '+' || *p == '-'))
        p++;
      if (!skip_digits (&p, end, 10))
        return FALSE;
    }

  return p == end;
}

static BsValue *
read_word (BsTomlParser *self)
{
  const char *start = self->at.p;
  const char *p = start;
  gsize length;
  BsValueKind kind;
  guint line;
  guint column;

  bs_cursor_locate (&self->at, &line, &column);
  while (p < self->at.end && strchr (" \t\r\n,]}#=", *p) == NULL)
    p++;
  /* A single space may separate a date and its time. */
  if (p - start == 10 && start[4] == '-' && self->at.end - p > 3 && *p == ' ' && g_ascii_isdigit (p[1]) && p[3] == ':')
    {
      for (p++; p < self->at.end && strchr (" \t\r\n,]}#=", *p) == NULL; p++)
        ;
    }
  length = p - start;

  if (length == 0)
    {
      bs_toml_parser_fail (self, _ ("A value is missing. Write one after the equals sign."));
      return NULL;
    }

  if ((length == 4 && memcmp (start, "true", 4) == 0) || (length == 5 && memcmp (start, "false", 5) == 0))
    {
      kind = BS_VALUE_BOOLEAN;
    }
  else if (is_number (start, p))
    {
      kind = BS_VALUE_NUMBER;
    }
  else if (is_date (start, p))
    {
      kind = BS_VALUE_STRING;
    }
  else
    {
      g_autofree char *word = g_strndup (start, MIN (length, 60));
      g_autofree char *shown = g_utf8_make_valid (word, -1);
      g_autofree char *reason = g_strdup_printf (_ ("“%s” is not a value. Put text in quotes."), shown);

      bs_toml_parser_fail (self, reason);
      return NULL;
    }
  self->at.p = p;

  return bs_value_new_scalar (kind, start, length, line, column);
}

/* Skips a list or a table without recursion. */
static gboolean
skip_nested (BsTomlParser *self)
{
  gsize open = 0;

  do
    {
      bs_toml_parser_skip_lines (self);
      if (self->at.p == self->at.end)
        return bs_toml_parser_fail (self, _ ("A bracket is never closed. Close it after its last value."));

      if (*self->at.p == '"' || *self->at.p == '\'')
        {
          gboolean folded;
          g_autofree char *text = bs_toml_parser_read_string (self, &folded);

          if (text == NULL)
            return FALSE;
          continue;
        }

      if (*self->at.p == '[' || *self->at.p == '{')
        open++;
      else if (*self->at.p == ']' || *self->at.p == '}')
        open--;
      self->at.p++;
    }
  while (open > 0);

  return TRUE;
}

static gboolean
read_list (BsTomlParser *self, BsValue *list, guint depth)
{
  self->at.p++;
  for (;;)
    {
      BsValue *item;

      bs_toml_parser_skip_lines (self);
      if (bs_cursor_skip (&self->at, ']'))
        return TRUE;

      item = self->at.p < self->at.end ? bs_toml_parser_read_value (self, depth + 1) : NULL;
      if (item != NULL)
        bs_value_append (list, item);
      if (self->failure != NULL)
        return FALSE;

      bs_toml_parser_skip_lines (self);
      if (bs_cursor_skip (&self->at, ','))
        continue;
      if (bs_cursor_skip (&self->at, ']'))
        return TRUE;
      if (self->at.p == self->at.end)
        return bs_toml_parser_fail_at (self, list->line, list->column,
                                       _ ("A list opens here and is never closed. Close it with “]”."));
      return bs_toml_parser_fail (self,
                                  _ ("A comma is missing between the items of a list, or “]” after them. Add it."));
    }
}

static gboolean
read_table (BsTomlParser *self, BsValue *table, guint depth)
{
  self->at.p++;
  for (;;)
    {
      bs_toml_parser_skip_lines (self);
      if (bs_cursor_skip (&self->at, '}'))
        return TRUE;
      if (self->at.p < self->at.end && !bs_toml_parser_read_pair (self, table, depth))
        return FALSE;

      bs_toml_parser_skip_lines (self);
      if (bs_cursor_skip (&self->at, ','))
        continue;
      if (bs_cursor_skip (&self->at, '}'))
        return TRUE;
      if (self->at.p == self->at.end)
        return bs_toml_parser_fail_at (self, table->line, table->column,
                                       _ ("A brace opens here and is never closed. Close it with “}”."));
      return bs_toml_parser_fail (self,
                                  _ ("A comma is missing between the keys of a table, or “}” after them. Add it."));
    }
}

static BsValue *
read_value (BsTomlParser *self, guint depth)
{
  g_autoptr (BsValue) value = NULL;
  guint line;
  guint column;
  gboolean read;

  if (self->at.p == self->at.end)
    {
      bs_toml_parser_fail (self, _ ("A value is missing. Write one after the equals sign."));
      return NULL;
    }

  bs_cursor_locate (&self->at, &line, &column);
  if (*self->at.p == '"' || *self->at.p == '\'')
    {
      gboolean folded;
      char *text = bs_toml_parser_read_string (self, &folded);

      if (text == NULL)
        return NULL;

      value = bs_value_new (BS_VALUE_STRING, line, column);
      value->text = text;
      value->quoted = TRUE;
      value->folded = folded;
      return g_steal_pointer (&value);
    }

  if (*self->at.p != '[' && *self->at.p != '{')
    return read_word (self);

  if (depth > BS_VALUE_MAX_DEPTH)
    {
      bs_toml_parser_tell (self, BS_PROBLEM_TOO_DEEP, NULL);
      skip_nested (self);
      return NULL;
    }

  value = bs_value_new (*self->at.p == '[' ? BS_VALUE_LIST : BS_VALUE_MAP, line, column);
  read = value->kind == BS_VALUE_LIST ? read_list (self, value, depth) : read_table (self, value, depth);

  return read ? g_steal_pointer (&value) : NULL;
}

static BsValueStyle
get_style (const BsValue *value, const char *start, const char *end)
{
  if (!bs_value_is_scalar (value))
    return BS_STYLE_FLOW;
  if (!value->quoted)
    return BS_STYLE_PLAIN;
  if (end - start >= 6 && start[1] == *start && start[2] == *start)
    return BS_STYLE_LONG_QUOTED;

  return *start == '"' ? BS_STYLE_DOUBLE_QUOTED : BS_STYLE_SINGLE_QUOTED;
}

/* Returns NULL if the failure is set, or if the value is too deep and was skipped. */
BsValue *
bs_toml_parser_read_value (BsTomlParser *self, guint depth)
{
  const char *start = self->at.p;
  BsValue *value = read_value (self, depth);

  if (value != NULL && self->text != NULL)
    bs_value_set_place (value, get_style (value, start, self->at.p), start - self->text, self->at.p - self->text);

  return value;
}
