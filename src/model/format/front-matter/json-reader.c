/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/front-matter/json-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/format/text/cursor.h"
#include "model/format/text/encoding.h"

/* The tokens that may follow. */
typedef enum
{
  EXPECT_FIRST, /* an item of a list, a key of a map, or the end of either */
  EXPECT_NEXT,  /* an item or a key, after a comma */
  EXPECT_COLON,
  EXPECT_VALUE, /* after a colon, or at the start of the text */
  EXPECT_COMMA, /* or the end of a list or map */
  EXPECT_END,   /* of the text */
} Expected;

typedef struct
{
  BsValue *value;
  guint line;
  guint column;
} Level;

typedef struct
{
  BsCursor at;
  const char *text;
  guint first_line;
  gboolean with_places;
  GPtrArray *problems;
  BsProblem *failure;
  Expected expected;
  const char *last; /* the last byte of the previous token */
  BsValue *root;
  Level levels[BS_VALUE_MAX_DEPTH];
  guint depth;

  /* The key of the next value. */
  char *key;
  const char *key_start;
  const char *key_end;
  guint key_line;
  guint key_column;
} Reader;

static gboolean
fail_at (Reader *self, guint line, guint column, const char *reason)
{
  self->failure = bs_problem_new (BS_PROBLEM_RECOVERED, line, column, reason);
  return FALSE;
}

static gboolean
fail (Reader *self, const char *reason)
{
  guint line;
  guint column;

  bs_cursor_locate (&self->at, &line, &column);
  return fail_at (self, line, column, reason);
}

static gboolean
fail_at_last (Reader *self, const char *reason)
{
  guint line;
  guint column;

  bs_text_locate (self->text, self->last, &line, &column);
  return fail_at (self, self->first_line + line - 1, column, reason);
}

static const char *
get_stray_reason (void)
{
  return _ ("This is not valid JSON. Put keys and text in double quotes.");
}

/* Describes an unexpected token. */
static gboolean
fail_unexpected (Reader *self)
{
  if (self->expected == EXPECT_COLON)
    return fail_at_last (self, _ ("A colon is missing after a key. Add one."));
  if (self->expected == EXPECT_COMMA)
    return fail_at_last (self, _ ("A comma is missing between two values. Add one."));
  return fail (self, get_stray_reason ());
}

static Level *
innermost (Reader *self)
{
  return self->depth > 0 ? &self->levels[self->depth - 1] : NULL;
}

static gboolean
is_key_expected (Reader *self)
{
  return (self->expected == EXPECT_FIRST || self->expected == EXPECT_NEXT) &&
         innermost (self)->value->kind == BS_VALUE_MAP;
}

/* Adds a value to the list or map that is open. Returns: (transfer none): its current position */
static BsValue *
add_value (Reader *self, BsValue *value, const char *start)
{
  Level *level = innermost (self);
  BsValueStyle style = !bs_value_is_scalar (value) ? BS_STYLE_FLOW :
                       value->quoted               ? BS_STYLE_DOUBLE_QUOTED :
                                                     BS_STYLE_PLAIN;
  BsValuePlace *place = NULL;

  if (self->with_places)
    place = bs_value_set_place (value, style, start - self->text, self->at.p - self->text);
  self->expected = level != NULL ? EXPECT_COMMA : EXPECT_END;
  if (level == NULL)
    return self->root = value;
  if (level->value->kind == BS_VALUE_LIST)
    return bs_value_append (level->value, value);

  if (place != NULL)
    {
      place->key_start = self->key_start - self->text;
      place->key_end = self->key_end - self->text;
    }
  if (bs_value_lookup (level->value, self->key) != NULL)
    {
      bs_problems_add (self->problems, BS_PROBLEM_DUPLICATE_KEY, self->key_line, self->key_column, self->key);
      if (place != NULL)
        place->is_repeated = TRUE;
    }
  value->key = g_steal_pointer (&self->key);
  return bs_value_put (level->value, value->key, value);
}

/* The number after a backslash and a u; G_MAXUINT32 if there is none. */
static gunichar
read_code (BsCursor *at)
{
  gunichar c = 0;

  if (at->end - at->p < 6 || at->p[0] != '\\' || at->p[1] != 'u')
    return G_MAXUINT32;
  for (int i = 2; i < 6; i++)
    {
      if (!g_ascii_isxdigit (at->p[i]))
        return G_MAXUINT32;
      c = c * 16 + (gunichar) g_ascii_xdigit_value (at->p[i]);
    }
  at->p += 6;
  return c;
}

/* RFC 8259, 7. A NUL is refused, because it would end a string. */
static gboolean
read_escape (Reader *self, GString *text)
{
  static const char letters[] = "\"\\/bfnrt";
  static const char meanings[] = "\"\\/\b\f\n\r\t";
  BsCursor *at = &self->at;
  const char *start = at->p;
  const char *letter = at->end - at->p >= 2 && at->p[1] != '\0' ? strchr (letters, at->p[1]) : NULL;
  gunichar c;

  if (letter != NULL)
    {
      g_string_append_c (text, meanings[letter - letters]);
      at->p += 2;
      return TRUE;
    }
  c = read_code (at);
  if (c >= 0xd800 && c <= 0xdbff)
    {
      gunichar low = read_code (at);

      c = low >= 0xdc00 && low <= 0xdfff ? 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00) : G_MAXUINT32;
    }
  if (c != 0 && g_unichar_validate (c))
    {
      g_string_append_unichar (text, c);
      return TRUE;
    }
  at->p = start;
  return fail (self, _ ("A backslash has no meaning before this character. Write two backslashes."));
}

/* Returns: (transfer full) (nullable): the text in quotes; NULL without quotes at its end, or with a wrong escape */
static char *
read_string (Reader *self, guint line, guint column)
{
  BsCursor *at = &self->at;
  g_autoptr (GString) text = NULL;
  const char *start = ++at->p;

  while (at->p < at->end && *at->p != '"')
    if (*at->p == '\\')
      {
        if (text == NULL)
          text = g_string_new (NULL);
        g_string_append_len (text, start, at->p - start);
        if (!read_escape (self, text))
          return NULL;
        start = at->p;
      }
    else if (!bs_cursor_skip_newline (at))
      {
        at->p++;
      }
  if (at->p == at->end)
    {
      fail_at (self, line, column,
               _ ("A quotation mark opens here and is never closed. Close it at the end of the text."));
      return NULL;
    }
  at->p++;
  if (text == NULL)
    return g_strndup (start, (gsize) (at->p - 1 - start));
  g_string_append_len (text, start, at->p - 1 - start);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
take_string (Reader *self, guint line, guint column)
{
  const char *start = self->at.p;
  g_autofree char *text = read_string (self, line, column);
  BsValue *value;

  if (text == NULL)
    return FALSE;
  if (is_key_expected (self))
    {
      self->key = g_steal_pointer (&text);
      self->key_start = start;
      self->key_end = self->at.p;
      self->key_line = line;
      self->key_column = column;
      self->expected = EXPECT_COLON;
      return TRUE;
    }
  if (self->expected == EXPECT_COLON || self->expected == EXPECT_COMMA)
    return fail_unexpected (self);
  value = bs_value_new (BS_VALUE_STRING, line, column);
  value->text = g_steal_pointer (&text);
  value->quoted = TRUE;
  value->folded = self->at.line > line;
  add_value (self, value, start);
  return TRUE;
}

static gboolean
is_at_comment (const BsCursor *at)
{
  return at->end - at->p >= 2 && at->p[0] == '/' && at->p[1] == '*';
}

static gboolean
skip_comment (Reader *self, guint line, guint column)
{
  BsCursor *at = &self->at;

  at->p += 2;
  while (at->p < at->end)
    if (!bs_cursor_skip_newline (at) && *at->p++ == '*' && bs_cursor_skip (at, '/'))
      return TRUE;
  return fail_at (self, line, column, _ ("A comment opens here and is never closed. Close it with “*/”."));
}

static gboolean
fail_unclosed (Reader *self, guint line, guint column)
{
  return fail_at (self, line, column, _ ("A bracket opens here and is never closed. Close it after its last value."));
}

/* Skips everything between a bracket and its counterpart. */
static gboolean
skip_nested (Reader *self, guint line, guint column)
{
  BsCursor *at = &self->at;
  gsize open = 0;

  do
    {
      guint inner_line;
      guint inner_column;

      if (at->p == at->end)
        return fail_unclosed (self, line, column);
      if (bs_cursor_skip_newline (at))
        continue;
      if (*at->p == '"')
        {
          g_autofree char *text = NULL;

          bs_cursor_locate (at, &inner_line, &inner_column);
          text = read_string (self, inner_line, inner_column);
          if (text == NULL)
            return FALSE;
        }
      else if (is_at_comment (at))
        {
          bs_cursor_locate (at, &inner_line, &inner_column);
          if (!skip_comment (self, inner_line, inner_column))
            return FALSE;
        }
      else
        {
          if (*at->p == '[' || *at->p == '{')
            open++;
          else if (*at->p == ']' || *at->p == '}')
            open--;
          at->p++;
        }
    }
  while (open > 0);
  return TRUE;
}

static gboolean
open_level (Reader *self, guint line, guint column)
{
  const char *start = self->at.p;
  BsValue *value;

  if (is_key_expected (self) || self->expected == EXPECT_COLON || self->expected == EXPECT_COMMA)
    return fail_unexpected (self);
  if (self->depth == BS_VALUE_MAX_DEPTH)
    {
      add_value (self, bs_value_new_scalar (BS_VALUE_NULL, "null", -1, line, column), start);
      bs_problems_add (self->problems, BS_PROBLEM_TOO_DEEP, line, column, NULL);
      return skip_nested (self, line, column);
    }
  value = bs_value_new (*start == '{' ? BS_VALUE_MAP : BS_VALUE_LIST, line, column);
  self->at.p++;
  value = add_value (self, value, start);
  self->levels[self->depth++] = (Level){ value, line, column };
  self->expected = EXPECT_FIRST;
  return TRUE;
}

static gboolean
close_level (Reader *self)
{
  const Level *level = innermost (self);
  gboolean is_map;

  if (level == NULL)
    return fail (self, _ ("A closing bracket has no opening one. Remove it."));
  is_map = level->value->kind == BS_VALUE_MAP;
  if (is_map != (*self->at.p == '}'))
    return fail (self, is_map ? _ ("A brace is closed by “]”. Write “}” instead.") :
                                _ ("A square bracket is closed by “}”. Write “]” instead."));
  if (self->expected == EXPECT_NEXT)
    return fail_at_last (self, _ ("A comma comes before a closing bracket. Remove it."));
  if (self->expected != EXPECT_FIRST && self->expected != EXPECT_COMMA)
    return fail_unexpected (self);
  self->at.p++;
  if (level->value->place != NULL)
    level->value->place->end = self->at.p - self->text;
  self->depth--;
  self->expected = self->depth > 0 ? EXPECT_COMMA : EXPECT_END;
  return TRUE;
}

static const char *
skip_digits (const char *p, const char *end)
{
  while (p < end && g_ascii_isdigit (*p))
    p++;
  return p;
}

/* RFC 8259, 6. */
static gboolean
is_number (const char *p, const char *end)
{
  const char *start = p += p < end && *p == '-';

  p = skip_digits (p, end);
  if (p == start || (p > start + 1 && *start == '0'))
    return FALSE;
  if (p < end && *p == '.')
    {
      start = ++p;
      p = skip_digits (p, end);
      if (p == start)
        return FALSE;
    }
  if (p < end && (*p == 'e' || *p == 'E'))
    {
      p++;
      p += p < end && (*p == '+' || *p == '-');
      start = p;
      p = skip_digits (p, end);
      if (p == start)
        return FALSE;
    }
  return p == end;
}

static gboolean
is_word (const char *start, const char *end, const char *word)
{
  gsize length = strlen (word);

  return (gsize) (end - start) == length && memcmp (start, word, length) == 0;
}

static gboolean
take_word (Reader *self, guint line, guint column)
{
  const char *start = self->at.p;
  const char *end = start;
  BsValueKind kind;

  while (end < self->at.end && strchr (" \t\r\n,:[]{}\"/", *end) == NULL)
    end++;
  if (is_word (start, end, "null"))
    kind = BS_VALUE_NULL;
  else if (is_word (start, end, "true") || is_word (start, end, "false"))
    kind = BS_VALUE_BOOLEAN;
  else if (is_number (start, end))
    kind = BS_VALUE_NUMBER;
  else
    return fail (self, get_stray_reason ());
  if (is_key_expected (self) || self->expected == EXPECT_COLON || self->expected == EXPECT_COMMA)
    return fail_unexpected (self);
  self->at.p = end;
  add_value (self, bs_value_new_scalar (kind, start, end - start, line, column), start);
  return TRUE;
}

static gboolean
take_comma_or_colon (Reader *self)
{
  gboolean is_colon = *self->at.p == ':';

  if (self->expected != (is_colon ? EXPECT_COLON : EXPECT_COMMA))
    return self->expected == EXPECT_COLON ? fail_unexpected (self) : fail (self, get_stray_reason ());
  self->expected = is_colon ? EXPECT_VALUE : EXPECT_NEXT;
  self->at.p++;
  return TRUE;
}

static gboolean
take_token (Reader *self)
{
  guint line;
  guint column;

  bs_cursor_locate (&self->at, &line, &column);
  if (is_at_comment (&self->at))
    return skip_comment (self, line, column);
  if (self->expected == EXPECT_END)
    return fail (self, _ ("Unexpected text after the end of the JSON. Remove it, or move it to the body."));
  switch (*self->at.p)
    {
    case '{':
    case '[':
      return open_level (self, line, column);
    case '}':
    case ']':
      return close_level (self);
    case '"':
      return take_string (self, line, column);
    case ':':
    case ',':
      return take_comma_or_colon (self);
    default:
      return take_word (self, line, column);
    }
}

/* There is no recursion, because the nesting depth is under the author's control. */
static gboolean
read_text (Reader *self)
{
  BsCursor *at = &self->at;
  gboolean is_comment;

  if (at->end > at->p && !g_utf8_validate_len (at->p, at->end - at->p, NULL))
    return fail (self, get_stray_reason ());
  for (;;)
    {
      bs_cursor_skip_blanks (at);
      if (at->p == at->end)
        break;
      if (bs_cursor_skip_newline (at))
        continue;
      is_comment = is_at_comment (at);
      if (!take_token (self))
        return FALSE;
      if (!is_comment)
        self->last = at->p - 1;
    }
  if (self->depth > 0)
    return fail_unclosed (self, innermost (self)->line, innermost (self)->column);
  if (self->root == NULL || self->root->kind != BS_VALUE_MAP)
    return fail_at (self, self->first_line, 1,
                    _ ("JSON front matter must be one object. Put all keys between one pair of braces."));
  if (at->wide_line != 0)
    bs_problems_add (self->problems, BS_PROBLEM_WIDE_SPACES, at->wide_line, at->wide_column, NULL);
  return TRUE;
}

static BsValue *
read_json (const char *text, gsize length, guint first_line, gboolean with_places, GPtrArray *problems,
           BsProblem **failure)
{
  g_autofree Reader *self = g_new0 (Reader, 1);

  bs_cursor_init (&self->at, text, length, first_line);
  self->text = self->last = self->at.p;
  self->first_line = first_line;
  self->with_places = with_places;
  self->problems = problems;
  self->expected = EXPECT_VALUE;
  if (!read_text (self))
    g_clear_pointer (&self->root, bs_value_free);
  g_free (self->key);
  if (failure != NULL)
    *failure = g_steal_pointer (&self->failure);
  g_clear_pointer (&self->failure, bs_problem_free);
  return self->root;
}

/**
 * bs_json_read:
 * @text: (array length=length): a block of JSON in UTF-8
 * @length: its length in bytes
 * @first_line: the line of the file on which @text starts, from 1
 * @problems: (nullable) (element-type BsProblem): where to add problems that do not prevent reading
 * @failure: (out) (optional) (nullable) (transfer full): why it could not be read
 *
 * Reads a JSON object (RFC 8259), with comments in the form of C. Numbers keep their text. Of equal keys the last one
 * wins, and lists and maps deeper than BS_VALUE_MAX_DEPTH are read as null; both are added to @problems.
 *
 * Returns: (transfer full) (nullable): a map; %NULL with @failure set if @text is not a JSON object
 */
BsValue *
bs_json_read (const char *text, gsize length, guint first_line, GPtrArray *problems, BsProblem **failure)
{
  g_return_val_if_fail (text != NULL || length == 0, NULL);
  g_return_val_if_fail (failure == NULL || *failure == NULL, NULL);

  return read_json (text, length, first_line, FALSE, problems, failure);
}

/**
 * bs_json_read_places:
 * @text: (array length=length): a block of JSON in UTF-8
 * @length: its length in bytes
 * @first_line: the line of the file on which @text starts, from 1
 * @failure: (out) (optional) (nullable) (transfer full): why it could not be read
 *
 * Reads as bs_json_read() does, and also notes the place of each value in @text.
 *
 * Returns: (transfer full) (nullable): a map; %NULL with @failure set if @text is not a JSON object
 */
BsValue *
bs_json_read_places (const char *text, gsize length, guint first_line, BsProblem **failure)
{
  g_return_val_if_fail (text != NULL || length == 0, NULL);
  g_return_val_if_fail (failure == NULL || *failure == NULL, NULL);

  return read_json (text, length, first_line, TRUE, NULL, failure);
}
