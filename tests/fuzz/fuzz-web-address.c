/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdint.h>
#include <string.h>

#include "model/format/text/web-address.h"
#include "page/page.h"
#include "page/sanitiser-links.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *address = g_strndup ((const char *) data, size);
  g_autofree char *clean = bs_web_address_normalise (address);
  g_autofree char *again = bs_web_address_normalise (clean);
  g_autofree char *host = bs_web_address_find_host (address);
  g_autofree char *same_host = bs_web_address_find_host (clean);
  g_autofree char *link = bs_sanitise_link (address);

  g_assert_cmpstr (clean, ==, again);
  g_assert_cmpstr (host, ==, same_host);
  g_assert_null (strpbrk (clean, "\t\r\n"));
  g_assert_false (g_str_has_prefix (clean, "//"));
  if (host != NULL)
    g_assert_null (strpbrk (host, "/\\@?# "));
  if (link != NULL && g_ascii_strncasecmp (link, BS_PAGE_SCHEME ":", strlen (BS_PAGE_SCHEME) + 1) == 0)
    g_assert_true (g_str_has_prefix (link, BS_PAGE_ARTICLE_PREFIX));
  return 0;
}
