/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "model/change/organise/step-list.h"

G_BEGIN_DECLS

#define BS_TYPE_HISTORY_PAGE (bs_history_page_get_type ())
G_DECLARE_FINAL_TYPE (BsHistoryPage, bs_history_page, BS, HISTORY_PAGE, AdwWindow)

/* The changes of a library, which can be undone. Signals: moved (guint64 step, BsEditReport, gboolean redo), when one
 * was undone or redone; cleared. */
BsHistoryPage *bs_history_page_new (GtkWindow *parent, BsEditor *editor);
void bs_history_page_show_toast (BsHistoryPage *self, const char *text);
char *bs_history_page_dup_inner (const char *name);

G_END_DECLS
