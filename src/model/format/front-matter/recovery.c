/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/front-matter/recovery.h"

#include "model/format/text/folding.h"

#include <string.h>

typedef struct
{
  BsRecoverySyntax syntax;
  BsValue *root;
  BsValue *table;       /* the map for unindented keys */
  BsValue *entry;       /* (nullable): the value of the last unindented key */
  BsValue *growing;     /* (nullable): the scalar that the next line may continue */
  GString *text;        /* of growing */
  char quote;           /* the closing quote that growing is waiting for */
  char block;           /* `|` or `>` while growing is a block scalar */
  gboolean is_touching; /* no blank line or comment since then */
  GString *flow;        /* (nullable): an unclosed list in brackets */
  gsize margin;
  gboolean has_margin;
  gsize list_indent;
} Reader;

static void
reader_clear (Reader *self)
{
  g_clear_pointer (&self->root, bs_value_free);
  if (self->text != NULL)
    g_string_free (g_steal_pointer (&self->text), TRUE);
  if (self->flow != NULL)
    g_string_free (g_steal_pointer (&self->flow), TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

static void
set_items (BsValue *value, BsValueKind kind)
{
  g_clear_pointer (&value->text, g_free);
  value->kind = kind;
  if (value->items == NULL)
    value->items = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_value_free);
}

static void
set_list (BsValue *value, GPtrArray *items)
{
  set_items (value, BS_VALUE_LIST);
  for (guint i = 0; i < items->len; i++)
    {
      const char *text = g_ptr_array_index (items, i);

      bs_value_append (value,
                       bs_value_new_scalar (bs_value_resolve_plain (text, -1), text, -1, value->line, value->column));
    }
}

/* Ends the growing scalar. */
static void
finish (Reader *self)
{
  if (self->flow != NULL && self->growing != NULL)
    {
      g_autoptr (GPtrArray) items = bs_recovery_value_split (NULL, 0, self->flow->str, self->flow->len);

      if (items != NULL)
        set_list (self->growing, items);
    }
  else if (self->growing != NULL)
    {
      char *text = g_strstrip (g_string_free (g_steal_pointer (&self->text), FALSE));

      g_free (self->growing->text);
      self->growing->text = text;
      self->growing->kind = self->growing->quoted ? BS_VALUE_STRING : bs_value_resolve_plain (text, -1);
    }

  if (self->text != NULL)
    g_string_free (g_steal_pointer (&self->text), TRUE);
  if (self->flow != NULL)
    g_string_free (g_steal_pointer (&self->flow), TRUE);
  self->growing = NULL;
  self->quote = '\0';
  self->block = '\0';
}

static BsValue *
new_value (Reader *self, const BsRecoveryLine *parts, const BsLine *line)
{
  gboolean is_quoted;
  guint column = 1 + g_utf8_strlen (line->text, parts->value - line->text);
  g_autoptr (GPtrArray) items = NULL;
  BsValue *value = bs_value_new (BS_VALUE_NULL, line->number, column);

  finish (self);
  self->is_touching = TRUE;

  if (parts->value_length == 0)
    return value;

  if (self->syntax == BS_RECOVERY_YAML && bs_recovery_value_is_block_header (parts->value, parts->value_length))
    {
      value->quoted = TRUE;
      value->folded = TRUE;
      self->growing = value;
      self->block = parts->value[0];
      self->text = g_string_new (NULL);
      return value;
    }

  if (parts->value[0] == '[' && memchr (parts->value, ']', parts->value_length) == NULL)
    {
      /* Only the next line shows whether it is a list or a text. */
      self->flow = g_string_new_len (parts->value, parts->value_length);
      self->growing = value;
      value->kind = BS_VALUE_STRING;
      value->text = g_strndup (parts->value, parts->value_length);
      return value;
    }

  items = bs_recovery_value_split (parts->key, parts->key_length, parts->value, parts->value_length);
  if (items != NULL && (self->syntax == BS_RECOVERY_YAML || parts->value[0] == '['))
    {
      set_list (value, items);
      return value;
    }

  self->growing = value;
  self->quote = bs_recovery_value_open_quote (parts->value, parts->value_length);
  value->text = bs_recovery_value_clean (parts->key, parts->key_length, parts->value, parts->value_length, &is_quoted);
  value->quoted = is_quoted;
  value->kind = value->quoted ? BS_VALUE_STRING : bs_value_resolve_plain (value->text, -1);
  if (value->quoted && self->quote == '\0')
    self->growing = NULL;
  else
    self->text = g_string_new (value->text);

  return value;
}

static void
insert (Reader *self, BsValue *map, const BsRecoveryLine *parts, const BsLine *line, BsValue **inserted)
{
  g_autofree char *key = g_strndup (parts->key, parts->key_length);
  BsValue *value = new_value (self, parts, line);

  value = bs_value_put (map, key, value);
  if (self->growing != NULL)
    self->growing = value;

  if (inserted != NULL)
    *inserted = value;
}

static void
take_item (Reader *self, const BsRecoveryLine *parts, const BsLine *line)
{
  BsValue *list = self->entry;
  BsValue *item;

  if (list != NULL && list->kind == BS_VALUE_NULL)
    {
      finish (self);
      set_items (list, BS_VALUE_LIST);
      self->list_indent = parts->indent;
    }
  if (list == NULL || list->kind != BS_VALUE_LIST)
    return;

  if (parts->indent > self->list_indent && list->items->len > 0)
    {
      BsValue *last = g_ptr_array_index (list->items, list->items->len - 1);

      if (last->kind == BS_VALUE_LIST)
        list = last;
    }
  if (parts->n_dashes > 1 && list == self->entry)
    list = bs_value_append (list, bs_value_new (BS_VALUE_LIST, line->number, 1 + parts->indent));

  if (parts->key != NULL)
    {
      item = bs_value_append (list, bs_value_new (BS_VALUE_MAP, line->number, 1 + parts->indent));
      insert (self, item, parts, line, NULL);
    }
  else
    {
      bs_value_append (list, new_value (self, parts, line));
    }
}

/* An indented key belongs to the key above it, or to the last item of its list. */
static gboolean
take_inner_key (Reader *self, const BsRecoveryLine *parts, const BsLine *line)
{
  BsValue *map = self->entry;

  if (map == NULL)
    return TRUE;
  if (map->kind == BS_VALUE_LIST && map->items->len > 0)
    map = g_ptr_array_index (map->items, map->items->len - 1);
  if (map->kind == BS_VALUE_NULL && self->block == '\0')
    {
      finish (self);
      set_items (map, BS_VALUE_MAP);
    }
  if (map->kind != BS_VALUE_MAP)
    return FALSE;

  insert (self, map, parts, line, NULL);

  return TRUE;
}

static void
go_on (Reader *self, const BsRecoveryLine *parts, const BsLine *line)
{
  const char *p = line->text + parts->indent;
  gsize length = bs_line_trimmed_length (line) - parts->indent;

  if (self->growing == NULL || self->text == NULL || (!self->is_touching && self->quote == '\0' && self->block == '\0'))
    return;

  if (self->quote != '\0' && length > 0 && p[length - 1] == self->quote)
    {
      length--;
      self->quote = '\0';
      self->is_touching = FALSE;
    }
  if (self->block == '|' && self->text->len > 0)
    g_string_append_c (self->text, '\n');
  if (self->block == '|')
    g_string_append_len (self->text, p, length);
  else
    bs_folding_append_line (self->text, p, length);
  self->growing->folded = TRUE;
}

/* The name of a TOML table. Its keys are kept one level below the name. */
static void
open_table (Reader *self, const BsRecoveryLine *parts, const BsLine *line)
{
  g_autofree char *name = g_strndup (parts->value, parts->value_length);
  BsValue *table;
  gsize length;

  finish (self);
  self->entry = NULL;
  length = strspn (name, "[");
  memmove (name, name + length, strlen (name + length) + 1);
  name[strcspn (name, "]")] = '\0';

  table = (BsValue *) bs_value_lookup (self->root, name);
  if (table == NULL)
    table = bs_value_insert (self->root, name, bs_value_new (BS_VALUE_MAP, line->number, 1));
  self->table = table->kind == BS_VALUE_MAP ? table : self->root;
}

static void
take_line (Reader *self, const BsLine *line)
{
  BsRecoveryLine parts;
  gboolean is_key, is_at_margin;

  bs_recovery_line_read (&parts, self->syntax, line);
  is_key = bs_recovery_line_is_key (&parts);
  if (is_key && !self->has_margin)
    {
      self->margin = parts.indent;
      self->has_margin = TRUE;
    }
  is_at_margin = parts.indent <= self->margin || self->syntax != BS_RECOVERY_YAML;

  if (parts.is_blank)
    {
      self->is_touching = FALSE;
    }
  else if (self->flow != NULL && !is_key && !parts.is_comment)
    {
      g_string_append_c (self->flow, ' ');
      g_string_append_len (self->flow, parts.value, parts.value_length);
      if (memchr (parts.value, ']', parts.value_length) != NULL)
        finish (self);
    }
  else if ((self->block != '\0' && !is_at_margin) || (self->quote != '\0' && !(is_key && is_at_margin)))
    {
      go_on (self, &parts, line);
    }
  else if (parts.is_comment)
    {
      self->is_touching = FALSE;
    }
  else if (self->syntax == BS_RECOVERY_TOML && !is_key && parts.value[0] == '[')
    {
      open_table (self, &parts, line);
    }
  else if (is_key && is_at_margin)
    {
      insert (self, self->table, &parts, line, &self->entry);
    }
  else if (parts.n_dashes > 0)
    {
      take_item (self, &parts, line);
    }
  else if (self->syntax == BS_RECOVERY_YAML && (!is_key || !take_inner_key (self, &parts, line)))
    {
      go_on (self, &parts, line);
    }
}

/* A line of JSON, one key and its value after the other. The first brace opens everything; any other brace on a line of
 * its own opens an inner object. */
static void
take_json_line (Reader *self, const BsLine *line)
{
  const char *end = line->text + bs_line_trimmed_length (line);
  BsLine piece = *line;
  char quote = '\0';
  guint depth = 0;

  piece.text += bs_line_indent (line);
  if (self->flow != NULL || piece.text >= end || (*piece.text != '"' && *piece.text != '{') ||
      (*piece.text == '{' && self->root->items->len > 0))
    {
      take_line (self, line);
      return;
    }
  piece.text += *piece.text == '{';
  for (const char *p = piece.text; p <= end; p++)
    {
      gboolean is_end = p == end || (quote == '\0' && depth == 0 && (*p == ',' || *p == '}'));

      if (is_end)
        {
          piece.length = p - piece.text;
          take_line (self, &piece);
          piece.text = p + 1;
        }
      else if (quote != '\0')
        {
          if (*p == '\\')
            p += p + 1 < end;
          else if (*p == quote)
            quote = '\0';
        }
      else if (*p == '"' || *p == '\'')
        quote = *p;
      else if (*p == '{' || *p == '[')
        depth++;
      else if ((*p == '}' || *p == ']') && depth > 0)
        depth--;
    }
}

/**
 * bs_recovery_read:
 * @syntax: the intended language
 * @text: unparsable front matter, UTF-8 without NULs
 * @length: its length in bytes
 * @first_line: the line of the file where @text starts
 *
 * Reads front matter line by line: `key: rest of line`, lists of `- x`, quoted values whatever is inside, and
 * continuation lines. Nesting is kept one level deep. Other lines are skipped. It never fails and takes linear time.
 *
 * Returns: (transfer full): a map; empty if there are no keys
 */
BsValue *
bs_recovery_read (BsRecoverySyntax syntax, const char *text, gsize length, guint first_line)
{
  g_auto (Reader) reader = { 0 };
  BsLines lines;
  BsLine line;

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  reader.syntax = syntax;
  reader.root = bs_value_new (BS_VALUE_MAP, first_line, 1);
  reader.table = reader.root;

  bs_lines_init (&lines, text, length, first_line);
  while (bs_lines_next (&lines, &line))
    {
      if (syntax == BS_RECOVERY_JSON)
        take_json_line (&reader, &line);
      else
        take_line (&reader, &line);
    }
  finish (&reader);

  return g_steal_pointer (&reader.root);
}
