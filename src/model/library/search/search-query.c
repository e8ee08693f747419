/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/search/search-query.h"

#include <string.h>

#include "model/library/words/variants.h"

/**
 * bs_search_node_new:
 * @kind: the kind of node
 *
 * Returns: (transfer full): a node that is still empty
 */
BsSearchNode *
bs_search_node_new (BsSearchKind kind)
{
  BsSearchNode *self = g_new0 (BsSearchNode, 1);

  self->kind = kind;
  if (kind <= BS_SEARCH_NEAR)
    self->children = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_search_node_free);
  if (kind == BS_SEARCH_PHRASE)
    self->tokens = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/**
 * bs_search_node_copy_phrase:
 * @self: a phrase
 *
 * Returns: (transfer full): a copy
 */
BsSearchNode *
bs_search_node_copy_phrase (const BsSearchNode *self)
{
  BsSearchNode *copy = bs_search_node_new (BS_SEARCH_PHRASE);

  for (guint i = 0; i < self->tokens->len; i++)
    g_ptr_array_add (copy->tokens, g_strdup (self->tokens->pdata[i]));
  copy->is_prefix = self->is_prefix;
  copy->only_title = self->only_title;
  copy->has_variants = self->has_variants;
  copy->is_exact = self->is_exact;
  copy->text = g_strdup (self->text);
  return copy;
}

/**
 * bs_search_node_is_exact:
 * @self: a node
 *
 * Returns: whether it contains an exact phrase, which the index alone cannot answer
 */
gboolean
bs_search_node_is_exact (const BsSearchNode *self)
{
  for (guint i = 0; self->children != NULL && i < self->children->len; i++)
    if (bs_search_node_is_exact (self->children->pdata[i]))
      return TRUE;
  return self->is_exact;
}

/**
 * bs_search_node_free:
 * @self: (transfer full): a node
 */
void
bs_search_node_free (BsSearchNode *self)
{
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_clear_pointer (&self->tokens, g_ptr_array_unref);
  g_free (self->text);
  g_free (self);
}

/**
 * bs_search_query_ref:
 * @self: a query
 *
 * Returns: (transfer full): @self
 */
BsSearchQuery *
bs_search_query_ref (BsSearchQuery *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * bs_search_query_unref:
 * @self: (transfer full): a query
 */
void
bs_search_query_unref (BsSearchQuery *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->root, bs_search_node_free);
  g_clear_pointer (&self->joined, bs_search_node_free);
  g_ptr_array_unref (self->phrases);
  g_ptr_array_unref (self->nears);
  g_ptr_array_unref (self->facts);
  g_ptr_array_unref (self->notes);
  g_free (self);
}

/**
 * bs_search_feature_to_string:
 * @feature: a feature that an article may have
 *
 * Returns: its name after `has:`
 */
const char *
bs_search_feature_to_string (BsSearchFeature feature)
{
  static const char *const names[BS_N_SEARCH_FEATURES] = { "image", "math", "code", "video", "note" };

  g_return_val_if_fail ((guint) feature < BS_N_SEARCH_FEATURES, NULL);

  return names[feature];
}

/**
 * bs_search_node_is_fact:
 * @self: a part of a query
 *
 * Returns: whether only the index or the file can answer it, and it has no words of the text
 */
gboolean
bs_search_node_is_fact (const BsSearchNode *self)
{
  return self->kind == BS_SEARCH_KEY || self->kind == BS_SEARCH_LANGUAGE ||
         (self->kind == BS_SEARCH_HAS && self->feature != BS_SEARCH_HAS_IMAGE && self->feature != BS_SEARCH_HAS_NOTE);
}

static void
describe_date (GString *out, gint64 face)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (face);
  g_autofree char *text = date != NULL ? g_date_time_format (date, "%Y-%m-%d") : NULL;

  g_string_append (out, text != NULL ? text : "?");
}

static void
describe (GString *out, const BsSearchNode *node)
{
  static const char *const words[] = { "and", "or", "not", "near" };
  static const char *const names[] = {
    [BS_SEARCH_CATEGORY] = "category", [BS_SEARCH_TAG] = "tag",       [BS_SEARCH_AUTHOR] = "author",
    [BS_SEARCH_FOLDER] = "in",         [BS_SEARCH_BEFORE] = "before", [BS_SEARCH_AFTER] = "after",
    [BS_SEARCH_LANGUAGE] = "lang",
  };
  static const char *const states[] = { "unread", "read", "starred", "draft", "broken", "undated" };

  switch (node->kind)
    {
    case BS_SEARCH_AND:
    case BS_SEARCH_OR:
    case BS_SEARCH_NOT:
    case BS_SEARCH_NEAR:
      g_string_append_printf (out, "(%s", words[node->kind]);
      if (node->kind == BS_SEARCH_NEAR)
        g_string_append_printf (out, "/%u", node->distance);
      for (guint i = 0; i < node->children->len; i++)
        {
          g_string_append_c (out, ' ');
          describe (out, node->children->pdata[i]);
        }
      g_string_append_c (out, ')');
      break;
    case BS_SEARCH_PHRASE:
      g_string_append (out, node->only_title ? "title:" : "");
      g_string_append (out, node->is_exact ? "=\"" : "\"");
      for (guint i = 0; i < node->tokens->len; i++)
        g_string_append_printf (out, "%s%s", i > 0 ? " " : "", (const char *) node->tokens->pdata[i]);
      g_string_append (out, node->is_prefix ? "\"*" : "\"");
      break;
    case BS_SEARCH_BEFORE:
    case BS_SEARCH_AFTER:
      g_string_append_printf (out, "%s:", names[node->kind]);
      describe_date (out, node->days.start);
      break;
    case BS_SEARCH_DATE:
      g_string_append (out, "date:");
      describe_date (out, node->days.start);
      g_string_append (out, "..");
      describe_date (out, node->days.end);
      break;
    case BS_SEARCH_STATE:
      g_string_append_printf (out, "is:%s", states[node->state]);
      break;
    case BS_SEARCH_HAS:
      g_string_append_printf (out, "has:%s", bs_search_feature_to_string (node->feature));
      break;
    case BS_SEARCH_KEY:
      g_string_append_printf (out, "%s:", node->text);
      describe (out, node->children->pdata[0]);
      break;
    case BS_SEARCH_PROBLEM:
      g_string_append_printf (out, "problem:%s", node->text);
      break;
    case BS_SEARCH_LANGUAGE:
    case BS_SEARCH_FOLDER:
    case BS_SEARCH_CATEGORY:
    case BS_SEARCH_TAG:
    case BS_SEARCH_AUTHOR:
    default:
      g_string_append_printf (out, "%s:%s", names[node->kind], node->text);
      break;
    }
}

/**
 * bs_search_query_describe:
 * @self: a query
 *
 * Returns: (transfer full): its parsed form, for tests and error reports
 */
char *
bs_search_query_describe (const BsSearchQuery *self)
{
  GString *out;

  g_return_val_if_fail (self != NULL, NULL);

  out = g_string_new (NULL);
  if (self->root != NULL)
    describe (out, self->root);
  return g_string_free (out, FALSE);
}

/**
 * bs_search_node_describe:
 * @self: a part of a query
 *
 * Returns: (transfer full): its parsed form; equal queries have equal descriptions
 */
char *
bs_search_node_describe (const BsSearchNode *self)
{
  GString *out = g_string_new (NULL);

  describe (out, self);
  return g_string_free (out, FALSE);
}

/**
 * bs_search_query_is_partial:
 * @self: a query
 *
 * Returns: whether a part of it was not understood and has no effect
 */
gboolean
bs_search_query_is_partial (const BsSearchQuery *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->notes->len; i++)
    if (bs_search_note_is_dropped (self->notes->pdata[i]))
      return TRUE;
  return FALSE;
}

static void
list_wanted (GPtrArray *list, const BsSearchNode *node)
{
  if (node->kind == BS_SEARCH_PHRASE)
    g_ptr_array_add (list, (gpointer) node);
  else if (node->kind == BS_SEARCH_AND || node->kind == BS_SEARCH_OR || node->kind == BS_SEARCH_NEAR)
    for (guint i = 0; i < node->children->len; i++)
      list_wanted (list, node->children->pdata[i]);
}

/**
 * bs_search_query_list_wanted:
 * @self: a query
 *
 * Lists the phrases to highlight in a found article: the required ones, not the excluded ones.
 *
 * Returns: (transfer container) (element-type BsSearchNode): phrases, good as long as @self
 */
GPtrArray *
bs_search_query_list_wanted (const BsSearchQuery *self)
{
  GPtrArray *list;

  g_return_val_if_fail (self != NULL, NULL);

  list = g_ptr_array_new ();
  if (self->root != NULL)
    list_wanted (list, self->root);
  return list;
}

/**
 * bs_search_fold_name:
 * @name: a category's path with slashes, a tag, an author
 *
 * Returns: (transfer full): @name without case, full width as half width, variants of Han characters as one
 */
char *
bs_search_fold_name (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  g_autofree char *normal = g_utf8_normalize (valid, -1, G_NORMALIZE_NFKC);
  g_autofree char *folded = g_utf8_casefold (normal, -1);

  return bs_variants_fold (folded);
}

/* Whether @path contains the names of @wanted, one after the other. */
static gboolean
path_holds (const char *path, const char *wanted)
{
  const gsize length = strlen (wanted);
  const char *found = path;

  while ((found = strstr (found, wanted)) != NULL)
    {
      if ((found == path || found[-1] == '/') && (found[length] == '\0' || found[length] == '/'))
        return TRUE;
      found++;
    }
  return FALSE;
}

/**
 * bs_search_node_matches_name:
 * @self: a node for a category, a tag, an author or a folder
 * @folded_name: from bs_search_fold_name(): a category's or a folder's whole path, a tag, an author
 *
 * A category or a folder is meant with all below it, and may be named without those above it; a tag is named whole, an
 * author in part.
 *
 * Returns: whether that is one of those that are meant
 */
gboolean
bs_search_node_matches_name (const BsSearchNode *self, const char *folded_name)
{
  if (self->kind == BS_SEARCH_CATEGORY || self->kind == BS_SEARCH_FOLDER)
    return path_holds (folded_name, self->text);
  if (self->kind == BS_SEARCH_TAG)
    return g_str_equal (folded_name, self->text);
  return strstr (folded_name, self->text) != NULL;
}

static gboolean
node_asks_for_marks (const BsSearchNode *node)
{
  if (node->kind == BS_SEARCH_STATE)
    return node->state == BS_SEARCH_UNREAD || node->state == BS_SEARCH_READ || node->state == BS_SEARCH_STARRED;
  for (guint i = 0; node->children != NULL && i < node->children->len; i++)
    if (node_asks_for_marks (node->children->pdata[i]))
      return TRUE;
  return FALSE;
}

/**
 * bs_search_query_has_words:
 * @self: a query
 *
 * Returns: whether it has words, which can be shown in the articles; %FALSE for filters alone
 */
gboolean
bs_search_query_has_words (const BsSearchQuery *self)
{
  g_autoptr (GPtrArray) wanted = bs_search_query_list_wanted (self);

  return wanted->len > 0;
}

/**
 * bs_search_query_dup_notes:
 * @self: a query
 *
 * Returns: (transfer full) (nullable): the parts that were not understood, one sentence per line
 */
char *
bs_search_query_dup_notes (const BsSearchQuery *self)
{
  g_autoptr (GString) text = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->notes->len == 0)
    return NULL;
  text = g_string_new (NULL);
  for (guint i = 0; i < self->notes->len; i++)
    {
      g_autofree char *sentence = bs_search_note_describe (self->notes->pdata[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", sentence);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * bs_search_query_asks_for_marks:
 * @self: a node
 *
 * Returns: whether the result depends on marks
 */
gboolean
bs_search_query_asks_for_marks (const BsSearchQuery *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->root != NULL && node_asks_for_marks (self->root);
}
