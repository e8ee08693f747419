/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "ui/dialogs/change-preview.h"
#include "ui/dialogs/merge-names-dialog.h"
#include "ui/dialogs/names-window.h"
#include "ui/dialogs/name-dialog.h"
#include "window-fixture.h"

/* The lists of all tags and of all sources. */

#define MANY 24

static void
write_tagged (WindowFixture *self, const char *path, const char *date, const char *tags, const char *author)
{
  g_autofree char *text =
      g_strdup_printf ("---\ntitle: %s\ndate: %s\ntags: %s\nauthor: %s\n---\nText.\n", path, date, tags, author);

  window_fixture_write (self, path, text);
}

static void
set_up (WindowFixture *self, gconstpointer application)
{
  window_fixture_set_up (self, application);
  write_tagged (self, "a.md", "2020-01-02 12:00:00", "[Linux, 計算機, 2024]", "新闻社");
  write_tagged (self, "b.md", "2021-03-04 12:00:00", "[linux, 计算机]", "新闻社");
  write_tagged (self, "c.md", "2022-05-06 12:00:00", "[linux]", "someone");
  for (guint i = 0; i < MANY; i++)
    {
      g_autofree char *path = g_strdup_printf ("many-%02u.md", i);

      write_tagged (self, path, "2023-01-01 12:00:00", "[日常]", "someone");
    }
  window_fixture_open (self);
}

/* Opens the list as its menu entry does. */
static BsNamesWindow *
open_names (WindowFixture *self, const char *action)
{
  BsNamesWindow *names;

  g_assert_true (gtk_widget_activate_action (window_fixture_sidebar_view (self), action, NULL));
  names = BS_NAMES_WINDOW (window_fixture_find_window (BS_TYPE_NAMES_WINDOW));
  wait_until (!bs_name_list_get_pending (bs_names_window_get_list (names)));
  return names;
}

static void
wait_for_names (BsNamesWindow *names)
{
  wait_until (!bs_name_list_get_pending (bs_names_window_get_list (names)));
}

static char *
print_names (BsNamesWindow *names)
{
  BsNameList *list = bs_names_window_get_list (names);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      guint count;
      const char *name = bs_name_list_get_name (list, i, &count);

      g_string_append_printf (text, "%s %u;", name, count);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
shows (BsNamesWindow *names, const char *expected)
{
  g_autofree char *text = print_names (names);

  return g_str_equal (text, expected);
}

static void
select_name (BsNamesWindow *names, const char *name, gboolean unselect_rest)
{
  BsNameList *list = bs_names_window_get_list (names);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    if (g_str_equal (bs_name_list_get_name (list, i, NULL), name))
      {
        gtk_selection_model_select_item (bs_names_window_get_selection (names), i, unselect_rest);
        return;
      }
  g_assert_not_reached ();
}

static void
filter (BsNamesWindow *names, const char *text)
{
  GtkWidget *search = window_fixture_part (GTK_WIDGET (names), "search");

  gtk_editable_set_text (GTK_EDITABLE (search), text);
  g_signal_emit_by_name (search, "search-changed");
  wait_for_names (names);
}

static GtkWindow *
wait_for_dialog (WindowFixture *self, GType type)
{
  wait_until (window_fixture_find_window (type) != NULL);
  return window_fixture_find_window (type);
}

/* Names with their counts, filtered and sorted by any column; the selection stays. */
static void
test_list (WindowFixture *self, gconstpointer application)
{
  BsNamesWindow *names = open_names (self, "place.all-tags");
  GtkColumnView *table = GTK_COLUMN_VIEW (window_fixture_part (GTK_WIDGET (names), "table"));
  GListModel *columns = gtk_column_view_get_columns (table);
  g_autoptr (GtkColumnViewColumn) first = g_list_model_get_item (columns, 2);
  g_autoptr (GtkColumnViewColumn) count = g_list_model_get_item (columns, 1);
  g_autoptr (GtkBitset) selected = NULL;

  wait_until (shows (names, "日常 24;linux 2;2024 1;计算机 1;計算機 1;Linux 1;") ||
              shows (names, "日常 24;linux 2;2024 1;Linux 1;计算机 1;計算機 1;") ||
              shows (names, "日常 24;linux 2;2024 1;計算機 1;计算机 1;Linux 1;"));
  filter (names, "LINUX");
  g_assert_true (shows (names, "linux 2;Linux 1;"));
  select_name (names, "Linux", TRUE);
  gtk_column_view_sort_by_column (table, first, GTK_SORT_ASCENDING);
  wait_for_names (names);
  g_assert_true (shows (names, "Linux 1;linux 2;"));
  selected = gtk_selection_model_get_selection (bs_names_window_get_selection (names));
  g_assert_cmpuint (gtk_bitset_get_size (selected), ==, 1);
  g_assert_true (gtk_bitset_contains (selected, 0));
  gtk_column_view_sort_by_column (table, first, GTK_SORT_DESCENDING);
  wait_for_names (names);
  g_assert_true (shows (names, "linux 2;Linux 1;"));
  gtk_column_view_sort_by_column (table, count, GTK_SORT_ASCENDING);
  wait_for_names (names);
  g_assert_true (shows (names, "Linux 1;linux 2;"));
  filter (names, "没有");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (window_fixture_part (GTK_WIDGET (names), "stack"))), ==,
                   "empty");

  names = open_names (self, "place.all-sources");
  g_assert_true (shows (names, "someone 25;新闻社 2;"));
  gtk_window_close (GTK_WINDOW (names));
  wait_until (window_fixture_find_window (BS_TYPE_NAMES_WINDOW) == NULL);
}

static guint
count_clicks (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      n += GTK_IS_GESTURE_CLICK (controller) &&
           gtk_event_controller_get_propagation_phase (controller) != GTK_PHASE_NONE;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_clicks (child);

  return n;
}

/* A click is taken once in each row: if its cells took it too, a click with Ctrl would select nothing. */
static void
test_clicks (WindowFixture *self, gconstpointer application)
{
  BsNamesWindow *names = open_names (self, "place.all-tags");
  GtkWidget *table = window_fixture_part (GTK_WIDGET (names), "table");
  guint n_rows = 0;

  for (GtkWidget *part = gtk_widget_get_first_child (table); part != NULL; part = gtk_widget_get_next_sibling (part))
    for (GtkWidget *row = gtk_widget_get_first_child (part); row != NULL; row = gtk_widget_get_next_sibling (row))
      if (strcmp (G_OBJECT_TYPE_NAME (row), "GtkListItemWidget") == 0)
        {
          g_assert_cmpuint (count_clicks (row), ==, 1);
          n_rows++;
        }
  g_test_message ("%u rows", n_rows);
  gtk_window_close (GTK_WINDOW (names));
  wait_until (window_fixture_find_window (BS_TYPE_NAMES_WINDOW) == NULL);
}

/* Returns: (transfer none) (nullable): the only name that is selected */
static const char *
find_selected (BsNamesWindow *names)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (bs_names_window_get_selection (names));

  return gtk_bitset_get_size (selected) == 1 ?
             bs_name_list_get_name (bs_names_window_get_list (names), gtk_bitset_get_nth (selected, 0), NULL) :
             NULL;
}

/* The row of the table that shows a name. */
static GtkWidget *
find_row_of (BsNamesWindow *names, const char *name)
{
  GtkWidget *table = window_fixture_part (GTK_WIDGET (names), "table");

  for (GtkWidget *part = gtk_widget_get_first_child (table); part != NULL; part = gtk_widget_get_next_sibling (part))
    for (GtkWidget *row = gtk_widget_get_first_child (part); row != NULL; row = gtk_widget_get_next_sibling (row))
      if (strcmp (G_OBJECT_TYPE_NAME (row), "GtkListItemWidget") == 0 && window_fixture_has_text (row, name))
        return row;
  return table;
}

/* One is renamed; Enter shows its articles. */
static void
test_rename (WindowFixture *self, gconstpointer application)
{
  BsNamesWindow *names = open_names (self, "place.all-tags");
  BsNameDialog *dialog;

  select_name (names, "2024", TRUE);
  gtk_widget_grab_focus (find_row_of (names, "2024"));
  gtk_widget_activate_action (GTK_WIDGET (names), "names.show", NULL);
  g_assert_cmpstr (bs_sidebar_get_title (window_fixture_sidebar (self)), ==, "2024");
  gtk_widget_activate_action (GTK_WIDGET (names), "names.rename", NULL);
  dialog = BS_NAME_DIALOG (wait_for_dialog (self, BS_TYPE_NAME_DIALOG));
  gtk_editable_set_text (bs_name_dialog_get_entry (dialog), "007");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "rename");
  gtk_window_close (GTK_WINDOW (dialog));
  wait_until (window_fixture_undo_name (self) != NULL);
  g_assert_true (window_fixture_says (self, "a.md", "tags: [Linux, 計算機, '007']\n"));
  wait_until (find_selected (names) != NULL && strcmp (find_selected (names), "007") == 0);
  wait_until (gtk_widget_is_focus (find_row_of (names, "007")));
  filter (names, "007");
  wait_until (shows (names, "007 1;"));
  g_assert_cmpstr (bs_sidebar_get_title (window_fixture_sidebar (self)), ==, "007");

  gtk_widget_grab_focus (window_fixture_part (GTK_WIDGET (names), "alike"));
  gtk_widget_activate_action (GTK_WIDGET (names), "names.undo", NULL);
  wait_until (window_fixture_says (self, "a.md", "tags: [Linux, 計算機, 2024]\n"));
  wait_until (!bs_editor_get_is_busy (bs_window_get_editor (self->window)));
}

/* A name that no article can get is not lost. */
static void
test_refused (WindowFixture *self, gconstpointer application)
{
  BsNamesWindow *names = open_names (self, "place.all-tags");
  g_autofree char *file = g_build_filename (self->root, "a.md", NULL);
  BsNameDialog *dialog;

  g_assert_cmpint (g_chmod (file, 0444), ==, 0);
  select_name (names, "2024", TRUE);
  gtk_widget_activate_action (GTK_WIDGET (names), "names.rename", NULL);
  dialog = BS_NAME_DIALOG (wait_for_dialog (self, BS_TYPE_NAME_DIALOG));
  gtk_editable_set_text (bs_name_dialog_get_entry (dialog), "新名");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "rename");
  gtk_window_close (GTK_WINDOW (dialog));
  wait_until (
      window_fixture_find_window (BS_TYPE_NAME_DIALOG) != NULL &&
      window_fixture_has_text (GTK_WIDGET (window_fixture_find_window (BS_TYPE_NAME_DIALOG)),
                               "“a.md” cannot be changed. Check the permissions of the file and of its folder."));
  dialog = BS_NAME_DIALOG (wait_for_dialog (self, BS_TYPE_NAME_DIALOG));
  g_assert_cmpstr (gtk_editable_get_text (bs_name_dialog_get_entry (dialog)), ==, "新名");
  g_assert_null (window_fixture_find_window (BS_TYPE_CHANGE_PREVIEW));
  g_assert_cmpint (g_chmod (file, 0644), ==, 0);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "rename");
  gtk_window_close (GTK_WINDOW (dialog));
  wait_until (window_fixture_says (self, "a.md", "tags: [Linux, 計算機, 新名]\n"));
  wait_until (window_fixture_undo_name (self) != NULL);
}

/* Several become the one that is chosen, in one step. */
static void
test_merge (WindowFixture *self, gconstpointer application)
{
  BsNamesWindow *names = open_names (self, "place.all-tags");
  BsMergeNamesDialog *dialog;

  select_name (names, "linux", TRUE);
  select_name (names, "Linux", FALSE);
  select_name (names, "2024", FALSE);
  gtk_widget_activate_action (GTK_WIDGET (names), "names.merge", NULL);
  wait_until (bs_names_window_get_dialog (names) != NULL);
  dialog = BS_MERGE_NAMES_DIALOG (bs_names_window_get_dialog (names));
  g_assert_cmpstr (bs_merge_names_dialog_get_chosen (dialog), ==, "linux");
  bs_merge_names_dialog_choose (dialog, "Linux");
  g_assert_cmpstr (bs_merge_names_dialog_get_chosen (dialog), ==, "Linux");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "merge");
  gtk_window_close (GTK_WINDOW (dialog));
  wait_until (window_fixture_undo_name (self) != NULL);
  g_assert_true (window_fixture_says (self, "a.md", "tags: [Linux, 計算機]\n"));
  g_assert_true (window_fixture_says (self, "b.md", "tags: [Linux, 计算机]\n"));
  g_assert_true (window_fixture_says (self, "c.md", "tags: [Linux]\n"));
  g_assert_cmpstr (window_fixture_undo_name (self), ==, "Merge into “Linux” in 3 articles");
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.undo", NULL);
  wait_until (window_fixture_says (self, "c.md", "tags: [linux]\n"));
  wait_until (!bs_editor_get_is_busy (bs_window_get_editor (self->window)));
}

/* Several are deleted; more than twenty articles are shown first. */
static void
test_delete (WindowFixture *self, gconstpointer application)
{
  BsNamesWindow *names = open_names (self, "place.all-tags");
  GtkWindow *preview;

  select_name (names, "2024", TRUE);
  select_name (names, "日常", FALSE);
  gtk_widget_activate_action (GTK_WIDGET (names), "names.delete", NULL);
  wait_until (window_fixture_find_window (BS_TYPE_CHANGE_PREVIEW) != NULL);
  preview = window_fixture_find_window (BS_TYPE_CHANGE_PREVIEW);
  wait_until (gtk_widget_get_sensitive (window_fixture_part (GTK_WIDGET (preview), "apply_button")));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (window_fixture_part (GTK_WIDGET (preview), "what"))), ==,
                   "Remove 2 names from their articles");
  g_signal_emit_by_name (window_fixture_part (GTK_WIDGET (preview), "apply_button"), "clicked");
  wait_until (window_fixture_undo_name (self) != NULL);
  g_assert_true (window_fixture_says (self, "a.md", "tags: [Linux, 計算機]\n"));
  g_assert_false (window_fixture_says (self, "many-00.md", "日常"));
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (bs_names_window_get_list (names))) == 4);
}

/* Alike shows groups, and merges each. */
static void
test_alike (WindowFixture *self, gconstpointer application)
{
  BsNamesWindow *names = open_names (self, "place.all-tags");
  GtkStack *stack = GTK_STACK (window_fixture_part (GTK_WIDGET (names), "stack"));
  GtkWidget *groups = window_fixture_part (GTK_WIDGET (names), "groups");
  GtkToggleButton *alike = GTK_TOGGLE_BUTTON (window_fixture_part (GTK_WIDGET (names), "alike"));
  BsMergeNamesDialog *dialog;

  gtk_toggle_button_set_active (alike, TRUE);
  wait_for_names (names);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "alike");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (bs_names_window_get_list (names))), ==, 2);
  g_assert_cmpstr (bs_name_list_get_name (bs_names_window_get_list (names), 0, NULL), ==, "linux");
  g_signal_emit_by_name (groups, "activate", 0);
  wait_until (bs_names_window_get_dialog (names) != NULL);
  dialog = BS_MERGE_NAMES_DIALOG (bs_names_window_get_dialog (names));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "merge");
  gtk_window_close (GTK_WINDOW (dialog));
  wait_until (window_fixture_says (self, "a.md", "tags: [linux, 計算機, 2024]\n"));
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (bs_names_window_get_list (names))) == 1);
  gtk_toggle_button_set_active (alike, FALSE);
  wait_until (g_strcmp0 (gtk_stack_get_visible_child_name (stack), "names") == 0);
  wait_until (shows (names, "日常 24;linux 3;2024 1;计算机 1;計算機 1;") ||
              shows (names, "日常 24;linux 3;2024 1;計算機 1;计算机 1;"));
}

/* The label of the first column that is shown at a height. */
static GtkWidget *
pick_cell (GtkWidget *wide, double y)
{
  GtkWidget *picked = gtk_widget_pick (wide, 40, y, GTK_PICK_DEFAULT);

  while (picked != NULL && !GTK_IS_LABEL (picked))
    picked = gtk_widget_get_first_child (picked);
  return picked != NULL && gtk_widget_has_css_class (picked, "name-cell") ? picked : NULL;
}

/* Whether the visible rows show the names of the list at their positions. */
static gboolean
are_rows_shown (BsNamesWindow *names, GtkWidget **middle)
{
  GtkWidget *wide = window_fixture_part (GTK_WIDGET (names), "wide");
  BsNameList *list = bs_names_window_get_list (names);
  int height = gtk_widget_get_height (wide);

  for (int y = 60; y < height - 10; y += 20)
    {
      GtkWidget *label = pick_cell (wide, y);
      guint position =
          label != NULL ? gtk_list_item_get_position (g_object_get_data (G_OBJECT (label), "list-item")) : 0;

      if (label == NULL || position >= g_list_model_get_n_items (G_LIST_MODEL (list)) ||
          strcmp (gtk_label_get_text (GTK_LABEL (label)), bs_name_list_get_name (list, position, NULL)) != 0)
        return FALSE;
      if (y <= 100)
        *middle = label;
    }
  return height > 100;
}

/* The rows have their places only then. */
static void
wait_for_frame (BsNamesWindow *names)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (names));
  gint64 before = gdk_frame_clock_get_frame_counter (clock);

  gtk_widget_queue_draw (GTK_WIDGET (names));
  wait_until (gdk_frame_clock_get_frame_counter (clock) > before + 1);
}

/* Sorting gives the rows other texts, not other widgets: that would take too long. */
static void
test_rows (WindowFixture *self, gconstpointer application)
{
  g_autoptr (GString) tags = g_string_new ("[标签0");
  g_autoptr (GtkColumnViewColumn) first_date = NULL;
  BsNamesWindow *names;
  GtkWidget *table, *before, *after;
  GtkAdjustment *adjustment;

  for (guint i = 1; i < 400; i++)
    g_string_append_printf (tags, ", 标签%u", i * 7919 % 1000);
  g_string_append_c (tags, ']');
  write_tagged (self, "tags.md", "2019-01-01 12:00:00", tags->str, "someone");
  wait_until (window_fixture_n_articles (self) == MANY + 4);
  names = open_names (self, "place.all-tags");
  table = window_fixture_part (GTK_WIDGET (names), "table");
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (bs_names_window_get_list (names))) > 400 &&
              are_rows_shown (names, &before));
  first_date = g_list_model_get_item (gtk_column_view_get_columns (GTK_COLUMN_VIEW (table)), 2);
  gtk_column_view_sort_by_column (GTK_COLUMN_VIEW (table), first_date, GTK_SORT_ASCENDING);
  wait_for_names (names);
  wait_until (are_rows_shown (names, &after));
  g_assert_true (after == before);

  wait_for_frame (names);
  adjustment =
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (window_fixture_part (GTK_WIDGET (names), "wide")));
  gtk_adjustment_set_value (adjustment, 2000);
  wait_until (are_rows_shown (names, &after));
  filter (names, "9");
  wait_until (are_rows_shown (names, &after));
  filter (names, "");
  wait_until (are_rows_shown (names, &after));
}

/* With text of twice the size, the columns still have room for a date. */
static void
test_large_text (WindowFixture *self, gconstpointer application)
{
  g_autoptr (GtkColumnViewColumn) last = NULL;
  g_autoptr (PangoLayout) date = NULL;
  GtkWidget *table;
  int width;

  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 192 * 1024, NULL);
  table = window_fixture_part (GTK_WIDGET (open_names (self, "place.all-tags")), "table");
  last = g_list_model_get_item (gtk_column_view_get_columns (GTK_COLUMN_VIEW (table)), 3);
  date = gtk_widget_create_pango_layout (table, "30 Dec 2024");
  pango_layout_get_pixel_size (date, &width, NULL);
  g_assert_cmpint (width, <, gtk_column_view_column_get_fixed_width (last));
  gtk_settings_reset_property (gtk_settings_get_default (), "gtk-xft-dpi");
}

/* A window that is closed takes the list with it. */
static void
test_close (WindowFixture *self, gconstpointer application)
{
  gpointer names = open_names (self, "place.all-tags");

  g_object_add_weak_pointer (names, &names);
  window_fixture_close (self);
  wait_until (names == NULL);
}

int
main (int argc, char *argv[])
{
  static const WindowFixtureTest tests[] = {
    { "/broadsheet/window-names/list", test_list },       { "/broadsheet/window-names/rename", test_rename },
    { "/broadsheet/window-names/refused", test_refused }, { "/broadsheet/window-names/merge", test_merge },
    { "/broadsheet/window-names/delete", test_delete },   { "/broadsheet/window-names/alike", test_alike },
    { "/broadsheet/window-names/close", test_close },     { "/broadsheet/window-names/large-text", test_large_text },
    { "/broadsheet/window-names/rows", test_rows },       { "/broadsheet/window-names/clicks", test_clicks },
  };

  return window_fixture_run (argc, argv, set_up, tests, G_N_ELEMENTS (tests));
}
