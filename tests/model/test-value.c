/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/front-matter/value.h"

static void
test_resolve_plain (void)
{
  static const struct
  {
    const char *text;
    BsValueKind kind;
  } samples[] = {
    { "", BS_VALUE_NULL },        { "~", BS_VALUE_NULL },        { "null", BS_VALUE_NULL },
    { "Null", BS_VALUE_NULL },    { "NULL", BS_VALUE_NULL },     { "nULL", BS_VALUE_STRING },
    { "nil", BS_VALUE_STRING },   { "true", BS_VALUE_BOOLEAN },  { "True", BS_VALUE_BOOLEAN },
    { "TRUE", BS_VALUE_BOOLEAN }, { "false", BS_VALUE_BOOLEAN }, { "yes", BS_VALUE_STRING },
    { "no", BS_VALUE_STRING },    { "on", BS_VALUE_STRING },     { "0", BS_VALUE_NUMBER },
    { "8964", BS_VALUE_NUMBER },  { "-12", BS_VALUE_NUMBER },    { "+12", BS_VALUE_NUMBER },
    { "0o17", BS_VALUE_NUMBER },  { "0o18", BS_VALUE_STRING },   { "0xfF", BS_VALUE_NUMBER },
    { "0xg", BS_VALUE_STRING },   { "0x", BS_VALUE_STRING },     { "1.5", BS_VALUE_NUMBER },
    { ".5", BS_VALUE_NUMBER },    { "5.", BS_VALUE_NUMBER },     { ".", BS_VALUE_STRING },
    { "-", BS_VALUE_STRING },     { "1e3", BS_VALUE_NUMBER },    { "1e+3", BS_VALUE_NUMBER },
    { "1e", BS_VALUE_STRING },    { "e3", BS_VALUE_STRING },     { ".inf", BS_VALUE_NUMBER },
    { "-.INF", BS_VALUE_NUMBER }, { ".nan", BS_VALUE_NUMBER },   { "-.nan", BS_VALUE_STRING },
    { "1_000", BS_VALUE_STRING }, { "12:30", BS_VALUE_STRING },  { "2022-05-17", BS_VALUE_STRING },
    { "1.2.3", BS_VALUE_STRING }, { "title", BS_VALUE_STRING },  { "中文", BS_VALUE_STRING },
    { " true", BS_VALUE_STRING },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_test_message ("%s", samples[i].text);
      g_assert_cmpint (bs_value_resolve_plain (samples[i].text, -1), ==, samples[i].kind);
    }
  g_assert_cmpint (bs_value_resolve_plain ("truer", 4), ==, BS_VALUE_BOOLEAN);
  g_assert_cmpint (bs_value_resolve_plain (NULL, 0), ==, BS_VALUE_NULL);
}

static void
test_scalar (void)
{
  g_autoptr (BsValue) text = bs_value_new_scalar (BS_VALUE_STRING, "中文字", 6, 3, 5);
  g_autoptr (BsValue) nothing = bs_value_new_scalar (BS_VALUE_NULL, NULL, 0, 1, 1);
  g_autoptr (BsValue) null = bs_value_new_scalar (BS_VALUE_NULL, "null", -1, 1, 1);
  g_autoptr (BsValue) list = bs_value_new (BS_VALUE_LIST, 1, 1);

  g_assert_cmpstr (bs_value_get_text (text), ==, "中文");
  g_assert_cmpuint (text->line, ==, 3);
  g_assert_cmpuint (text->column, ==, 5);
  g_assert_true (bs_value_is_scalar (text));
  g_assert_false (bs_value_is_scalar (list));
  g_assert_null (bs_value_get_text (nothing));
  g_assert_null (bs_value_get_text (null));
  g_assert_cmpstr (null->text, ==, "null");
  g_assert_null (bs_value_get_text (list));
  g_assert_null (bs_value_get_text (NULL));
}

static BsValue *
make_map (guint n)
{
  BsValue *map = bs_value_new (BS_VALUE_MAP, 1, 1);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *key = g_strdup_printf ("key%u", i);

      bs_value_insert (map, key, bs_value_new_scalar (BS_VALUE_NUMBER, key + 3, -1, i + 1, 1));
    }

  return map;
}

/* Of duplicate keys the first is found, in a small and in a large map. */
static void
test_lookup (void)
{
  static const guint sizes[] = { 1, 12, 13, 14, 1000 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (BsValue) map = make_map (sizes[i]);
      g_autofree char *last = g_strdup_printf ("key%u", sizes[i] - 1);

      bs_value_insert (map, "key0", bs_value_new_scalar (BS_VALUE_STRING, "second", -1, 1, 1));
      g_assert_cmpuint (map->items->len, ==, sizes[i] + 1);
      g_assert_cmpstr (bs_value_get_text (bs_value_lookup (map, "key0")), ==, "0");
      g_assert_cmpstr (bs_value_lookup (map, last)->key, ==, last);
      g_assert_null (bs_value_lookup (map, "nothing"));
    }

  g_assert_null (bs_value_lookup (NULL, "key"));
}

static void
test_copy (void)
{
  g_autoptr (BsValue) map = make_map (20);
  g_autoptr (BsValue) copy = NULL;
  BsValue *list = bs_value_insert (map, "list", bs_value_new (BS_VALUE_LIST, 2, 3));
  BsValue *item = bs_value_append (list, bs_value_new_scalar (BS_VALUE_STRING, "x", -1, 4, 5));
  const BsValue *copied;

  item->quoted = TRUE;
  item->folded = TRUE;
  copy = bs_value_copy (map);
  g_clear_pointer (&map, bs_value_free);

  g_assert_cmpuint (copy->items->len, ==, 21);
  g_assert_cmpstr (bs_value_get_text (bs_value_lookup (copy, "key19")), ==, "19");
  copied = g_ptr_array_index (bs_value_lookup (copy, "list")->items, 0);
  g_assert_cmpstr (copied->text, ==, "x");
  g_assert_null (copied->key);
  g_assert_true (copied->quoted);
  g_assert_true (copied->folded);
  g_assert_cmpuint (copied->line, ==, 4);
  g_assert_cmpuint (copied->column, ==, 5);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/broadsheet/value/resolve-plain", test_resolve_plain);
  g_test_add_func ("/broadsheet/value/scalar", test_scalar);
  g_test_add_func ("/broadsheet/value/lookup", test_lookup);
  g_test_add_func ("/broadsheet/value/copy", test_copy);

  return g_test_run ();
}
