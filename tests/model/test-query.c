/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/list/answer.h"
#include "model/library/words/collator.h"

#include "scratch.h"

typedef struct
{
  BsVocabulary *vocabulary;
  BsSite *site;
  BsTable *table;
  BsAnswerer *answerer;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->vocabulary = bs_vocabulary_new ();
  self->site = bs_site_new_plain ("/nowhere");
  self->table = bs_table_new (self->vocabulary);
  self->answerer = bs_answerer_new (self->vocabulary);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  bs_answerer_free (self->answerer);
  bs_table_unref (self->table);
  bs_site_unref (self->site);
  bs_vocabulary_unref (self->vocabulary);
}

static BsRow *
make_row (Fixture *self, const char *path, const char *text, gint64 modified)
{
  g_autoptr (BsArticle) article = bs_article_read (path, BS_SITE_HEXO, text, strlen (text));
  BsFileStamp stamp = { 0 };

  stamp.modified = modified * 1000000000;
  stamp.size = strlen (text);
  stamp.content_hash = g_str_hash (text);
  return bs_row_new (self->vocabulary, self->site, article, &stamp);
}

static void
put (Fixture *self, const char *path, const char *text, gint64 modified)
{
  bs_table_put (self->table, make_row (self, path, text, modified), NULL);
}

static void
check (Fixture *self, BsScope scope, const char *names, BsSort sort, gboolean reverse, const char *expected)
{
  g_auto (GStrv) list = names != NULL ? g_strsplit (names, "/", -1) : NULL;
  g_autoptr (BsQuery) query = bs_query_new (scope, (const char *const *) list, sort, reverse);
  g_autoptr (BsSnapshot) snapshot = bs_table_take_snapshot (self->table);
  g_autoptr (BsIds) ids = bs_answerer_answer (self->answerer, snapshot, query);
  g_autoptr (GString) paths = g_string_new (NULL);

  for (guint i = 0; i < ids->n_ids; i++)
    {
      g_autofree char *path = bs_row_dup_path (snapshot->rows[ids->ids[i]]);

      g_string_append_printf (paths, "%s%s", i > 0 ? " " : "", path);
    }
  g_assert_cmpstr (paths->str, ==, expected);
}

static void
test_scopes (Fixture *self, gconstpointer data)
{
  put (self, "a.md", "---\ntitle: A\ncategories: [x, y]\ntags: [t, 8964]\nauthor: Ann\n---\n", 1);
  put (self, "b.md", "---\ntitle: B\ncategories: [x]\nauthor: [Ann, Bob]\ndraft: true\n---\n", 2);
  put (self, "c.md", "---\ntitle: C\ncategories: [[x, y, z], [w]]\ntags: [t]\n---\n", 3);
  put (self, "d.md", "---\ntitle: D\ntitle: E\n---\n", 4);

  check (self, BS_SCOPE_ALL, NULL, BS_SORT_PATH, FALSE, "a.md b.md c.md d.md");
  check (self, BS_SCOPE_CATEGORY, "x", BS_SORT_PATH, FALSE, "a.md b.md c.md");
  check (self, BS_SCOPE_CATEGORY, "x/y", BS_SORT_PATH, FALSE, "a.md c.md");
  check (self, BS_SCOPE_CATEGORY, "x/y/z", BS_SORT_PATH, FALSE, "c.md");
  check (self, BS_SCOPE_CATEGORY, "w", BS_SORT_PATH, FALSE, "c.md");
  check (self, BS_SCOPE_CATEGORY, "y", BS_SORT_PATH, FALSE, "");
  check (self, BS_SCOPE_TAG, "t", BS_SORT_PATH, FALSE, "a.md c.md");
  check (self, BS_SCOPE_TAG, "8964", BS_SORT_PATH, FALSE, "a.md");
  check (self, BS_SCOPE_SOURCE, "Ann", BS_SORT_PATH, FALSE, "a.md b.md");
  check (self, BS_SCOPE_SOURCE, "Bob", BS_SORT_PATH, FALSE, "b.md");
  check (self, BS_SCOPE_DRAFTS, NULL, BS_SORT_PATH, FALSE, "b.md");
  check (self, BS_SCOPE_NEEDS_REPAIR, NULL, BS_SORT_PATH, FALSE, "d.md");
  check (self, BS_SCOPE_TAG, NULL, BS_SORT_PATH, FALSE, "");
}

static void
test_sorts (Fixture *self, gconstpointer data)
{
  put (self, "z/one.md", "---\ntitle: Beta\ndate: 2020-01-01 00:00:00 +0000\nauthor: Zoe\n---\n", 1);
  put (self, "a/two.md", "---\ntitle: alpha 10\ndate: 2022-01-01 00:00:00 +0000\nauthor: Ann\n---\n", 1);
  put (self, "a-b/three.md", "---\ntitle: alpha 9\ndate: 2021-01-01 00:00:00 +0000\n---\n", 1);
  /* An article without a date is last in either direction. */
  put (self, "four.md", "---\ntitle: Gamma\nauthor: Ann\n---\n", 1625000000);

  check (self, BS_SCOPE_ALL, NULL, BS_SORT_DATE, FALSE, "a/two.md a-b/three.md z/one.md four.md");
  check (self, BS_SCOPE_ALL, NULL, BS_SORT_DATE, TRUE, "z/one.md a-b/three.md a/two.md four.md");
  check (self, BS_SCOPE_ALL, NULL, BS_SORT_TITLE, FALSE, "a-b/three.md a/two.md z/one.md four.md");
  check (self, BS_SCOPE_ALL, NULL, BS_SORT_PATH, FALSE, "a-b/three.md a/two.md four.md z/one.md");
  check (self, BS_SCOPE_ALL, NULL, BS_SORT_SOURCE, FALSE, "a/two.md four.md z/one.md a-b/three.md");
  check (self, BS_SCOPE_ALL, NULL, BS_SORT_SOURCE, TRUE, "z/one.md a/two.md four.md a-b/three.md");
}

/* Enough articles for the other sorting algorithm: the order of every two neighbours is the same, in both directions,
 * with dates before 1970, equal dates and none at all. */
static void
test_many (Fixture *self, gconstpointer data)
{
  enum
  {
    N = 3000
  };
  g_autoptr (BsSnapshot) snapshot = NULL;

  for (guint i = 0; i < N; i++)
    {
      g_autofree char *path = g_strdup_printf ("%u/%u.md", i * 7919 % 31, i);
      g_autofree char *text =
          g_strdup_printf ("---\ntitle: %u\n%s: %u-%02u-%02u 00:00:00 +0000\n---\n", i, i % 10 == 0 ? "other" : "date",
                           1940 + i * 104729 % 90, 1 + i * 31 % 12, 1 + i * 17 % 28);

      put (self, path, text, 1);
    }
  snapshot = bs_table_take_snapshot (self->table);

  for (guint reverse = 0; reverse < 2; reverse++)
    {
      g_autoptr (BsQuery) query = bs_query_new (BS_SCOPE_ALL, NULL, BS_SORT_DATE, reverse);
      g_autoptr (BsIds) ids = bs_answerer_answer (self->answerer, snapshot, query);

      g_assert_cmpuint (ids->n_ids, ==, N);
      for (guint i = 1; i < N; i++)
        {
          const BsRow *first = snapshot->rows[ids->ids[i - 1]];
          const BsRow *second = snapshot->rows[ids->ids[i]];
          gboolean has_first = (first->flags & BS_ROW_HAS_DATE) != 0;
          gboolean has_second = (second->flags & BS_ROW_HAS_DATE) != 0;

          g_assert_true (has_first || !has_second);
          if (has_first && has_second && first->date != second->date)
            g_assert_true (reverse ? first->date < second->date : first->date > second->date);
          else if (has_first == has_second)
            g_assert_true ((bs_row_compare_paths (first, second) < 0) == !reverse);
        }
    }
}

static void
test_pinyin (void)
{
  static const char *const locales[] = { "zh_CN.UTF-8", "en_US.UTF-8", "C.UTF-8", "" };

  for (guint i = 0; i < G_N_ELEMENTS (locales); i++)
    {
      g_autoptr (BsCollator) collator = bs_collator_new_for_locale (locales[i]);
      g_autofree char *first = bs_collator_make_key (collator, "爱好");
      g_autofree char *second = bs_collator_make_key (collator, "中国");

      /* ai, bei, zhong; by code point 中 comes first. */
      g_assert_cmpint (bs_collator_compare (collator, "爱好", "北京"), <, 0);
      g_assert_cmpint (bs_collator_compare (collator, "北京", "中国"), <, 0);
      g_assert_cmpint (strcmp (first, second), <, 0);
      g_assert_cmpint (bs_collator_compare (collator, "第9期", "第10期"), <, 0);
    }
}

/* Random changes, applied incrementally and from scratch: both must give the same list. */
static void
test_update (Fixture *self, gconstpointer data)
{
  static const BsSort sorts[] = { BS_SORT_DATE, BS_SORT_TITLE, BS_SORT_SOURCE, BS_SORT_PATH };
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  BsIds *before[8] = { NULL };

  for (guint round = 0; round < 60; round++)
    {
      g_autoptr (BsSnapshot) snapshot = NULL;

      for (guint i = 0; i < 20; i++)
        {
          guint number = (guint) g_rand_int_range (rand, 0, 150);
          g_autofree char *path = g_strdup_printf ("f%u/%u.md", number % 5, number);
          g_autofree char *text = g_strdup_printf (
              "---\ntitle: T%d\ndate: 20%02d-01-01\nauthor: A%d\ndraft: %s\n---\n", g_rand_int_range (rand, 0, 30),
              g_rand_int_range (rand, 10, 20), g_rand_int_range (rand, 0, 5), g_rand_boolean (rand) ? "true" : "false");
          BsRow *row = bs_table_lookup (self->table, path);

          if (row != NULL && g_rand_int_range (rand, 0, 3) == 0)
            bs_row_unref (bs_table_remove (self->table, row->id));
          else
            put (self, path, text, 1);
        }
      snapshot = bs_table_take_snapshot (self->table);
      for (guint i = 0; i < G_N_ELEMENTS (before); i++)
        {
          g_autoptr (BsQuery) query =
              bs_query_new (i >= 4 ? BS_SCOPE_DRAFTS : BS_SCOPE_ALL, NULL, sorts[i % 4], round % 2 == 1);
          g_autoptr (BsIds) whole = bs_answerer_answer (self->answerer, snapshot, query);

          if (before[i] != NULL && round % 2 == 1)
            {
              g_autoptr (BsQuery) same = bs_query_new (query->scope, NULL, query->sort, TRUE);
              guint n_changes;
              g_autofree guint32 *changes = bs_table_list_changes (self->table, before[i]->version, 1000, &n_changes);
              g_autoptr (BsIds) updated = NULL;

              g_assert_nonnull (changes);
              updated = bs_answerer_update (self->answerer, snapshot, same, before[i], changes, n_changes);
              g_assert_cmpmem (updated->ids, updated->n_ids * sizeof (guint32), whole->ids,
                               whole->n_ids * sizeof (guint32));
            }
          g_clear_pointer (&before[i], bs_ids_unref);
          if (round % 2 == 0)
            {
              g_autoptr (BsQuery) reversed = bs_query_new (query->scope, NULL, query->sort, TRUE);

              before[i] = bs_answerer_answer (self->answerer, snapshot, reversed);
            }
        }
    }
  for (guint i = 0; i < G_N_ELEMENTS (before); i++)
    g_clear_pointer (&before[i], bs_ids_unref);
}

static void
test_snapshot (Fixture *self, gconstpointer data)
{
  g_autoptr (BsSnapshot) old = NULL;
  g_autoptr (BsSnapshot) new = NULL;
  guint id;

  put (self, "a.md", "---\ntitle: Old\n---\n", 1);
  id = bs_table_lookup (self->table, "a.md")->id;
  old = bs_table_take_snapshot (self->table);
  put (self, "a.md", "---\ntitle: New\n---\n", 2);
  new = bs_table_take_snapshot (self->table);
  g_assert_cmpstr (bs_row_get_title (old->rows[id]), ==, "Old");
  g_assert_cmpstr (bs_row_get_title (new->rows[id]), ==, "New");
  g_clear_pointer (&new, bs_snapshot_free);
  bs_row_unref (bs_table_remove (self->table, id));
  bs_table_drop_removed (self->table);
  g_assert_cmpstr (bs_row_get_title (old->rows[id]), ==, "Old");
  g_assert_cmpuint (bs_table_get_size (self->table), ==, 0);
}

static void
test_same (Fixture *self, gconstpointer data)
{
  guint64 version;

  put (self, "a.md", "---\ntitle: A\n---\n", 100);
  version = bs_table_get_version (self->table);
  /* The same bytes with a later time are not a change. */
  g_assert_cmpint (bs_table_put (self->table, make_row (self, "a.md", "---\ntitle: A\n---\n", 200), NULL), ==,
                   BS_PUT_SAME);
  g_assert_cmpuint (bs_table_get_version (self->table), ==, version);
  g_assert_cmpint (bs_table_lookup (self->table, "a.md")->date, ==, BS_ROW_NO_DATE);
  g_assert_cmpint (bs_table_lookup (self->table, "a.md")->modified, ==, G_GINT64_CONSTANT (200000000000));
  g_assert_cmpint (bs_table_put (self->table, make_row (self, "a.md", "---\ntitle: A\n---\nx", 300), NULL), ==,
                   BS_PUT_CHANGED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/broadsheet/query/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("scopes", test_scopes);
  ADD ("sorts", test_sorts);
  ADD ("many", test_many);
  g_test_add_func ("/broadsheet/query/pinyin", test_pinyin);
  ADD ("update", test_update);
  ADD ("snapshot", test_snapshot);
  ADD ("same", test_same);
  return g_test_run ();
}
