/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ui/dialogs/duplicate-group.h"

G_BEGIN_DECLS

#define BS_TYPE_DUPLICATES_PAGE (bs_duplicates_page_get_type ())
G_DECLARE_FINAL_TYPE (BsDuplicatesPage, bs_duplicates_page, BS, DUPLICATES_PAGE, AdwWindow)

/* The near-duplicates and conflicted copies of a library. Signals: tidy (GArray of ids for the trash, char *path of the
 * article that is kept, or NULL; BsEdit of it, or NULL); resolve (char *original, its bytes, those it is to have or
 * NULL, id of a copy for the trash); open (char *path); undo. */
BsDuplicatesPage *bs_duplicates_page_new (GtkWindow *parent, BsLibrary *library, const char *const *category);
void bs_duplicates_page_take_away (BsDuplicatesPage *self, GArray *ids);
void bs_duplicates_page_show_conflicts (BsDuplicatesPage *self);
void bs_duplicates_page_look_again (BsDuplicatesPage *self);
void bs_duplicates_page_show_toast (BsDuplicatesPage *self, const char *text, gboolean can_undo);

G_END_DECLS
