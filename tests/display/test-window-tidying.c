/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "ui/dialogs/compare-window.h"
#include "ui/dialogs/duplicate-row.h"
#include "ui/dialogs/duplicates-page.h"
#include "ui/dialogs/health-page.h"
#include "ui/widgets/bar-chart.h"
#include "window-fixture.h"

/* Duplicates, conflicted copies and the health of a library. */

static char *
make_text (void)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < 30; i++)
    g_string_append_printf (text, "Sentence number %u tells about subject %u and place %u.\n\n", i, i * i, 7 * i + 3);
  return g_string_free (text, FALSE);
}

static void
write_article (WindowFixture *self, const char *path, const char *fields, const char *text, const char *end)
{
  g_autofree char *article = g_strdup_printf ("---\n%s---\n%s%s", fields, text, end);

  window_fixture_write (self, path, article);
}

static void
set_up (WindowFixture *self, gconstpointer application)
{
  g_autofree char *text = make_text ();

  window_fixture_set_up (self, application);
  write_article (self, "a.md", "title: First\ndate: 2024-01-01\ntags: [one]\n", text, "");
  write_article (self, "b.md", "title: Second\ndate: 2024-02-02\ntags: [two]\n", text, "");
  write_article (self, "c.md", "title: First\ndate: 2024-03-03\n", text, "Copyright notice of the editors.\n");
  write_article (self, "d.md", "title: Other\ndate: 2024-03-03\n", "Short.\n", "[gone](gone.md)\n");
  window_fixture_open (self);
}

static void
set_up_conflicts (WindowFixture *self)
{
  write_article (self, "d.sync-conflict-20240102-120000-ABCDEFG.md", "title: Other\ndate: 2024-03-03\n", "Short.\n",
                 "[gone](gone.md)\n");
  write_article (self, "d.sync-conflict-20240103-120000-ABCDEFG.md", "title: Theirs\ndate: 2024-03-03\n", "Short.\n",
                 "Changed.\n");
  wait_until (window_fixture_n_articles (self) == 6);
}

/* Returns: (transfer none) (nullable): the first visible widget of a type */
static GtkWidget *
find_type (GtkWidget *widget, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type) && gtk_widget_get_mapped (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_type (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Returns: (transfer none) (nullable): the first visible label or button with a part of a text */
static GtkWidget *
find_text (GtkWidget *widget, GType type, const char *text)
{
  const char *its = GTK_IS_LABEL (widget)  ? gtk_label_get_label (GTK_LABEL (widget)) :
                    GTK_IS_BUTTON (widget) ? gtk_button_get_label (GTK_BUTTON (widget)) :
                                             NULL;

  if (its != NULL && g_type_is_a (G_OBJECT_TYPE (widget), type) && gtk_widget_get_mapped (widget) &&
      strstr (its, text) != NULL)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_text (child, type, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
wait_for_window (GType type)
{
  wait_until (window_fixture_find_window (type) != NULL);
  return GTK_WIDGET (window_fixture_find_window (type));
}

static void
click (GtkWidget *in, const char *text)
{
  wait_until (find_text (in, GTK_TYPE_BUTTON, text) != NULL);
  g_signal_emit_by_name (find_text (in, GTK_TYPE_BUTTON, text), "clicked");
}

static void
answer (const char *response)
{
  GtkWidget *dialog = wait_for_window (ADW_TYPE_MESSAGE_DIALOG);

  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), response);
  gtk_window_close (GTK_WINDOW (dialog));
}

/* Waits until a file is removed. Some file systems have no trash; then the question is answered. */
static void
wait_for_trash (WindowFixture *self, const char *path)
{
  wait_until (!window_fixture_has_file (self, path) || window_fixture_find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  if (window_fixture_has_file (self, path))
    answer ("trash");
  wait_until (!window_fixture_has_file (self, path));
}

static GtkWidget *
open_duplicates (WindowFixture *self)
{
  window_fixture_act (self, "win.duplicates");
  return wait_for_window (BS_TYPE_DUPLICATES_PAGE);
}

/* The others go to the trash, and the kept one gets their tags. */
static void
test_duplicates (WindowFixture *self, gconstpointer data)
{
  GtkWidget *page = open_duplicates (self);

  wait_until (find_text (page, GTK_TYPE_LABEL, "extra closing notice") != NULL);
  g_assert_nonnull (find_text (page, GTK_TYPE_LABEL, "same text, different title"));
  g_assert_nonnull (find_text (page, GTK_TYPE_LABEL, "Copyright notice of the editors."));
  click (page, "Move 2 Others");
  wait_until (window_fixture_find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  g_assert_true (window_fixture_has_file (self, "b.md"));
  answer ("trash");
  wait_for_trash (self, "b.md");
  wait_until (!window_fixture_has_file (self, "c.md"));
  g_assert_true (window_fixture_says (self, "a.md", "two"));
  g_assert_true (window_fixture_says (self, "a.md", "one"));
  wait_until (find_type (page, BS_TYPE_DUPLICATE_ROW) == NULL);

  wait_until (bs_undo_stack_get_undo_name (window_fixture_undo_stack (self)) != NULL);
  window_fixture_act (self, "win.undo");
  wait_until (window_fixture_has_file (self, "b.md") && window_fixture_has_file (self, "c.md"));
  /* They are in their group again, and can be taken away again. */
  wait_until (find_text (page, GTK_TYPE_BUTTON, "Move 2 Others") != NULL);
  window_fixture_act (self, "win.redo");
  wait_until (!window_fixture_has_file (self, "b.md") && !window_fixture_has_file (self, "c.md"));
  wait_until (find_type (page, BS_TYPE_DUPLICATE_ROW) == NULL);
  window_fixture_act (self, "win.undo");
  wait_until (find_text (page, GTK_TYPE_BUTTON, "Move 2 Others") != NULL);
  click (page, "Move 2 Others");
  wait_until (window_fixture_find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  answer ("trash");
  wait_for_trash (self, "b.md");
  wait_until (!window_fixture_has_file (self, "c.md"));
  wait_until (find_type (page, BS_TYPE_DUPLICATE_ROW) == NULL);
}

/* Articles marked as different stay so, even when the page is opened again. */
static void
test_distinct (WindowFixture *self, gconstpointer data)
{
  GtkWidget *page = open_duplicates (self);
  guint n = 0;

  click (page, "_Not Duplicates");
  wait_until (find_type (page, BS_TYPE_DUPLICATE_ROW) == NULL);
  gtk_window_close (GTK_WINDOW (page));
  wait_until (window_fixture_find_window (BS_TYPE_DUPLICATES_PAGE) == NULL);
  /* It is written by another thread. */
  do
    {
      g_assert_cmpuint (n++, <, 50);
      page = open_duplicates (self);
      wait_until (find_type (page, BS_TYPE_DUPLICATE_ROW) != NULL ||
                  find_text (page, GTK_TYPE_LABEL, "No Similar Articles") != NULL);
      if (find_type (page, BS_TYPE_DUPLICATE_ROW) == NULL)
        break;
      gtk_window_close (GTK_WINDOW (page));
      wait_until (window_fixture_find_window (BS_TYPE_DUPLICATES_PAGE) == NULL);
    }
  while (TRUE);
  g_assert_true (window_fixture_has_file (self, "b.md"));
}

/* Of articles with the same date, the one is kept whose name has nothing added. */
static void
test_kept (WindowFixture *self, gconstpointer data)
{
  GtkWidget *page;
  g_autofree char *text = make_text ();

  write_article (self, "a copy.md", "title: First\ndate: 2024-01-01\ntags: [one]\n", text, "");
  write_article (self, "a (2).md", "title: First\ndate: 2024-01-01\ntags: [one]\n", text, "");
  wait_until (window_fixture_n_articles (self) == 6);
  page = open_duplicates (self);
  click (page, "Move 4 Others");
  wait_until (window_fixture_find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  answer ("trash");
  wait_for_trash (self, "a copy.md");
  wait_until (!window_fixture_has_file (self, "a (2).md"));
  g_assert_true (window_fixture_has_file (self, "a.md"));
}

static void
test_threshold (WindowFixture *self, gconstpointer data)
{
  GtkWidget *page = open_duplicates (self);
  GtkWidget *scale = window_fixture_part (page, "scale");

  wait_until (find_text (page, GTK_TYPE_BUTTON, "Move 2 Others") != NULL);
  gtk_range_set_value (GTK_RANGE (scale), 100);
  wait_until (find_text (page, GTK_TYPE_BUTTON, "Move 1 Other ") != NULL);
}

static GtkWidget *
open_conflicts (WindowFixture *self)
{
  GtkWidget *page;

  set_up_conflicts (self);
  page = open_duplicates (self);
  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (window_fixture_part (page, "pages")), "conflicts");
  wait_until (find_text (page, GTK_TYPE_LABEL, "d.md and 2 conflicted copies") != NULL);
  return page;
}

static void
test_conflicts (WindowFixture *self, gconstpointer data)
{
  GtkWidget *page = open_conflicts (self);
  GtkWidget *compare;

  click (page, "Remove 1 Identical Copy");
  answer ("trash");
  wait_for_trash (self, "d.sync-conflict-20240102-120000-ABCDEFG.md");
  wait_until (find_text (page, GTK_TYPE_LABEL, "d.md and 1 conflicted copy") != NULL);
  g_assert_false (window_fixture_has_file (self, "d.sync-conflict-20240102-120000-ABCDEFG.md"));

  click (page, "Compare");
  compare = wait_for_window (BS_TYPE_COMPARE_WINDOW);
  wait_until (find_text (compare, GTK_TYPE_LABEL, "Theirs") != NULL);
  g_assert_nonnull (find_text (compare, GTK_TYPE_LABEL, "+ Changed."));
  g_assert_nonnull (find_text (compare, GTK_TYPE_LABEL, "[gone](gone.md)"));
  click (compare, "Keep _Copy");
  wait_for_trash (self, "d.sync-conflict-20240103-120000-ABCDEFG.md");
  g_assert_true (window_fixture_says (self, "d.md", "title: Theirs"));
  wait_until (find_text (page, GTK_TYPE_LABEL, "No Conflicted Copies") != NULL);
}

/* The original gets a field of the copy, and the copy goes to the trash. */
static void
test_take_field (WindowFixture *self, gconstpointer data)
{
  GtkWidget *page = open_conflicts (self);
  GtkWidget *compare, *take, *changed;

  click (page, "Remove 1 Identical Copy");
  answer ("trash");
  wait_for_trash (self, "d.sync-conflict-20240102-120000-ABCDEFG.md");
  gtk_window_close (GTK_WINDOW (page));
  wait_until (window_fixture_find_window (BS_TYPE_DUPLICATES_PAGE) == NULL);

  /* From the article too, the way leads here. */
  window_fixture_select (self, "Theirs");
  click (GTK_WIDGET (window_fixture_reader (self)), "_Compare…");
  page = wait_for_window (BS_TYPE_DUPLICATES_PAGE);
  click (page, "Compare");
  compare = wait_for_window (BS_TYPE_COMPARE_WINDOW);
  wait_until ((take = find_type (compare, GTK_TYPE_TOGGLE_BUTTON)) != NULL);
  changed = find_text (compare, GTK_TYPE_LABEL, "+ Changed.");
  g_assert_nonnull (changed);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (take), TRUE);
  click (compare, "Keep _Original");
  wait_for_trash (self, "d.sync-conflict-20240103-120000-ABCDEFG.md");
  g_assert_true (window_fixture_says (self, "d.md", "title: Theirs"));
  g_assert_true (window_fixture_says (self, "d.md", "[gone](gone.md)"));
}

static gboolean
row_says (WindowFixture *self, guint position, const char *text)
{
  GtkWidget *label = window_fixture_find_in_row (self, position, "folded");

  return label != NULL && gtk_widget_get_visible (label) && g_str_equal (gtk_label_get_text (GTK_LABEL (label)), text);
}

/* Near-duplicates share a row, and are shown below it when they are asked for. */
static void
test_collapse (WindowFixture *self, gconstpointer data)
{
  BsArticlePane *articles = window_fixture_articles (self);
  BsArticleList *list = bs_article_pane_get_list (articles);
  g_autoptr (BsArticleItem) last = NULL;
  g_autofree char *title = NULL;

  wait_until (window_fixture_n_articles (self) == 4);
  last = g_list_model_get_item (G_LIST_MODEL (list), 3);
  g_assert_cmpstr (bs_article_item_get_path (last), ==, "a.md");
  g_object_set (articles, "collapse", TRUE, NULL);
  wait_until (window_fixture_n_articles (self) == 2);
  wait_until (row_says (self, 0, "+2") || row_says (self, 1, "+2"));
  gtk_selection_model_select_item (bs_article_pane_get_selection (articles), row_says (self, 0, "+2") ? 0 : 1, TRUE);
  g_assert_true (gtk_widget_activate_action (bs_article_pane_get_view (articles), "similar.selected", NULL));
  wait_until (window_fixture_n_articles (self) == 4);
  wait_until (row_says (self, 0, "−2") || row_says (self, 1, "−2"));
  g_assert_true (gtk_widget_activate_action (bs_article_pane_get_view (articles), "similar.selected", NULL));
  wait_until (window_fixture_n_articles (self) == 2);

  /* Every way to go to an article finds it. */
  bs_article_pane_select_id (articles, bs_article_item_get_id (last));
  wait_until (window_fixture_n_articles (self) == 4);
  wait_until (window_fixture_selected_is (self, "First"));

  /* A changed article is no longer the same. */
  write_article (self, "b.md", "title: Second\ndate: 2024-02-02\n", "Another text.\n", "");
  wait_until (row_says (self, 0, "−1") || row_says (self, 1, "−1"));
  g_object_set (articles, "collapse", FALSE, NULL);
  wait_until (!row_says (self, 0, "−1") && !row_says (self, 1, "−1"));
  g_assert_cmpuint (window_fixture_n_articles (self), ==, 4);
}

/* Articles that are marked as different get their rows at once. */
static void
test_collapse_distinct (WindowFixture *self, gconstpointer data)
{
  wait_until (window_fixture_n_articles (self) == 4);
  g_object_set (window_fixture_articles (self), "collapse", TRUE, NULL);
  wait_until (window_fixture_n_articles (self) == 2);
  click (open_duplicates (self), "_Not Duplicates");
  wait_until (window_fixture_n_articles (self) == 4);
  g_object_set (window_fixture_articles (self), "collapse", FALSE, NULL);
}

static void
copy_files (WindowFixture *self, const char *from, const char *folder)
{
  g_autofree char *path = g_build_filename (from, folder, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      g_autofree char *target = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL;

      if (g_file_get_contents (file, &text, NULL, NULL))
        window_fixture_write (self, target, text);
    }
}

static char *
find_file (const char *folder, const char *prefix)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, prefix))
      return g_strdup (name);
  g_assert_not_reached ();
}

/* The conflicts that tests/soak/syncthing.py has had Syncthing make. */
static void
test_syncthing (WindowFixture *self, gconstpointer data)
{
  const char *folder = g_getenv ("BROADSHEET_CONFLICTS");
  g_autofree char *expected = NULL;
  g_autofree char *merged = NULL;
  g_autofree char *copy = NULL;
  g_autofree char *same = NULL;
  GtkWidget *page, *compare;

  if (folder == NULL)
    {
      g_test_skip ("BROADSHEET_CONFLICTS names no folder");
      return;
    }
  g_assert_true (g_file_get_contents (g_getenv ("BROADSHEET_MERGED"), &expected, NULL, NULL));
  copy = find_file (folder, "水墨.sync-conflict-");
  same = find_file (folder, "a.b.sync-conflict-");
  copy_files (self, folder, ".stversions");
  copy_files (self, folder, "");
  wait_until (window_fixture_n_articles (self) == 4 + 6);

  page = open_duplicates (self);
  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (window_fixture_part (page, "pages")), "conflicts");
  wait_until (find_text (page, GTK_TYPE_LABEL, "水墨.md and 1 conflicted copy") != NULL);
  g_assert_nonnull (find_text (page, GTK_TYPE_LABEL, "one two.markdown and 1 conflicted copy"));
  g_assert_nonnull (find_text (page, GTK_TYPE_LABEL, "a.b.md and 1 conflicted copy"));
  click (page, "Remove 1 Identical Copy");
  answer ("trash");
  wait_for_trash (self, same);
  wait_until (find_text (page, GTK_TYPE_LABEL, "a.b.md and 1 conflicted copy") == NULL);

  compare = NULL;
  for (GtkWidget *row = gtk_widget_get_parent (find_text (page, GTK_TYPE_LABEL, "水墨.md and")); compare == NULL;
       row = gtk_widget_get_parent (row))
    if (find_text (row, GTK_TYPE_BUTTON, "Compare") != NULL)
      {
        click (row, "Compare");
        compare = wait_for_window (BS_TYPE_COMPARE_WINDOW);
      }
  wait_until (find_text (compare, GTK_TYPE_LABEL, "那边改了第十六句。") != NULL);
  g_assert_nonnull (find_text (compare, GTK_TYPE_LABEL, "这边改了第三句。"));
  click (compare, "_Merge Both");
  wait_for_trash (self, copy);
  merged = window_fixture_read (self, "水墨.md");
  g_assert_cmpstr (merged, ==, expected);
  wait_until (find_text (page, GTK_TYPE_LABEL, "水墨.md and") == NULL);
  wait_until (bs_undo_stack_get_undo_name (window_fixture_undo_stack (self)) != NULL);
  window_fixture_act (self, "win.undo");
  wait_until (window_fixture_has_file (self, copy));
}

/* Clicks into a chart, whose bars are 28 wide, at a place from its right edge. */
static void
click_from_right (GtkWidget *chart, double x)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (chart);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_CLICK (controller))
        g_signal_emit_by_name (controller, "released", 1, gtk_widget_get_width (chart) - x, 50.0);
    }
}

static void
test_health (WindowFixture *self, gconstpointer data)
{
  GtkWidget *page, *chart;
  guint march = 2;

  window_fixture_act (self, "win.health");
  page = wait_for_window (BS_TYPE_HEALTH_PAGE);
  wait_until ((chart = find_type (page, BS_TYPE_BAR_CHART)) != NULL);
  g_assert_nonnull (find_text (page, GTK_TYPE_LABEL, "4 articles"));
  g_signal_emit_by_name (chart, "chosen", march);
  wait_until (window_fixture_n_articles (self) == 2);
  g_signal_emit_by_name (chart, "chosen", march - 1);
  wait_until (window_fixture_n_articles (self) == 1);

  /* In right-to-left windows, time goes from right to left too. */
  gtk_widget_set_direction (chart, GTK_TEXT_DIR_RTL);
  wait_until (gtk_widget_get_width (chart) > 0);
  click_from_right (chart, 28 * march + 14);
  wait_until (window_fixture_n_articles (self) == 2);
}

int
main (int argc, char *argv[])
{
  static const WindowFixtureTest tests[] = {
    { "/broadsheet/window-tidying/duplicates", test_duplicates },
    { "/broadsheet/window-tidying/distinct", test_distinct },
    { "/broadsheet/window-tidying/kept", test_kept },
    { "/broadsheet/window-tidying/threshold", test_threshold },
    { "/broadsheet/window-tidying/collapse", test_collapse },
    { "/broadsheet/window-tidying/collapse-distinct", test_collapse_distinct },
    { "/broadsheet/window-tidying/conflicts", test_conflicts },
    { "/broadsheet/window-tidying/take-field", test_take_field },
    { "/broadsheet/window-tidying/syncthing", test_syncthing },
    { "/broadsheet/window-tidying/health", test_health },
  };

  return window_fixture_run (argc, argv, set_up, tests, G_N_ELEMENTS (tests));
}
