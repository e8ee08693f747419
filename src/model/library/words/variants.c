/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/words/variants.h"

typedef struct
{
  guint32 character;
  guint32 class_character;
} Variant;

/* By character. */
static const Variant variants[] = {
#include "variants-table.h"
};

/**
 * bs_variants_get_class:
 * @character: any character
 *
 * Simplified and traditional forms of a Han character, regional forms and shinjitai are one class with one
 * representative. make_variants.py generates the classes from the tables of OpenCC, Unihan and ICU.
 *
 * Returns: the representative of the class of @character; @character itself, if it has no variants
 */
gunichar
bs_variants_get_class (gunichar character)
{
  guint low = 0;
  guint high = G_N_ELEMENTS (variants);

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (variants[middle].character < character)
        low = middle + 1;
      else
        high = middle;
    }
  return low < G_N_ELEMENTS (variants) && variants[low].character == character ? variants[low].class_character :
                                                                                 character;
}

/**
 * bs_variants_get_nth:
 * @n: a number from 0
 * @class_character: (out): the representative of its class
 *
 * Returns: the @n-th character of that class; 0 after the last
 */
gunichar
bs_variants_get_nth (guint n, gunichar *class_character)
{
  if (n >= G_N_ELEMENTS (variants))
    return 0;
  *class_character = variants[n].class_character;
  return variants[n].character;
}

/**
 * bs_variants_fold:
 * @text: UTF-8
 *
 * Returns: (transfer full): @text with each character replaced by the representative of its class
 */
char *
bs_variants_fold (const char *text)
{
  GString *folded = g_string_sized_new (64);

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    g_string_append_unichar (folded, bs_variants_get_class (g_utf8_get_char (c)));
  return g_string_free (folded, FALSE);
}

/**
 * bs_variants_list:
 * @text: UTF-8
 *
 * Returns: (transfer full): for each character of @text that has variants, a line with all of its class
 */
char *
bs_variants_list (const char *text)
{
  GString *list = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      const gunichar class_character = bs_variants_get_class (g_utf8_get_char (c));
      const gsize start = list->len;

      for (guint i = 0; i < G_N_ELEMENTS (variants); i++)
        if (variants[i].class_character == class_character)
          g_string_append_unichar (list, variants[i].character);
      if (list->len == start)
        continue;
      g_string_append_unichar (list, class_character);
      g_string_append_c (list, '\n');
    }
  return g_string_free (list, FALSE);
}
