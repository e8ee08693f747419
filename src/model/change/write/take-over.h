/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/write/journal.h"

G_BEGIN_DECLS

void bs_take_over_inside (BsJournal *journal, const char *root, GPtrArray *recovered);

G_END_DECLS
