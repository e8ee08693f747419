/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/front-matter/recovery-line.h"

#include <string.h>

/* Longer than any key in use, but short enough not to match prose. */
#define MAX_KEY_BYTES 128
#define MAX_KEY_SPACES 2

static gboolean
is_white (char c)
{
  return c == ' ' || c == '\t';
}

static const char *
skip_white (const char *p, const char *end)
{
  gsize n;

  while ((n = bs_white_length (p, end)) > 0)
    p += n;

  return p;
}

/**
 * bs_recovery_key_is_known:
 * @key: a key; not terminated
 * @length: its length in bytes
 *
 * Returns: whether the key is common in blogs, so that even a single or mistyped line with it is front matter
 */
gboolean
bs_recovery_key_is_known (const char *key, gsize length)
{
  static const char *const known[] = {
    "abbrlink",    "aliases",    "author",
    "authors",     "categories", "category",
    "comments",    "cover",      "created",
    "date",        "desc",       "draft",
    "description", "excerpt",    "headimg",
    "id",          "image",      "img",
    "index_img",   "keywords",   "lang",
    "language",    "lastmod",    "layout",
    "link",        "locale",     "mathjax",
    "modified",    "name",       "password",
    "permalink",   "photos",     "published",
    "publishdate", "redirect",   "slug",
    "source",      "sticky",     "subtitle",
    "summary",     "tag",        "tags",
    "thumbnail",   "title",      "toc",
    "top",         "type",       "updated",
    "url",         "weight",     "last_modified_at",
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      if (strlen (known[i]) == length && memcmp (known[i], key, length) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Whether a key's value is text, in which a dash does not start a list. */
static gboolean
has_words (const char *key, gsize length)
{
  static const char *const words[] = { "abstract", "desc",    "description", "excerpt", "headline",
                                       "name",     "subject", "subtitle",    "summary", "title" };

  for (guint i = 0; key != NULL && i < G_N_ELEMENTS (words); i++)
    {
      if (strlen (words[i]) == length && g_ascii_strncasecmp (words[i], key, length) == 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * bs_recovery_key_is_plain:
 * @key: a key; not terminated
 * @length: its length in bytes
 *
 * Returns: whether it looks like an identifier rather than the start of a sentence
 */
gboolean
bs_recovery_key_is_plain (const char *key, gsize length)
{
  if (length == 0 || length > MAX_KEY_BYTES || !(g_ascii_islower (key[0]) || key[0] == '_'))
    return FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isalnum (key[i]) && strchr ("_-.", key[i]) == NULL)
        return FALSE;
    }

  return TRUE;
}

static const char *
trim_white (const char *start, const char *end)
{
  const BsLine line = { .text = start, .length = end - start };

  return start + bs_line_trimmed_length (&line);
}

static gboolean
take_rest (BsRecoveryLine *self, const char *key, const char *key_end, const char *rest, const char *end)
{
  key_end = trim_white (key, key_end);
  rest = skip_white (rest, end);
  if (key_end == key || key_end - key > MAX_KEY_BYTES)
    return FALSE;

  self->key = key;
  self->key_length = key_end - key;
  self->value = rest;
  self->value_length = end - rest;

  return TRUE;
}

static gboolean
read_quoted_key (BsRecoveryLine *self, BsRecoverySyntax syntax, const char *p, const char *end)
{
  char separator = syntax == BS_RECOVERY_TOML ? '=' : ':';
  const char *close = memchr (p + 1, *p, MIN (end - p - 1, MAX_KEY_BYTES + 1));
  const char *rest;

  if (close == NULL)
    return FALSE;
  rest = skip_white (close + 1, end);
  if (rest == end || *rest != separator)
    return FALSE;
  rest++;
  if (syntax == BS_RECOVERY_YAML && rest < end && bs_white_length (rest, end) == 0)
    return FALSE;

  return take_rest (self, p + 1, close, rest, end);
}

static gboolean
read_toml_key (BsRecoveryLine *self, const char *p, const char *end)
{
  const char *key = p;

  while (p < end && (g_ascii_isalnum (*p) || *p == '_' || *p == '-' || *p == '.'))
    p++;
  while (p < end && is_white (*p))
    p++;
  if (p == end || *p != '=')
    return FALSE;

  return take_rest (self, key, p, p + 1, end);
}

static gboolean
could_be_key (const char *key, const char *end)
{
  guint n_spaces = 0;

  if (end == key || end - key > MAX_KEY_BYTES || strchr ("[]{}<>|@`\"'%*&!#,?-~=:", *key) != NULL)
    return FALSE;

  for (const char *p = key; p < end; p++)
    {
      if (is_white (*p) && !is_white (p[1]) && p + 1 < end)
        n_spaces++;
      if (strchr ("\"<>{}[]|`,;!?", *p) != NULL)
        return FALSE;
    }

  return n_spaces <= MAX_KEY_SPACES;
}

static gboolean
read_plain_key (BsRecoveryLine *self, const char *key, const char *end)
{
  static const char wide_colon[] = "：";
  const char *limit = end - key > MAX_KEY_BYTES ? key + MAX_KEY_BYTES + 1 : end;
  const char *p;

  for (p = key; (p = memchr (p, ':', limit - p)) != NULL; p++)
    {
      if (p + 1 == end || bs_white_length (p + 1, end) > 0)
        return could_be_key (key, p) && take_rest (self, key, p, p + 1, end);
      /* A missing space is assumed only after a known key; others may be addresses. */
      if (bs_recovery_key_is_known (key, p - key) && p[1] != '/')
        return take_rest (self, key, p, p + 1, end);
    }

  p = memmem (key, limit - key, wide_colon, strlen (wide_colon));
  if (p != NULL && bs_recovery_key_is_known (key, p - key))
    return take_rest (self, key, p, p + strlen (wide_colon), end);

  return FALSE;
}

/**
 * bs_recovery_line_read:
 * @self: (out caller-allocates): the parts of the line
 * @syntax: the intended language
 * @line: a line
 *
 * Splits a line into its parts. They point into @line.
 */
void
bs_recovery_line_read (BsRecoveryLine *self, BsRecoverySyntax syntax, const BsLine *line)
{
  const char *p, *end;

  g_return_if_fail (self != NULL && line != NULL);

  memset (self, 0, sizeof *self);
  self->indent = bs_line_indent (line);
  p = line->text + self->indent;
  end = line->text + bs_line_trimmed_length (line);
  self->value = p;
  if (p >= end)
    {
      self->is_blank = TRUE;
      return;
    }
  self->value_length = end - p;
  if (*p == '#' && syntax != BS_RECOVERY_JSON)
    {
      self->is_comment = TRUE;
      return;
    }

  if (syntax == BS_RECOVERY_YAML)
    {
      while (p < end && *p == '-' && (p + 1 == end || bs_white_length (p + 1, end) > 0))
        {
          self->n_dashes++;
          p = skip_white (p + 1, end);
        }
    }
  else if (syntax == BS_RECOVERY_JSON && end[-1] == ',')
    {
      for (end--; end > p && is_white (end[-1]);)
        end--;
    }
  self->value = p;
  self->value_length = end - p;
  if (p == end)
    return;

  if (*p == '"' || *p == '\'')
    read_quoted_key (self, syntax, p, end);
  else if (syntax == BS_RECOVERY_TOML)
    read_toml_key (self, p, end);
  else if (syntax == BS_RECOVERY_YAML)
    read_plain_key (self, p, end);
}

/**
 * bs_recovery_line_is_key:
 * @self: a line
 *
 * Returns: whether it is a key, with or without a value, and not a list item
 */
gboolean
bs_recovery_line_is_key (const BsRecoveryLine *self)
{
  return self->key != NULL && self->n_dashes == 0;
}

/**
 * bs_recovery_value_is_block_header:
 * @value: the text after a key; not terminated
 * @length: its length in bytes
 *
 * Returns: whether a block scalar starts here (`|`, `>-`; YAML 1.1, 9.1), rather than a value that starts with such a
 *   character
 */
gboolean
bs_recovery_value_is_block_header (const char *value, gsize length)
{
  gsize i = 1;

  if (length == 0 || (value[0] != '|' && value[0] != '>'))
    return FALSE;
  while (i < length && (value[i] == '+' || value[i] == '-' || g_ascii_isdigit (value[i])))
    i++;
  if (i > 3)
    return FALSE;

  return i == length || (is_white (value[i]) && memchr (value + i, '#', length - i) != NULL);
}

/**
 * bs_recovery_value_open_quote:
 * @value: the text after a key; not terminated
 * @length: its length in bytes
 *
 * Returns: the quotation mark that opens the value and is not closed, or 0
 */
char
bs_recovery_value_open_quote (const char *value, gsize length)
{
  if (length == 0 || (value[0] != '"' && value[0] != '\''))
    return '\0';

  return memchr (value + 1, value[0], length - 1) == NULL ? value[0] : '\0';
}

/* Whether separate quotes enclose the first and the last words (`"this" or "that"`). */
static gboolean
is_quoted_apart (const char *value, gsize length)
{
  const char *first = memchr (value + 1, value[0], length - 2);
  const char *last = first != NULL ? memrchr (value + 1, value[0], length - 2) : NULL;

  return first != NULL && first != last && !is_white (first[-1]) && is_white (first[1]) && is_white (last[-1]) &&
         !is_white (last[1]);
}

/* Invalid escapes are kept as written, which is how people read them. */
static char *
unescape (const char *value, gsize length)
{
  static const char from[] = "\"'\\/nt", to[] = "\"'\\/\n\t";
  GString *out = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++)
    {
      const char *escape = NULL;

      if (value[i] == '\\' && i + 1 < length && value[i + 1] != '\0')
        escape = strchr (from, value[i + 1]);
      if (escape != NULL)
        {
          g_string_append_c (out, to[escape - from]);
          i++;
        }
      else
        {
          g_string_append_c (out, value[i]);
        }
    }

  return g_string_free (out, FALSE);
}

/**
 * bs_recovery_value_clean:
 * @key: (nullable): the key before it; not terminated
 * @key_length: its length in bytes
 * @value: the text after the key; not terminated
 * @length: its length in bytes
 * @quoted: (out) (optional): whether it was quoted
 *
 * Reads a value leniently: the enclosing quotes are dropped, whatever they contain, and so is a repeated key (`date:
 * date: 2020-03-24`).
 *
 * Returns: (transfer full): the text
 */
char *
bs_recovery_value_clean (const char *key, gsize key_length, const char *value, gsize length, gboolean *quoted)
{
  g_return_val_if_fail (value != NULL || length == 0, NULL);

  if (quoted != NULL)
    *quoted = FALSE;

  if (key != NULL && length > key_length + 1 && memcmp (value, key, key_length) == 0 && value[key_length] == ':' &&
      is_white (value[key_length + 1]))
    {
      gsize n = key_length + 1;

      while (n < length && is_white (value[n]))
        n++;
      value += n;
      length -= n;
    }

  if (length >= 2 && (value[0] == '"' || value[0] == '\'') && value[length - 1] == value[0] &&
      !is_quoted_apart (value, length))
    {
      if (quoted != NULL)
        *quoted = TRUE;
      return value[0] == '"' ? unescape (value + 1, length - 2) : g_strndup (value + 1, length - 2);
    }
  if (bs_recovery_value_open_quote (value, length) != '\0')
    {
      if (quoted != NULL)
        *quoted = TRUE;
      return g_strndup (value + 1, length - 1);
    }

  return g_strndup (value, length);
}

/**
 * bs_recovery_value_split:
 * @key: (nullable): the key before it; not terminated
 * @key_length: its length in bytes
 * @value: the text after the key; not terminated
 * @length: its length in bytes
 *
 * Splits a one-line list: `[a, "b"]`, with or without the closing bracket, or `- a`, unless the key's value is text.
 *
 * Returns: (transfer full) (nullable) (element-type utf8): the items, or %NULL if it is not a list
 */
GPtrArray *
bs_recovery_value_split (const char *key, gsize key_length, const char *value, gsize length)
{
  g_autoptr (GPtrArray) items = NULL;
  const char *p, *end;

  if (length < 2 || (value[0] != '[' && value[0] != '-'))
    return NULL;

  items = g_ptr_array_new_with_free_func (g_free);
  p = value + 1;
  end = value + length;

  if (value[0] == '-')
    {
      if (!is_white (*p) || has_words (key, key_length))
        return NULL;
      while (p < end && is_white (*p))
        p++;
      g_ptr_array_add (items, bs_recovery_value_clean (NULL, 0, p, end - p, NULL));
      return g_steal_pointer (&items);
    }

  if (end[-1] == ']')
    end--;
  else if (memchr (p, ']', end - p) != NULL || memchr (p, ',', end - p) == NULL)
    return NULL;

  while (p < end)
    {
      const char *stop;

      while (p < end && is_white (*p))
        p++;
      stop = p;
      if (p < end && (*p == '"' || *p == '\''))
        {
          stop = memchr (p + 1, *p, end - p - 1);
          if (stop == NULL)
            stop = p;
        }
      stop = memchr (stop, ',', end - stop);
      if (stop == NULL)
        stop = end;
      if (stop > p)
        {
          const char *last = stop;

          while (last > p && is_white (last[-1]))
            last--;
          g_ptr_array_add (items, bs_recovery_value_clean (NULL, 0, p, last - p, NULL));
        }
      p = stop < end ? stop + 1 : end;
    }

  return g_steal_pointer (&items);
}
