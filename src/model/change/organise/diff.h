/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *bs_diff_unified (const char *path, GBytes *before, GBytes *after);

G_END_DECLS
