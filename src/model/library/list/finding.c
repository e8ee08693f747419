/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/list/finding.h"

#include "model/format/body/body-text.h"

/**
 * bs_finding_new:
 * @document: an article and its text
 * @query: a query that searches for something
 * @max_chars: how much of the text is wanted, in characters
 *
 * Returns: (transfer full): the places in it that match the search
 */
BsFinding *
bs_finding_new (const BsDocument *document, const BsQuery *query, guint max_chars)
{
  g_autofree char *text = NULL;
  BsFinding *self;
  const char *body;
  gsize length;

  g_return_val_if_fail (document != NULL, NULL);
  g_return_val_if_fail (query != NULL && query->search != NULL, NULL);

  body = bs_document_get_body (document, &length);
  text = bs_body_to_text (document->article->body_kind, body, length);

  self = g_new0 (BsFinding, 1);
  self->title = bs_snippet_new_for_title (query->search, document->article->title);
  self->text = bs_snippet_new (query->search, text, max_chars);
  return self;
}

/**
 * bs_finding_free:
 * @self: (transfer full): a finding
 */
void
bs_finding_free (BsFinding *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->title, bs_snippet_free);
  g_clear_pointer (&self->text, bs_snippet_free);
  g_free (self);
}

/**
 * bs_finding_list_phrases:
 * @text: the search text
 * @vocabulary: (nullable): the names of the library
 *
 * Returns: (transfer full): the words and phrases to highlight in a found article, as typed
 */
char **
bs_finding_list_phrases (const char *text, BsVocabulary *vocabulary)
{
  g_autoptr (BsSearchQuery) search = NULL;
  g_autoptr (GPtrArray) wanted = NULL;
  g_autoptr (GStrvBuilder) phrases = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  search = bs_search_query_parse_in (text, BS_SEARCH_TYPING, vocabulary);
  wanted = bs_search_query_list_wanted (search);
  phrases = g_strv_builder_new ();
  for (guint i = 0; i < wanted->len; i++)
    g_strv_builder_add (phrases, ((const BsSearchNode *) wanted->pdata[i])->text);
  return g_strv_builder_end (phrases);
}
