/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Tells which names differ only in case, width, or simplified and traditional forms. One thread's at a time. */
typedef struct _BsAlike BsAlike;

BsAlike *bs_alike_new (void);
void bs_alike_free (BsAlike *self);
char *bs_alike_make_key (BsAlike *self, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsAlike, bs_alike_free)

G_END_DECLS
