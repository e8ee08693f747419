/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdint.h>
#include <string.h>

#include "model/format/article/html-page.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static char *
picture_cb (const char *address, gpointer user_data)
{
  return strlen (address) % 2 == 0 ? g_strdup ("picture.png") : NULL;
}

static void
check (const BsHtmlPage *page)
{
  g_assert_true (g_utf8_validate (page->body, -1, NULL));
  g_assert_true (page->head.title == NULL || g_utf8_validate (page->head.title, -1, NULL));
  g_assert_null (strchr (page->body, '{'));
  g_assert_null (strstr (page->body, "<script"));
  g_assert_true (page->head.address == NULL || bs_html_address_is_web (page->head.address));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *html = g_utf8_make_valid ((const char *) data, size);
  gsize length = strlen (html);
  g_autoptr (BsHtmlPage) page = bs_html_page_read (html, length, NULL, picture_cb, NULL);
  g_autoptr (BsHtmlPage) selection = bs_html_page_read_selection (html, length, "https://example.org/a/b?c#d");

  bs_html_is_page (html, length);
  check (page);
  check (selection);
  return 0;
}
