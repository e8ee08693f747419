/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdint.h>
#include <string.h>

#include "model/format/body/template.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *body = g_utf8_make_valid ((const char *) data, size);
  gsize length = strlen (body);
  BsBodyKind kinds[] = { BS_BODY_MARKDOWN, BS_BODY_HTML };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      gsize expanded_length;
      g_autofree char *expanded = bs_template_expand (kinds[i], body, length, &expanded_length);

      g_assert_cmpuint (strlen (expanded), ==, expanded_length);
      g_assert_true (g_utf8_validate (expanded, -1, NULL));
    }
  return 0;
}
