/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/search/search-judge.h"

#include "model/library/folder/document.h"
#include "model/library/search/search-counts.h"
#include "model/library/search/search-facts.h"
#include "model/library/search/search-plan.h"

typedef struct
{
  BsSearchQuery *query;
  BsSearchStep *plan;
  BsSearchMatcher *matcher; /* (nullable): of a query that is not answered by rows alone */
  BsSearchFacts *facts;     /* (nullable) */
  guint8 **in_title;        /* by phrase, one byte each */
  guint8 **in_text;
} Case;

struct _BsSearchJudge
{
  GPtrArray *cases;
  BsSite *site;
};

static guint8 **
new_bytes (guint n)
{
  guint8 **bytes = g_new0 (guint8 *, n + 1);

  for (guint i = 0; i < n; i++)
    bytes[i] = g_new0 (guint8, 1);
  return bytes;
}

static void
case_free (gpointer data)
{
  Case *self = data;

  bs_search_step_free (self->plan);
  g_clear_pointer (&self->matcher, bs_search_matcher_free);
  g_clear_pointer (&self->facts, bs_search_facts_free);
  g_strfreev ((char **) self->in_title);
  g_strfreev ((char **) self->in_text);
  bs_search_query_unref (self->query);
  g_free (self);
}

/**
 * bs_search_judge_new:
 * @queries: (element-type BsSearchQuery): queries
 * @site: where articles are read
 *
 * Returns: (transfer full): a judge
 */
BsSearchJudge *
bs_search_judge_new (GPtrArray *queries, BsSite *site)
{
  BsSearchJudge *self;

  g_return_val_if_fail (queries != NULL, NULL);
  g_return_val_if_fail (site != NULL, NULL);

  self = g_new0 (BsSearchJudge, 1);
  self->site = bs_site_ref (site);
  self->cases = g_ptr_array_new_with_free_func (case_free);
  for (guint i = 0; i < queries->len; i++)
    {
      Case *one = g_new0 (Case, 1);

      one->query = bs_search_query_ref (queries->pdata[i]);
      one->plan = one->query->root != NULL ? bs_search_step_new (one->query->root, NULL, site->zone) :
                                             bs_search_step_new_everything ();
      if (bs_search_query_get_n_bits (one->query) > 0)
        {
          one->matcher = bs_search_matcher_new (one->query->phrases);
          one->facts = bs_search_facts_new (one->query);
        }
      one->in_title = new_bytes (bs_search_query_get_n_bits (one->query));
      one->in_text = new_bytes (bs_search_query_get_n_bits (one->query));
      g_ptr_array_add (self->cases, one);
    }
  return self;
}

/**
 * bs_search_judge_free:
 * @self: (transfer full): a judge
 */
void
bs_search_judge_free (BsSearchJudge *self)
{
  g_ptr_array_unref (self->cases);
  bs_site_unref (self->site);
  g_free (self);
}

static void
note_counts (guint8 **found, const BsSearchCounts *counts)
{
  for (guint i = 0; i < counts->n; i++)
    *found[i] = counts->counts[i] > 0;
}

/**
 * bs_search_judge_run:
 * @self: a judge
 * @row: an article
 * @found: (out) (array): by query, whether it finds the article
 *
 * Judges one article. Reads its file if the row is not enough for a query, which blocks on disk I/O.
 */
void
bs_search_judge_run (BsSearchJudge *self, const BsRow *row, gboolean *found)
{
  const char *title = bs_row_get_title (row);
  g_autoptr (BsDocument) document = NULL;
  gboolean is_read = FALSE;

  for (guint i = 0; i < self->cases->len; i++)
    {
      Case *one = self->cases->pdata[i];

      if (one->matcher != NULL)
        {
          BsSearchCounts counts;

          g_autofree char *text = NULL;

          if (!is_read)
            {
              g_autofree char *path = bs_row_dup_path (row);

              document = bs_document_load (self->site, path, NULL);
              is_read = TRUE;
            }
          bs_search_counts_init (&counts, one->query);
          bs_search_counts_add_title (&counts, one->matcher, title);
          note_counts (one->in_title, &counts);
          if (document != NULL)
            {
              text = bs_search_facts_read (one->facts, document, counts.counts, NULL);
              bs_search_counts_add (&counts, one->matcher, text, NULL);
            }
          note_counts (one->in_text, &counts);
          bs_search_counts_clear (&counts);
        }
      found[i] = bs_search_step_judges (one->plan, row, one->in_title, one->in_text);
    }
}
