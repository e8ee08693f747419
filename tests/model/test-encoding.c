/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/text/encoding.h"
#include "model/format/text/problem.h"

#include <string.h>

#define FFFD "\357\277\275"

typedef struct
{
  BsText text;
  GPtrArray *problems;
  char *bytes;
} Decoded;

static void
decoded_clear (Decoded *self)
{
  bs_text_clear (&self->text);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_clear_pointer (&self->bytes, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Decoded, decoded_clear)

/* Copies the bytes to a block of their exact size, so that a read past the end is detected. */
static void
decode_length (Decoded *self, const char *bytes, gsize length)
{
  self->problems = bs_problems_new ();
  self->bytes = g_memdup2 (bytes, length);
  bs_text_decode (&self->text, self->bytes, length, self->problems);
  g_assert_true (self->text.length == 0 || g_utf8_validate_len (self->text.data, self->text.length, NULL));
}

static void
decode (Decoded *self, const char *bytes)
{
  decode_length (self, bytes, strlen (bytes));
}

static void
decode_as (Decoded *self, const char *text, const char *charset)
{
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  bytes = g_convert (text, -1, charset, "UTF-8", NULL, &length, &error);
  g_assert_no_error (error);
  decode_length (self, bytes, length);
}

static void
assert_text (const Decoded *self, const char *expected)
{
  g_autofree char *text = g_strndup (self->text.data, self->text.length);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_problem (const Decoded *self, guint i, BsProblemKind kind, guint line, guint column, const char *detail)
{
  const BsProblem *problem;

  g_assert_cmpuint (self->problems->len, >, i);
  problem = g_ptr_array_index (self->problems, i);
  g_assert_cmpint (problem->kind, ==, kind);
  g_assert_cmpuint (problem->line, ==, line);
  g_assert_cmpuint (problem->column, ==, column);
  g_assert_cmpstr (problem->detail, ==, detail);
}

static void
test_plain (void)
{
  g_auto (Decoded) decoded = { BS_TEXT_INIT, NULL, NULL };
  g_auto (Decoded) empty = { BS_TEXT_INIT, NULL, NULL };

  decode (&decoded, "---\ntitle: 中文 é 😀\n---\n");
  assert_text (&decoded, "---\ntitle: 中文 é 😀\n---\n");
  g_assert_true (decoded.text.data == decoded.bytes);
  g_assert_null (decoded.text.charset);
  g_assert_cmpuint (decoded.problems->len, ==, 0);

  decode_length (&empty, NULL, 0);
  g_assert_cmpuint (empty.text.length, ==, 0);
  g_assert_nonnull (empty.text.data);
  g_assert_cmpuint (empty.problems->len, ==, 0);
}

static void
test_bom (void)
{
  g_auto (Decoded) decoded = { BS_TEXT_INIT, NULL, NULL };
  g_auto (Decoded) alone = { BS_TEXT_INIT, NULL, NULL };

  decode (&decoded, "\357\273\277---\r\ntitle: a\r\n");
  assert_text (&decoded, "---\r\ntitle: a\r\n");
  g_assert_true (decoded.text.has_bom);
  g_assert_true (decoded.text.data == decoded.bytes + 3);
  g_assert_cmpuint (decoded.problems->len, ==, 0);

  decode (&alone, "\357\273\277");
  assert_text (&alone, "");
  g_assert_true (alone.text.has_bom);
}

static void
test_broken (void)
{
  static const struct
  {
    const char *bytes;
    const char *text;
    guint line;
    guint column;
    const char *count;
  } samples[] = {
    { "one\ntwo\302 three\n", "one\ntwo" FFFD " three\n", 2, 4, "1" },
    { "中文\302字", "中文" FFFD "字", 1, 3, "1" },
    { "It\222s what we\222re told, isn\222t it\n", "It" FFFD "s what we" FFFD "re told, isn" FFFD "t it\n", 1, 3, "3" },
    { "一段文字在中间断了\344\270", "一段文字在中间断了" FFFD FFFD, 1, 10, "2" },
    { "\377", FFFD, 1, 1, "1" },
    { "caf\303\251 caf\303\251\302", "café café" FFFD, 1, 10, "1" },
    { "a\300\200b", "a" FFFD FFFD "b", 1, 2, "2" },
    { "a\355\240\200b中文", "a" FFFD FFFD FFFD "b中文", 1, 2, "3" },
    { "\357\273\277a\377", "a" FFFD, 1, 2, "1" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_auto (Decoded) decoded = { BS_TEXT_INIT, NULL, NULL };

      decode (&decoded, samples[i].bytes);
      assert_text (&decoded, samples[i].text);
      g_assert_null (decoded.text.charset);
      g_assert_cmpuint (decoded.problems->len, ==, 1);
      assert_problem (&decoded, 0, BS_PROBLEM_BROKEN_BYTES, samples[i].line, samples[i].column, samples[i].count);
    }
}

static void
test_nul (void)
{
  static const char bytes[] = "one\n二\0三\0\n";
  g_auto (Decoded) decoded = { BS_TEXT_INIT, NULL, NULL };

  decode_length (&decoded, bytes, sizeof bytes - 1);
  assert_text (&decoded, "one\n二" FFFD "三" FFFD "\n");
  g_assert_cmpuint (decoded.problems->len, ==, 1);
  assert_problem (&decoded, 0, BS_PROBLEM_NUL_BYTES, 2, 2, "2");
}

static void
test_nothing_but_nuls (void)
{
  g_autofree char *nuls = g_malloc0 (5000);
  g_auto (Decoded) decoded = { BS_TEXT_INIT, NULL, NULL };

  decode_length (&decoded, nuls, 5000);
  g_assert_cmpuint (decoded.text.length, ==, 15000);
  assert_problem (&decoded, 0, BS_PROBLEM_NUL_BYTES, 1, 1, "5000");
}

static void
test_lone_cr (void)
{
  static const struct
  {
    const char *text;
    guint line;
    guint column;
  } samples[] = {
    { "a\r\nb\n", 0, 0 }, { "a\rb", 1, 2 }, { "a\r\nbc\rd\r\n", 2, 3 }, { "ab\r", 1, 3 }, { "a\n\r\r\n", 2, 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_auto (Decoded) decoded = { BS_TEXT_INIT, NULL, NULL };

      decode (&decoded, samples[i].text);
      assert_text (&decoded, samples[i].text);
      g_assert_cmpuint (decoded.problems->len, ==, samples[i].line > 0 ? 1 : 0);
      if (samples[i].line > 0)
        assert_problem (&decoded, 0, BS_PROBLEM_LONE_CR, samples[i].line, samples[i].column, NULL);
    }
}

static void
test_utf16 (void)
{
  static const char broken[] = "\377\376a\0\0\330b\0\0\334c\0\001\330";
  g_auto (Decoded) little = { BS_TEXT_INIT, NULL, NULL };
  g_auto (Decoded) big = { BS_TEXT_INIT, NULL, NULL };
  g_auto (Decoded) wide = { BS_TEXT_INIT, NULL, NULL };
  g_auto (Decoded) unmarked = { BS_TEXT_INIT, NULL, NULL };
  g_auto (Decoded) torn = { BS_TEXT_INIT, NULL, NULL };
  g_auto (Decoded) odd = { BS_TEXT_INIT, NULL, NULL };

  decode_as (&little, "\357\273\277---\r\ntitle: 中文 😀\r\n", "UTF-16LE");
  assert_text (&little, "---\r\ntitle: 中文 😀\r\n");
  g_assert_cmpstr (little.text.charset, ==, "UTF-16LE");
  g_assert_true (little.text.has_bom);
  g_assert_cmpuint (little.problems->len, ==, 1);
  assert_problem (&little, 0, BS_PROBLEM_OTHER_ENCODING, 0, 0, "UTF-16LE");

  decode_as (&big, "\357\273\277---\ntitle: 中文\n", "UTF-16BE");
  assert_text (&big, "---\ntitle: 中文\n");
  g_assert_cmpstr (big.text.charset, ==, "UTF-16BE");

  decode_as (&wide, "\357\273\277title: 中文\n", "UTF-32LE");
  assert_text (&wide, "title: 中文\n");

  decode_as (&unmarked, "---\ntitle: a title in words\n---\n中文\n", "UTF-16LE");
  assert_text (&unmarked, "---\ntitle: a title in words\n---\n中文\n");
  g_assert_false (unmarked.text.has_bom);

  decode_length (&torn, broken, sizeof broken - 1);
  assert_text (&torn, "a" FFFD "b" FFFD "c" FFFD);
  g_assert_cmpuint (torn.problems->len, ==, 2);
  assert_problem (&torn, 1, BS_PROBLEM_BROKEN_BYTES, 1, 2, "3");

  decode_length (&odd, "\377\376a\0b", 5);
  assert_text (&odd, "a" FFFD);
}

static const char chinese[] =
    "---\ntitle: 快捷键总结\ncategories: 工具\n---\n\n"
    "选中当前行，复制一份到下一行。保存文件时自动整理格式，关闭窗口前会提醒没有保存的修改。\n";
static const char traditional[] = "---\ntitle: 臺灣的天氣與生活\ncategories: 生活\n---\n\n"
                                  "今天下午雷雨，晚上轉涼。我們坐在窗邊喝茶，聽著雨聲，說起從前住過的那條老街。\n";
static const char japanese[] = "---\ntitle: はてなの記事をまとめる\ncategories: 日記\n---\n\n"
                               "きょうは朝から雨が降っていたので、部屋のなかで古い写真を整理しました。\n";
static const char korean[] = "---\ntitle: 오늘의 날씨와 생활\ncategories: 일기\n---\n\n"
                             "아침부터 비가 내려서 창가에 앉아 차를 마셨다. 오래된 사진을 정리하면서 하루를 보냈다.\n";
static const char french[] =
    "---\ntitle: Le café de l'été\ncategories: récits\n---\n\n"
    "À la fin de l'été, nous étions allés dîner près de la forêt. Le père Noël n'était pas là, bien "
    "sûr, mais la soirée fut très gaie, et même ceux qui s'étaient fâchés se réconcilièrent.\n";
static const char russian[] =
    "---\ntitle: Осенний вечер\ncategories: заметки\n---\n\n"
    "Мы сидели у окна и пили чай, слушая дождь. Потом говорили о старой улице, где жили раньше, "
    "и о людях, которых давно не видели.\n";

static void
test_other (void)
{
  static const struct
  {
    const char *text;
    const char *charset;
    const char *name;
  } samples[] = {
    { chinese, "GBK", "GB18030" },   { chinese, "GB18030", "GB18030" },  { traditional, "GBK", "GB18030" },
    { traditional, "BIG5", "BIG5" }, { japanese, "SHIFT_JIS", "CP932" }, { japanese, "EUC-JP", "EUC-JP" },
    { korean, "EUC-KR", "EUC-KR" },  { french, "WINDOWS-1252", NULL },   { russian, "WINDOWS-1251", NULL },
    { russian, "KOI8-R", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_auto (Decoded) decoded = { BS_TEXT_INIT, NULL, NULL };

      g_test_message ("%s", samples[i].charset);
      decode_as (&decoded, samples[i].text, samples[i].charset);
      assert_text (&decoded, samples[i].text);
      g_assert_cmpuint (decoded.problems->len, ==, 1);
      assert_problem (&decoded, 0, BS_PROBLEM_OTHER_ENCODING, 0, 0, decoded.text.charset);
      if (samples[i].name != NULL)
        g_assert_cmpstr (decoded.text.charset, ==, samples[i].name);
    }
}

/* A title alone is enough, and its encoding does not depend on the words after it. */
static void
test_short (void)
{
  static const struct
  {
    const char *text;
    const char *charset;
  } samples[] = {
    { "title: Déjà vu\nplain\n", "WINDOWS-1252" },
    { "title: “New” plans – the company’s view\nplain\n", "WINDOWS-1252" },
    { "title: ¿Qué pasó?\nplain\n", "WINDOWS-1252" },
    { "title: Schöne Grüße\nplain\n", "WINDOWS-1252" },
    { "title: Vi åkte båt till ön\n", "WINDOWS-1252" },
    { "title: Page 4 – “The end”\n", "WINDOWS-1252" },
    { "title: 测试\nplain\n", "GB18030" },
    { "title: 第三天的雨\nplain\n", "GB18030" },
    { "title: 夏目友人帐：ねこのうた\n正文\n", "GB18030" },
    { "title: 㐂䶮𠮷\nplain\n", "GB18030" },
    { "title: 讀書與寫字\nplain\n", "BIG5" },
    { "title: 今天的功課\nplain\n", "BIG5" },
    { "title: パス C:\\x と ~/memo\nplain\n", "CP932" },
    { "title: 予定表\n能力と可能性\n", "CP932" },
    { "title: 図書館の午後\nplain\n", "EUC-JP" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_auto (Decoded) decoded = { BS_TEXT_INIT, NULL, NULL };

      g_test_message ("%s", samples[i].text);
      decode_as (&decoded, samples[i].text, samples[i].charset);
      assert_text (&decoded, samples[i].text);
      g_assert_cmpstr (decoded.text.charset, ==, samples[i].charset);
    }
}

/* A word or two of Chinese in an English page is still recognised as GBK. */
static void
test_little_chinese (void)
{
  static const char *const words[] = { "中", "快捷键", "联通公司", "工具，", "日志：2013 年", "㊣" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      GString *text = g_string_new ("---\ntitle: ");
      g_auto (Decoded) decoded = { BS_TEXT_INIT, NULL, NULL };

      g_test_message ("%s", words[i]);
      g_string_append_printf (text, "%s\n---\n", words[i]);
      for (int j = 0; j < 200; j++)
        g_string_append (text, "There is nothing but plain English in what follows.\n");
      decode_as (&decoded, text->str, "GBK");
      /* The last character is not in a common row. */
      if (i + 1 < G_N_ELEMENTS (words))
        assert_text (&decoded, text->str);
      g_string_free (text, TRUE);
    }
}

/* Chinese text that is cut off, or has an extra byte, is still readable. */
static void
test_damaged_chinese (void)
{
  GString *text = g_string_new (NULL);
  g_autofree char *bytes = NULL;
  g_auto (Decoded) decoded = { BS_TEXT_INIT, NULL, NULL };
  gsize length;

  for (int i = 0; i < 20; i++)
    g_string_append (text, chinese);
  g_string_append (text, "字");
  bytes = g_convert (text->str, text->len, "GBK", "UTF-8", NULL, &length, NULL);
  decode_length (&decoded, bytes, length - 1);
  g_string_truncate (text, text->len - strlen ("字"));
  g_string_append (text, FFFD);
  assert_text (&decoded, text->str);
  g_assert_cmpstr (decoded.text.charset, ==, "GB18030");
  g_assert_cmpuint (decoded.problems->len, ==, 2);
  assert_problem (&decoded, 1, BS_PROBLEM_BROKEN_BYTES, 121, 1, "1");
  g_string_free (text, TRUE);
}

static void
test_unknown (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  char noise[4000];
  g_auto (Decoded) decoded = { BS_TEXT_INIT, NULL, NULL };
  const BsProblem *problem;

  for (gsize i = 0; i < sizeof noise; i++)
    noise[i] = (char) g_rand_int_range (rand, 1, 256);
  decode_length (&decoded, noise, sizeof noise);
  problem = g_ptr_array_index (decoded.problems, 0);
  g_assert_cmpint (problem->kind, ==, BS_PROBLEM_UNKNOWN_ENCODING);
  g_assert_cmpuint (problem->line, >, 0);
}

static void
test_locate (void)
{
  static const char text[] = "一二\n\r\nab\rc\r\nd";
  static const struct
  {
    gsize place;
    guint line;
    guint column;
  } samples[] = {
    { 0, 1, 1 },  { 3, 1, 2 },  { 6, 1, 3 },  { 7, 2, 1 },  { 9, 3, 1 },
    { 11, 3, 3 }, { 12, 4, 1 }, { 15, 5, 1 }, { 16, 5, 2 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      guint line;
      guint column;

      bs_text_locate (text, text + samples[i].place, &line, &column);
      g_assert_cmpuint (line, ==, samples[i].line);
      g_assert_cmpuint (column, ==, samples[i].column);
    }
}

/* GLib's validator is the reference, except for NULs, which are not tested here. */
static void
assert_like_glib (const char *bytes, gsize length)
{
  const char *end;
  const char *expected_end;
  gboolean valid = bs_utf8_validate (bytes, length, &end);
  gboolean expected = g_utf8_validate_len (bytes, length, &expected_end);
  gboolean is_plain;

  if (bs_utf8_look_over (bytes, length, NULL, &is_plain))
    g_assert_true (is_plain == (memchr (bytes, '\r', length) == NULL && memchr (bytes, '\0', length) == NULL));
  if (valid == expected && end == expected_end)
    return;

  for (gsize i = 0; i < length; i++)
    g_test_message ("%3" G_GSIZE_FORMAT ": %02x", i, (guchar) bytes[i]);
  g_test_message ("valid up to %td, should be %td", end - bytes, expected_end - bytes);
  g_test_fail ();
}

static void
fill (char *buffer, gsize length, const char *with)
{
  gsize n = strlen (with);

  memset (buffer, 'a', length);
  for (gsize i = 0; i + n <= length; i += n)
    memcpy (buffer + i, with, n);
}

static void
test_validate_sequences (void)
{
  static const guchar edges[] = { 0x01, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf,
                                  0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff };
  static const char *const fillings[] = { "a", "é", "中", "😀" };
  char buffer[64], large[320];
  guint turn = 0;

  /* All two-byte sequences plus a third byte, at varying positions. With -m slow the third byte takes all values
   * too. */
  for (guint value = 0x8000; value <= 0xffff; value++)
    for (guint t = 0; t < (g_test_slow () ? 256 : G_N_ELEMENTS (edges)); t++)
      {
        const guchar bytes[3] = { value >> 8, value, g_test_slow () ? t : edges[t] };
        gsize place = 3 + ++turn * 7 % 40;

        if (bytes[1] == 0 || bytes[2] == 0)
          continue;
        fill (buffer, sizeof buffer, fillings[turn % 2 * 2]);
        place -= place % 3;
        memcpy (buffer + place, bytes, 3);
        assert_like_glib (buffer, 48 + turn % 13);
        if (g_test_failed ())
          return;
      }

  /* Four-byte boundary cases, at every position and next to every kind of neighbour, also where stretches meet. */
  for (gsize a = 0; a < G_N_ELEMENTS (edges); a++)
    for (gsize b = 0; b < G_N_ELEMENTS (edges); b++)
      for (gsize c = 0; c < G_N_ELEMENTS (edges); c++)
        for (gsize d = 0; d < G_N_ELEMENTS (edges); d++)
          {
            const guchar bytes[4] = { edges[a], edges[b], edges[c], edges[d] };
            gsize place = ++turn % 37;

            fill (buffer, sizeof buffer, fillings[turn % 4]);
            place -= place % strlen (fillings[turn % 4]);
            memcpy (buffer + place, bytes, 4);
            assert_like_glib (buffer, sizeof buffer);
            assert_like_glib (buffer, place + 4);
            assert_like_glib (buffer + place, 4);
            assert_like_glib (buffer + place, sizeof buffer - place);

            fill (large, sizeof large, fillings[turn % 4]);
            place = 120 + turn % 22;
            place -= place % strlen (fillings[turn % 4]);
            memcpy (large + place, bytes, 4);
            assert_like_glib (large, sizeof large);
            if (g_test_failed ())
              return;
          }
}

static void
test_validate_places (void)
{
  static const char *const fillings[] = { "a", "é", "中", "😀", "a中", "aé中😀" };
  static const guchar wrong[] = { 0x80, 0xbf, 0xc1, 0xc3, 0xe0, 0xe4, 0xed, 0xf0, 0xf4, 0xf5, 0xff, 'x' };

  for (gsize length = 0; length < 300; length += length < 100 ? 1 : 97)
    for (gsize f = 0; f < G_N_ELEMENTS (fillings); f++)
      {
        g_autofree char *buffer = g_malloc (MAX (length, 1));

        fill (buffer, length, fillings[f]);
        assert_like_glib (buffer, length);
        /* Cut at every position, and with a wrong byte at every position. */
        for (gsize i = 0; i < length; i++)
          {
            char kept = buffer[i];

            assert_like_glib (buffer, i);
            assert_like_glib (buffer + i, length - i);
            for (gsize w = 0; w < G_N_ELEMENTS (wrong); w++)
              {
                buffer[i] = (char) wrong[w];
                assert_like_glib (buffer, length);
              }
            buffer[i] = kept;
          }
        if (g_test_failed ())
          return;
      }
}

static void
test_validate_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  char buffer[300];

  for (int round = 0; round < 50000; round++)
    {
      gsize length = 0;
      int n_wrong = g_rand_int_range (rand, 0, 4);

      while (length < sizeof buffer - 8)
        {
          static const gunichar tops[] = { 0x80, 0x800, 0x10000, 0x110000, 0x10000, 0x10000 };
          gunichar c = g_rand_int_range (rand, 1, tops[g_rand_int_range (rand, 0, 6)]);

          if (c < 0xd800 || c > 0xdfff)
            length += g_unichar_to_utf8 (c, buffer + length);
        }
      for (int i = 0; i < n_wrong; i++)
        buffer[g_rand_int_range (rand, 0, length)] = (char) g_rand_int_range (rand, 1, 256);
      assert_like_glib (buffer, length);
      if (g_test_failed ())
        return;
    }

  g_assert_true (bs_utf8_validate ("a\0b", 3, NULL));
  g_assert_true (bs_utf8_validate (NULL, 0, NULL));
}

static void
test_traps (void)
{
  static const struct
  {
    const char *name;
    const char *charset;
    BsProblemKind kind;
    const char *detail;
  } samples[] = {
    { "62-utf16le-bom-crlf.md", "UTF-16LE", BS_PROBLEM_OTHER_ENCODING, "UTF-16LE" },
    { "63-gbk.md", "GB18030", BS_PROBLEM_OTHER_ENCODING, "GB18030" },
    { "64-broken-utf8-nbsp.md", NULL, BS_PROBLEM_BROKEN_BYTES, "2" },
    { "65-cp1252-apostrophe.md", NULL, BS_PROBLEM_BROKEN_BYTES, "6" },
    { "66-nul-byte.md", NULL, BS_PROBLEM_NUL_BYTES, "1" },
    { "68-lone-cr-mixed.md", NULL, BS_PROBLEM_LONE_CR, NULL },
    { "61-utf8-bom-crlf.md", NULL, BS_N_PROBLEMS, NULL },
    { "67-bom-arabic.md", NULL, BS_N_PROBLEMS, NULL },
  };
  const char *shared = g_getenv ("BROADSHEET_SHARED");

  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autofree char *path = NULL;
      g_autofree char *bytes = NULL;
      g_auto (Decoded) decoded = { BS_TEXT_INIT, NULL, NULL };
      gsize length;

      if (shared != NULL)
        path = g_build_filename (shared, "samples", "traps", samples[i].name, NULL);
      if (path == NULL || !g_file_get_contents (path, &bytes, &length, NULL))
        {
          g_test_skip ("the real files do not lie beside this checkout");
          return;
        }

      g_test_message ("%s", samples[i].name);
      decode_length (&decoded, bytes, length);
      g_assert_cmpstr (decoded.text.charset, ==, samples[i].charset);
      if (samples[i].kind == BS_N_PROBLEMS)
        {
          g_assert_cmpuint (decoded.problems->len, ==, 0);
        }
      else
        {
          const BsProblem *problem = g_ptr_array_index (decoded.problems, 0);

          g_assert_cmpuint (decoded.problems->len, ==, 1);
          g_assert_cmpint (problem->kind, ==, samples[i].kind);
          g_assert_cmpstr (problem->detail, ==, samples[i].detail);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/broadsheet/encoding/plain", test_plain);
  g_test_add_func ("/broadsheet/encoding/bom", test_bom);
  g_test_add_func ("/broadsheet/encoding/broken", test_broken);
  g_test_add_func ("/broadsheet/encoding/nul", test_nul);
  g_test_add_func ("/broadsheet/encoding/nothing-but-nuls", test_nothing_but_nuls);
  g_test_add_func ("/broadsheet/encoding/lone-cr", test_lone_cr);
  g_test_add_func ("/broadsheet/encoding/utf16", test_utf16);
  g_test_add_func ("/broadsheet/encoding/other", test_other);
  g_test_add_func ("/broadsheet/encoding/short", test_short);
  g_test_add_func ("/broadsheet/encoding/little-chinese", test_little_chinese);
  g_test_add_func ("/broadsheet/encoding/damaged-chinese", test_damaged_chinese);
  g_test_add_func ("/broadsheet/encoding/unknown", test_unknown);
  g_test_add_func ("/broadsheet/encoding/locate", test_locate);
  g_test_add_func ("/broadsheet/encoding/validate-sequences", test_validate_sequences);
  g_test_add_func ("/broadsheet/encoding/validate-places", test_validate_places);
  g_test_add_func ("/broadsheet/encoding/validate-random", test_validate_random);
  g_test_add_func ("/broadsheet/encoding/traps", test_traps);

  return g_test_run ();
}
