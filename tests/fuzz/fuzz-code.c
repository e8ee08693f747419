/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdint.h>
#include <string.h>

#include "page/code-colours.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* The text around the spans, without them and without entities. */
static char *
strip (const char *html)
{
  static const char *const entities[][2] = { { "&amp;", "&" }, { "&lt;", "<" }, { "&gt;", ">" } };
  GString *text = g_string_new (NULL);

  while (*html != '\0')
    {
      gsize i;

      if (*html == '<')
        {
          g_assert_true (g_str_has_prefix (html, "<span class=\"bs-") || g_str_has_prefix (html, "</span>"));
          html = strchr (html, '>') + 1;
          continue;
        }
      for (i = 0; i < G_N_ELEMENTS (entities) && !g_str_has_prefix (html, entities[i][0]); i++)
        ;
      g_assert_true (*html != '&' || i < G_N_ELEMENTS (entities));
      g_string_append_c (text, i < G_N_ELEMENTS (entities) ? *entities[i][1] : *html);
      html += i < G_N_ELEMENTS (entities) ? strlen (entities[i][0]) : 1;
    }
  return g_string_free (text, FALSE);
}

/* The first line names the language. All other bytes are returned. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *input = g_utf8_make_valid ((const char *) data, size);
  char *text = strchr (input, '\n');
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *back = NULL;
  const BsCodeLanguage *language;

  if (text == NULL)
    return 0;
  *text++ = '\0';
  language = bs_code_language_find (input);
  if (language == NULL)
    language = bs_code_language_guess (text, strlen (text));
  if (language == NULL)
    return 0;
  bs_code_append (out, language, text, strlen (text));
  g_assert_true (g_utf8_validate (out->str, out->len, NULL));
  back = strip (out->str);
  g_assert_cmpstr (back, ==, text);
  return 0;
}
