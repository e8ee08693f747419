/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Parts of names that are looked for in the bytes of files, so that few files have to be read closely. */
typedef struct _BsNeedles BsNeedles;

BsNeedles *bs_needles_new (void);
void bs_needles_free (BsNeedles *self);
void bs_needles_add (BsNeedles *self, const char *name);
gboolean bs_needles_may_be_in (const BsNeedles *self, const char *data, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsNeedles, bs_needles_free)

G_END_DECLS
