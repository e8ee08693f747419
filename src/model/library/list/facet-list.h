/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "model/library/list/query-thread.h"
#include "model/library/table/term.h"

G_BEGIN_DECLS

/* A GListModel of BsFacet: tags or sources, the commonest first. */
#define BS_TYPE_FACET_LIST (bs_facet_list_get_type ())
G_DECLARE_FINAL_TYPE (BsFacetList, bs_facet_list, BS, FACET_LIST, GObject)

BsFacetList *bs_facet_list_new (BsVocabulary *vocabulary, BsVocabularyKind kind);
void bs_facet_list_count (BsFacetList *self, BsTerm *const *terms, guint n_terms, int difference);
void bs_facet_list_ask (BsFacetList *self, BsQueryThread *queries);
void bs_facet_list_forget_question (BsFacetList *self);
gboolean bs_facet_list_is_told (BsFacetList *self);
void bs_facet_list_set_held (BsFacetList *self, gboolean is_held);
void bs_facet_list_apply (BsFacetList *self, const BsQueryJob *job);

G_END_DECLS
