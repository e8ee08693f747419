/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/organise/steps.h"
#include "model/change/write/editor.h"

G_BEGIN_DECLS

#define BS_TYPE_STEP_ITEM (bs_step_item_get_type ())
G_DECLARE_FINAL_TYPE (BsStepItem, bs_step_item, BS, STEP_ITEM, GObject)

/* A step in the list. Signal: examined (its state is known, or has changed). */
const BsJournalInfo *bs_step_item_get_info (BsStepItem *self);
GDateTime *bs_step_item_dup_date (BsStepItem *self);
const BsStepState *bs_step_item_get_state (BsStepItem *self);

#define BS_TYPE_STEP_LIST (bs_step_list_get_type ())
G_DECLARE_FINAL_TYPE (BsStepList, bs_step_list, BS, STEP_LIST, GObject)

/* The history of a library as a list of BsStepItem, the last step first. It follows the changes of all programs.
 * Signal: loaded (after each look at the history). */
BsStepList *bs_step_list_new (BsEditor *editor);
void bs_step_list_close (BsStepList *self);
gboolean bs_step_list_is_loaded (BsStepList *self);
const char *bs_step_list_get_message (BsStepList *self);
guint64 bs_step_list_get_size (BsStepList *self);
void bs_step_list_examine (BsStepList *self, BsStepItem *item);

G_END_DECLS
