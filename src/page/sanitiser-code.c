/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "page/sanitiser-code.h"

#include <string.h>

#include "page/code-colours.h"

/* The language of a block may be named by an element around it. */
#define MAX_OUTER 6
#define MAX_CLASS_BYTES 512

static const BsCodeLanguage *
find_in_classes (const BsHtmlNode *node, gboolean is_outer)
{
  static const char *const prefixes[] = {
    "language-", "lang-", "highlight-source-", "highlight-text-", "brush:", NULL
  };
  const char *classes = bs_html_node_get (node, "class");
  const BsCodeLanguage *language = NULL;
  g_auto (GStrv) names = NULL;

  if (classes == NULL || strlen (classes) > MAX_CLASS_BYTES ||
      (is_outer && strstr (classes, "highlight") == NULL && strstr (classes, "code") == NULL &&
       strstr (classes, "language-") == NULL))
    return NULL;
  names = g_strsplit_set (classes, " \t\n\f\r", -1);
  for (guint i = 0; names[i] != NULL && language == NULL; i++)
    {
      const char *name = names[i];

      for (guint j = 0; prefixes[j] != NULL; j++)
        if (g_str_has_prefix (name, prefixes[j]))
          name += strlen (prefixes[j]);
      language = *name != '\0' ? bs_code_language_find (name) : NULL;
    }
  return language;
}

static const BsCodeLanguage *
find_language (const BsHtmlNode *block, const BsHtmlNode *inner)
{
  const BsCodeLanguage *language = find_in_classes (inner, FALSE);
  guint depth = 0;

  for (const BsHtmlNode *node = block; language == NULL && node != NULL && node->name != NULL && depth < MAX_OUTER;
       node = node->parent, depth++)
    language = find_in_classes (node, node != block);
  return language;
}

/* Whether any language is named, known or not. Such code is not guessed at. */
static gboolean
names_language (const BsHtmlNode *node)
{
  const char *classes = bs_html_node_get (node, "class");

  return classes != NULL && (strstr (classes, "language-") != NULL || strstr (classes, "lang-") != NULL);
}

static gboolean
is_line_numbers (const BsHtmlNode *block)
{
  const char *classes = block->parent->name != NULL ? bs_html_node_get (block->parent, "class") : NULL;

  return classes != NULL && (strstr (classes, "gutter") != NULL || strstr (classes, "lineno") != NULL);
}

/* The text of an element that contains only spans of another highlighter, but no links and no link targets. */
static GString *
collect_text (const BsHtmlNode *inner)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (const BsHtmlNode *node = bs_html_node_follow (inner, inner, TRUE); node != NULL;
       node = bs_html_node_follow (node, inner, TRUE))
    {
      if (node->name == NULL)
        g_string_append (text, node->text);
      else if (g_str_equal (node->name, "br"))
        g_string_append_c (text, '\n');
      else if ((!g_str_equal (node->name, "span") && !g_str_equal (node->name, "code")) ||
               bs_html_node_get (node, "id") != NULL)
        return NULL;
      if (text->len > BS_CODE_MAX_BYTES)
        return NULL;
    }
  return g_steal_pointer (&text);
}

/*
 * bs_sanitise_code:
 * @block: an element `pre`
 * @bytes_left: (inout): the remaining amount of code to colour in this article
 *
 * Gives code whose language is known colours: the first node in the block gets markup and replaces all others.
 */
void
bs_sanitise_code (BsHtmlNode *block, gsize *bytes_left)
{
  BsHtmlNode *inner = block;
  const BsCodeLanguage *language;
  g_autoptr (GString) text = NULL;
  GString *markup;

  g_return_if_fail (block != NULL);
  g_return_if_fail (bytes_left != NULL);

  /* `pre` contains `code`, and perhaps white space around it. */
  if (block->first_child != NULL && block->first_child->name != NULL && block->first_child->next == NULL &&
      g_str_equal (block->first_child->name, "code"))
    inner = block->first_child;
  if (inner->first_child == NULL || is_line_numbers (block))
    return;
  language = find_language (block, inner);
  text = collect_text (inner);
  if (text == NULL || text->len > *bytes_left)
    return;
  if (language == NULL && !names_language (inner) && !names_language (block))
    language = bs_code_language_guess (text->str, text->len);
  if (language == NULL)
    return;
  *bytes_left -= text->len;
  markup = g_string_sized_new (text->len * 3);
  /* The parser of the output removes a newline at the start of `pre`. That of a text node is written by the caller. */
  if (inner == block && inner->first_child->name != NULL && text->str[0] == '\n')
    g_string_append_c (markup, '\n');
  bs_code_append (markup, language, text->str, text->len);
  inner->first_child->markup = g_string_free (markup, FALSE);
  inner->first_child->first_child = NULL;
  inner->first_child->next = NULL;
}
