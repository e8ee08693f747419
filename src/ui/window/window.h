/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "model/library/library.h"
#include "ui/application/application.h"

G_BEGIN_DECLS

#define BS_TYPE_WINDOW (bs_window_get_type ())
G_DECLARE_FINAL_TYPE (BsWindow, bs_window, BS, WINDOW, AdwApplicationWindow)

BsWindow *bs_window_new (BsApplication *application);
void bs_window_open (BsWindow *self, GFile *folder);
void bs_window_open_files (BsWindow *self, GFile *folder, const char *const *names);
gboolean bs_window_is_free (BsWindow *self);
BsLibrary *bs_window_get_library (BsWindow *self);
GVariant *bs_window_get_session (BsWindow *self);
void bs_window_set_passing (BsWindow *self, gboolean passing);
gboolean bs_window_is_passing (BsWindow *self);
void bs_window_open_session (BsWindow *self, GVariant *session);
void bs_window_import (BsWindow *self, GPtrArray *inputs, const char *const *category);
void bs_window_show_when_there (BsWindow *self, const char *path, const char *const *category);
void bs_window_search_for (BsWindow *self, const char *text);
void bs_window_show_toast (BsWindow *self, const char *text);

G_END_DECLS
