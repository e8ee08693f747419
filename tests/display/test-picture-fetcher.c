/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "hostile-server.h"
#include "picture-server.h"
#include "reader-fixture.h"
#include "reader/picture-fetcher.h"

typedef struct
{
  PictureServer server;
  HostileServer other; /* nothing may connect to it */
  BsPictureFetcher *fetcher;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  picture_server_start (&fixture->server);
  hostile_server_start (&fixture->other);
  fixture->fetcher = bs_picture_fetcher_new (picture_server_is_allowed);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (fixture->other.requests->len, ==, 0);
  g_assert_cmpuint (fixture->server.n_cookies, ==, 0);
  g_clear_object (&fixture->fetcher);
  picture_server_stop (&fixture->server);
  hostile_server_stop (&fixture->other);
}

typedef struct
{
  GBytes *picture;
  GError *error;
  gboolean done;
} Answer;

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;

  answer->picture = bs_picture_fetcher_fetch_finish (BS_PICTURE_FETCHER (source), result, &answer->error);
  answer->done = TRUE;
}

static void
clear (Answer *answer)
{
  g_clear_pointer (&answer->picture, g_bytes_unref);
  g_clear_error (&answer->error);
}

static void
fetch_with (BsPictureFetcher *fetcher, const char *address, Answer *answer)
{
  *answer = (Answer){ NULL, NULL, FALSE };
  bs_picture_fetcher_fetch_async (fetcher, address, NULL, NULL, fetched_cb, answer);
  wait_until (answer->done);
}

static void
assert_comes (Fixture *fixture, const char *path)
{
  g_autofree char *address = picture_server_make_address (&fixture->server, path);
  Answer answer;

  fetch_with (fixture->fetcher, address, &answer);
  g_assert_no_error (answer.error);
  g_assert_cmpmem (g_bytes_get_data (answer.picture, NULL), 8, "\x89PNG\r\n\x1a\n", 8);
  clear (&answer);
}

static void
assert_fails (Fixture *fixture, const char *path, int code)
{
  g_autofree char *address =
      strstr (path, "://") != NULL ? g_strdup (path) : picture_server_make_address (&fixture->server, path);
  Answer answer;

  fetch_with (fixture->fetcher, address, &answer);
  if (code >= 0)
    g_assert_error (answer.error, G_IO_ERROR, code);
  g_assert_nonnull (answer.error);
  g_assert_null (answer.picture);
  clear (&answer);
}

static void
test_comes (Fixture *fixture, gconstpointer data)
{
  assert_comes (fixture, "/a.png");
  assert_comes (fixture, "/a.png?x=1&y=%20#z");
  assert_comes (fixture, "/a.png");
  g_assert_cmpuint (picture_server_count (&fixture->server, "/a.png"), ==, 3);
  g_assert_cmpstr (g_ptr_array_index (fixture->server.referrers, 0), ==, "");
}

static void
test_referrer (Fixture *fixture, gconstpointer data)
{
  g_autofree char *own = picture_server_make_address (&fixture->server, "/");

  assert_comes (fixture, "/needs-none");
  g_assert_cmpuint (fixture->server.paths->len, ==, 1);
  assert_comes (fixture, "/needs-own");
  g_assert_cmpuint (fixture->server.paths->len, ==, 3);
  g_assert_cmpstr (g_ptr_array_index (fixture->server.referrers, 1), ==, "");
  g_assert_cmpstr (g_ptr_array_index (fixture->server.referrers, 2), ==, own);
  assert_fails (fixture, "/never", G_IO_ERROR_FAILED);
  g_assert_cmpuint (fixture->server.paths->len, ==, 5);
  assert_fails (fixture, "/password", G_IO_ERROR_FAILED);
}

static void
test_no_picture (Fixture *fixture, gconstpointer data)
{
  assert_fails (fixture, "/page", G_IO_ERROR_INVALID_DATA);
  assert_fails (fixture, "/too-much", G_IO_ERROR_MESSAGE_TOO_LARGE);
  g_assert_cmpuint (picture_server_count (&fixture->server, "/too-much"), ==, 1);
  assert_fails (fixture, "file:///etc/passwd", G_IO_ERROR_INVALID_ARGUMENT);
  assert_fails (fixture, "http://127.0.0.1:22/a.png", G_IO_ERROR_INVALID_ARGUMENT);
  assert_fails (fixture, "http:///a.png", -1);
  assert_fails (fixture, "ftp://127.0.0.1/a.png", G_IO_ERROR_INVALID_ARGUMENT);
}

static void
test_redirect (Fixture *fixture, gconstpointer data)
{
  g_autofree char *elsewhere = g_strdup_printf ("/redirect?http://127.0.0.2:%u/a.png", fixture->other.port);
  g_autofree char *by_name = g_strdup_printf ("/redirect?http://[::1]:%u/a.png", fixture->other.port);

  assert_comes (fixture, "/redirect");
  g_assert_cmpuint (picture_server_count (&fixture->server, "/picture.png"), ==, 1);
  assert_fails (fixture, "/loop", -1);
  g_assert_cmpuint (picture_server_count (&fixture->server, "/loop"), <=, 12);
  assert_fails (fixture, elsewhere, G_IO_ERROR_PERMISSION_DENIED);
  assert_fails (fixture, by_name, G_IO_ERROR_PERMISSION_DENIED);
  assert_fails (fixture, "/redirect?file:///etc/passwd", G_IO_ERROR_INVALID_ARGUMENT);
}

/* With the program's own check there is no connection, whatever name is used for this machine. */
static void
test_not_here (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = {
    "127.0.0.1",  "127.1",      "localhost", "[::1]",     "[::ffff:127.0.0.1]",
    "2130706433", "0x7f000001", "0.0.0.0",   "127.9.9.9",
  };
  g_autoptr (BsPictureFetcher) fetcher = bs_picture_fetcher_new (bs_public_address_is_public);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *address = g_strdup_printf ("http://%s:%u/a.png", names[i], fixture->other.port);
      Answer answer;

      fetch_with (fetcher, address, &answer);
      g_assert_nonnull (answer.error);
      if (g_hostname_is_ip_address (names[i]))
        g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
      clear (&answer);
    }
}

static void
test_inner (Fixture *fixture, gconstpointer data)
{
  g_autofree char *address = g_strdup_printf ("/gone?http://127.0.0.1:%u/inner.png", fixture->server.port);
  g_autofree char *plain = bs_picture_fetcher_find_inner ("https://p/?http://a/b.png?c=d&e#f");
  g_autofree char *escaped = bs_picture_fetcher_find_inner ("https://p/x?w=9&url=https%3A%2F%2Fa%2Fb.png&q=1");
  g_autofree char *none = bs_picture_fetcher_find_inner ("https://p/http://a/b.png?c=d");

  g_assert_cmpstr (plain, ==, "http://a/b.png?c=d&e");
  g_assert_cmpstr (escaped, ==, "https://a/b.png");
  g_assert_cmpstr (none, ==, NULL);
  assert_comes (fixture, address);
  g_assert_cmpuint (picture_server_count (&fixture->server, "/inner.png"), ==, 1);
}

/* Permission for one host does not extend to inner addresses and redirects. */
static void
test_hosts (Fixture *fixture, gconstpointer data)
{
  static const char *const hosts[] = { "127.0.0.1", NULL };
  static const char *const other[] = { "example.org", NULL };
  static const char *const paths[] = {
    "/gone?http://LocalHost:%u/inner.png",        "/gone?url=http%%3A%%2F%%2Flocalhost%%3A%u%%2Finner.png",
    "/gone?http:\\\\localhost:%u\\inner.png",     "/redirect?http://localhost:%u/inner.png",
    "/redirect?//localhost:%u/inner.png",         "/redirect?http://127.0.0.1@localhost:%u/inner.png",
    "/redirect?http://%%6cocalhost:%u/inner.png",
  };
  g_autofree char *own = picture_server_make_address (&fixture->server, "/redirect?/own.png");
  g_autofree char *inner = g_strdup_printf ("http://127.0.0.1:%u/gone?http://127.0.0.1:%u/inner.png",
                                            fixture->server.port, fixture->server.port);
  Answer answer;

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GString) path = g_string_new (paths[i]);
      g_autofree char *port = g_strdup_printf ("%u", fixture->server.port);
      g_autofree char *address = NULL;

      g_string_replace (path, "%u", port, 0);
      g_string_replace (path, "%%", "%", 0);
      address = picture_server_make_address (&fixture->server, path->str);
      answer = (Answer){ NULL, NULL, FALSE };
      g_test_message ("%s", address);
      bs_picture_fetcher_fetch_async (fixture->fetcher, address, hosts, NULL, fetched_cb, &answer);
      wait_until (answer.done);
      g_assert_nonnull (answer.error);
      clear (&answer);
    }
  g_assert_cmpuint (picture_server_count (&fixture->server, "/inner.png"), ==, 0);

  answer = (Answer){ NULL, NULL, FALSE };
  bs_picture_fetcher_fetch_async (fixture->fetcher, own, other, NULL, fetched_cb, &answer);
  wait_until (answer.done);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  clear (&answer);
  g_assert_cmpuint (picture_server_count (&fixture->server, "/own.png"), ==, 0);

  answer = (Answer){ NULL, NULL, FALSE };
  bs_picture_fetcher_fetch_async (fixture->fetcher, own, hosts, NULL, fetched_cb, &answer);
  wait_until (answer.done);
  g_assert_no_error (answer.error);
  clear (&answer);
  answer = (Answer){ NULL, NULL, FALSE };
  bs_picture_fetcher_fetch_async (fixture->fetcher, inner, hosts, NULL, fetched_cb, &answer);
  wait_until (answer.done);
  g_assert_no_error (answer.error);
  clear (&answer);
}

static gboolean
are_all_done (const Answer *answers, guint n)
{
  for (guint i = 0; i < n; i++)
    if (!answers[i].done)
      return FALSE;
  return TRUE;
}

static void
test_at_once (Fixture *fixture, gconstpointer data)
{
  g_autofree char *address = picture_server_make_address (&fixture->server, "/wait");
  Answer answers[15] = { { NULL, NULL, FALSE } };

  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    bs_picture_fetcher_fetch_async (fixture->fetcher, address, NULL, NULL, fetched_cb, &answers[i]);
  for (guint left = G_N_ELEMENTS (answers); left > 0;)
    {
      guint now = MIN (left, 6);

      wait_until (fixture->server.paused->len == now);
      g_assert_cmpuint (fixture->server.most_paused, <=, 6);
      picture_server_go_on (&fixture->server);
      left -= now;
    }
  wait_until (are_all_done (answers, G_N_ELEMENTS (answers)));
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_assert_no_error (answers[i].error);
      clear (&answers[i]);
    }
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autofree char *address = picture_server_make_address (&fixture->server, "/wait");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Answer answer = { NULL, NULL, FALSE };

  bs_picture_fetcher_fetch_async (fixture->fetcher, address, NULL, cancellable, fetched_cb, &answer);
  wait_until (fixture->server.paused->len == 1);
  g_cancellable_cancel (cancellable);
  wait_until (answer.done);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  clear (&answer);
}

static void
test_is_public (void)
{
  static const char *const open[] = {
    "1.1.1.1",     "8.8.8.8",         "11.0.0.1",        "172.15.0.1", "172.32.0.1",       "100.63.0.1",
    "192.167.1.1", "223.255.255.255", "2606:4700::1111", "2a00::1",    "64:ff9b::808:808", "::ffff:8.8.8.8",
  };
  static const char *const shut[] = {
    "0.0.0.0",          "10.1.2.3",        "100.64.0.1",      "127.0.0.1",       "127.255.0.1",  "169.254.169.254",
    "172.16.0.1",       "172.31.255.255",  "192.0.0.1",       "192.168.0.1",     "198.18.0.1",   "198.19.255.255",
    "203.0.113.9",      "224.0.0.1",       "239.1.1.1",       "255.255.255.255", "::",           "::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1",    "100::1",       "2001::1",
    "2001:db8::1",      "2002:7f00:1::",   "fc00::1",         "fd12::1",         "fe80::1",      "fec0::1",
    "ff02::1",          "::127.0.0.1",     "192.0.2.1",       "192.88.99.1",     "198.51.100.1", "240.0.0.1",
    "3fff::1",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (open); i++)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (open[i]);

      g_test_message ("%s", open[i]);
      g_assert_true (bs_public_address_is_public (address));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (shut); i++)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (shut[i]);

      g_test_message ("%s", shut[i]);
      g_assert_false (bs_public_address_is_public (address));
    }
}

#define add(path, function) g_test_add ("/broadsheet/picture-fetcher/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/broadsheet/picture-fetcher/is-public", test_is_public);
  add ("comes", test_comes);
  add ("referrer", test_referrer);
  add ("no-picture", test_no_picture);
  add ("redirect", test_redirect);
  add ("not-here", test_not_here);
  add ("inner", test_inner);
  add ("hosts", test_hosts);
  add ("at-once", test_at_once);
  add ("cancelled", test_cancelled);

  return g_test_run ();
}
