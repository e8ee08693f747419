/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/index/index-store.h"
#include "model/library/index/index-text.h"

G_BEGIN_DECLS

/* Given some rows on any of the threads that read: (transfer full) (element-type BsRow). Returns %FALSE to stop. */
typedef gboolean (*BsIndexLoadFunc) (GPtrArray *rows, gpointer user_data);

gboolean bs_index_load (BsIndexStore *store, BsIndexText *text, BsVocabulary *vocabulary, GTimeZone *zone,
                        BsIndexLoadFunc func, gpointer user_data, guint64 *edition, GError **error);

G_END_DECLS
