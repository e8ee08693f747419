/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/edit/patch.h"

#include "model/change/edit/patch-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define USUAL_INDENT 2

gboolean
bs_patch_fail (BsPatch *self, const char *reason)
{
  if (self->reason == NULL)
    self->reason = g_strdup (reason);

  return FALSE;
}

/* Whether a value may be changed. */
gboolean
bs_patch_check (BsPatch *self, const BsValue *value)
{
  if (value->place == NULL)
    return bs_patch_fail (self, _ ("It is nested too deeply."));
  if (value->place->is_repeated)
    {
      g_autofree char *reason = g_strdup_printf (
          _ ("“%s” occurs more than once, and programs disagree on which one counts. Keep only one of them."),
          value->key != NULL ? value->key : "");

      return bs_patch_fail (self, reason);
    }
  if (value->place->anchor != NULL && value->place->style != BS_STYLE_ALIAS &&
      g_hash_table_contains (self->aliases, value->place->anchor))
    {
      g_autofree char *reason = g_strdup_printf (
          _ ("Another value refers to this one as “%s”, and would change with it."), value->place->anchor);

      return bs_patch_fail (self, reason);
    }

  return TRUE;
}

gboolean
bs_patch_check_all (BsPatch *self, const BsValue *value)
{
  if (!bs_patch_check (self, value))
    return FALSE;

  for (guint i = 0; value->items != NULL && i < value->items->len; i++)
    {
      if (!bs_patch_check_all (self, g_ptr_array_index (value->items, i)))
        return FALSE;
    }

  return TRUE;
}

gsize
bs_patch_find_line_start (const BsPatch *self, gsize place)
{
  while (place > self->start && self->text[place - 1] != '\n' && self->text[place - 1] != '\r')
    place--;

  return place;
}

gsize
bs_patch_find_line_end (const BsPatch *self, gsize place)
{
  while (place < self->end && self->text[place] != '\n' && self->text[place] != '\r')
    place++;

  return place;
}

gsize
bs_patch_find_next_line (const BsPatch *self, gsize place)
{
  place = bs_patch_find_line_end (self, place);
  if (place < self->end && self->text[place] == '\r')
    place++;
  if (place < self->end && self->text[place] == '\n')
    place++;

  return place;
}

/* Deletes the lines from @start to @end. If the previous line has the same line end as the last of them, that line end
 * is deleted instead, so that text can be inserted after the lines at the same time. */
void
bs_patch_delete_lines (BsPatch *self, gsize start, gsize end)
{
  gsize next = bs_patch_find_next_line (self, end);
  gsize length;

  start = bs_patch_find_line_start (self, start);
  end = bs_patch_find_line_end (self, end);
  length = next - end;
  if (length > 0 && start >= length && memcmp (self->text + start - length, self->text + end, length) == 0 &&
      (start == length || length == 2 || self->text[end] != '\n' || self->text[start - length - 1] != '\r'))
    {
      start -= length;
      next = end;
    }
  bs_splices_add (self->splices, start, next, "");
}

void
bs_patch_append_indent (GString *out, guint width)
{
  for (guint i = 0; i < width; i++)
    g_string_append_c (out, ' ');
}

/* The nearest step before or after another one, or before the end, that keeps or changes an item; -1 if none. */
gssize
bs_patch_find_neighbour (const GArray *steps, guint i, gboolean before)
{
  const BsStep *last;

  if (i < steps->len)
    return before ? g_array_index (steps, BsStep, i).before : g_array_index (steps, BsStep, i).after;
  if (steps->len == 0 || !before)
    return -1;
  last = &g_array_index (steps, BsStep, steps->len - 1);

  return last->kind == BS_STEP_KEEP || last->kind == BS_STEP_CHANGE ? (gssize) steps->len - 1 : last->before;
}

/* An item that moves within its list is copied as written. */
char *
bs_patch_copy_equal (const BsPatch *self, const BsValue *old_list, const BsValue *new_item)
{
  for (guint i = 0; i < old_list->items->len; i++)
    {
      const BsValue *item = g_ptr_array_index (old_list->items, i);

      if (item->place != NULL && item->place->end > item->place->start && item->place->style != BS_STYLE_LITERAL &&
          item->place->style != BS_STYLE_FOLDED && bs_value_equal (item, new_item))
        return g_strndup (self->text + item->place->start, item->place->end - item->place->start);
    }

  return NULL;
}

/* Changes a value in place. */
gboolean
bs_patch_value (BsPatch *self, const BsValue *old_value, const BsValue *new_value)
{
  BsValueStyle style;

  if (bs_alignment_keeps (old_value, new_value))
    return TRUE;
  if (!bs_patch_check (self, old_value))
    return FALSE;

  style = old_value->place->style;
  if (old_value->kind == new_value->kind && !bs_value_is_scalar (old_value))
    {
      if (style == BS_STYLE_FLOW || style == BS_STYLE_BARE)
        return bs_patch_flow (self, old_value, new_value);
      if (style == BS_STYLE_BLOCK && new_value->items->len > 0)
        return bs_patch_block (self, old_value, new_value);
    }

  return bs_patch_scalar (self, old_value, new_value, TRUE);
}

/* Finds how the file writes lists, by its first non-empty list. Returns whether it has one. */
static gboolean
find_list_style (BsPatch *self, const BsValue *map, guint map_column)
{
  for (guint i = 0; map->items != NULL && i < map->items->len; i++)
    {
      const BsValue *item = g_ptr_array_index (map->items, i);
      const BsValuePlace *place = item->place;

      if (item->kind == BS_VALUE_MAP && place != NULL && place->style == BS_STYLE_BLOCK && item->items->len > 0 &&
          find_list_style (self, item, item->column - 1))
        return TRUE;
      if (item->kind != BS_VALUE_LIST || place == NULL || item->items->len == 0)
        continue;
      self->lists_in_flow = place->style == BS_STYLE_FLOW;
      if (!self->lists_in_flow)
        {
          gsize start = bs_patch_find_line_start (self, place->start);
          guint indent = place->start - start;

          if (indent >= map_column && strspn (self->text + start, " ") == indent)
            self->list_indent = indent - map_column;
        }
      return TRUE;
    }

  return FALSE;
}

static void
find_aliases (BsPatch *self, const BsValue *value)
{
  if (value->place != NULL && value->place->style == BS_STYLE_ALIAS)
    g_hash_table_add (self->aliases, value->place->anchor);
  for (guint i = 0; value->items != NULL && i < value->items->len; i++)
    find_aliases (self, g_ptr_array_index (value->items, i));
}

/* Uses the line end of the file's first line. */
static const char *
find_newline (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '\n')
        return "\n";
      if (text[i] == '\r')
        return i + 1 < length && text[i + 1] == '\n' ? "\r\n" : "\r";
    }

  return "\n";
}

/* Adds front matter at the start of a text that has none. */
static gboolean
make_new (BsPatch *self, const BsValue *wanted)
{
  g_autoptr (GString) out = g_string_new ("---");

  g_string_append (out, self->newline);
  for (guint i = 0; i < wanted->items->len; i++)
    {
      if (!bs_patch_append_entry (self, out, g_ptr_array_index (wanted->items, i), 0))
        return FALSE;
      g_string_append (out, self->newline);
    }
  g_string_append_printf (out, "---%s", self->newline);
  bs_splices_add (self->splices, 0, 0, out->str);

  return TRUE;
}

/**
 * bs_patch_make:
 * @front_matter: the front matter of @text
 * @text: a whole text
 * @length: its length in bytes
 * @outline: its front matter with positions; see bs_outline_read(). An empty map if there is none.
 * @wanted: the requested values: a map with its keys in the order of @outline
 * @reason: (out) (transfer full) (nullable): why it is not possible, as a sentence
 *
 * Computes the splices that give front matter the requested values. The caller must verify the result by reading it.
 *
 * Returns: (transfer full) (nullable): sorted splices; %NULL if @reason is set
 */
BsSplices *
bs_patch_make (const BsFrontMatter *front_matter, const char *text, gsize length, const BsValue *outline,
               const BsValue *wanted, char **reason)
{
  g_autoptr (GHashTable) aliases = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (BsSplices) splices = bs_splices_new ();
  BsPatch self = { 0 };
  gboolean is_done;

  g_return_val_if_fail (front_matter != NULL && text != NULL, NULL);
  g_return_val_if_fail (outline != NULL && outline->kind == BS_VALUE_MAP, NULL);
  g_return_val_if_fail (wanted != NULL && wanted->kind == BS_VALUE_MAP, NULL);
  g_return_val_if_fail (reason != NULL, NULL);

  self.language = front_matter->kind;
  self.text = text;
  self.start = front_matter->block_start;
  self.end = front_matter->block_start + front_matter->block_length;
  self.newline = find_newline (text, length);
  self.outline = outline;
  self.splices = splices;
  self.list_indent = USUAL_INDENT;
  self.aliases = aliases;
  find_aliases (&self, outline);
  find_list_style (&self, outline, 0);

  if (front_matter->kind == BS_FRONT_MATTER_NONE)
    is_done = make_new (&self, wanted);
  else if (front_matter->kind == BS_FRONT_MATTER_TOML)
    is_done = bs_patch_toml (&self, outline, wanted);
  else if (outline->place->style == BS_STYLE_BLOCK)
    is_done = bs_patch_block (&self, outline, wanted);
  else
    is_done = bs_patch_flow (&self, outline, wanted);

  if (is_done && !bs_splices_sort (splices))
    is_done = bs_patch_fail (&self, _ ("Its parts are too close together for this change."));
  *reason = self.reason;

  return is_done ? g_steal_pointer (&splices) : NULL;
}
