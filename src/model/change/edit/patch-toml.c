/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/edit/patch-private.h"

#include "model/change/edit/scalar-writer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A table, its full name, and its name relative to the header above its lines. */
typedef struct
{
  GPtrArray *path; /* (element-type utf8) */
  guint n_headed;  /* the number of its parts that the header covers */
} Name;

static gboolean patch_table (BsPatch *self, const BsValue *old_table, const BsValue *new_table, Name *name);

static const BsValue *
get_item (const BsValue *value, guint i)
{
  return g_ptr_array_index (value->items, i);
}

static gboolean
is_pair (const BsValue *item)
{
  return item->place != NULL && item->place->key_end > 0;
}

static void
append_path (GString *out, const Name *name, guint from)
{
  for (guint i = from; i < name->path->len; i++)
    {
      if (i > from)
        g_string_append_c (out, '.');
      bs_scalar_append_key (out, BS_FRONT_MATTER_TOML, g_ptr_array_index (name->path, i), FALSE);
    }
}

static gboolean
append_pair (BsPatch *self, GString *out, const Name *name, const BsValue *item)
{
  append_path (out, name, name->n_headed);
  if (name->path->len > name->n_headed)
    g_string_append_c (out, '.');
  bs_scalar_append_key (out, BS_FRONT_MATTER_TOML, item->key, FALSE);
  g_string_append (out, " = ");

  return bs_value_append_flow (out, BS_FRONT_MATTER_TOML, item) || bs_patch_fail (self, _ ("TOML has no empty value."));
}

/* Adds a table with its own header at the end. */
static gboolean
append_section (BsPatch *self, const Name *name, const BsValue *table, const char *opening, const char *closing)
{
  Name inside = { name->path, name->path->len };
  g_autoptr (GString) out = g_string_new (NULL);

  if (self->end > self->start && self->text[self->end - 1] != '\n' && self->text[self->end - 1] != '\r')
    g_string_append (out, self->newline);
  g_string_append (out, opening);
  append_path (out, name, 0);
  g_string_append_printf (out, "%s%s", closing, self->newline);
  for (guint i = 0; i < table->items->len; i++)
    {
      if (!append_pair (self, out, &inside, get_item (table, i)))
        return FALSE;
      g_string_append (out, self->newline);
    }
  bs_splices_add (self->splices, self->end, self->end, out->str);

  return TRUE;
}

static gboolean
delete_item (BsPatch *self, const BsValue *item)
{
  if (!bs_patch_check (self, item))
    return FALSE;

  if (is_pair (item))
    {
      bs_patch_delete_lines (self, item->place->key_start, item->place->end);
      return TRUE;
    }
  if (item->place->style == BS_STYLE_HEADER && item->place->end > 0)
    bs_patch_delete_lines (self, item->place->start, item->place->end);
  for (guint i = 0; item->items != NULL && i < item->items->len; i++)
    {
      if (!delete_item (self, get_item (item, i)))
        return FALSE;
    }

  return TRUE;
}

static gssize
find_pair (const GArray *steps, const BsValue *table, guint i, gboolean before)
{
  gssize at = i;

  while ((at = bs_patch_find_neighbour (steps, at, before)) >= 0 &&
         !is_pair (get_item (table, g_array_index (steps, BsStep, at).old_index)))
    ;

  return at;
}

static gboolean
insert_pair (BsPatch *self, const BsValue *old_table, const BsValue *item, const GArray *steps, guint i,
             const Name *name)
{
  gssize before = find_pair (steps, old_table, i, TRUE);
  gssize after = find_pair (steps, old_table, i, FALSE);
  g_autoptr (GString) pair = g_string_new (NULL);
  g_autoptr (GString) out = g_string_new (NULL);
  gsize place;

  if (!append_pair (self, pair, name, item))
    return FALSE;

  if (before >= 0 || after >= 0)
    {
      const BsValue *pair_there =
          get_item (old_table, g_array_index (steps, BsStep, before >= 0 ? before : after).old_index);
      gsize start = pair_there->place->key_start;
      gsize line = bs_patch_find_line_start (self, start);
      int indent = strspn (self->text + line, " \t") >= start - line ? (int) (start - line) : 0;

      place = before >= 0 ? bs_patch_find_line_end (self, pair_there->place->end) : start;
      if (before >= 0)
        g_string_append_printf (out, "%s%.*s%s", self->newline, indent, self->text + line, pair->str);
      else
        g_string_append_printf (out, "%s%s%.*s", pair->str, self->newline, indent, self->text + line);
    }
  else if (old_table->place->style == BS_STYLE_HEADER)
    {
      place = bs_patch_find_line_end (self, old_table->place->end);
      g_string_append_printf (out, "%s%s", self->newline, pair->str);
    }
  else if (old_table == self->outline)
    {
      place = self->start;
      g_string_append_printf (out, "%s%s", pair->str, self->newline);
    }
  else
    {
      g_autoptr (BsValue) table = bs_value_new (BS_VALUE_MAP, 0, 0);

      bs_value_insert (table, item->key, bs_value_copy (item));

      return append_section (self, name, table, "[", "]");
    }
  bs_splices_add (self->splices, place, place, out->str);

  return TRUE;
}

/* [[tables]]: their contents can change, tables can be deleted, and new ones are appended. */
static gboolean
patch_tables (BsPatch *self, const BsValue *old_list, const BsValue *new_list, Name *name)
{
  g_autoptr (GArray) steps = bs_alignment_find (old_list, new_list);

  for (guint i = 0; i < steps->len; i++)
    {
      const BsStep *step = &g_array_index (steps, BsStep, i);
      const BsValue *new_item = step->kind != BS_STEP_DELETE ? get_item (new_list, step->new_index) : NULL;
      gboolean is_done = TRUE;

      if (new_item != NULL && new_item->kind != BS_VALUE_MAP)
        return bs_patch_fail (self, _ ("A list of tables can contain only tables."));
      if (step->kind == BS_STEP_DELETE)
        is_done = delete_item (self, get_item (old_list, step->old_index));
      else if (step->kind == BS_STEP_INSERT)
        is_done = append_section (self, name, new_item, "[[", "]]");
      else if (step->kind == BS_STEP_CHANGE)
        {
          Name inside = { name->path, name->path->len };

          is_done = patch_table (self, get_item (old_list, step->old_index), new_item, &inside);
        }
      if (!is_done)
        return FALSE;
    }

  return TRUE;
}

static gboolean
change_item (BsPatch *self, const BsValue *old_item, const BsValue *new_item, Name *name, gboolean *is_other)
{
  gboolean is_done = FALSE;

  *is_other = FALSE;
  if (!bs_patch_check (self, old_item))
    return FALSE;
  if (is_pair (old_item))
    return bs_patch_value (self, old_item, new_item);
  if (old_item->kind != new_item->kind || new_item->items->len == 0)
    {
      *is_other = TRUE;
      return delete_item (self, old_item);
    }

  g_ptr_array_add (name->path, old_item->key);
  if (old_item->kind == BS_VALUE_LIST)
    {
      is_done = patch_tables (self, old_item, new_item, name);
    }
  else
    {
      Name inside = { name->path, old_item->place->style == BS_STYLE_HEADER ? name->path->len : name->n_headed };

      is_done = patch_table (self, old_item, new_item, &inside);
    }
  g_ptr_array_remove_index (name->path, name->path->len - 1);

  return is_done;
}

static gboolean
patch_table (BsPatch *self, const BsValue *old_table, const BsValue *new_table, Name *name)
{
  g_autoptr (GArray) steps = NULL;

  if (!bs_patch_check (self, old_table))
    return FALSE;

  steps = bs_alignment_find (old_table, new_table);
  for (guint i = 0; i < steps->len; i++)
    {
      BsStep *step = &g_array_index (steps, BsStep, i);
      gboolean is_done = TRUE, is_other = FALSE;

      if (step->kind == BS_STEP_DELETE)
        is_done = delete_item (self, get_item (old_table, step->old_index));
      else if (step->kind == BS_STEP_CHANGE)
        is_done = change_item (self, get_item (old_table, step->old_index), get_item (new_table, step->new_index), name,
                               &is_other);
      /* A table that becomes another kind of value is deleted, and the value is inserted. */
      if (is_other)
        step->kind = BS_STEP_INSERT;
      if (is_done && step->kind == BS_STEP_INSERT)
        is_done = insert_pair (self, old_table, get_item (new_table, step->new_index), steps, i, name);
      if (!is_done)
        return FALSE;
    }

  return TRUE;
}

/* Changes a whole block of TOML. */
gboolean
bs_patch_toml (BsPatch *self, const BsValue *outline, const BsValue *wanted)
{
  g_autoptr (GPtrArray) path = g_ptr_array_new ();
  Name name = { path, 0 };

  return patch_table (self, outline, wanted, &name);
}
