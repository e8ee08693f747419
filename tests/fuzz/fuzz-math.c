/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdint.h>
#include <string.h>

#include "page/sanitiser-math.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* The remains of a formula are parsed as they were written: nothing in them has another meaning when they are parsed
 * again. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *valid = g_utf8_make_valid ((const char *) data, size);
  g_autofree char *html = g_strconcat ("<math>", valid, NULL);
  g_autofree char *once = bs_sanitise_math_text (html, FALSE, NULL);
  g_autofree char *twice = NULL;

  if (once == NULL)
    return 0;
  g_assert_true (g_utf8_validate (once, -1, NULL));
  g_assert_null (strstr (once, "<annotation"));
  g_assert_null (strstr (once, "<script"));
  twice = bs_sanitise_math_text (once, FALSE, NULL);
  g_assert_cmpstr (once, ==, twice);
  return 0;
}
