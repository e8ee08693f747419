/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/front-matter/value.h"

#include <string.h>

/* Maps up to this size are searched linearly. */
#define SMALL_MAP 12

/* The longest word for null, true or false. */
#define MAX_WORD 5

/* The capacity without another allocation. */
#define USUAL_ITEMS 8

static void
init (BsValue *self, BsValueKind kind, guint line, guint column)
{
  *self = (BsValue){ .kind = kind, .line = line, .column = column };
  if (kind == BS_VALUE_LIST || kind == BS_VALUE_MAP)
    self->items = g_ptr_array_new_full (USUAL_ITEMS, (GDestroyNotify) bs_value_free);
}

/**
 * bs_value_new:
 * @kind: the kind of value
 * @line: the line of the file, from 1; 0 if unknown
 * @column: the column in characters, from 1; 0 without a line
 *
 * Creates a value: an empty list or map, or a scalar without text.
 *
 * Returns: (transfer full): a new value
 */
BsValue *
bs_value_new (BsValueKind kind, guint line, guint column)
{
  /* Allocated this way, it comes from memory that the thread has just freed; g_new0() does not look there. */
  BsValue *self = g_new (BsValue, 1);

  init (self, kind, line, column);

  return self;
}

/**
 * bs_value_new_whole:
 * @n_parts: the maximum number of its values
 * @n_bytes: the maximum size of their texts
 *
 * Creates an empty map, and in the same piece of memory room for its parts, first the values and then their texts. Most
 * front matter is read into one, because a library of 100,000 articles has a million values. Such a map is copied
 * instead of changed.
 *
 * Returns: (transfer full): a map without a position
 */
BsValue *
bs_value_new_whole (guint n_parts, gsize n_bytes)
{
  BsValue *self = g_malloc ((1 + n_parts) * sizeof (BsValue) + n_bytes);

  init (self, BS_VALUE_MAP, 0, 0);

  return self;
}

/**
 * bs_value_init_part:
 * @self: memory after a map from bs_value_new_whole()
 * @kind: the kind of value
 * @line: the line of the file, from 1
 * @column: the column in characters, from 1
 *
 * Creates a value there. Its key and its text must be in the same memory. Its key and its text are to be in the same
 * memory.
 */
void
bs_value_init_part (BsValue *self, BsValueKind kind, guint line, guint column)
{
  init (self, kind, line, column);
  self->is_part = TRUE;
}

/**
 * bs_value_new_scalar:
 * @kind: a scalar's kind
 * @text: (nullable): the text as written, without quotes
 * @length: the text's length in bytes, or -1 if it is NUL-terminated
 * @line: the line of the file, from 1; 0 if unknown
 * @column: the column in characters, from 1; 0 without a line
 *
 * Creates a scalar with a copy of @text.
 *
 * Returns: (transfer full): a new value
 */
BsValue *
bs_value_new_scalar (BsValueKind kind, const char *text, gssize length, guint line, guint column)
{
  BsValue *self;

  g_return_val_if_fail (kind != BS_VALUE_LIST && kind != BS_VALUE_MAP, NULL);

  self = bs_value_new (kind, line, column);
  if (text != NULL)
    self->text = length < 0 ? g_strdup (text) : g_strndup (text, length);

  return self;
}

/**
 * bs_value_copy:
 * @self: a value
 *
 * Makes a deep copy without positions. It is recursive; every reader limits the depth to BS_VALUE_MAX_DEPTH.
 *
 * Returns: (transfer full): a new value
 */
BsValue *
bs_value_copy (const BsValue *self)
{
  BsValue *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = bs_value_new (self->kind, self->line, self->column);
  copy->quoted = self->quoted;
  copy->folded = self->folded;
  copy->is_alias = self->is_alias;
  copy->text = g_strdup (self->text);
  copy->key = g_strdup (self->key);
  for (guint i = 0; self->items != NULL && i < self->items->len; i++)
    {
      const BsValue *item = g_ptr_array_index (self->items, i);

      if (self->kind == BS_VALUE_MAP)
        bs_value_insert (copy, item->key, bs_value_copy (item));
      else
        bs_value_append (copy, bs_value_copy (item));
    }

  return copy;
}

/**
 * bs_value_free:
 * @self: (nullable) (transfer full): a value
 *
 * Frees a value and its items.
 */
void
bs_value_free (BsValue *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->index, g_hash_table_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  if (self->place != NULL)
    g_free (self->place->anchor);
  g_free (self->place);
  if (self->is_part)
    return;
  g_free (self->key);
  g_free (self->text);
  g_free (self);
}

/**
 * bs_value_is_scalar:
 * @self: a value
 *
 * Returns: whether @self is neither a list nor a map
 */
gboolean
bs_value_is_scalar (const BsValue *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->kind != BS_VALUE_LIST && self->kind != BS_VALUE_MAP;
}

/**
 * bs_value_append:
 * @self: a list
 * @item: (transfer full): the item to append
 *
 * Returns: (transfer none): @item
 */
BsValue *
bs_value_append (BsValue *self, BsValue *item)
{
  g_return_val_if_fail (self != NULL && self->kind == BS_VALUE_LIST, NULL);
  g_return_val_if_fail (item != NULL, NULL);

  g_ptr_array_add (self->items, item);

  return item;
}

static guint32
get_initial (const char *key)
{
  return 1u << ((guchar) *key % 32);
}

/* Records a new item of a map, so that lookups are fast in a large map and misses are fast in any. */
static void
index_item (BsValue *self, BsValue *item)
{
  self->initials |= get_initial (item->key);
  if (self->index == NULL && self->items->len > SMALL_MAP)
    {
      self->index = g_hash_table_new (g_str_hash, g_str_equal);
      for (guint i = self->items->len; i > 0; i--)
        {
          BsValue *other = g_ptr_array_index (self->items, i - 1);

          g_hash_table_replace (self->index, other->key, other);
        }
    }
  else if (self->index != NULL && !g_hash_table_contains (self->index, item->key))
    {
      g_hash_table_insert (self->index, item->key, item);
    }
}

/**
 * bs_value_insert:
 * @self: a map
 * @key: the item's name
 * @item: (transfer full): the item to append
 *
 * Appends @item to the map without a check for duplicates. Call bs_value_lookup() first, which is fast in a map of any
 * size.
 *
 * Returns: (transfer none): @item
 */
BsValue *
bs_value_insert (BsValue *self, const char *key, BsValue *item)
{
  g_return_val_if_fail (self != NULL && self->kind == BS_VALUE_MAP, NULL);
  g_return_val_if_fail (key != NULL, NULL);
  g_return_val_if_fail (item != NULL, NULL);

  if (item->key != key)
    {
      g_free (item->key);
      item->key = g_strdup (key);
    }
  g_ptr_array_add (self->items, item);

  index_item (self, item);

  return item;
}

/**
 * bs_value_put:
 * @self: a map
 * @key: the item's name
 * @item: (transfer full): the new item
 *
 * Replaces the map's item with that name, or appends @item: of duplicate keys the last one wins.
 *
 * Returns: (transfer none): the map's item, which is @item only if it was appended
 */
BsValue *
bs_value_put (BsValue *self, const char *key, BsValue *item)
{
  BsValue *there = (BsValue *) bs_value_lookup (self, key);
  BsValue swapped;

  g_return_val_if_fail (item != NULL, NULL);

  if (there == NULL)
    return bs_value_insert (self, key, item);

  /* Its address must not change, because the map's index points to it. */
  swapped = *there;
  *there = *item;
  *item = swapped;
  g_free (there->key);
  there->key = g_steal_pointer (&item->key);
  bs_value_free (item);

  return there;
}

/**
 * bs_value_insert_at:
 * @self: a list or a map
 * @index: the position to insert at; the number of items to append
 * @item: (transfer full): the item; for a map, with a key that the map does not have
 *
 * Returns: (transfer none): @item
 */
BsValue *
bs_value_insert_at (BsValue *self, guint index, BsValue *item)
{
  g_return_val_if_fail (self != NULL && self->items != NULL && index <= self->items->len, NULL);
  g_return_val_if_fail (item != NULL && (self->kind != BS_VALUE_MAP || item->key != NULL), NULL);

  g_ptr_array_insert (self->items, index, item);
  if (self->kind == BS_VALUE_MAP)
    index_item (self, item);

  return item;
}

/**
 * bs_value_assign:
 * @self: a value
 * @other: (transfer full): another value
 *
 * Moves the contents of @other to @self, which keeps its key and its place in its map or list.
 */
void
bs_value_assign (BsValue *self, BsValue *other)
{
  g_autofree char *key = NULL;
  BsValue old;

  g_return_if_fail (self != NULL && other != NULL && self != other);

  old = *self;
  key = other->key;
  *self = *other;
  *other = old;
  self->key = g_steal_pointer (&other->key);
  bs_value_free (other);
}

/**
 * bs_value_remove_at:
 * @self: a list or a map
 * @index: the number of an item
 *
 * Removes and frees an item.
 */
void
bs_value_remove_at (BsValue *self, guint index)
{
  g_return_if_fail (self != NULL && self->items != NULL && index < self->items->len);

  /* Changed maps have unique keys, because their reader rejects duplicates. */
  if (self->index != NULL)
    g_hash_table_remove (self->index, ((BsValue *) g_ptr_array_index (self->items, index))->key);
  g_ptr_array_remove_index (self->items, index);
}

/**
 * bs_value_lookup:
 * @self: (nullable): a value
 * @key: a name
 *
 * Finds the first item of a map with that name. Values other than maps have no items.
 *
 * Returns: (transfer none) (nullable): the item
 */
const BsValue *
bs_value_lookup (const BsValue *self, const char *key)
{
  g_return_val_if_fail (key != NULL, NULL);

  if (self == NULL || self->kind != BS_VALUE_MAP || (self->initials & get_initial (key)) == 0)
    return NULL;

  if (self->index != NULL)
    return g_hash_table_lookup (self->index, key);

  for (guint i = 0; i < self->items->len; i++)
    {
      const BsValue *item = g_ptr_array_index (self->items, i);

      if (*item->key == *key && strcmp (item->key, key) == 0)
        return item;
    }

  return NULL;
}

/**
 * bs_value_get_text:
 * @self: (nullable): a value
 *
 * Returns: (transfer none) (nullable): a scalar's text; %NULL for a list, a map or null
 */
const char *
bs_value_get_text (const BsValue *self)
{
  if (self == NULL || self->kind == BS_VALUE_NULL || !bs_value_is_scalar (self))
    return NULL;

  return self->text;
}

/**
 * bs_value_equal:
 * @self: a value
 * @other: a value
 *
 * Compares the meaning of two values: kinds, texts, list items in order, and map items in any order. Position and
 * notation do not matter.
 *
 * Returns: whether they are equal
 */
gboolean
bs_value_equal (const BsValue *self, const BsValue *other)
{
  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  if (self->kind != other->kind)
    return FALSE;
  if (self->kind == BS_VALUE_NULL)
    return TRUE;
  if (bs_value_is_scalar (self))
    return g_strcmp0 (self->text, other->text) == 0;
  if (self->items->len != other->items->len)
    return FALSE;

  for (guint i = 0; i < self->items->len; i++)
    {
      const BsValue *one = g_ptr_array_index (self->items, i);
      const BsValue *two =
          self->kind == BS_VALUE_MAP ? bs_value_lookup (other, one->key) : g_ptr_array_index (other->items, i);

      if (two == NULL || !bs_value_equal (one, two))
        return FALSE;
    }

  return TRUE;
}

/**
 * bs_value_set_place:
 * @self: a value
 * @style: its notation
 * @start: its start in bytes
 * @end: its end
 *
 * Records the position of a value. The recorded position of its key is kept.
 *
 * Returns: (transfer none): the position
 */
BsValuePlace *
bs_value_set_place (BsValue *self, BsValueStyle style, gsize start, gsize end)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->place == NULL)
    self->place = g_new0 (BsValuePlace, 1);
  self->place->style = style;
  self->place->start = start;
  self->place->end = end;

  return self->place;
}

static gboolean
equals_any (const char *text, gsize length, const char *const *words)
{
  for (; *words != NULL; words++)
    {
      if (strlen (*words) == length && memcmp (text, *words, length) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_number (const char *p, const char *end)
{
  static const char *const infinities[] = { ".inf", ".Inf", ".INF", NULL };
  static const char *const nans[] = { ".nan", ".NaN", ".NAN", NULL };
  gboolean has_digits = FALSE;

  if (equals_any (p, end - p, nans))
    return TRUE;

  if (end - p > 2 && p[0] == '0' && (p[1] == 'o' || p[1] == 'x'))
    {
      gboolean hex = p[1] == 'x';

      for (p += 2; p < end; p++)
        {
          if (hex ? !g_ascii_isxdigit (*p) : *p < '0' || *p > '7')
            return FALSE;
        }
      return TRUE;
    }

  if (p < end && (*p == '+' || *p == '-'))
    p++;
  if (equals_any (p, end - p, infinities))
    return TRUE;

  for (; p < end && g_ascii_isdigit (*p); p++)
    has_digits = TRUE;
  if (p < end && *p == '.')
    {
      for (p++; p < end && g_ascii_isdigit (*p); p++)
        has_digits = TRUE;
    }
  if (!has_digits)
    return FALSE;

  if (p < end && (*p == 'e' || *p == 'E'))
    {
      p++;
      if (p < end && (*p == '+' || *p == '-'))
        p++;
      if (p == end)
        return FALSE;
      while (p < end && g_ascii_isdigit (*p))
        p++;
    }

  return p == end;
}

/**
 * bs_value_resolve_plain:
 * @text: the text of an unquoted scalar
 * @length: its length in bytes, or -1 if it is NUL-terminated
 *
 * Determines a plain scalar's type by YAML 1.2.2, 10.3.2 (the core schema).
 *
 * Returns: %BS_VALUE_NULL, %BS_VALUE_BOOLEAN, %BS_VALUE_NUMBER or %BS_VALUE_STRING
 */
BsValueKind
bs_value_resolve_plain (const char *text, gssize length)
{
  static const char *const nulls[] = { "", "~", "null", "Null", "NULL", NULL };
  static const char *const booleans[] = { "true", "True", "TRUE", "false", "False", "FALSE", NULL };
  gsize n;

  g_return_val_if_fail (text != NULL || length == 0, BS_VALUE_NULL);

  n = length < 0 ? strlen (text) : (gsize) length;
  /* Most begin with a character that nothing else can begin with. */
  if (n > 0 && strchr ("~nNtTfF+-.0123456789", *text) == NULL)
    return BS_VALUE_STRING;
  if (n == 0 || (n <= MAX_WORD && equals_any (text, n, nulls)))
    return BS_VALUE_NULL;
  if (n <= MAX_WORD && equals_any (text, n, booleans))
    return BS_VALUE_BOOLEAN;
  if (is_number (text, text + n))
    return BS_VALUE_NUMBER;

  return BS_VALUE_STRING;
}
