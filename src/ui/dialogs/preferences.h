/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "reader/picture-loader.h"

G_BEGIN_DECLS

#define BS_TYPE_PREFERENCES (bs_preferences_get_type ())
G_DECLARE_FINAL_TYPE (BsPreferences, bs_preferences, BS, PREFERENCES, AdwPreferencesWindow)

void bs_preferences_show (GtkApplication *application, GtkWindow *parent, GSettings *settings, BsPictureLoader *loader);

G_END_DECLS
