/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/front-matter/yaml-simple.h"

#include "model/format/text/lines.h"

#include <string.h>

/* libyaml does not accept a longer simple key either. */
#define MAX_KEY_BYTES 128

/* Longer front matter is left to libyaml, and is rare. */
#define MAX_BYTES 65536

typedef struct
{
  BsValue *root;
  BsValue *next; /* after the root: the memory of the next value */
  char *key;     /* (nullable): the key waiting for its value */
  guint key_line;
  guint key_length;
  BsValue *list; /* (nullable): the open list */
  gsize list_indent;
} Reading;

/* Whether the text has no character that YAML treats specially: controls, tabs, multi-byte line breaks, byte order
 * marks. Counts its line breaks, in CRLF twice. */
static gboolean
is_harmless (const char *text, gsize length, guint *n_breaks)
{
  /* Bytes that need a closer look. Continuation bytes do not. */
  static const guint8 is_doubtful[256] = {
    [0x00 ... 0x1f] = 1, [0x7f] = 1, [0xc2] = 1, [0xe2] = 1, [0xef] = 1,
  };

  *n_breaks = 0;
  for (gsize i = 0; i < length; i++)
    {
      guchar c = text[i];

      if (!is_doubtful[c])
        continue;
      if (c == '\n' || c == '\r')
        (*n_breaks)++;
      else if (c < 0x80)
        return FALSE;
      if (c == 0xc2 && i + 1 < length && (guchar) text[i + 1] < 0xa0)
        return FALSE;
      if (c == 0xe2 && i + 2 < length && (guchar) text[i + 1] == 0x80 && ((guchar) text[i + 2] | 1) == 0xa9)
        return FALSE;
      if (c == 0xef && i + 1 < length && ((guchar) text[i + 1] == 0xbb || (guchar) text[i + 1] == 0xbf))
        return FALSE;
    }

  return TRUE;
}

static BsValue *
take_value (Reading *self, BsValueKind kind, guint line, guint column)
{
  BsValue *value = self->next++;

  bs_value_init_part (value, kind, line, column);

  return value;
}

/* The bytes after the text are not needed any more. */
static BsValue *
take_scalar (Reading *self, BsValueKind kind, const char *text, gsize length, guint line, guint column)
{
  BsValue *value = take_value (self, kind, line, column);

  value->text = (char *) text;
  value->text[length] = '\0';

  return value;
}

/* YAML 1.1, 9.1: a scalar on a single line that needs no decoding. */
static BsValue *
read_scalar (Reading *self, const BsLine *line, gsize start)
{
  const char *p = line->text + start;
  gsize end = bs_line_trimmed_length (line);
  gsize length = end - start;
  BsValue *value;

  /* In YAML a wide space is part of a value. */
  if (end < start || bs_white_length (line->text + end, line->text + line->length) > 1)
    return NULL;

  if (*p == '\'' || *p == '"')
    {
      if (length < 2 || memchr (p + 1, *p, length - 1) != p + length - 1 ||
          (*p == '"' && memchr (p, '\\', length) != NULL))
        return NULL;
      value = take_scalar (self, BS_VALUE_STRING, p + 1, length - 2, line->number, start + 1);
      value->quoted = TRUE;
      return value;
    }

  if (strchr ("-?:,[]{}#&*!|>%@`", *p) != NULL)
    return NULL;
  for (const char *q = p; (q = memchr (q, ':', p + length - q)) != NULL; q++)
    {
      if (q + 1 == p + length || q[1] == ' ')
        return NULL;
    }
  for (const char *q = p; (q = memchr (q, '#', p + length - q)) != NULL; q++)
    {
      if (q[-1] == ' ')
        return NULL;
    }

  return take_scalar (self, bs_value_resolve_plain (p, length), p, length, line->number, start + 1);
}

static gboolean
insert (Reading *self, BsValue *value)
{
  if (bs_value_lookup (self->root, self->key) != NULL)
    {
      bs_value_free (value);
      return FALSE;
    }
  value->key = self->key;
  bs_value_insert (self->root, self->key, value);
  self->key = NULL;

  return TRUE;
}

/* A key without a value is null, positioned after its colon. */
static gboolean
finish_key (Reading *self)
{
  self->list = NULL;

  return self->key == NULL || insert (self, take_value (self, BS_VALUE_NULL, self->key_line, self->key_length + 2));
}

static gsize
skip_spaces (const BsLine *line, gsize i)
{
  while (i < line->length && line->text[i] == ' ')
    i++;

  return i;
}

static gboolean
take_item (Reading *self, const BsLine *line, gsize indent)
{
  gsize start = skip_spaces (line, indent + 1);
  BsValue *value;

  if (start == indent + 1 || start == line->length)
    return FALSE;

  if (self->list == NULL)
    {
      BsValue *list;

      if (self->key == NULL)
        return FALSE;
      list = take_value (self, BS_VALUE_LIST, line->number, indent + 1);
      if (!insert (self, list))
        return FALSE;
      self->list = list;
      self->list_indent = indent;
    }
  if (indent != self->list_indent)
    return FALSE;

  value = read_scalar (self, line, start);
  if (value != NULL)
    bs_value_append (self->list, value);

  return value != NULL;
}

static gboolean
take_key (Reading *self, const BsLine *line)
{
  gsize n = 0, start;
  BsValue *value;

  while (n < line->length && n < MAX_KEY_BYTES &&
         (g_ascii_isalnum (line->text[n]) || strchr ("_-.", line->text[n]) != NULL))
    n++;
  if (n == 0 || n == line->length || line->text[n] != ':')
    return FALSE;
  start = skip_spaces (line, n + 1);
  if (start == n + 1 && start < line->length)
    return FALSE;

  if (!finish_key (self))
    return FALSE;
  self->key = (char *) line->text;
  self->key[n] = '\0';
  self->key_length = n;
  self->key_line = line->number;
  if (self->root->line == 0)
    {
      self->root->line = line->number;
      self->root->column = 1;
    }
  if (start == line->length)
    return TRUE;

  value = read_scalar (self, line, start);

  return value != NULL && insert (self, value);
}

/**
 * bs_yaml_simple_read:
 * @text: UTF-8 without NULs
 * @length: its length in bytes
 * @first_line: the line of the file where @text starts
 *
 * Reads the most common front matter, keys with a scalar or a plain list each on its own line, without a parser. It is
 * several times faster, which matters in a library of 100,000 articles. Everything else is left to bs_yaml_read(),
 * which returns the same values for these texts.
 *
 * Returns: (transfer full) (nullable): a map, or %NULL if the text is not that simple
 */
BsValue *
bs_yaml_simple_read (const char *text, gsize length, guint first_line)
{
  g_autoptr (BsValue) root = NULL;
  Reading reading = { NULL };
  guint n_values;
  char *copy;
  BsLines lines;
  BsLine line;

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  if (length == 0 || length > MAX_BYTES || !is_harmless (text, length, &n_values))
    return NULL;

  /* Each line has at most one value. Keys and texts point into a copy. */
  n_values += text[length - 1] != '\n' ? 1 : 0;
  root = bs_value_new_whole (n_values, length + 1);
  reading.root = root;
  reading.next = root + 1;
  copy = memcpy (reading.next + n_values, text, length);
  copy[length] = '\0';

  bs_lines_init (&lines, copy, length, first_line);
  while (bs_lines_next (&lines, &line))
    {
      gsize indent = skip_spaces (&line, 0);

      if (indent == line.length || line.text[indent] == '#')
        continue;
      if (line.text[indent] == '-' ? !take_item (&reading, &line, indent) : indent > 0 || !take_key (&reading, &line))
        return NULL;
    }
  if (root->line == 0 || !finish_key (&reading))
    return NULL;

  return g_steal_pointer (&root);
}
