/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "hostile-server.h"
#include "reader-fixture.h"

/* Longer than any delay in the page, and than the control needs. */
#define PATIENCE_MILLISECONDS 2500

typedef struct
{
  ReaderFixture reader;
  HostileServer web;
  HostileServer bare;
  guint n_opened;
} Fixture;

static void
count_cb (Fixture *fixture)
{
  fixture->n_opened++;
}

/* The link is handled: tests never start a browser. */
static gboolean
count_link_cb (Fixture *fixture)
{
  fixture->n_opened++;
  return TRUE;
}

static void
link_outside (Fixture *fixture, const char *target, const char *name)
{
  g_autofree char *from = g_build_filename (fixture->reader.parent, target, NULL);
  g_autofree char *to = g_build_filename (fixture->reader.root, name, NULL);

  g_assert_cmpint (symlink (from, to), ==, 0);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const char source[] =
      "<?xml version=\"1.0\"?><?xml-stylesheet href=\"WEB/drawing.css\"?><!DOCTYPE svg SYSTEM \"WEB/drawing.dtd\">"
      "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"9\" height=\"9\""
      " onload=\"document.title='ran'\"><script>document.title = 'ran'</script><script href=\"WEB/drawing.js\"/>"
      "<style>@import url(WEB/drawing-import.css)</style><image href=\"WEB/drawing.png\" width=\"9\" height=\"9\"/>"
      "<use xlink:href=\"WEB/drawing-use.svg#x\"/><foreignObject width=\"9\" height=\"9\">"
      "<iframe xmlns=\"http://www.w3.org/1999/xhtml\" src=\"WEB/drawing-frame\"/></foreignObject>"
      "<rect width=\"9\" height=\"9\"/></svg>";
  g_autofree char *web = NULL;
  g_autofree char *drawing = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *pipe = NULL;

  reader_fixture_set_up (&fixture->reader, NULL);
  hostile_server_start (&fixture->web);
  hostile_server_start (&fixture->bare);

  web = g_strdup_printf ("http://127.0.0.1:%u", fixture->web.port);
  parts = g_strsplit (source, "WEB", -1);
  drawing = g_strjoinv (web, parts);
  reader_fixture_write (&fixture->reader, "other.md", "---\ntitle: Other\n---\nSecret of another article\n");
  reader_fixture_write (&fixture->reader, "other.html", "<p>Secret of another article</p>\n");
  reader_fixture_write (&fixture->reader, "drawing.svg", drawing);
  reader_fixture_write (&fixture->reader, "drawing.png", drawing);
  reader_fixture_write (&fixture->reader, "script.js", "document.title = 'ran';\n");
  reader_fixture_write (&fixture->reader, "sheet.css", "#said { color: rgb(1, 2, 3) !important }\n");
  reader_fixture_write (&fixture->reader, "folder/x.txt", "x\n");
  reader_fixture_write_picture (fixture->reader.root, "good.png");
  reader_fixture_write_picture (fixture->reader.parent, "outside.png");
  link_outside (fixture, "outside.png", "link-to-outside.png");
  link_outside (fixture, "", "folder-outside");
  pipe = g_build_filename (fixture->reader.root, "pipe.png", NULL);
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);

  g_signal_connect_swapped (bs_reader_get_links (fixture->reader.reader), "open-article", G_CALLBACK (count_cb),
                            fixture);
  g_signal_connect_swapped (bs_reader_get_links (fixture->reader.reader), "open-category", G_CALLBACK (count_cb),
                            fixture);
  g_signal_connect_swapped (bs_reader_get_links (fixture->reader.reader), "open-link", G_CALLBACK (count_link_cb),
                            fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  hostile_server_stop (&fixture->web);
  hostile_server_stop (&fixture->bare);
  reader_fixture_tear_down (&fixture->reader, NULL);
}

static char *
make_page (Fixture *fixture)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "hostile-page.html", NULL);
  g_autofree char *text = NULL;
  g_autofree char *host = g_strdup_printf ("127.0.0.1:%u", fixture->web.port);
  g_autofree char *web = g_strconcat ("http://", host, NULL);
  g_autofree char *bare = g_strdup_printf ("http://127.0.0.1:%u", fixture->bare.port);
  g_autofree char *outside = g_build_filename (fixture->reader.parent, "outside.png", NULL);
  g_autoptr (GString) page = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  page = g_string_new (text);
  g_string_replace (page, "WEB", web, 0);
  g_string_replace (page, "BARE", bare, 0);
  g_string_replace (page, "HOST", host, 0);
  g_string_replace (page, "OUTSIDE", outside, 0);

  return g_string_free (g_steal_pointer (&page), FALSE);
}

static void
assert_says (Fixture *fixture, const char *expression, const char *expected)
{
  g_autofree char *text = reader_fixture_evaluate (&fixture->reader, expression);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_no_calls (HostileServer *server)
{
  for (guint i = 0; i < server->requests->len; i++)
    g_test_message ("asked for: %s", (const char *) g_ptr_array_index (server->requests, i));
  g_assert_cmpuint (server->requests->len, ==, 0);
}

static void
assert_harmless (Fixture *fixture, const char *title)
{
  reader_fixture_pass_time (PATIENCE_MILLISECONDS);

  /* The page is loaded and works. */
  if (bs_reader_get_message (fixture->reader.reader) != NULL)
    g_test_message ("The reader says: %s", bs_reader_get_message (fixture->reader.reader));
  g_assert_cmpint (bs_reader_get_state (fixture->reader.reader), ==, BS_READER_SHOWN);
  assert_says (fixture, "String (document.body.textContent.includes ('This is what the article says.'))", "true");

  assert_says (fixture, "document.title", title);
  assert_says (fixture, "String (document.documentElement.dataset.ran)", "undefined");
  assert_says (fixture,
               "[...document.querySelectorAll ('img.bad')].filter (i => i.naturalWidth > 0)"
               ".map (i => i.getAttribute ('src')).join ()",
               "");
  assert_says (fixture,
               "[...document.querySelectorAll ('iframe, frame, object, embed')]"
               ".filter (f => { try { return f.contentDocument?.body?.textContent.trim (); } catch (e) { return true; }"
               " }).map (f => f.outerHTML).join ()",
               "");
  assert_says (fixture, "String (getComputedStyle (document.querySelector ('p')).color === 'rgb(1, 2, 3)')", "false");

  assert_no_calls (&fixture->web);
  assert_no_calls (&fixture->bare);
  g_assert_cmpuint (fixture->n_opened, ==, 0);
}

static void
show_raw (Fixture *fixture, const char *html)
{
  g_autoptr (GBytes) bytes = g_bytes_new (html, strlen (html));

  bs_page_view_show (bs_reader_get_view (fixture->reader.reader), NULL, NULL, bytes, NULL);
}

/* The raw page, without the sanitiser. */
static void
test_raw (Fixture *fixture, gconstpointer data)
{
  g_autofree char *page = make_page (fixture);
  g_autofree char *whole = g_strconcat ("<!DOCTYPE html><title>Quiet</title>", page, NULL);

  reader_fixture_open_library (&fixture->reader);
  show_raw (fixture, whole);
  wait_until (fixture->reader.n_shown > 0);
  assert_harmless (fixture, "Quiet");
  wait_until (
      reader_fixture_says (&fixture->reader, "String (document.querySelector ('img.good').naturalWidth)", "30"));
  /* Of drawings, only pixels. */
  wait_until (reader_fixture_says (
      &fixture->reader, "[...document.querySelectorAll ('img.drawn')].map (i => i.naturalWidth).join ()", "9,9"));
}

/* Even a clicked link leads only to the browser, and only if it is allowed. */
static void
test_raw_clicked (Fixture *fixture, gconstpointer data)
{
  g_autofree char *page = make_page (fixture);
  g_autofree char *whole = g_strconcat ("<!DOCTYPE html><title>Quiet</title>", page, NULL);

  reader_fixture_open_library (&fixture->reader);
  show_raw (fixture, whole);
  wait_until (fixture->reader.n_shown > 0);

  assert_says (
      fixture,
      "for (const a of document.querySelectorAll ('a.go, area.go')) a.click ();"
      "document.getElementById ('said').click ();"
      "for (const b of document.querySelectorAll ('button, input[type=submit], input[type=image]')) b.click ();"
      "for (const f of document.forms) HTMLFormElement.prototype.submit.call (f); 'clicked'",
      "clicked");
  reader_fixture_pass_time (PATIENCE_MILLISECONDS / 2);
  g_assert_cmpuint (fixture->n_opened, <=, 2);
  fixture->n_opened = 0;
  assert_harmless (fixture, "Quiet");
}

/* All pictures are allowed, but local addresses never are. */
static void
allow_pictures (Fixture *fixture)
{
  g_autofree char *folder = g_build_filename (fixture->reader.parent, "pictures", NULL);
  g_autoptr (BsPictureStore) store = bs_picture_store_new (folder);
  g_autoptr (BsPictureFetcher) fetcher = bs_picture_fetcher_new (bs_public_address_is_public);
  g_autoptr (BsPictureLoader) loader = bs_picture_loader_new (store, fetcher);

  g_object_set (loader, "pictures", BS_PICTURES_ALWAYS, NULL);
  bs_reader_set_pictures (fixture->reader.reader, loader);
}

static void
test_raw_pictures (Fixture *fixture, gconstpointer data)
{
  allow_pictures (fixture);
  test_raw (fixture, data);
}

static void
test_rendered (Fixture *fixture, gconstpointer data)
{
  g_autofree char *page = make_page (fixture);
  g_autofree char *article = g_strconcat ("---\ntitle: Quiet\n---\n<div>\n", page, "\n</div>\n", NULL);
  g_autofree char *title = NULL;

  reader_fixture_write (&fixture->reader, "hostile.md", article);
  reader_fixture_open_library (&fixture->reader);
  reader_fixture_show (&fixture->reader, "hostile.md");
  title = reader_fixture_evaluate (&fixture->reader, "document.title");
  g_assert_nonnull (strstr (title, "Quiet"));
  assert_harmless (fixture, title);
}

static void
test_rendered_pictures (Fixture *fixture, gconstpointer data)
{
  allow_pictures (fixture);
  test_rendered (fixture, data);
}

static void
test_rendered_original (Fixture *fixture, gconstpointer data)
{
  allow_pictures (fixture);
  bs_reader_set_original (fixture->reader.reader, TRUE);
  test_rendered (fixture, data);
}

/* Its scripts have run. */
static gboolean
is_loaded (WebKitWebView *view)
{
  return !webkit_web_view_is_loading (view) && g_strcmp0 (webkit_web_view_get_title (view), "ran") == 0;
}

/* The page stays when the filter prevents it from going elsewhere, and so continues to try. */
static gboolean
load_failed_cb (WebKitWebView *view, WebKitLoadEvent event, const char *address, GError *error, gpointer user_data)
{
  g_assert_true (WEBKIT_IS_WEB_VIEW (view));

  return TRUE;
}

/* The filter alone, as the reader uses it, in a view without any other lock. */
static void
test_filter_alone (Fixture *fixture, gconstpointer data)
{
  g_autofree char *page = make_page (fixture);
  g_autofree char *whole = g_strconcat ("<!DOCTYPE html><title>Quiet</title>", page, NULL);
  g_autofree char *base = g_strdup_printf ("http://127.0.0.1:%u/", fixture->web.port);
  g_autoptr (WebKitNetworkSession) session = webkit_network_session_new_ephemeral ();
  WebKitUserContentManager *content;
  WebKitWebView *view;

  reader_fixture_open_library (&fixture->reader);
  reader_fixture_show (&fixture->reader, "other.html");
  content = webkit_web_view_get_user_content_manager (reader_fixture_get_web_view (fixture->reader.reader));
  view = g_object_new (WEBKIT_TYPE_WEB_VIEW, "network-session", session, "user-content-manager", content, NULL);
  webkit_settings_set_hardware_acceleration_policy (webkit_web_view_get_settings (view),
                                                    WEBKIT_HARDWARE_ACCELERATION_POLICY_NEVER);
  gtk_window_set_child (GTK_WINDOW (fixture->reader.window), GTK_WIDGET (view));
  g_signal_connect (view, "load-failed", G_CALLBACK (load_failed_cb), NULL);
  webkit_web_view_load_html (view, whole, base);
  wait_until (is_loaded (view));
  reader_fixture_pass_time (PATIENCE_MILLISECONDS);
  assert_no_calls (&fixture->web);
  assert_no_calls (&fixture->bare);
}

static void
failed_cb (WebKitDownload *download, GError *error, gpointer user_data)
{
  gboolean *is_cancelled = user_data;

  *is_cancelled = g_error_matches (error, WEBKIT_DOWNLOAD_ERROR, WEBKIT_DOWNLOAD_ERROR_CANCELLED_BY_USER);
}

static void
test_no_download (Fixture *fixture, gconstpointer data)
{
  WebKitWebView *view = reader_fixture_get_web_view (fixture->reader.reader);
  g_autofree char *uri = g_strdup_printf ("http://127.0.0.1:%u/file.bin", fixture->web.port);
  g_autoptr (WebKitDownload) download = NULL;
  gboolean is_cancelled = FALSE;

  reader_fixture_open_library (&fixture->reader);
  reader_fixture_show (&fixture->reader, "other.html");
  download = webkit_network_session_download_uri (webkit_web_view_get_network_session (view), uri);
  g_signal_connect (download, "failed", G_CALLBACK (failed_cb), &is_cancelled);
  wait_until (is_cancelled);
  g_assert_null (webkit_download_get_destination (download));
}

/* The control: the same page in a view without our locks shows that the page and the servers work. */
static void
test_control (Fixture *fixture, gconstpointer data)
{
  g_autofree char *page = make_page (fixture);
  g_autofree char *whole = g_strconcat ("<!DOCTYPE html><title>Quiet</title>", page, NULL);
  g_autoptr (GString) quiet = g_string_new (whole);
  g_autofree char *base = g_strdup_printf ("http://127.0.0.1:%u/", fixture->web.port);
  g_autoptr (WebKitNetworkSession) session = webkit_network_session_new_ephemeral ();
  WebKitWebView *view = g_object_new (WEBKIT_TYPE_WEB_VIEW, "network-session", session, NULL);
  static const char *const expected[] = {
    "/image.png",          "/link-stylesheet.css",  "/script-inline",
    "/script-external.js", "/style-background.png", "/iframe.html",
  };

  /* Everything works here, including navigation, so the rest of the page needs its chance. */
  g_string_replace (quiet, "location.href =", "document.documentElement.dataset.href =", 0);
  webkit_settings_set_hardware_acceleration_policy (webkit_web_view_get_settings (view),
                                                    WEBKIT_HARDWARE_ACCELERATION_POLICY_NEVER);
  gtk_window_set_child (GTK_WINDOW (fixture->reader.window), GTK_WIDGET (view));
  webkit_web_view_load_html (view, quiet->str, base);

  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    wait_until (hostile_server_was_asked (&fixture->web, expected[i]));
  wait_until (hostile_server_was_asked (&fixture->web, "/form") ||
              hostile_server_was_asked (&fixture->web, "/meta-refresh"));
  wait_until (fixture->web.requests->len > 20);
  wait_until (fixture->bare.requests->len > 0);
}

#define add(path, function) g_test_add ("/broadsheet/hostile-page/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();

  add ("control", test_control);
  add ("raw", test_raw);
  add ("raw-clicked", test_raw_clicked);
  add ("raw-pictures", test_raw_pictures);
  add ("rendered", test_rendered);
  add ("filter-alone", test_filter_alone);
  add ("no-download", test_no_download);
  add ("rendered-pictures", test_rendered_pictures);
  add ("rendered-original", test_rendered_original);

  return g_test_run ();
}
