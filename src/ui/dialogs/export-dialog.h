/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "page/export/export.h"

G_BEGIN_DECLS

#define BS_TYPE_EXPORT_DIALOG (bs_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BsExportDialog, bs_export_dialog, BS, EXPORT_DIALOG, AdwWindow)

/* Asks for the articles, the format and the title of an export. Signal: export. */
BsExportDialog *bs_export_dialog_new (GtkWindow *parent, BsExportKind kind);
void bs_export_dialog_add_choice (BsExportDialog *self, const char *name, const char *title);
void bs_export_dialog_set_count (BsExportDialog *self, guint choice, guint n_articles);
guint bs_export_dialog_get_choice (BsExportDialog *self);
void bs_export_dialog_set_choice (BsExportDialog *self, guint choice);
BsExportKind bs_export_dialog_get_kind (BsExportDialog *self);
void bs_export_dialog_set_kind (BsExportDialog *self, BsExportKind kind);
char *bs_export_dialog_dup_title (BsExportDialog *self);

G_END_DECLS
