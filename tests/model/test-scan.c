/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "model/library/folder/content-hash.h"
#include "model/library/folder/document.h"
#include "model/library/folder/scan.h"

#include "scratch.h"

typedef struct
{
  GMutex mutex;
  GHashTable *articles; /* (element-type filename BsArticle) */
  GPtrArray *folders;
  GCancellable *cancellable;
  BsFileStamp stamp;
} Found;

static void
folder_cb (const char *relative_path, gpointer user_data)
{
  Found *found = user_data;

  g_ptr_array_add (found->folders, g_strdup (relative_path));
}

static void
article_cb (BsArticle *article, const BsFileStamp *stamp, gpointer user_data)
{
  Found *found = user_data;

  g_mutex_lock (&found->mutex);
  g_assert_false (g_hash_table_contains (found->articles, article->path));
  g_hash_table_insert (found->articles, article->path, bs_article_ref (article));
  found->stamp = *stamp;
  g_mutex_unlock (&found->mutex);
  if (found->cancellable != NULL)
    g_cancellable_cancel (found->cancellable);
}

static gboolean
scan (Found *found, BsSite *site, const char *path, BsScanFlags flags, BsScanResult *result, GError **error)
{
  GCancellable *cancellable = found->cancellable;

  *found = (Found){ 0 };
  g_mutex_init (&found->mutex);
  found->articles = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) bs_article_unref);
  found->folders = g_ptr_array_new_with_free_func (g_free);
  found->cancellable = cancellable;
  return bs_scan_folder (site, path, flags, folder_cb, article_cb, found, result, cancellable, error);
}

static void
found_clear (Found *found)
{
  g_clear_pointer (&found->articles, g_hash_table_unref);
  g_clear_pointer (&found->folders, g_ptr_array_unref);
  g_mutex_clear (&found->mutex);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Found, found_clear)

static void
test_names (Scratch *scratch, gconstpointer data)
{
  static const char *const there[] = { "a.md",   "B.MARKDOWN", "c/d.html",           "c/e/f.txt",
                                       "c/ .md", "标题.md",    "broken-\xC2name.md", "public/g.md" };
  static const char *const passed_over[] = { ".h.md", ".git/a.md", "node_modules/x/a.md", "a.md~", "a.png", "c/g.css" };
  g_autoptr (BsSite) site = NULL;
  g_auto (Found) found = { 0 };
  g_autoptr (GError) error = NULL;
  BsScanResult result;

  for (guint i = 0; i < G_N_ELEMENTS (there); i++)
    scratch_write_article (scratch, there[i], "T");
  for (guint i = 0; i < G_N_ELEMENTS (passed_over); i++)
    scratch_write_article (scratch, passed_over[i], "T");

  site = bs_site_detect (scratch->path);
  g_assert_true (scan (&found, site, "", BS_SCAN_DEFAULT, &result, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (g_hash_table_size (found.articles), ==, G_N_ELEMENTS (there));
  for (guint i = 0; i < G_N_ELEMENTS (there); i++)
    g_assert_true (g_hash_table_contains (found.articles, there[i]));
  g_assert_cmpuint (result.articles, ==, G_N_ELEMENTS (there));
  g_assert_cmpuint (result.left_out, ==, 0);
  g_assert_cmpuint (result.folders, ==, 4);
  g_assert_cmpstr (found.folders->pdata[0], ==, "");
}

static void
test_many (Scratch *scratch, gconstpointer data)
{
  g_autoptr (BsSite) site = NULL;
  g_auto (Found) found = { 0 };

  for (guint i = 0; i < 1500; i++)
    {
      g_autofree char *name = g_strdup_printf ("f%u/%u.md", i % 7, i);

      scratch_write_article (scratch, name, name);
    }
  site = bs_site_detect (scratch->path);
  g_assert_true (scan (&found, site, "", BS_SCAN_DEFAULT, NULL, NULL));
  g_assert_cmpuint (g_hash_table_size (found.articles), ==, 1500);
  for (guint i = 0; i < 1500; i++)
    {
      g_autofree char *name = g_strdup_printf ("f%u/%u.md", i % 7, i);
      const BsArticle *article = g_hash_table_lookup (found.articles, name);

      g_assert_nonnull (article);
      g_assert_cmpstr (article->title, ==, name);
    }
}

static void
test_links (Scratch *scratch, gconstpointer data)
{
  g_autoptr (BsSite) site = NULL;
  g_auto (Found) found = { 0 };
  g_autofree char *link = scratch_get (scratch, "link.md");
  g_autofree char *loop = scratch_get (scratch, "loop.md");
  g_autofree char *dangling = scratch_get (scratch, "dangling.md");
  g_autofree char *folder = scratch_get (scratch, "c/up");
  g_autofree char *pipe = scratch_get (scratch, "pipe.md");

  scratch_write_article (scratch, "c/real.md", "Real");
  g_assert_cmpint (symlink ("c/real.md", link), ==, 0);
  g_assert_cmpint (symlink ("loop.md", loop), ==, 0);
  g_assert_cmpint (symlink ("nothing.md", dangling), ==, 0);
  g_assert_cmpint (symlink ("..", folder), ==, 0);
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);

  site = bs_site_detect (scratch->path);
  g_assert_true (scan (&found, site, "", BS_SCAN_DEFAULT, NULL, NULL));
  g_assert_cmpuint (g_hash_table_size (found.articles), ==, 2);
  g_assert_true (g_hash_table_contains (found.articles, "c/real.md"));
  g_assert_true (g_hash_table_contains (found.articles, "link.md"));
}

/* Links to folders are followed once inside the library, and outside only for a site's content folder. */
static void
test_linked_folders (Scratch *scratch, gconstpointer data)
{
  static const struct
  {
    const char *path;
    const char *target;
  } links[] = {
    { "lib/link", "real" }, { "lib/again", "real" },     { "lib/real/up", ".." },
    { "lib/self", "." },    { "lib/outside", "../out" }, { "site/source/_posts", "../../out" },
  };
  g_autofree char *root = scratch_get (scratch, "lib");
  g_autofree char *site_root = scratch_get (scratch, "site");
  g_autoptr (BsSite) site = NULL;
  g_autoptr (BsSite) hexo = NULL;
  g_auto (Found) found = { 0 };
  g_auto (Found) posts = { 0 };
  g_auto (BsScanResult) result = { 0 };

  scratch_write_article (scratch, "lib/real/a.md", "A");
  scratch_write_article (scratch, "lib/real/deep/b.md", "B");
  scratch_write_article (scratch, "out/c.md", "C");
  scratch_write (scratch, "site/_config.yml", "title: x\n");
  scratch_make_folder (scratch, "site/source");
  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    {
      g_autofree char *path = scratch_get (scratch, links[i].path);

      g_assert_cmpint (symlink (links[i].target, path), ==, 0);
    }

  site = bs_site_detect (root);
  g_assert_true (scan (&found, site, "", BS_SCAN_DEFAULT, &result, NULL));
  g_assert_cmpuint (g_hash_table_size (found.articles), ==, 4);
  g_assert_true (g_hash_table_contains (found.articles, "real/deep/b.md"));
  g_assert_true (g_hash_table_contains (found.articles, "link/a.md") !=
                 g_hash_table_contains (found.articles, "again/a.md"));
  g_assert_cmpuint (result.left_out, ==, 1);
  g_assert_cmpuint (result.left_out_links->len, ==, 1);
  g_assert_cmpstr (result.left_out_links->pdata[0], ==, "outside");

  hexo = bs_site_detect (site_root);
  g_assert_true (scan (&posts, hexo, "", BS_SCAN_DEFAULT, NULL, NULL));
  g_assert_cmpuint (g_hash_table_size (posts.articles), ==, 1);
  g_assert_true (g_hash_table_contains (posts.articles, "source/_posts/c.md"));
}

static void
test_left_out (Scratch *scratch, gconstpointer data)
{
  g_autoptr (BsSite) site = NULL;
  BsScanResult result;

  scratch_write (scratch, "_config.yml", "title: x\n");
  scratch_write_article (scratch, "source/_posts/a.md", "A");
  scratch_write_article (scratch, "source/about.md", "B");
  scratch_write_article (scratch, "themes/t/README.md", "C");
  scratch_write_article (scratch, "public/a/index.html", "D");

  site = bs_site_detect (scratch->path);
  {
    g_auto (Found) found = { 0 };

    g_assert_true (scan (&found, site, "", BS_SCAN_DEFAULT, &result, NULL));
    g_assert_cmpuint (result.articles, ==, 1);
    g_assert_cmpuint (result.left_out, ==, 3);
    g_assert_true (g_hash_table_contains (found.articles, "source/_posts/a.md"));
    for (guint i = 0; i < found.folders->len; i++)
      g_assert_false (g_str_has_prefix (found.folders->pdata[i], "themes"));
  }
  {
    g_auto (Found) found = { 0 };

    g_assert_true (scan (&found, site, "", BS_SCAN_INCLUDE_LEFT_OUT, &result, NULL));
    g_assert_cmpuint (result.articles, ==, 4);
    g_assert_cmpuint (result.left_out, ==, 0);
  }
}

static void
test_below (Scratch *scratch, gconstpointer data)
{
  g_autoptr (BsSite) site = NULL;
  g_auto (Found) found = { 0 };

  scratch_write_article (scratch, "a.md", "A");
  scratch_write_article (scratch, "c/b.md", "B");
  scratch_write_article (scratch, "c/d/e.md", "E");
  site = bs_site_detect (scratch->path);
  g_assert_true (scan (&found, site, "c", BS_SCAN_DEFAULT, NULL, NULL));
  g_assert_cmpuint (g_hash_table_size (found.articles), ==, 2);
  g_assert_true (g_hash_table_contains (found.articles, "c/b.md"));
  g_assert_true (g_hash_table_contains (found.articles, "c/d/e.md"));
}

static void
test_unreadable (Scratch *scratch, gconstpointer data)
{
  g_autoptr (BsSite) site = NULL;
  g_auto (Found) found = { 0 };
  g_autofree char *path = scratch_get (scratch, "secret.md");
  const BsArticle *article;

  scratch_write_article (scratch, "secret.md", "S");
  g_chmod (path, 0);
  if (access (path, R_OK) == 0)
    {
      g_test_skip ("This user may read everything");
      return;
    }
  site = bs_site_detect (scratch->path);
  g_assert_true (scan (&found, site, "", BS_SCAN_DEFAULT, NULL, NULL));
  article = g_hash_table_lookup (found.articles, "secret.md");
  g_assert_nonnull (article);
  g_assert_true (bs_problems_need_repair (article->problems));
}

static void
test_errors (Scratch *scratch, gconstpointer data)
{
  g_autofree char *path = scratch_get (scratch, "nothing");
  g_autoptr (BsSite) site = bs_site_detect (path);
  g_auto (Found) found = { 0 };
  g_autoptr (GError) error = NULL;
  BsFileStamp stamp;

  g_assert_false (scan (&found, site, "", BS_SCAN_DEFAULT, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "nothing"));
  g_assert_null (bs_scan_file (site, "a.md", &stamp));
  g_assert_null (bs_scan_file (site, "../../etc/passwd", &stamp));
}

static void
test_cancel (Scratch *scratch, gconstpointer data)
{
  g_autoptr (BsSite) site = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Found) found = { 0 };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 500; i++)
    {
      g_autofree char *name = g_strdup_printf ("f%u/%u.md", i % 50, i);

      scratch_write_article (scratch, name, name);
    }
  site = bs_site_detect (scratch->path);
  found.cancellable = cancellable;
  g_assert_false (scan (&found, site, "", BS_SCAN_DEFAULT, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (g_hash_table_size (found.articles), >, 0);
  g_assert_cmpuint (g_hash_table_size (found.articles), <, 500);
}

static void
test_stamp (Scratch *scratch, gconstpointer data)
{
  g_autoptr (BsSite) site = NULL;
  g_autoptr (BsArticle) article = NULL;
  g_autoptr (BsArticle) again = NULL;
  g_autofree char *path = scratch_get (scratch, "a.md");
  BsFileStamp first;
  BsFileStamp second;
  struct stat st;

  scratch_write_article (scratch, "a.md", "A");
  site = bs_site_detect (scratch->path);
  article = bs_scan_file (site, "a.md", &first);
  g_assert_cmpstr (article->title, ==, "A");
  g_assert_cmpint (stat (path, &st), ==, 0);
  g_assert_cmpuint (first.size, ==, st.st_size);
  g_assert_cmpuint (first.inode, ==, st.st_ino);
  g_assert_cmpint (first.modified / 1000000000, ==, st.st_mtim.tv_sec);

  scratch_write_article (scratch, "a.md", "B");
  again = bs_scan_file (site, "a.md", &second);
  g_assert_cmpuint (first.content_hash, !=, second.content_hash);
  /* Its text has not changed. */
  g_assert_cmpuint (first.body_hash, ==, second.body_hash);

  scratch_write (scratch, "a.md", "---\ntitle: B\ndate: 2022-05-17 10:00:00 +0800\n---\nOther text.\n");
  g_clear_pointer (&again, bs_article_unref);
  again = bs_scan_file (site, "a.md", &second);
  g_assert_cmpuint (first.body_hash, !=, second.body_hash);
}

/* Marks are found by it on other machines, too. */
static void
test_content_hash (Scratch *scratch, gconstpointer data)
{
  char bytes[4099];

  for (gsize i = 0; i < sizeof bytes; i++)
    bytes[i] = (char) (i * i * 31 + i / 7);
  for (gsize n = 0; n <= sizeof bytes; n += n < 300 ? 1 : 61)
    g_assert_cmpuint (bs_content_hash (bytes + n % 5, n - MIN (n, n % 5)), ==,
                      XXH3_64bits (bytes + n % 5, n - MIN (n, n % 5)));
}

static void
test_document (Scratch *scratch, gconstpointer data)
{
  g_autoptr (BsSite) site = NULL;
  g_autoptr (BsDocument) document = NULL;
  g_autoptr (BsDocument) nothing = NULL;
  g_autoptr (GError) error = NULL;
  const char *body;
  gsize length;

  scratch_write (scratch, "a.md", "---\ntitle: A\ncover: missing.png\n---\nThe body.\n");
  site = bs_site_detect (scratch->path);
  document = bs_document_load (site, "a.md", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (document->article->title, ==, "A");
  body = bs_document_get_body (document, &length);
  g_assert_true (g_strstr_len (body, (gssize) length, "The body.") != NULL);
  g_assert_null (g_strstr_len (body, (gssize) length, "title"));
  g_assert_cmpuint (document->article->problems->len, ==, 1);
  g_assert_cmpint (((const BsProblem *) document->article->problems->pdata[0])->kind, ==, BS_PROBLEM_MISSING_PICTURE);

  nothing = bs_document_load (site, "b.md", &error);
  g_assert_null (nothing);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "b.md"));
  g_clear_error (&error);
  nothing = bs_document_load (site, "../a.md", &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_FILENAME);
  g_clear_error (&error);
  nothing = bs_document_load (site, "/etc/passwd", &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_FILENAME);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/broadsheet/scan/" name, Scratch, NULL, scratch_set_up, func, scratch_tear_down)
  ADD ("names", test_names);
  ADD ("many", test_many);
  ADD ("links", test_links);
  ADD ("linked-folders", test_linked_folders);
  ADD ("left-out", test_left_out);
  ADD ("below", test_below);
  ADD ("unreadable", test_unreadable);
  ADD ("errors", test_errors);
  ADD ("cancel", test_cancel);
  ADD ("stamp", test_stamp);
  ADD ("content-hash", test_content_hash);
  ADD ("document", test_document);
  return g_test_run ();
}
