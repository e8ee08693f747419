/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/search/search-forms.h"

#include <string.h>

#include "model/format/body/body-text.h"
#include "model/library/folder/document.h"
#include "model/library/search/search-matcher.h"
#include "model/library/table/parallel.h"

#define READ_AT_ONCE 8
#define MAX_THREADS 4

/* The index does not distinguish variants of characters, so the first results are checked in the files: articles with a
 * phrase as typed come before those that only have it in other characters. */
typedef struct
{
  const BsSearch *search;
  const BsSearchHit *hits;
  const guint32 *ids;
  guint n_ids;
  GPtrArray *phrases; /* (element-type BsSearchNode): that have variants, each twice: in any form, then as typed */
  guint8 *is_other;   /* by position among the ids: whether the article has some phrase only in another form */
  int next;
} Forms;

static gboolean
is_checked (const BsSearchQuery *query, const BsSearchNode *phrase)
{
  return phrase != query->joined && phrase->has_variants && !phrase->is_exact && !phrase->only_title;
}

static GPtrArray *
list_phrases (const BsSearchQuery *query)
{
  GPtrArray *phrases = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_search_node_free);

  for (guint i = 0; i < query->phrases->len; i++)
    if (is_checked (query, query->phrases->pdata[i]))
      {
        BsSearchNode *exact = bs_search_node_copy_phrase (query->phrases->pdata[i]);

        exact->is_exact = TRUE;
        g_ptr_array_add (phrases, bs_search_node_copy_phrase (query->phrases->pdata[i]));
        g_ptr_array_add (phrases, exact);
      }
  return phrases;
}

static gboolean
found_cb (guint phrase, guint position, gsize start, gsize end, gpointer user_data)
{
  gboolean *found = user_data;

  found[phrase] = TRUE;
  return TRUE;
}

static gboolean
has_other_form (const Forms *self, BsSearchMatcher *matcher, const BsRow *row)
{
  g_autofree char *path = bs_row_dup_path (row);
  g_autoptr (BsDocument) document = bs_document_load (self->search->site, path, NULL);
  g_autofree gboolean *found = g_new0 (gboolean, self->phrases->len);
  g_autofree char *text = NULL;
  gboolean is_typed = TRUE;
  const char *body;
  gsize length;

  if (document == NULL)
    return FALSE;
  /* Usually the phrase occurs as typed, without markup in it. */
  body = bs_document_get_body (document, &length);
  for (guint i = 0; i < self->phrases->len; i += 2)
    {
      const BsSearchNode *phrase = self->phrases->pdata[i];

      found[i + 1] = length > 0 && memmem (body, length, phrase->text, strlen (phrase->text)) != NULL;
      is_typed = is_typed && found[i + 1];
    }
  if (is_typed)
    return FALSE;
  text = bs_body_to_text (document->article->body_kind, body, length);
  bs_search_matcher_run (matcher, text, strlen (text), found_cb, found);
  for (guint i = 0; i < self->phrases->len; i += 2)
    if (found[i] && !found[i + 1])
      return TRUE;
  return FALSE;
}

static gboolean
is_overtaken (const BsSearch *search)
{
  return search->current != NULL && g_atomic_int_get (search->current) != search->number;
}

static gpointer
check_thread (gpointer data)
{
  Forms *self = data;
  g_autoptr (BsSearchMatcher) matcher = bs_search_matcher_new (self->phrases);

  for (;;)
    {
      guint start = (guint) g_atomic_int_add (&self->next, READ_AT_ONCE);

      if (start >= self->n_ids || is_overtaken (self->search))
        return NULL;
      for (guint i = start; i < MIN (start + READ_AT_ONCE, self->n_ids); i++)
        if (self->hits[self->ids[i]].tier > BS_SEARCH_LIKE_TITLE)
          self->is_other[i] = has_other_form (self, matcher, self->search->snapshot->rows[self->ids[i]]);
    }
}

static void
check_all (Forms *self)
{
  bs_parallel_run (MIN (MAX_THREADS, self->n_ids / READ_AT_ONCE), check_thread, self);
}

/**
 * bs_search_forms_sort:
 * @search: a search
 * @hits: its results, by id
 * @ids: (inout) (array length=n_ids): the articles that were found, the best first
 * @n_ids: their number
 *
 * Moves those of the first articles that have the phrases as typed before those with other forms, if they differ only
 * in score. Waits for the disk.
 */
void
bs_search_forms_sort (const BsSearch *search, const BsSearchHit *hits, guint32 *ids, guint n_ids)
{
  g_autoptr (GPtrArray) phrases = list_phrases (search->query);
  Forms self = { search, hits, ids, MIN (n_ids, BS_SEARCH_FORMS_CHECKED), phrases };
  guint32 others[BS_SEARCH_FORMS_CHECKED];
  guint8 is_other[BS_SEARCH_FORMS_CHECKED] = { 0 };

  if (phrases->len == 0 || search->site == NULL)
    return;
  self.is_other = is_other;
  check_all (&self);
  for (guint start = 0, end; start < self.n_ids; start = end)
    {
      guint n = start;
      guint n_others = 0;

      for (end = start; end < self.n_ids && hits[ids[end]].tier == hits[ids[start]].tier; end++)
        if (is_other[end])
          others[n_others++] = ids[end];
        else
          ids[n++] = ids[end];
      memcpy (ids + n, others, n_others * sizeof *others);
    }
}
