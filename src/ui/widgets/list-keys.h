/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

gboolean bs_list_keys_move (guint keyval, GdkModifierType state, guint n, guint *at);

G_END_DECLS
