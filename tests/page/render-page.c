/* SPDX-License-Identifier: GPL-3.0-or-later */

/* render-page FILE [original
 *  text]: prints the page of an article as the reader would show it, or its text, for tests in other programs. */

#include <stdio.h>

#include "page/page.h"

int
main (int argc, char *argv[])
{
  g_autofree char *folder = NULL;
  g_autofree char *name = NULL;
  g_autofree char *html = NULL;
  g_autoptr (BsSite) site = NULL;
  g_autoptr (BsDocument) document = NULL;
  g_autoptr (GError) error = NULL;

  if (argc < 2)
    return 2;
  folder = g_path_get_dirname (argv[1]);
  name = g_path_get_basename (argv[1]);
  site = bs_site_detect (folder);
  document = bs_document_load (site, name, &error);
  if (document == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  if (argc > 2 && g_str_equal (argv[2], "text"))
    html = bs_page_render_text (document);
  else
    html = argc > 2 ? bs_page_render_with_token (document, TRUE, "token") : bs_page_render (document);
  fputs (html, stdout);
  return 0;
}
