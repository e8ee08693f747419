/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/format/front-matter/yaml-mend.h"
#include "model/format/front-matter/yaml-reader.h"
#include "model/format/front-matter/yaml-simple.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
assert_equal (const BsValue *one, const BsValue *other)
{
  g_assert_cmpint (one->kind, ==, other->kind);
  g_assert_cmpint (one->quoted, ==, other->quoted);
  g_assert_cmpint (one->folded, ==, other->folded);
  g_assert_cmpuint (one->line, ==, other->line);
  g_assert_cmpuint (one->column, ==, other->column);
  g_assert_cmpstr (one->key, ==, other->key);
  g_assert_cmpstr (one->text, ==, other->text);
  g_assert_cmpuint (one->items != NULL ? one->items->len : 0, ==, other->items != NULL ? other->items->len : 0);

  for (guint i = 0; one->items != NULL && i < one->items->len; i++)
    assert_equal (g_ptr_array_index (one->items, i), g_ptr_array_index (other->items, i));
}

/* yaml-simple reads its subset exactly as libyaml does. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_utf8_make_valid ((const char *) data, size);
  gsize length = strlen (text);
  g_autoptr (GPtrArray) problems = bs_problems_new ();
  g_autoptr (BsProblem) failure = NULL;
  g_autoptr (BsValue) root = NULL;
  g_autoptr (BsValue) simple = NULL;

  root = bs_yaml_read (text, length, 2, problems, &failure);
  g_assert_true ((root == NULL) == (failure != NULL));

  simple = bs_yaml_simple_read (text, length, 2);
  if (simple != NULL)
    {
      g_assert_nonnull (root);
      g_assert_cmpuint (problems->len, ==, 0);
      assert_equal (simple, root);
    }

  if (failure != NULL && failure->kind == BS_PROBLEM_RECOVERED)
    root = bs_yaml_mend (text, length, 2, failure->line, problems);

  return 0;
}
