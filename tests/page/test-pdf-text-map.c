/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "page/export/pdf-marks.h"
#include "page/export/pdf-text-map.h"

static void
assert_rewritten_in (const char *font, const char *text, const char *map, const char *expected)
{
  g_autoptr (BsPdfTextMap) self = bs_pdf_text_map_new ();
  g_autofree char *rewritten = NULL;

  bs_pdf_text_map_add (self, text, strlen (text));
  rewritten = bs_pdf_text_map_rewrite (self, font, map, strlen (map));
  g_assert_cmpstr (rewritten, ==, expected);
}

static void
assert_rewritten (const char *text, const char *map, const char *expected)
{
  assert_rewritten_in (NULL, text, map, expected);
}

/* Radicals become the characters of the text. */
static void
test_radicals (void)
{
  assert_rewritten ("人一", "begincmap\n2 beginbfchar\n<3B> <2F08>\n<2E> <2F00>\nendbfchar\nendcmap",
                    "begincmap\n2 beginbfchar\n<3B> <4EBA>\n<2E> <4E00>\nendbfchar\n\nendcmap");
  assert_rewritten ("页", "1 beginbfchar\n<3B> <2EDA>\nendbfchar", "\n1 beginbfchar\n<3B> <9875>\nendbfchar\n");
  /* Fonts for the mainland draw the radical as 户, those for Taiwan as 戶. */
  assert_rewritten ("户户户戶", "1 beginbfchar\n<3B> <2F3E>\nendbfchar", "\n1 beginbfchar\n<3B> <6237>\nendbfchar\n");
  assert_rewritten ("戶", "1 beginbfchar\n<3B> <2F3E>\nendbfchar", "\n1 beginbfchar\n<3B> <6236>\nendbfchar\n");
  assert_rewritten_in ("/A+NotoSansCJKtc-Bold", "户户户戶", "1 beginbfchar\n<3B> <2F3E>\nendbfchar",
                       "\n1 beginbfchar\n<3B> <6236>\nendbfchar\n");
  /* Only where the article has it. */
  assert_rewritten ("⼈", "1 beginbfchar\n<3B> <2F08>\nendbfchar", NULL);
  assert_rewritten ("⼈", "1 beginbfchar\n<3B> <4EBA>\nendbfchar", "\n1 beginbfchar\n<3B> <2F08>\nendbfchar\n");
  assert_rewritten ("\xef\xa4\x80", "1 beginbfchar\n<3B> <8C48>\nendbfchar",
                    "\n1 beginbfchar\n<3B> <F900>\nendbfchar\n");
  assert_rewritten ("文", "1 beginbfchar\n<3B> <6587>\nendbfchar", NULL);
}

static void
test_ranges (void)
{
  assert_rewritten ("人儿入", "1 beginbfrange\n<0010> <0012> <2F08>\nendbfrange\n",
                    "\n3 beginbfchar\n<0010> <4EBA>\n<0011> <513F>\n<0012> <5165>\nendbfchar\n\n");
  assert_rewritten ("人A", "1 beginbfrange\n<10> <11> [<2F08> <0041>]\nendbfrange\n",
                    "\n2 beginbfchar\n<10> <4EBA>\n<11> <0041>\nendbfchar\n\n");
  assert_rewritten ("人",
                    "2 beginbfchar\n<01> <D83DDE00>\n<02> <2F08>\nendbfchar\n1 beginbfrange\n<03> <04> <0041>\n"
                    "endbfrange\nrest",
                    "\n4 beginbfchar\n<01> <D83DDE00>\n<02> <4EBA>\n<03> <0041>\n<04> <0042>\nendbfchar\n\nrest");
}

/* A font is a file like any other. */
static void
test_broken (void)
{
  static const char *const broken[] = {
    "",
    "beginbfchar",
    "beginbfchar <01",
    "beginbfchar <01> <2F08>",
    "beginbfrange <0000> <FFFFFFFF> <2F08>",
    "beginbfrange <05> <01> <2F08> endbfrange",
    "beginbfrange <01> <02> [<2F08> endbfrange",
    "beginbfchar <01> <D800> endbfchar",
    "beginbfchar <> <> endbfchar",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr (BsPdfTextMap) self = bs_pdf_text_map_new ();
      g_autofree char *copy = g_memdup2 (broken[i], strlen (broken[i]));
      g_autofree char *rewritten = NULL;

      bs_pdf_text_map_add (self, "人", strlen ("人"));
      rewritten = bs_pdf_text_map_rewrite (self, NULL, copy, strlen (broken[i]));
      g_assert_true (rewritten == NULL || strstr (rewritten, "beginbfchar") != NULL);
    }
}

static void
test_marks (void)
{
  static const char content[] = "1 0 0 -1 0 842 cm\nq\n.8 0 0 .8 50 60 cm\n(re \\) re) Tj <0102> Tj\n"
                                ".9961 .9608 .9961 rg\n8 170 1 1 re\nf\n"
                                "0 0 0 rg 8 171 1 1 re f\n1 1 .9961 rg 0 0 600 900 re f\nQ\n.9961 .9961 .9961 rg\n"
                                "1 2 .5 .5 re\n";
  g_autoptr (GArray) marks = bs_pdf_marks_find (content, strlen (content));
  g_autoptr (GString) html = g_string_new (NULL);
  const BsPdfMark *mark;

  bs_pdf_mark_append (html, 256 + 0x11);
  g_assert_nonnull (strstr (html->str, "#fefefe"));
  g_assert_cmpuint (marks->len, ==, 2);
  mark = &g_array_index (marks, BsPdfMark, 0);
  g_assert_cmpuint (mark->number, ==, 0x1a);
  g_assert_cmpfloat_with_epsilon (mark->x, 56.4, 0.01);
  g_assert_cmpfloat_with_epsilon (mark->y, 842 - 60 - 136, 0.01);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/broadsheet/pdf-text-map/radicals", test_radicals);
  g_test_add_func ("/broadsheet/pdf-text-map/ranges", test_ranges);
  g_test_add_func ("/broadsheet/pdf-text-map/broken", test_broken);
  g_test_add_func ("/broadsheet/pdf-text-map/marks", test_marks);
  return g_test_run ();
}
