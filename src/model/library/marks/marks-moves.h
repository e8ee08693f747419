/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/folder/home.h"

G_BEGIN_DECLS

void bs_marks_moves_write (const BsHome *home, const GPtrArray *moves);
void bs_marks_moves_settle (const BsHome *home, const char *root, const GPtrArray *moves);
void bs_marks_moves_carry (const BsHome *from, const BsHome *to, const GPtrArray *moves);

GHashTable *bs_marks_moves_read (const char *path, gint64 *seen);

G_END_DECLS
