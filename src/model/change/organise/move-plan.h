/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/organise/plan.h"
#include "model/library/folder/site.h"

G_BEGIN_DECLS

/* Articles that get new paths, with their own files, and with all references from and to them. It is filled, then
 * looked over once, and then shown or written. It belongs to one thread at a time and waits for the disk. */
typedef struct _BsMovePlan BsMovePlan;

BsMovePlan *bs_move_plan_new (const char *root);
BsMovePlan *bs_move_plan_ref (BsMovePlan *self);
void bs_move_plan_unref (BsMovePlan *self);
BsSite *bs_move_plan_get_site (BsMovePlan *self);

void bs_move_plan_set_name (BsMovePlan *self, BsEditReportNameFunc name, gpointer data, GDestroyNotify destroy);
void bs_move_plan_edit (BsMovePlan *self, const char *path, const BsEdit *edit);
void bs_move_plan_set_adds_aliases (BsMovePlan *self, gboolean adds_aliases);
void bs_move_plan_add (BsMovePlan *self, const char *from, const char *to);
void bs_move_plan_add_rest (BsMovePlan *self, const char *from, const char *to);
GPtrArray *bs_move_plan_add_leaving (BsMovePlan *self, const char *from, GPtrArray *folders);
void bs_move_plan_note_lost (BsMovePlan *self, GHashTable *leaving, GPtrArray *notes, GCancellable *cancellable);
const BsEditReport *bs_move_plan_get_refused (const BsMovePlan *self);
void bs_move_plan_refuse (BsMovePlan *self, const char *path, const char *reason);
void bs_move_plan_leave (BsMovePlan *self, const char *path);
guint bs_move_plan_get_n_moves (const BsMovePlan *self);
guint bs_move_plan_get_n_relinked (const BsMovePlan *self);
char *bs_move_plan_find_path (BsMovePlan *self, const char *from, const char *folder);

BsEditReport *bs_move_plan_look (BsMovePlan *self, BsPlanProgressFunc progress_func, gpointer user_data,
                                 GCancellable *cancellable);
char *bs_move_plan_diff (BsMovePlan *self, const char *path);
char *bs_move_plan_show (BsMovePlan *self, const char *path);
BsEditReport *bs_move_plan_write (BsMovePlan *self, BsHome *home, BsPlanProgressFunc progress_func, gpointer user_data,
                                  GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsMovePlan, bs_move_plan_unref)

G_END_DECLS
