/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/properties/many-pane.h"
#include "ui/properties/property-row.h"
#include "window-fixture.h"

/* The properties of several articles equal those counted one article after another. */

#define N_ARTICLES 60
#define N_SELECTIONS 40
#define N_CHOICES 5

/* The values of an article. */
typedef struct
{
  guint tags; /* a bit for each */
  guint categories;
  guint author; /* 0 for none */
  guint weight;
} Facts;

typedef struct
{
  GRand *rand;
  Facts facts[N_ARTICLES];
  BsLibrary *library;
  BsArticleList *list;
  BsManyPane *pane;
} Many;

static const char *const tags[N_CHOICES] = { "内核", "系统", "日常", "Linux", "linux" };
static const char *const categories[N_CHOICES] = { "[技术, Linux]", "[技术, 系统]", "[技术]", "[生活]",
                                                   "[生活, Linux]" };
static const char *const shown_categories[N_CHOICES] = { "技术 › Linux", "技术 › 系统", "技术", "生活",
                                                         "生活 › Linux" };
static const char *const authors[] = { NULL, "王小明", "李", "Li" };

/* Some are in nearly all articles, some in nearly none, so that each way to show them occurs. */
static guint
choose (Many *self, guint i)
{
  guint chosen = 0;

  for (guint k = 0; k < N_CHOICES; k++)
    if (k == 0 ? i % 10 != 0 : g_rand_int_range (self->rand, 0, (gint32) (2 + 4 * k)) == 0)
      chosen |= 1u << k;
  return chosen;
}

static void
append_list (GString *text, const char *key, guint chosen, const char *const *names)
{
  g_string_append_printf (text, "%s:%s\n", key, chosen == 0 ? " []" : "");
  for (guint k = 0; k < N_CHOICES; k++)
    if ((chosen & (1u << k)) != 0)
      g_string_append_printf (text, "  - %s\n", names[k]);
}

static void
write_article (Many *self, WindowFixture *fixture, guint i)
{
  Facts *facts = &self->facts[i];
  g_autofree char *name = g_strdup_printf ("%02u.md", i);
  g_autoptr (GString) text = g_string_new ("---\n");

  *facts = (Facts){ choose (self, i), choose (self, i + 5), (guint) g_rand_int_range (self->rand, 0, 4), i % 3 };
  g_string_append_printf (text, "title: 文章 %u\n", i / 2);
  append_list (text, "tags", facts->tags, tags);
  append_list (text, "categories", facts->categories, categories);
  if (facts->author > 0)
    g_string_append_printf (text, "author: %s\n", authors[facts->author]);
  if (facts->weight > 0)
    g_string_append_printf (text, "weight: %u\n", facts->weight);
  g_string_append (text, "---\n正文。\n");
  window_fixture_write (fixture, name, text->str);
}

/* The texts of labels in a widget; with a class, those of the chips that have it. */
static void
append_texts (GtkWidget *widget, const char *css_class, GPtrArray *texts)
{
  if (css_class != NULL && gtk_widget_has_css_class (widget, css_class))
    {
      g_autoptr (GPtrArray) own = g_ptr_array_new_with_free_func (g_free);

      append_texts (widget, NULL, own);
      g_assert_cmpuint (own->len, ==, 1);
      g_ptr_array_add (texts,
                       g_strdup_printf ("%s%s", gtk_widget_has_css_class (widget, "solid") ? "solid " : "outlined ",
                                        (const char *) own->pdata[0]));
      return;
    }
  if (css_class == NULL && GTK_IS_LABEL (widget))
    g_ptr_array_add (texts, g_strdup (gtk_label_get_text (GTK_LABEL (widget))));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    append_texts (child, css_class, texts);
}

static GtkWidget *
get_row (Many *self, const char *title)
{
  GtkWidget *row = window_fixture_find_row (GTK_WIDGET (self->pane), title);

  g_assert_nonnull (row);
  return row;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
check_chips (Many *self, const char *title, GArray *chosen, const char *const *names)
{
  g_autoptr (GPtrArray) shown = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) expected = g_ptr_array_new_with_free_func (g_free);

  for (guint k = 0; k < N_CHOICES; k++)
    {
      guint n = 0;

      for (guint i = 0; i < chosen->len; i++)
        n += (g_array_index (chosen, guint, i) & (1u << k)) != 0;
      if (n == chosen->len)
        g_ptr_array_add (expected, g_strdup_printf ("solid %s", names[k]));
      else if (n > 0)
        g_ptr_array_add (expected, g_strdup_printf ("outlined \u2068%s\u2069  %u of %u", names[k], n, chosen->len));
    }
  append_texts (get_row (self, title), "chip", shown);
  g_ptr_array_sort (shown, compare_texts);
  g_ptr_array_sort (expected, compare_texts);
  g_ptr_array_add (shown, NULL);
  g_ptr_array_add (expected, NULL);
  g_assert_cmpstrv (shown->pdata, expected->pdata);
}

/* One value for all, or how many values, and how many articles have none.
 * @values: (element-type utf8) (nullable items) */
static void
check_values (Many *self, const char *title, GPtrArray *values)
{
  GtkWidget *row = get_row (self, title);
  GtkWidget *note = bs_property_row_get_note (BS_PROPERTY_ROW (row));
  g_autoptr (GHashTable) different = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *several = NULL;
  g_autofree char *missing = NULL;
  guint n_missing = 0;
  gboolean is_same;

  for (guint i = 0; i < values->len; i++)
    {
      if (values->pdata[i] == NULL)
        n_missing++;
      else
        g_hash_table_add (different, values->pdata[i]);
    }
  is_same = n_missing == 0 && g_hash_table_size (different) == 1;
  several =
      g_strdup_printf (g_hash_table_size (different) == 1 ? "%u value" : "%u values", g_hash_table_size (different));
  missing = g_strdup_printf (n_missing == 1 ? "Missing in %u article" : "Missing in %u articles", n_missing);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, is_same ? values->pdata[0] : "");
  if (!is_same && g_hash_table_size (different) > 0)
    g_assert_true (window_fixture_has_text (row, several));
  if (n_missing > 0 && n_missing < values->len)
    g_assert_true (window_fixture_has_text (note, missing));
}

static void
check_selection (Many *self, const GArray *positions)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) own_tags = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) own_categories = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GPtrArray) own_authors = g_ptr_array_new ();
  g_autoptr (GPtrArray) weights = g_ptr_array_new ();
  gboolean has_weight = FALSE;

  for (guint i = 0; i < positions->len; i++)
    {
      guint position = g_array_index (positions, guint, i);
      const Facts *facts = &self->facts[position];
      guint id = bs_article_list_get_id (self->list, position);

      g_array_append_val (ids, id);
      g_array_append_val (own_tags, facts->tags);
      g_array_append_val (own_categories, facts->categories);
      g_ptr_array_add (own_authors, (char *) authors[facts->author]);
      g_ptr_array_add (weights, facts->weight == 0 ? NULL : facts->weight == 1 ? (char *) "1" : (char *) "2");
      has_weight = has_weight || facts->weight > 0;
    }
  bs_many_pane_show (self->pane, self->library, ids);
  wait_until (!bs_many_pane_is_counting (self->pane) && !bs_many_pane_is_pending (self->pane));
  check_chips (self, "Tags", own_tags, tags);
  check_chips (self, "Categories", own_categories, shown_categories);
  check_values (self, "Author", own_authors);
  if (has_weight)
    check_values (self, "weight", weights);
}

static void
set_up (WindowFixture *self, gconstpointer application)
{
  window_fixture_set_up (self, application);
}

/* Random selections, from two articles to all. */
static void
test_counts (WindowFixture *fixture, gconstpointer application)
{
  g_autoptr (BsQuery) query = bs_query_new (BS_SCOPE_ALL, NULL, BS_SORT_PATH, FALSE);
  g_autoptr (GRand) rand = g_rand_new_with_seed (14);
  g_autoptr (BsArticleList) list = NULL;
  GtkWidget *window = gtk_window_new ();
  Many self = { .rand = rand, .pane = BS_MANY_PANE (bs_many_pane_new ()) };

  for (guint i = 0; i < N_ARTICLES; i++)
    write_article (&self, fixture, i);
  window_fixture_open (fixture);
  self.library = bs_window_get_library (fixture->window);
  self.list = list = bs_library_query (self.library, query);
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (list)) == N_ARTICLES);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (self.pane));
  gtk_window_set_default_size (GTK_WINDOW (window), 360, 700);
  gtk_window_present (GTK_WINDOW (window));
  for (guint n = 0; n < N_SELECTIONS; n++)
    {
      g_autoptr (GArray) positions = g_array_new (FALSE, FALSE, sizeof (guint));
      gint32 share = n == 0 ? 100 : g_rand_int_range (rand, 2, 101);

      for (guint i = 0; i < N_ARTICLES; i++)
        if (g_rand_int_range (rand, 0, 100) < share)
          g_array_append_val (positions, i);
      if (positions->len > 1)
        check_selection (&self, positions);
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  static const WindowFixtureTest tests[] = { { "/broadsheet/many-pane/counts", test_counts } };

  return window_fixture_run (argc, argv, set_up, tests, G_N_ELEMENTS (tests));
}
