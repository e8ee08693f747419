/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/body/markdown-html-block.h"

#include <string.h>

/* Elements whose content is not Markdown, blank lines included. */
static const char *const verbatim[] = { "script", "pre", "style", "textarea" };

/*
 * bs_markdown_html_block_match:
 * @line: (array length=length): a line without its indent
 * @length: the length of @line in bytes
 * @in_paragraph: whether the line before is text that it may continue
 *
 * Returns: (nullable): if the line starts an HTML block (CommonMark, 4.6), the text that ends the block: "</" for the
 * end of a verbatim element, "" for a blank line
 */
const char *
bs_markdown_html_block_match (const char *line, gsize length, gboolean in_paragraph)
{
  static const char *const blocks[] = {
    "address",  "article",    "aside",  "base",    "basefont", "blockquote", "body",     "caption",  "center",
    "col",      "colgroup",   "dd",     "details", "dialog",   "dir",        "div",      "dl",       "dt",
    "fieldset", "figcaption", "figure", "footer",  "form",     "frame",      "frameset", "h1",       "h2",
    "h3",       "h4",         "h5",     "h6",      "head",     "header",     "hr",       "html",     "iframe",
    "legend",   "li",         "link",   "main",    "menu",     "menuitem",   "nav",      "noframes", "ol",
    "optgroup", "option",     "p",      "param",   "search",   "section",    "source",   "summary",  "table",
    "tbody",    "td",         "tfoot",  "th",      "thead",    "title",      "tr",       "track",    "ul",
  };
  gsize start = length > 1 && line[1] == '/' ? 2 : 1;
  gsize n = 0;

  if (length < 3 || line[0] != '<')
    return NULL;
  if (length >= 4 && memcmp (line, "<!--", 4) == 0)
    return "-->";
  if (line[1] == '?')
    return "?>";
  if (length >= 9 && memcmp (line, "<![CDATA[", 9) == 0)
    return "]]>";
  if (line[1] == '!')
    return g_ascii_isalpha (line[2]) ? ">" : NULL;
  while (start + n < length && g_ascii_isalnum (line[start + n]))
    n++;
  if (n == 0)
    return NULL;
  if (start + n == length || g_ascii_isspace (line[start + n]) || line[start + n] == '>' ||
      (line[start + n] == '/' && start + n + 1 < length && line[start + n + 1] == '>'))
    {
      if (start == 1 && line[start + n] != '/')
        for (gsize i = 0; i < G_N_ELEMENTS (verbatim); i++)
          if (strlen (verbatim[i]) == n && g_ascii_strncasecmp (line + start, verbatim[i], n) == 0)
            return "</";
      for (gsize i = 0; i < G_N_ELEMENTS (blocks); i++)
        if (strlen (blocks[i]) == n && g_ascii_strncasecmp (line + start, blocks[i], n) == 0)
          return "";
    }
  if (in_paragraph)
    return NULL;
  /* A complete tag alone on its line. */
  while (length > 0 && g_ascii_isspace (line[length - 1]))
    length--;
  return line[length - 1] == '>' && memchr (line, '>', length - 1) == NULL &&
                 memchr (line + 1, '<', length - 1) == NULL ?
             "" :
             NULL;
}

/*
 * bs_markdown_html_block_find_end:
 * @landmarks: of the whole text
 * @end: from bs_markdown_html_block_match(), but not ""
 * @from: where to begin
 *
 * Returns: the end of the HTML block, or %G_MAXSIZE
 */
gsize
bs_markdown_html_block_find_end (BsLandmarks *landmarks, const char *end, gsize from)
{
  gsize nearest = G_MAXSIZE;

  if (!g_str_equal (end, "</"))
    return bs_landmarks_find (landmarks, end, from);
  for (gsize i = 0; i < G_N_ELEMENTS (verbatim); i++)
    nearest = MIN (nearest, bs_landmarks_find_element_end (landmarks, verbatim[i], from));
  return nearest;
}
