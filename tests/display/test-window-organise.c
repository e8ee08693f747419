/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "ui/dialogs/change-preview.h"
#include "model/library/library-names.h"
#include "ui/dialogs/merge-dialog.h"
#include "ui/dialogs/name-dialog.h"
#include "ui/sidebar/sidebar-row.h"
#include "window-fixture.h"

/* Categories, tags and sources are renamed, merged and removed in the sidebar. */

#define MANY 24

static const char *const tech[] = { "技术", NULL };
static const char *const linux_path[] = { "技术", "Linux", NULL };

static void
write_tagged (WindowFixture *self, const char *path, const char *categories, const char *tags)
{
  g_autofree char *text = g_strdup_printf ("---\ntitle: %s\ndate: 2024-01-02 08:00:00\ncategories: %s\ntags: %s\n---\n"
                                           "Text.\n",
                                           path, categories, tags);

  window_fixture_write (self, path, text);
}

static void
set_up (WindowFixture *self, gconstpointer application)
{
  window_fixture_set_up (self, application);
  write_tagged (self, "a.md", "[技术, Linux]", "[内核, 系统]");
  write_tagged (self, "b.md", "[技术, Linux] # keep", "[内核]");
  write_tagged (self, "c.md", "[技术, 系统]", "[系统]");
  for (guint i = 0; i < MANY; i++)
    {
      g_autofree char *path = g_strdup_printf ("many-%02u.md", i);

      write_tagged (self, path, "[生活]", "[日常]");
    }
  /* No line closes the front matter, so that nothing can be changed in it. */
  window_fixture_write (self, "broken.md", "---\ntitle: 残缺\ncategories: [生活]\ntags: [日常]\n");
  window_fixture_open (self);
}

/* A row is bound to another place as the list changes, so it is asked which one it shows. */
static GtkWidget *
find_row (GtkWidget *view, GtkTreeListRow *row)
{
  for (GtkWidget *child = gtk_widget_get_first_child (view); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *sidebar_row = gtk_widget_get_first_child (child);

      if (BS_IS_SIDEBAR_ROW (sidebar_row) && gtk_widget_get_mapped (sidebar_row) &&
          bs_sidebar_row_get_list_row (BS_SIDEBAR_ROW (sidebar_row)) == row)
        return child;
    }
  return NULL;
}

static gboolean
is_selected (WindowFixture *self, const char *const *names)
{
  GtkTreeListRow *row = gtk_single_selection_get_selected_item (window_fixture_places (self));
  g_autoptr (GObject) item = row != NULL ? gtk_tree_list_row_get_item (row) : NULL;

  return item != NULL &&
         (BS_IS_CATEGORY (item) ? g_strv_equal (bs_category_get_path (BS_CATEGORY (item)), names) :
                                  BS_IS_FACET (item) && g_str_equal (bs_facet_get_name (BS_FACET (item)), names[0]));
}

/* Returns: of how many articles the library knows in the selected place */
static guint
count_selected (WindowFixture *self)
{
  GtkTreeListRow *row = gtk_single_selection_get_selected_item (window_fixture_places (self));
  g_autoptr (BsFacet) place = gtk_tree_list_row_get_item (row);

  return bs_facet_get_count (place);
}

/* Goes to a place in the sidebar, with the focus; tags are there a moment after the articles. */
static void
go_to (WindowFixture *self, BsScope scope, const char *const *names)
{
  BsSidebar *sidebar = window_fixture_sidebar (self);
  GtkWidget *view = window_fixture_sidebar_view (self);
  GtkTreeListRow *row;

  wait_until ((bs_sidebar_show_scope (sidebar, scope, names), is_selected (self, names)));
  row = gtk_single_selection_get_selected_item (window_fixture_places (self));
  wait_until (find_row (view, row) != NULL);
  wait_until (gtk_widget_grab_focus (find_row (view, row)));
}

static gboolean
press_shortcut (GtkWidget *widget, guint keyval)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  guint n = g_list_model_get_n_items (controllers);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      guint n_shortcuts;

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;
      n_shortcuts = g_list_model_get_n_items (G_LIST_MODEL (controller));
      for (guint j = 0; j < n_shortcuts; j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);
          g_autofree char *text = gtk_shortcut_trigger_to_string (gtk_shortcut_get_trigger (shortcut));
          g_auto (GStrv) keys = g_strsplit (text, "|", -1);

          if (g_strv_contains ((const char *const *) keys, gdk_keyval_name (keyval)))
            return gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget, NULL);
        }
    }
  return FALSE;
}

static void
act (WindowFixture *self, const char *action)
{
  g_assert_true (gtk_widget_activate_action (window_fixture_sidebar_view (self), action, NULL));
}

static GtkWindow *
wait_for_dialog (GType type)
{
  wait_until (window_fixture_find_window (type) != NULL);
  return window_fixture_find_window (type);
}

static void
wait_for_no_dialog (WindowFixture *self)
{
  wait_until (window_fixture_find_dialog (self) == NULL);
}

static BsSidebarRow *
find_renamed (WindowFixture *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (window_fixture_sidebar_view (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *row = gtk_widget_get_first_child (child);

      if (BS_IS_SIDEBAR_ROW (row) && bs_sidebar_row_get_entry (BS_SIDEBAR_ROW (row)) != NULL)
        return BS_SIDEBAR_ROW (row);
    }
  return NULL;
}

static GtkEditable *
start_renaming (WindowFixture *self)
{
  g_assert_true (press_shortcut (window_fixture_sidebar_view (self), GDK_KEY_F2));
  g_assert_nonnull (find_renamed (self));
  return bs_sidebar_row_get_entry (find_renamed (self));
}

/* Presses Enter in the entry. */
static void
enter_name (GtkEditable *entry, const char *name)
{
  gtk_editable_set_text (entry, name);
  g_signal_emit_by_name (entry, "activate");
}

/* F2 shows an entry in the row; a few articles are changed at once, and the list continues to show them. Undo restores
 * them. */
static void
test_rename (WindowFixture *self, gconstpointer application)
{
  GtkEditable *entry;
  g_autofree char *text = NULL;

  go_to (self, BS_SCOPE_CATEGORY, linux_path);
  entry = start_renaming (self);
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "Linux");
  enter_name (entry, " 内核 ");
  g_assert_null (find_renamed (self));
  wait_until (window_fixture_undo_name (self) != NULL);

  g_assert_true (window_fixture_says (self, "a.md", "categories: [技术, 内核]\n"));
  g_assert_true (window_fixture_says (self, "b.md", "categories: [技术, 内核] # keep\n"));
  g_assert_true (window_fixture_says (self, "c.md", "categories: [技术, 系统]\n"));
  g_assert_cmpstr (bs_sidebar_get_title (window_fixture_sidebar (self)), ==, "内核");
  wait_until (window_fixture_n_articles (self) == 2);
  text = g_strdup (adw_toast_get_title (bs_history_get_toast (bs_window_get_history (self->window))));
  g_assert_cmpstr (text, ==, "“Linux” renamed to “内核” (2 articles)");

  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.undo", NULL);
  wait_until (window_fixture_says (self, "a.md", "categories: [技术, Linux]\n"));
  window_fixture_wait_for_editor (self);
}

/* Escape restores the name, a name that is not possible is not taken, and the same name changes nothing. */
static void
test_names (WindowFixture *self, gconstpointer application)
{
  static const char *const refused[] = { "", "  ", "a/b" };
  GtkEditable *entry;
  AdwMessageDialog *dialog;

  go_to (self, BS_SCOPE_CATEGORY, linux_path);
  entry = start_renaming (self);
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      enter_name (entry, refused[i]);
      g_assert_true (find_renamed (self) != NULL);
      g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (entry), "error"));
    }
  gtk_editable_set_text (entry, "别的");
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (entry), "error"));
  g_assert_true (window_fixture_press (GTK_WIDGET (entry), GDK_KEY_Escape, 0));
  g_assert_null (find_renamed (self));
  /* The keys of the list are its own again. */
  g_assert_false (GTK_IS_EDITABLE (gtk_root_get_focus (GTK_ROOT (self->window))));
  enter_name (start_renaming (self), "Linux");
  g_assert_null (find_renamed (self));
  g_assert_true (window_fixture_says (self, "a.md", "categories: [技术, Linux]\n"));

  /* A name that exists means a merge, which is asked for. */
  for (guint turn = 0; turn < 2; turn++)
    {
      enter_name (start_renaming (self), "系统");
      dialog = ADW_MESSAGE_DIALOG (wait_for_dialog (ADW_TYPE_MESSAGE_DIALOG));
      adw_message_dialog_response (dialog, turn == 0 ? "cancel" : "merge");
      gtk_window_close (GTK_WINDOW (dialog));
      wait_for_no_dialog (self);
      if (turn == 0)
        go_to (self, BS_SCOPE_CATEGORY, linux_path);
    }
  wait_until (window_fixture_undo_name (self) != NULL);
  g_assert_true (window_fixture_says (self, "a.md", "categories: [技术, 系统]\n"));
  wait_until (window_fixture_n_articles (self) == 3);
}

/* Leaving the entry changes nothing. */
static void
test_leave_name (WindowFixture *self, gconstpointer application)
{
  go_to (self, BS_SCOPE_CATEGORY, linux_path);
  gtk_editable_set_text (start_renaming (self), "别的");
  gtk_widget_grab_focus (bs_article_pane_get_view (window_fixture_articles (self)));
  wait_until (find_renamed (self) == NULL);
  g_assert_true (window_fixture_says (self, "a.md", "categories: [技术, Linux]\n"));
  g_assert_null (window_fixture_undo_name (self));
}

/* Renames a tag of many articles, after the preview. */
static void
rename_tag_to (WindowFixture *self, const char *name)
{
  GtkWindow *preview;

  go_to (self, BS_SCOPE_TAG, (const char *const[]){ "日常", NULL });
  enter_name (start_renaming (self), name);
  preview = wait_for_dialog (BS_TYPE_CHANGE_PREVIEW);
  wait_until (gtk_widget_get_sensitive (window_fixture_part (GTK_WIDGET (preview), "apply_button")));
  g_signal_emit_by_name (window_fixture_part (GTK_WIDGET (preview), "apply_button"), "clicked");
  wait_for_no_dialog (self);
  window_fixture_wait_for_editor (self);
  wait_until (bs_library_count_named (bs_window_get_library (self->window), BS_SCOPE_TAG, name) == MANY);
  wait_until (g_strcmp0 (bs_sidebar_get_title (window_fixture_sidebar (self)), name) == 0);
  wait_until (window_fixture_n_articles (self) == MANY);
}

static void
test_number_tag (WindowFixture *self, gconstpointer application)
{
  rename_tag_to (self, "2024");
  g_assert_true (window_fixture_says (self, "many-00.md", "tags: ['2024']\n"));
}

/* Characters with a meaning in YAML, a slash, an emoji and right-to-left text. */
static void
test_odd_tag (WindowFixture *self, gconstpointer application)
{
  rename_tag_to (self, "- a: 'b', \"c\" [d] {e} # f/g 😀 עברית & %s");
}

static void
test_long_tag (WindowFixture *self, gconstpointer application)
{
  g_autofree char *name = g_strnfill (10000, 'n');

  rename_tag_to (self, name);
}

static gboolean
has_category (WindowFixture *self, const char *const *path)
{
  GListModel *places = bs_library_get_categories (bs_window_get_library (self->window));

  for (guint depth = 0; path[depth] != NULL; depth++)
    {
      GListModel *below = NULL;

      for (guint i = 0; i < g_list_model_get_n_items (places); i++)
        {
          g_autoptr (BsCategory) category = g_list_model_get_item (places, i);

          if (g_str_equal (bs_facet_get_name (BS_FACET (category)), path[depth]))
            below = bs_category_get_children (category);
        }
      if (below == NULL)
        return FALSE;
      places = below;
    }
  return TRUE;
}

/* A new category is there while it is empty, can be renamed and removed, and undone and redone. */
static void
test_new_category (WindowFixture *self, gconstpointer application)
{
  static const char *const path[] = { "技术", "新的", NULL };
  static const char *const renamed[] = { "技术", "更新", NULL };
  static const char *const top[] = { "顶", NULL };
  AdwMessageDialog *dialog;
  GtkEditable *entry;

  go_to (self, BS_SCOPE_CATEGORY, tech);
  act (self, "place.new-below");
  dialog = ADW_MESSAGE_DIALOG (wait_for_dialog (BS_TYPE_NAME_DIALOG));
  entry = bs_name_dialog_get_entry (BS_NAME_DIALOG (dialog));
  g_assert_false (adw_message_dialog_get_response_enabled (dialog, "create"));
  gtk_editable_set_text (entry, "Linux");
  g_assert_false (adw_message_dialog_get_response_enabled (dialog, "create"));
  gtk_editable_set_text (entry, "新的");
  g_assert_true (adw_message_dialog_get_response_enabled (dialog, "create"));
  adw_message_dialog_response (dialog, "create");
  gtk_window_close (GTK_WINDOW (dialog));
  wait_for_no_dialog (self);
  g_assert_true (has_category (self, path));
  wait_until (is_selected (self, path));
  wait_until (window_fixture_n_articles (self) == 0);
  g_assert_cmpstr (window_fixture_undo_name (self), ==, "New category “新的”");

  go_to (self, BS_SCOPE_CATEGORY, path);
  enter_name (start_renaming (self), "更新");
  wait_until (has_category (self, renamed));
  g_assert_false (has_category (self, path));
  wait_until (is_selected (self, renamed));
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.undo", NULL);
  wait_until (has_category (self, path) && !has_category (self, renamed));

  go_to (self, BS_SCOPE_CATEGORY, path);
  g_assert_true (press_shortcut (window_fixture_sidebar_view (self), GDK_KEY_Delete));
  wait_until (!has_category (self, path));
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.undo", NULL);
  wait_until (has_category (self, path));
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.undo", NULL);
  wait_until (!has_category (self, path));

  act (self, "place.new-category");
  dialog = ADW_MESSAGE_DIALOG (wait_for_dialog (BS_TYPE_NAME_DIALOG));
  gtk_editable_set_text (bs_name_dialog_get_entry (BS_NAME_DIALOG (dialog)), "顶");
  adw_message_dialog_response (dialog, "create");
  gtk_window_close (GTK_WINDOW (dialog));
  wait_for_no_dialog (self);
  wait_until (has_category (self, top));
}

static void
fill_search (GtkWindow *dialog, const char *text)
{
  GtkWidget *search = window_fixture_part (GTK_WIDGET (dialog), "search");

  gtk_editable_set_text (GTK_EDITABLE (search), text);
  g_signal_emit_by_name (search, "search-changed");
}

/* Merge Into offers all others, and none below itself. */
static void
test_merge (WindowFixture *self, gconstpointer application)
{
  GtkWindow *dialog;
  GtkListView *view;
  GListModel *rows;

  go_to (self, BS_SCOPE_CATEGORY, tech);
  act (self, "place.merge");
  dialog = wait_for_dialog (BS_TYPE_MERGE_DIALOG);
  view = GTK_LIST_VIEW (window_fixture_part (GTK_WIDGET (dialog), "view"));
  rows = G_LIST_MODEL (gtk_list_view_get_model (view));
  g_assert_cmpuint (g_list_model_get_n_items (rows), ==, 1);
  gtk_window_close (dialog);
  wait_for_no_dialog (self);

  go_to (self, BS_SCOPE_TAG, (const char *const[]){ "内核", NULL });
  act (self, "place.merge");
  dialog = wait_for_dialog (BS_TYPE_MERGE_DIALOG);
  view = GTK_LIST_VIEW (window_fixture_part (GTK_WIDGET (dialog), "view"));
  fill_search (dialog, "没有");
  rows = G_LIST_MODEL (gtk_list_view_get_model (view));
  g_assert_cmpuint (g_list_model_get_n_items (rows), ==, 0);
  g_assert_false (gtk_widget_get_sensitive (window_fixture_part (GTK_WIDGET (dialog), "choose_button")));
  fill_search (dialog, "系");
  g_assert_cmpuint (g_list_model_get_n_items (rows), ==, 1);
  g_signal_emit_by_name (window_fixture_part (GTK_WIDGET (dialog), "search"), "activate");
  wait_until (window_fixture_undo_name (self) != NULL);
  /* Nothing is in a list twice. */
  g_assert_true (window_fixture_says (self, "a.md", "tags: [系统]\n"));
  g_assert_true (window_fixture_says (self, "b.md", "tags: [系统]\n"));
}

/* Move Below offers all but the category itself; Move to Top Level asks nothing. Categories that are empty follow. */
static void
test_move (WindowFixture *self, gconstpointer application)
{
  static const char *const life[] = { "生活", NULL };
  static const char *const moved[] = { "生活", "Linux", NULL };
  static const char *const empty[] = { "生活", "Linux", "空", NULL };
  GtkWindow *dialog;

  bs_library_change_kept_categories (bs_window_get_library (self->window), NULL,
                                     (const char *const[]){ "技术", "Linux", "空", NULL });
  go_to (self, BS_SCOPE_CATEGORY, linux_path);
  act (self, "place.move");
  dialog = wait_for_dialog (BS_TYPE_MERGE_DIALOG);
  g_assert_cmpstr (gtk_window_get_title (dialog), ==, "Move Below");
  fill_search (dialog, life[0]);
  g_signal_emit_by_name (window_fixture_part (GTK_WIDGET (dialog), "search"), "activate");
  wait_until (window_fixture_undo_name (self) != NULL);
  g_assert_true (window_fixture_says (self, "a.md", "categories: [生活, Linux]\n"));
  g_assert_true (window_fixture_says (self, "c.md", "categories: [技术, 系统]\n"));
  wait_until (has_category (self, moved));
  wait_until (has_category (self, empty));

  go_to (self, BS_SCOPE_CATEGORY, moved);
  wait_until (count_selected (self) == 2);
  act (self, "place.move-to-top");
  wait_until (window_fixture_says (self, "b.md", "categories: [Linux] # keep\n"));
  window_fixture_wait_for_editor (self);
  wait_until (has_category (self, (const char *const[]){ "Linux", "空", NULL }));
}

static void
list_entries (GtkWidget *widget, GString *text)
{
  if (g_str_equal (gtk_widget_get_css_name (widget), "modelbutton"))
    {
      g_autofree char *label = NULL;

      if (!gtk_widget_get_visible (widget))
        return;
      g_object_get (widget, "text", &label, NULL);
      g_string_append_printf (text, "%s;", label);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    list_entries (child, text);
}

/* Opens the menu of the focused row with a key, and closes it again. */
static char *
read_menu (WindowFixture *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_true (press_shortcut (window_fixture_sidebar_view (self), GDK_KEY_Menu));
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (window_fixture_sidebar (self))); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_POPOVER_MENU (child))
      {
        list_entries (child, text);
        gtk_popover_popdown (GTK_POPOVER (child));
        wait_until (!gtk_widget_get_mapped (child));
      }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* A row's menu has the actions for it. */
static void
test_menu (WindowFixture *self, gconstpointer application)
{
  GtkSingleSelection *places = window_fixture_places (self);
  g_autofree char *category = NULL;
  g_autofree char *top = NULL;
  g_autofree char *tag = NULL;
  g_autofree char *heading = NULL;

  go_to (self, BS_SCOPE_CATEGORY, linux_path);
  category = read_menu (self);
  g_assert_cmpstr (
      category, ==,
      "Rename;New Category Below…;Merge Into…;Move Below…;Move to Top Level;Export…;Remove From Articles…;");
  go_to (self, BS_SCOPE_CATEGORY, tech);
  top = read_menu (self);
  g_assert_cmpstr (top, ==, "Rename;New Category Below…;Merge Into…;Move Below…;Export…;Remove From Articles…;");
  go_to (self, BS_SCOPE_TAG, (const char *const[]){ "内核", NULL });
  tag = read_menu (self);
  g_assert_cmpstr (tag, ==, "Rename;Merge Into…;Export…;Remove From Articles…;");

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (places)); i++)
    {
      g_autoptr (GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (places), i);
      g_autoptr (GObject) item = gtk_tree_list_row_get_item (row);
      g_autofree char *name = NULL;

      g_object_get (item, "name", &name, NULL);
      if (!g_str_equal (name, "Tags"))
        continue;
      wait_until (gtk_widget_grab_focus (find_row (window_fixture_sidebar_view (self), row)));
      heading = read_menu (self);
    }
  g_assert_cmpstr (heading, ==, "All Tags;");
}

/* Delete takes a tag from its articles. */
static void
test_remove (WindowFixture *self, gconstpointer application)
{
  go_to (self, BS_SCOPE_TAG, (const char *const[]){ "内核", NULL });
  g_assert_true (press_shortcut (window_fixture_sidebar_view (self), GDK_KEY_Delete));
  wait_until (window_fixture_undo_name (self) != NULL);
  g_assert_true (window_fixture_says (self, "a.md", "tags: [系统]\n"));
  g_assert_false (window_fixture_says (self, "b.md", "内核"));
  g_assert_true (bs_sidebar_get_scope (window_fixture_sidebar (self)) == BS_SCOPE_ALL);
}

static char *
get_text (GtkWindow *dialog, const char *part)
{
  return g_strdup (gtk_label_get_text (GTK_LABEL (window_fixture_part (GTK_WIDGET (dialog), part))));
}

static char *
get_diff (GtkWindow *dialog)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (window_fixture_part (GTK_WIDGET (dialog), "diff")));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static gboolean
diff_has (GtkWindow *dialog, const char *part)
{
  g_autofree char *text = get_diff (dialog);

  return strstr (text, part) != NULL;
}

/* A change of many articles, or one that cannot be made in all of them, is shown before anything is written. */
static void
test_preview (WindowFixture *self, gconstpointer application)
{
  static const char *const life[] = { "生活", NULL };
  GtkWindow *dialog;
  GtkSingleSelection *rows;
  g_autofree char *what = NULL;
  g_autofree char *summary = NULL;

  for (guint turn = 0; turn < 2; turn++)
    {
      go_to (self, BS_SCOPE_CATEGORY, life);
      enter_name (start_renaming (self), "日子");
      dialog = wait_for_dialog (BS_TYPE_CHANGE_PREVIEW);
      wait_until (gtk_widget_get_sensitive (window_fixture_part (GTK_WIDGET (dialog), "apply_button")));
      g_assert_true (window_fixture_says (self, "many-00.md", "categories: [生活]\n"));
      if (turn == 1)
        break;
      what = get_text (dialog, "what");
      summary = get_text (dialog, "summary");
      g_assert_cmpstr (what, ==, "Rename 生活 to 日子");
      g_assert_cmpstr (summary, ==, "24 articles. 1 cannot be changed.");
      /* That article comes first, with its reason; the others show their lines. */
      rows = GTK_SINGLE_SELECTION (
          gtk_list_view_get_model (GTK_LIST_VIEW (window_fixture_part (GTK_WIDGET (dialog), "view"))));
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (rows)), ==, MANY + 1);
      g_assert_true (diff_has (dialog, "broken.md") || !diff_has (dialog, "+categories"));
      gtk_single_selection_set_selected (rows, 1);
      wait_until (diff_has (dialog, "-categories: [生活]"));
      g_assert_true (diff_has (dialog, "+categories: [日子]"));
      gtk_window_close (dialog);
      wait_for_no_dialog (self);
      g_assert_null (window_fixture_undo_name (self));
    }

  g_signal_emit_by_name (window_fixture_part (GTK_WIDGET (dialog), "apply_button"), "clicked");
  wait_for_no_dialog (self);
  wait_until (window_fixture_undo_name (self) != NULL);
  g_assert_true (window_fixture_says (self, "many-00.md", "categories: [日子]\n"));
  g_assert_true (window_fixture_says (self, "broken.md", "categories: [生活]\n"));
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.undo", NULL);
  wait_until (window_fixture_says (self, "many-23.md", "categories: [生活]\n"));
  window_fixture_wait_for_editor (self);
}

/* Waits until a file is removed. Some file systems have no trash; then the question is answered. */
static void
wait_for_trash (WindowFixture *self, const char *path)
{
  wait_until (!window_fixture_has_file (self, path) || window_fixture_find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  if (window_fixture_find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL)
    {
      AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (window_fixture_find_window (ADW_TYPE_MESSAGE_DIALOG));

      g_test_message ("There is no trash for %s", self->root);
      g_assert_nonnull (strstr (adw_message_dialog_get_heading (dialog), "Delete"));
      adw_message_dialog_response (dialog, "trash");
      gtk_window_close (GTK_WINDOW (dialog));
    }
  wait_until (!window_fixture_has_file (self, path));
  wait_until (window_fixture_undo_name (self) != NULL);
  window_fixture_wait_for_editor (self);
}

/* Delete moves an article to the trash at once; the one after it is selected, and Undo brings it back. */
static void
test_trash (WindowFixture *self, gconstpointer application)
{
  g_autofree char *bytes = window_fixture_read (self, "c.md");
  g_autofree char *next = NULL;
  g_autofree char *restored = NULL;
  guint n = window_fixture_n_articles (self);
  guint position;

  window_fixture_select (self, "c.md");
  position = bs_article_pane_get_next (window_fixture_articles (self));
  next = window_fixture_title (self, position);
  g_assert_true (window_fixture_press (bs_article_pane_get_view (window_fixture_articles (self)), GDK_KEY_Delete, 0));
  wait_for_trash (self, "c.md");
  wait_until (window_fixture_n_articles (self) == n - 1);
  wait_until (window_fixture_selected_is (self, next));
  g_assert_null (window_fixture_find_window (ADW_TYPE_MESSAGE_DIALOG));

  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.undo", NULL);
  wait_until (window_fixture_has_file (self, "c.md"));
  wait_until (window_fixture_n_articles (self) == n);
  window_fixture_wait_for_editor (self);
  restored = window_fixture_read (self, "c.md");
  g_assert_cmpstr (restored, ==, bytes);
}

/* Several are moved after a question with their number. */
static void
test_trash_several (WindowFixture *self, gconstpointer application)
{
  GtkSelectionModel *selection = bs_article_pane_get_selection (window_fixture_articles (self));
  guint n = window_fixture_n_articles (self);
  AdwMessageDialog *dialog;

  for (guint turn = 0; turn < 2; turn++)
    {
      gtk_selection_model_select_all (selection);
      gtk_widget_activate_action (GTK_WIDGET (self->window), "win.trash", NULL);
      wait_until (window_fixture_find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
      dialog = ADW_MESSAGE_DIALOG (window_fixture_find_window (ADW_TYPE_MESSAGE_DIALOG));
      g_assert_cmpstr (adw_message_dialog_get_heading (dialog), ==, "Move 28 Articles to the Trash?");
      adw_message_dialog_response (dialog, turn == 0 ? "cancel" : "trash");
      gtk_window_close (GTK_WINDOW (dialog));
      wait_until (window_fixture_find_window (ADW_TYPE_MESSAGE_DIALOG) != (gpointer) dialog);
      g_assert_cmpuint (n, ==, MANY + 4);
      if (turn == 0)
        g_assert_true (window_fixture_has_file (self, "a.md"));
    }
  wait_for_trash (self, "many-00.md");
  wait_until (window_fixture_n_articles (self) == 0);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.undo", NULL);
  wait_until (window_fixture_n_articles (self) == n);
  window_fixture_wait_for_editor (self);
}

static gboolean
has_marks (WindowFixture *self, const char *path)
{
  g_autoptr (BsArticleItem) item = bs_library_dup_item (bs_window_get_library (self->window), path);

  return item != NULL && bs_article_item_get_starred (item) && bs_article_item_get_unread (item);
}

static void
open_again (WindowFixture *self)
{
  window_fixture_close (self);
  self->window = bs_application_new_window (self->application);
  gtk_window_present (GTK_WINDOW (self->window));
  window_fixture_open (self);
}

/* Answers the only question that is shown. */
static void
answer (WindowFixture *self, const char *body, const char *response)
{
  AdwMessageDialog *dialog;

  wait_until (window_fixture_find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  dialog = ADW_MESSAGE_DIALOG (window_fixture_find_window (ADW_TYPE_MESSAGE_DIALOG));
  g_assert_cmpstr (adw_message_dialog_get_body (dialog), ==, body);
  adw_message_dialog_response (dialog, response);
  gtk_window_close (GTK_WINDOW (dialog));
  wait_until (window_fixture_find_window (ADW_TYPE_MESSAGE_DIALOG) == NULL);
}

/* Where there is no trash, a deleted article can be restored, as is promised: with its bytes, its time, its permissions
 * and its marks, also after the window was closed. */
static void
test_delete (WindowFixture *self, gconstpointer application)
{
  static const char bytes[] = "\xef\xbb\xbf---\r\ntitle: 删除\n---\r\nText \xff\xfe.\r\n\n";
  const struct timespec times[] = { { 1600000000, 123456789 }, { 1600000000, 123456789 } };
  g_autofree char *root = g_strdup ("/dev/shm/broadsheet-test-XXXXXX");
  g_autofree char *file = NULL;

  if (g_mkdtemp (root) == NULL)
    {
      g_test_skip ("there is nothing in memory");
      return;
    }
  g_free (self->root);
  self->root = g_strdup (root);
  file = g_build_filename (root, "a.md", NULL);
  g_assert_true (g_file_set_contents (file, bytes, sizeof bytes - 1, NULL));
  g_assert_cmpint (g_chmod (file, 0640), ==, 0);
  g_assert_cmpint (utimensat (AT_FDCWD, file, times, 0), ==, 0);
  open_again (self);
  wait_until (window_fixture_n_articles (self) == 1);
  window_fixture_select (self, "删除");
  wait_until (window_fixture_shows (self, "a.md"));
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.star", NULL);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.mark-unread", NULL);
  wait_until (has_marks (self, "a.md"));
  for (guint turn = 0; turn < 2; turn++)
    {
      g_autofree char *restored = NULL;
      gsize length;
      struct stat st;

      wait_until (window_fixture_n_articles (self) == 1);
      window_fixture_select (self, "删除");
      gtk_widget_activate_action (GTK_WIDGET (self->window), "win.trash", NULL);
      answer (self, "There is no trash for its folder. It can be restored from History.", "trash");
      wait_until (!window_fixture_has_file (self, "a.md"));
      wait_until (window_fixture_n_articles (self) == 0);
      window_fixture_wait_for_editor (self);
      if (turn == 1)
        open_again (self);
      gtk_widget_activate_action (GTK_WIDGET (self->window), "win.undo", NULL);
      if (turn == 1)
        answer (self, "This was not done in this window. Articles that have changed since stay as they are.", "undo");
      wait_until (window_fixture_has_file (self, "a.md"));
      wait_until (has_marks (self, "a.md"));
      window_fixture_wait_for_editor (self);
      g_assert_true (g_file_get_contents (file, &restored, &length, NULL));
      g_assert_cmpmem (restored, length, bytes, sizeof bytes - 1);
      g_assert_cmpint (stat (file, &st), ==, 0);
      g_assert_cmpint (st.st_mode & 0777, ==, 0640);
      g_assert_cmpint (st.st_mtim.tv_sec, ==, times[1].tv_sec);
      g_assert_cmpint (st.st_mtim.tv_nsec, ==, times[1].tv_nsec);
    }
  g_assert_cmpint (g_remove (file), ==, 0);
  g_assert_cmpint (g_rmdir (root), ==, 0);
}

/* A window that closes while a question is open leaves nothing behind. */
static void
test_close (WindowFixture *self, gconstpointer application)
{
  go_to (self, BS_SCOPE_CATEGORY, linux_path);
  start_renaming (self);
  act (self, "place.merge");
  wait_for_dialog (BS_TYPE_MERGE_DIALOG);
  window_fixture_close (self);
}

int
main (int argc, char *argv[])
{
  static const WindowFixtureTest tests[] = {
    { "/broadsheet/window-organise/rename", test_rename },
    { "/broadsheet/window-organise/names", test_names },
    { "/broadsheet/window-organise/leave-name", test_leave_name },
    { "/broadsheet/window-organise/number-tag", test_number_tag },
    { "/broadsheet/window-organise/odd-tag", test_odd_tag },
    { "/broadsheet/window-organise/long-tag", test_long_tag },
    { "/broadsheet/window-organise/new-category", test_new_category },
    { "/broadsheet/window-organise/merge", test_merge },
    { "/broadsheet/window-organise/move", test_move },
    { "/broadsheet/window-organise/menu", test_menu },
    { "/broadsheet/window-organise/remove", test_remove },
    { "/broadsheet/window-organise/preview", test_preview },
    { "/broadsheet/window-organise/trash", test_trash },
    { "/broadsheet/window-organise/trash-several", test_trash_several },
    { "/broadsheet/window-organise/delete", test_delete },
    { "/broadsheet/window-organise/close", test_close },
  };

  return window_fixture_run (argc, argv, set_up, tests, G_N_ELEMENTS (tests));
}
