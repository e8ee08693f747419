/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/text/cursor.h"
#include "model/format/front-matter/json-scan.h"
#include "model/format/front-matter/value.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  gboolean is_map;
  gboolean has_colon; /* after a key's colon */
  guint line;
  guint column;
  guint place;     /* index of its own place in the scan */
  gsize key_start; /* of the last key */
  gsize key_end;
  GHashTable
      *keys; /* (nullable) (element-type utf8 guint): a map's keys as written, to the index of their value's place */
} Level;

typedef struct
{
  BsCursor at;
  const char *text;
  BsJsonScan *scan;
  GPtrArray *problems;
  Level levels[BS_VALUE_MAX_DEPTH];
  guint depth;
  guint n_duplicates;
  const char *copied; /* the text up to here has been copied for the parser */
} Walk;

static BsProblem *
fail_at (guint line, guint column, const char *reason)
{
  return bs_problem_new (BS_PROBLEM_RECOVERED, line, column, reason);
}

static BsProblem *
fail (Walk *self, const char *reason)
{
  guint line;
  guint column;

  bs_cursor_locate (&self->at, &line, &column);

  return fail_at (line, column, reason);
}

/* Replaces the text up to the cursor in the parser's copy. */
static void
replace (Walk *self, const char *from, const char *with)
{
  g_string_append_len (self->scan->text, self->copied, from - self->copied);
  g_string_append (self->scan->text, with);
  self->copied = self->at.p;
}

/* The code unit after `\u`, or 0x110000. */
static gunichar
read_code (BsCursor *at)
{
  gunichar c = 0;

  if (at->end - at->p < 6 || at->p[0] != '\\' || at->p[1] != 'u')
    return 0x110000;
  for (int i = 2; i < 6; i++)
    {
      if (!g_ascii_isxdigit (at->p[i]))
        return 0x110000;
      c = c * 16 + g_ascii_xdigit_value (at->p[i]);
    }
  at->p += 6;

  return c;
}

/* RFC 8259, 7. The parser accepts more, and leaks memory for some of it. */
static gboolean
skip_escape (BsCursor *at)
{
  const char *start = at->p;
  gunichar c;

  if (at->end - at->p >= 2 && at->p[1] != '\0' && strchr ("\"\\/bfnrt", at->p[1]) != NULL)
    {
      at->p += 2;
      return TRUE;
    }

  c = read_code (at);
  if (c >= 0xd800 && c <= 0xdbff)
    {
      c = read_code (at);
      c = c >= 0xdc00 && c <= 0xdfff ? 0x10000 : 0x110000;
    }
  /* C strings end at a NUL. */
  if (c != 0 && g_unichar_validate (c))
    return TRUE;
  at->p = start;

  return FALSE;
}

static BsProblem *
skip_string (Walk *self)
{
  BsCursor *at = &self->at;
  guint line;
  guint column;

  bs_cursor_locate (at, &line, &column);
  at->p++;
  while (at->p < at->end)
    {
      if (bs_cursor_skip (at, '"'))
        return NULL;
      if (*at->p == '\\')
        {
          if (!skip_escape (at))
            return fail (self, _ ("a backslash stands before something that it has no meaning with. Write two "
                                  "backslashes"));
        }
      else if (!bs_cursor_skip_newline (at))
        {
          at->p++;
        }
    }

  return fail_at (line, column, _ ("a text opens here with a quote and is never closed"));
}

static BsProblem *
skip_comment (Walk *self)
{
  BsCursor *at = &self->at;
  guint line;
  guint column;

  bs_cursor_locate (at, &line, &column);
  at->p += 2;
  while (at->p < at->end)
    {
      if (bs_cursor_skip_newline (at))
        continue;
      if (*at->p++ == '*' && bs_cursor_skip (at, '/'))
        return NULL;
    }

  return fail_at (line, column, _ ("a comment opens here and is never closed"));
}

static gboolean
is_at_comment (const BsCursor *at)
{
  return at->end - at->p >= 2 && at->p[0] == '/' && at->p[1] == '*';
}

static Level *
innermost (Walk *self)
{
  return self->depth > 0 ? &self->levels[self->depth - 1] : NULL;
}

static gboolean
is_value (Walk *self)
{
  const Level *level = innermost (self);

  return level != NULL && (!level->is_map || level->has_colon);
}

/* Records the position of a value from @start to the cursor. A bracket's end is recorded when it closes. */
static void
note_place (Walk *self, guint line, guint column, const char *start, gboolean is_word)
{
  Level *level = innermost (self);
  BsJsonPlace place = { .line = line, .column = column, .start = start - self->text, .end = self->at.p - self->text };

  if (is_word)
    {
      place.word = start;
      place.word_length = self->at.p - start;
    }
  if (level != NULL && level->is_map)
    {
      place.key_start = level->key_start;
      place.key_end = level->key_end;
    }
  if (level != NULL)
    level->has_colon = FALSE;
  place.folded = self->at.line > line;
  g_array_append_val (self->scan->places, place);
}

static void
take_key (Walk *self, const char *start, guint line, guint column)
{
  Level *level = innermost (self);
  g_autofree char *key = NULL;
  g_autofree char *name = NULL;
  gpointer first;

  if (level == NULL)
    return;

  key = g_strndup (start + 1, self->at.p - start - 2);
  level->key_start = start - self->text;
  level->key_end = self->at.p - self->text;
  if (level->keys == NULL)
    level->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!g_hash_table_lookup_extended (level->keys, key, NULL, &first))
    {
      g_hash_table_insert (level->keys, g_steal_pointer (&key), GUINT_TO_POINTER (self->scan->places->len));
      return;
    }
  if (GPOINTER_TO_UINT (first) < self->scan->places->len)
    g_array_index (self->scan->places, BsJsonPlace, GPOINTER_TO_UINT (first)).is_repeated = TRUE;

  bs_problems_add (self->problems, BS_PROBLEM_DUPLICATE_KEY, line, column, key);
  name = g_strdup_printf ("\"" BS_JSON_DUPLICATE "%u:%s\"", self->n_duplicates++, key);
  replace (self, start, name);
}

/* Scans everything inside a bracket. */
static BsProblem *
skip_nested (Walk *self, guint line, guint column)
{
  gsize open = 0;

  do
    {
      BsProblem *failure = NULL;

      if (self->at.p == self->at.end)
        return fail_at (line, column, _ ("a bracket opens here and is never closed"));

      if (bs_cursor_skip_newline (&self->at))
        continue;
      if (*self->at.p == '"')
        {
          failure = skip_string (self);
        }
      else if (is_at_comment (&self->at))
        {
          failure = skip_comment (self);
        }
      else
        {
          if (*self->at.p == '[' || *self->at.p == '{')
            open++;
          else if (*self->at.p == ']' || *self->at.p == '}')
            open--;
          self->at.p++;
        }
      if (failure != NULL)
        return failure;
    }
  while (open > 0);

  return NULL;
}

static BsProblem *
open_level (Walk *self)
{
  const char *start = self->at.p;
  Level *level;
  guint line;
  guint column;

  bs_cursor_locate (&self->at, &line, &column);
  note_place (self, line, column, start, FALSE);
  if (self->depth == BS_VALUE_MAX_DEPTH)
    {
      BsProblem *failure = skip_nested (self, line, column);

      if (failure != NULL)
        return failure;
      bs_problems_add (self->problems, BS_PROBLEM_TOO_DEEP, line, column, NULL);
      replace (self, start, "null");
      /* Line ends are kept, because the parser counts lines. */
      for (guint i = line; i < self->at.line; i++)
        g_string_append_c (self->scan->text, '\n');
      return NULL;
    }

  level = &self->levels[self->depth++];
  level->place = self->scan->places->len - 1;
  level->is_map = *start == '{';
  level->has_colon = FALSE;
  level->line = line;
  level->column = column;
  level->keys = NULL;
  self->at.p++;

  return NULL;
}

static BsProblem *
close_level (Walk *self)
{
  Level *level = innermost (self);

  if (level == NULL)
    return fail (self, _ ("a bracket closes here that was never opened"));
  if (level->is_map != (*self->at.p == '}'))
    return fail (self, level->is_map ? _ ("a square bracket stands where a brace should close") :
                                       _ ("a brace stands where a square bracket should close"));

  g_clear_pointer (&level->keys, g_hash_table_unref);
  self->depth--;
  self->at.p++;
  g_array_index (self->scan->places, BsJsonPlace, level->place).end = self->at.p - self->text;

  return NULL;
}

static BsProblem *
read_string (Walk *self)
{
  const char *start = self->at.p;
  BsProblem *failure;
  guint line;
  guint column;

  bs_cursor_locate (&self->at, &line, &column);
  failure = skip_string (self);
  if (failure != NULL)
    return failure;

  if (is_value (self))
    note_place (self, line, column, start, FALSE);
  else
    take_key (self, start, line, column);

  return NULL;
}

static gsize
count_digits (const char *p, const char *end)
{
  gsize n = 0;

  while (p + n < end && g_ascii_isdigit (p[n]))
    n++;

  return n;
}

/* RFC 8259, 6. */
static gboolean
is_number (const char *p, const char *end)
{
  gsize n;

  if (p < end && *p == '-')
    p++;
  n = count_digits (p, end);
  if (n == 0 || (n > 1 && *p == '0'))
    return FALSE;
  p += n;

  if (p < end && *p == '.')
    {
      n = count_digits (++p, end);
      if (n == 0)
        return FALSE;
      p += n;
    }
  if (p < end && (*p == 'e' || *p == 'E'))
    {
      p++;
      if (p < end && (*p == '+' || *p == '-'))
        p++;
      n = count_digits (p, end);
      if (n == 0)
        return FALSE;
      p += n;
    }

  return p == end;
}

static BsProblem *
read_word (Walk *self)
{
  const char *start = self->at.p;
  const char *p = start;
  gsize length;

  while (p < self->at.end && strchr (" \t\r\n,:[]{}\"/", *p) == NULL)
    p++;
  length = p - start;

  if (is_number (start, p) || (length == 4 && memcmp (start, "true", 4) == 0) ||
      (length == 5 && memcmp (start, "false", 5) == 0) || (length == 4 && memcmp (start, "null", 4) == 0))
    {
      guint line;
      guint column;

      bs_cursor_locate (&self->at, &line, &column);
      self->at.p = p;
      if (is_value (self))
        note_place (self, line, column, start, TRUE);
      return NULL;
    }

  return fail (self, _ ("something stands here that is not JSON. Keys and text must stand in double quotes"));
}

static BsProblem *
walk (Walk *self)
{
  gboolean ended = FALSE;

  while (self->at.p < self->at.end)
    {
      Level *level = innermost (self);
      BsProblem *failure = NULL;

      bs_cursor_skip_blanks (&self->at);
      if (bs_cursor_skip_newline (&self->at) || self->at.p == self->at.end)
        continue;
      if (ended && !is_at_comment (&self->at))
        return fail (self, _ ("the text goes on behind the end of the JSON"));

      switch (*self->at.p)
        {
        case '{':
        case '[':
          failure = open_level (self);
          break;
        case '}':
        case ']':
          failure = close_level (self);
          ended = self->depth == 0;
          break;
        case '"':
          failure = read_string (self);
          break;
        case ':':
        case ',':
          if (level != NULL)
            level->has_colon = *self->at.p == ':';
          self->at.p++;
          break;
        default:
          failure = is_at_comment (&self->at) ? skip_comment (self) : read_word (self);
          break;
        }
      if (failure != NULL)
        return failure;
    }

  if (self->depth > 0)
    return fail_at (self->levels[self->depth - 1].line, self->levels[self->depth - 1].column,
                    _ ("a bracket opens here and is never closed"));

  return NULL;
}

/**
 * bs_json_scan_run:
 * @self: (out caller-allocates): the scan; clear it with bs_json_scan_clear()
 * @text: (array length=length): a JSON text, which must outlive @self
 * @length: its length in bytes
 * @first_line: the line of the file where it starts, from 1
 * @problems: (nullable) (element-type BsProblem): receives the problems that do not prevent reading
 *
 * Scans a text before json-glib, which recurses without a limit, merges duplicate keys silently, does not keep the text
 * of numbers or any positions, and accepts invalid strings and numbers. The scan has a stack of its own. It leaves
 * checks of commas and colons to the parser.
 *
 * Returns: (transfer full) (nullable): what is wrong with the text
 */
BsProblem *
bs_json_scan_run (BsJsonScan *self, const char *text, gsize length, guint first_line, GPtrArray *problems)
{
  g_autofree Walk *state = g_new0 (Walk, 1);
  BsProblem *failure;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (text != NULL || length == 0, NULL);

  self->text = g_string_sized_new (length + 1);
  self->places = g_array_new (FALSE, FALSE, sizeof (BsJsonPlace));
  bs_cursor_init (&state->at, text, length, first_line);
  state->text = state->at.p;
  state->scan = self;
  state->problems = problems;
  state->copied = state->at.p;

  failure = walk (state);
  replace (state, state->at.p, "");
  for (guint i = 0; i < state->depth; i++)
    g_clear_pointer (&state->levels[i].keys, g_hash_table_unref);

  return failure;
}

/**
 * bs_json_scan_clear:
 * @self: a scan
 *
 * Frees the contents of a scan.
 */
void
bs_json_scan_clear (BsJsonScan *self)
{
  g_return_if_fail (self != NULL);

  if (self->text != NULL)
    g_string_free (self->text, TRUE);
  g_clear_pointer (&self->places, g_array_unref);
  self->text = NULL;
}
