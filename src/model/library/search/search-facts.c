/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/search/search-facts.h"

#include <string.h>

#include "model/format/body/body-text.h"
#include "model/library/index/index-fields.h"
#include "model/library/search/search-matcher.h"

struct _BsSearchFacts
{
  const BsSearchQuery *query;
  GPtrArray *matchers; /* (element-type BsSearchMatcher): by fact; NULL for all but keys */
  gboolean asks_for_keys;
};

static void
clear_matcher (gpointer matcher)
{
  if (matcher != NULL)
    bs_search_matcher_free (matcher);
}

/**
 * bs_search_facts_new:
 * @query: a query, which has to live as long
 *
 * Returns: (transfer full): a judge of its facts
 */
BsSearchFacts *
bs_search_facts_new (const BsSearchQuery *query)
{
  BsSearchFacts *self = g_new0 (BsSearchFacts, 1);

  self->query = query;
  self->matchers = g_ptr_array_new_with_free_func (clear_matcher);
  for (guint i = 0; i < query->facts->len; i++)
    {
      const BsSearchNode *node = query->facts->pdata[i];
      gboolean is_key = node->kind == BS_SEARCH_KEY;

      g_ptr_array_add (self->matchers, is_key ? bs_search_matcher_new (node->children) : NULL);
      self->asks_for_keys = self->asks_for_keys || is_key;
    }
  return self;
}

/**
 * bs_search_facts_free:
 * @self: (transfer full): a judge of facts
 */
void
bs_search_facts_free (BsSearchFacts *self)
{
  g_ptr_array_unref (self->matchers);
  g_free (self);
}

/* A language is meant with all that is more special: “zh” with “zh-Hant”. */
static gboolean
is_language (const char *wanted, const char *language, gsize length)
{
  const gsize n = strlen (wanted);

  return n <= length && g_ascii_strncasecmp (wanted, language, n) == 0 && (n == length || language[n] == '-');
}

static gboolean
has_fact (const BsSearchNode *node, BsBodyFeatures features, const char *language, gsize language_length)
{
  switch (node->kind == BS_SEARCH_HAS ? node->feature : BS_N_SEARCH_FEATURES)
    {
    case BS_SEARCH_HAS_MATH:
      return (features & BS_BODY_HAS_MATH) != 0;
    case BS_SEARCH_HAS_CODE:
      return (features & BS_BODY_HAS_CODE) != 0;
    case BS_SEARCH_HAS_VIDEO:
      return (features & BS_BODY_HAS_VIDEO) != 0;
    case BS_SEARCH_HAS_IMAGE:
    case BS_SEARCH_HAS_NOTE:
    case BS_N_SEARCH_FEATURES:
    default:
      return node->kind == BS_SEARCH_LANGUAGE && is_language (node->text, language, language_length);
    }
}

static gboolean
found_cb (guint phrase, guint position, gsize start, gsize end, gpointer user_data)
{
  gboolean *is_found = user_data;

  *is_found = TRUE;
  return FALSE;
}

/* Each value of a list or a map is examined. */
static gboolean
value_has (const BsValue *value, BsSearchMatcher *matcher)
{
  gboolean is_found = FALSE;

  if (bs_value_is_scalar (value))
    {
      if (value->text != NULL)
        bs_search_matcher_run (matcher, value->text, strlen (value->text), found_cb, &is_found);
      return is_found;
    }
  for (guint i = 0; value->items != NULL && i < value->items->len; i++)
    if (value_has (value->items->pdata[i], matcher))
      return TRUE;
  return FALSE;
}

static gboolean
is_key (const BsSearchNode *node, const BsField *field)
{
  g_autofree char *folded = NULL;

  if (field->key_length == strlen (node->text) && memcmp (field->key, node->text, field->key_length) == 0)
    return TRUE;
  for (gsize i = 0; i < field->key_length; i++)
    if (g_ascii_isupper (field->key[i]) || (guchar) field->key[i] >= 0x80)
      {
        folded = bs_vocabulary_fold_key (field->key, field->key_length);
        return g_strcmp0 (folded, node->text) == 0;
      }
  return FALSE;
}

static void
judge_keys (BsSearchFacts *self, GBytes *fields, guint *counts)
{
  gsize offset = 0;
  BsField field;

  while (bs_index_fields_next (fields, &offset, &field))
    for (guint i = 0; i < self->matchers->len; i++)
      {
        const BsSearchNode *node = self->query->facts->pdata[i];
        g_autoptr (BsValue) value = NULL;

        if (self->matchers->pdata[i] == NULL || counts[node->index] > 0 || !is_key (node, &field))
          continue;
        value = bs_field_dup_value (&field);
        counts[node->index] = value != NULL && value_has (value, self->matchers->pdata[i]);
      }
}

/**
 * bs_search_facts_judge:
 * @self: a judge of facts
 * @fields: the fields of an article
 * @counts: (out): by the index of each fact in the query's counts: whether the article has it
 */
void
bs_search_facts_judge (BsSearchFacts *self, GBytes *fields, guint *counts)
{
  BsBodyFeatures features = 0;
  const char *language = "";
  gsize language_length = 0;

  bs_index_fields_read_facts (fields, &features, &language, &language_length);
  for (guint i = 0; i < self->query->facts->len; i++)
    {
      const BsSearchNode *node = self->query->facts->pdata[i];

      counts[node->index] = has_fact (node, features, language, language_length);
    }
  if (self->asks_for_keys)
    judge_keys (self, fields, counts);
}

/**
 * bs_search_facts_read:
 * @self: a judge of facts
 * @document: an article
 * @counts: (out): as for bs_search_facts_judge()
 * @headings: (out) (optional) (nullable) (transfer full) (element-type BsTextRange): the ranges of the headings in the
 *   text
 *
 * Judges an article by its file.
 *
 * Returns: (transfer full): the text of its body
 */
char *
bs_search_facts_read (BsSearchFacts *self, const BsDocument *document, guint *counts, GArray **headings)
{
  const BsArticle *article = document->article;
  g_auto (BsArticleFacts) facts = { 0 };
  g_autoptr (GBytes) fields = NULL;
  const char *body;
  gsize length;
  char *text;

  body = bs_document_get_body (document, &length);
  if (self->query->facts->len == 0 && headings == NULL)
    return bs_body_to_text (article->body_kind, body, length);
  if (self->query->facts->len == 0)
    {
      BsFeatureFinder finder = { 0 };

      text = bs_body_read (article->body_kind, body, length, &finder);
      *headings = finder.headings;
      return text;
    }
  text = bs_article_read_body (article, body, length, &facts);
  if (headings != NULL)
    *headings = g_steal_pointer (&facts.headings);
  fields = bs_index_fields_encode_article (article, &facts, FALSE);
  bs_search_facts_judge (self, fields, counts);
  return text;
}
