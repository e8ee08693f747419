/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/list-keys.h"

/* So many rows are about a page of a short list. */
#define PAGE 8

/* Moves in a list while an entry above it keeps the focus.
 *
 * @n: how many rows the list has
 * @at: (inout): the selected row; @n or more if none is
 *
 * Returns: whether the key moves the selection */
gboolean
bs_list_keys_move (guint keyval, GdkModifierType state, guint n, guint *at)
{
  gboolean is_there;

  g_return_val_if_fail (at != NULL, FALSE);

  if (n == 0 || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return FALSE;
  is_there = *at < n;
  switch (keyval)
    {
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      *at = is_there && *at + 1 < n ? *at + 1 : 0;
      return TRUE;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      *at = is_there && *at > 0 ? *at - 1 : n - 1;
      return TRUE;
    case GDK_KEY_Page_Down:
      *at = is_there ? MIN (*at + PAGE, n - 1) : 0;
      return TRUE;
    case GDK_KEY_Page_Up:
      *at = is_there && *at > PAGE ? *at - PAGE : 0;
      return TRUE;
    default:
      return FALSE;
    }
}
