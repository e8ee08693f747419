/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib.h>
#include <string.h>

#include "model/library/words/tokenizer.h"

typedef struct
{
  const char *source;
  gsize length;
  GString *out;
  gsize last_start;
} Writing;

static gboolean
write_cb (const BsToken *token, gpointer user_data)
{
  Writing *self = user_data;

  g_assert_cmpuint (token->start, <=, token->end);
  g_assert_cmpuint (token->end, <=, self->length);
  g_assert_cmpuint (token->length, >, 0);
  g_assert_cmpuint (token->length, <=, BS_TOKEN_MAX_BYTES);
  g_assert_true (g_utf8_validate (token->text, token->length, NULL));
  if (token->kind != BS_TOKEN_BOUNDARY)
    {
      g_assert_cmpuint (token->start, >=, self->last_start);
      self->last_start = token->start;
    }

  if (self->out->len > 0)
    g_string_append_c (self->out, token->is_alternative ? '/' : ' ');
  if (token->kind == BS_TOKEN_BOUNDARY)
    g_string_append_c (self->out, '|');
  else
    g_string_append_len (self->out, token->text, token->length);
  return TRUE;
}

static char *
cut (const char *text, gsize length)
{
  Writing writing = { text, length, g_string_new (NULL), 0 };

  g_assert_true (bs_tokenize (text, length, write_cb, &writing));
  return g_string_free (writing.out, FALSE);
}

static const struct
{
  const char *text;
  const char *tokens;
} table[] = {
  { "", "" },
  { " \n。", "" },
  { "中国经济", "中 国 经 济" },
  { "中 国\u3000经济", "中 国 经 济" },
  { "你好，世界。", "你 好 | 世 界" },
  { "……“你好”——", "你 好" },
  { "一。\n\n二\t三", "一 | 二 | 三" },
  { "A股大涨3.5%", "a 股 大 涨 3.5" },
  { "𠀀𪜀𮯠", "𠀀 𪜀 𮯠" },
  { "豈\U0002f800", "岂 丽" },
  { "鐵路 铁路 鉄路", "铁 路 铁 路 铁 路" },
  { "頭髮 头发", "头 发 头 发" },
  { "匱餽", "匮 馈" },
  { "々〇", "々 〇" },
  { "ひらがなカタカナー", "ひ ら が な カ タ カ ナ ー" },
  { "か\u3099ｶﾞ", "が ガ" },
  { "한국어", "한 국 어" },
  { "\u1112\u1161\u11ab", "한" },
  { "臺灣 台湾", "台 湾 台 湾" },
  { "㈱", "株" },
  { "Ｈｅｌｌｏ　１２３", "hello 123" },
  { "Straße CAFÉ cafe\u0301 Ångström", "strasse cafe cafe angstrom" },
  { "Привет ПРИВЕТ", "привет привет" },
  { "ΑΘΗΝΑ Αθήνα", "αθηνα αθηνα" },
  { "हिन्दी", "हिन्दी" },
  { "ไทย", "ไ ท ย" },
  { "C++ C# F#.", "c/c++ c/c# f/f#" },
  { "Ｃ＋＋", "c/c++" },
  { "a+b, a++b", "a | b | a | b" },
  { "C++编程", "c/c++ 编 程" },
  { ".NET", "net/.net" },
  { "ASP.NET", "asp/aspnet net/.net" },
  { "...and", "and" },
  { "192.168.0.1 v1.2", "192/192.168 168/168.0 0/0.1 1 v 1.2" },
  { "2024.05.01 1.2.3.", "2024/2024.05 05/05.01 01 1/1.2 2/2.3 3" },
  { "Ærø ŁÓDŹ Ǽ œuvre", "aero lodz ae oeuvre" },
  { "3.5 1,000 1,000,000.5 1,2", "3.5 1000 1000000.5 1 | 2" },
  { "2022-05-03", "2022 05 03" },
  { "e-mail", "e/email mail" },
  { "don’t don't", "don/dont t don/dont t" },
  { "AT&T", "at/att t" },
  { "well - known-", "well | known" },
  { "iPhone13 iphone 13", "iphone 13 iphone 13" },
  { "covid-19", "covid 19" },
  { "soft\u00adhyphen \ufeffmark", "softhyphen mark" },
  { "zero\u200bwidth", "zero width" },
  { "好🙂好", "好 🙂 好" },
  { "end.Next line.\nnew", "end/endnext next/.next line | new" },
  { "x. y", "x | y" },
  { "①、½", "1 | 1 | 2" },
};

static void
test_table (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *tokens = cut (table[i].text, strlen (table[i].text));

      g_test_message ("%s", table[i].text);
      g_assert_cmpstr (tokens, ==, table[i].tokens);
    }
}

static gboolean
find_offsets_cb (const BsToken *token, gpointer user_data)
{
  gsize *end = user_data;

  *end = token->end;
  if (token->kind == BS_TOKEN_WORD && token->is_alternative)
    {
      g_assert_cmpuint (token->start, ==, 3);
      g_assert_cmpuint (token->end, ==, 9);
    }
  return TRUE;
}

static void
test_offsets (void)
{
  gsize end = 0;

  g_assert_true (bs_tokenize ("中e-mail国", 12, find_offsets_cb, &end));
  g_assert_cmpuint (end, ==, 12);
}

static gboolean
stop_cb (const BsToken *token, gpointer user_data)
{
  return --*(guint *) user_data > 0;
}

static void
test_stop (void)
{
  guint left = 2;

  g_assert_false (bs_tokenize ("一，二三", 12, stop_cb, &left));
  g_assert_cmpuint (left, ==, 0);
}

static void
test_long (void)
{
  g_autofree char *word = g_strnfill (100000, 'a');
  g_autoptr (GString) marks = g_string_new ("a");
  g_autofree char *cut_word = cut (word, 100000);
  g_autofree char *cut_marks = NULL;

  g_assert_cmpuint (strlen (cut_word), ==, BS_TOKEN_MAX_BYTES);
  for (guint i = 0; i < 10000; i++)
    g_string_append (marks, "\u0301");
  g_string_append (marks, "b");
  cut_marks = cut (marks->str, marks->len);
  g_assert_cmpstr (cut_marks, ==, "ab");
}

static void
test_invalid (void)
{
  static const char bytes[] = "a\xff\xfe"
                              "b\0c\xe4\xb8";
  g_autofree char *tokens = cut (bytes, sizeof bytes - 1);

  g_assert_cmpstr (tokens, ==, "a | b c");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/broadsheet/tokenizer/table", test_table);
  g_test_add_func ("/broadsheet/tokenizer/offsets", test_offsets);
  g_test_add_func ("/broadsheet/tokenizer/stop", test_stop);
  g_test_add_func ("/broadsheet/tokenizer/long", test_long);
  g_test_add_func ("/broadsheet/tokenizer/invalid", test_invalid);

  return g_test_run ();
}
