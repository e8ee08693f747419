/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "model/change/edit/edit.h"
#include "model/library/library.h"

G_BEGIN_DECLS

#define BS_TYPE_REPAIR_PAGE (bs_repair_page_get_type ())
G_DECLARE_FINAL_TYPE (BsRepairPage, bs_repair_page, BS, REPAIR_PAGE, AdwWindow)

/* The articles that need repair, by kind of problem, with their fixes. Signals: fix (path, BsEdit); fix-all (paths, as
 * a strv; BsEdit); show-line (path, line, column); undo. */
BsRepairPage *bs_repair_page_new (GtkWindow *parent, BsLibrary *library);
void bs_repair_page_hold (BsRepairPage *self, gboolean is_held);
void bs_repair_page_show_toast (BsRepairPage *self, const char *text, gboolean can_undo);

G_END_DECLS
