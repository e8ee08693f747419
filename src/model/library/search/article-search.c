/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/search/article-search.h"

#include <string.h>

#include "model/format/body/body-text.h"
#include "model/library/marks/marks-reader.h"
#include "model/library/search/search-expression.h"
#include "model/library/search/search-matcher.h"
#include "model/library/index/search-rank.h"

struct _BsArticleSearch
{
  BsSite *site;
  BsSearchQuery *query;
  GPtrArray *decisive; /* (element-type BsSearchNode): the texts without which nothing is found */

  BsMarksReader *marks; /* (nullable) */

  /* What the index says; nothing in it changes while articles are judged. */
  GHashTable *versions; /* (nullable): which version a key has, from 1 on */
  guint8 **found;       /* by phrase, a bit for each version */
};

/* What is known of an article. */
typedef struct
{
  BsArticleSearch *search;
  const BsArticle *article;
  gint64 date;
  BsMarks marks;
  gboolean *in_title; /* by phrase */
  gboolean *in_text;  /* (nullable): by phrase, title and body */
  guint version;      /* in the index, 0 where it is not there */
} Facts;

/**
 * bs_article_search_new:
 * @text: what is searched for
 * @site: where the articles are
 *
 * Returns: (transfer full): a search in the files
 */
BsArticleSearch *
bs_article_search_new (const char *text, BsSite *site)
{
  BsArticleSearch *self;
  const BsSearchNode *root;

  g_return_val_if_fail (text != NULL && site != NULL, NULL);

  self = g_new0 (BsArticleSearch, 1);
  self->site = bs_site_ref (site);
  self->query = bs_search_query_parse (text, BS_SEARCH_DEFAULT);
  self->decisive = g_ptr_array_new ();
  root = self->query->root;
  if (root != NULL && bs_search_node_is_text (root))
    g_ptr_array_add (self->decisive, (gpointer) root);
  else if (root != NULL && root->kind == BS_SEARCH_AND)
    for (guint i = 0; i < root->children->len; i++)
      if (bs_search_node_is_text (root->children->pdata[i]))
        g_ptr_array_add (self->decisive, root->children->pdata[i]);
  return self;
}

/**
 * bs_article_search_free:
 * @self: (transfer full): a search
 */
void
bs_article_search_free (BsArticleSearch *self)
{
  for (guint i = 0; self->found != NULL && i < self->query->phrases->len; i++)
    g_free (self->found[i]);
  g_free (self->found);
  g_clear_pointer (&self->versions, g_hash_table_unref);
  g_clear_pointer (&self->marks, bs_marks_reader_free);
  g_ptr_array_unref (self->decisive);
  bs_search_query_unref (self->query);
  bs_site_unref (self->site);
  g_free (self);
}

/**
 * bs_article_search_get_query:
 * @self: a search
 *
 * Returns: (transfer none): what is searched for
 */
const BsSearchQuery *
bs_article_search_get_query (BsArticleSearch *self)
{
  return self->query;
}

static gboolean
asks_for_marks (const BsSearchNode *node)
{
  if (node->kind == BS_SEARCH_STATE)
    return node->state == BS_SEARCH_UNREAD || node->state == BS_SEARCH_READ || node->state == BS_SEARCH_STARRED;
  for (guint i = 0; node->children != NULL && i < node->children->len; i++)
    if (asks_for_marks (node->children->pdata[i]))
      return TRUE;
  return FALSE;
}

/**
 * bs_article_search_use_marks:
 * @self: a search that judged no article yet
 *
 * Reads what the reader made of the library's articles, if the search asks for that. Without, all of them are read and
 * none is starred.
 */
void
bs_article_search_use_marks (BsArticleSearch *self)
{
  if (self->marks == NULL && self->query->root != NULL && asks_for_marks (self->query->root))
    self->marks = bs_marks_reader_open (self->site->root);
}

typedef struct
{
  guint8 *found;
  gint64 first_version;
} Finding;

static gboolean
found_cb (gint64 version, double rank, gpointer user_data)
{
  Finding *finding = user_data;
  gint64 i = version - finding->first_version;

  finding->found[i / 8] |= (guint8) (1 << (i % 8));
  return TRUE;
}

/**
 * bs_article_search_use_index:
 * @self: a search that judged no article yet
 * @index: the index of the text; it is not needed afterwards
 * @error: return location
 *
 * Asks the index for all that it knows of, so that only those articles have to be read that it does not know, or not as
 * they are now.
 *
 * Returns: %FALSE with a #GIOErrorEnum where the database says so; the search then goes without
 */
gboolean
bs_article_search_use_index (BsArticleSearch *self, BsIndexText *index, GError **error)
{
  const guint64 *keys;
  Finding finding;
  guint n_versions;
  gboolean is_done = TRUE;

  if (!bs_index_text_begin_reading (index, error))
    return FALSE;
  keys = bs_index_text_get_keys (index, &finding.first_version, &n_versions);
  self->found = g_new0 (guint8 *, self->query->phrases->len + 1);
  for (guint i = 0; i < self->query->phrases->len && is_done; i++)
    {
      g_autoptr (GString) expression = g_string_new (NULL);

      self->found[i] = finding.found = g_malloc0 (n_versions / 8 + 1);
      bs_search_node_append_expression (self->query->phrases->pdata[i], expression);
      is_done = bs_index_text_match (index, BS_INDEX_TEXT_ALL, expression->str, FALSE, 0, found_cb, &finding, error);
    }
  if (is_done)
    {
      self->versions = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
      for (guint i = 0; i < n_versions; i++)
        if (keys[i] != 0)
          g_hash_table_insert (self->versions, g_memdup2 (&keys[i], sizeof keys[i]), GUINT_TO_POINTER (i + 1));
    }
  bs_index_text_end_reading (index);
  return is_done;
}

typedef struct
{
  gboolean *is_found;
  guint n_left;
} Looking;

static gboolean
look_cb (guint phrase, gsize start, gsize end, gpointer user_data)
{
  Looking *looking = user_data;

  if (!looking->is_found[phrase])
    {
      looking->is_found[phrase] = TRUE;
      looking->n_left--;
    }
  return looking->n_left > 0;
}

static void
look_for_all (BsArticleSearch *self, const char *text, gboolean *is_found)
{
  g_autoptr (BsSearchMatcher) matcher = bs_search_matcher_new (self->query->phrases);
  Looking looking = { is_found, 0 };

  for (guint i = 0; i < self->query->phrases->len; i++)
    looking.n_left += !is_found[i];
  if (looking.n_left > 0)
    bs_search_matcher_run (matcher, text, strlen (text), look_cb, &looking);
}

/* What is in the body is read only when something depends on it. */
static void
read_text (Facts *facts)
{
  BsArticleSearch *self = facts->search;
  guint n = self->query->phrases->len;

  facts->in_text = g_memdup2 (facts->in_title, (n + 1) * sizeof (gboolean));
  if (facts->version > 0)
    {
      guint version = facts->version - 1;

      for (guint i = 0; i < n; i++)
        facts->in_text[i] = facts->in_text[i] || (self->found[i][version / 8] & (1 << (version % 8))) != 0;
    }
  else
    {
      g_autoptr (BsDocument) document = bs_document_load (self->site, facts->article->path, NULL);

      if (document != NULL)
        {
          gsize length;
          const char *body = bs_document_get_body (document, &length);
          g_autofree char *text = bs_body_to_text (document->article->body_kind, body, length);

          look_for_all (self, text, facts->in_text);
        }
    }
}

static gboolean
has_name (const BsSearchNode *node, const char *const *names, const char *separator)
{
  g_autofree char *name = NULL;
  g_autofree char *folded = NULL;

  if (separator != NULL)
    {
      name = g_strjoinv (separator, (GStrv) names);
      folded = bs_search_fold_name (name);
      return bs_search_node_matches_name (node, folded);
    }
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autofree char *one = bs_search_fold_name (names[i]);

      if (bs_search_node_matches_name (node, one))
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_category (const BsSearchNode *node, const BsArticle *article)
{
  for (guint i = 0; i < article->categories->len; i++)
    if (has_name (node, article->categories->pdata[i], "/"))
      return TRUE;
  return FALSE;
}

static gboolean
is_in_state (const Facts *facts, BsSearchState state)
{
  switch (state)
    {
    case BS_SEARCH_DRAFT:
      return facts->article->draft;
    case BS_SEARCH_BROKEN:
      return bs_problems_need_repair (facts->article->problems);
    case BS_SEARCH_READ:
      return (facts->marks & BS_MARK_UNREAD) == 0;
    case BS_SEARCH_UNREAD:
      return (facts->marks & BS_MARK_UNREAD) != 0;
    case BS_SEARCH_STARRED:
    default:
      return (facts->marks & BS_MARK_STARRED) != 0;
    }
}

static gint64
get_instant (const Facts *facts, const BsSearchNode *node)
{
  BsDate date = { .face = node->face };

  return bs_date_to_unix (&date, facts->search->site->zone);
}

static gboolean
accepts (Facts *facts, const BsSearchNode *node, gboolean only_title)
{
  switch (node->kind)
    {
    case BS_SEARCH_AND:
      for (guint i = 0; i < node->children->len; i++)
        if (!accepts (facts, node->children->pdata[i], only_title))
          return FALSE;
      return TRUE;
    case BS_SEARCH_OR:
      for (guint i = 0; i < node->children->len; i++)
        if (accepts (facts, node->children->pdata[i], only_title))
          return TRUE;
      return FALSE;
    case BS_SEARCH_NOT:
      return !accepts (facts, node->children->pdata[0], only_title);
    case BS_SEARCH_PHRASE:
      if (facts->in_title[node->index] || node->only_title || only_title)
        return facts->in_title[node->index];
      if (facts->in_text == NULL)
        read_text (facts);
      return facts->in_text[node->index];
    case BS_SEARCH_CATEGORY:
      return has_category (node, facts->article);
    case BS_SEARCH_TAG:
      return has_name (node, (const char *const *) facts->article->tags, NULL);
    case BS_SEARCH_AUTHOR:
      return has_name (node, (const char *const *) facts->article->authors, NULL);
    case BS_SEARCH_BEFORE:
      return facts->date < get_instant (facts, node);
    case BS_SEARCH_AFTER:
      return facts->date >= get_instant (facts, node);
    case BS_SEARCH_STATE:
      return is_in_state (facts, node->state);
    case BS_SEARCH_HAS_IMAGE:
    default:
      return facts->article->image != NULL;
    }
}

static gboolean
accepts_decisive (Facts *facts, gboolean only_title)
{
  GPtrArray *decisive = facts->search->decisive;

  for (guint i = 0; i < decisive->len; i++)
    if (!accepts (facts, decisive->pdata[i], only_title))
      return FALSE;
  return TRUE;
}

/**
 * bs_article_search_judge:
 * @self: a search
 * @article: an article
 * @stamp: what the disk says of its file
 *
 * Waits for the disk where the article is not in the index.
 *
 * Returns: how it answers
 */
BsVerdict
bs_article_search_judge (BsArticleSearch *self, const BsArticle *article, const BsFileStamp *stamp)
{
  guint n = self->query->phrases->len;
  g_autofree gboolean *in_title = g_new0 (gboolean, n + 1);
  Facts facts = { self, article, .in_title = in_title };
  BsVerdict verdict = { FALSE };

  facts.date = article->has_date ? bs_date_to_unix (&article->date, self->site->zone) :
                                   stamp->modified / G_GINT64_CONSTANT (1000000000);
  if (self->versions != NULL)
    {
      guint64 key = bs_index_text_make_key (stamp->content_hash, article->title);

      facts.version = GPOINTER_TO_UINT (g_hash_table_lookup (self->versions, &key));
    }
  if (self->marks != NULL)
    facts.marks = bs_marks_reader_get (self->marks, article->path, stamp->content_hash);
  if (n > 0)
    look_for_all (self, article->title, in_title);

  verdict.has_words = accepts_decisive (&facts, FALSE);
  verdict.is_found = verdict.has_words && (self->query->root == NULL || accepts (&facts, self->query->root, FALSE));
  verdict.is_in_title = verdict.is_found && accepts_decisive (&facts, TRUE);
  g_free (facts.in_text);
  return verdict;
}

static gboolean
count_cb (guint phrase, gsize start, gsize end, gpointer user_data)
{
  ((guint *) user_data)[phrase]++;
  return TRUE;
}

static void
list_phrases (GPtrArray *phrases, const BsSearchNode *node)
{
  if (node->kind == BS_SEARCH_PHRASE)
    g_ptr_array_add (phrases, (gpointer) node);
  for (guint i = 0; node->children != NULL && i < node->children->len; i++)
    list_phrases (phrases, node->children->pdata[i]);
}

/**
 * bs_article_search_rank:
 * @self: a search
 * @document: an article that was found
 *
 * Returns: how much it says of what is searched for, as the index would say
 */
double
bs_article_search_rank (BsArticleSearch *self, const BsDocument *document)
{
  g_autoptr (GPtrArray) phrases = g_ptr_array_new ();
  g_autoptr (BsSearchMatcher) matcher = NULL;
  g_autofree guint *counts = NULL;
  g_autofree char *text = NULL;
  const char *body;
  gsize length;
  guint n_tokens;
  double rank = 0;

  for (guint i = 0; i < self->decisive->len; i++)
    list_phrases (phrases, self->decisive->pdata[i]);
  if (phrases->len == 0)
    return 0;
  body = bs_document_get_body (document, &length);
  text = bs_body_to_text (document->article->body_kind, body, length);
  counts = g_new0 (guint, phrases->len);
  matcher = bs_search_matcher_new (phrases);
  n_tokens =
      bs_search_matcher_run (matcher, document->article->title, strlen (document->article->title), count_cb, counts);
  n_tokens += bs_search_matcher_run (matcher, text, strlen (text), count_cb, counts);
  for (guint i = 0; i < phrases->len; i++)
    rank += bs_search_rank (counts[i], n_tokens);
  return rank;
}
