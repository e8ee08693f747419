/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

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
  ADD ("jekyll", test_jekyll);
  ADD ("hugo", test_hugo);
  ADD ("bad-configuration", test_bad_configuration);
  ADD ("for-file", test_for_file);
  return g_test_run ();
}
