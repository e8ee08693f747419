/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/folder/site.h"
#include "model/library/search/search-query.h"
#include "model/library/table/row.h"

G_BEGIN_DECLS

/* Tells of single articles which of some queries find them, without the index. One thread's. */
typedef struct _BsSearchJudge BsSearchJudge;

BsSearchJudge *bs_search_judge_new (GPtrArray *queries, BsSite *site);
void bs_search_judge_free (BsSearchJudge *self);
void bs_search_judge_run (BsSearchJudge *self, const BsRow *row, gboolean *found);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsSearchJudge, bs_search_judge_free)

G_END_DECLS
