/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdio.h>
#include <string.h>

#include "model/format/body/markdown.h"

/* Reads pieces of Markdown, each terminated by NUL, and writes the HTML of each, also terminated by NUL. Used by
 * spec-examples.py. */
int
main (int argc, char *argv[])
{
  g_autoptr (GString) input = g_string_new (NULL);
  char buffer[65536];
  gsize n;

  while ((n = fread (buffer, 1, sizeof buffer, stdin)) > 0)
    g_string_append_len (input, buffer, n);
  for (const char *piece = input->str; piece < input->str + input->len; piece += strlen (piece) + 1)
    {
      g_autofree char *html = bs_markdown_to_html (BS_BODY_MARKDOWN, piece, strlen (piece));

      fwrite (html, 1, strlen (html) + 1, stdout);
    }
  return 0;
}
