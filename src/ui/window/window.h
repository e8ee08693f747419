/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "model/library/library.h"
#include "reader/picture-loader.h"
#include "ui/desktop/recent-folders.h"
#include "ui/window/exporting.h"
#include "ui/window/history.h"
#include "ui/window/importer.h"
#include "ui/window/source-panel.h"

G_BEGIN_DECLS

#define BS_TYPE_WINDOW (bs_window_get_type ())
G_DECLARE_FINAL_TYPE (BsWindow, bs_window, BS, WINDOW, AdwApplicationWindow)

/* Shows a library, or a page to choose one. Signals: open-folder (GFile: the user chose one); open-files (GPtrArray of
 * GFile: dropped on a window without a library); session-changed (gboolean: the window is about to close; otherwise,
 * its contents are worth saving). */
BsWindow *bs_window_new (GtkApplication *application, GSettings *settings, BsRecentFolders *recent,
                         BsPictureLoader *pictures);
void bs_window_open (BsWindow *self, GFile *folder);
void bs_window_open_files (BsWindow *self, GFile *folder, const char *const *names);
gboolean bs_window_is_free (BsWindow *self);
gboolean bs_window_ask (BsWindow *self, const char *action);
void bs_window_drop_changes (BsWindow *self);
BsLibrary *bs_window_get_library (BsWindow *self);
BsHistory *bs_window_get_history (BsWindow *self);
BsExporting *bs_window_get_exporting (BsWindow *self);
BsSourcePanel *bs_window_get_source (BsWindow *self);
BsImporter *bs_window_get_importer (BsWindow *self);
BsEditor *bs_window_get_editor (BsWindow *self);
GVariant *bs_window_get_session (BsWindow *self);
void bs_window_set_passing (BsWindow *self, gboolean passing);
gboolean bs_window_is_passing (BsWindow *self);
void bs_window_open_session (BsWindow *self, GVariant *session);
void bs_window_show_when_there (BsWindow *self, const char *path, const char *const *category);
void bs_window_search_for (BsWindow *self, const char *text);
void bs_window_show_search (BsWindow *self, const char *key);
void bs_window_go_to_reader (BsWindow *self);
void bs_window_show_toast (BsWindow *self, const char *text);

G_END_DECLS
