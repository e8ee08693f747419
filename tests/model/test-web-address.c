/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/text/web-address.h"

static void
test_normalise (void)
{
  static const char *const cases[][2] = {
    { "", "" },
    { " \t\n", "" },
    { "http://a/b", "http://a/b" },
    { "\x01 http://a/b\x1f ", "http://a/b" },
    { "ht\ntp:/\t/a/b\r", "http://a/b" },
    { "HTTPS:a/B", "https://a/B" },
    { "https:/a", "https://a" },
    { "https:////a", "https://a" },
    { "https:\\\\a\\b?c\\d#e\\f", "https://a/b?c\\d#e\\f" },
    { "http://user@a\\@b/", "http://user@a/@b/" },
    { "//a/b", "https://a/b" },
    { "/\t/a/b", "https://a/b" },
    { "\\\\a\\b", "https://a/b" },
    { "/\\a", "https://a" },
    { "\\\t/\n/a", "https://a" },
    { "a\\b.png", "a/b.png" },
    { "/.//file/", "/.//file/" },
    { "..//file/", "..//file/" },
    { "#a\\b", "#a\\b" },
    { "?//a", "?//a" },
    { "MailTo:A@b", "mailto:A@b" },
    { "java\nscript:x\\y", "javascript:x\\y" },
    { "BROAD\tSHEET://file/", "broadsheet://file/" },
    { "1a:b", "1a:b" },
    { ":b", ":b" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *once = bs_web_address_normalise (cases[i][0]);
      g_autofree char *twice = bs_web_address_normalise (once);

      g_assert_cmpstr (once, ==, cases[i][1]);
      g_assert_cmpstr (twice, ==, once);
    }
}

static void
test_host (void)
{
  static const char *const cases[][2] = {
    { "http://Good.Example/a?http://other/", "good.example" },
    { "//good.example", "good.example" },
    { "https://%67ood.example:8080/", "good.example" },
    { "http://good.example@tracker.example/", "tracker.example" },
    { "http://good.example:80@tracker.example/", "tracker.example" },
    { "http://good.example\\@tracker.example/", "good.example" },
    { "http://tracker.example#@good.example/", "tracker.example" },
    { "http://tracker.example?@good.example/", "tracker.example" },
    { "http://b\xc3\xbc"
      "cher.example/",
      "xn--bcher-kva.example" },
    { "http://[::1]:80/", "::1" },
    { "http://a%2fb/", NULL },
    { "http://a%00b/", NULL },
    { "http:///", NULL },
    { "http://", NULL },
    { "ftp://a/", NULL },
    { "broadsheet://file/", NULL },
    { "a/b", NULL },
    { "", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *host = bs_web_address_find_host (cases[i][0]);

      g_test_message ("%s", cases[i][0]);
      g_assert_cmpstr (host, ==, cases[i][1]);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/broadsheet/web-address/normalise", test_normalise);
  g_test_add_func ("/broadsheet/web-address/host", test_host);

  return g_test_run ();
}
