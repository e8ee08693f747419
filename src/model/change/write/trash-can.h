/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The files in the trash, by their original paths. Blocks on disk I/O. */
typedef struct _BsTrashCan BsTrashCan;

BsTrashCan *bs_trash_can_open (const char *folder);
void bs_trash_can_close (BsTrashCan *self);
gboolean bs_trash_can_link (BsTrashCan *self, const char *path, GBytes *bytes, const char *target);
void bs_trash_can_remove (BsTrashCan *self, const char *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsTrashCan, bs_trash_can_close)

G_END_DECLS
