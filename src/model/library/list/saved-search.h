/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "model/library/marks/marks-search.h"

G_BEGIN_DECLS

#define BS_TYPE_SAVED_SEARCH (bs_saved_search_get_type ())
G_DECLARE_FINAL_TYPE (BsSavedSearch, bs_saved_search, BS, SAVED_SEARCH, GObject)

/* A search that the user has saved, and how many of the articles that it finds are unread. Properties: name, count. */
BsSavedSearch *bs_saved_search_new (const BsMarksSearch *kept);
const BsMarksSearch *bs_saved_search_get_kept (BsSavedSearch *self);
void bs_saved_search_set_kept (BsSavedSearch *self, const BsMarksSearch *kept);
const char *bs_saved_search_get_key (BsSavedSearch *self);
const char *bs_saved_search_get_name (BsSavedSearch *self);
const char *bs_saved_search_get_icon_name (BsSavedSearch *self);
const char *bs_saved_search_get_query (BsSavedSearch *self);
guint bs_saved_search_get_count (BsSavedSearch *self);
void bs_saved_search_set_count (BsSavedSearch *self, guint count);

G_END_DECLS
