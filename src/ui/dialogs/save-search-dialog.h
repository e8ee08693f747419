/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define BS_TYPE_SAVE_SEARCH_DIALOG (bs_save_search_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BsSaveSearchDialog, bs_save_search_dialog, BS, SAVE_SEARCH_DIALOG, AdwMessageDialog)

/* Asks for the name of a search that is to be saved. The response is "save". */
BsSaveSearchDialog *bs_save_search_dialog_new (GtkWindow *parent, const char *query, const char *name);
char *bs_save_search_dialog_dup_name (BsSaveSearchDialog *self);
gboolean bs_save_search_dialog_get_notifies (BsSaveSearchDialog *self);

G_END_DECLS
