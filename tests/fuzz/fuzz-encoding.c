/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/text/encoding.h"
#include "model/format/text/problem.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GPtrArray) problems = bs_problems_new ();
  g_autofree char *bytes = g_memdup2 (data, size);
  g_auto (BsText) text = BS_TEXT_INIT;
  const char *end;
  const char *expected_end;
  gboolean valid;

  bs_text_decode (&text, bytes, size, problems);
  g_assert_true (text.length == 0 || g_utf8_validate_len (text.data, text.length, NULL));
  g_assert_true (text.length == 0 || memchr (text.data, 0, text.length) == NULL);
  for (guint i = 0; i < problems->len; i++)
    {
      g_autofree char *words = bs_problem_describe (g_ptr_array_index (problems, i));

      g_assert_true (g_utf8_validate (words, -1, NULL));
    }

  if (memchr (data, 0, size) == NULL)
    {
      valid = bs_utf8_validate (bytes, size, &end);
      g_assert_cmpint (valid, ==, g_utf8_validate_len (bytes != NULL ? bytes : "", size, &expected_end));
      if (size > 0)
        g_assert_true (end == expected_end);
    }

  return 0;
}
