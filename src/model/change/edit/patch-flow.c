/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/edit/patch-private.h"

#include "model/change/edit/scalar-writer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
fail_no_null (BsPatch *self)
{
  return bs_patch_fail (self, _ ("TOML has no empty value."));
}

/* Replaces a value with another one on a single line. */
gboolean
bs_patch_scalar (BsPatch *self, const BsValue *old_value, const BsValue *new_value, gboolean in_flow)
{
  const BsValuePlace *place = old_value->place;
  g_autoptr (GString) out = g_string_new (NULL);

  if (!bs_patch_check_all (self, old_value))
    return FALSE;

  /* The old value is empty and directly follows a colon or a dash. */
  if (place->start == place->end && self->language == BS_FRONT_MATTER_YAML)
    g_string_append_c (out, ' ');
  if (!(bs_value_is_scalar (new_value) ? bs_scalar_append (out, self->language, new_value, place->style, in_flow) :
                                         bs_value_append_flow (out, self->language, new_value)))
    return fail_no_null (self);
  bs_splices_add (self->splices, place->start, place->end, out->str);

  return TRUE;
}

gsize
bs_patch_item_start (const BsValue *item)
{
  return item->place->key_end > 0 && item->key != NULL ? item->place->key_start : item->place->start;
}

gsize
bs_patch_item_end (const BsValue *item)
{
  return MAX (item->place->end, item->place->key_end);
}

static const BsValue *
get_item (const BsValue *value, guint i)
{
  return g_ptr_array_index (value->items, i);
}

/* Appends an item inside brackets. An item that moves within a list is copied as written. */
gboolean
bs_patch_append_flow_item (BsPatch *self, GString *out, const BsValue *old_value, const BsValue *item)
{
  if (old_value->kind == BS_VALUE_LIST)
    {
      g_autofree char *copy = bs_patch_copy_equal (self, old_value, item);

      if (copy != NULL)
        {
          g_string_append (out, copy);
          return TRUE;
        }
    }
  else
    {
      bs_scalar_append_key (out, self->language, item->key, TRUE);
      g_string_append (out, self->language == BS_FRONT_MATTER_TOML ? " = " : ": ");
    }

  return bs_value_append_flow (out, self->language, item) || fail_no_null (self);
}

/* The white space after a comma in this file: that between two items, or that before the first one if it starts a
 * line. */
static char *
find_gap (const BsPatch *self, const BsValue *value)
{
  gsize start, end, line;

  if (value->items->len > 1)
    {
      end = bs_patch_item_start (get_item (value, 1));
      for (start = end; start > 0 && g_ascii_isspace (self->text[start - 1]); start--)
        ;
      if (self->text[start - 1] == ',')
        return g_strndup (self->text + start, end - start);
    }
  else if (value->items->len == 1)
    {
      end = bs_patch_item_start (get_item (value, 0));
      line = bs_patch_find_line_start (self, end);
      if (line > value->place->start && strspn (self->text + line, " \t") >= end - line)
        return g_strdup_printf ("%s%.*s", self->newline, (int) (end - line), self->text + line);
    }

  return g_strdup (" ");
}

/* No item is kept, so everything between the brackets is replaced. */
static gboolean
replace_all (BsPatch *self, const BsValue *old_value, const BsValue *new_value)
{
  gboolean is_bare = old_value->place->style == BS_STYLE_BARE;
  gsize start = old_value->place->start + (is_bare ? 0 : 1);
  gsize end = old_value->place->end - (is_bare ? 0 : 1);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < new_value->items->len; i++)
    {
      if (i > 0)
        g_string_append (out, ", ");
      if (!bs_patch_append_flow_item (self, out, old_value, get_item (new_value, i)))
        return FALSE;
    }
  if (is_bare && out->len > 0)
    g_string_append (out, self->newline);
  bs_splices_add (self->splices, start, end, out->str);

  return TRUE;
}

static gboolean
insert_item (BsPatch *self, const BsValue *old_value, const BsValue *item, const GArray *steps, guint i,
             const char *gap)
{
  gssize before = bs_patch_find_neighbour (steps, i, TRUE);
  gssize after = bs_patch_find_neighbour (steps, i, FALSE);
  g_autoptr (GString) out = g_string_new (NULL);
  gsize place;

  if (before >= 0)
    {
      place = bs_patch_item_end (get_item (old_value, g_array_index (steps, BsStep, before).old_index));
      g_string_append_printf (out, ",%s", gap);
      if (!bs_patch_append_flow_item (self, out, old_value, item))
        return FALSE;
    }
  else
    {
      place = bs_patch_item_start (get_item (old_value, g_array_index (steps, BsStep, after).old_index));
      if (!bs_patch_append_flow_item (self, out, old_value, item))
        return FALSE;
      g_string_append_printf (out, ",%s", gap);
    }
  bs_splices_add (self->splices, place, place, out->str);

  return TRUE;
}

static gboolean
delete_item (BsPatch *self, const BsValue *old_value, const GArray *steps, guint i)
{
  guint index = g_array_index (steps, BsStep, i).old_index;
  gssize before = bs_patch_find_neighbour (steps, i, TRUE);
  gssize after = bs_patch_find_neighbour (steps, i, FALSE);
  gsize start = bs_patch_item_start (get_item (old_value, index));

  if (!bs_patch_check_all (self, get_item (old_value, index)))
    return FALSE;

  if (after >= 0)
    {
      bs_splices_add (self->splices, start, bs_patch_item_start (get_item (old_value, index + 1)), "");
    }
  else
    {
      /* At the end, the comma before the item is deleted too, so each step deletes the separator before its item. */
      const BsValue *last = get_item (old_value, index - 1);

      g_assert (before >= 0 && index > 0);
      bs_splices_add (self->splices, bs_patch_item_end (last), bs_patch_item_end (get_item (old_value, index)), "");
    }

  return TRUE;
}

static gboolean
change_item (BsPatch *self, const BsValue *old_value, const BsValue *old_item, const BsValue *new_item)
{
  g_autofree char *copy = NULL;

  if (!bs_patch_check (self, old_item))
    return FALSE;
  if (old_value->kind == BS_VALUE_LIST)
    copy = bs_patch_copy_equal (self, old_value, new_item);
  if (copy == NULL)
    return bs_patch_value (self, old_item, new_item);
  if (!bs_patch_check_all (self, old_item))
    return FALSE;
  bs_splices_add (self->splices, old_item->place->start, old_item->place->end, copy);

  return TRUE;
}

static gboolean
change_items (BsPatch *self, const BsValue *old_value, const BsValue *new_value, const GArray *steps)
{
  for (guint i = 0; i < steps->len; i++)
    {
      const BsStep *step = &g_array_index (steps, BsStep, i);

      if (step->kind == BS_STEP_CHANGE &&
          !change_item (self, old_value, get_item (old_value, step->old_index), get_item (new_value, step->new_index)))
        return FALSE;
    }

  return TRUE;
}

/* Changes a flow-style list or map into another of the same kind. */
gboolean
bs_patch_flow (BsPatch *self, const BsValue *old_value, const BsValue *new_value)
{
  g_autoptr (GArray) steps = NULL;
  g_autofree char *gap = NULL;

  for (guint i = 0; i < old_value->items->len; i++)
    {
      if (get_item (old_value, i)->place == NULL)
        return bs_patch_check (self, get_item (old_value, i));
    }

  steps = bs_alignment_find (old_value, new_value);
  if (bs_patch_has_comments (self, old_value))
    return change_items (self, old_value, new_value, steps) && bs_patch_comments (self, old_value, new_value, steps);
  if (bs_patch_find_neighbour (steps, steps->len, TRUE) < 0)
    return bs_patch_check_all (self, old_value) && replace_all (self, old_value, new_value);

  gap = find_gap (self, old_value);
  for (guint i = 0; i < steps->len; i++)
    {
      const BsStep *step = &g_array_index (steps, BsStep, i);
      gboolean is_done = TRUE;

      if (step->kind == BS_STEP_INSERT)
        is_done = insert_item (self, old_value, get_item (new_value, step->new_index), steps, i, gap);
      else if (step->kind == BS_STEP_DELETE)
        is_done = delete_item (self, old_value, steps, i);
      else if (step->kind == BS_STEP_CHANGE)
        is_done =
            change_item (self, old_value, get_item (old_value, step->old_index), get_item (new_value, step->new_index));
      if (!is_done)
        return FALSE;
    }

  return TRUE;
}
