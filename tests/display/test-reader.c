/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "reader-fixture.h"
#include "reader/post-finder.h"

#define HEAD_KEYS "title: An article\ncategories: [News, Local]\n"
#define HEAD "---\n" HEAD_KEYS "---\n"

static char *
make_long_article (guint from, guint to, const char *first)
{
  g_autoptr (GString) text = g_string_new (HEAD);

  g_string_append_printf (text, "<p id=\"first\">%s</p>\n", first);
  for (guint i = from; i < to; i++)
    g_string_append_printf (text, "<p>This is paragraph number %u.</p>\n", i);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_empty (ReaderFixture *fixture, gconstpointer data)
{
  reader_fixture_open_library (fixture);

  g_assert_cmpint (bs_reader_get_state (fixture->reader), ==, BS_READER_EMPTY);
  g_assert_null (bs_reader_get_path (fixture->reader));
  g_assert_null (bs_reader_get_document (fixture->reader));
}

static void
test_shown (ReaderFixture *fixture, gconstpointer data)
{
  reader_fixture_write (fixture, "one.md", HEAD "<p id=\"text\">工信部 says hello</p>\n");
  reader_fixture_open_library (fixture);
  reader_fixture_show (fixture, "one.md");

  reader_fixture_assert_says (fixture, "String (document.body?.textContent.includes ('工信部 says hello'))", "true");
  g_assert_nonnull (bs_reader_get_document (fixture->reader));
  g_assert_null (bs_reader_get_message (fixture->reader));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (reader_fixture_get_web_view (fixture->reader)),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "An article");

  bs_reader_set_path (fixture->reader, NULL);
  g_assert_cmpint (bs_reader_get_state (fixture->reader), ==, BS_READER_EMPTY);
  g_assert_null (bs_reader_get_document (fixture->reader));
  wait_until (reader_fixture_says (fixture, "document.body?.textContent", ""));
}

static void
test_strange_names (ReaderFixture *fixture, gconstpointer data)
{
  static const char *const names[] = {
    " .md", "a b/100% #1?.md", "金融/新浪 财经.md", "a'b\"c&d;e=f+g@h!i*(j).md", "%2e%2e.md", "back\\slash^`{|}~.md",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *text = g_strdup_printf (HEAD "<p>Number %" G_GSIZE_FORMAT "</p>\n", i);

      reader_fixture_write (fixture, names[i], text);
    }
  reader_fixture_open_library (fixture);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *script =
          g_strdup_printf ("String (document.body?.textContent.includes ('Number %" G_GSIZE_FORMAT "'))", i);

      reader_fixture_show (fixture, names[i]);
      reader_fixture_assert_says (fixture, script, "true");
    }
}

static void
test_last_one_wins (ReaderFixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.md", i);
      g_autofree char *text = g_strdup_printf (HEAD "<p>Number %u.</p>\n", i);

      reader_fixture_write (fixture, name, text);
    }
  reader_fixture_open_library (fixture);

  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.md", i);

      bs_reader_set_path (fixture->reader, name);
      if (i % 3 == 0)
        g_main_context_iteration (NULL, FALSE);
    }
  wait_until (bs_reader_get_state (fixture->reader) == BS_READER_SHOWN);

  reader_fixture_assert_says (fixture, "String (document.body?.textContent.includes ('Number 19.'))", "true");
}

/* Whatever the state of an article when it is left, the next one is shown. */
static void
test_left_early (ReaderFixture *fixture, gconstpointer data)
{
  reader_fixture_write (fixture, "left.md", HEAD "<p>Left.</p>\n");
  reader_fixture_write (fixture, "next.md", HEAD "<p>Next.</p>\n");
  reader_fixture_open_library (fixture);
  reader_fixture_show (fixture, "next.md");
  for (guint i = 0; i < 60; i++)
    {
      bs_reader_set_path (fixture->reader, "left.md");
      reader_fixture_pass_time (i);
      reader_fixture_show (fixture, "next.md");
      reader_fixture_assert_says (fixture, "String (document.body?.textContent.includes ('Next.'))", "true");
    }
}

static void
test_missing (ReaderFixture *fixture, gconstpointer data)
{
  reader_fixture_open_library (fixture);
  bs_reader_set_path (fixture->reader, "nowhere.md");
  wait_until (bs_reader_get_state (fixture->reader) == BS_READER_FAILED);

  g_assert_nonnull (bs_reader_get_message (fixture->reader));
  g_assert_cmpstr (bs_reader_get_message (fixture->reader), !=, "");

  reader_fixture_write (fixture, "nowhere.md", HEAD "<p>Here after all</p>\n");
  bs_reader_retry (fixture->reader);
  wait_until (bs_reader_get_state (fixture->reader) == BS_READER_SHOWN);
  g_assert_null (bs_reader_get_message (fixture->reader));
}

static void
test_rewritten (ReaderFixture *fixture, gconstpointer data)
{
  g_autofree char *before = make_long_article (100, 200, "Before");
  g_autofree char *after = make_long_article (80, 220, "After<br>it<br>was<br>rewritten");
  static const char top[] = "(() => { for (const p of document.querySelectorAll ('p'))"
                            " if (p.getBoundingClientRect ().bottom > 0) return p.textContent + ' ' +"
                            " (Math.abs (p.getBoundingClientRect ().top + 7) < 2 ? 'as it was' : 'moved'); })()";
  g_autofree char *where = NULL;

  reader_fixture_write (fixture, "long.md", before);
  reader_fixture_open_library (fixture);
  reader_fixture_show (fixture, "long.md");
  reader_fixture_assert_says (
      fixture,
      "(() => { const p = [...document.querySelectorAll ('p')].find (x => x.textContent.includes (' 150.'));"
      " window.scrollBy ({ top: p.getBoundingClientRect ().top + 7, behavior: 'instant' });"
      " return String (window.scrollY > 0); })()",
      "true");
  where = reader_fixture_evaluate (fixture, top);
  g_assert_cmpstr (where, ==, "This is paragraph number 150. as it was");

  reader_fixture_write (fixture, "long.md", after);
  wait_until (
      reader_fixture_says (fixture, "document.getElementById ('bs-first')?.textContent", "Afteritwasrewritten"));
  wait_until (reader_fixture_says (fixture, top, where));
  g_assert_cmpint (bs_reader_get_state (fixture->reader), ==, BS_READER_SHOWN);
}

/* A change that the page does not show leaves the page alone. */
static void
test_same_page (ReaderFixture *fixture, gconstpointer data)
{
  BsDocument *before;

  reader_fixture_write (fixture, "one.md", HEAD "<p>The same</p>\n");
  reader_fixture_open_library (fixture);
  reader_fixture_show (fixture, "one.md");
  before = bs_reader_get_document (fixture->reader);
  reader_fixture_assert_says (fixture, "document.body.dataset.kept = 'yes'", "yes");

  reader_fixture_write (fixture, "one.md", "---\nlayout: post\n" HEAD_KEYS "---\n<p>The same</p>\n");
  wait_until (bs_reader_get_document (fixture->reader) != before);
  reader_fixture_pass_time (500);

  reader_fixture_assert_says (fixture, "document.body.dataset.kept", "yes");
  g_assert_cmpuint (fixture->n_shown, ==, 1);
}

static void
test_moved_and_removed (ReaderFixture *fixture, gconstpointer data)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  reader_fixture_write (fixture, "one.md", HEAD "<p>Still here</p>\n");
  reader_fixture_open_library (fixture);
  reader_fixture_show (fixture, "one.md");

  from = g_build_filename (fixture->root, "one.md", NULL);
  to = g_build_filename (fixture->root, "two.md", NULL);
  g_assert_cmpint (g_rename (from, to), ==, 0);
  wait_until (g_strcmp0 (bs_reader_get_path (fixture->reader), "two.md") == 0);
  g_assert_false (bs_reader_get_removed (fixture->reader));

  g_assert_cmpint (g_unlink (to), ==, 0);
  wait_until (bs_reader_get_removed (fixture->reader));
  g_assert_cmpint (bs_reader_get_state (fixture->reader), ==, BS_READER_SHOWN);
  reader_fixture_assert_says (fixture, "String (document.body?.textContent.includes ('Still here'))", "true");

  reader_fixture_write (fixture, "two.md", HEAD "<p>Back again</p>\n");
  wait_until (!bs_reader_get_removed (fixture->reader));
  wait_until (reader_fixture_says (fixture, "String (document.body?.textContent.includes ('Back again'))", "true"));
}

static void
test_terminated (ReaderFixture *fixture, gconstpointer data)
{
  guint before;

  reader_fixture_write (fixture, "one.md", HEAD "<p>Hello</p>\n");
  reader_fixture_write (fixture, "two.md", HEAD "<p>Hello again</p>\n");
  reader_fixture_open_library (fixture);
  reader_fixture_show (fixture, "one.md");

  webkit_web_view_terminate_web_process (reader_fixture_get_web_view (fixture->reader));
  wait_until (bs_reader_get_state (fixture->reader) == BS_READER_FAILED);
  g_assert_nonnull (bs_reader_get_message (fixture->reader));

  before = fixture->n_shown;
  bs_reader_retry (fixture->reader);
  wait_until (fixture->n_shown > before);
  g_assert_cmpint (bs_reader_get_state (fixture->reader), ==, BS_READER_SHOWN);
  reader_fixture_assert_says (fixture, "String (document.body?.textContent.includes ('Hello'))", "true");

  webkit_web_view_terminate_web_process (reader_fixture_get_web_view (fixture->reader));
  wait_until (bs_reader_get_state (fixture->reader) == BS_READER_FAILED);
  reader_fixture_show (fixture, "two.md");
  reader_fixture_assert_says (fixture, "String (document.body?.textContent.includes ('Hello again'))", "true");
}

/* A thread in real time may be the end of the program: the kernel ends a process whose thread takes too long. */
static void
test_real_time (ReaderFixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) threads = NULL;
  const char *name;
  struct rlimit limit;

  reader_fixture_write (fixture, "one.md", HEAD "<p>Hello</p>\n");
  reader_fixture_open_library (fixture);
  reader_fixture_show (fixture, "one.md");

  threads = g_dir_open ("/proc/self/task", 0, NULL);
  while (geteuid () == 0 && (name = g_dir_read_name (threads)) != NULL)
    {
      int policy = sched_getscheduler (atoi (name)) & ~SCHED_RESET_ON_FORK;

      g_assert_cmpint (policy, !=, SCHED_RR);
      g_assert_cmpint (policy, !=, SCHED_FIFO);
    }
  g_assert_cmpint (getrlimit (RLIMIT_RTTIME, &limit), ==, 0);
  g_assert_cmpuint (limit.rlim_max, <=, 200000);
  if (limit.rlim_max > 0)
    g_assert_cmpuint (limit.rlim_cur, <, limit.rlim_max);
}

typedef struct
{
  char *category;
  char *article;
  char *link;
} Opened;

static void
open_category_cb (BsReader *reader, const char *const *path, gpointer user_data)
{
  Opened *opened = user_data;

  g_free (opened->category);
  opened->category = g_strjoinv (" > ", (char **) path);
}

static void
open_article_cb (BsReader *reader, const char *path, gpointer user_data)
{
  Opened *opened = user_data;

  g_free (opened->article);
  opened->article = g_strdup (path);
}

static gboolean
open_link_cb (BsReader *reader, const char *link, gpointer user_data)
{
  Opened *opened = user_data;

  g_free (opened->link);
  opened->link = g_strdup (link);
  return TRUE;
}

static void
link_failed_cb (BsReader *reader, const char *link, const char *message, gpointer user_data)
{
  Opened *opened = user_data;

  g_assert_cmpstr (message, !=, "");
  g_free (opened->link);
  opened->link = g_strdup (link);
}

static void
test_links (ReaderFixture *fixture, gconstpointer data)
{
  Opened opened = { NULL, NULL, NULL };
  g_autofree char *text = make_long_article (0, 200, "Top");

  reader_fixture_write (fixture, "folder/one.md", text);
  reader_fixture_open_library (fixture);
  reader_fixture_show (fixture, "folder/one.md");
  g_signal_connect (bs_reader_get_links (fixture->reader), "open-category", G_CALLBACK (open_category_cb), &opened);
  g_signal_connect (bs_reader_get_links (fixture->reader), "open-article", G_CALLBACK (open_article_cb), &opened);
  g_signal_connect (bs_reader_get_links (fixture->reader), "open-link", G_CALLBACK (open_link_cb), &opened);

  reader_fixture_follow_action (fixture, "category", "%E9%87%91%E8%9E%8D/A%2FB");
  wait_until (opened.category != NULL);
  g_assert_cmpstr (opened.category, ==, "金融 > A/B");

  reader_fixture_follow (fixture, "broadsheet://article/folder/%E9%87%91%20two.md#x");
  wait_until (opened.article != NULL);
  g_assert_cmpstr (opened.article, ==, "folder/金 two.md");

  reader_fixture_follow (fixture, "https://example.com/a?b#c");
  wait_until (opened.link != NULL);
  g_assert_cmpstr (opened.link, ==, "https://example.com/a?b#c");

  g_clear_pointer (&opened.link, g_free);
  reader_fixture_follow (fixture, "mailto:a@example.com?attach=/etc/passwd&subject=Hi&cc=b@example.com");
  wait_until (opened.link != NULL);
  g_assert_cmpstr (opened.link, ==, "mailto:a@example.com?subject=Hi");

  g_clear_pointer (&opened.link, g_free);
  g_clear_pointer (&opened.article, g_free);
  g_clear_pointer (&opened.category, g_free);
  reader_fixture_follow (fixture, "file:///etc/passwd");
  reader_fixture_follow (fixture, "javascript:document.title=1");
  reader_fixture_follow (fixture, "data:text/html,hello");
  reader_fixture_follow (fixture, "broadsheet://picture/a.png");
  reader_fixture_follow (fixture, "ftp://example.com/");
  reader_fixture_follow (fixture, "about:blank");

  /* A position in the page is scrolled to, and nothing is opened. */
  reader_fixture_assert_says (fixture, "window.scrollTo (0, 2000); String (window.scrollY > 0)", "true");
  reader_fixture_follow (fixture, "#bs-first");
  wait_until (reader_fixture_says (
      fixture, "String (document.getElementById ('bs-first')?.getBoundingClientRect ().top < 1)", "true"));
  reader_fixture_assert_says (fixture, "window.scrollTo (0, 2000); String (window.scrollY > 1500)", "true");
  reader_fixture_follow (fixture, "broadsheet://article/folder/one.md#first");
  wait_until (reader_fixture_says (fixture, "String (window.scrollY < 1500)", "true"));

  g_assert_null (opened.link);
  g_assert_null (opened.article);
  g_assert_null (opened.category);
  g_assert_cmpint (bs_reader_get_state (fixture->reader), ==, BS_READER_SHOWN);
  reader_fixture_assert_says (fixture, "String (document.body?.textContent.includes ('paragraph number 150.'))",
                              "true");
}

/* A site's own links contain only the name of a post. */
static void
test_post_links (ReaderFixture *fixture, gconstpointer data)
{
  Opened opened = { NULL, NULL, NULL };

  reader_fixture_write (fixture, "_posts/2017-2-5-first.md", HEAD "<p>First</p>\n");
  reader_fixture_write (fixture, "_posts/second.md", HEAD "<p>Second</p>\n");
  reader_fixture_write (fixture, "other/third.markdown", HEAD "<p>Third</p>\n");
  reader_fixture_open_library (fixture);
  reader_fixture_show (fixture, "_posts/second.md");
  g_signal_connect (bs_reader_get_links (fixture->reader), "open-article", G_CALLBACK (open_article_cb), &opened);
  g_signal_connect (bs_reader_get_links (fixture->reader), "link-failed", G_CALLBACK (link_failed_cb), &opened);

  reader_fixture_follow (fixture, "broadsheet://article/?post=first");
  wait_until (opened.article != NULL);
  g_assert_cmpstr (opened.article, ==, "_posts/2017-2-5-first.md");

  g_clear_pointer (&opened.article, g_free);
  reader_fixture_follow (fixture, "broadsheet://article/?post=other/third");
  wait_until (opened.article != NULL);
  g_assert_cmpstr (opened.article, ==, "other/third.markdown");

  g_clear_pointer (&opened.article, g_free);
  reader_fixture_follow (fixture, "broadsheet://article/?post=none");
  wait_until (opened.link != NULL);
  g_assert_null (opened.article);
  g_free (opened.link);
}

static void
test_is_post (void)
{
  g_assert_true (bs_post_finder_is_post ("a/b/name.md", "name"));
  g_assert_true (bs_post_finder_is_post ("a/b/name.md", "name.md"));
  g_assert_true (bs_post_finder_is_post ("a/b/name.md", "b/name"));
  g_assert_true (bs_post_finder_is_post ("a/b/name.md", "/a/b/name.html"));
  g_assert_true (bs_post_finder_is_post ("2017-02-05-name.md", "name"));
  g_assert_true (bs_post_finder_is_post ("2017-02-05-name.md", "2017-02-05-name"));
  g_assert_true (bs_post_finder_is_post ("v1.5.md", "v1.5"));
  g_assert_false (bs_post_finder_is_post ("a/b/name.md", "other/name"));
  g_assert_false (bs_post_finder_is_post ("ab/name.md", "b/name"));
  g_assert_false (bs_post_finder_is_post ("a/names.md", "name"));
  g_assert_false (bs_post_finder_is_post ("a/name.md", ""));
  g_assert_false (bs_post_finder_is_post ("a/name.md", "a/"));
  g_assert_false (bs_post_finder_is_post ("name.md", "very/long/way/to/name"));
}

typedef struct
{
  gboolean done;
  gboolean moved;
} Paged;

static void
paged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  Paged *paged = user_data;

  paged->moved = bs_page_place_turn_finish (BS_PAGE_PLACE (source), result, &error);
  g_assert_no_error (error);
  paged->done = TRUE;
}

static gboolean
page (ReaderFixture *fixture, int direction)
{
  Paged paged = { FALSE, FALSE };

  bs_page_place_turn (bs_page_view_get_place (bs_reader_get_view (fixture->reader)), direction, paged_cb, &paged);
  wait_until (paged.done);

  return paged.moved;
}

static void
test_paging (ReaderFixture *fixture, gconstpointer data)
{
  g_autofree char *text = make_long_article (0, 200, "Top");
  guint n_pages = 0;

  reader_fixture_write (fixture, "long.md", text);
  reader_fixture_write (fixture, "short.md", HEAD "<p>Short</p>\n");
  reader_fixture_open_library (fixture);
  g_assert_false (page (fixture, 1));
  reader_fixture_show (fixture, "short.md");
  g_assert_false (page (fixture, 1));
  reader_fixture_show (fixture, "long.md");

  g_assert_false (page (fixture, -1));
  g_assert_true (page (fixture, 1));
  reader_fixture_assert_says (
      fixture, "String (window.scrollY > window.innerHeight / 2 && window.scrollY < window.innerHeight)", "true");
  while (page (fixture, 1))
    g_assert_cmpuint (++n_pages, <, 100);
  reader_fixture_assert_says (
      fixture, "String (Math.abs (window.scrollY + window.innerHeight - document.scrollingElement.scrollHeight) < 2)",
      "true");
  g_assert_true (page (fixture, -1));
}

static void
test_picture (ReaderFixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->root, "金 融", NULL);

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  reader_fixture_write_picture (folder, "100%.png");
  reader_fixture_write (fixture, "金 融/one.md", HEAD "<p>Hello <img src=\"100%25.png\"></p>\n");
  reader_fixture_open_library (fixture);
  reader_fixture_show (fixture, "金 融/one.md");

  wait_until (reader_fixture_says (fixture, "String (document.querySelector ('img').naturalWidth)", "30"));
}

/* Scrolls to the sixtieth paragraph, and returns whether it stayed in place while pictures loaded. */
static gboolean
settles_at_sixty (ReaderFixture *fixture, const char *top)
{
  g_autofree char *nothing = reader_fixture_evaluate (
      fixture, "(() => { const p = [...document.querySelectorAll ('p')].find (x => x.textContent.includes (' 60.'));"
               " window.scrollBy ({ top: p.getBoundingClientRect ().top - 11, behavior: 'instant' }); return ''; })()");

  reader_fixture_pass_time (400);
  return reader_fixture_says (fixture, top, "true");
}

/* Pictures above the text load late, and must not move it. */
static void
test_rewritten_with_pictures (ReaderFixture *fixture, gconstpointer data)
{
  static const char top[] = "(() => { const p = [...document.querySelectorAll ('p')].find (x => x.textContent.includes "
                            "(' 60.')); return String (Math.abs (p.getBoundingClientRect ().top - 11) < 2); })()";
  g_autoptr (GString) text = g_string_new (HEAD);

  reader_fixture_write_picture (fixture->root, "tall.png");
  for (guint i = 0; i < 120; i++)
    g_string_append_printf (text, "<p>Paragraph %u.</p><p><img src=\"tall.png\" width=\"%u\"></p>\n", i, 100 + i);
  reader_fixture_write (fixture, "long.md", text->str);
  reader_fixture_open_library (fixture);
  reader_fixture_show (fixture, "long.md");
  wait_until (settles_at_sixty (fixture, top));

  g_string_append (text, "<p>One more paragraph.</p>\n");
  reader_fixture_write (fixture, "long.md", text->str);
  wait_until (
      reader_fixture_says (fixture, "String (document.body?.textContent.includes ('One more paragraph.'))", "true"));
  wait_until (fixture->n_shown == 2);
  wait_until (reader_fixture_says (fixture, top, "true"));
  reader_fixture_pass_time (500);
  reader_fixture_assert_says (fixture, top, "true");
}

static void
test_zoom (ReaderFixture *fixture, gconstpointer data)
{
  reader_fixture_write (fixture, "one.md", HEAD "<p>Hello</p>\n");
  reader_fixture_open_library (fixture);
  bs_reader_set_zoom (fixture->reader, 1.5);
  reader_fixture_show (fixture, "one.md");
  g_assert_cmpfloat (bs_reader_get_zoom (fixture->reader), ==, 1.5);

  bs_reader_set_zoom (fixture->reader, 100);
  g_assert_cmpfloat (bs_reader_get_zoom (fixture->reader), ==, 5.0);
}

static void
test_no_filter (ReaderFixture *fixture, gconstpointer data)
{
  g_autofree char *cache = g_build_filename (g_get_user_cache_dir (), "broadsheet", NULL);
  g_autofree char *filter = g_build_filename (cache, "filter", NULL);
  g_autofree char *aside = g_strconcat (filter, "-aside", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (BsReader) reader = NULL;

  /* There is a file in place of the filter's folder. */
  reader_fixture_write (fixture, "one.md", HEAD "<p>Hello</p>\n");
  reader_fixture_open_library (fixture);
  g_mkdir_with_parents (cache, 0700);
  g_rename (filter, aside);
  g_file_set_contents (filter, "", 0, &error);
  g_assert_no_error (error);

  reader = g_object_ref_sink (BS_READER (bs_reader_new ()));
  bs_reader_set_library (reader, fixture->library);
  bs_reader_set_path (reader, "one.md");
  wait_until (bs_reader_get_state (reader) == BS_READER_FAILED);
  g_assert_nonnull (bs_reader_get_message (reader));
  g_assert_cmpstr (webkit_web_view_get_uri (reader_fixture_get_web_view (reader)), ==, NULL);

  g_unlink (filter);
  g_rename (aside, filter);
  bs_reader_retry (reader);
  wait_until (bs_reader_get_state (reader) == BS_READER_SHOWN);
}

#define add(path, function)                                                                                            \
  g_test_add ("/broadsheet/reader/" path, ReaderFixture, NULL, reader_fixture_set_up, function,                        \
              reader_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();

  add ("empty", test_empty);
  add ("shown", test_shown);
  add ("strange-names", test_strange_names);
  add ("last-one-wins", test_last_one_wins);
  add ("left-early", test_left_early);
  add ("missing", test_missing);
  add ("rewritten", test_rewritten);
  add ("same-page", test_same_page);
  add ("moved-and-removed", test_moved_and_removed);
  add ("terminated", test_terminated);
  add ("real-time", test_real_time);
  add ("links", test_links);
  add ("post-links", test_post_links);
  g_test_add_func ("/broadsheet/reader/is-post", test_is_post);
  add ("paging", test_paging);
  add ("picture", test_picture);
  add ("rewritten-with-pictures", test_rewritten_with_pictures);
  add ("zoom", test_zoom);
  add ("no-filter", test_no_filter);

  return g_test_run ();
}
