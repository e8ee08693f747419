/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/folder/site.h"
#include "model/library/index/index-store.h"
#include "model/library/index/index-text.h"
#include "model/library/table/table.h"

G_BEGIN_DECLS

gboolean bs_index_adoption_write_rows (BsIndexStore *store, BsVocabulary *vocabulary, BsSite *site,
                                       const BsSnapshot *snapshot, guint64 edition, const int *is_stopped,
                                       GError **error);
gboolean bs_index_adoption_has_dead (BsIndexText *text, const BsSnapshot *snapshot);
GPtrArray *bs_index_adoption_list_waiting (BsIndexText *text, const BsSnapshot *snapshot);

G_END_DECLS
