/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/front-matter/value.h"

/* READ is the function that is tried: it reads any text, or says where it failed. */

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
check_value (const BsValue *value, guint depth)
{
  g_assert_cmpuint (depth, <=, BS_VALUE_MAX_DEPTH + 1);
  g_assert_true (value->text == NULL || g_utf8_validate (value->text, -1, NULL));
  g_assert_true (value->key == NULL || g_utf8_validate (value->key, -1, NULL));
  g_assert_true (bs_value_is_scalar (value) == (value->items == NULL));
  for (guint i = 0; value->items != NULL && i < value->items->len; i++)
    check_value (g_ptr_array_index (value->items, i), depth + 1);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GPtrArray) problems = bs_problems_new ();
  g_autoptr (BsProblem) failure = NULL;
  g_autoptr (BsValue) root = NULL;
  g_autofree char *text = NULL;

  /* The text has been decoded, and contains no NULs. */
  if (!g_utf8_validate_len ((const char *) data, size, NULL))
    return 0;

  text = g_memdup2 (data, size);
  root = READ (text, size, 1, problems, &failure);
  g_assert_true ((root == NULL) == (failure != NULL));
  if (root != NULL)
    check_value (root, 1);
  else
    g_assert_cmpuint (failure->line, >=, 1);

  return 0;
}
