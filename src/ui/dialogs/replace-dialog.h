/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "model/change/write/editor.h"

G_BEGIN_DECLS

#define BS_TYPE_REPLACE_DIALOG (bs_replace_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BsReplaceDialog, bs_replace_dialog, BS, REPLACE_DIALOG, AdwWindow)

/* Finds and replaces text in a field of articles or in their bodies, and previews the result while the user types.
 * Signal: replace (BsEdit). */
BsReplaceDialog *bs_replace_dialog_new (GtkWindow *parent, BsEditor *editor, const char *const *paths);
void bs_replace_dialog_show_failure (BsReplaceDialog *self, const char *reason);
const char *const *bs_replace_dialog_get_paths (BsReplaceDialog *self);

G_END_DECLS
