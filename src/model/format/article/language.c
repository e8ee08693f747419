/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/article/language.h"

#include <string.h>

/* The language is detected from this many bytes of the body. */
#define SAMPLE_BYTES 1024

/**
 * bs_language_is_tag:
 * @text: a text
 *
 * Returns: whether it looks like a BCP 47 tag
 */
gboolean
bs_language_is_tag (const char *text)
{
  gsize length = strlen (text);

  if (length < 2 || length > 35 || !g_ascii_isalpha (text[0]) || !g_ascii_isalpha (text[1]))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (text[i]) && text[i] != '-' && text[i] != '_')
      return FALSE;
  return TRUE;
}

/* Common characters that exist only in simplified or only in traditional Chinese. */
static const char traditional[] =
    "這個們來時會對發關過還進說問題經產後開國學長現實應點機電務業書員軍區東車話號門間錢銀處嗎裡麼與為於從見視覺變總"
    "體頭難類樣議論語記設許證認識請讓該訂計較邊達運選遠際隨險響顯須領風養館馬驗黨齊龍權標條構極樂歡歷歲殺氣漢濟";
static const char simplified[] =
    "这个们来时会对发关过还进说问题经产后开国学长现实应点机电务业书员军区东车话号门间钱银处吗里么与为于从见视觉变总"
    "体头难类样议论语记设许证认识请让该订计较边达运选远际随险响显须领风养馆马验党齐龙权标条构极乐欢历岁杀气汉济";

typedef struct
{
  guint han;
  guint traditional;
  guint simplified;
  guint kana;
  guint hangul;
  guint other;
} Letters;

typedef enum
{
  NEITHER,
  TRADITIONAL,
  SIMPLIFIED,
} Form;

#define FIRST_HAN 0x4e00
#define LAST_HAN 0x9fff

static const guint8 *
get_forms (void)
{
  static guint8 forms[LAST_HAN - FIRST_HAN + 1];
  static gsize is_made;

  if (g_once_init_enter (&is_made))
    {
      for (const char *c = traditional; *c != '\0'; c = g_utf8_next_char (c))
        forms[g_utf8_get_char (c) - FIRST_HAN] |= TRADITIONAL;
      for (const char *c = simplified; *c != '\0'; c = g_utf8_next_char (c))
        forms[g_utf8_get_char (c) - FIRST_HAN] |= SIMPLIFIED;
      g_once_init_leave (&is_made, 1);
    }
  return forms;
}

static void
count_letter (gunichar character, Letters *letters)
{
  if (!g_unichar_isalpha (character))
    return;
  switch (g_unichar_get_script (character))
    {
    case G_UNICODE_SCRIPT_HAN:
      letters->han++;
      break;
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
      letters->kana++;
      break;
    case G_UNICODE_SCRIPT_HANGUL:
      letters->hangul++;
      break;
    default:
      letters->other++;
      break;
    }
}

/* Nearly all are ASCII or common Han characters, which need no lookup: every article is counted for the index. */
static void
count_letters (const char *text, gsize length, Letters *letters)
{
  const guint8 *forms = get_forms ();
  const char *end = text + length;
  const char *c = text;

  while (c < end)
    {
      gunichar character;

      if ((guchar) *c < 0x80)
        {
          letters->other += g_ascii_isalpha (*c) ? 1 : 0;
          c++;
          continue;
        }
      character = g_utf8_get_char_validated (c, end - c);
      if (character >= FIRST_HAN && character <= LAST_HAN)
        {
          const guint8 form = forms[character - FIRST_HAN];

          letters->han++;
          letters->traditional += (form & TRADITIONAL) != 0;
          letters->simplified += (form & SIMPLIFIED) != 0;
        }
      else if (character < 0x110000)
        count_letter (character, letters);
      c = g_utf8_next_char (c);
    }
}

/**
 * bs_language_find:
 * @written: (nullable): the language as the article names it
 * @title: of the article
 * @text: (array length=length): of its body, mostly without markup
 * @length: of @text, in bytes
 *
 * Returns: (transfer full) (nullable): a BCP 47 tag: the written language if it is valid; otherwise Chinese, Japanese
 *   or Korean if the text is in one of them, because they need their own fonts and spacing; otherwise %NULL
 */
char *
bs_language_find (const char *written, const char *title, const char *text, gsize length)
{
  Letters letters = { 0 };

  g_return_val_if_fail (title != NULL, NULL);

  if (written != NULL && bs_language_is_tag (written))
    return g_strdelimit (g_strdup (written), "_", '-');
  count_letters (title, strlen (title), &letters);
  count_letters (text, MIN (length, SAMPLE_BYTES), &letters);
  /* Code and addresses are Latin in every language, so a quarter is enough. */
  if ((letters.han + letters.kana + letters.hangul) * 3 < letters.other)
    return NULL;
  if (letters.hangul > letters.han + letters.kana)
    return g_strdup ("ko");
  if (letters.kana * 8 > letters.han)
    return g_strdup (letters.kana > 0 ? "ja" : NULL);
  if (letters.traditional > letters.simplified)
    return g_strdup ("zh-Hant");
  return letters.han > 0 ? g_strdup ("zh") : NULL;
}

/**
 * bs_language_is_right_to_left:
 * @language: (nullable): a BCP 47 tag
 * @title: of the article; decides if there is no language
 *
 * Returns: whether the page is set from right to left
 */
gboolean
bs_language_is_right_to_left (const char *language, const char *title)
{
  static const char *const languages[] = { "ar",  "arc", "ckb", "dv",  "fa", "he", "iw", "ks",
                                           "nqo", "ps",  "sd",  "syr", "ug", "ur", "yi" };

  g_return_val_if_fail (title != NULL, FALSE);

  if (language != NULL)
    {
      gsize length = strcspn (language, "-");

      for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
        if (strlen (languages[i]) == length && g_ascii_strncasecmp (language, languages[i], length) == 0)
          return TRUE;
      return FALSE;
    }
  for (const char *c = title; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (!g_unichar_isalpha (character))
        continue;
      switch (g_unichar_get_script (character))
        {
        case G_UNICODE_SCRIPT_ARABIC:
        case G_UNICODE_SCRIPT_HEBREW:
        case G_UNICODE_SCRIPT_SYRIAC:
        case G_UNICODE_SCRIPT_THAANA:
        case G_UNICODE_SCRIPT_NKO:
          return TRUE;
        default:
          return FALSE;
        }
    }
  return FALSE;
}
