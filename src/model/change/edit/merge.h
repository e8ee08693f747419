/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

GBytes *bs_merge (GBytes *base, GBytes *one, GBytes *other);
guint bs_merge_count_changes (GBytes *base, GBytes *text);

G_END_DECLS
