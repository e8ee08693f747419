/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/import/import-progress.h"
#include "ui/sidebar/sidebar.h"
#include "ui/window/history.h"
#include "ui/window/wanted.h"

G_BEGIN_DECLS

#define BS_TYPE_IMPORTER (bs_importer_get_type ())
G_DECLARE_FINAL_TYPE (BsImporter, bs_importer, BS, IMPORTER, GObject)

/* Imports into the library of a window, one import at a time. */
BsImporter *bs_importer_new (GtkWindow *window, BsSidebar *sidebar, BsHistory *history, BsWanted *wanted,
                             AdwToastOverlay *toasts);
void bs_importer_close (BsImporter *self);
void bs_importer_set_library (BsImporter *self, BsLibrary *library, BsEditor *editor);
GtkWidget *bs_importer_get_progress (BsImporter *self);
gboolean bs_importer_get_is_busy (BsImporter *self);
gboolean bs_importer_get_is_choosing (BsImporter *self);

void bs_importer_import (BsImporter *self, GPtrArray *inputs, const char *const *category);

G_END_DECLS
