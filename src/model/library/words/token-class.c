/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/words/token-class.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

#include "model/library/words/variants.h"

#define MAX_UTF16 128

static const UNormalizer2 *
get_folder (void)
{
  UErrorCode status = U_ZERO_ERROR;

  return unorm2_getNFKCCasefoldInstance (&status);
}

static const UNormalizer2 *
get_decomposer (void)
{
  UErrorCode status = U_ZERO_ERROR;

  return unorm2_getNFDInstance (&status);
}

/* Scripts without spaces between words; ー belongs to no single one. */
static gboolean
stands_alone (gunichar c)
{
  UErrorCode status = U_ZERO_ERROR;

  if (c == 0x30fc)
    return TRUE;
  switch ((int) uscript_getScript ((UChar32) c, &status))
    {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_HANGUL:
    case USCRIPT_BOPOMOFO:
    case USCRIPT_YI:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
      return TRUE;
    default:
      return FALSE;
    }
}

/* The marks that Latin, Greek, Cyrillic, Hebrew and Arabic can be read without. Those of Indic scripts are vowels. */
static gboolean
is_diacritic (gunichar c)
{
  return (c >= 0x0300 && c <= 0x036f) || (c >= 0x0483 && c <= 0x0489) || (c >= 0x0591 && c <= 0x05c7) ||
         (c >= 0x0610 && c <= 0x061a) || (c >= 0x064b && c <= 0x065f) || c == 0x0670 ||
         (c >= 0x06d6 && c <= 0x06ed && u_charType ((UChar32) c) == U_NON_SPACING_MARK) ||
         (c >= 0x1ab0 && c <= 0x1aff) || (c >= 0x1dc0 && c <= 0x1dff) || (c >= 0x20d0 && c <= 0x20ff) ||
         (c >= 0xfe20 && c <= 0xfe2f);
}

static BsClass
classify_folded (gunichar c)
{
  if ((c >= '\n' && c <= '\r') || c == '\t' || c == 0x85 || c == 0x2028 || c == 0x2029)
    return BS_CLASS_EDGE;
  if (u_isUWhiteSpace ((UChar32) c))
    return BS_CLASS_SPACE;
  if (c >= '0' && c <= '9')
    return BS_CLASS_DIGIT;
  if (stands_alone (c))
    return BS_CLASS_CHARACTER;
  switch (u_charType ((UChar32) c))
    {
    case U_UPPERCASE_LETTER:
    case U_LOWERCASE_LETTER:
    case U_TITLECASE_LETTER:
    case U_MODIFIER_LETTER:
    case U_OTHER_LETTER:
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_COMBINING_SPACING_MARK:
    case U_DECIMAL_DIGIT_NUMBER:
    case U_LETTER_NUMBER:
    case U_OTHER_NUMBER:
      return BS_CLASS_LETTER;
    case U_OTHER_SYMBOL:
      return c >= 0x1f000 ? BS_CLASS_CHARACTER : BS_CLASS_PUNCTUATION;
    case U_CONTROL_CHAR:
      return BS_CLASS_SPACE;
    case U_FORMAT_CHAR:
      return BS_CLASS_IGNORED;
    default:
      return BS_CLASS_PUNCTUATION;
    }
}

/* Letters that Unicode does not decompose, with the letters that people type instead. */
static const struct
{
  gunichar letter;
  const char *plain;
} plain_letters[] = {
  { 0xe6, "ae" }, { 0xf0, "d" },  { 0xf8, "o" },  { 0xfe, "th" },  { 0x111, "d" },
  { 0x127, "h" }, { 0x131, "i" }, { 0x142, "l" }, { 0x153, "oe" }, { 0x167, "t" },
};

static void
append_folded (gunichar *folded, guint *n, gunichar c)
{
  const char *plain = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (plain_letters) && c >= 0xe6 && c <= 0x167; i++)
    if (plain_letters[i].letter == c)
      plain = plain_letters[i].plain;
  if (plain == NULL && *n < BS_CLASS_MAX_FOLDED && !is_diacritic (c))
    folded[(*n)++] = c;
  for (; plain != NULL && *plain != '\0' && *n < BS_CLASS_MAX_FOLDED; plain++)
    folded[(*n)++] = (guchar) *plain;
}

/**
 * bs_class_fold:
 * @characters: (array length=n_characters): a character and the marks on it
 * @n_characters: how many, at most 32
 * @folded: (out caller-allocates): room for %BS_CLASS_MAX_FOLDED
 *
 * Folds to NFKC without case (Unicode, toNFKC_Casefold), removes diacritics where words remain words without them (ø
 * becomes o, æ becomes ae), and replaces a Han character by the representative of its variants.
 *
 * Returns: how many there are in @folded
 */
guint
bs_class_fold (const gunichar *characters, guint n_characters, gunichar *folded)
{
  UErrorCode status = U_ZERO_ERROR;
  UChar source[MAX_UTF16];
  UChar target[MAX_UTF16];
  int source_length = 0;
  int length;
  guint n = 0;

  /* ICU knows quickly that most characters do not change. */
  if (n_characters == 1 && unorm2_isInert (get_folder (), (UChar32) *characters) &&
      unorm2_isInert (get_decomposer (), (UChar32) *characters))
    {
      append_folded (folded, &n, bs_variants_get_class (*characters));
      return n;
    }
  for (guint i = 0; i < n_characters && source_length + 2 <= MAX_UTF16; i++)
    U16_APPEND_UNSAFE (source, source_length, characters[i]);
  length = unorm2_normalize (get_folder (), source, source_length, target, MAX_UTF16, &status);
  if (U_FAILURE (status))
    return 0;
  for (int i = 0; i < length;)
    {
      UChar decomposed[MAX_UTF16];
      int decomposed_length = -1;
      UChar32 c;

      U16_NEXT (target, i, length, c);
      if (!stands_alone ((gunichar) c))
        {
          status = U_ZERO_ERROR;
          decomposed_length = unorm2_getDecomposition (get_decomposer (), c, decomposed, MAX_UTF16, &status);
        }
      if (decomposed_length < 0 || U_FAILURE (status))
        {
          append_folded (folded, &n, bs_variants_get_class ((gunichar) c));
          continue;
        }
      for (int j = 0; j < decomposed_length;)
        {
          U16_NEXT (decomposed, j, decomposed_length, c);
          append_folded (folded, &n, (gunichar) c);
        }
    }
  return n;
}

static BsClass
classify (gunichar c, gunichar *mapped)
{
  gunichar folded[BS_CLASS_MAX_FOLDED];
  guint n;

  if (c >= 0xd800 && c <= 0xdfff)
    return BS_CLASS_PUNCTUATION;
  /* Invisible line breaks separate words. */
  if (c == 0x200b)
    return BS_CLASS_SPACE;
  n = bs_class_fold (&c, 1, folded);
  if (n == 0)
    return is_diacritic (c) ? BS_CLASS_MARK : BS_CLASS_IGNORED;
  if (!unorm2_hasBoundaryBefore (get_folder (), (UChar32) c))
    return BS_CLASS_MARK;
  if (n > 1)
    return BS_CLASS_FOLDED;
  if (folded[0] == c)
    return classify_folded (c);
  *mapped = folded[0];
  return BS_CLASS_MAPPED;
}

static gpointer
make_table (gpointer data)
{
  BsClassTable *table = g_new0 (BsClassTable, 1);
  gunichar class_character;
  gunichar c;

  for (c = 0; c < 0x10000; c++)
    {
      gunichar mapped = 0;

      /* Most of all characters: unified Han, Yi and Hangul syllables, which never change. */
      if ((c >= 0x3400 && c <= 0x4db5) || (c >= 0x4e00 && c <= 0x9fa5) || (c >= 0xa000 && c <= 0xa48c) ||
          (c >= 0xac00 && c <= 0xd7a3))
        {
          table->classes[c] = BS_CLASS_CHARACTER;
          continue;
        }
      /* Halves of characters, and those for private use. */
      if (c >= 0xd800 && c <= 0xf8ff)
        {
          table->classes[c] = BS_CLASS_PUNCTUATION;
          continue;
        }
      table->classes[c] = (guint8) classify (c, &mapped);
      if (mapped >= 0x10000)
        table->classes[c] = BS_CLASS_FOLDED;
      else
        table->mapped[c] = (guint16) mapped;
    }
  for (guint i = 0; (c = bs_variants_get_nth (i, &class_character)) != 0; i++)
    if (c < 0x10000)
      {
        table->classes[c] = class_character < 0x10000 ? BS_CLASS_MAPPED : BS_CLASS_FOLDED;
        table->mapped[c] = class_character < 0x10000 ? (guint16) class_character : 0;
      }
  return table;
}

/**
 * bs_class_table_get:
 *
 * Returns: (transfer none): the classes of the characters below U+10000, found out the first time
 */
const BsClassTable *
bs_class_table_get (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, make_table, NULL);
}

/**
 * bs_class_find:
 * @character: any character
 *
 * Returns: its class, where %BS_CLASS_MAPPED counts as %BS_CLASS_FOLDED
 */
BsClass
bs_class_find (gunichar character)
{
  gunichar mapped;
  BsClass found;

  if (character >= 0x20000 && character <= 0x2a6df)
    return bs_variants_get_class (character) == character ? BS_CLASS_CHARACTER : BS_CLASS_FOLDED;
  found = classify (character, &mapped);
  return found == BS_CLASS_MAPPED ? BS_CLASS_FOLDED : found;
}
