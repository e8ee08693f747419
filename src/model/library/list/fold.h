/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/table/ids.h"
#include "model/library/table/table.h"

G_BEGIN_DECLS

/* Which articles share a row of a list, because they are near-duplicates. Nothing in it changes. */
typedef struct _BsFold BsFold;

BsFold *bs_fold_new (const BsSnapshot *snapshot, const GPtrArray *groups);
BsFold *bs_fold_ref (BsFold *self);
void bs_fold_unref (BsFold *self);
BsFold *bs_fold_with_open (BsFold *self, guint32 id, gboolean is_open);
BsFold *bs_fold_with_open_of (BsFold *self, const BsFold *other);
gboolean bs_fold_is_open (const BsFold *self, guint32 id);
gboolean bs_fold_contains (const BsFold *self, guint32 id);
BsIds *bs_fold_apply (const BsFold *self, const BsSnapshot *snapshot, BsIds *ids);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsFold, bs_fold_unref)

G_END_DECLS
