/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "model/library/library.h"

G_BEGIN_DECLS

#define BS_TYPE_LIBRARY_WINDOW (bs_library_window_get_type ())
G_DECLARE_FINAL_TYPE (BsLibraryWindow, bs_library_window, BS, LIBRARY_WINDOW, AdwWindow)

/* The properties of a library, and its data on disk. */
GtkWidget *bs_library_window_new (BsLibrary *library, GtkWindow *parent);

G_END_DECLS
