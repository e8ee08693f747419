/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "article-fixture.h"

/* How the file affects its article: name, bytes, size. */

static void
test_empty_file (void)
{
  g_autoptr (BsArticle) article = bs_article_read ("a/2020-01-02-x.md", BS_SITE_HEXO, NULL, 0);

  g_assert_cmpstr (article->title, ==, "x");
  g_assert_true (article->has_date);
  g_assert_cmpuint (article->categories->len, ==, 0);
  g_assert_nonnull (article->tags);
  g_assert_null (article->keys);
  article_assert_only_problem (article, BS_PROBLEM_EMPTY_FILE, 0, 0, NULL);
}

static void
test_unreadable (void)
{
  g_autoptr (BsArticle) article = bs_article_new_unreadable ("a/b.html", "Permission denied");

  g_assert_cmpstr (article->title, ==, "b");
  g_assert_cmpint (article->body_kind, ==, BS_BODY_HTML);
  article_assert_only_problem (article, BS_PROBLEM_UNREADABLE, 0, 0, "Permission denied");
}

static void
test_too_large (void)
{
  gsize length = BS_ARTICLE_MAX_BYTES + 10;
  g_autofree char *bytes = g_malloc (length);
  g_autoptr (BsArticle) article = NULL;

  memset (bytes, 'x', length);
  memcpy (bytes, "---\ntitle: T\n---\n", 17);
  article = bs_article_read ("a.md", BS_SITE_HEXO, bytes, length);
  g_assert_cmpstr (article->title, ==, "T");
  article_assert_only_problem (article, BS_PROBLEM_FILE_TOO_LARGE, 0, 0, NULL);
}

static void
test_encodings (void)
{
  g_autoptr (BsArticle) mark = article_read_text ("\xef\xbb\xbf---\r\ntitle: T\r\n---\r\n");
  g_autoptr (BsArticle) broken = article_read_text ("---\ntitle: T\n---\nGood text, and one \x92 that is not, 文\n");
  static const char nul[] = "---\ntitle: T\n---\na\0b\n";
  g_autoptr (BsArticle) with_nul = bs_article_read ("a.md", BS_SITE_HEXO, nul, sizeof nul - 1);

  g_assert_cmpstr (mark->title, ==, "T");
  g_assert_cmpuint (mark->problems->len, ==, 0);
  article_assert_only_problem (broken, BS_PROBLEM_BROKEN_BYTES, 4, 20, "1");
  article_assert_only_problem (with_nul, BS_PROBLEM_NUL_BYTES, 4, 2, "1");
}

static void
test_conflicts (void)
{
  g_autoptr (BsArticle) body = article_read_text ("---\ntitle: T\n---\nText\n<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n");
  g_autoptr (BsArticle) heading = article_read_text ("---\ntitle: T\n---\nHeading\n=======\n");

  article_assert_only_problem (body, BS_PROBLEM_CONFLICT_MARKERS, 5, 1, NULL);
  g_assert_cmpuint (heading->problems->len, ==, 0);
}

static void
test_conflicted_copies (void)
{
  static const struct
  {
    const char *name;
    const char *program;
  } names[] = {
    { "x.sync-conflict-20240101-120000-ABCDEFG.md", "Syncthing" },
    { "x (Ann's conflicted copy 2024-01-01).md", "Dropbox" },
    { "x (Ann's conflicted copy 2024-01-01 (1)).md", "Dropbox" },
    { "x (冲突的副本 2024-01-01).md", "Dropbox" },
    { "x (Ann 的冲突副本 2024-01-01).md", "Dropbox" },
    { "x (In Konflikt stehende Kopie von Ann 2024-01-01).md", "Dropbox" },
    { "x (conflicted copy 2024-01-01 120000).md", "Nextcloud" },
    { "x_conflict-20240101-120000.md", "Nextcloud" },
    { "x (conflicted minds).md", NULL },
    { "x (copy).md", NULL },
    { "conflicted copy.md", NULL },
    { "x.sync-conflict-20240101.md", NULL },
    { "x (y) z.md", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename ("a (conflicted copy 2024-01-01 120000)", names[i].name, NULL);
      g_autoptr (BsArticle) article = article_read_at (path, BS_SITE_HEXO, "---\ntitle: T\n---\n");

      g_test_message ("%s", names[i].name);
      g_assert_true (bs_article_name_is_article (names[i].name));
      if (names[i].program != NULL)
        article_assert_only_problem (article, BS_PROBLEM_CONFLICTED_COPY, 0, 0, names[i].program);
      else
        g_assert_cmpuint (article->problems->len, ==, 0);
    }
}

static void
test_names (void)
{
  static const char *const articles[] = { "a.md",   "a.MD",   "a.markdown", "a.mdown", "a.mkd", "a.mkdn",
                                          "a.html", "a.HTM",  "a.txt",      " .md",    "~a.md", "#a.md",
                                          "%.md",   "a b.md", "\xff.md",    "a..md",   "a%.md" };
  static const char *const others[] = { "a",
                                        "md",
                                        ".md",
                                        ".a.md",
                                        "a.md~",
                                        "a.md%",
                                        "#a.md#",
                                        ".#a.md",
                                        "a.swp",
                                        ".a.md.swp",
                                        "~$a.md",
                                        ".~lock.a.md#",
                                        "a.md.tmp",
                                        ".syncthing.a.md.tmp",
                                        "~syncthing~a.md.tmp",
                                        ".goutputstream-ABCDEF",
                                        "a.mdx",
                                        "a.md.part",
                                        "a.docx",
                                        "",
                                        "~syncthing~a.md" };

  for (guint i = 0; i < G_N_ELEMENTS (articles); i++)
    g_assert_true (bs_article_name_is_article (articles[i]));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (bs_article_name_is_article (others[i]));
}

static void
test_order_of_problems (void)
{
  g_autoptr (BsArticle) article =
      article_read_text ("---\ntitle: 'a\n  b'\ndate: never\nn: 1\nn: 2\n---\nText \x92 text, and more of it\n");
  guint line = 0;

  g_assert_cmpuint (article->problems->len, ==, 4);
  for (guint i = 0; i < article->problems->len; i++)
    {
      const BsProblem *problem = g_ptr_array_index (article->problems, i);

      g_assert_cmpuint (problem->line, >=, line);
      line = problem->line;
    }
}

static void
test_shared (void)
{
  g_autoptr (BsArticle) article = article_read_text ("---\ntitle: T\n---\n");
  g_autoptr (BsArticle) again = bs_article_ref (article);
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, BS_TYPE_ARTICLE);
  g_value_set_boxed (&value, article);
  g_assert_true (g_value_get_boxed (&value) == again);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/broadsheet/article-file/empty-file", test_empty_file);
  g_test_add_func ("/broadsheet/article-file/unreadable", test_unreadable);
  g_test_add_func ("/broadsheet/article-file/too-large", test_too_large);
  g_test_add_func ("/broadsheet/article-file/encodings", test_encodings);
  g_test_add_func ("/broadsheet/article-file/conflicts", test_conflicts);
  g_test_add_func ("/broadsheet/article-file/conflicted-copies", test_conflicted_copies);
  g_test_add_func ("/broadsheet/article-file/names", test_names);
  g_test_add_func ("/broadsheet/article-file/order-of-problems", test_order_of_problems);
  g_test_add_func ("/broadsheet/article-file/shared", test_shared);

  return g_test_run ();
}
