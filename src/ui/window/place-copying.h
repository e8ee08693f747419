/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "model/library/library.h"

G_BEGIN_DECLS

void bs_place_copying_start (BsLibrary *library, GArray *ids, gboolean as_links, AdwToastOverlay *toasts);

G_END_DECLS
