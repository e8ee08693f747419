/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/front-matter/value.h"

G_BEGIN_DECLS

guint bs_key_place_find (const BsValue *map, const char *key);

G_END_DECLS
