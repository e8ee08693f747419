/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* So many tokens an article has of an ordinary length. */
#define BS_SEARCH_USUAL_LENGTH 800.0

/* The weight of a phrase that occurs @count times in an article: the term of bm25 (k1 = 1.2, b = 0.75), with a typical
 * article's length in place of the index's average. So the order of two articles depends only on these two, and is the
 * same with and without an index. */
static inline double
bs_search_rank (guint count, guint n_tokens)
{
  return count * 2.2 / (count + 1.2 * (0.25 + 0.75 * n_tokens / BS_SEARCH_USUAL_LENGTH));
}

G_END_DECLS
