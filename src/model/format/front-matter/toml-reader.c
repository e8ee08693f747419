/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/front-matter/toml-parser.h"
#include "model/format/front-matter/toml-reader.h"
#include "model/format/text/lines.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  BsTomlParser parser;
  BsValue *root;
  GHashTable *headed; /* (element-type BsValue): tables and lists of tables that already had a header */
  GPtrArray *dropped; /* (element-type BsValue): tables without a position, and their contents */
} Document;

gboolean
bs_toml_parser_fail_at (BsTomlParser *self, guint line, guint column, const char *reason)
{
  if (self->failure == NULL)
    self->failure = bs_problem_new (BS_PROBLEM_RECOVERED, line, column, reason);

  return FALSE;
}

gboolean
bs_toml_parser_fail (BsTomlParser *self, const char *reason)
{
  guint line;
  guint column;

  bs_cursor_locate (&self->at, &line, &column);

  return bs_toml_parser_fail_at (self, line, column, reason);
}

void
bs_toml_parser_tell (BsTomlParser *self, BsProblemKind kind, const char *detail)
{
  guint line;
  guint column;

  bs_cursor_locate (&self->at, &line, &column);
  bs_problems_add (self->problems, kind, line, column, detail);
}

/* Skips blanks, comments and line ends. */
void
bs_toml_parser_skip_lines (BsTomlParser *self)
{
  do
    {
      bs_cursor_skip_blanks (&self->at);
      if (self->at.p < self->at.end && *self->at.p == '#')
        {
          while (self->at.p < self->at.end && *self->at.p != '\n' && *self->at.p != '\r')
            self->at.p++;
        }
    }
  while (bs_cursor_skip_newline (&self->at));
}

/* TOML allows only ASCII in bare keys; we accept 标题 = "…" too. */
static gboolean
is_bare (char c)
{
  return g_ascii_isalnum (c) || c == '_' || c == '-' || (guchar) c >= 0x80;
}

/* TOML 1.0, Keys: the parts of a dotted key. */
static GPtrArray *
read_key (BsTomlParser *self)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  do
    {
      const char *start;
      guint first_line = self->at.line;
      gboolean folded;
      char *part;

      bs_cursor_skip_blanks (&self->at);
      start = self->at.p;
      if (self->at.p < self->at.end && (*self->at.p == '"' || *self->at.p == '\''))
        {
          part = bs_toml_parser_read_string (self, &folded);
          if (part == NULL)
            return NULL;
          g_ptr_array_add (parts, part);
          if (self->at.line != first_line)
            {
              bs_toml_parser_fail (self, _ ("A key spans more than one line. Write it on one line."));
              return NULL;
            }
        }
      else
        {
          while (self->at.p < self->at.end && is_bare (*self->at.p) && bs_white_length (self->at.p, self->at.end) == 0)
            self->at.p++;
          if (self->at.p == start)
            {
              bs_toml_parser_fail (self, _ ("A key is missing. Write one at the start of the line."));
              return NULL;
            }
          g_ptr_array_add (parts, g_strndup (start, self->at.p - start));
        }
      bs_cursor_skip_blanks (&self->at);
    }
  while (bs_cursor_skip (&self->at, '.'));

  return g_steal_pointer (&parts);
}

static char *
join_key (GPtrArray *parts)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < parts->len && out->len < 200; i++)
    {
      if (i > 0)
        g_string_append_c (out, '.');
      g_string_append (out, g_ptr_array_index (parts, i));
    }

  return g_string_free (out, FALSE);
}

static void
report_duplicate (BsTomlParser *self, GPtrArray *parts, guint line, guint column)
{
  g_autofree char *key = join_key (parts);

  bs_problems_add (self->problems, BS_PROBLEM_DUPLICATE_KEY, line, column, key);
}

/* Follows all parts of a key except the last from a table at depth @depth, and creates missing tables. A list of tables
 * is represented by its last one. Returns NULL, with a problem reported, if another value is in the way or the last
 * part would be too deep. */
static BsValue *
descend (BsTomlParser *self, BsValue *table, GPtrArray *parts, guint line, guint column, guint *depth)
{
  for (guint i = 0; i + 1 < parts->len; i++)
    {
      const char *key = g_ptr_array_index (parts, i);
      BsValue *child = (BsValue *) bs_value_lookup (table, key);

      if (*depth >= BS_VALUE_MAX_DEPTH)
        {
          bs_problems_add (self->problems, BS_PROBLEM_TOO_DEEP, line, column, NULL);
          return NULL;
        }

      if (child == NULL)
        {
          child = bs_value_insert (table, key, bs_value_new (BS_VALUE_MAP, line, column));
          if (self->text != NULL)
            bs_value_set_place (child, BS_STYLE_IMPLIED, 0, 0);
        }
      *depth += 1;
      if (child->kind == BS_VALUE_LIST && child->items->len > 0)
        {
          child = g_ptr_array_index (child->items, child->items->len - 1);
          *depth += 1;
        }
      if (child->kind != BS_VALUE_MAP)
        {
          report_duplicate (self, parts, line, column);
          return NULL;
        }
      table = child;
    }

  return table;
}

gboolean
bs_toml_parser_read_pair (BsTomlParser *self, BsValue *table, guint depth)
{
  g_autoptr (GPtrArray) parts = NULL;
  g_autoptr (BsValue) value = NULL;
  const char *last;
  const char *key_start, *key_end;
  gboolean is_repeated;
  guint line;
  guint column;

  bs_cursor_locate (&self->at, &line, &column);
  key_start = self->at.p;
  parts = read_key (self);
  if (parts == NULL)
    return FALSE;
  key_end = self->at.p;
  if (!bs_cursor_skip (&self->at, '='))
    return bs_toml_parser_fail (self, _ ("An equals sign is missing after a key. Add one."));
  bs_cursor_skip_blanks (&self->at);

  table = descend (self, table, parts, line, column, &depth);
  value = bs_toml_parser_read_value (self, depth + 1);
  if (self->failure != NULL)
    return FALSE;

  last = g_ptr_array_index (parts, parts->len - 1);
  is_repeated = bs_value_lookup (table, last) != NULL;
  if (is_repeated)
    report_duplicate (self, parts, line, column);
  if (table != NULL && value != NULL)
    {
      if (value->place != NULL)
        {
          value->place->key_start = key_start - self->text;
          value->place->key_end = key_end - self->text;
          value->place->is_repeated = is_repeated;
        }
      bs_value_put (table, last, g_steal_pointer (&value));
    }

  return TRUE;
}

/* Returns the table that a header opens, or NULL, with a problem reported, if it is not allowed there. */
static BsValue *
place_table (Document *self, GPtrArray *parts, gboolean in_list, guint line, guint column, guint *depth)
{
  BsTomlParser *parser = &self->parser;
  const char *last = g_ptr_array_index (parts, parts->len - 1);
  BsValueKind kind = in_list ? BS_VALUE_LIST : BS_VALUE_MAP;
  BsValue *parent;
  BsValue *child;

  *depth = 1;
  parent = descend (parser, self->root, parts, line, column, depth);
  if (parent == NULL)
    return NULL;

  *depth += in_list ? 2 : 1;
  if (*depth > BS_VALUE_MAX_DEPTH)
    {
      bs_problems_add (parser->problems, BS_PROBLEM_TOO_DEEP, line, column, NULL);
      return NULL;
    }

  child = (BsValue *) bs_value_lookup (parent, last);
  if (child == NULL)
    {
      child = bs_value_insert (parent, last, bs_value_new (kind, line, column));
      if (parser->text != NULL)
        bs_value_set_place (child, BS_STYLE_HEADER, 0, 0);
      g_hash_table_add (self->headed, child);
    }
  else if (child->kind != kind)
    {
      report_duplicate (parser, parts, line, column);
      return NULL;
    }
  else if (in_list ? !g_hash_table_contains (self->headed, child) : !g_hash_table_add (self->headed, child))
    {
      report_duplicate (parser, parts, line, column);
      if (child->place != NULL)
        child->place->is_repeated = TRUE;
    }

  return in_list ? bs_value_append (child, bs_value_new (BS_VALUE_MAP, line, column)) : child;
}

static BsValue *
drop_table (Document *self)
{
  BsValue *table = bs_value_new (BS_VALUE_MAP, 0, 0);

  g_ptr_array_add (self->dropped, table);

  return table;
}

/* [table] and [[list of tables]]. */
static BsValue *
read_header (Document *self, guint *depth)
{
  BsTomlParser *parser = &self->parser;
  g_autoptr (GPtrArray) parts = NULL;
  BsValue *table;
  gboolean in_list;
  const char *start = parser->at.p;
  guint line;
  guint column;

  bs_cursor_locate (&parser->at, &line, &column);
  parser->at.p++;
  in_list = bs_cursor_skip (&parser->at, '[');
  parts = read_key (parser);
  if (parts == NULL)
    return NULL;
  if (!bs_cursor_skip (&parser->at, ']') || (in_list && !bs_cursor_skip (&parser->at, ']')))
    {
      bs_toml_parser_fail (parser, _ ("A bracket is missing after the name of a table. Add one."));
      return NULL;
    }

  table = place_table (self, parts, in_list, line, column, depth);
  if (table != NULL && parser->text != NULL)
    bs_value_set_place (table, BS_STYLE_HEADER, start - parser->text, parser->at.p - parser->text);
  if (table == NULL)
    {
      *depth = 1;
      table = drop_table (self);
    }

  return table;
}

static gboolean
read_document (Document *self)
{
  BsTomlParser *parser = &self->parser;
  BsValue *table = self->root;
  guint depth = 1;

  for (;;)
    {
      bs_toml_parser_skip_lines (parser);
      if (parser->at.p == parser->at.end)
        return TRUE;

      if (*parser->at.p == '[')
        {
          table = read_header (self, &depth);
          if (table == NULL)
            return FALSE;
        }
      else if (!bs_toml_parser_read_pair (parser, table, depth))
        {
          return FALSE;
        }

      bs_cursor_skip_blanks (&parser->at);
      if (parser->at.p < parser->at.end && strchr ("#\r\n", *parser->at.p) == NULL)
        return bs_toml_parser_fail (
            parser, _ ("Unexpected text at the end of the line. Remove it, or move it to the next line."));
    }
}

static BsValue *
read_text (const char *text, gsize length, guint first_line, gboolean with_places, GPtrArray *problems,
           BsProblem **failure)
{
  g_autoptr (BsValue) root = bs_value_new (BS_VALUE_MAP, first_line, 1);
  g_autoptr (GHashTable) headed = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) dropped = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_value_free);
  Document document = { .root = root, .headed = headed, .dropped = dropped };

  bs_cursor_init (&document.parser.at, text, length, first_line);
  document.parser.problems = problems;
  if (with_places)
    {
      document.parser.text = document.parser.at.p;
      bs_value_set_place (root, BS_STYLE_BLOCK, 0, length);
    }

  if (!read_document (&document))
    {
      if (failure != NULL)
        *failure = document.parser.failure;
      else
        bs_problem_free (document.parser.failure);
      return NULL;
    }
  if (document.parser.at.wide_line != 0)
    bs_problems_add (problems, BS_PROBLEM_WIDE_SPACES, document.parser.at.wide_line, document.parser.at.wide_column,
                     NULL);

  return g_steal_pointer (&root);
}

/**
 * bs_toml_read:
 * @text: (array length=length): a block of TOML in UTF-8
 * @length: its length in bytes
 * @first_line: the line of the file where @text starts, from 1
 * @problems: (nullable) (element-type BsProblem): receives the problems that do not prevent reading
 * @failure: (out) (optional) (nullable) (transfer full): the error
 *
 * Reads TOML 1.0 (toml.io). The additions of 1.1 are supported too: line breaks and a trailing comma in inline tables,
 * and non-ASCII bare keys. Dates and times are kept as text. Of duplicate keys or tables the last one wins, and values
 * deeper than BS_VALUE_MAX_DEPTH are dropped; both are reported in @problems.
 *
 * Returns: (transfer full) (nullable): a map; %NULL with @failure set if @text is not TOML
 */
BsValue *
bs_toml_read (const char *text, gsize length, guint first_line, GPtrArray *problems, BsProblem **failure)
{
  g_return_val_if_fail (text != NULL || length == 0, NULL);
  g_return_val_if_fail (failure == NULL || *failure == NULL, NULL);

  return read_text (text, length, first_line, FALSE, problems, failure);
}

/**
 * bs_toml_read_places:
 * @text: (array length=length): a block of TOML in UTF-8
 * @length: its length in bytes
 * @first_line: the line of the file where @text starts, from 1
 * @failure: (out) (optional) (nullable) (transfer full): the error
 *
 * Like bs_toml_read(), and records the position of each value in @text. For a table with a header it is the header's.
 *
 * Returns: (transfer full) (nullable): a map; %NULL with @failure set if @text is not TOML
 */
BsValue *
bs_toml_read_places (const char *text, gsize length, guint first_line, BsProblem **failure)
{
  g_return_val_if_fail (text != NULL || length == 0, NULL);
  g_return_val_if_fail (failure == NULL || *failure == NULL, NULL);

  return read_text (text, length, first_line, TRUE, NULL, failure);
}
