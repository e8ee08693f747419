/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/folder/document.h"
#include "model/library/search/search-query.h"

G_BEGIN_DECLS

/* Checks the facts in a query: the language of an article, its features beside text, and its front matter. It reads the
 * fields of the index (index-fields.h), stored or computed from a file. One thread's. */
typedef struct _BsSearchFacts BsSearchFacts;

BsSearchFacts *bs_search_facts_new (const BsSearchQuery *query);
void bs_search_facts_free (BsSearchFacts *self);
void bs_search_facts_judge (BsSearchFacts *self, GBytes *fields, guint *counts);
char *bs_search_facts_read (BsSearchFacts *self, const BsDocument *document, guint *counts, GArray **headings);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsSearchFacts, bs_search_facts_free)

G_END_DECLS
