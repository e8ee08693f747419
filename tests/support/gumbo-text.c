/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "gumbo-text.h"

#include <gumbo.h>

#include "model/format/body/html-token.h"
#include "model/format/body/media.h"
#include "model/format/text/folding.h"

/* A line break that is only white space, until its neighbours are known. */
#define LINE_END '\x1e'

static gboolean
is_shown (const GumboElement *element)
{
  if (element->tag_namespace != GUMBO_NAMESPACE_HTML)
    return FALSE;
  if (gumbo_get_attribute (&element->attributes, "hidden") != NULL)
    return FALSE;
  return !bs_html_name_is_hidden (gumbo_normalized_tagname (element->tag));
}

static void
add_media (GString *out, const GumboElement *element, const char *name)
{
  g_auto (BsMedia) media = { NULL };
  g_autofree char *label = NULL;

  bs_media_begin (&media, name);
  for (guint i = 0; i < element->attributes.length; i++)
    {
      const GumboAttribute *attribute = element->attributes.data[i];

      bs_media_add_attribute (&media, attribute->name, attribute->value);
    }
  label = bs_media_end (&media);
  if (label != NULL)
    g_string_append_printf (out, "\n%s\n", label);
}

static void
add (GString *out, const GumboNode *node, gboolean keeps_lines)
{
  const char *name;
  gboolean is_block;

  switch (node->type)
    {
    case GUMBO_NODE_TEXT:
    case GUMBO_NODE_CDATA:
    case GUMBO_NODE_WHITESPACE:
      for (const char *c = node->v.text.text; *c != '\0'; c++)
        g_string_append_c (out, *c == '\n' && !keeps_lines ? LINE_END : *c);
      return;
    case GUMBO_NODE_ELEMENT:
      break;
    case GUMBO_NODE_DOCUMENT:
    case GUMBO_NODE_COMMENT:
    case GUMBO_NODE_TEMPLATE:
    default:
      return;
    }

  if (!is_shown (&node->v.element))
    return;
  name = gumbo_normalized_tagname (node->v.element.tag);
  keeps_lines = keeps_lines || node->v.element.tag == GUMBO_TAG_PRE || node->v.element.tag == GUMBO_TAG_LISTING;
  is_block = bs_html_name_is_block (name) || node->v.element.tag == GUMBO_TAG_BR || bs_media_is_element (name);
  if (is_block)
    g_string_append_c (out, '\n');
  if (bs_media_is_element (name))
    add_media (out, &node->v.element, name);
  if (node->v.element.tag == GUMBO_TAG_TD || node->v.element.tag == GUMBO_TAG_TH)
    g_string_append (out, "\u2003");
  for (guint i = 0; i < node->v.element.children.length; i++)
    add (out, node->v.element.children.data[i], keeps_lines);
  if (is_block)
    g_string_append_c (out, '\n');
}

/* Parsed as the content of an article; too deep HTML cannot be compared. The caller frees it. */
char *
gumbo_text_read (const char *html, gsize length)
{
  GumboOptions options = kGumboDefaultOptions;
  GString *out = g_string_new (NULL);
  GumboOutput *output;

  options.max_errors = 0;
  options.fragment_context = GUMBO_TAG_DIV;
  output = gumbo_parse_with_options (&options, html, length);
  add (out, output->root, FALSE);
  gumbo_destroy_output (&options, output);
  return g_string_free (out, FALSE);
}

/* Joins words with one space, and blocks with one newline, whatever spaces there were. The caller frees it. */
char *
gumbo_text_normalize (const char *text)
{
  GString *out = g_string_new (NULL);
  gunichar last = 0;
  gboolean is_line_end = FALSE;
  gboolean is_wide = FALSE;
  char due = '\0';

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (character == '\n')
        due = '\n';
      else if (character == LINE_END || g_unichar_isspace (character))
        {
          is_line_end = is_line_end || character == LINE_END;
          /* A full-width space was typed on purpose. */
          is_wide = is_wide || (character > 0x7f && character != 0xa0);
          due = due == '\n' ? '\n' : ' ';
        }
      else
        {
          if (due != '\0' && out->len > 0 &&
              (due == '\n' || !is_line_end || is_wide || bs_folding_needs_space (last, character)))
            g_string_append_c (out, due);
          due = '\0';
          is_line_end = is_wide = FALSE;
          last = bs_folding_follow (last, character);
          g_string_append_unichar (out, character);
        }
    }
  return g_string_free (out, FALSE);
}
