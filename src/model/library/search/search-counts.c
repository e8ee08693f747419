/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/search/search-counts.h"

#include <string.h>

#include "model/format/body/body-features.h"
#include "model/library/search/search-near.h"

/**
 * bs_search_query_get_n_bits:
 * @query: a query
 *
 * Returns: the number of its phrases, NEAR groups and facts
 */
guint
bs_search_query_get_n_bits (const BsSearchQuery *query)
{
  return query->phrases->len + query->nears->len + query->facts->len;
}

/**
 * bs_search_counts_init:
 * @self: (out caller-allocates): counts, all zero
 * @query: a query, which has to live as long
 */
void
bs_search_counts_init (BsSearchCounts *self, const BsSearchQuery *query)
{
  self->query = query;
  self->n = bs_search_query_get_n_bits (query);
  self->counts = g_new0 (guint, self->n + 1);
  self->headed = g_new0 (gboolean, self->n + 1);
  self->positions = g_new0 (GArray *, self->n + 1);
  for (guint i = 0; i < query->nears->len; i++)
    {
      const BsSearchNode *near = query->nears->pdata[i];

      for (guint j = 0; j < near->children->len; j++)
        self->positions[((const BsSearchNode *) near->children->pdata[j])->index] =
            g_array_new (FALSE, FALSE, sizeof (BsSearchPosition));
    }
}

/**
 * bs_search_counts_clear:
 * @self: counts
 */
void
bs_search_counts_clear (BsSearchCounts *self)
{
  for (guint i = 0; i < self->n; i++)
    g_clear_pointer (&self->positions[i], g_array_unref);
  g_free (self->positions);
  g_free (self->counts);
  g_free (self->headed);
}

/* Phrases are found in the order in which they end. */
static gboolean
is_in_heading (BsSearchCounts *self, gsize start)
{
  while (self->headings != NULL && self->heading < self->headings->len)
    {
      const BsTextRange *range = &g_array_index (self->headings, BsTextRange, self->heading);

      if (start < range->end)
        return start >= range->start;
      self->heading++;
    }
  return self->is_title;
}

static gboolean
count_cb (guint phrase, guint position, gsize start, gsize end, gpointer user_data)
{
  BsSearchCounts *self = user_data;

  const BsSearchPosition found = { position, is_in_heading (self, start) };

  if (self->positions[phrase] != NULL)
    {
      g_array_append_val (self->positions[phrase], found);
      return TRUE;
    }
  self->counts[phrase]++;
  self->headed[phrase] = self->headed[phrase] || found.is_in_heading;
  return TRUE;
}

static guint
add (BsSearchCounts *self, BsSearchMatcher *matcher, const char *text)
{
  guint n_tokens = bs_search_matcher_run (matcher, text, strlen (text), count_cb, self);

  for (guint i = 0; i < self->query->nears->len; i++)
    bs_search_near_count (self->query->nears->pdata[i], self->positions, self->counts, self->headed);
  for (guint i = 0; i < self->n; i++)
    if (self->positions[i] != NULL)
      g_array_set_size (self->positions[i], 0);
  return n_tokens;
}

/**
 * bs_search_counts_add:
 * @self: counts
 * @matcher: of the query's phrases
 * @text: the text of the article
 * @headings: (nullable) (element-type BsTextRange): the ranges of its headings
 *
 * Adds the matches in a text.
 *
 * Returns: of how many tokens it is
 */
guint
bs_search_counts_add (BsSearchCounts *self, BsSearchMatcher *matcher, const char *text, const GArray *headings)
{
  self->headings = headings;
  self->heading = 0;
  self->is_title = FALSE;
  return add (self, matcher, text);
}

/**
 * bs_search_counts_add_title:
 * @self: counts
 * @matcher: of the query's phrases
 * @title: the title of the article
 *
 * Adds the matches in a title.
 *
 * Returns: of how many tokens it is
 */
guint
bs_search_counts_add_title (BsSearchCounts *self, BsSearchMatcher *matcher, const char *title)
{
  self->headings = NULL;
  self->is_title = TRUE;
  return add (self, matcher, title);
}
