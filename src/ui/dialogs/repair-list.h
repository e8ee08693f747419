/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/text/problem.h"
#include "model/library/library.h"

G_BEGIN_DECLS

/* The articles of a library that have problems, by kind. Nothing in it changes, so that any thread may read it. */
typedef struct
{
  BsSnapshot *snapshot;
  GPtrArray *rows[BS_N_PROBLEMS]; /* (element-type BsRow): of the snapshot, by path */
} BsRepairGroups;

BsRepairGroups *bs_repair_groups_ref (BsRepairGroups *self);
void bs_repair_groups_unref (BsRepairGroups *self);
GPtrArray *bs_repair_groups_list_paths (const BsRepairGroups *self, BsProblemKind kind);
void bs_repair_groups_find_async (BsLibrary *library, guint64 kinds, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
BsRepairGroups *bs_repair_groups_find_finish (BsLibrary *library, GAsyncResult *result, GError **error);

#define BS_TYPE_REPAIR_ITEM (bs_repair_item_get_type ())
G_DECLARE_FINAL_TYPE (BsRepairItem, bs_repair_item, BS, REPAIR_ITEM, GObject)

const char *bs_repair_item_get_path (BsRepairItem *self);
const char *bs_repair_item_get_title (BsRepairItem *self);

#define BS_TYPE_REPAIR_LIST (bs_repair_list_get_type ())
G_DECLARE_FINAL_TYPE (BsRepairList, bs_repair_list, BS, REPAIR_LIST, GObject)

/* The articles of one kind, as a list of BsRepairItem. Items are created on demand, because there may be very many. */
BsRepairList *bs_repair_list_new (void);
void bs_repair_list_set_groups (BsRepairList *self, BsRepairGroups *groups);
BsRepairGroups *bs_repair_list_get_groups (BsRepairList *self);
void bs_repair_list_set_kind (BsRepairList *self, BsProblemKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsRepairGroups, bs_repair_groups_unref)

G_END_DECLS
