/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/edit/patch-private.h"

#include "model/change/edit/scalar-writer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAP_INDENT 2

static const BsValue *
get_item (const BsValue *value, guint i)
{
  return g_ptr_array_index (value->items, i);
}

/* In characters, the unit of YAML. */
static guint
column_of (const BsPatch *self, gsize place)
{
  gsize start = bs_patch_find_line_start (self, place);

  return g_utf8_strlen (self->text + start, place - start);
}

static gboolean
is_written_in_lines (const BsPatch *self, const BsValue *value)
{
  return (value->kind == BS_VALUE_LIST && value->items->len > 0 && !self->lists_in_flow) ||
         (value->kind == BS_VALUE_MAP && value->items->len > 0);
}

/* Appends a list or a map, each item on its own line, below a key at @indent. */
static gboolean
append_lines (BsPatch *self, GString *out, const BsValue *value, guint indent)
{
  for (guint i = 0; i < value->items->len; i++)
    {
      const BsValue *item = get_item (value, i);

      g_string_append (out, self->newline);
      if (value->kind == BS_VALUE_MAP)
        {
          bs_patch_append_indent (out, indent + MAP_INDENT);
          if (!bs_patch_append_entry (self, out, item, indent + MAP_INDENT))
            return FALSE;
          continue;
        }
      bs_patch_append_indent (out, indent + self->list_indent);
      g_string_append (out, "- ");
      if (bs_value_is_scalar (item))
        bs_scalar_append (out, self->language, item, BS_STYLE_PLAIN, FALSE);
      else
        bs_value_append_flow (out, self->language, item);
    }

  return TRUE;
}

/* Appends a key and its value, without the indent of the first line and the end of the last one. */
gboolean
bs_patch_append_entry (BsPatch *self, GString *out, const BsValue *item, guint indent)
{
  bs_scalar_append_key (out, BS_FRONT_MATTER_YAML, item->key, FALSE);
  g_string_append_c (out, ':');
  if (is_written_in_lines (self, item))
    return append_lines (self, out, item, indent);

  g_string_append_c (out, ' ');
  if (bs_value_is_scalar (item))
    return bs_scalar_append (out, BS_FRONT_MATTER_YAML, item, BS_STYLE_PLAIN, FALSE);

  return bs_value_append_flow (out, BS_FRONT_MATTER_YAML, item);
}

/* The position right after the colon of a key; 0 if there is none, as with `? key`. */
static gsize
find_colon (const BsPatch *self, const BsValue *item)
{
  gsize place = item->place->key_end;

  while (place < self->end && (self->text[place] == ' ' || self->text[place] == '\t'))
    place++;

  return place < self->end && self->text[place] == ':' ? place + 1 : 0;
}

static gboolean
is_below (const BsPatch *self, const BsValue *value, gsize place)
{
  return value->place->style == BS_STYLE_BLOCK && value->place->start > bs_patch_find_line_end (self, place);
}

/* Replaces a key's value with one in another notation. */
static gboolean
replace_entry (BsPatch *self, const BsValue *old_item, const BsValue *new_item)
{
  const BsValuePlace *place = old_item->place;
  gsize colon = find_colon (self, old_item);
  gboolean was_below;
  g_autoptr (GString) out = g_string_new (NULL);

  if (!bs_patch_check_all (self, old_item))
    return FALSE;
  if (colon == 0)
    return bs_patch_fail (self, _ ("The key follows a question mark, where it cannot be changed."));

  was_below = is_below (self, old_item, colon);
  if (is_written_in_lines (self, new_item))
    {
      gsize end = bs_patch_find_line_end (self, was_below ? colon : place->end);

      if (!append_lines (self, out, new_item, column_of (self, place->key_start)))
        return FALSE;
      if (!was_below && place->end > colon)
        bs_splices_add (self->splices, colon, place->end, "");
      bs_splices_add (self->splices, end, end, out->str);
    }
  else if (!was_below)
    {
      return bs_patch_scalar (self, old_item, new_item, FALSE);
    }
  else
    {
      g_string_append_c (out, ' ');
      if (bs_value_is_scalar (new_item))
        bs_scalar_append (out, self->language, new_item, BS_STYLE_PLAIN, FALSE);
      else
        bs_value_append_flow (out, self->language, new_item);
      bs_splices_add (self->splices, colon, colon, out->str);
    }
  if (was_below)
    bs_patch_delete_lines (self, place->start, place->end);

  return TRUE;
}

static gboolean
change_entry (BsPatch *self, const BsValue *old_item, const BsValue *new_item)
{
  gboolean same_kind = old_item->kind == new_item->kind && !bs_value_is_scalar (old_item);

  if (!bs_patch_check (self, old_item))
    return FALSE;
  if (same_kind && (old_item->place->style == BS_STYLE_FLOW || new_item->items->len > 0))
    return bs_patch_value (self, old_item, new_item);

  return replace_entry (self, old_item, new_item);
}

static gboolean
change_item (BsPatch *self, const BsValue *old_list, const BsValue *old_item, const BsValue *new_item)
{
  g_autofree char *copy = NULL;

  if (!bs_patch_check (self, old_item))
    return FALSE;
  if (old_item->place->end > old_item->place->start)
    copy = bs_patch_copy_equal (self, old_list, new_item);
  if (copy != NULL)
    {
      if (!bs_patch_check_all (self, old_item))
        return FALSE;
      bs_splices_add (self->splices, old_item->place->start, old_item->place->end, copy);
      return TRUE;
    }
  if (!bs_value_is_scalar (old_item) && old_item->kind == new_item->kind && new_item->items->len > 0)
    return bs_patch_value (self, old_item, new_item);

  return bs_patch_scalar (self, old_item, new_item, FALSE);
}

/* The first dash at or after a position; the end of the block if there is none. */
static gsize
find_dash (const BsPatch *self, gsize place)
{
  while (place < self->end)
    {
      char c = self->text[place];

      if (c == '-')
        return place;
      if (c == '#')
        place = bs_patch_find_line_end (self, place);
      else
        place++;
    }

  return place;
}

/* The start of each item: its key or its dash. */
static GArray *
find_starts (BsPatch *self, const BsValue *value)
{
  GArray *starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  gsize place = value->place->start;

  for (guint i = 0; i < value->items->len; i++)
    {
      const BsValue *item = get_item (value, i);
      gsize start;

      if (item->place == NULL)
        break;
      if (value->kind == BS_VALUE_MAP)
        {
          start = item->place->key_start;
        }
      else
        {
          /* An anchor or a tag may come before the first dash, on the line of the key. */
          if (i == 0 && self->text[place] != '-')
            place = bs_patch_find_next_line (self, place);
          start = find_dash (self, place);
          place = MAX (item->place->end, start + 1);
          place = bs_patch_find_line_end (self, place);
        }
      g_array_append_val (starts, start);
    }

  return starts;
}

static gsize
item_end (const BsValue *item)
{
  return MAX (item->place->end, item->place->key_end);
}

static gboolean
append_item (BsPatch *self, GString *out, const BsValue *old_value, const BsValue *item, guint column)
{
  g_autofree char *copy = NULL;

  if (old_value->kind == BS_VALUE_MAP)
    return bs_patch_append_entry (self, out, item, column);

  g_string_append (out, "- ");
  copy = bs_patch_copy_equal (self, old_value, item);
  if (copy != NULL)
    g_string_append (out, copy);
  else if (bs_value_is_scalar (item))
    bs_scalar_append (out, self->language, item, BS_STYLE_PLAIN, FALSE);
  else
    bs_value_append_flow (out, self->language, item);

  return TRUE;
}

static gboolean
insert_item (BsPatch *self, const BsValue *old_value, const BsValue *item, const GArray *steps, guint i,
             const GArray *starts)
{
  gssize before = bs_patch_find_neighbour (steps, i, TRUE);
  gssize after = bs_patch_find_neighbour (steps, i, FALSE);
  guint index = g_array_index (steps, BsStep, before >= 0 ? before : after).old_index;
  guint column = column_of (self, g_array_index (starts, gsize, index));
  g_autoptr (GString) out = g_string_new (NULL);
  gsize place;

  if (before >= 0)
    {
      place = bs_patch_find_line_end (self, item_end (get_item (old_value, index)));
      g_string_append (out, self->newline);
      bs_patch_append_indent (out, column);
      if (!append_item (self, out, old_value, item, column))
        return FALSE;
    }
  else
    {
      place = g_array_index (starts, gsize, index);
      if (!append_item (self, out, old_value, item, column))
        return FALSE;
      g_string_append (out, self->newline);
      bs_patch_append_indent (out, column);
    }
  bs_splices_add (self->splices, place, place, out->str);

  return TRUE;
}

static gboolean
delete_item (BsPatch *self, const BsValue *old_value, guint index, const GArray *starts)
{
  const BsValue *item = get_item (old_value, index);
  gsize start = g_array_index (starts, gsize, index);
  gsize line = bs_patch_find_line_start (self, start);

  if (!bs_patch_check_all (self, item))
    return FALSE;

  if (strspn (self->text + line, " ") >= start - line)
    bs_patch_delete_lines (self, start, item_end (item));
  else if (index + 1 < starts->len)
    bs_splices_add (self->splices, start, g_array_index (starts, gsize, index + 1), "");
  else
    return bs_patch_fail (self, _ ("Its parts are too close together for this change."));

  return TRUE;
}

/* Replaces all keys at the top level. Nested maps are not handled here. */
static gboolean
replace_all (BsPatch *self, const BsValue *old_value, const BsValue *new_value, const GArray *starts)
{
  guint n = old_value->items->len;
  gsize place = n > 0 ? bs_patch_find_line_end (self, item_end (get_item (old_value, n - 1))) : self->end;
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < new_value->items->len; i++)
    {
      if (n > 0)
        g_string_append (out, self->newline);
      if (!bs_patch_append_entry (self, out, get_item (new_value, i), 0))
        return FALSE;
      if (n == 0)
        g_string_append (out, self->newline);
    }
  if (out->len > 0)
    bs_splices_add (self->splices, place, place, out->str);
  for (guint i = 0; i < n; i++)
    {
      if (!delete_item (self, old_value, i, starts))
        return FALSE;
    }

  return TRUE;
}

/* Changes a block-style list or map into another of the same kind. */
gboolean
bs_patch_block (BsPatch *self, const BsValue *old_value, const BsValue *new_value)
{
  g_autoptr (GArray) starts = find_starts (self, old_value);
  g_autoptr (GArray) steps = NULL;

  if (starts->len < old_value->items->len)
    return bs_patch_check (self, get_item (old_value, starts->len));

  steps = bs_alignment_find (old_value, new_value);
  if (bs_patch_find_neighbour (steps, steps->len, TRUE) < 0)
    {
      if (old_value == self->outline)
        return replace_all (self, old_value, new_value, starts);
      return bs_patch_scalar (self, old_value, new_value, FALSE);
    }

  for (guint i = 0; i < steps->len; i++)
    {
      const BsStep *step = &g_array_index (steps, BsStep, i);
      gboolean is_done = TRUE;

      if (step->kind == BS_STEP_INSERT)
        is_done = insert_item (self, old_value, get_item (new_value, step->new_index), steps, i, starts);
      else if (step->kind == BS_STEP_DELETE)
        is_done = delete_item (self, old_value, step->old_index, starts);
      else if (step->kind == BS_STEP_CHANGE)
        is_done = old_value->kind == BS_VALUE_MAP ? change_entry (self, get_item (old_value, step->old_index),
                                                                  get_item (new_value, step->new_index)) :
                                                    change_item (self, old_value, get_item (old_value, step->old_index),
                                                                 get_item (new_value, step->new_index));
      if (!is_done)
        return FALSE;
    }

  return TRUE;
}
