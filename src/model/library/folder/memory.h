/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void bs_memory_keep_little (void);
void bs_memory_give_back (void);

G_END_DECLS
