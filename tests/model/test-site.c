/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "model/library/folder/site.h"

#include "scratch.h"

static void
test_plain (Scratch *scratch, gconstpointer data)
{
  g_autoptr (BsSite) site = NULL;

  scratch_write (scratch, "a.md", "A");
  scratch_write (scratch, "_config.yml", "title: not a site without its folders\n");
  site = bs_site_detect (scratch->path);
  g_assert_false (site->is_site);
  g_assert_cmpint (site->kind, ==, BS_SITE_NONE);
  g_assert_cmpstr (site->root, ==, scratch->path);
  g_assert_null (site->timezone);
  g_assert_nonnull (site->zone);
  g_assert_true (bs_site_contains (site, "a.md"));
  g_assert_true (bs_site_contains (site, "public/a.md"));
  g_assert_true (bs_site_folder_may_contain (site, "themes"));
}

static void
test_hexo (Scratch *scratch, gconstpointer data)
{
  g_autoptr (BsSite) site = NULL;

  scratch_make_folder (scratch, "source/_posts");
  scratch_write (scratch, "_config.yml", "title: Blog\ntimezone: 'America/New_York'\n");
  site = bs_site_detect (scratch->path);
  g_assert_true (site->is_site);
  g_assert_cmpint (site->kind, ==, BS_SITE_HEXO);
  g_assert_cmpstr (site->timezone, ==, "America/New_York");
  g_assert_cmpstr (g_time_zone_get_identifier (site->zone), ==, "America/New_York");
  g_assert_true (bs_site_contains (site, "source/_posts/a.md"));
  g_assert_true (bs_site_contains (site, "source/_posts/deep/er/a.md"));
  g_assert_true (bs_site_contains (site, "source/_drafts/a.md"));
  g_assert_false (bs_site_contains (site, "source/about/index.md"));
  g_assert_false (bs_site_contains (site, "source/_postscript/a.md"));
  g_assert_false (bs_site_contains (site, "README.md"));
  g_assert_true (bs_site_folder_may_contain (site, ""));
  g_assert_true (bs_site_folder_may_contain (site, "source"));
  g_assert_true (bs_site_folder_may_contain (site, "source/_posts/x"));
  g_assert_false (bs_site_folder_may_contain (site, "themes"));
  g_assert_false (bs_site_folder_may_contain (site, "source/about"));
}

/* hexo-renderer-marked breaks lines unless configured otherwise. */
static void
test_breaks (Scratch *scratch, gconstpointer data)
{
  g_autoptr (BsSite) plain = bs_site_detect (scratch->path);
  g_autoptr (BsSite) hexo = NULL;
  g_autoptr (BsSite) without = NULL;

  scratch_make_folder (scratch, "source/_posts");
  scratch_write (scratch, "_config.yml", "title: Blog\nmarked:\n  gfm: true\n");
  hexo = bs_site_detect (scratch->path);
  scratch_write (scratch, "_config.yml", "title: Blog\nmarked:\n  breaks: false\n");
  without = bs_site_detect (scratch->path);

  g_assert_cmpint (bs_site_refine_body_kind (plain, BS_BODY_MARKDOWN), ==, BS_BODY_MARKDOWN);
  g_assert_cmpint (bs_site_refine_body_kind (hexo, BS_BODY_MARKDOWN), ==, BS_BODY_MARKDOWN_BREAKS);
  g_assert_cmpint (bs_site_refine_body_kind (hexo, BS_BODY_HTML), ==, BS_BODY_HTML);
  g_assert_cmpint (bs_site_refine_body_kind (without, BS_BODY_MARKDOWN), ==, BS_BODY_MARKDOWN);
  g_assert_false (bs_site_equal (hexo, without));
}

static void
test_jekyll (Scratch *scratch, gconstpointer data)
{
  g_autoptr (BsSite) site = NULL;

  scratch_make_folder (scratch, "_posts");
  scratch_write (scratch, "_config.yml", "timezone: Asia/Tokyo\ncollections:\n  recipes:\n    output: true\n");
  site = bs_site_detect (scratch->path);
  g_assert_true (site->is_site);
  g_assert_cmpint (site->kind, ==, BS_SITE_JEKYLL);
  g_assert_cmpstr (site->timezone, ==, "Asia/Tokyo");
  g_assert_true (bs_site_contains (site, "_posts/2020-01-01-a.md"));
  g_assert_true (bs_site_contains (site, "news/_posts/2020-01-01-a.md"));
  g_assert_true (bs_site_contains (site, "_drafts/a.md"));
  g_assert_true (bs_site_contains (site, "_recipes/soup.md"));
  g_assert_false (bs_site_contains (site, "_layouts/a.html"));
  g_assert_false (bs_site_contains (site, "_site/_posts/a.md"));
  g_assert_false (bs_site_contains (site, "about.md"));
  g_assert_false (bs_site_folder_may_contain (site, "_site"));
}

static void
test_hugo (Scratch *scratch, gconstpointer data)
{
  static const struct
  {
    const char *name;
    const char *text;
  } configurations[] = {
    { "hugo.toml", "title = 'x'\ntimeZone = 'Europe/Oslo'\n" },
    { "config.yaml", "title: x\ntimeZone: Europe/Oslo\n" },
    { "config/_default/hugo.toml", "timeZone = \"Europe/Oslo\"\n" },
  };

  scratch_make_folder (scratch, "content/posts");
  for (guint i = 0; i < G_N_ELEMENTS (configurations); i++)
    {
      g_autoptr (BsSite) site = NULL;

      scratch_write (scratch, configurations[i].name, configurations[i].text);
      site = bs_site_detect (scratch->path);
      g_assert_true (site->is_site);
      g_assert_cmpint (site->kind, ==, BS_SITE_HUGO);
      g_assert_cmpstr (site->timezone, ==, "Europe/Oslo");
      g_assert_true (bs_site_contains (site, "content/posts/a.md"));
      g_assert_false (bs_site_contains (site, "layouts/a.html"));
      g_assert_false (bs_site_contains (site, "a.md"));
      scratch_delete (scratch, configurations[i].name);
    }
}

static void
test_jekyll_anywhere (Scratch *scratch, gconstpointer data)
{
  g_autoptr (BsSite) site = NULL;

  scratch_make_folder (scratch, "en/news/_posts");
  scratch_make_folder (scratch, "source");
  scratch_write (scratch, "Gemfile", "gem \"jekyll\"\n");
  scratch_write (scratch, "_config.yml", "exclude: [old, '*/private/*']\ncollections: [notes]\n");
  site = bs_site_detect (scratch->path);
  g_assert_cmpint (site->kind, ==, BS_SITE_JEKYLL);
  g_assert_true (bs_site_contains (site, "en/news/_posts/2020-01-02-x.md"));
  g_assert_true (bs_site_contains (site, "_notes/a.md"));
  g_assert_false (bs_site_contains (site, "en/_notes/a.md"));
  g_assert_false (bs_site_contains (site, "old/_posts/2020-01-02-x.md"));
  g_assert_false (bs_site_contains (site, "en/private/_posts/2020-01-02-x.md"));
  g_assert_false (bs_site_contains (site, "vendor/bundle/gems/x/_posts/2020-01-02-x.md"));
  g_assert_false (bs_site_contains (site, "_includes/_posts/2020-01-02-x.md"));
  g_assert_false (bs_site_contains (site, "README.md"));
}

static void
test_hugo_content (Scratch *scratch, gconstpointer data)
{
  g_autoptr (BsSite) site = NULL;

  scratch_write (scratch, "hugo.toml",
                 "[languages.en]\ncontentDir = 'english'\n[languages.zh]\ncontentDir = 'content/zh'\n");
  scratch_write_article (scratch, "english/post.md", "A");
  scratch_write_article (scratch, "english/_index.md", "B");
  scratch_write_article (scratch, "english/bundle/index.zh.md", "C");
  scratch_write_article (scratch, "english/bundle/resource.md", "D");
  scratch_write_article (scratch, "english/bundle/deep/resource.md", "E");
  scratch_write_article (scratch, "content/zh/a.md", "F");
  scratch_write_article (scratch, "content/other.md", "G");
  site = bs_site_detect (scratch->path);
  g_assert_cmpint (site->kind, ==, BS_SITE_HUGO);
  g_assert_true (bs_site_contains (site, "english/post.md"));
  g_assert_true (bs_site_contains (site, "english/bundle/index.zh.md"));
  g_assert_true (bs_site_contains (site, "content/zh/a.md"));
  g_assert_false (bs_site_contains (site, "english/_index.md"));
  g_assert_false (bs_site_contains (site, "english/bundle/resource.md"));
  g_assert_false (bs_site_contains (site, "english/bundle/deep/resource.md"));
  g_assert_false (bs_site_contains (site, "content/other.md"));
  g_assert_false (bs_site_contains (site, "english/notes.txt"));
}

/* A folder of a site follows the site's rules, and its paths are relative to the site. */
static void
test_above (Scratch *scratch, gconstpointer data)
{
  g_autofree char *posts = scratch_get (scratch, "blog/_posts");
  g_autofree char *pages = scratch_get (scratch, "pages");
  static const char text[] = "---\ntitle: T\ncategories: a b\n---\n";
  g_autoptr (BsSite) site = NULL;
  g_autoptr (BsSite) plain = NULL;
  g_autoptr (BsArticle) article = NULL;
  g_autofree char *folder = NULL;

  scratch_write (scratch, "_config.yml", "timezone: Asia/Tokyo\n");
  scratch_write_article (scratch, "blog/_posts/2020-01-01-a.md", "A");
  scratch_write_article (scratch, "pages/a.md", "A");
  site = bs_site_detect (posts);
  g_assert_cmpint (site->kind, ==, BS_SITE_JEKYLL);
  g_assert_cmpstr (site->timezone, ==, "Asia/Tokyo");
  g_assert_cmpstr (site->root, ==, posts);
  g_assert_true (bs_site_contains (site, "2020-01-01-a.md"));
  article = bs_site_read_article (site, "2020-01-01-a.md", text, strlen (text));
  g_assert_cmpstr (article->path, ==, "2020-01-01-a.md");
  g_assert_cmpuint (article->categories->len, ==, 3);
  folder = bs_site_dup_new_folder (site);
  g_assert_cmpstr (folder, ==, "");

  plain = bs_site_detect (pages);
  g_assert_false (plain->is_site);
}

static void
test_several (Scratch *scratch, gconstpointer data)
{
  g_autoptr (BsSite) site = NULL;
  g_autoptr (BsSite) again = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  scratch_write (scratch, "one/_config.yml", "title: x\n");
  scratch_write_article (scratch, "one/source/_posts/a.md", "A");
  scratch_write (scratch, "deep/two/hugo.toml", "title = 'x'\ntimeZone = 'Asia/Tokyo'\n");
  scratch_write_article (scratch, "deep/two/content/a.md", "A");
  site = bs_site_detect (scratch->path);
  g_assert_false (site->is_site);
  g_assert_cmpint (bs_site_find (site, "one/source/_posts/a.md")->kind, ==, BS_SITE_HEXO);
  g_assert_cmpint (bs_site_find (site, "deep/two/content/a.md")->kind, ==, BS_SITE_HUGO);
  g_assert_cmpstr (bs_site_find (site, "deep/two/content/a.md")->timezone, ==, "Asia/Tokyo");
  g_assert_cmpint (bs_site_find (site, "deep/a.md")->kind, ==, BS_SITE_NONE);
  g_assert_true (bs_site_contains (site, "deep/a.md"));
  g_assert_false (bs_site_contains (site, "one/README.md"));
  g_assert_true (bs_site_contains (site, "deep/two/content/a.md"));
  g_assert_true (bs_site_is_configuration ("deep/two/hugo.toml"));

  before = bs_site_dup_signature (site);
  scratch_write (scratch, "deep/two/hugo.toml", "title = 'x'\n");
  again = bs_site_detect (scratch->path);
  after = bs_site_dup_signature (again);
  g_assert_cmpstr (before, !=, after);
  g_assert_false (bs_site_equal (site, again));
}

/* A single file that is opened on its own. */
static void
test_for_files (Scratch *scratch, gconstpointer data)
{
  const char *const names[] = { "a.md", NULL };
  g_autoptr (BsSite) site = bs_site_new_for_files (scratch->path, names);

  g_assert_true (bs_site_contains (site, "a.md"));
  g_assert_false (bs_site_contains (site, "b.md"));
  g_assert_false (bs_site_contains (site, "c/a.md"));
  g_assert_true (bs_site_folder_may_contain (site, ""));
  g_assert_false (bs_site_folder_may_contain (site, "c"));
}

static void
test_bad_configuration (Scratch *scratch, gconstpointer data)
{
  g_autoptr (BsSite) site = NULL;

  scratch_make_folder (scratch, "source");
  scratch_write (scratch, "_config.yml", "a: b: c\n\t- ]\ntimezone: [\n");
  site = bs_site_detect (scratch->path);
  g_assert_true (site->is_site);
  g_assert_null (site->timezone);
  g_assert_nonnull (site->zone);
  g_clear_pointer (&site, bs_site_unref);

  scratch_write (scratch, "_config.yml", "timezone: Nowhere/Land\nsource_dir: ../../etc\n");
  site = bs_site_detect (scratch->path);
  g_assert_true (site->is_site);
  g_assert_null (site->timezone);
  g_assert_true (bs_site_contains (site, "source/_posts/a.md"));
}

static void
test_for_file (Scratch *scratch, gconstpointer data)
{
  g_autoptr (BsSite) site = NULL;
  g_autoptr (BsSite) outside = NULL;
  g_autofree char *inside_path = scratch_get (scratch, "source/_posts/x/a.md");
  g_autofree char *outside_path = scratch_get (scratch, "notes/a.md");
  g_autofree char *outside_root = scratch_get (scratch, "notes");

  scratch_write (scratch, "_config.yml", "title: x\n");
  scratch_write (scratch, "source/_posts/x/a.md", "A");
  site = bs_site_detect_for_file (inside_path);
  g_assert_true (site->is_site);
  g_assert_cmpstr (site->root, ==, scratch->path);

  outside = bs_site_detect_for_file (outside_path);
  g_assert_false (outside->is_site);
  g_assert_cmpstr (outside->root, ==, outside_root);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/broadsheet/site/" name, Scratch, NULL, scratch_set_up, func, scratch_tear_down)
  ADD ("plain", test_plain);
  ADD ("hexo", test_hexo);
  ADD ("breaks", test_breaks);
  ADD ("jekyll", test_jekyll);
  ADD ("hugo", test_hugo);
  ADD ("jekyll-anywhere", test_jekyll_anywhere);
  ADD ("hugo-content", test_hugo_content);
  ADD ("above", test_above);
  ADD ("several", test_several);
  ADD ("for-files", test_for_files);
  ADD ("bad-configuration", test_bad_configuration);
  ADD ("for-file", test_for_file);
  return g_test_run ();
}
