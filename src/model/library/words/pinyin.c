/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/words/pinyin.h"

#include <unicode/uchar.h>
#include <unicode/ucol.h>
#include <unicode/ustring.h>

/* What CLDR's collations sort just before the characters of a letter's bucket: this, and then the letter. */
#define BUCKET 0xFDD0

struct _BsPinyin
{
  UCollator *collator; /* NULL where ICU has no data for it */
};

/**
 * bs_pinyin_new:
 *
 * Returns: (transfer full): what knows the initials
 */
BsPinyin *
bs_pinyin_new (void)
{
  BsPinyin *self = g_new0 (BsPinyin, 1);
  UErrorCode status = U_ZERO_ERROR;

  self->collator = ucol_open ("zh@collation=pinyin", &status);
  if (U_FAILURE (status))
    g_clear_pointer (&self->collator, ucol_close);
  return self;
}

/**
 * bs_pinyin_free:
 * @self: (transfer full): what knows the initials
 */
void
bs_pinyin_free (BsPinyin *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->collator, ucol_close);
  g_free (self);
}

static gboolean
is_behind_bucket (BsPinyin *self, const UChar *text, int32_t length, char letter)
{
  const UChar bucket[] = { BUCKET, (UChar) letter };

  return ucol_strcoll (self->collator, text, length, bucket, G_N_ELEMENTS (bucket)) != UCOL_LESS;
}

/* No pinyin begins with i, u or v, and no bucket does. */
static char
find_initial (BsPinyin *self, gunichar c)
{
  static const char letters[] = "ABCDEFGHJKLMNOPQRSTWXYZ";
  UChar text[2];
  int32_t length = 0;
  UBool is_error = FALSE;
  int first = 0;
  int last = sizeof letters - 2;

  U16_APPEND (text, length, 2, c, is_error);
  if (is_error || !is_behind_bucket (self, text, length, letters[0]))
    return '\0';
  while (first < last)
    {
      int middle = (first + last + 1) / 2;

      if (is_behind_bucket (self, text, length, letters[middle]))
        first = middle;
      else
        last = middle - 1;
    }
  return g_ascii_tolower (letters[first]);
}

/**
 * bs_pinyin_make_initials:
 * @self: what knows the initials
 * @text: valid UTF-8
 *
 * Puts in the place of each Han character the first letter of its name in pinyin, as the order of CLDR's Chinese
 * collation has it: of a character with several readings, the commonest. All else stays.
 *
 * Returns: (transfer full): the initials
 */
char *
bs_pinyin_make_initials (BsPinyin *self, const char *text)
{
  GString *result;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);

  result = g_string_new (NULL);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      char initial = '\0';

      if (self->collator != NULL && g_unichar_get_script (c) == G_UNICODE_SCRIPT_HAN)
        initial = find_initial (self, c);
      if (initial != '\0')
        g_string_append_c (result, initial);
      else
        g_string_append_unichar (result, c);
    }
  return g_string_free (result, FALSE);
}
