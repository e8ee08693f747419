/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/index/index-postings.h"
#include "model/library/index/index-store.h"

G_BEGIN_DECLS

gboolean bs_index_segment_write (BsIndexStore *store, const char *table, BsIndexPostings *postings,
                                 gint64 first_version, GError **error);
gboolean bs_index_segment_add_totals (BsIndexStore *store, const char *table, const guint64 *totals, guint n_totals,
                                      GError **error);

G_END_DECLS
