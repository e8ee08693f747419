/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

GBytes *bs_merge (GBytes *base, GBytes *one, GBytes *other);

G_END_DECLS
