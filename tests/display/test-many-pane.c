/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "../model/scratch.h"

#include "ui/properties/chip-row.h"
#include "ui/properties/many-pane.h"
#include "ui/properties/property-row.h"

/* What the properties of several articles show equals what is counted one article after another. */

#define N_ARTICLES 60
#define N_SELECTIONS 40
#define N_CHOICES 5

/* What an article says. */
typedef struct
{
  guint tags; /* a bit for each */
  guint categories;
  guint author; /* 0 for none */
  guint weight;
} Facts;

typedef struct
{
  Scratch scratch;
  GRand *rand;
  Facts facts[N_ARTICLES];
  BsLibrary *library;
  BsArticleList *list;
  GtkWidget *window;
  BsManyPane *pane;
} Fixture;

static const char *const tags[N_CHOICES] = { "内核", "系统", "日常", "Linux", "linux" };
static const char *const categories[N_CHOICES] = { "[技术, Linux]", "[技术, 系统]", "[技术]", "[生活]",
                                                   "[生活, Linux]" };
static const char *const shown_categories[N_CHOICES] = { "技术 › Linux", "技术 › 系统", "技术", "生活",
                                                         "生活 › Linux" };
static const char *const authors[] = { NULL, "王小明", "李", "Li" };

/* Some are in nearly all articles, some in nearly none, so that each way to show them occurs. */
static guint
choose (Fixture *self, guint i)
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
write_article (Fixture *self, guint i)
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
  scratch_write (&self->scratch, name, text->str);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (BsQuery) query = bs_query_new (BS_SCOPE_ALL, NULL, BS_SORT_PATH, FALSE);
  g_autoptr (GFile) folder = NULL;

  scratch_set_up (&self->scratch, data);
  self->rand = g_rand_new_with_seed (14);
  for (guint i = 0; i < N_ARTICLES; i++)
    write_article (self, i);
  folder = g_file_new_for_path (self->scratch.path);
  self->library = bs_library_new (folder);
  self->list = bs_library_query (self->library, query);
  bs_library_open (self->library);
  scratch_wait_until (bs_library_get_state (self->library) == BS_LIBRARY_READY &&
                      g_list_model_get_n_items (G_LIST_MODEL (self->list)) == N_ARTICLES);
  self->window = gtk_window_new ();
  self->pane = BS_MANY_PANE (bs_many_pane_new ());
  gtk_window_set_child (GTK_WINDOW (self->window), GTK_WIDGET (self->pane));
  gtk_window_set_default_size (GTK_WINDOW (self->window), 360, 700);
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_object_unref (self->list);
  bs_library_close (self->library);
  g_object_unref (self->library);
  g_rand_free (self->rand);
  scratch_tear_down (&self->scratch, data);
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
find_row (GtkWidget *widget, const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (widget) &&
      g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
get_row (Fixture *self, const char *title)
{
  GtkWidget *row = find_row (GTK_WIDGET (self->pane), title);

  g_assert_nonnull (row);
  return row;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
check_chips (Fixture *self, const char *title, GArray *chosen, const char *const *names)
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
        g_ptr_array_add (expected, g_strdup_printf ("outlined %s  %u of %u", names[k], n, chosen->len));
    }
  append_texts (get_row (self, title), "chip", shown);
  g_ptr_array_sort (shown, compare_texts);
  g_ptr_array_sort (expected, compare_texts);
  g_ptr_array_add (shown, NULL);
  g_ptr_array_add (expected, NULL);
  g_assert_cmpstrv (shown->pdata, expected->pdata);
}

static gboolean
has_text (GtkWidget *widget, const char *text)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  append_texts (widget, NULL, texts);
  return g_ptr_array_find_with_equal_func (texts, text, g_str_equal, NULL);
}

/* One value for all, or how many values, and how many articles have none.
 * @values: (element-type utf8) (nullable items) */
static void
check_values (Fixture *self, const char *title, GPtrArray *values)
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
    g_assert_true (has_text (row, several));
  if (n_missing > 0 && n_missing < values->len)
    g_assert_true (has_text (note, missing));
}

static void
check_selection (Fixture *self, const GArray *positions)
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
  scratch_wait_until (!bs_many_pane_is_counting (self->pane) && !bs_many_pane_is_pending (self->pane));
  check_chips (self, "Tags", own_tags, tags);
  check_chips (self, "Categories", own_categories, shown_categories);
  check_values (self, "Author", own_authors);
  if (has_weight)
    check_values (self, "weight", weights);
}

/* Random selections, from two articles to all. */
static void
test_counts (Fixture *self, gconstpointer data)
{
  for (guint n = 0; n < N_SELECTIONS; n++)
    {
      g_autoptr (GArray) positions = g_array_new (FALSE, FALSE, sizeof (guint));
      gint32 share = n == 0 ? 100 : g_rand_int_range (self->rand, 2, 101);

      for (guint i = 0; i < N_ARTICLES; i++)
        if (g_rand_int_range (self->rand, 0, 100) < share)
          g_array_append_val (positions, i);
      if (positions->len > 1)
        check_selection (self, positions);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/broadsheet/many-pane/counts", Fixture, NULL, set_up, test_counts, tear_down);

  return g_test_run ();
}
