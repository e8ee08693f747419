/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "ui/dialogs/change-preview.h"
#include "ui/dialogs/folder-dialog.h"
#include "ui/dialogs/library-dialog.h"
#include "ui/dialogs/name-dialog.h"
#include "ui/sidebar/sidebar-row.h"
#include "window-fixture.h"

/* Files that move with their category, and articles whose links follow them. */

static void
write_article (WindowFixture *self, const char *path, const char *category, const char *body)
{
  g_autofree char *line = category != NULL ? g_strdup_printf ("categories: [%s]\n", category) : g_strdup ("");
  g_autofree char *text = g_strdup_printf ("---\ntitle: %s\ndate: 2024-01-02 08:00:00\n%s---\n%s\n", path, line, body);

  window_fixture_write (self, path, text);
}

static void
change_mode (WindowFixture *self, const char *path, int mode)
{
  g_autofree char *whole = g_build_filename (self->root, path, NULL);

  g_assert_cmpint (g_chmod (whole, mode), ==, 0);
}

static void
undo (WindowFixture *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.undo", NULL);
}

static const char *
get_toast (WindowFixture *self)
{
  return adw_toast_get_title (bs_history_get_toast (bs_window_get_history (self->window)));
}

static GtkWidget *
get_part (const char *name)
{
  return window_fixture_part (GTK_WIDGET (window_fixture_find_window (BS_TYPE_CHANGE_PREVIEW)), name);
}

/* Waits until the preview shows the changes. */
static void
wait_for_preview (void)
{
  wait_until (window_fixture_find_window (BS_TYPE_CHANGE_PREVIEW) != NULL);
  wait_until (gtk_widget_get_sensitive (get_part ("apply_button")));
}

static const char *
get_summary (void)
{
  return gtk_label_get_text (GTK_LABEL (get_part ("summary")));
}

static void
apply (void)
{
  g_signal_emit_by_name (get_part ("apply_button"), "clicked");
  wait_until (window_fixture_find_window (BS_TYPE_CHANGE_PREVIEW) == NULL);
}

static void
toggle (const char *check)
{
  GtkCheckButton *button = GTK_CHECK_BUTTON (get_part (check));

  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (button)));
  gtk_check_button_set_active (button, !gtk_check_button_get_active (button));
  wait_for_preview ();
}

static gboolean
diff_has (const char *part)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (get_part ("diff")));
  g_autofree char *text = NULL;
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  return strstr (text, part) != NULL;
}

static GtkWidget *
find_row (WindowFixture *self, const char *name)
{
  GtkWidget *view = window_fixture_sidebar_view (self);

  for (GtkWidget *child = gtk_widget_get_first_child (view); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *row = gtk_widget_get_first_child (child);

      if (BS_IS_SIDEBAR_ROW (row) && gtk_widget_get_mapped (row) &&
          g_strcmp0 (gtk_label_get_text (GTK_LABEL (window_fixture_part (row, "name"))), name) == 0)
        return child;
    }
  return NULL;
}

/* Types another name for a category into its row. */
static void
rename_category (WindowFixture *self, const char *old, const char *name)
{
  const char *const names[] = { old, NULL };
  BsSidebar *sidebar = window_fixture_sidebar (self);
  BsSidebarRow *row;

  wait_until ((bs_sidebar_show_scope (sidebar, BS_SCOPE_CATEGORY, names),
               g_strcmp0 (bs_sidebar_get_title (sidebar), old) == 0));
  wait_until (find_row (self, old) != NULL);
  wait_until (gtk_widget_grab_focus (find_row (self, old)));
  row = BS_SIDEBAR_ROW (gtk_widget_get_first_child (find_row (self, old)));
  g_assert_true (gtk_widget_activate_action (window_fixture_sidebar_view (self), "place.rename", NULL));
  g_assert_nonnull (bs_sidebar_row_get_entry (row));
  gtk_editable_set_text (bs_sidebar_row_get_entry (row), name);
  g_signal_emit_by_name (bs_sidebar_row_get_entry (row), "activate");
}

/* If a folder has the name of the category, the preview asks once whether its files move too. */
static void
test_category (WindowFixture *self, gconstpointer application)
{
  write_article (self, "旧名/one.md", "旧名", "Text.");
  write_article (self, "旧名/two.md", "旧名", "[one](one.md)");
  write_article (self, "link.md", NULL, "[one](旧名/one.md)");
  window_fixture_open (self);
  for (guint turn = 0; turn < 2; turn++)
    {
      rename_category (self, "旧名", "新名");
      wait_for_preview ();
      g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (get_part ("what"))), ==, "Rename 旧名 to 新名");
      g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (get_part ("files_label"))), ==,
                       "Move 2 files to the folder “新名” too");
      g_assert_cmpstr (get_summary (), ==, "2 files. References to them change in 1 other article.");
      wait_until (diff_has ("-旧名/") && diff_has ("+新名/") && diff_has ("+categories: [新名]"));
      g_assert_true (window_fixture_says (self, "旧名/one.md", "[旧名]"));
      if (turn == 0)
        gtk_window_close (window_fixture_find_window (BS_TYPE_CHANGE_PREVIEW));
      wait_until ((turn == 0) == (window_fixture_find_window (BS_TYPE_CHANGE_PREVIEW) == NULL));
      g_assert_null (window_fixture_undo_name (self));
    }

  /* The arrow keys leave a check button as it is. */
  g_assert_true (gtk_widget_grab_focus (get_part ("files")));
  gtk_widget_child_focus (GTK_WIDGET (window_fixture_find_window (BS_TYPE_CHANGE_PREVIEW)), GTK_DIR_DOWN);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (get_part ("files"))));

  toggle ("files");
  g_assert_cmpstr (get_summary (), ==, "2 files.");
  wait_until (!diff_has ("+新名/") && diff_has ("+categories: [新名]"));
  toggle ("files");
  apply ();
  wait_until (window_fixture_undo_name (self) != NULL);
  g_assert_true (window_fixture_says (self, "新名/one.md", "categories: [新名]\n"));
  g_assert_true (window_fixture_says (self, "新名/two.md", "[one](one.md)"));
  g_assert_true (window_fixture_says (self, "link.md", "[one](新名/one.md)\n"));
  g_assert_cmpstr (get_toast (self), ==, "“旧名” renamed to “新名” (2 articles)");
  wait_until (window_fixture_n_articles (self) == 2);
  g_assert_cmpstr (bs_sidebar_get_title (window_fixture_sidebar (self)), ==, "新名");
  undo (self);
  wait_until (window_fixture_says (self, "旧名/one.md", "categories: [旧名]\n") &&
              window_fixture_says (self, "link.md", "(旧名/one.md)"));
  window_fixture_wait_for_editor (self);
  g_assert_false (window_fixture_has_file (self, "新名/one.md"));
  /* Each file is counted once. */
  wait_until (window_fixture_has_text (GTK_WIDGET (self->window), "Undid “Rename ‘旧名’ to ‘新名’ in 2 articles”"));

  /* The files may stay. */
  rename_category (self, "旧名", "别名");
  wait_for_preview ();
  toggle ("files");
  apply ();
  wait_until (window_fixture_says (self, "旧名/one.md", "categories: [别名]\n"));
  window_fixture_wait_for_editor (self);
  g_assert_true (window_fixture_says (self, "link.md", "(旧名/one.md)"));
}

/* What cannot be changed is not counted as if it could. */
static void
test_locked_category (WindowFixture *self, gconstpointer application)
{
  const char *const locked[] = { "旧名/locked.md", "旧名/taken.md" };
  BsNameDialog *dialog;

  write_article (self, "旧名/one.md", "旧名", "Text.");
  write_article (self, "旧名/two.md", "旧名", "Text.");
  write_article (self, "旧名/taken.md", "旧名", "Text.");
  write_article (self, "新名/taken.md", NULL, "Another.");
  write_article (self, "旧名/locked.md", "旧名", "Text.");
  change_mode (self, "旧名/locked.md", 0444);
  window_fixture_open (self);
  rename_category (self, "旧名", "新名");
  wait_for_preview ();
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (get_part ("files_label"))), ==,
                   "Move 2 files to the folder “新名” too");
  g_assert_true (g_str_has_suffix (get_summary (), "2 cannot be changed."));
  toggle ("files");
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (get_part ("files_label"))), ==,
                   "Move 2 files to the folder “新名” too");
  g_assert_cmpstr (get_summary (), ==, "3 files. 1 cannot be changed.");
  toggle ("files");
  apply ();
  wait_until (window_fixture_undo_name (self) != NULL);
  window_fixture_wait_for_editor (self);
  g_assert_cmpstr (window_fixture_undo_name (self), ==, "Rename “旧名” to “新名” in 2 articles");
  for (gsize i = 0; i < G_N_ELEMENTS (locked); i++)
    g_assert_true (window_fixture_says (self, locked[i], "[旧名]"));

  /* If there is nothing else to do than to close it, what was typed is not lost. */
  wait_until (window_fixture_has_place (self, "旧名", 2));
  change_mode (self, "旧名/taken.md", 0444);
  rename_category (self, "旧名", "第三");
  wait_until (window_fixture_find_window (BS_TYPE_CHANGE_PREVIEW) != NULL);
  wait_until (strcmp (get_summary (), "2 cannot be changed.") == 0);
  g_assert_false (gtk_widget_get_sensitive (get_part ("apply_button")));
  gtk_window_close (window_fixture_find_window (BS_TYPE_CHANGE_PREVIEW));
  wait_until (window_fixture_find_window (BS_TYPE_NAME_DIALOG) != NULL);
  dialog = BS_NAME_DIALOG (window_fixture_find_window (BS_TYPE_NAME_DIALOG));
  g_assert_cmpstr (gtk_editable_get_text (bs_name_dialog_get_entry (dialog)), ==, "第三");
  gtk_window_close (GTK_WINDOW (dialog));
}

/* A category of Jekyll that comes from a folder is renamed with it, or the reason why not is shown. */
static void
test_folder_category (WindowFixture *self, gconstpointer application)
{
  window_fixture_write (self, "_config.yml", "title: x\n");
  window_fixture_write (self, "Gemfile", "gem 'jekyll'\n");
  write_article (self, "life/_posts/2024-01-02-one.md", NULL, "Text.");
  window_fixture_open (self);
  rename_category (self, "life", "days");
  wait_for_preview ();
  gtk_check_button_set_active (GTK_CHECK_BUTTON (get_part ("files")), FALSE);
  wait_until (strcmp (get_summary (), "1 cannot be changed.") == 0);
  g_assert_false (gtk_widget_get_sensitive (get_part ("apply_button")));
  wait_until (diff_has ("has this category because of its folder"));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (get_part ("files")), TRUE);
  wait_for_preview ();
  apply ();
  wait_until (window_fixture_has_file (self, "days/_posts/2024-01-02-one.md"));
  window_fixture_wait_for_editor (self);
  g_assert_false (window_fixture_has_file (self, "life/_posts/2024-01-02-one.md"));
}

static void
rename_file (WindowFixture *self, const char *title, const char *name)
{
  AdwMessageDialog *dialog;

  window_fixture_select (self, title);
  g_assert_true (window_fixture_press (bs_article_pane_get_view (window_fixture_articles (self)), GDK_KEY_F2, 0));
  wait_until (window_fixture_find_window (BS_TYPE_NAME_DIALOG) != NULL);
  dialog = ADW_MESSAGE_DIALOG (window_fixture_find_window (BS_TYPE_NAME_DIALOG));
  gtk_editable_set_text (bs_name_dialog_get_entry (BS_NAME_DIALOG (dialog)), name);
  wait_until (adw_message_dialog_get_response_enabled (dialog, "rename"));
  adw_message_dialog_response (dialog, "rename");
  gtk_window_close (GTK_WINDOW (dialog));
}

/* A file without references to it is renamed at once; otherwise the preview shows the changed references. */
static void
test_rename (WindowFixture *self, gconstpointer application)
{
  write_article (self, "one.md", NULL, "Text.");
  write_article (self, "two.md", NULL, "[one](one.md)");
  window_fixture_open (self);
  rename_file (self, "two.md", "2.md");
  wait_until (window_fixture_has_file (self, "2.md"));
  window_fixture_wait_for_editor (self);
  g_assert_cmpstr (get_toast (self), ==, "“two.md” renamed to “2.md”");
  undo (self);
  wait_until (window_fixture_has_file (self, "two.md"));
  window_fixture_wait_for_editor (self);
  wait_until (window_fixture_n_articles (self) == 2);

  rename_file (self, "one.md", "1.md");
  wait_for_preview ();
  g_assert_cmpstr (get_summary (), ==, "1 file. References to them change in 1 other article.");
  g_assert_false (gtk_widget_get_visible (get_part ("choices")));
  apply ();
  wait_until (window_fixture_says (self, "two.md", "(1.md)"));
  window_fixture_wait_for_editor (self);
  g_assert_true (window_fixture_has_file (self, "1.md"));
}

/* Hugo can keep an address that changes. */
static void
test_aliases (WindowFixture *self, gconstpointer application)
{
  window_fixture_write (self, "hugo.toml", "baseURL = 'https://a.example/'\n");
  write_article (self, "content/posts/one.md", NULL, "Text.");
  window_fixture_open (self);
  rename_file (self, "content/posts/one.md", "1.md");
  wait_for_preview ();
  g_assert_cmpstr (get_summary (), ==, "1 file. 1 address in the site changes.");
  wait_until (diff_has ("-/posts/one/") && diff_has ("+/posts/1/"));
  toggle ("aliases");
  wait_until (diff_has ("+  - /posts/one/") || diff_has ("+aliases: [/posts/one/]"));
  apply ();
  wait_until (window_fixture_says (self, "content/posts/1.md", "/posts/one/"));
  window_fixture_wait_for_editor (self);
}

static void
remove_file (WindowFixture *self, const char *path)
{
  g_autofree char *whole = g_build_filename (self->root, path, NULL);

  g_assert_cmpint (g_remove (whole), ==, 0);
}

/* Another library is chosen among those that were opened last, and then a folder in it. */
static void
test_library (WindowFixture *self, gconstpointer application)
{
  BsRecentFolders *recent = bs_application_get_recent (self->application);
  g_autofree char *root = g_build_filename (self->parent, "other", NULL);
  g_autofree char *moved = g_build_filename (root, "new", "one.md", NULL);
  g_autoptr (GFile) other = g_file_new_for_path (root);
  GtkWidget *dialog, *search;
  GtkListBox *list;

  write_article (self, "one.md", NULL, "Text.");
  write_article (self, "two.md", NULL, "[one](one.md)");
  window_fixture_open (self);
  g_assert_cmpint (g_mkdir (root, 0755), ==, 0);
  bs_recent_folders_add (recent, other);
  window_fixture_select (self, "one.md");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window), "win.move-to-library", NULL));
  wait_until (window_fixture_find_window (BS_TYPE_LIBRARY_DIALOG) != NULL);
  list = bs_library_dialog_get_list (BS_LIBRARY_DIALOG (window_fixture_find_window (BS_TYPE_LIBRARY_DIALOG)));
  /* The library itself is not offered. */
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (gtk_list_box_get_row_at_index (list, 0))), ==,
                   "other");
  g_signal_emit_by_name (list, "row-activated", gtk_list_box_get_row_at_index (list, 0));
  wait_until (window_fixture_find_window (BS_TYPE_FOLDER_DIALOG) != NULL);
  dialog = GTK_WIDGET (window_fixture_find_window (BS_TYPE_FOLDER_DIALOG));
  search = window_fixture_part (dialog, "search");
  gtk_editable_set_text (GTK_EDITABLE (search), "new");
  g_signal_emit_by_name (search, "activate");
  wait_until (g_file_test (moved, G_FILE_TEST_EXISTS) && !window_fixture_has_file (self, "one.md"));
  window_fixture_wait_for_editor (self);
  g_assert_cmpstr (get_toast (self), ==, "“one.md” moved to “other”");
  wait_until (window_fixture_n_articles (self) == 1);
  /* As when one is removed, the next one is shown. */
  wait_until (window_fixture_shows (self, "two.md"));
  undo (self);
  wait_until (window_fixture_has_file (self, "one.md"));
  window_fixture_wait_for_editor (self);
  g_assert_false (g_file_test (moved, G_FILE_TEST_EXISTS));
}

static gboolean
shows (WindowFixture *self, const char *page)
{
  GtkStack *stack = GTK_STACK (window_fixture_part (GTK_WIDGET (window_fixture_reader (self)), "stack"));

  return g_strcmp0 (gtk_stack_get_visible_child_name (stack), page) == 0;
}

static const char *
get_chosen_folder (GtkWidget *dialog)
{
  GtkSelectionModel *model = gtk_list_view_get_model (GTK_LIST_VIEW (window_fixture_part (dialog, "view")));
  GtkStringObject *item = gtk_single_selection_get_selected_item (GTK_SINGLE_SELECTION (model));

  return item != NULL ? gtk_string_object_get_string (item) : NULL;
}

/* In another library, the folder of the category is chosen, or that of most articles without one. */
static void
test_library_folder (WindowFixture *self, gconstpointer application)
{
  static const struct
  {
    const char *path;
    const char *folder;
  } cases[] = { { "one.md", "归档/技术" }, { "two.md", "随笔" }, { "three.md", "随笔" }, { "four.md", "归档/技术" } };
  BsRecentFolders *recent = bs_application_get_recent (self->application);
  g_autofree char *root = g_build_filename (self->parent, "other", NULL);
  g_autofree char *category = g_build_filename (root, "归档", "技术", NULL);
  g_autofree char *posts = g_build_filename (root, "随笔", NULL);
  g_autofree char *post = g_build_filename (posts, "a.md", NULL);
  g_autoptr (GFile) other = g_file_new_for_path (root);

  write_article (self, "one.md", "技术", "Text.");
  write_article (self, "two.md", NULL, "Text.");
  write_article (self, "three.md", "没有的", "Text.");
  write_article (self, "four.md", "技术, 没有的", "Text.");
  window_fixture_open (self);
  g_assert_cmpint (g_mkdir_with_parents (category, 0755), ==, 0);
  g_assert_cmpint (g_mkdir (posts, 0755), ==, 0);
  g_assert_true (g_file_set_contents (post, "---\ntitle: A\n---\nText.\n", -1, NULL));
  bs_recent_folders_add (recent, other);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkWidget *dialog;
      GtkListBox *list;

      window_fixture_select (self, cases[i].path);
      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window), "win.move-to-library", NULL));
      wait_until (window_fixture_find_window (BS_TYPE_LIBRARY_DIALOG) != NULL);
      list = bs_library_dialog_get_list (BS_LIBRARY_DIALOG (window_fixture_find_window (BS_TYPE_LIBRARY_DIALOG)));
      g_signal_emit_by_name (list, "row-activated", gtk_list_box_get_row_at_index (list, 0));
      wait_until (window_fixture_find_window (BS_TYPE_FOLDER_DIALOG) != NULL);
      dialog = GTK_WIDGET (window_fixture_find_window (BS_TYPE_FOLDER_DIALOG));
      wait_until (g_strcmp0 (get_chosen_folder (dialog), cases[i].folder) == 0);
      g_assert_true (gtk_widget_get_sensitive (window_fixture_part (dialog, "choose_button")));
      gtk_window_close (GTK_WINDOW (dialog));
      wait_until (window_fixture_find_window (BS_TYPE_FOLDER_DIALOG) == NULL);
    }
}

/* Of several selected articles, removed ones are no longer counted. */
static void
test_gone (WindowFixture *self, gconstpointer application)
{
  write_article (self, "one.md", NULL, "Text.");
  write_article (self, "two.md", NULL, "Text.");
  write_article (self, "three.md", NULL, "Text.");
  window_fixture_open (self);
  gtk_selection_model_select_all (bs_article_pane_get_selection (window_fixture_articles (self)));
  wait_until (shows (self, "many"));
  remove_file (self, "one.md");
  wait_until (bs_article_pane_get_n_selected (window_fixture_articles (self)) == 2);
  g_assert_true (shows (self, "many"));
  remove_file (self, "two.md");
  wait_until (window_fixture_shows (self, "three.md") && shows (self, "reader"));
  window_fixture_write (self, "four.md", "---\ntitle: four\n---\nText.\n");
  wait_until (window_fixture_n_articles (self) == 2);
  gtk_selection_model_select_all (bs_article_pane_get_selection (window_fixture_articles (self)));
  wait_until (shows (self, "many"));
  remove_file (self, "three.md");
  remove_file (self, "four.md");
  wait_until (shows (self, "empty"));
}

/* A library without folders invites to make the first one. */
static void
test_first_folder (WindowFixture *self, gconstpointer application)
{
  GtkWidget *dialog;

  write_article (self, "one.md", NULL, "Text.");
  window_fixture_open (self);
  wait_until (window_fixture_n_articles (self) == 1);
  window_fixture_select (self, "one.md");
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.move-to-folder", NULL);
  wait_until (window_fixture_find_window (BS_TYPE_FOLDER_DIALOG) != NULL);
  dialog = GTK_WIDGET (window_fixture_find_window (BS_TYPE_FOLDER_DIALOG));
  wait_until (window_fixture_has_text (dialog, "Enter the name of a new folder above."));
  g_assert_false (window_fixture_has_text (dialog, "No Folder Found"));
  gtk_editable_set_text (GTK_EDITABLE (window_fixture_part (dialog, "search")), "Letters");
  g_signal_emit_by_name (window_fixture_part (dialog, "search"), "activate");
  wait_until (window_fixture_has_file (self, "Letters/one.md"));
  window_fixture_wait_for_editor (self);
}

int
main (int argc, char *argv[])
{
  static const WindowFixtureTest tests[] = {
    { "/broadsheet/window-moves/category", test_category },
    { "/broadsheet/window-moves/locked-category", test_locked_category },
    { "/broadsheet/window-moves/folder-category", test_folder_category },
    { "/broadsheet/window-moves/rename", test_rename },
    { "/broadsheet/window-moves/aliases", test_aliases },
    { "/broadsheet/window-moves/library", test_library },
    { "/broadsheet/window-moves/library-folder", test_library_folder },
    { "/broadsheet/window-moves/gone", test_gone },
    { "/broadsheet/window-moves/first-folder", test_first_folder },
  };

  return window_fixture_run (argc, argv, window_fixture_set_up, tests, G_N_ELEMENTS (tests));
}
