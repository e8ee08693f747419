/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/edit/splices.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* A replacement in texts. Nothing in it changes once it is made; threads may share it. */
typedef struct _BsReplacement BsReplacement;

BsReplacement *bs_replacement_new (const char *from, const char *to, gboolean is_regex, GError **error);
BsReplacement *bs_replacement_ref (BsReplacement *self);
void bs_replacement_unref (BsReplacement *self);
const char *bs_replacement_get_from (const BsReplacement *self);
const char *bs_replacement_get_to (const BsReplacement *self);

gint64 bs_replacement_get_deadline (void);
gboolean bs_replacement_find (const BsReplacement *self, const char *text, gsize length, gsize offset, gint64 deadline,
                              BsSplices *splices, GError **error);
char *bs_replacement_apply (const BsReplacement *self, const char *text, gint64 deadline, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsReplacement, bs_replacement_unref)

G_END_DECLS
