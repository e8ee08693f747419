/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reader/weak-reference.h"

/* For requests that must not keep an object alive: a dialog of a destroyed window would use a freed parent.
 *
 * @object: (nullable) */
GWeakRef *
bs_weak_reference_new (gpointer object)
{
  GWeakRef *self = g_new0 (GWeakRef, 1);

  g_weak_ref_init (self, object);
  return self;
}

/* Returns: (transfer full) (nullable): the object, if it still exists. The reference is freed. */
gpointer
bs_weak_reference_take (GWeakRef *self)
{
  gpointer object = g_weak_ref_get (self);

  bs_weak_reference_free (self);
  return object;
}

void
bs_weak_reference_free (gpointer self)
{
  g_weak_ref_clear (self);
  g_free (self);
}
