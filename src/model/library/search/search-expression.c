/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/search/search-expression.h"

/* A Chinese character is a token of its own, of which nothing else is a prefix. */
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
 * Returns: whether it asks only for phrases in any place, and excludes none
 */
gboolean
bs_search_node_is_text (const BsSearchNode *node)
{
  if (node->kind == BS_SEARCH_PHRASE)
    return !node->only_title;
  if (node->kind != BS_SEARCH_AND && node->kind != BS_SEARCH_OR && node->kind != BS_SEARCH_NEAR)
    return FALSE;
  for (guint i = 0; i < node->children->len; i++)
    if (!bs_search_node_is_text (node->children->pdata[i]))
      return FALSE;
  return TRUE;
}

/* A space after the last token makes the index look it up even if a pair includes it: FTS5 counts the distance from the
 * end of a phrase. */
static void
append_phrase (const BsSearchNode *node, gboolean is_near, GString *expression)
{
  g_string_append_c (expression, '"');
  for (guint i = 0; i < node->tokens->len; i++)
    g_string_append_printf (expression, "%s%s", i > 0 ? " " : "", (const char *) node->tokens->pdata[i]);
  g_string_append_printf (expression, "%s\"%s", is_near ? " " : "", goes_on (node) ? " *" : "");
}

/**
 * bs_search_node_append_expression:
 * @node: phrases and their operators
 * @expression: receives the expression
 *
 * Writes an expression for bs_index_text_match(). Tokens have neither spaces nor quotes in them.
 */
void
bs_search_node_append_expression (const BsSearchNode *node, GString *expression)
{
  static const char *const joints[] = { [BS_SEARCH_AND] = " AND ", [BS_SEARCH_OR] = " OR ", [BS_SEARCH_NEAR] = " " };

  if (node->kind == BS_SEARCH_PHRASE)
    {
      append_phrase (node, FALSE, expression);
      return;
    }
  g_string_append (expression, node->kind == BS_SEARCH_NEAR ? "NEAR(" : "(");
  for (guint i = 0; i < node->children->len; i++)
    {
      g_string_append (expression, i > 0 ? joints[node->kind] : "");
      if (node->kind == BS_SEARCH_NEAR)
        append_phrase (node->children->pdata[i], TRUE, expression);
      else
        bs_search_node_append_expression (node->children->pdata[i], expression);
    }
  if (node->kind == BS_SEARCH_NEAR)
    g_string_append_printf (expression, ", %u", node->distance);
  g_string_append_c (expression, ')');
}
