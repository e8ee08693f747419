/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdint.h>
#include <string.h>

#include "page/css-filter.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
assert_harmless (const char *css)
{
  if (css == NULL)
    return;
  g_assert_true (g_utf8_validate (css, -1, NULL));
  g_assert_null (strpbrk (css, "<\\@"));
  g_assert_null (strstr (css, "url"
                              "("));
  g_assert_null (strstr (css, "/*"));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *css = g_strndup ((const char *) data, size);
  g_autofree char *declarations = bs_css_filter_declarations (css);
  g_autofree char *sheet = bs_css_filter_sheet (css, ".s");
  g_autofree char *again = bs_css_filter_sheet (sheet, "");

  assert_harmless (declarations);
  assert_harmless (sheet);
  g_assert_nonnull (again);
  return 0;
}
