/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "model/library/library.h"

G_BEGIN_DECLS

void bs_about_show (GtkWindow *parent, GPtrArray *libraries, gboolean has_settings);

G_END_DECLS
