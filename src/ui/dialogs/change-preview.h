/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "model/change/edit/edit.h"
#include "model/change/organise/move-files.h"
#include "model/change/write/edit-report.h"
#include "model/library/library.h"

G_BEGIN_DECLS

#define BS_TYPE_CHANGE_PREVIEW (bs_change_preview_get_type ())
G_DECLARE_FINAL_TYPE (BsChangePreview, bs_change_preview, BS, CHANGE_PREVIEW, AdwWindow)

/* Shows the changes of an edit of many articles, or of a move of files, before anything is written. Signals: apply;
 * cancel (while articles are being examined or changed); choose (the flags are others now, so that another report is to
 * be shown). */
BsChangePreview *bs_change_preview_new (GtkWindow *parent, BsLibrary *library, BsEdit *edit, const char *what,
                                        guint n_articles);
void bs_change_preview_set_unchanged_reason (BsChangePreview *self, const char *reason);
void bs_change_preview_list_lines (BsChangePreview *self);
gboolean bs_change_preview_is_skipped (BsChangePreview *self, const char *path);
void bs_change_preview_offer_files (BsChangePreview *self, const char *folder);
BsFilesFlags bs_change_preview_get_flags (BsChangePreview *self);
void bs_change_preview_set_plan (BsChangePreview *self, BsMovePlan *plan);
void bs_change_preview_set_examined (BsChangePreview *self, guint n_examined);
void bs_change_preview_show_report (BsChangePreview *self, BsEditReport *report);
void bs_change_preview_start_applying (BsChangePreview *self);
void bs_change_preview_set_applied (BsChangePreview *self, guint n_applied);

G_END_DECLS
