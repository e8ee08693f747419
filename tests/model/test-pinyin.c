/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/words/pinyin.h"

#include <string.h>

static void
test_initials (void)
{
  static const char *const cases[][2] = {
    { "金融", "jr" },
    { "新浪财经", "xlcj" },
    { "阿爸", "ab" },
    { "自然", "zr" },
    { "鹅毛笔", "emb" },
    { "技术/Linux", "js/Linux" },
    { "Zürich 游记", "Zürich yj" },
    { "ひらがな", "ひらがな" },
    { "银行", "yh" },
    { "长江", "cj" },
    { "长江", "zj" },
    { "金融", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    if (!bs_pinyin_has_initials (cases[i][0], cases[i][1]))
      g_error ("%s does not begin with %s", cases[i][0], cases[i][1]);
  g_assert_false (bs_pinyin_has_initials ("金融", "jx"));
  g_assert_false (bs_pinyin_has_initials ("金融", "jrx"));
  g_assert_false (bs_pinyin_has_initials ("ひらがな", "h"));
}

/* Words whose characters are read in more than one way. */
static void
test_readings (void)
{
  static const char *const cases[][2] = {
    { "银行", "yin hang" },    { "步行", "bu xing" },    { "音乐", "yin yue" },    { "快樂", "kuai le" },
    { "长江", "chang jiang" }, { "校长", "xiao zhang" }, { "重庆", "chong qing" }, { "女儿", "nv er" },
    { "女兒", "nu er" },       { "战略", "zhan lve" },   { "战略", "zhan lue" },   { "厦门", "xia men" },
    { "西藏", "xi zang" },     { "佛教", "fo jiao" },    { "㐀", "qiu" },          { "𠀀", "he" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) wanted = g_strsplit (cases[i][1], " ", -1);
      const char *p = cases[i][0];

      for (guint j = 0; wanted[j] != NULL; j++, p = g_utf8_next_char (p))
        {
          guint set = bs_pinyin_get_set (g_utf8_get_char (p));
          const char *syllable;
          guint n = 0;

          g_assert_cmpuint (set, >, 0);
          while ((syllable = bs_pinyin_get_syllable (set, n)) != NULL && strcmp (syllable, wanted[j]) != 0)
            n++;
          if (syllable == NULL)
            g_error ("%s is not read as %s", p, wanted[j]);
        }
      g_assert_cmpint (*p, ==, '\0');
    }
}

static void
test_no_readings (void)
{
  static const gunichar characters[] = { 0, 'a', 0x3042, 0x33ff, 0xac00, 0xe000, 0x1f600, 0x10ffff, 0xffffffff };

  for (gsize i = 0; i < G_N_ELEMENTS (characters); i++)
    g_assert_cmpuint (bs_pinyin_get_set (characters[i]), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/broadsheet/pinyin/initials", test_initials);
  g_test_add_func ("/broadsheet/pinyin/readings", test_readings);
  g_test_add_func ("/broadsheet/pinyin/no-readings", test_no_readings);

  return g_test_run ();
}
