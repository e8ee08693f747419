/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/format/front-matter/conflict.h"
#include "model/format/front-matter/front-matter-extent.h"
#include "model/format/front-matter/recovery.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_utf8_make_valid ((const char *) data, size);
  gsize length = strlen (text);

  for (guint syntax = BS_RECOVERY_YAML; syntax <= BS_RECOVERY_JSON; syntax++)
    {
      g_autoptr (BsValue) root = bs_recovery_read (syntax, text, length, 2);
      BsFrontMatterExtent extent;

      g_assert_cmpint (root->kind, ==, BS_VALUE_MAP);
      bs_front_matter_extent_find (&extent, syntax, text, length, 2);
      g_assert_cmpuint (extent.end, <=, extent.stop);
      g_assert_cmpuint (extent.stop, <=, length);
    }
  g_assert_cmpint (bs_conflict_find (text, length), <, (gssize) length + 1);

  return 0;
}
