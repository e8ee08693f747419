/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "model/library/marks/marks-search.h"

G_BEGIN_DECLS

#define BS_TYPE_SAVE_SEARCH_DIALOG (bs_save_search_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BsSaveSearchDialog, bs_save_search_dialog, BS, SAVE_SEARCH_DIALOG, AdwMessageDialog)

/* Asks for the name and the icon of a search that is to be saved, or was. The response is "save". */
BsSaveSearchDialog *bs_save_search_dialog_new (GtkWindow *parent, const char *query, const char *name);
BsSaveSearchDialog *bs_save_search_dialog_new_for (GtkWindow *parent, const BsMarksSearch *search);
void bs_save_search_dialog_read (BsSaveSearchDialog *self, BsMarksSearch *search);

G_END_DECLS
