/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define BS_POWER_SUPPLIES "/sys/class/power_supply"

gboolean bs_power_is_battery (const char *supplies);
void bs_power_yield (void);

G_END_DECLS
