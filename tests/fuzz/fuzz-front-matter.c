/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/format/front-matter/front-matter.h"
#include "model/format/text/problem.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_utf8_make_valid ((const char *) data, size);
  gsize length = strlen (text);
  g_auto (BsFrontMatter) front_matter = BS_FRONT_MATTER_INIT;
  g_autoptr (GPtrArray) problems = bs_problems_new ();

  bs_front_matter_read (&front_matter, text, length, problems);

  g_assert_cmpuint (front_matter.body_start, <=, length);
  g_assert_cmpuint (front_matter.block_start + front_matter.block_length, <=, length);
  g_assert_cmpuint (front_matter.body_line, >=, 1);
  g_assert_true (front_matter.root == NULL || front_matter.root->kind == BS_VALUE_MAP);
  g_assert_true (front_matter.kind != BS_FRONT_MATTER_NONE || (front_matter.body_start == 0 && problems->len > 0));

  return 0;
}
