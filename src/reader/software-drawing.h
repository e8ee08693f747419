/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void bs_software_drawing_turn_on (void);

G_END_DECLS
