/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/list/facet.h"
#include "model/library/table/term.h"

G_BEGIN_DECLS

BsFacet *bs_facet_new (BsVocabulary *vocabulary, BsTerm *term);
void bs_facet_take_term (BsFacet *self, BsVocabulary *vocabulary, BsTerm *term);
void bs_facet_set_count (BsFacet *self, guint count);

G_END_DECLS
