/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "model/change/organise/move-request.h"
#include "ui/widgets/progress-card.h"

G_BEGIN_DECLS

/* Changes or moves many articles: a few at once, and after a preview if there are many or some cannot be changed. */
void bs_bulk_change_async (GtkWindow *window, BsEditor *editor, const char *const *paths, BsEdit *edit,
                           const char *what, const char *unchanged_reason, GAsyncReadyCallback callback,
                           gpointer user_data);
void bs_bulk_repair_async (GtkWindow *window, BsEditor *editor, GPtrArray *paths, BsEdit *edit,
                           GAsyncReadyCallback callback, gpointer user_data);
void bs_bulk_move_async (GtkWindow *window, BsEditor *editor, BsMoveRequest *request, const char *what,
                         const char *files, BsProgressCard *card, GAsyncReadyCallback callback, gpointer user_data);
BsEditReport *bs_bulk_change_finish (GAsyncResult *result, GError **error);

G_END_DECLS
