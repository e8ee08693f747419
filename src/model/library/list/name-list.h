/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/list/name-table.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define BS_TYPE_NAME (bs_name_get_type ())
G_DECLARE_FINAL_TYPE (BsName, bs_name, BS, NAME, GObject)

/* A tag or a source in a list. Signal: changed. */
const char *bs_name_get_name (BsName *self);
guint bs_name_get_count (BsName *self);
gboolean bs_name_get_dates (BsName *self, gint64 *first, gint64 *last);
GPtrArray *bs_name_dup_alike (BsName *self);

#define BS_TYPE_NAME_LIST (bs_name_list_get_type ())
G_DECLARE_FINAL_TYPE (BsNameList, bs_name_list, BS, NAME_LIST, GObject)

/* A GListModel of BsName: the tags or the sources of a library as a query wants them. A worker finds them. Properties:
 * pending (an answer is awaited), n-names (before they are filtered). Signal: changed, when other names are shown. */
BsNameList *bs_name_list_new (BsVocabulary *vocabulary, BsVocabularyKind kind,
                              BsSnapshot *(*take_snapshot) (gpointer owner), GObject *owner);
void bs_name_list_set_query (BsNameList *self, const BsNameQuery *query);
void bs_name_list_refresh (BsNameList *self);
guint bs_name_list_get_id (BsNameList *self, guint position);
const char *bs_name_list_get_name (BsNameList *self, guint position, guint *count);
gboolean bs_name_list_get_pending (BsNameList *self);
guint bs_name_list_get_n_names (BsNameList *self);

G_END_DECLS
