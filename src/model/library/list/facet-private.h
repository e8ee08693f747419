/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/list/facet.h"
#include "model/library/table/ids.h"
#include "model/library/table/term.h"

G_BEGIN_DECLS

BsFacet *bs_facet_new (BsVocabulary *vocabulary, BsTerm *term);
void bs_facet_set_count (BsFacet *self, guint count);

/* A GListModel of BsFacet, the commonest first. */
#define BS_TYPE_FACET_LIST (bs_facet_list_get_type ())
G_DECLARE_FINAL_TYPE (BsFacetList, bs_facet_list, BS, FACET_LIST, GObject)

BsFacetList *bs_facet_list_new (BsVocabulary *vocabulary, BsVocabularyKind kind);
BsIds *bs_facet_list_get_ids (BsFacetList *self);
void bs_facet_list_apply (BsFacetList *self, BsIds *ids, const GArray *ranges);

G_END_DECLS
