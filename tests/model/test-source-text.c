/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/change/edit/change-error.h"
#include "model/change/edit/line-diff.h"
#include "model/change/edit/source-place.h"
#include "model/change/edit/source-text.h"

#include <string.h>

#define N_RANDOM 4000

static GBytes *
convert (const char *text, const char *charset)
{
  gsize n;
  g_autoptr (GError) error = NULL;
  char *bytes = g_convert (text, -1, charset, "UTF-8", NULL, &n, &error);

  g_assert_no_error (error);
  return g_bytes_new_take (bytes, n);
}

static char *
dup_text (BsSourceText *source)
{
  gsize length;
  const char *text = bs_source_text_get_text (source, &length);

  return g_strndup (text, length);
}

static GBytes *
apply (BsSourceText *source, const char *text)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = bs_source_text_apply (source, text, strlen (text), &error);

  g_assert_no_error (error);
  return bytes;
}

static void
assert_bytes (GBytes *bytes, const char *data, gsize length)
{
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), data, length);
}

/* Each is a file, an edited text, and the file that it becomes. */
static const struct
{
  const char *before;
  const char *edited;
  const char *after;
} edits[] = {
  { "", "a", "a" },
  { "", "a\nb\n", "a\nb\n" },
  { "a", "", "" },
  { "a\n", "a", "a" },
  { "a", "a\n", "a\n" },
  { "a\r\nb", "a\nb\nc", "a\r\nb\r\nc" },
  { "a\r\nb\r\n", "a\nX\nb\n", "a\r\nX\r\nb\r\n" },
  { "a\r\nb\r\n", "X\na\nb\n", "X\r\na\r\nb\r\n" },
  { "a\r\nb\nc\r\n", "a\nB\nc\n", "a\r\nB\nc\r\n" },
  { "a\r\nb\nc\r\n", "A\nb\nC\n", "A\r\nb\nC\r\n" },
  { "a\r\nb\nc\r\n", "a\nc\n", "a\r\nc\r\n" },
  { "a\r\nb\nc\r\n", "a\nb\nX\nc\n", "a\r\nb\nX\nc\r\n" },
  { "one\r\ntwo\nthree\r\n", "two!\nthree\n", "two!\nthree\r\n" },
  { "one\r\ntwo\nthree\r\n", "one\nnew\ntwo!\nthree\n", "one\r\nnew\r\ntwo!\nthree\r\n" },
  { "a\rb\r", "a\nX\nb\n", "a\rX\rb\r" },
  { "a\rb\nc", "a\n\nc", "a\r\rc" },
  { "a\nb\n", "a\r\nb\r\n", "a\nb\n" },
  { "\xef\xbb\xbftitle\n", "Title\n", "\xef\xbb\xbfTitle\n" },
  { "\xef\xbb\xbf\xef\xbb\xbftitle\r\n", "title!\n", "\xef\xbb\xbf\xef\xbb\xbftitle!\r\n" },
  { "中文\r\n汉字\n", "中間\n汉字\n", "中間\r\n汉字\n" },
  { "a\xe2\x80\xa9z\r\nb\n", "a\xe2\x80\xa9y\nb\n", "a\xe2\x80\xa9y\r\nb\n" },
};

static void
test_edits (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      g_autoptr (GBytes) before = g_bytes_new_static (edits[i].before, strlen (edits[i].before));
      g_autoptr (BsSourceText) source = bs_source_text_new (before);
      g_autofree char *text = dup_text (source);
      g_autoptr (GBytes) same = apply (source, text);
      g_autoptr (GBytes) after = apply (source, edits[i].edited);

      g_assert_null (strchr (text, '\r'));
      g_assert_true (same == before);
      assert_bytes (after, edits[i].after, strlen (edits[i].after));
    }
}

static void
test_encodings (void)
{
  static const char *const charsets[] = { "GB18030", "UTF-16LE", "UTF-16BE" };
  static const char text[] =
      "\xef\xbb\xbf---\r\ntitle: 内核的调度与系统管理\r\n---\r\n这是一个关于操作系统内核的文章，讲的是进程。\n";

  for (guint i = 0; i < G_N_ELEMENTS (charsets); i++)
    {
      g_autoptr (GBytes) before = convert (text + (i == 0 ? 3 : 0), charsets[i]);
      g_autoptr (BsSourceText) source = bs_source_text_new (before);
      g_autofree char *shown = dup_text (source);
      g_autoptr (GBytes) same = apply (source, shown);
      g_autofree char *edited = NULL;
      g_autoptr (GBytes) after = NULL;
      g_autoptr (GBytes) wanted = NULL;
      g_auto (GStrv) parts = g_strsplit (shown, "调度", 2);
      g_auto (GStrv) raw = g_strsplit (text + (i == 0 ? 3 : 0), "调度", 2);
      g_autofree char *raw_edited = g_strjoinv ("抢占", raw);

      g_assert_cmpint (bs_source_text_get_state (source), ==, BS_SOURCE_EDITABLE);
      g_assert_cmpstr (bs_source_text_get_charset (source), !=, "UTF-8");
      g_assert_true (g_bytes_equal (same, before));
      edited = g_strjoinv ("抢占", parts);
      after = apply (source, edited);
      wanted = convert (raw_edited, charsets[i]);
      g_assert_true (g_bytes_equal (after, wanted));
    }
}

/* Characters that the encoding lacks are listed with their positions, and not written. */
static void
test_lost (void)
{
  g_autoptr (GBytes) before =
      convert ("標題：作業系統的核心與行程排程\r\n這是一篇關於作業系統核心的文章，說明的是行程與記憶體。\r\n", "BIG5");
  g_autoptr (BsSourceText) source = bs_source_text_new (before);
  g_autofree char *text = dup_text (source);
  g_autofree char *edited = g_strconcat (text, "a😀b\n", NULL);
  g_autoptr (GArray) none = bs_source_text_list_lost (source, text, strlen (text));
  g_autoptr (GArray) lost = bs_source_text_list_lost (source, edited, strlen (edited));
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (bs_source_text_get_state (source), ==, BS_SOURCE_EDITABLE);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (lost->len, ==, 1);
  g_assert_cmpuint (g_array_index (lost, BsSourceLoss, 0).character, ==, 0x1f600);
  g_assert_cmpuint (g_array_index (lost, BsSourceLoss, 0).line, ==, 3);
  g_assert_cmpuint (g_array_index (lost, BsSourceLoss, 0).column, ==, 2);
  g_assert_null (bs_source_text_apply (source, edited, strlen (edited), &error));
  g_assert_error (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_NOT_EDITABLE);
}

static void
assert_read_only (const char *data, gsize length, BsSourceState state)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, length);
  g_autoptr (BsSourceText) source = bs_source_text_new (bytes);
  g_autofree char *text = dup_text (source);
  g_autofree char *reason = bs_source_text_describe_state (source);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (bs_source_text_get_state (source), ==, state);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_nonnull (reason);
  g_assert_null (bs_source_text_apply (source, text, strlen (text), &error));
  g_assert_error (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_NOT_EDITABLE);
}

static void
test_read_only (void)
{
  g_autoptr (GString) lines = g_string_new ("short\n");

  assert_read_only ("a\0b\n", 4, BS_SOURCE_NUL_BYTES);
  assert_read_only ("中文中文中文\xff中文中文中文\n", strlen ("中文中文中文\xff中文中文中文\n"),
                    BS_SOURCE_BROKEN_BYTES);
  for (guint i = 0; i < BS_SOURCE_MAX_LINE; i++)
    g_string_append (lines, "字");
  g_string_append (lines, "\nend\n");
  {
    g_autoptr (GBytes) bytes = g_bytes_new (lines->str, lines->len);
    g_autoptr (BsSourceText) source = bs_source_text_new (bytes);

    g_assert_cmpint (bs_source_text_get_state (source), ==, BS_SOURCE_EDITABLE);
  }
  g_string_insert (lines, 6, "一个");
  assert_read_only (lines->str, lines->len, BS_SOURCE_LONG_LINES);
}

static char *
make_text (GRand *rand, gboolean with_cr)
{
  static const char *const parts[] = { "a", "b", "中", "标题: ", " ", "---", "é", "😀", "\xe2\x80\xa8", "x y", "" };
  GString *text = g_string_new (NULL);
  guint n = (guint) g_rand_int_range (rand, 0, 12);

  for (guint i = 0; i < n; i++)
    {
      guint n_parts = (guint) g_rand_int_range (rand, 0, 4);

      for (guint j = 0; j < n_parts; j++)
        g_string_append (text, parts[g_rand_int_range (rand, 0, G_N_ELEMENTS (parts))]);
      switch (with_cr ? g_rand_int_range (rand, 0, 5) : 0)
        {
        case 1:
        case 2:
          g_string_append (text, "\r\n");
          break;
        case 3:
          g_string_append (text, "\r");
          break;
        default:
          g_string_append (text, "\n");
        }
    }
  if (n > 0 && g_rand_boolean (rand))
    g_string_truncate (text, text->len - 1);

  return g_string_free (text, FALSE);
}

/* Replaces a random range of a text. All bytes before and after the lines of the
 * range stay, and the file then has the edited text. */
static void
test_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261130);

  for (guint i = 0; i < N_RANDOM; i++)
    {
      g_autofree char *before = make_text (rand, TRUE);
      g_autofree char *with = make_text (rand, FALSE);
      g_autoptr (GBytes) bytes = g_bytes_new (before, strlen (before));
      g_autoptr (BsSourceText) source = bs_source_text_new (bytes);
      g_autofree char *text = dup_text (source);
      glong n = g_utf8_strlen (text, -1);
      glong start = g_rand_int_range (rand, 0, (int) n + 1);
      glong end = g_rand_int_range (rand, (int) start, (int) n + 1);
      g_autoptr (GString) edited = g_string_new_len (text, g_utf8_offset_to_pointer (text, start) - text);
      g_autoptr (GBytes) after = NULL;
      g_autoptr (BsSourceText) again = NULL;
      g_autofree char *read = NULL;
      guint n_head = 0;
      guint n_tail = 0;
      const char *data;
      gsize head = 0;
      gsize tail = strlen (before);
      gsize length;

      g_string_append (edited, with);
      g_string_append (edited, g_utf8_offset_to_pointer (text, end));
      after = apply (source, edited->str);
      again = bs_source_text_new (after);
      read = dup_text (again);
      g_assert_cmpstr (read, ==, edited->str);

      /* The lines before the first that differs, and after the last. */
      for (gsize j = 0; text[j] != '\0' && text[j] == edited->str[j]; j++)
        n_head += text[j] == '\n';
      for (gsize j = 1;
           j <= strlen (text) && j <= edited->len && text[strlen (text) - j] == edited->str[edited->len - j]; j++)
        n_tail += text[strlen (text) - j] == '\n';
      while (n_head-- > 0)
        head += strcspn (before + head, "\r\n") +
                (strncmp (before + head + strcspn (before + head, "\r\n"), "\r\n", 2) == 0 ? 2 : 1);
      data = g_bytes_get_data (after, &length);
      g_assert_cmpuint (length, >=, head);
      g_assert_true (head == 0 || memcmp (data, before, head) == 0);
      if (strcmp (text, edited->str) != 0 && n_tail > 1 && strchr (before, '\r') == NULL)
        {
          while (n_tail > 1)
            n_tail -= before[--tail] == '\n';
          g_assert_true (memcmp (data + length - (strlen (before) - tail), before + tail, strlen (before) - tail) == 0);
        }
    }
}

/* A hunk has no line that could be left alone at its ends, and all lines between hunks are equal. */
static void
test_line_diff (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < N_RANDOM; i++)
    {
      g_autoptr (GArray) old_lines = g_array_new (FALSE, FALSE, sizeof (BsDiffLine));
      g_autoptr (GArray) new_lines = g_array_new (FALSE, FALSE, sizeof (BsDiffLine));
      GArray *const lines[] = { old_lines, new_lines };
      g_autoptr (GArray) hunks = NULL;
      guint places[2] = { 0, 0 };

      for (guint side = 0; side < 2; side++)
        for (guint n = (guint) g_rand_int_range (rand, 0, 40); n > 0; n--)
          {
            BsDiffLine line = { "abcdefghijklmnopqrst" + g_rand_int_range (rand, 0, i % 2 == 0 ? 4 : 20), 1 };

            g_array_append_val (lines[side], line);
          }
      hunks = bs_line_diff_make (old_lines, new_lines);
      for (guint j = 0; j <= hunks->len; j++)
        {
          const BsLineHunk *hunk = j < hunks->len ? &g_array_index (hunks, BsLineHunk, j) : NULL;
          guint end = hunk != NULL ? hunk->old_start : old_lines->len;

          while (places[0] < end)
            g_assert_cmpint (*g_array_index (old_lines, BsDiffLine, places[0]++).text, ==,
                             *g_array_index (new_lines, BsDiffLine, places[1]++).text);
          g_assert_cmpuint (places[1], ==, hunk != NULL ? hunk->new_start : new_lines->len);
          if (hunk == NULL)
            break;
          g_assert_cmpuint (hunk->n_old + hunk->n_new, >, 0);
          places[0] += hunk->n_old;
          places[1] += hunk->n_new;
        }
    }
}

/* A line among many that changed is found, in a time that is bounded. */
static void
test_large (void)
{
  g_autoptr (GString) before = g_string_new (NULL);
  g_autoptr (GString) edited = g_string_new (NULL);
  g_autoptr (GString) wanted = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (BsSourceText) source = NULL;
  g_autoptr (GBytes) after = NULL;
  gint64 start;

  for (guint i = 0; i < 100000; i++)
    {
      const char *end = i % 3 == 0 ? "\r\n" : "\n";

      g_string_append_printf (before, "line %u%s", i, end);
      g_string_append_printf (edited, i % 2 == 0 ? "line %u\n" : "row %u\n", i);
      g_string_append_printf (wanted, i % 2 == 0 ? "line %u%s" : "row %u%s", i, end);
    }
  bytes = g_bytes_new (before->str, before->len);
  source = bs_source_text_new (bytes);
  start = g_get_monotonic_time ();
  after = apply (source, edited->str);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 20 * G_USEC_PER_SEC);
  assert_bytes (after, wanted->str, wanted->len);
}

static void
test_place (void)
{
  static const char text[] =
      "---\ntitle: 题\n---\n# 第一章 开头\n\n这是**第一段**很长的文字，[链接](https://example.org)。\n\n"
      "## 第二章\n\n第二段的内容在这里。\n";
  const char *const second[] = { "第二段的内容在这里。", NULL };
  const char *const first[] = { "", "这是第一段很长的文字，链接。", NULL };
  const char *const none[] = { "完全没有的话", NULL };
  g_autofree char *words = bs_source_place_get_words (text, (gsize) (strstr (text, "## 第二") - text));
  g_autofree char *above = bs_source_place_get_words (text, (gsize) (strstr (text, "第二段") - text));

  g_assert_cmpuint (bs_source_place_find_line (text, strlen (text), second, 0), ==, 9);
  g_assert_cmpuint (bs_source_place_find_line (text, strlen (text), first, 0), ==, 5);
  g_assert_cmpuint (bs_source_place_find_line (text, strlen (text), none, 1), ==, 9);
  g_assert_cmpuint (bs_source_place_find_line ("", 0, none, 0.5), ==, 0);
  g_assert_cmpstr (words, ==, "很长的文字");
  g_assert_cmpstr (above, ==, "很长的文字");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/broadsheet/source-text/edits", test_edits);
  g_test_add_func ("/broadsheet/source-text/encodings", test_encodings);
  g_test_add_func ("/broadsheet/source-text/lost", test_lost);
  g_test_add_func ("/broadsheet/source-text/read-only", test_read_only);
  g_test_add_func ("/broadsheet/source-text/random", test_random);
  g_test_add_func ("/broadsheet/source-text/line-diff", test_line_diff);
  g_test_add_func ("/broadsheet/source-text/large", test_large);
  g_test_add_func ("/broadsheet/source-text/place", test_place);

  return g_test_run ();
}
