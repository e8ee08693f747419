/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/list/category.h"
#include "model/library/list/facet-private.h"
#include "model/library/words/collator.h"
#include "model/library/table/term.h"

G_BEGIN_DECLS

BsCategory *bs_category_new (BsVocabulary *vocabulary, BsTerm *term, BsCollator *collator);
GListStore *bs_category_get_store (BsCategory *self);
const char *bs_category_get_sort_key (BsCategory *self);

G_END_DECLS
