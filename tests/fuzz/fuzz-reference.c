/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdint.h>
#include <string.h>

#include "model/change/organise/reference.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* References are inside the text, and their replacements are found again. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_utf8_make_valid ((const char *) data, (gssize) size);
  gsize length = strlen (text);

  for (guint i = 0; i < 2 * (BS_SITE_HUGO + 1); i++)
    {
      g_autoptr (GPtrArray) references = bs_references_find (text, length, 0, i % 2 == 0, (BsSiteKind) (i / 2));

      for (guint j = 0; j < references->len; j++)
        {
          const BsReference *reference = g_ptr_array_index (references, j);
          g_autofree char *written = bs_reference_write (reference, "a b/c.md");

          g_assert_cmpuint (reference->start, <=, reference->end);
          g_assert_cmpuint (reference->end, <=, length);
          g_assert_true (written == NULL || g_utf8_validate (written, -1, NULL));
        }
    }
  return 0;
}
