/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The folders in which a library's files may be written: below its own, and below a site's content folder, wherever
 * that is. Symbolic links to other places are read but never written through. Blocks on disk I/O. */
typedef struct _BsWriteScope BsWriteScope;

BsWriteScope *bs_write_scope_new (const char *root);
void bs_write_scope_free (BsWriteScope *self);
void bs_write_scope_forget (BsWriteScope *self);
char *bs_write_scope_resolve (BsWriteScope *self, const char *path, gboolean follow, GError **error);
gboolean bs_write_scope_allows (BsWriteScope *self, const char *path, gboolean follow, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsWriteScope, bs_write_scope_free)

G_END_DECLS
