/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/front-matter/value.h"

#include <string.h>

/* What the tests of readers of values share. READ is the function that they test. */

/* A text that cannot be read, and what the failure says. */
typedef struct
{
  const char *text;
  guint line;
  guint column;     /* 0 for any */
  const char *word; /* expected in the reason */
} Mistake;

static inline BsValue *
read_value (const char *text, GPtrArray *problems)
{
  g_autoptr (BsProblem) failure = NULL;
  g_autofree char *bytes = g_memdup2 (text, strlen (text));
  BsValue *root = READ (bytes, strlen (text), 2, problems, &failure);

  if (failure != NULL)
    g_test_message ("%u:%u: %s", failure->line, failure->column, failure->detail);
  g_assert_nonnull (root);
  g_assert_null (failure);
  g_assert_cmpint (root->kind, ==, BS_VALUE_MAP);

  return root;
}

/* A compact notation of a value. */
static inline void
show (const BsValue *value, GString *out)
{
  switch (value->kind)
    {
    case BS_VALUE_LIST:
    case BS_VALUE_MAP:
      g_string_append_c (out, value->kind == BS_VALUE_LIST ? '[' : '{');
      for (guint i = 0; i < value->items->len; i++)
        {
          const BsValue *item = g_ptr_array_index (value->items, i);

          if (i > 0)
            g_string_append_c (out, ' ');
          if (value->kind == BS_VALUE_MAP)
            g_string_append_printf (out, "%s=", item->key);
          show (item, out);
        }
      g_string_append_c (out, value->kind == BS_VALUE_LIST ? ']' : '}');
      break;
    case BS_VALUE_NULL:
    case BS_VALUE_BOOLEAN:
    case BS_VALUE_NUMBER:
    case BS_VALUE_STRING:
    default:
      g_string_append_printf (out, value->quoted ? "'%s'" : value->kind == BS_VALUE_STRING ? "@%s" : "%s", value->text);
      break;
    }
}

static inline void
assert_reads (const char *text, const char *expected)
{
  g_autoptr (GPtrArray) problems = bs_problems_new ();
  g_autoptr (BsValue) root = read_value (text, problems);
  GString *out = g_string_new (NULL);

  show (root, out);
  g_assert_cmpstr (out->str, ==, expected);
  g_assert_cmpuint (problems->len, ==, 0);
  g_string_free (out, TRUE);
}

static inline void
assert_mistakes (const Mistake *samples, gsize n_samples)
{
  for (gsize i = 0; i < n_samples; i++)
    {
      g_autoptr (GPtrArray) problems = bs_problems_new ();
      g_autoptr (BsProblem) failure = NULL;
      g_autoptr (BsValue) root = NULL;
      g_autofree char *bytes = g_memdup2 (samples[i].text, strlen (samples[i].text));

      g_test_message ("%s", samples[i].text);
      root = READ (bytes, strlen (samples[i].text), 2, problems, &failure);
      g_assert_null (root);
      g_assert_nonnull (failure);
      g_assert_cmpint (failure->kind, ==, BS_PROBLEM_RECOVERED);
      g_test_message ("%u:%u: %s", failure->line, failure->column, failure->detail);
      g_assert_cmpuint (failure->line, ==, samples[i].line);
      if (samples[i].column > 0)
        g_assert_cmpuint (failure->column, ==, samples[i].column);
      g_assert_nonnull (strstr (failure->detail, samples[i].word));
    }
}

static inline guint
measure_depth (const BsValue *value)
{
  guint deepest = 0;

  for (guint i = 0; value->items != NULL && i < value->items->len; i++)
    {
      guint depth = measure_depth (g_ptr_array_index (value->items, i));

      deepest = MAX (deepest, depth);
    }

  return value->items != NULL ? deepest + 1 : 0;
}
