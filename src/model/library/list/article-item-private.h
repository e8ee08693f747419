/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/list/article-item.h"
#include "model/library/table/details.h"
#include "model/library/table/row.h"

G_BEGIN_DECLS

/* The items that are in use, by id. The main thread's. */
typedef struct
{
  grefcount ref_count;
  BsVocabulary *vocabulary; /* the names that the rows of the items refer to */
  GHashTable *by_id;        /* (element-type guint BsArticleItem): without a reference */
  BsDetails *details;       /* (nullable): none once the library is closed */
} BsItems;

BsItems *bs_items_new (BsVocabulary *vocabulary);
void bs_items_unref (BsItems *self);
BsArticleItem *bs_items_dup (BsItems *self, BsRow *row);
void bs_items_replace (BsItems *self, BsRow *row);
void bs_items_detach (BsItems *self, guint id);
void bs_items_notify_marks (BsItems *self, guint id, BsMarks changed);
void bs_items_forget_request (BsItems *self, guint id);
void bs_items_take_details (BsItems *self, const BsDetailsResult *result);

G_END_DECLS
