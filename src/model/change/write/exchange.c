/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/write/exchange.h"

/**
 * bs_exchange_new:
 * @root: the folder of the other library
 * @is_gift: whether the files leave this library
 *
 * Returns: (transfer full): an exchange without files
 */
BsExchange *
bs_exchange_new (const char *root, gboolean is_gift)
{
  BsExchange *self;

  g_return_val_if_fail (root != NULL, NULL);

  self = g_new0 (BsExchange, 1);
  self->root = g_strdup (root);
  self->is_gift = is_gift;
  self->here = g_ptr_array_new_with_free_func (g_free);
  self->there = g_ptr_array_new_with_free_func (g_free);

  return self;
}

/**
 * bs_exchange_free:
 * @self: (transfer full): an exchange
 */
void
bs_exchange_free (BsExchange *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->root);
  g_ptr_array_unref (self->here);
  g_ptr_array_unref (self->there);
  g_free (self);
}

/**
 * bs_exchange_add:
 * @self: an exchange
 * @here: a file, relative to this library
 * @there: the same file, relative to the other one
 */
void
bs_exchange_add (BsExchange *self, const char *here, const char *there)
{
  g_return_if_fail (self != NULL && here != NULL && there != NULL);

  g_ptr_array_add (self->here, g_strdup (here));
  g_ptr_array_add (self->there, g_strdup (there));
}
