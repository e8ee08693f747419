/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "model/change/import/import-input.h"
#include "model/change/import/import-keys.h"
#include "model/change/import/import-name.h"

static GPtrArray *
read_text (const char *type, const char *text)
{
  return bs_import_inputs_read (type, text, strlen (text));
}

static const BsImportInput *
get (GPtrArray *inputs, guint i)
{
  return g_ptr_array_index (inputs, i);
}

static void
test_uri_list (void)
{
  g_autoptr (GPtrArray) inputs = read_text (
      "text/uri-list",
      "# a comment\r\nfile:///tmp/a%20b.md\r\nhttps://example.org/x\r\nmailto:someone\r\nfile://elsewhere/x\r\n");

  g_assert_cmpuint (inputs->len, ==, 2);
  g_assert_cmpint (get (inputs, 0)->kind, ==, BS_IMPORT_FILE);
  g_assert_cmpstr (get (inputs, 0)->path, ==, "/tmp/a b.md");
  g_assert_cmpint (get (inputs, 1)->kind, ==, BS_IMPORT_LINK);
  g_assert_cmpstr (get (inputs, 1)->address, ==, "https://example.org/x");
}

static void
test_moz_url (void)
{
  static const char text[] = "https://example.org/\nÜber 中文";
  g_autoptr (GPtrArray) plain = read_text ("text/x-moz-url", text);
  g_autoptr (GPtrArray) wide = NULL;
  g_autofree char *bytes = NULL;
  gsize length;

  bytes = g_convert (text, -1, G_BYTE_ORDER == G_LITTLE_ENDIAN ? "UTF-16LE" : "UTF-16BE", "UTF-8", NULL, &length, NULL);
  wide = bs_import_inputs_read ("text/x-moz-url", bytes, length);
  for (guint i = 0; i < 2; i++)
    {
      GPtrArray *inputs = i == 0 ? plain : wide;

      g_assert_cmpuint (inputs->len, ==, 1);
      g_assert_cmpstr (get (inputs, 0)->address, ==, "https://example.org/");
      g_assert_cmpstr (get (inputs, 0)->title, ==, "Über 中文");
    }
}

static void
test_html (void)
{
  g_autoptr (GPtrArray) windows = read_text (
      "text/html", "Version:0.9\r\nStartHTML:0\r\nSourceURL:https://example.org/p?q=1\r\n<html><p>x</p></html>");
  g_autoptr (GPtrArray) plain = read_text ("text/html", "<p>x</p>");
  g_autoptr (GPtrArray) blank = read_text ("text/html", " \n");

  g_assert_cmpuint (windows->len, ==, 1);
  g_assert_cmpstr (get (windows, 0)->address, ==, "https://example.org/p?q=1");
  g_assert_cmpstr (get (windows, 0)->text, ==, "<html><p>x</p></html>");
  g_assert_null (get (plain, 0)->address);
  g_assert_cmpuint (blank->len, ==, 0);
}

static void
test_plain (void)
{
  g_autoptr (GPtrArray) text = read_text ("text/plain", "See https://example.org/x for more.");
  g_autoptr (GPtrArray) addresses = read_text ("text/plain", "https://example.org/x\nfile:///tmp/y.md\n");

  g_assert_cmpuint (text->len, ==, 1);
  g_assert_cmpint (get (text, 0)->kind, ==, BS_IMPORT_TEXT);
  g_assert_cmpuint (addresses->len, ==, 2);
  g_assert_cmpint (get (addresses, 0)->kind, ==, BS_IMPORT_LINK);
  g_assert_cmpint (get (addresses, 1)->kind, ==, BS_IMPORT_FILE);
}

static void
test_names (void)
{
  static const char *const cases[][2] = {
    { "a/b\\c:d*e?f\"g<h>i|j", "a_b_c_d_e_f_g_h_i_j" },
    { "  two  words\n", "two words" },
    { "con", "con_" },
    { "COM1.x", "COM1.x_" },
    { "...hidden", "hidden" },
    { "end. .", "end" },
    { "", "untitled" },
    { "e\xCC\x81", "\xC3\xA9" },
  };
  g_autofree char *long_text = g_strnfill (300, 'x');
  g_autofree char *cut = bs_import_name_make_safe (long_text);
  g_autofree char *numbered = bs_import_name_build ("2022-05-17", "a", 2, ".md");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = bs_import_name_make_safe (cases[i][0]);

      g_assert_cmpstr (name, ==, cases[i][1]);
    }
  g_assert_cmpuint (strlen (cut), ==, 200);
  g_assert_cmpstr (numbered, ==, "2022-05-17-a-2.md");
  g_assert_cmpuint (bs_import_name_date_length ("2022-05-17-x"), ==, 11);
  g_assert_cmpuint (bs_import_name_date_length ("2022-5-17-x"), ==, 0);
}

static void
test_addresses (void)
{
  static const char *const cases[][2] = {
    { "https://www.Example.org/A/?utm_source=x&b=1&fbclid=2#part", "example.org/A?b=1" },
    { "http://example.org", "example.org" },
    { "http://example.org/?spm=a", "example.org" },
    { "https://example.org/a?x=1&y=2", "example.org/a?x=1&y=2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *address = bs_import_address_normalize (cases[i][0]);

      g_assert_cmpstr (address, ==, cases[i][1]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/broadsheet/import-input/uri-list", test_uri_list);
  g_test_add_func ("/broadsheet/import-input/moz-url", test_moz_url);
  g_test_add_func ("/broadsheet/import-input/html", test_html);
  g_test_add_func ("/broadsheet/import-input/plain", test_plain);
  g_test_add_func ("/broadsheet/import-input/names", test_names);
  g_test_add_func ("/broadsheet/import-input/addresses", test_addresses);

  return g_test_run ();
}
