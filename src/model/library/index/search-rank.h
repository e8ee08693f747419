/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* So many tokens an article has of an ordinary length. */
#define BS_SEARCH_USUAL_LENGTH 800.0

/* How much an article says of a phrase that stands in it @count times: bm25's term (k1 = 1.2, b = 0.75) with the usual
 * length of an article in place of what an index knows of all its articles, so that the order of two articles depends
 * on nothing but the two, and is the same with an index and without. */
static inline double
bs_search_rank (guint count, guint n_tokens)
{
  return count * 2.2 / (count + 1.2 * (0.25 + 0.75 * n_tokens / BS_SEARCH_USUAL_LENGTH));
}

G_END_DECLS
