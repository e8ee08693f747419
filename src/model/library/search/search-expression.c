/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/search/search-expression.h"

/* A character of Chinese is a token by itself: there is none that goes on from it. */
static gboolean
goes_on (const BsSearchNode *node)
{
  const char *last = node->tokens->pdata[node->tokens->len - 1];

  return node->is_prefix && g_unichar_get_script (g_utf8_get_char (last)) != G_UNICODE_SCRIPT_HAN;
}

/**
 * bs_search_node_is_text:
 * @node: a part of a query
 *
 * Returns: whether phrases that stand anywhere are all it asks for, and excludes none of them
 */
gboolean
bs_search_node_is_text (const BsSearchNode *node)
{
  if (node->kind == BS_SEARCH_PHRASE)
    return !node->only_title;
  if (node->kind != BS_SEARCH_AND && node->kind != BS_SEARCH_OR)
    return FALSE;
  for (guint i = 0; i < node->children->len; i++)
    if (!bs_search_node_is_text (node->children->pdata[i]))
      return FALSE;
  return TRUE;
}

/**
 * bs_search_node_append_expression:
 * @node: phrases, and what joins them
 * @expression: where it goes
 *
 * Writes what bs_index_text_match() takes. Tokens have neither spaces nor quotes in them.
 */
void
bs_search_node_append_expression (const BsSearchNode *node, GString *expression)
{
  GPtrArray *parts = node->kind == BS_SEARCH_PHRASE ? node->tokens : node->children;

  g_string_append_c (expression, node->kind == BS_SEARCH_PHRASE ? '"' : '(');
  for (guint i = 0; i < parts->len; i++)
    {
      if (node->kind == BS_SEARCH_PHRASE)
        g_string_append_printf (expression, "%s%s", i > 0 ? " " : "", (const char *) parts->pdata[i]);
      else
        {
          if (i > 0)
            g_string_append (expression, node->kind == BS_SEARCH_AND ? " AND " : " OR ");
          bs_search_node_append_expression (parts->pdata[i], expression);
        }
    }
  if (node->kind == BS_SEARCH_PHRASE)
    g_string_append (expression, goes_on (node) ? "\" *" : "\"");
  else
    g_string_append_c (expression, ')');
}
