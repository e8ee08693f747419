/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/folder/site.h"
#include "model/library/table/row.h"

G_BEGIN_DECLS

/* Why two articles are in the same group. */
typedef struct
{
  char *sentence;
  char *difference; /* (nullable): the text that only one of them has, cut if it is long */
} BsSimilarReason;

BsSimilarReason *bs_similar_reason_new (BsSite *site, const BsRow *first, const BsRow *row, guint permille);
void bs_similar_reason_free (BsSimilarReason *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsSimilarReason, bs_similar_reason_free)

G_END_DECLS
