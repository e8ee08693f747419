/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ui/desktop/recent-folders.h"
#include "ui/window/window.h"

G_BEGIN_DECLS

#define BS_TYPE_APPLICATION (bs_application_get_type ())
G_DECLARE_FINAL_TYPE (BsApplication, bs_application, BS, APPLICATION, AdwApplication)

BsApplication *bs_application_new (void);
GSettings *bs_application_get_settings (BsApplication *self);
BsRecentFolders *bs_application_get_recent (BsApplication *self);
BsWindow *bs_application_new_window (BsApplication *self);
BsWindow *bs_application_present_window (BsApplication *self);
BsWindow *bs_application_open_folder (BsApplication *self, GFile *folder, BsWindow *from);

void bs_application_save_session (BsApplication *self, BsWindow *leaving);

G_END_DECLS
