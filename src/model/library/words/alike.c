/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/words/alike.h"

#include "model/library/words/variants.h"

/* Unicode's block of halfwidth and fullwidth forms, and the space that is as wide as a Han character. */
static gboolean
has_other_width (gunichar c)
{
  return (c >= 0xFF01 && c <= 0xFFEE) || c == 0x3000;
}

static void
append_usual_width (GString *text, gunichar c)
{
  char utf8[6];
  g_autofree char *usual = NULL;

  if (has_other_width (c))
    usual = g_utf8_normalize (utf8, g_unichar_to_utf8 (c, utf8), G_NORMALIZE_ALL_COMPOSE);
  if (usual != NULL)
    g_string_append (text, usual);
  else
    g_string_append_unichar (text, c);
}

/**
 * bs_alike_make_key:
 * @name: valid UTF-8
 *
 * Returns: (transfer full): a text that is the same for names that differ only in case, width, simplified and
 *   traditional forms, or in how their characters are composed
 */
char *
bs_alike_make_key (const char *name)
{
  g_autoptr (GString) text = NULL;
  g_autofree char *composed = NULL;
  g_autofree char *simple = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  text = g_string_new (NULL);
  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    append_usual_width (text, g_utf8_get_char (p));
  composed = g_utf8_normalize (text->str, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  simple = bs_variants_fold (composed != NULL ? composed : text->str);
  return g_utf8_casefold (simple, -1);
}
