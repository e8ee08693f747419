/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/write/exchange.h"
#include "model/library/folder/home.h"

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean bs_exchange_files_copy (const BsExchange *self, const BsHome *home, const char *root, GHashTable *failed,
                                 GError **error);
gboolean bs_exchange_files_is_copied (const BsExchange *self, guint i, const char *root, GBytes **bytes);
void bs_exchange_files_fetch_marks (const BsExchange *self, const BsHome *home);
void bs_exchange_files_take_back (const BsExchange *self, const char *root, GPtrArray *notes);

G_END_DECLS
