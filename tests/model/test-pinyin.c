/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/words/pinyin.h"

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
    { "", "" },
  };
  g_autoptr (BsPinyin) pinyin = bs_pinyin_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *initials = bs_pinyin_make_initials (pinyin, cases[i][0]);

      g_assert_cmpstr (initials, ==, cases[i][1]);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/broadsheet/pinyin/initials", test_initials);

  return g_test_run ();
}
