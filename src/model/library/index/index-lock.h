/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The exclusive right to write a library's index, among all processes. */
typedef struct _BsIndexLock BsIndexLock;

BsIndexLock *bs_index_lock_take (const char *index_path, gboolean *is_taken);
void bs_index_lock_free (BsIndexLock *self);
void bs_index_lock_watch (BsIndexLock *self, const char *path);
gboolean bs_index_lock_is_doubtful (BsIndexLock *self);
gboolean bs_index_lock_is_unchanged (BsIndexLock *self);
gboolean bs_index_lock_is_standing (BsIndexLock *self);
void bs_index_lock_doubt (BsIndexLock *self);
void bs_index_lock_note (BsIndexLock *self, gboolean is_at_risk);
void bs_index_lock_settle (BsIndexLock *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsIndexLock, bs_index_lock_free)

G_END_DECLS
