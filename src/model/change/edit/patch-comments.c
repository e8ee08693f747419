/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/edit/patch-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define USUAL_INDENT 2

/* Brackets with comments between items are changed line by line. A comment after an item on its line belongs to that
 * item and moves with it; a comment on its own line stays. */

/* The position of an item on its lines. */
typedef struct
{
  gsize start;
  gsize end;
  gsize comma; /* 0 if none follows on the line */
  gsize line_end;
  gboolean follows;     /* the line has other text before the item */
  gboolean is_followed; /* or after it, other than its comma and its comment */
  gboolean has_comment;
} Extent;

typedef struct
{
  BsPatch *patch;
  const BsValue *old_value;
  const BsValue *new_value;
  const GArray *steps;
  GArray *extents; /* (element-type Extent) */
  gboolean ends_in_comma;
} Lines;

static const BsValue *
get_item (const BsValue *value, guint i)
{
  return g_ptr_array_index (value->items, i);
}

static const Extent *
get_extent (const Lines *self, guint i)
{
  return &g_array_index (self->extents, Extent, i);
}

static gsize
skip_blanks (const BsPatch *patch, gsize place)
{
  return place + strspn (patch->text + place, " \t");
}

static gsize
find_blanks (const BsPatch *patch, gsize place)
{
  while (place > patch->start && (patch->text[place - 1] == ' ' || patch->text[place - 1] == '\t'))
    place--;

  return place;
}

static Extent
find_extent (const BsPatch *patch, const BsValue *item)
{
  Extent extent = { .start = bs_patch_item_start (item), .end = bs_patch_item_end (item) };
  gsize place = skip_blanks (patch, extent.end);

  if (patch->text[place] == ',')
    {
      extent.comma = place;
      place = skip_blanks (patch, place + 1);
    }
  extent.line_end = bs_patch_find_line_end (patch, place);
  extent.has_comment = place < extent.line_end && patch->text[place] == '#';
  extent.is_followed = place < extent.line_end && !extent.has_comment;
  extent.follows = find_blanks (patch, extent.start) > bs_patch_find_line_start (patch, extent.start);

  return extent;
}

/* Whether the brackets have a comment that is not inside an item. */
gboolean
bs_patch_has_comments (const BsPatch *patch, const BsValue *value)
{
  gsize start = value->place->start;

  if (patch->language == BS_FRONT_MATTER_JSON)
    return FALSE;
  for (guint i = 0; i <= value->items->len; i++)
    {
      gsize end = i < value->items->len ? bs_patch_item_start (get_item (value, i)) : value->place->end;

      if (end > start && memchr (patch->text + start, '#', end - start) != NULL)
        return TRUE;
      start = i < value->items->len ? bs_patch_item_end (get_item (value, i)) : end;
    }

  return FALSE;
}

static gboolean
has_commas (const Lines *self)
{
  for (guint i = 0; i + 1 < self->extents->len; i++)
    {
      if (get_extent (self, i)->comma == 0)
        return FALSE;
    }

  return TRUE;
}

/* If an item moved, its comment would end up next to another item. */
static gboolean
moves (const Lines *self, const BsStep *from)
{
  if (from->kind != BS_STEP_DELETE && from->kind != BS_STEP_CHANGE)
    return FALSE;

  for (guint i = 0; i < self->steps->len; i++)
    {
      const BsStep *to = &g_array_index (self->steps, BsStep, i);

      if ((to->kind == BS_STEP_INSERT || to->kind == BS_STEP_CHANGE) &&
          bs_value_equal (get_item (self->old_value, from->old_index), get_item (self->new_value, to->new_index)))
        return TRUE;
    }

  return FALSE;
}

static gboolean
check_steps (const Lines *self)
{
  for (guint i = 0; i < self->steps->len; i++)
    {
      const BsStep *step = &g_array_index (self->steps, BsStep, i);

      if (self->old_value->kind == BS_VALUE_LIST && moves (self, step))
        return bs_patch_fail (self->patch, _ ("Its items have comments next to them, which would not move with them."));
      if ((step->kind == BS_STEP_INSERT || step->kind == BS_STEP_DELETE) && !has_commas (self))
        return bs_patch_fail (self->patch, _ ("There are comments between its items and their commas."));
    }

  return TRUE;
}

/* Starts a new line with the indent of the others. */
static void
append_new_line (const Lines *self, GString *out)
{
  const BsPatch *patch = self->patch;
  gsize line = bs_patch_find_line_start (patch, self->old_value->place->start);
  guint extra = USUAL_INDENT;

  for (guint i = 0; i < self->extents->len; i++)
    {
      if (!get_extent (self, i)->follows)
        {
          line = bs_patch_find_line_start (patch, get_extent (self, i)->start);
          extra = 0;
          break;
        }
    }
  g_string_append (out, patch->newline);
  g_string_append_len (out, patch->text + line, strspn (patch->text + line, " \t"));
  bs_patch_append_indent (out, extra);
}

static gboolean
insert_item (const Lines *self, guint step)
{
  BsPatch *patch = self->patch;
  const BsValue *item = get_item (self->new_value, g_array_index (self->steps, BsStep, step).new_index);
  gssize before = bs_patch_find_neighbour (self->steps, step, TRUE);
  gboolean is_last = bs_patch_find_neighbour (self->steps, step, FALSE) < 0;
  gsize place = self->old_value->place->start + 1;
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = step + 1; is_last && i < self->steps->len; i++)
    is_last = g_array_index (self->steps, BsStep, i).kind != BS_STEP_INSERT;

  if (before < 0 && self->extents->len > 0 && bs_patch_find_line_end (patch, place) > get_extent (self, 0)->start)
    {
      place = get_extent (self, 0)->start;
      if (!bs_patch_append_flow_item (patch, out, self->old_value, item))
        return FALSE;
      g_string_append_c (out, ',');
      append_new_line (self, out);
      bs_splices_add (patch->splices, place, place, out->str);
      return TRUE;
    }

  if (before < 0)
    {
      place = bs_patch_find_line_end (patch, place);
      append_new_line (self, out);
    }
  else
    {
      guint index = g_array_index (self->steps, BsStep, before).old_index;
      const Extent *extent = get_extent (self, index);

      if (!extent->is_followed)
        place = extent->line_end;
      else
        place = extent->comma > 0 ? extent->comma + 1 : extent->end;
      if (extent->is_followed && (extent->follows || index + 1 < self->extents->len))
        g_string_append_c (out, ' ');
      else
        append_new_line (self, out);
    }
  if (!bs_patch_append_flow_item (patch, out, self->old_value, item))
    return FALSE;
  if (!is_last || self->ends_in_comma)
    g_string_append_c (out, ',');
  bs_splices_add (patch->splices, place, place, out->str);

  return TRUE;
}

static gboolean
delete_item (const Lines *self, guint index)
{
  BsPatch *patch = self->patch;
  const Extent *extent = get_extent (self, index);
  gsize end = extent->comma > 0 ? extent->comma + 1 : extent->end;
  gsize line = bs_patch_find_line_start (patch, extent->start);

  if (!bs_patch_check_all (patch, get_item (self->old_value, index)))
    return FALSE;

  if (!extent->follows && !extent->is_followed)
    bs_patch_delete_lines (patch, extent->start, extent->line_end);
  else if (extent->is_followed && (index + 1 < self->extents->len || !extent->follows))
    bs_splices_add (patch->splices, extent->start, skip_blanks (patch, end), "");
  else if (!extent->has_comment)
    bs_splices_add (patch->splices, find_blanks (patch, extent->start), end, "");
  else if (index == 0 || get_extent (self, index - 1)->end <= line)
    bs_splices_add (patch->splices, find_blanks (patch, extent->start), extent->line_end, "");
  else
    return bs_patch_fail (patch, _ ("A comment follows more than one of its items."));

  return TRUE;
}

/* A new last item gets a comma if the old last one had one. */
static void
fit_last_comma (const Lines *self)
{
  gssize step = bs_patch_find_neighbour (self->steps, self->steps->len, TRUE);
  gboolean comes_last = FALSE;
  const Extent *extent;

  for (gssize i = step + 1; i < (gssize) self->steps->len; i++)
    comes_last = comes_last || g_array_index (self->steps, BsStep, i).kind == BS_STEP_INSERT;
  if (step < 0 || self->ends_in_comma)
    return;

  extent = get_extent (self, g_array_index (self->steps, BsStep, step).old_index);
  if (comes_last && extent->comma == 0)
    bs_splices_add (self->patch->splices, extent->end, extent->end, ",");
  else if (!comes_last && extent->comma > 0)
    bs_splices_add (self->patch->splices, extent->comma, extent->comma + 1, "");
}

/* Deletes and inserts items in brackets with comments between them. Items that change in place are handled
 * elsewhere. */
gboolean
bs_patch_comments (BsPatch *patch, const BsValue *old_value, const BsValue *new_value, const GArray *steps)
{
  g_autoptr (GArray) extents = g_array_new (FALSE, FALSE, sizeof (Extent));
  Lines self = { patch, old_value, new_value, steps, extents, FALSE };
  gboolean is_done = TRUE;

  for (guint i = 0; i < old_value->items->len; i++)
    {
      Extent extent = find_extent (patch, get_item (old_value, i));

      g_array_append_val (extents, extent);
      self.ends_in_comma = extent.comma > 0;
    }
  if (!check_steps (&self))
    return FALSE;

  fit_last_comma (&self);
  for (guint i = 0; is_done && i < steps->len; i++)
    {
      const BsStep *step = &g_array_index (steps, BsStep, i);

      if (step->kind == BS_STEP_INSERT)
        is_done = insert_item (&self, i);
      else if (step->kind == BS_STEP_DELETE)
        is_done = delete_item (&self, step->old_index);
    }

  return is_done;
}
