/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/folder/picture.h"

#include "scratch.h"

static void
check (BsSite *site, const char *article, const char *link, BsPictureKind kind, const char *expected)
{
  g_autofree char *resolved = NULL;

  g_assert_cmpint (bs_picture_resolve (site, article, link, &resolved), ==, kind);
  g_assert_cmpstr (resolved, ==, expected);
}

static void
test_none (Scratch *scratch, gconstpointer data)
{
  static const char *const links[] = { "",
                                       "  ",
                                       "false",
                                       "#ff8800",
                                       "#/a.png",
                                       "rgb(1, 2, 3)",
                                       "transparent",
                                       "data:image/png;base64,AAAA",
                                       "javascript:alert(1)",
                                       "file:///etc/passwd",
                                       "C:\\pictures\\a.png",
                                       "about:blank",
                                       "linear-gradient(red, blue)" };
  g_autoptr (BsSite) site = bs_site_detect (scratch->path);

  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    check (site, "a.md", links[i], BS_PICTURE_NONE, NULL);
}

static void
test_remote (Scratch *scratch, gconstpointer data)
{
  g_autoptr (BsSite) site = bs_site_detect (scratch->path);

  check (site, "a.md", "https://example.org/a.png", BS_PICTURE_REMOTE, "https://example.org/a.png");
  check (site, "a.md", " HTTP://example.org/a.png ", BS_PICTURE_REMOTE, "http://example.org/a.png");
  check (site, "a.md", "//example.org/a.png", BS_PICTURE_REMOTE, "https://example.org/a.png");
  check (site, "a.md", "/\t/example.org/a.png", BS_PICTURE_REMOTE, "https://example.org/a.png");
  check (site, "a.md", "\\\\example.org\\a.png", BS_PICTURE_REMOTE, "https://example.org/a.png");
}

static void
test_local (Scratch *scratch, gconstpointer data)
{
  g_autoptr (BsSite) site = NULL;

  scratch_write (scratch, "c/beside.png", "x");
  scratch_write (scratch, "c/post/asset.png", "x");
  scratch_write (scratch, "images/root.png", "x");
  scratch_write (scratch, "a picture.png", "x");
  scratch_write (scratch, "literal%20.png", "x");
  scratch_write (scratch, "图.png", "x");
  site = bs_site_detect (scratch->path);

  check (site, "c/post.md", "beside.png", BS_PICTURE_LOCAL, "c/beside.png");
  check (site, "c/post.md", "./beside.png", BS_PICTURE_LOCAL, "c/beside.png");
  check (site, "c/post.md", "asset.png", BS_PICTURE_LOCAL, "c/post/asset.png");
  check (site, "c/post.md", "../images/root.png", BS_PICTURE_LOCAL, "images/root.png");
  check (site, "c/post.md", "/images/root.png", BS_PICTURE_LOCAL, "images/root.png");
  check (site, "c/post.md", "/a%20picture.png", BS_PICTURE_LOCAL, "a picture.png");
  check (site, "c/post.md", "/literal%20.png", BS_PICTURE_LOCAL, "literal%20.png");
  check (site, "c/post.md", "/%E5%9B%BE.png?v=2#x", BS_PICTURE_LOCAL, "图.png");
  check (site, "c/post.md", "nothing.png", BS_PICTURE_MISSING, NULL);
  check (site, "c/post.md", "/c", BS_PICTURE_MISSING, NULL);
}

/* A name that other systems treat as the same is found if it is unique. */
static void
test_alike (Scratch *scratch, gconstpointer data)
{
  g_autoptr (BsSite) site = NULL;

  scratch_write (scratch, "Assets/Upper.PNG", "x");
  scratch_write (scratch, "c/cafe\u0301 au lait.png", "x");
  scratch_write (scratch, "c/two.png", "x");
  scratch_write (scratch, "c/TWO.PNG", "x");
  scratch_write (scratch, "c/exact.png", "x");
  scratch_write (scratch, "c/EXACT.png", "x");
  site = bs_site_detect (scratch->path);

  check (site, "c/post.md", "..\\assets\\upper.png", BS_PICTURE_LOCAL, "Assets/Upper.PNG");
  check (site, "c/post.md", "/ASSETS/upper.png?v=1", BS_PICTURE_LOCAL, "Assets/Upper.PNG");
  check (site, "c/post.md", "caf\u00e9 au lait.png", BS_PICTURE_LOCAL, "c/cafe\u0301 au lait.png");
  check (site, "c/post.md", "Caf%C3%A9%20au%20lait.png", BS_PICTURE_LOCAL, "c/cafe\u0301 au lait.png");
  check (site, "c/post.md", "exact.png", BS_PICTURE_LOCAL, "c/exact.png");
  check (site, "c/post.md", "Two.png", BS_PICTURE_MISSING, NULL);
  scratch_write (scratch, "attachments/far.png", "x");
  scratch_write (scratch, "c/images/twice.png", "x");
  scratch_write (scratch, "attachments/twice.png", "x");
  check (site, "c/d/post.md", "far.png", BS_PICTURE_LOCAL, "attachments/far.png");
  check (site, "c/d/post.md", "twice.png", BS_PICTURE_MISSING, NULL);
  check (site, "c/post.md", "..\\..\\etc\\passwd", BS_PICTURE_MISSING, NULL);
}

static void
test_sites (Scratch *scratch, gconstpointer data)
{
  g_autoptr (BsSite) hexo = NULL;
  g_autoptr (BsSite) hugo = NULL;

  scratch_write (scratch, "_config.yml", "title: x\n");
  scratch_write (scratch, "source/_posts/a.md", "A");
  scratch_write (scratch, "source/images/a.png", "x");
  hexo = bs_site_detect (scratch->path);
  check (hexo, "source/_posts/a.md", "/images/a.png", BS_PICTURE_LOCAL, "source/images/a.png");

  scratch_delete (scratch, "_config.yml");
  scratch_write (scratch, "hugo.toml", "title = 'x'\n");
  scratch_write (scratch, "content/post/index.md", "A");
  scratch_write (scratch, "content/post/cover.jpg", "x");
  scratch_write (scratch, "static/images/b.png", "x");
  hugo = bs_site_detect (scratch->path);
  check (hugo, "content/post/index.md", "cover.jpg", BS_PICTURE_LOCAL, "content/post/cover.jpg");
  check (hugo, "content/post/index.md", "/images/b.png", BS_PICTURE_LOCAL, "static/images/b.png");
}

static void
test_outside (Scratch *scratch, gconstpointer data)
{
  g_autofree char *root = scratch_get (scratch, "library");
  g_autofree char *link = scratch_get (scratch, "library/link.png");
  g_autofree char *folder = scratch_get (scratch, "library/out");
  g_autofree char *absolute = scratch_get (scratch, "secret.png");
  g_autoptr (BsSite) site = NULL;

  scratch_write (scratch, "secret.png", "x");
  scratch_write (scratch, "library/c/a.md", "A");
  g_assert_cmpint (symlink ("../secret.png", link), ==, 0);
  g_assert_cmpint (symlink ("..", folder), ==, 0);
  site = bs_site_detect (root);

  check (site, "c/a.md", "../../secret.png", BS_PICTURE_MISSING, NULL);
  check (site, "c/a.md", "/../secret.png", BS_PICTURE_MISSING, NULL);
  check (site, "c/a.md", "%2e%2e/%2e%2e/secret.png", BS_PICTURE_MISSING, NULL);
  check (site, "c/a.md", "/link.png", BS_PICTURE_MISSING, NULL);
  check (site, "c/a.md", "/out/secret.png", BS_PICTURE_MISSING, NULL);
  check (site, "c/a.md", absolute, BS_PICTURE_MISSING, NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/broadsheet/picture/" name, Scratch, NULL, scratch_set_up, func, scratch_tear_down)
  ADD ("none", test_none);
  ADD ("remote", test_remote);
  ADD ("local", test_local);
  ADD ("alike", test_alike);
  ADD ("sites", test_sites);
  ADD ("outside", test_outside);
  return g_test_run ();
}
