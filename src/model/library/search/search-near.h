/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/search/search-query.h"

G_BEGIN_DECLS

/* The position of a match of a phrase. */
typedef struct
{
  guint token;
  gboolean is_in_heading; /* or in the title */
} BsSearchPosition;

void bs_search_near_count (const BsSearchNode *near, GArray *const *positions, guint *counts, gboolean *headed);

G_END_DECLS
