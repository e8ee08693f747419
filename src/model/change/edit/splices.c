/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/edit/splices.h"

struct _BsSplices
{
  GArray *items; /* (element-type BsSplice) */
};

static void
clear_splice (gpointer data)
{
  g_free (((BsSplice *) data)->with);
}

/**
 * bs_splices_new:
 *
 * Returns: (transfer full): an empty list of splices
 */
BsSplices *
bs_splices_new (void)
{
  BsSplices *self = g_new0 (BsSplices, 1);

  self->items = g_array_new (FALSE, FALSE, sizeof (BsSplice));
  g_array_set_clear_func (self->items, clear_splice);

  return self;
}

/**
 * bs_splices_free:
 * @self: (transfer full): splices
 */
void
bs_splices_free (BsSplices *self)
{
  g_return_if_fail (self != NULL);

  g_array_unref (self->items);
  g_free (self);
}

/**
 * bs_splices_add:
 * @self: splices
 * @start: the start of the replaced part, in bytes
 * @end: its end
 * @with: the replacement
 *
 * Adds a splice. Insertions at the same position keep the order in which they were added.
 */
void
bs_splices_add (BsSplices *self, gsize start, gsize end, const char *with)
{
  BsSplice splice = { start, end, g_strdup (with) };

  g_return_if_fail (self != NULL && with != NULL);
  g_return_if_fail (start <= end);

  g_array_append_val (self->items, splice);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const BsSplice *one = a, *other = b;

  if (one->start != other->start)
    return one->start < other->start ? -1 : 1;

  /* An insertion goes before a deletion at the same position. */
  return (one->end > one->start) - (other->end > other->start);
}

/**
 * bs_splices_sort:
 * @self: splices
 *
 * Sorts the splices by position.
 *
 * Returns: whether they can be applied, which requires that none overlap
 */
gboolean
bs_splices_sort (BsSplices *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  /* GLib's sort is stable. */
  g_array_sort (self->items, compare);
  for (guint i = 1; i < self->items->len; i++)
    {
      if (g_array_index (self->items, BsSplice, i).start < g_array_index (self->items, BsSplice, i - 1).end)
        return FALSE;
    }

  return TRUE;
}

/**
 * bs_splices_get_length:
 * @self: splices
 *
 * Returns: the number of splices
 */
guint
bs_splices_get_length (const BsSplices *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->items->len;
}

/**
 * bs_splices_get:
 * @self: splices
 * @i: an index
 *
 * Returns: (transfer none): the splice at that index
 */
const BsSplice *
bs_splices_get (const BsSplices *self, guint i)
{
  g_return_val_if_fail (self != NULL && i < self->items->len, NULL);

  return &g_array_index (self->items, BsSplice, i);
}

/**
 * bs_splices_apply:
 * @self: sorted splices
 * @text: a text
 * @length: its length in bytes
 * @new_length: (out): the length of the result
 *
 * Returns: (transfer full): the text with the splices applied
 */
char *
bs_splices_apply (const BsSplices *self, const char *text, gsize length, gsize *new_length)
{
  GString *out;
  gsize done = 0;

  g_return_val_if_fail (self != NULL && text != NULL && new_length != NULL, NULL);

  out = g_string_sized_new (length + 256);
  for (guint i = 0; i < self->items->len; i++)
    {
      const BsSplice *splice = &g_array_index (self->items, BsSplice, i);

      g_string_append_len (out, text + done, splice->start - done);
      g_string_append (out, splice->with);
      done = splice->end;
    }
  g_string_append_len (out, text + done, length - done);
  *new_length = out->len;

  return g_string_free (out, FALSE);
}
