/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/words/pinyin.h"

#include "pinyin-table.h"

/**
 * bs_pinyin_get_n_sets:
 *
 * Returns: how many sets of readings there are
 */
guint
bs_pinyin_get_n_sets (void)
{
  return N_SETS;
}

/**
 * bs_pinyin_get_set:
 * @character: any character
 *
 * Returns: the number of its set of readings, from 1; 0 if it has none
 */
guint
bs_pinyin_get_set (gunichar character)
{
  guint low = 0;
  guint high = G_N_ELEMENTS (runs);

  if (character < runs[0].first)
    return 0;
  /* The last run that does not begin after it. */
  while (high - low > 1)
    {
      guint middle = (low + high) / 2;

      if (runs[middle].first <= character)
        low = middle;
      else
        high = middle;
    }
  return character - runs[low].first < runs[low].n ?
             character_sets[runs[low].start + (character - runs[low].first)] + 1u :
             0;
}

/**
 * bs_pinyin_get_syllable:
 * @set: the number of a set, from 1
 * @n: a number from 0
 *
 * Returns: (nullable): the @n-th reading in the set, of which the first is the commonest; %NULL after the last
 */
const char *
bs_pinyin_get_syllable (guint set, guint n)
{
  g_return_val_if_fail (set >= 1 && set <= N_SETS, NULL);

  if (n >= (guint) (set_starts[set] - set_starts[set - 1]))
    return NULL;
  return syllables[set_members[set_starts[set - 1] + n]];
}

static gboolean
has_initial (guint set, char letter)
{
  const char *syllable;

  for (guint n = 0; (syllable = bs_pinyin_get_syllable (set, n)) != NULL; n++)
    if (*syllable == letter)
      return TRUE;
  return FALSE;
}

/**
 * bs_pinyin_has_initials:
 * @text: valid UTF-8
 * @typed: valid UTF-8
 *
 * Returns: whether @text begins with @typed, if any reading of a Han character may be typed by its first letter
 */
gboolean
bs_pinyin_has_initials (const char *text, const char *typed)
{
  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (typed != NULL, FALSE);

  for (; *typed != '\0'; text = g_utf8_next_char (text), typed = g_utf8_next_char (typed))
    {
      guint set;

      if (*text == '\0')
        return FALSE;
      if (g_utf8_get_char (text) == g_utf8_get_char (typed))
        continue;
      set = bs_pinyin_get_set (g_utf8_get_char (text));
      if (set == 0 || !has_initial (set, *typed))
        return FALSE;
    }
  return TRUE;
}
