/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "model/library/list/query.h"

G_BEGIN_DECLS

/* A name that may be kept by the merge. */
typedef struct
{
  char *name;
  guint count;
} BsNameChoice;

#define BS_TYPE_MERGE_NAMES_DIALOG (bs_merge_names_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BsMergeNamesDialog, bs_merge_names_dialog, BS, MERGE_NAMES_DIALOG, AdwMessageDialog)

/* Asks which of several tags or sources stays, when they are merged. The response is "merge". */
BsMergeNamesDialog *bs_merge_names_dialog_new (GtkWindow *parent, BsScope scope, GArray *choices);
void bs_merge_names_dialog_choose (BsMergeNamesDialog *self, const char *name);
GStrv bs_merge_names_dialog_dup_others (BsMergeNamesDialog *self);
const char *bs_merge_names_dialog_get_chosen (BsMergeNamesDialog *self);

G_END_DECLS
