/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "page/image-decoder.h"
#include "picture-server.h"
#include "reader-fixture.h"
#include "reader/reader-pictures.h"

typedef struct
{
  ReaderFixture reader;
  PictureServer server;
  char *folder;
  BsPictureStore *store;
  BsPictureLoader *loader;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BsPictureFetcher) fetcher = bs_picture_fetcher_new (picture_server_is_allowed);

  reader_fixture_set_up (&fixture->reader, NULL);
  picture_server_start (&fixture->server);
  fixture->folder = g_build_filename (fixture->reader.parent, "pictures", NULL);
  fixture->store = bs_picture_store_new (fixture->folder);
  fixture->loader = bs_picture_loader_new (fixture->store, fetcher);
  bs_reader_set_pictures (fixture->reader.reader, fixture->loader);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  reader_fixture_tear_down (&fixture->reader, NULL);
  g_clear_object (&fixture->loader);
  g_clear_object (&fixture->store);
  picture_server_stop (&fixture->server);
  g_free (fixture->folder);
}

#define SHOWN "String ([...document.images].filter (image => image.naturalWidth === 30).length)"
#define BOXES "String (document.querySelectorAll ('.bs-picture-remote').length)"
#define FAILED "String (document.querySelectorAll ('.bs-picture-failed').length)"

/* An article with pictures of the server, given by their paths. */
static void
write_article (Fixture *fixture, const char *name, const char *const *paths)
{
  g_autoptr (GString) text = g_string_new ("---\ntitle: T\n---\n<p>Text</p>\n");

  for (gsize i = 0; paths[i] != NULL; i++)
    g_string_append_printf (text, "<p><img src=\"http://127.0.0.1:%u%s\" alt=\"Words\"></p>\n", fixture->server.port,
                            paths[i]);
  reader_fixture_write (&fixture->reader, name, text->str);
}

static void
show_two (Fixture *fixture)
{
  static const char *const paths[] = { "/one.png", "/two.png", NULL };

  write_article (fixture, "a.html", paths);
  reader_fixture_open_library (&fixture->reader);
  reader_fixture_show (&fixture->reader, "a.html");
}

/* By default the boxes stay, and the reader knows the blocked hosts. */
static void
test_ask (Fixture *fixture, gconstpointer data)
{
  BsReader *reader = fixture->reader.reader;

  show_two (fixture);
  wait_until (bs_reader_get_n_blocked (reader) == 2);
  g_assert_cmpstr (bs_reader_get_blocked_hosts (reader)[0], ==, "127.0.0.1");
  g_assert_null (bs_reader_get_blocked_hosts (reader)[1]);
  reader_fixture_pass_time (500);
  g_assert_true (reader_fixture_says (&fixture->reader, BOXES, "2"));
  g_assert_cmpuint (fixture->server.paths->len, ==, 0);

  /* The page itself cannot request one either. */
  g_assert_true (reader_fixture_says (
      &fixture->reader,
      "document.body.append (Object.assign (new Image (), { src: 'broadsheet://remote/' +"
      " encodeURIComponent (document.querySelector ('.bs-picture-remote').dataset.address) })); ''",
      ""));
  reader_fixture_pass_time (500);
  g_assert_cmpuint (fixture->server.paths->len, ==, 0);
  g_assert_true (reader_fixture_says (&fixture->reader, SHOWN, "0"));
}

static void
test_article (Fixture *fixture, gconstpointer data)
{
  BsReader *reader = fixture->reader.reader;
  static const char *const paths[] = { "/three.png", NULL };

  write_article (fixture, "b.html", paths);
  show_two (fixture);
  wait_until (bs_reader_get_n_blocked (reader) == 2);
  bs_reader_allow_pictures (reader);
  wait_until (reader_fixture_says (&fixture->reader, SHOWN, "2"));
  wait_until (bs_reader_get_n_blocked (reader) == 0);
  g_assert_cmpuint (fixture->server.paths->len, ==, 2);

  /* The permission was for that article only. */
  reader_fixture_show (&fixture->reader, "b.html");
  wait_until (bs_reader_get_n_blocked (reader) == 1);
  g_assert_cmpuint (fixture->server.paths->len, ==, 2);
}

static void
test_one (Fixture *fixture, gconstpointer data)
{
  show_two (fixture);
  wait_until (bs_reader_get_n_blocked (fixture->reader.reader) == 2);
  g_assert_true (
      reader_fixture_says (&fixture->reader, "document.querySelector ('.bs-picture-remote').click (); ''", ""));
  wait_until (reader_fixture_says (&fixture->reader, SHOWN, "1"));
  g_assert_true (reader_fixture_says (&fixture->reader, BOXES, "1"));
  g_assert_cmpuint (fixture->server.paths->len, ==, 1);
}

static void
test_host (Fixture *fixture, gconstpointer data)
{
  BsReader *reader = fixture->reader.reader;
  static const char *const paths[] = { "/three.png", NULL };

  write_article (fixture, "b.html", paths);
  show_two (fixture);
  wait_until (bs_reader_get_n_blocked (reader) == 2);
  bs_picture_loader_allow_hosts (fixture->loader, bs_reader_get_blocked_hosts (reader));
  wait_until (reader_fixture_says (&fixture->reader, SHOWN, "2"));
  reader_fixture_show (&fixture->reader, "b.html");
  wait_until (reader_fixture_says (&fixture->reader, SHOWN, "1"));

  g_object_set (fixture->loader, "pictures", BS_PICTURES_NEVER, "hosts", NULL, NULL);
  g_assert_null (bs_picture_loader_get_hosts (fixture->loader)[0]);
}

/* Permission for a host, or for a single picture, does not extend to its redirects and inner addresses. */
static void
test_other_host (Fixture *fixture, gconstpointer data)
{
  static const char *const hosts[] = { "127.0.0.1", NULL };
  g_autofree char *inner = g_strdup_printf ("/gone?http://localhost:%u/inner.png", fixture->server.port);
  g_autofree char *redirect = g_strdup_printf ("/redirect?http://localhost:%u/inner.png", fixture->server.port);
  const char *const paths[] = { inner, redirect, NULL };
  guint before;

  write_article (fixture, "a.html", paths);
  reader_fixture_open_library (&fixture->reader);
  reader_fixture_show (&fixture->reader, "a.html");
  wait_until (bs_reader_get_n_blocked (fixture->reader.reader) == 2);
  g_assert_true (reader_fixture_says (
      &fixture->reader, "document.querySelectorAll ('.bs-picture-remote').forEach (box => box.click ()); ''", ""));
  wait_until (reader_fixture_says (&fixture->reader, FAILED, "2"));
  before = fixture->server.paths->len;
  bs_picture_loader_allow_hosts (fixture->loader, hosts);
  wait_until (fixture->server.paths->len >= before + 3);
  wait_until (reader_fixture_says (&fixture->reader, FAILED, "2"));
  g_assert_cmpuint (picture_server_count (&fixture->server, "/inner.png"), ==, 0);

  bs_reader_allow_pictures (fixture->reader.reader);
  g_assert_true (reader_fixture_says (
      &fixture->reader, "document.querySelectorAll ('.bs-picture-failed').forEach (box => box.click ()); ''", ""));
  wait_until (reader_fixture_says (&fixture->reader, SHOWN, "2"));
}

static void
test_always (Fixture *fixture, gconstpointer data)
{
  g_object_set (fixture->loader, "pictures", BS_PICTURES_ALWAYS, NULL);
  show_two (fixture);
  wait_until (reader_fixture_says (&fixture->reader, SHOWN, "2"));
  g_assert_cmpuint (bs_reader_get_n_blocked (fixture->reader.reader), ==, 0);
}

/* A loaded picture is available offline, without asking. */
static void
test_offline (Fixture *fixture, gconstpointer data)
{
  static const char *const paths[] = { NULL };

  write_article (fixture, "b.html", paths);
  show_two (fixture);
  wait_until (bs_reader_get_n_blocked (fixture->reader.reader) == 2);
  bs_reader_allow_pictures (fixture->reader.reader);
  wait_until (reader_fixture_says (&fixture->reader, SHOWN, "2"));

  reader_fixture_show (&fixture->reader, "b.html");
  g_object_set (fixture->loader, "pictures", BS_PICTURES_NEVER, NULL);
  soup_server_disconnect (fixture->server.server);
  reader_fixture_show (&fixture->reader, "a.html");
  wait_until (reader_fixture_says (&fixture->reader, SHOWN, "2"));
  g_assert_cmpuint (fixture->server.paths->len, ==, 2);
}

static gboolean
is_kept (Fixture *fixture)
{
  g_autofree char *key = bs_reader_pictures_make_key (fixture->reader.library, "a.html");
  g_autofree char *name = g_compute_checksum_for_string (G_CHECKSUM_SHA256, key, -1);
  g_autofree char *mark = g_build_filename (fixture->folder, name, "kept", NULL);

  return g_file_test (mark, G_FILE_TEST_EXISTS);
}

/* Pictures of a starred article are exempt from the limit. */
static void
test_starred (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BsArticleItem) item = NULL;
  g_autoptr (GArray) changed = NULL;
  guint id;

  g_object_set (fixture->loader, "pictures", BS_PICTURES_ALWAYS, NULL);
  show_two (fixture);
  wait_until (reader_fixture_says (&fixture->reader, SHOWN, "2"));
  g_assert_false (is_kept (fixture));
  item = bs_library_dup_item (fixture->reader.library, "a.html");
  id = bs_article_item_get_id (item);
  changed = bs_library_mark (fixture->reader.library, &id, 1, BS_MARK_STARRED, TRUE);
  wait_until (is_kept (fixture));
  bs_picture_loader_set_limit (fixture->loader, 0);
  g_array_unref (changed);
  changed = bs_library_mark (fixture->reader.library, &id, 1, BS_MARK_STARRED, FALSE);
  wait_until (!is_kept (fixture));
}

static void
test_failed (Fixture *fixture, gconstpointer data)
{
  static const char *const paths[] = { "/never", NULL };
  guint before;

  g_object_set (fixture->loader, "pictures", BS_PICTURES_ALWAYS, NULL);
  write_article (fixture, "a.html", paths);
  reader_fixture_open_library (&fixture->reader);
  reader_fixture_show (&fixture->reader, "a.html");
  wait_until (reader_fixture_says (&fixture->reader, FAILED, "1"));
  g_assert_true (
      reader_fixture_says (&fixture->reader, "document.querySelector ('.bs-picture-failed').textContent", "Words"));
  g_assert_true (reader_fixture_says (&fixture->reader, "document.querySelector ('.bs-picture-failed').dataset.hint",
                                      "Try Again"));

  before = fixture->server.paths->len;
  g_assert_true (
      reader_fixture_says (&fixture->reader, "document.querySelector ('.bs-picture-failed').click (); ''", ""));
  wait_until (fixture->server.paths->len > before);
  wait_until (reader_fixture_says (&fixture->reader, FAILED, "1"));
}

typedef struct
{
  gboolean done;
  gboolean saved;
} Saved;

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Saved *saved = user_data;
  g_autoptr (GError) error = NULL;

  saved->saved = bs_page_server_save_finish (BS_PAGE_SERVER (source), result, &error);
  saved->done = TRUE;
}

static gboolean
save (Fixture *fixture, const char *uri, GFile *file)
{
  Saved saved = { FALSE, FALSE };

  bs_page_server_save_async (bs_page_view_get_server (bs_reader_get_view (fixture->reader.reader)), uri, file, NULL,
                             saved_cb, &saved);
  wait_until (saved.done);
  return saved.saved;
}

static void
test_save (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->reader.parent, "saved.png", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *uri = NULL;

  reader_fixture_write_picture (fixture->reader.root, "local.png");
  g_object_set (fixture->loader, "pictures", BS_PICTURES_ALWAYS, NULL);
  show_two (fixture);
  wait_until (reader_fixture_says (&fixture->reader, SHOWN, "2"));
  uri = reader_fixture_evaluate (&fixture->reader, "document.images[0].src");
  g_assert_true (save (fixture, uri, file));
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  g_assert_true (save (fixture, "broadsheet://picture/local.png", file));
  g_assert_false (save (fixture, "broadsheet://picture/..%2foutside.png", file));
  g_assert_false (save (fixture, "file:///etc/passwd", file));
}

/* The page shows the pixels of a drawing; what is saved is the file itself. */
static void
test_drawing (Fixture *fixture, gconstpointer data)
{
  static const char drawing[] = "<?xml version='1.0'?>\n<!-- By hand -->\n<svg xmlns='http://www.w3.org/2000/svg'"
                                " width='30' height='20'><rect width='30' height='20'/></svg>";
  const BsImageRequest request = { 30, BS_IMAGE_FIT_INSIDE, BS_IMAGE_ENCODING_PNG };
  g_autofree char *source = g_build_filename (fixture->reader.root, "images", "chart 1.svg", NULL);
  g_autofree char *path = g_build_filename (fixture->reader.parent, "saved.svg", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *saved = NULL;
  g_autoptr (BsImage) image = NULL;

  reader_fixture_write (&fixture->reader, "images/chart 1.svg", drawing);
  reader_fixture_write (&fixture->reader, "images/broken.svg", "<svg xmlns='http://www.w3.org/2000/svg'><g>");
  reader_fixture_write (&fixture->reader, "a.md",
                        "---\ntitle: T\n---\n![Chart](images/chart%201.svg) ![Broken](images/broken.svg)\n");
  image = bs_image_decoder_decode_file (bs_image_decoder_get_default (), source, &request, NULL, NULL);
  if (image == NULL)
    {
      g_test_skip ("gdk-pixbuf has no loader of SVG here (librsvg2-common)");
      return;
    }
  reader_fixture_open_library (&fixture->reader);
  reader_fixture_show (&fixture->reader, "a.md");
  wait_until (reader_fixture_says (&fixture->reader, SHOWN, "1"));
  wait_until (
      reader_fixture_says (&fixture->reader, "String (document.querySelector ('img[alt=Broken]').complete)", "true"));
  g_assert_true (
      reader_fixture_says (&fixture->reader, "String (document.querySelector ('img[alt=Broken]').naturalWidth)", "0"));

  g_assert_true (save (fixture, "broadsheet://picture/images/chart%201.svg", file));
  g_assert_true (g_file_get_contents (path, &saved, NULL, NULL));
  g_assert_cmpstr (saved, ==, drawing);
}

#define add(path, function) g_test_add ("/broadsheet/reader-pictures/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();

  add ("ask", test_ask);
  add ("article", test_article);
  add ("one", test_one);
  add ("host", test_host);
  add ("other-host", test_other_host);
  add ("always", test_always);
  add ("offline", test_offline);
  add ("starred", test_starred);
  add ("failed", test_failed);
  add ("save", test_save);
  add ("drawing", test_drawing);

  return g_test_run ();
}
