/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The files that a step of the history moved between its library and another one. It is stored with the step, so that
 * undoing or redoing the step changes both libraries; see bs_exchange_files_copy(). */
typedef struct
{
  char *root;       /* the folder of the other library */
  gboolean is_gift; /* the files left this library; otherwise they arrived */
  GPtrArray *here;  /* (element-type filename): the files, relative to this library */
  GPtrArray *there; /* (element-type filename): the same files, relative to the other one */
} BsExchange;

BsExchange *bs_exchange_new (const char *root, gboolean is_gift);
void bs_exchange_free (BsExchange *self);
void bs_exchange_add (BsExchange *self, const char *here, const char *there);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsExchange, bs_exchange_free)

G_END_DECLS
