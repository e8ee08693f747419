/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdio.h>
#include <string.h>

#include "model/format/body/markdown.h"
#include "page/sanitiser.h"

/* sanitise-pieces markdown|html: reads pieces, each terminated by NUL, and writes each as it is shown, also terminated
 * by NUL. */
int
main (int argc, char *argv[])
{
  const char *article = "---\ntitle: T\n---\n";
  g_autoptr (BsSite) site = bs_site_detect ("/nonexistent");
  g_autoptr (BsDocument) document = bs_document_new (site, "a.md", g_strdup (article), strlen (article));
  g_autoptr (GString) input = g_string_new (NULL);
  char buffer[65536];
  gsize n;

  if (argc < 2)
    return 2;
  while ((n = fread (buffer, 1, sizeof buffer, stdin)) > 0)
    g_string_append_len (input, buffer, n);
  for (const char *piece = input->str; piece < input->str + input->len; piece += strlen (piece) + 1)
    {
      g_autofree char *html = g_str_equal (argv[1], "markdown") ?
                                  bs_markdown_to_html (BS_BODY_MARKDOWN, piece, strlen (piece)) :
                                  g_strdup (piece);
      g_autofree char *clean = bs_sanitise (document, html, strlen (html));

      fwrite (clean, 1, strlen (clean) + 1, stdout);
    }
  return 0;
}
