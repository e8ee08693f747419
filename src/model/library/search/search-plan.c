/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/search/search-plan.h"

#include "model/format/article/date.h"
#include "model/library/search/search-expression.h"

static BsSearchStep *
step_new (BsSearchStepKind kind)
{
  BsSearchStep *self = g_new0 (BsSearchStep, 1);

  self->kind = kind;
  if (kind <= BS_SEARCH_STEP_NOT)
    self->children = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_search_step_free);
  return self;
}

/**
 * bs_search_step_new_everything:
 *
 * Returns: (transfer full): a step that accepts every article
 */
BsSearchStep *
bs_search_step_new_everything (void)
{
  return step_new (BS_SEARCH_STEP_ALL);
}

/**
 * bs_search_step_free:
 * @self: (transfer full): a step
 */
void
bs_search_step_free (BsSearchStep *self)
{
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_clear_pointer (&self->terms, g_hash_table_unref);
  g_clear_pointer (&self->asked, g_ptr_array_unref);
  g_free (self->expression);
  g_free (self->found);
  g_free (self);
}

static GHashTable *
find_terms (const BsSearchNode *node, BsVocabulary *vocabulary)
{
  static const BsVocabularyKind kinds[] = {
    [BS_SEARCH_CATEGORY] = BS_VOCABULARY_CATEGORIES,
    [BS_SEARCH_TAG] = BS_VOCABULARY_TAGS,
    [BS_SEARCH_AUTHOR] = BS_VOCABULARY_SOURCES,
    [BS_SEARCH_FOLDER] = BS_VOCABULARY_FOLDERS,
  };
  g_autoptr (GPtrArray) terms = bs_vocabulary_list (vocabulary, kinds[node->kind]);
  GHashTable *found = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < terms->len; i++)
    {
      g_autofree char *path = bs_term_dup_path (terms->pdata[i]);
      g_autofree char *folded = bs_search_fold_name (path);

      if (bs_search_node_matches_name (node, folded))
        g_hash_table_add (found, terms->pdata[i]);
    }
  return found;
}

static BsSearchStep *
row_step_new (const BsSearchNode *node, BsVocabulary *vocabulary, GTimeZone *zone)
{
  BsSearchStep *self = step_new (BS_SEARCH_STEP_ROW);

  self->node = node;
  if (vocabulary != NULL && (node->kind == BS_SEARCH_CATEGORY || node->kind == BS_SEARCH_TAG ||
                             node->kind == BS_SEARCH_AUTHOR || node->kind == BS_SEARCH_FOLDER))
    self->terms = find_terms (node, vocabulary);
  if (node->kind == BS_SEARCH_BEFORE || node->kind == BS_SEARCH_AFTER || node->kind == BS_SEARCH_DATE)
    {
      const BsDate start = { .face = node->days.start };
      const BsDate end = { .face = node->days.end };

      self->start = bs_date_to_unix (&start, zone);
      self->end = bs_date_to_unix (&end, zone);
    }
  return self;
}

/* The text part of @node goes to the index as one query, before everything else. */
static BsSearchStep *
joined_step_new (const BsSearchNode *node, BsVocabulary *vocabulary, GTimeZone *zone)
{
  BsSearchStep *self = step_new (node->kind == BS_SEARCH_AND ? BS_SEARCH_STEP_ALL : BS_SEARCH_STEP_ANY);
  g_autoptr (GString) expression = g_string_new (NULL);
  g_autoptr (GPtrArray) asked = g_ptr_array_new ();

  for (guint i = 0; i < node->children->len; i++)
    {
      const BsSearchNode *child = node->children->pdata[i];

      if (!bs_search_node_is_text (child))
        {
          g_ptr_array_add (self->children, bs_search_step_new (child, vocabulary, zone));
          continue;
        }
      if (expression->len > 0)
        g_string_append (expression, node->kind == BS_SEARCH_AND ? " AND " : " OR ");
      bs_search_node_append_expression (child, expression);
      g_ptr_array_add (asked, (gpointer) child);
    }
  if (asked->len > 0)
    {
      BsSearchStep *text = step_new (BS_SEARCH_STEP_TEXT);

      text->asked = g_steal_pointer (&asked);
      text->is_any = node->kind == BS_SEARCH_OR;
      text->expression = g_string_free (g_steal_pointer (&expression), FALSE);
      g_ptr_array_insert (self->children, 0, text);
    }
  return self;
}

/**
 * bs_search_step_new:
 * @node: the query; it must outlive the plan
 * @vocabulary: (nullable): the names of the library; without them, those of each article are compared, which takes less
 *   time for a few articles
 * @zone: whose days are meant
 *
 * Returns: (transfer full): how it is found out
 */
BsSearchStep *
bs_search_step_new (const BsSearchNode *node, BsVocabulary *vocabulary, GTimeZone *zone)
{
  if (bs_search_node_is_text (node) || node->kind == BS_SEARCH_PHRASE)
    {
      BsSearchStep *self =
          step_new (node->kind == BS_SEARCH_PHRASE && node->only_title ? BS_SEARCH_STEP_TITLE : BS_SEARCH_STEP_TEXT);
      g_autoptr (GString) expression = g_string_new (NULL);

      bs_search_node_append_expression (node, expression);
      self->asked = g_ptr_array_new ();
      g_ptr_array_add (self->asked, (gpointer) node);
      self->expression = g_string_free (g_steal_pointer (&expression), FALSE);
      return self;
    }
  if (bs_search_node_is_fact (node))
    {
      BsSearchStep *self = step_new (BS_SEARCH_STEP_FACT);

      self->asked = g_ptr_array_new ();
      g_ptr_array_add (self->asked, (gpointer) node);
      return self;
    }
  if (node->kind == BS_SEARCH_AND || node->kind == BS_SEARCH_OR)
    return joined_step_new (node, vocabulary, zone);
  if (node->kind == BS_SEARCH_NOT)
    {
      BsSearchStep *self = step_new (BS_SEARCH_STEP_NOT);

      g_ptr_array_add (self->children, bs_search_step_new (node->children->pdata[0], vocabulary, zone));
      return self;
    }
  return row_step_new (node, vocabulary, zone);
}

/**
 * bs_search_step_get_text:
 * @self: the whole of a query
 *
 * Returns: (transfer none) (nullable): the text that every result must contain, if there is one
 */
BsSearchStep *
bs_search_step_get_text (BsSearchStep *self)
{
  if (self->kind == BS_SEARCH_STEP_TEXT)
    return self;
  if (self->kind == BS_SEARCH_STEP_ALL && self->children->len > 0 &&
      ((BsSearchStep *) self->children->pdata[0])->kind == BS_SEARCH_STEP_TEXT)
    return self->children->pdata[0];
  return NULL;
}

static gboolean
is_meant (const BsSearchStep *self, const BsTerm *term)
{
  g_autofree char *path = NULL;
  g_autofree char *folded = NULL;

  if (self->terms != NULL)
    return g_hash_table_contains (self->terms, term);
  path = bs_term_dup_path (term);
  folded = bs_search_fold_name (path);
  return bs_search_node_matches_name (self->node, folded);
}

static gboolean
has_term (const BsSearchStep *self, const BsRow *row, guint first, guint n)
{
  for (guint i = first; i < first + n; i++)
    if (is_meant (self, row->terms[i]))
      return TRUE;
  return FALSE;
}

static gboolean
is_in_state (const BsRow *row, BsSearchState state)
{
  switch (state)
    {
    case BS_SEARCH_UNREAD:
      return (bs_row_get_marks (row) & BS_MARK_UNREAD) != 0;
    case BS_SEARCH_READ:
      return (bs_row_get_marks (row) & BS_MARK_UNREAD) == 0;
    case BS_SEARCH_STARRED:
      return (bs_row_get_marks (row) & BS_MARK_STARRED) != 0;
    case BS_SEARCH_DRAFT:
      return (row->flags & BS_ROW_DRAFT) != 0;
    case BS_SEARCH_UNDATED:
      return (row->flags & BS_ROW_HAS_DATE) == 0;
    case BS_SEARCH_BROKEN:
    default:
      return (row->flags & BS_ROW_NEEDS_REPAIR) != 0;
    }
}

static gboolean
row_is_meant (const BsSearchStep *self, const BsRow *row)
{
  switch (self->node->kind)
    {
    case BS_SEARCH_CATEGORY:
      return has_term (self, row, row->n_sources, row->n_categories);
    case BS_SEARCH_TAG:
      return has_term (self, row, row->n_sources + row->n_categories, row->n_tags);
    case BS_SEARCH_AUTHOR:
      return has_term (self, row, 0, row->n_sources);
    case BS_SEARCH_FOLDER:
      return is_meant (self, row->folder);
    case BS_SEARCH_BEFORE:
      return (row->flags & BS_ROW_HAS_DATE) != 0 && row->date < self->start;
    case BS_SEARCH_AFTER:
      return (row->flags & BS_ROW_HAS_DATE) != 0 && row->date >= self->start;
    case BS_SEARCH_DATE:
      return (row->flags & BS_ROW_HAS_DATE) != 0 && row->date >= self->start && row->date < self->end;
    case BS_SEARCH_PROBLEM:
      return (row->problems & self->node->problems) != 0;
    case BS_SEARCH_STATE:
      return is_in_state (row, self->node->state);
    case BS_SEARCH_HAS:
      return self->node->feature == BS_SEARCH_HAS_NOTE ? (row->problems & bs_problems_get_notes ()) != 0 :
                                                         (row->flags & BS_ROW_HAS_IMAGE) != 0;
    case BS_SEARCH_LANGUAGE:
    case BS_SEARCH_KEY:
    case BS_SEARCH_AND:
    case BS_SEARCH_OR:
    case BS_SEARCH_NOT:
    case BS_SEARCH_NEAR:
    case BS_SEARCH_PHRASE:
    default:
      return FALSE;
    }
}

static gboolean
node_is_in (const BsSearchNode *node, guint8 *const *found, guint32 id)
{
  if (node->kind == BS_SEARCH_PHRASE || node->kind == BS_SEARCH_NEAR || bs_search_node_is_fact (node))
    return (found[node->index][id / 8] & (1 << (id % 8))) != 0;
  for (guint i = 0; i < node->children->len; i++)
    if (node_is_in (node->children->pdata[i], found, id) == (node->kind == BS_SEARCH_OR))
      return node->kind == BS_SEARCH_OR;
  return node->kind != BS_SEARCH_OR;
}

/**
 * bs_search_step_is_in:
 * @self: a step for text or titles
 * @found: by phrase of the query, a bit for each article that has it
 * @id: an article
 *
 * Answers for one article what the index answers for all.
 *
 * Returns: whether the article matches @self
 */
gboolean
bs_search_step_is_in (const BsSearchStep *self, guint8 *const *found, guint32 id)
{
  for (guint i = 0; i < self->asked->len; i++)
    if (node_is_in (self->asked->pdata[i], found, id) == self->is_any)
      return self->is_any;
  return !self->is_any;
}

/**
 * bs_search_step_accepts:
 * @self: a step whose texts were looked for
 * @row: an article
 *
 * Returns: whether the article matches
 */
gboolean
bs_search_step_accepts (const BsSearchStep *self, const BsRow *row)
{
  switch (self->kind)
    {
    case BS_SEARCH_STEP_ALL:
      for (guint i = 0; i < self->children->len; i++)
        if (!bs_search_step_accepts (self->children->pdata[i], row))
          return FALSE;
      return TRUE;
    case BS_SEARCH_STEP_ANY:
      for (guint i = 0; i < self->children->len; i++)
        if (bs_search_step_accepts (self->children->pdata[i], row))
          return TRUE;
      return FALSE;
    case BS_SEARCH_STEP_NOT:
      return !bs_search_step_accepts (self->children->pdata[0], row);
    case BS_SEARCH_STEP_TEXT:
    case BS_SEARCH_STEP_TITLE:
    case BS_SEARCH_STEP_FACT:
      return self->found != NULL && (self->found[row->id / 8] & (1 << (row->id % 8))) != 0;
    case BS_SEARCH_STEP_ROW:
    default:
      return row_is_meant (self, row);
    }
}

/**
 * bs_search_step_judges:
 * @self: a step
 * @row: an article
 * @in_title: by phrase of the query, whether the title has it, in the lowest bit of a byte
 * @in_text: whether the title or the text matches, by step
 *
 * Answers for one article what a search answers for all.
 *
 * Returns: whether the article matches
 */
gboolean
bs_search_step_judges (const BsSearchStep *self, const BsRow *row, guint8 *const *in_title, guint8 *const *in_text)
{
  switch (self->kind)
    {
    case BS_SEARCH_STEP_ALL:
    case BS_SEARCH_STEP_ANY:
      for (guint i = 0; i < self->children->len; i++)
        if (bs_search_step_judges (self->children->pdata[i], row, in_title, in_text) ==
            (self->kind == BS_SEARCH_STEP_ANY))
          return self->kind == BS_SEARCH_STEP_ANY;
      return self->kind == BS_SEARCH_STEP_ALL;
    case BS_SEARCH_STEP_NOT:
      return !bs_search_step_judges (self->children->pdata[0], row, in_title, in_text);
    case BS_SEARCH_STEP_TEXT:
    case BS_SEARCH_STEP_FACT:
      return bs_search_step_is_in (self, in_text, 0);
    case BS_SEARCH_STEP_TITLE:
      return bs_search_step_is_in (self, in_title, 0);
    case BS_SEARCH_STEP_ROW:
    default:
      return row_is_meant (self, row);
    }
}
