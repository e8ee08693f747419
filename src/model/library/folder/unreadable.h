/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A folder that exists but cannot be read completely. Its contents are unknown. */
typedef struct
{
  char *path;   /* relative to the library; "" is its folder itself */
  char *reason; /* for people */
} BsUnreadable;

BsUnreadable *bs_unreadable_new (const char *path, int error);
void bs_unreadable_free (BsUnreadable *self);

gboolean bs_unreadable_is_error (int error);
GPtrArray *bs_unreadable_list_update (GPtrArray *list, const char *path, gboolean with_below, GPtrArray *found);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsUnreadable, bs_unreadable_free)

G_END_DECLS
