/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/words/fuzzy.h"

#include <string.h>

#include "model/library/words/pinyin.h"

static int
score (const char *text, const char *typed, gboolean is_strict, char **found)
{
  g_autoptr (BsFuzzyPattern) pattern = bs_fuzzy_pattern_new (typed, is_strict);
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (BsFuzzyUnit));
  int result;

  bs_fuzzy_append_units (units, text);
  result = bs_fuzzy_pattern_score (pattern, (BsFuzzyUnit *) units->data, units->len);
  g_assert_cmpint (bs_fuzzy_pattern_accepts (pattern, (BsFuzzyUnit *) units->data, units->len), ==,
                   result != BS_FUZZY_NO_MATCH);
  if (found != NULL)
    {
      g_autofree guint64 *bits = bs_fuzzy_pattern_find (pattern, (BsFuzzyUnit *) units->data, units->len);
      GString *marked = g_string_new (NULL);
      guint i = 0;

      for (const char *p = text; *p != '\0' && i < BS_FUZZY_MAX_UNITS; p = g_utf8_next_char (p), i++)
        if ((bits[i / 64] >> (i % 64) & 1) != 0)
          g_string_append_unichar (marked, g_utf8_get_char (p));
      *found = g_string_free (marked, FALSE);
    }
  return result;
}

/* Cases of fzf's own tests (src/algo/algo_test.go), with the scores that it expects. */
static void
test_fzf (void)
{
  const int match = 16, start = -3, more = -1, boundary = 8, white = 10, delimiter = 9, camel = 7;
  const struct
  {
    const char *text;
    const char *typed;
    int score;
  } cases[] = {
    { "fooBarbaz1", "oBZ", match * 3 + camel + start + more * 3 },
    { "foo bar baz", "fbb", match * 3 + white * 2 + white * 2 + 2 * start + 4 * more },
    { "/AutomatorDocument.icns", "rdoc", match * 4 + camel + 4 * 2 },
    { "/man1/zshcompctl.1", "zshc", match * 4 + delimiter * 2 + delimiter * 3 },
    { "/.oh-my-zsh/cache", "zshc", match * 4 + boundary * 2 + boundary * 2 + start + delimiter },
    { "foo/bar/baz", "fbb", match * 3 + white * 2 + delimiter * 2 + 2 * start + 4 * more },
    { "fooBarBaz", "fbb", match * 3 + white * 2 + camel * 2 + 2 * start + 2 * more },
    { "foo barbaz", "fbb", match * 3 + white * 2 + white + start * 2 + more * 3 },
    { "fooBar Baz", "foob", match * 4 + white * 2 + white * 3 },
    { "xFoo-Bar Baz", "foo-b", match * 5 + camel * 2 + camel * 2 + 8 + boundary },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s in %s", cases[i].typed, cases[i].text);
      g_assert_cmpint (score (cases[i].text, cases[i].typed, FALSE, NULL), ==, cases[i].score);
    }
}

static void
test_found (void)
{
  static const struct
  {
    const char *text;
    const char *typed;
    const char *found; /* NULL: no match */
  } cases[] = {
    { "银行的故事", "yinhang", "银行" },
    { "银行的故事", "yinxing", "银行" },
    { "银行的故事", "yh", "银行" },
    { "银行的故事", "yinh", "银行" },
    { "银行的故事", "yinha", "银行" },
    { "银行的故事", "yihang", NULL },
    { "銀行", "银行", "銀行" },
    { "银行", "銀行", "银行" },
    { "古典音乐", "yinyue", "音乐" },
    { "古典音乐", "yinle", "音乐" },
    { "快樂", "kuaile", "快樂" },
    { "长江与校长", "cj", "长江" },
    { "长江与校长", "xiaozhang", "校长" },
    { "女儿", "nver", "女儿" },
    { "女儿", "nuer", "女儿" },
    { "重庆Linux用户", "cqlinux", "重庆Linux" },
    { "重庆Linux用户", "linuxyh", "Linux用户" },
    { "中国人民银行", "zgyh", "中国银行" },
    { "中国", "zhg", "中国" },
    { "Café Société", "cafe soc", "CaféSoc" },
    { "ＬＩＮＵＸ", "linux", "ＬＩＮＵＸ" },
    { "foo bar", "bar foo", "foobar" },
    { "foo bar", "bar fox", NULL },
    { "GTK widgets", "gw", "Gw" },
    { "xgwx GTK widgets", "gtw", "GTw" },
    { "", "a", NULL },
    { "abc", "", "" },
    { "𠮷野家", "𠮷", "𠮷" },
    { "abc", "abcd", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = NULL;
      int result = score (cases[i].text, cases[i].typed, FALSE, &found);

      g_test_message ("%s in %s", cases[i].typed, cases[i].text);
      if (cases[i].found == NULL)
        g_assert_cmpint (result, ==, BS_FUZZY_NO_MATCH);
      else
        g_assert_cmpstr (found, ==, cases[i].found);
    }
}

static void
test_strict (void)
{
  g_assert_cmpint (score ("Linux kernel", "ux", TRUE, NULL), !=, BS_FUZZY_NO_MATCH);
  g_assert_cmpint (score ("Linux kernel", "lk", TRUE, NULL), ==, BS_FUZZY_NO_MATCH);
  g_assert_cmpint (score ("aab", "ab", TRUE, NULL), !=, BS_FUZZY_NO_MATCH);
  g_assert_cmpint (score ("中国人民银行", "yinhang", TRUE, NULL), !=, BS_FUZZY_NO_MATCH);
  g_assert_cmpint (score ("中国人民银行", "rmyh", TRUE, NULL), !=, BS_FUZZY_NO_MATCH);
  g_assert_cmpint (score ("中国人民银行", "zgyh", TRUE, NULL), ==, BS_FUZZY_NO_MATCH);
}

/* All ways to match, one after the other. */
typedef struct
{
  const BsFuzzyUnit *units;
  guint n_units;
  const char *typed;
  int bonuses[5];
} Reference;

static gboolean
may_stand_for (const Reference *self, guint unit, guint at, guint length)
{
  const char *syllable;

  if (length == 1 && self->units[unit].character == (guint16) self->typed[at])
    return TRUE;
  for (guint i = 0;
       self->units[unit].set != 0 && (syllable = bs_pinyin_get_syllable (self->units[unit].set, i)) != NULL; i++)
    if (strncmp (syllable, self->typed + at, length) == 0 && strlen (syllable) >= length &&
        (length == 1 || strlen (syllable) == length || self->typed[at + length] == '\0' ||
         (length == 2 && syllable[1] == 'h')))
      return TRUE;
  return FALSE;
}

static gboolean
matches (const Reference *self, guint unit, guint at)
{
  if (self->typed[at] == '\0')
    return TRUE;
  for (; unit < self->n_units; unit++)
    for (guint length = 1; at + length <= strlen (self->typed); length++)
      if (may_stand_for (self, unit, at, length) && matches (self, unit + 1, at + length))
        return TRUE;
  return FALSE;
}

/* Random short texts match exactly if trying everything finds a way; and matches can be scored and shown. */
static void
test_random (void)
{
  static const char *const parts[] = { "a", "n", "h", "g", "Y", " ", "-", "行", "银", "中", "安", "长", "x", "1" };
  static const char letters[] = "anhgyixzc1";

  for (guint round = 0; round < 20000; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GString) typed = g_string_new (NULL);
      g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (BsFuzzyUnit));
      g_autofree char *found = NULL;
      Reference reference = { 0 };
      guint n = (guint) g_test_rand_int_range (0, 9);

      for (guint i = 0; i < n; i++)
        g_string_append (text, parts[g_test_rand_int_range (0, G_N_ELEMENTS (parts))]);
      n = (guint) g_test_rand_int_range (1, 7);
      for (guint i = 0; i < n; i++)
        g_string_append_c (typed, letters[g_test_rand_int_range (0, sizeof letters - 1)]);
      bs_fuzzy_append_units (units, text->str);
      reference.units = (BsFuzzyUnit *) units->data;
      reference.n_units = units->len;
      reference.typed = typed->str;
      if ((score (text->str, typed->str, FALSE, &found) != BS_FUZZY_NO_MATCH) != matches (&reference, 0, 0))
        g_error ("%s in %s", typed->str, text->str);
      /* A text that matches still does when less is typed. */
      if (*found != '\0' && typed->len > 1)
        {
          g_string_truncate (typed, typed->len - 1);
          g_assert_cmpint (score (text->str, typed->str, FALSE, NULL), !=, BS_FUZZY_NO_MATCH);
        }
    }
}

static void
test_long (void)
{
  g_autofree char *text = g_strnfill (100000, 'a');
  g_autofree char *found = NULL;

  g_assert_cmpint (score (text, text, FALSE, &found), !=, BS_FUZZY_NO_MATCH);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/broadsheet/fuzzy/fzf", test_fzf);
  g_test_add_func ("/broadsheet/fuzzy/found", test_found);
  g_test_add_func ("/broadsheet/fuzzy/strict", test_strict);
  g_test_add_func ("/broadsheet/fuzzy/random", test_random);
  g_test_add_func ("/broadsheet/fuzzy/long", test_long);

  return g_test_run ();
}
