/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "page/sanitiser-style.h"

#include <string.h>

#include "model/format/text/entity.h"
#include "model/format/body/html-token.h"
#include "page/css-filter.h"

/* The content of all `style` elements, limited to a scope. They are not in the tree. Archives also escape braces in
 * them, where nothing decodes them. */
void
bs_sanitise_collect_styles (const char *html, gsize length, const char *scope, GString *sheet)
{
  BsHtmlTokenizer tokenizer;
  BsHtmlToken token;
  gboolean is_style = FALSE;

  g_return_if_fail (html != NULL || length == 0);
  g_return_if_fail (scope != NULL);
  g_return_if_fail (sheet != NULL);

  bs_html_tokenizer_init (&tokenizer, html, length);
  while (bs_html_tokenizer_next (&tokenizer, &token))
    {
      if (token.kind == BS_HTML_TOKEN_RAW && is_style)
        {
          g_autoptr (GString) text = g_string_new (NULL);
          g_autofree char *filtered = NULL;

          bs_entities_append_decoded (text, token.start, token.length, FALSE);
          filtered = bs_css_filter_sheet (text->str, scope);
          g_string_append (sheet, filtered);
        }
      is_style = token.kind == BS_HTML_TOKEN_START && g_str_equal (token.name, "style");
    }
}

/* The appearance that an element has from its own attributes, old and new, as declarations. */
char *
bs_sanitise_style (const BsHtmlNode *node)
{
  static const struct
  {
    const char *attribute;
    const char *property;
  } old[] = { { "bgcolor", "background-color" }, { "color", "color" },
              { "face", "font-family" },         { "width", "width" },
              { "align", "text-align" },         { "valign", "vertical-align" } };
  const char *style = bs_html_node_get (node, "style");
  g_autoptr (GString) all = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (old); i++)
    {
      const char *value = bs_html_node_get (node, old[i].attribute);
      gboolean is_number = value != NULL && *value != '\0' && strspn (value, "0123456789") == strlen (value);

      if (value != NULL && strpbrk (value, ";:") == NULL)
        g_string_append_printf (all, "%s: %s%s;", old[i].property, value, is_number ? "px" : "");
    }
  if (style != NULL)
    g_string_append (all, style);
  return bs_css_filter_declarations (all->str);
}

/* The publisher's classes, except those that are ours. */
char *
bs_sanitise_own_classes (const char *names)
{
  g_auto (GStrv) parts = g_strsplit_set (names, " \t\n\f\r", -1);
  g_autoptr (GString) out = g_string_new (NULL);

  for (gsize i = 0; strlen (names) < 1024 && parts[i] != NULL; i++)
    if (*parts[i] != '\0' && !g_str_has_prefix (parts[i], "bs-"))
      g_string_append_printf (out, "%s%s", out->len > 0 ? " " : "", parts[i]);
  return out->len > 0 ? g_string_free (g_steal_pointer (&out), FALSE) : NULL;
}
