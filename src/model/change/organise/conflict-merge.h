/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/folder/home.h"
#include "model/library/folder/site.h"

G_BEGIN_DECLS

/* The origin of the version that both files were made from. */
typedef enum
{
  BS_MERGE_BASE_NONE,
  BS_MERGE_BASE_SYNCTHING, /* .stversions */
  BS_MERGE_BASE_HISTORY,   /* the library's own */
  BS_MERGE_BASE_GIT,       /* a commit */
} BsMergeBase;

GBytes *bs_conflict_merge (BsSite *site, BsHome *home, const char *original, const char *copy, BsMergeBase *base);
const char *bs_merge_base_to_string (BsMergeBase base);

G_END_DECLS
