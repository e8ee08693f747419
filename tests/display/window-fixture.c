/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "window-fixture.h"

#include "ui/dialogs/choose-dialog.h"
#include "ui/list/article-row.h"

#include <glib/gstdio.h>

#include "../support/remove-tree.h"

/* Returns: (transfer none) (nullable): a window of this type that is shown */
GtkWindow *
window_fixture_find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();
  guint n = g_list_model_get_n_items (windows);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type) && gtk_widget_get_visible (GTK_WIDGET (window)))
        return window;
    }
  return NULL;
}

/* Returns: (transfer none) (nullable): the dialog that is open over the window */
GtkWindow *
window_fixture_find_dialog (WindowFixture *self)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (gtk_window_get_transient_for (window) == GTK_WINDOW (self->window) &&
          gtk_widget_get_visible (GTK_WIDGET (window)))
        return window;
    }
  return NULL;
}

/* Returns: (transfer none): a child of a widget, by its name in the .ui file */
GtkWidget *
window_fixture_part (GtkWidget *widget, const char *name)
{
  GType type = BS_IS_CHOOSE_DIALOG (widget) ? BS_TYPE_CHOOSE_DIALOG : G_OBJECT_TYPE (widget);

  return GTK_WIDGET (gtk_widget_get_template_child (widget, type, name));
}

/* Returns: (transfer none) (nullable): the first widget of a type with a CSS class, from @widget on
 * @css_class: (nullable): any */
GtkWidget *
window_fixture_find (GtkWidget *widget, GType type, const char *css_class)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && (css_class == NULL || gtk_widget_has_css_class (widget, css_class)))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = window_fixture_find (child, type, css_class);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Returns: (transfer none) (nullable): the row of a list of settings with this title */
GtkWidget *
window_fixture_find_row (GtkWidget *widget, const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (widget) &&
      g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = window_fixture_find_row (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Whether a visible label has this text. */
gboolean
window_fixture_has_text (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && g_strcmp0 (gtk_label_get_text (GTK_LABEL (widget)), text) == 0)
    return gtk_widget_get_mapped (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (window_fixture_has_text (child, text))
      return TRUE;
  return FALSE;
}

BsArticlePane *
window_fixture_articles (WindowFixture *self)
{
  return BS_ARTICLE_PANE (window_fixture_part (GTK_WIDGET (self->window), "articles"));
}

BsReaderPane *
window_fixture_reader (WindowFixture *self)
{
  return BS_READER_PANE (window_fixture_part (GTK_WIDGET (self->window), "reader"));
}

BsSidebar *
window_fixture_sidebar (WindowFixture *self)
{
  return BS_SIDEBAR (window_fixture_part (GTK_WIDGET (self->window), "sidebar"));
}

GtkWidget *
window_fixture_sidebar_view (WindowFixture *self)
{
  return window_fixture_part (GTK_WIDGET (window_fixture_sidebar (self)), "view");
}

/* Describes the rows of the sidebar, and the selected one. */
GtkSingleSelection *
window_fixture_places (WindowFixture *self)
{
  return GTK_SINGLE_SELECTION (gtk_list_view_get_model (GTK_LIST_VIEW (window_fixture_sidebar_view (self))));
}

BsUndoStack *
window_fixture_undo_stack (WindowFixture *self)
{
  return bs_history_get_stack (bs_window_get_history (self->window));
}

void
window_fixture_write (WindowFixture *self, const char *path, const char *text)
{
  g_autofree char *full = g_build_filename (self->root, path, NULL);
  g_autofree char *folder = g_path_get_dirname (full);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (folder, 0700);
  g_file_set_contents (full, text, -1, &error);
  g_assert_no_error (error);
}

void
window_fixture_write_article (WindowFixture *self, const char *path, const char *title, const char *date,
                              const char *categories)
{
  g_autofree char *text = g_strdup_printf ("---\ntitle: '%s'\ndate: %s\ncategories: %s\nauthor: 新闻社\n---\n"
                                           "The text of *%s*, which is short.\n",
                                           title, date, categories, title);

  window_fixture_write (self, path, text);
}

/* Returns: (transfer full) (nullable): the content of a file in the library */
char *
window_fixture_read (WindowFixture *self, const char *path)
{
  g_autofree char *full = g_build_filename (self->root, path, NULL);
  char *bytes = NULL;

  g_file_get_contents (full, &bytes, NULL, NULL);
  return bytes;
}

gboolean
window_fixture_has_file (WindowFixture *self, const char *path)
{
  g_autofree char *full = g_build_filename (self->root, path, NULL);

  return g_file_test (full, G_FILE_TEST_IS_REGULAR);
}

/* Runs the tests with one application. The user folders are those of run-on-display; the system's stay, because
 * libadwaita's schemas are there. */
int
window_fixture_run (int argc, char **argv, WindowFixtureFunc set_up, const WindowFixtureTest *tests, gsize n_tests)
{
  g_autoptr (BsApplication) application = NULL;
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);

  application = bs_application_new ();
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_HANDLES_OPEN | G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  /* Keeps the application alive between two windows. */
  g_application_hold (G_APPLICATION (application));

  for (gsize i = 0; i < n_tests; i++)
    g_test_add (tests[i].path, WindowFixture, application, set_up, tests[i].test, window_fixture_tear_down);

  return g_test_run ();
}

/* A window that is not shown yet. */
void
window_fixture_make (WindowFixture *self, gconstpointer application)
{
  g_autoptr (GError) error = NULL;

  /* Newer versions warn about how AdwMessageDialog measures its own labels. */
  if (gtk_get_minor_version () > 8)
    g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);

  self->application = (BsApplication *) application;
  self->parent = g_dir_make_tmp ("broadsheet-window-XXXXXX", &error);
  g_assert_no_error (error);
  self->root = g_build_filename (self->parent, "library", NULL);
  g_assert_cmpint (g_mkdir (self->root, 0700), ==, 0);
  self->window = bs_application_new_window (self->application);
}

void
window_fixture_set_up (WindowFixture *self, gconstpointer application)
{
  window_fixture_make (self, application);
  gtk_window_present (GTK_WINDOW (self->window));
}

void
window_fixture_tear_down (WindowFixture *self, gconstpointer application)
{
  gpointer window = self->window;

  if (window != NULL)
    {
      g_object_add_weak_pointer (G_OBJECT (window), &window);
      gtk_window_destroy (GTK_WINDOW (window));
      wait_until (window == NULL);
    }
  remove_tree (self->parent);
  g_free (self->root);
  g_free (self->parent);
}

/* Returns: whether a file has this text in it */
gboolean
window_fixture_says (WindowFixture *self, const char *path, const char *part)
{
  g_autofree char *text = window_fixture_read (self, path);

  return text != NULL && strstr (text, part) != NULL;
}

void
window_fixture_act (WindowFixture *self, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window), action, NULL));
}

void
window_fixture_wait_for_editor (WindowFixture *self)
{
  wait_until (!bs_editor_get_is_busy (bs_window_get_editor (self->window)));
}

const char *
window_fixture_undo_name (WindowFixture *self)
{
  return bs_undo_stack_get_undo_name (window_fixture_undo_stack (self));
}

void
window_fixture_open (WindowFixture *self)
{
  g_autoptr (GFile) folder = g_file_new_for_path (self->root);

  bs_application_open_folder (self->application, folder, self->window);
  wait_until (bs_library_get_state (bs_window_get_library (self->window)) == BS_LIBRARY_READY);
  wait_until (!bs_article_list_get_pending (bs_article_pane_get_list (window_fixture_articles (self))));
  wait_until (window_fixture_n_articles (self) == bs_library_get_n_articles (bs_window_get_library (self->window)));
}

guint
window_fixture_n_windows (WindowFixture *self)
{
  return g_list_length (gtk_application_get_windows (GTK_APPLICATION (self->application)));
}

void
window_fixture_close (WindowFixture *self)
{
  gpointer window = self->window;

  g_object_add_weak_pointer (G_OBJECT (window), &window);
  /* A window that is not visible yet is not closed. */
  wait_until (gtk_widget_get_visible (GTK_WIDGET (window)));
  gtk_window_close (GTK_WINDOW (window));
  wait_until (window == NULL);
  self->window = NULL;
}

guint
window_fixture_n_articles (WindowFixture *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (bs_article_pane_get_list (window_fixture_articles (self))));
}

char *
window_fixture_title (WindowFixture *self, guint position)
{
  g_autoptr (BsArticleItem) item =
      g_list_model_get_item (G_LIST_MODEL (bs_article_pane_get_list (window_fixture_articles (self))), position);

  return item != NULL ? g_strdup (bs_article_item_get_title (item)) : NULL;
}

/* The title of the only selected article. */
char *
window_fixture_selected (WindowFixture *self)
{
  g_autoptr (BsArticleItem) item = bs_article_pane_dup_selected (window_fixture_articles (self));

  return item != NULL ? g_strdup (bs_article_item_get_title (item)) : NULL;
}

gboolean
window_fixture_selected_is (WindowFixture *self, const char *title)
{
  g_autofree char *selected = window_fixture_selected (self);

  return g_strcmp0 (selected, title) == 0;
}

void
window_fixture_select (WindowFixture *self, const char *title)
{
  guint n = window_fixture_n_articles (self);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *other = window_fixture_title (self, i);

      if (g_strcmp0 (other, title) == 0)
        {
          gtk_selection_model_select_item (bs_article_pane_get_selection (window_fixture_articles (self)), i, TRUE);
          return;
        }
    }

  g_error ("there is no article “%s”", title);
}

gboolean
window_fixture_shows (WindowFixture *self, const char *path)
{
  BsReader *reader = bs_reader_pane_get_reader (window_fixture_reader (self));

  return g_strcmp0 (bs_reader_get_path (reader), path) == 0 && bs_reader_get_state (reader) == BS_READER_SHOWN;
}

/* Presses a key on a widget, before its children receive it. */
gboolean
window_fixture_press (GtkWidget *widget, guint keyval, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  guint n = g_list_model_get_n_items (controllers);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean handled = FALSE;

      if (!GTK_IS_EVENT_CONTROLLER_KEY (controller) ||
          gtk_event_controller_get_propagation_phase (controller) != GTK_PHASE_CAPTURE)
        continue;
      g_signal_emit_by_name (controller, "key-pressed", keyval, 0, state, &handled);
      if (handled)
        return TRUE;
    }

  return FALSE;
}

/* Whether a row is visible in the sidebar with that count. */
gboolean
window_fixture_has_place (WindowFixture *self, const char *name, guint count)
{
  GListModel *rows = G_LIST_MODEL (window_fixture_places (self));
  guint n = g_list_model_get_n_items (rows);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GtkTreeListRow) row = g_list_model_get_item (rows, i);
      g_autoptr (GObject) item = gtk_tree_list_row_get_item (row);
      g_autofree char *other = NULL;
      guint its_count;

      g_object_get (item, "name", &other, "count", &its_count, NULL);
      if (g_strcmp0 (other, name) == 0 && its_count == count)
        return TRUE;
    }

  return FALSE;
}

static GtkWidget *
find_card (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (g_str_equal (gtk_widget_get_css_name (widget), "articlecard"))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_card (child);
  return found;
}

static GtkWidget *
find_row (GtkWidget *widget, guint id)
{
  GtkWidget *found = NULL;

  if (BS_IS_ARTICLE_ROW (widget))
    {
      BsArticleItem *item = bs_article_row_get_item (BS_ARTICLE_ROW (widget));

      return item != NULL && bs_article_item_get_id (item) == id ? widget : NULL;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_row (child, id);
  return found;
}

/* Returns: (transfer none) (nullable): a part of a row, if the row exists */
GtkWidget *
window_fixture_find_in_row (WindowFixture *self, guint position, const char *name)
{
  BsArticlePane *articles = window_fixture_articles (self);
  guint id = bs_article_list_get_id (bs_article_pane_get_list (articles), position);
  GtkWidget *row = find_row (bs_article_pane_get_view (articles), id);
  GtkWidget *card = row != NULL ? find_card (row) : NULL;

  return card != NULL ? window_fixture_part (card, name) : NULL;
}
