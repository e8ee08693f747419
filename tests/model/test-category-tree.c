/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/list/category-tree.h"
#include "model/library/library.h"

#include "scratch.h"

typedef struct
{
  BsVocabulary *vocabulary;
  BsSite *site;
  BsCategoryTree *tree;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->vocabulary = bs_vocabulary_new ();
  self->site = bs_site_new_plain ("/nowhere");
  self->tree = bs_category_tree_new (self->vocabulary);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  bs_category_tree_free (self->tree);
  bs_site_unref (self->site);
  bs_vocabulary_unref (self->vocabulary);
}

static BsRow *
make_row (Fixture *self, const char *categories)
{
  g_autofree char *text = g_strdup_printf ("---\ntitle: A\ncategories: %s\n---\n", categories);
  g_autoptr (BsArticle) article = bs_article_read ("a.md", BS_SITE_HEXO, text, strlen (text));
  BsFileStamp stamp = { 0 };

  return bs_row_new (self->vocabulary, self->site, article, &stamp);
}

static void
count (Fixture *self, const char *categories, int difference)
{
  g_autoptr (BsRow) row = make_row (self, categories);

  bs_category_tree_count (self->tree, row, difference);
}

static void
print (GString *text, GListModel *model)
{
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (BsCategory) category = g_list_model_get_item (model, i);
      GListModel *children = bs_category_get_children (category);

      g_string_append_printf (text, "%s%s %u", i > 0 ? ", " : "", bs_facet_get_name (BS_FACET (category)),
                              bs_facet_get_count (BS_FACET (category)));
      if (g_list_model_get_n_items (children) > 0)
        {
          g_string_append (text, " (");
          print (text, children);
          g_string_append_c (text, ')');
        }
    }
}

static void
check (Fixture *self, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  bs_category_tree_flush (self->tree, G_MAXINT64);
  g_assert_false (bs_category_tree_is_dirty (self->tree));
  print (text, bs_category_tree_get_roots (self->tree));
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_counts (Fixture *self, gconstpointer data)
{
  check (self, "");
  count (self, "[x, y]", 1);
  count (self, "[x]", 1);
  check (self, "x 2 (y 1)");
  /* An article with two paths below the same node is counted once there. */
  count (self, "[[x, z], [x, y], [w]]", 1);
  check (self, "w 1, x 3 (y 2, z 1)");
  count (self, "[x, y]", -1);
  check (self, "w 1, x 2 (y 1, z 1)");
  count (self, "[[x, z], [x, y], [w]]", -1);
  check (self, "x 1");
  count (self, "[x]", -1);
  check (self, "");
  count (self, "[x, y]", 1);
  check (self, "x 1 (y 1)");
}

static void
test_order (Fixture *self, gconstpointer data)
{
  count (self, "[中国]", 1);
  count (self, "[爱好]", 1);
  count (self, "[beta]", 1);
  count (self, "[Alpha]", 1);
  count (self, "[北京]", 1);
  check (self, "Alpha 1, beta 1, 爱好 1, 北京 1, 中国 1");
}

static void
count_cb (gpointer instance, gpointer anything, gpointer user_data)
{
  (*(guint *) user_data)++;
}

static void
test_same_object (Fixture *self, gconstpointer data)
{
  g_autoptr (BsCategory) category = NULL;
  g_autoptr (BsCategory) again = NULL;
  guint n_count = 0;

  count (self, "[x, y]", 1);
  check (self, "x 1 (y 1)");
  category = g_list_model_get_item (bs_category_tree_get_roots (self->tree), 0);
  g_signal_connect (category, "notify::count", G_CALLBACK (count_cb), &n_count);
  count (self, "[x]", 1);
  count (self, "[w]", 1);
  check (self, "w 1, x 2 (y 1)");
  g_assert_cmpuint (n_count, ==, 1);
  again = g_list_model_get_item (bs_category_tree_get_roots (self->tree), 1);
  g_assert_true (again == category);
  g_assert_cmpstr (bs_category_get_path (category)[0], ==, "x");
  g_assert_null (bs_category_get_path (category)[1]);
}

static void
test_deep (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("[");

  for (guint i = 0; i < 2000; i++)
    g_string_append_printf (text, "%sc%u", i > 0 ? ", " : "", i);
  g_string_append_c (text, ']');
  count (self, text->str, 1);
  bs_category_tree_flush (self->tree, G_MAXINT64);
  g_assert_cmpuint (g_list_model_get_n_items (bs_category_tree_get_roots (self->tree)), ==, 1);
  count (self, text->str, -1);
  check (self, "");
}

static void
test_slices (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *name = g_strdup_printf ("[c%u]", i);

      count (self, name, 1);
    }
  bs_category_tree_flush (self->tree, 0);
  g_assert_true (bs_category_tree_is_dirty (self->tree));
  g_assert_cmpuint (g_list_model_get_n_items (bs_category_tree_get_roots (self->tree)), ==, 1);
  bs_category_tree_flush (self->tree, G_MAXINT64);
  g_assert_cmpuint (g_list_model_get_n_items (bs_category_tree_get_roots (self->tree)), ==, 100);
}

static void
check_facets (GListModel *model, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (BsFacet) facet = g_list_model_get_item (model, i);

      g_string_append_printf (text, "%s%s %u", i > 0 ? ", " : "", bs_facet_get_name (facet),
                              bs_facet_get_count (facet));
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_facets (Scratch *scratch, gconstpointer data)
{
  g_autoptr (GFile) folder = g_file_new_for_path (scratch->path);
  g_autoptr (BsLibrary) library = bs_library_new (folder);
  guint n_changed = 0;

  scratch_write (scratch, "a.md", "---\ntitle: A\ntags: [b, a]\nauthor: Ann\n---\n");
  scratch_write (scratch, "b.md", "---\ntitle: B\ntags: [b]\nauthor: [Bob, Ann]\n---\n");
  bs_library_open (library);
  scratch_wait_until (bs_library_get_state (library) == BS_LIBRARY_READY);
  check_facets (bs_library_get_tags (library), "b 2, a 1");
  check_facets (bs_library_get_sources (library), "Ann 2, Bob 1");

  g_signal_connect (library, "changed", G_CALLBACK (count_cb), &n_changed);
  scratch_replace (scratch, "b.md", "---\ntitle: B\ntags: [c, a]\nauthor: Carl\n---\n");
  scratch_wait_until (n_changed > 0);
  check_facets (bs_library_get_tags (library), "a 2, b 1, c 1");
  check_facets (bs_library_get_sources (library), "Ann 1, Carl 1");
}

/* A stored category is shown while it is empty, with those above it, until it gets articles. */
static void
test_kept (Fixture *self, gconstpointer data)
{
  static const char *const path[] = { "甲", "乙", "丙", NULL };
  static const char *const above[] = { "甲", "乙", NULL };
  g_autoptr (GPtrArray) kept = NULL;
  g_autoptr (GPtrArray) filled = NULL;
  g_autoptr (GPtrArray) none = NULL;

  g_assert_true (bs_category_tree_keep (self->tree, path, TRUE));
  g_assert_false (bs_category_tree_keep (self->tree, path, TRUE));
  check (self, "甲 0 (乙 0 (丙 0))");
  count (self, "[甲, 丁]", 1);
  check (self, "甲 1 (丁 1, 乙 0 (丙 0))");
  count (self, "[甲, 丁]", -1);
  check (self, "甲 0 (乙 0 (丙 0))");
  g_assert_true (bs_category_tree_keep (self->tree, above, TRUE));
  g_assert_true (bs_category_tree_keep (self->tree, path, FALSE));
  check (self, "甲 0 (乙 0)");
  g_assert_true (bs_category_tree_keep (self->tree, path, TRUE));
  kept = bs_category_tree_list_kept (self->tree, NULL);
  g_assert_cmpuint (kept->len, ==, 2);

  count (self, "[甲, 乙]", 1);
  check (self, "甲 1 (乙 1 (丙 0))");
  filled = bs_category_tree_take_filled (self->tree);
  g_assert_cmpuint (filled->len, ==, 1);
  g_assert_true (g_strv_equal (filled->pdata[0], above));
  none = bs_category_tree_take_filled (self->tree);
  g_assert_cmpuint (none->len, ==, 0);
  /* It is an ordinary one now. */
  g_assert_true (bs_category_tree_keep (self->tree, path, FALSE));
  count (self, "[甲, 乙]", -1);
  check (self, "");
}

static void
check_paths (GPtrArray *paths, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < paths->len; i++)
    {
      g_autofree char *path = g_strjoinv ("/", paths->pdata[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", path);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

/* The stored categories in and below a category move with it, or are dropped with it. */
static void
test_kept_below (Fixture *self, gconstpointer data)
{
  static const char *const old[] = { "甲", "乙", NULL };
  static const char *const below[] = { "甲", "乙", "丙", NULL };
  static const char *const other[] = { "甲", "丁", NULL };
  static const char *const new[] = { "戊", NULL };
  g_autoptr (GPtrArray) dropped = NULL;
  g_autoptr (GPtrArray) added = NULL;
  g_autoptr (GPtrArray) kept = NULL;
  g_autoptr (GPtrArray) gone = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) set = g_ptr_array_new ();

  bs_category_tree_keep (self->tree, below, TRUE);
  bs_category_tree_keep (self->tree, other, TRUE);
  g_assert_true (bs_category_tree_change_kept (self->tree, old, new, &dropped, &added));
  check_paths (dropped, "甲/乙/丙");
  check_paths (added, "戊/丙");
  kept = bs_category_tree_list_kept (self->tree, new);
  check_paths (kept, "戊/丙");
  g_assert_true (bs_category_tree_change_kept (self->tree, new, NULL, &gone, &none));
  check_paths (gone, "戊/丙");
  check_paths (none, "");
  check (self, "甲 0 (丁 0)");

  g_ptr_array_add (set, (gpointer) old);
  bs_category_tree_set_kept (self->tree, set);
  check (self, "甲 0 (乙 0)");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(name, func) g_test_add ("/broadsheet/category-tree/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("counts", test_counts);
  ADD ("order", test_order);
  ADD ("same-object", test_same_object);
  ADD ("deep", test_deep);
  ADD ("slices", test_slices);
  g_test_add ("/broadsheet/category-tree/facets", Scratch, NULL, scratch_set_up, test_facets, scratch_tear_down);
  g_test_add ("/broadsheet/category-tree/kept", Fixture, NULL, set_up, test_kept, tear_down);
  g_test_add ("/broadsheet/category-tree/kept-below", Fixture, NULL, set_up, test_kept_below, tear_down);

  return g_test_run ();
}
