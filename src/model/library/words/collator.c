/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/words/collator.h"

#include <string.h>
#include <unicode/ucol.h>
#include <unicode/uiter.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

/* The rest of a longer title makes no visible difference. */
#define KEY_MAX_CHARS 256

struct _BsCollator
{
  UCollator *collator; /* NULL where ICU has no data at all */
};

static const char *
get_locale_name (void)
{
  static const char *const variables[] = { "LC_ALL", "LC_COLLATE", "LANG" };

  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      const char *value = g_getenv (variables[i]);

      if (value != NULL && *value != '\0')
        return value;
    }
  return "";
}

/* A locale without rules for Han characters, such as English or German, can take their order from Chinese, by pinyin
 * instead of by code point. */
static UCollator *
open_collator (const char *locale)
{
  UErrorCode status = U_ZERO_ERROR;
  g_autofree char *id = g_strndup (locale, strcspn (locale, ".@"));
  UCollator *own;
  UCollator *pinyin;
  int32_t rules = 0;

  if (strcmp (id, "C") == 0 || strcmp (id, "POSIX") == 0)
    *id = '\0';
  if (g_str_has_prefix (id, "zh_TW") || g_str_has_prefix (id, "zh_HK") || g_str_has_prefix (id, "zh_MO"))
    return ucol_open ("zh_Hant", &status);
  if (g_str_has_prefix (id, "zh"))
    return ucol_open ("zh@collation=pinyin", &status);

  own = ucol_open (id, &status);
  if (U_FAILURE (status) || own == NULL)
    return NULL;
  ucol_getRules (own, &rules);
  if (rules > 0)
    return own;

  status = U_ZERO_ERROR;
  pinyin = ucol_open ("zh@collation=pinyin", &status);
  if (U_SUCCESS (status) && pinyin != NULL)
    {
      const int32_t none = UCOL_REORDER_CODE_NONE;

      ucol_setReorderCodes (pinyin, &none, 1, &status);
      if (U_SUCCESS (status))
        {
          ucol_close (own);
          return pinyin;
        }
    }
  if (pinyin != NULL)
    ucol_close (pinyin);
  return own;
}

/**
 * bs_collator_new_for_locale:
 * @locale: a locale as the environment names it, such as `zh_CN.UTF-8`
 *
 * The collation of @locale; Chinese by pinyin unless the locale has an order of its own for it (traditional Chinese,
 * Japanese, Korean) or tailors another script. Numbers are sorted by value.
 *
 * Returns: (transfer full): a collator
 */
BsCollator *
bs_collator_new_for_locale (const char *locale)
{
  BsCollator *self = g_new0 (BsCollator, 1);
  UErrorCode status = U_ZERO_ERROR;

  self->collator = open_collator (locale);
  if (self->collator != NULL)
    ucol_setAttribute (self->collator, UCOL_NUMERIC_COLLATION, UCOL_ON, &status);
  return self;
}

/**
 * bs_collator_new:
 *
 * Returns: (transfer full): a collator of the environment's locale
 */
BsCollator *
bs_collator_new (void)
{
  return bs_collator_new_for_locale (get_locale_name ());
}

/**
 * bs_collator_free:
 * @self: (transfer full): a collator
 */
void
bs_collator_free (BsCollator *self)
{
  g_return_if_fail (self != NULL);

  if (self->collator != NULL)
    ucol_close (self->collator);
  g_free (self);
}

/**
 * bs_collator_compare:
 * @self: a collator
 * @a: valid UTF-8
 * @b: valid UTF-8
 *
 * Returns: less than, equal to or greater than zero, as `strcmp()` does
 */
int
bs_collator_compare (BsCollator *self, const char *a, const char *b)
{
  UErrorCode status = U_ZERO_ERROR;
  int result = 0;

  g_return_val_if_fail (self != NULL, 0);

  if (self->collator != NULL)
    result = ucol_strcollUTF8 (self->collator, a, -1, b, -1, &status);
  return result != 0 ? result : strcmp (a, b);
}

/**
 * bs_collator_make_key:
 * @self: a collator
 * @text: valid UTF-8
 *
 * Returns: (transfer full): a string that `strcmp()` orders as the collator orders @text, by its first 256 characters
 */
char *
bs_collator_make_key (BsCollator *self, const char *text)
{
  UErrorCode status = U_ZERO_ERROR;
  UChar wide[KEY_MAX_CHARS * 2];
  int32_t length = 0;
  uint8_t key[1024];
  int32_t needed;
  char *result;
  gsize bytes;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);

  bytes = strlen (text);
  if (bytes > KEY_MAX_CHARS)
    bytes = (gsize) (g_utf8_offset_to_pointer (text, MIN (g_utf8_strlen (text, (gssize) bytes), KEY_MAX_CHARS)) - text);
  if (self->collator == NULL)
    return g_strndup (text, bytes);
  u_strFromUTF8WithSub (wide, G_N_ELEMENTS (wide), &length, text, (int32_t) bytes, 0xFFFD, NULL, &status);
  if (U_FAILURE (status))
    return g_strndup (text, bytes);
  needed = ucol_getSortKey (self->collator, wide, length, key, sizeof key);
  if (needed <= (int32_t) sizeof key)
    return g_strndup ((const char *) key, needed > 0 ? (gsize) needed - 1 : 0);
  result = g_malloc0 ((gsize) needed + 1);
  ucol_getSortKey (self->collator, wide, length, (uint8_t *) result, needed);
  return result;
}
