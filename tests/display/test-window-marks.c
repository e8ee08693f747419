/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>

#include "window-fixture.h"

/* Unread and starred articles in the window. */

static void
set_up (WindowFixture *self, gconstpointer application)
{
  window_fixture_set_up (self, application);
  window_fixture_write_article (self, "a.md", "First", "2024-01-01 08:00:00", "[News]");
  window_fixture_write_article (self, "b.md", "Second", "2024-01-02 08:00:00", "[News]");
  window_fixture_write_article (self, "c.md", "Third", "2024-01-03 08:00:00", "[News]");
  window_fixture_open (self);
}

static BsArticleItem *
dup_item (WindowFixture *self, const char *path)
{
  return bs_library_dup_item (bs_window_get_library (self->window), path);
}

static gboolean
is_unread (WindowFixture *self, const char *path)
{
  g_autoptr (BsArticleItem) item = dup_item (self, path);

  return item != NULL && bs_article_item_get_unread (item);
}

static gboolean
is_starred (WindowFixture *self, const char *path)
{
  g_autoptr (BsArticleItem) item = dup_item (self, path);

  return item != NULL && bs_article_item_get_starred (item);
}

static guint
n_unread (WindowFixture *self)
{
  return bs_library_get_n_unread (bs_window_get_library (self->window));
}

static gboolean
press (WindowFixture *self, guint keyval)
{
  return window_fixture_press (bs_article_pane_get_view (window_fixture_articles (self)), keyval, 0);
}

static gboolean
shows_mark (WindowFixture *self, guint position, const char *name)
{
  GtkWidget *mark = window_fixture_find_in_row (self, position, name);

  return mark != NULL && gtk_widget_get_visible (mark);
}

static gboolean
shows_star (WindowFixture *self, guint position)
{
  GtkWidget *star = window_fixture_find_in_row (self, position, "star");

  return star != NULL && gtk_widget_has_css_class (star, "starred");
}

static void
test_star (WindowFixture *self, gconstpointer application)
{
  window_fixture_select (self, "Second");
  g_assert_true (press (self, GDK_KEY_s));
  g_assert_true (is_starred (self, "b.md"));
  wait_until (shows_star (self, 1));
  wait_until (window_fixture_has_place (self, "Starred", 1));
  g_assert_false (shows_star (self, 0));
  g_assert_true (press (self, GDK_KEY_s));
  g_assert_false (is_starred (self, "b.md"));
  window_fixture_act (self, "win.undo");
  g_assert_true (is_starred (self, "b.md"));
  window_fixture_act (self, "win.undo");
  g_assert_false (is_starred (self, "b.md"));
  window_fixture_act (self, "win.redo");
  g_assert_true (is_starred (self, "b.md"));

  bs_sidebar_show_scope (window_fixture_sidebar (self), BS_SCOPE_STARRED, NULL);
  wait_until (window_fixture_n_articles (self) == 1);
}

static void
test_many (WindowFixture *self, gconstpointer application)
{
  GtkSelectionModel *selection = bs_article_pane_get_selection (window_fixture_articles (self));

  gtk_selection_model_select_all (selection);
  g_assert_true (press (self, GDK_KEY_u));
  g_assert_cmpuint (n_unread (self), ==, 3);
  wait_until (window_fixture_has_place (self, "Unread", 3));
  g_assert_nonnull (bs_history_get_toast (bs_window_get_history (self->window)));
  /* If only some are starred, all become starred first. */
  gtk_selection_model_select_item (selection, 0, TRUE);
  g_assert_true (press (self, GDK_KEY_s));
  gtk_selection_model_select_all (selection);
  g_assert_true (press (self, GDK_KEY_s));
  g_assert_true (is_starred (self, "a.md") && is_starred (self, "b.md") && is_starred (self, "c.md"));
  window_fixture_act (self, "win.undo");
  g_assert_false (is_starred (self, "a.md"));
  g_assert_true (is_starred (self, "c.md"));
  g_assert_null (bs_history_get_toast (bs_window_get_history (self->window)));
}

static void
test_next_unread (WindowFixture *self, gconstpointer application)
{
  window_fixture_select (self, "First");
  g_assert_true (press (self, GDK_KEY_u));
  window_fixture_select (self, "Second");
  /* It continues at the beginning, and stays in the list. */
  g_assert_true (press (self, GDK_KEY_n));
  wait_until (window_fixture_selected_is (self, "First"));
  g_assert_true (press (self, GDK_KEY_u));
  g_assert_cmpuint (n_unread (self), ==, 0);
  g_assert_true (press (self, GDK_KEY_n));
  g_assert_true (window_fixture_selected_is (self, "First"));
}

static void
test_arrives (WindowFixture *self, gconstpointer application)
{
  wait_until (n_unread (self) == 0);
  window_fixture_write_article (self, "d.md", "Fourth", "2024-01-04 08:00:00", "[News]");
  wait_until (is_unread (self, "d.md"));
  wait_until (window_fixture_n_articles (self) == 4);
  wait_until (shows_mark (self, 0, "unread_mark"));
  wait_until (window_fixture_has_place (self, "Unread", 1));
  /* An article that is shown for a while is read, and stays in the list of unread articles until that is left. */
  bs_sidebar_show_scope (window_fixture_sidebar (self), BS_SCOPE_UNREAD, NULL);
  wait_until (window_fixture_n_articles (self) == 1);
  window_fixture_select (self, "Fourth");
  wait_until (window_fixture_shows (self, "d.md"));
  wait_until (!is_unread (self, "d.md"));
  wait_until (!shows_mark (self, 0, "unread_mark"));
  wait_until (window_fixture_has_place (self, "Unread", 0));
  g_assert_cmpuint (window_fixture_n_articles (self), ==, 1);
  bs_sidebar_show_scope (window_fixture_sidebar (self), BS_SCOPE_ALL, NULL);
  wait_until (window_fixture_n_articles (self) == 4);
  bs_sidebar_show_scope (window_fixture_sidebar (self), BS_SCOPE_UNREAD, NULL);
  wait_until (window_fixture_n_articles (self) == 0);
}

static void
test_all (WindowFixture *self, gconstpointer application)
{
  gtk_selection_model_select_all (bs_article_pane_get_selection (window_fixture_articles (self)));
  g_assert_true (press (self, GDK_KEY_u));
  g_assert_cmpuint (n_unread (self), ==, 3);
  g_settings_set_boolean (bs_application_get_settings (self->application), "mark-read", FALSE);
  window_fixture_select (self, "Third");
  window_fixture_act (self, "win.mark-older-read");
  g_assert_true (is_unread (self, "c.md"));
  g_assert_false (is_unread (self, "a.md") || is_unread (self, "b.md"));
  window_fixture_act (self, "win.undo");
  g_assert_true (is_unread (self, "a.md") && is_unread (self, "b.md"));
  window_fixture_act (self, "win.mark-all-read");
  g_assert_cmpuint (n_unread (self), ==, 0);
  wait_until (window_fixture_has_place (self, "Unread", 0));
  g_settings_reset (bs_application_get_settings (self->application), "mark-read");
}

/* The menu offers the applicable one of each pair. */
static void
test_menu (WindowFixture *self, gconstpointer application)
{
  window_fixture_select (self, "Second");
  g_signal_emit_by_name (window_fixture_articles (self), "menu");
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.mark-read", NULL);
  g_assert_null (bs_undo_stack_get_undo_name (window_fixture_undo_stack (self)));
  window_fixture_act (self, "win.star");
  g_signal_emit_by_name (window_fixture_articles (self), "menu");
  g_assert_true (is_starred (self, "b.md"));
  window_fixture_act (self, "win.unstar");
  g_assert_false (is_starred (self, "b.md"));
  window_fixture_act (self, "win.mark-unread");
  g_assert_true (is_unread (self, "b.md"));
}

static void
count_cb (gpointer data, gboolean redo)
{
  int *n = data;

  *n += redo ? 1 : -1;
}

static void
test_undo_stack (WindowFixture *self, gconstpointer application)
{
  g_autoptr (BsUndoStack) stack = bs_undo_stack_new ();
  int first = 1;
  int second = 1;

  g_assert_false (bs_undo_stack_undo (stack));
  bs_undo_stack_push (stack, "first", count_cb, &first, NULL);
  bs_undo_stack_push (stack, "second", count_cb, &second, NULL);
  g_assert_cmpstr (bs_undo_stack_get_undo_name (stack), ==, "second");
  g_assert_true (bs_undo_stack_undo (stack));
  g_assert_cmpint (second, ==, 0);
  g_assert_cmpstr (bs_undo_stack_get_redo_name (stack), ==, "second");
  g_assert_true (bs_undo_stack_redo (stack));
  g_assert_true (bs_undo_stack_undo (stack));
  /* A new step replaces the undone one. */
  bs_undo_stack_push (stack, "third", count_cb, &second, NULL);
  g_assert_false (bs_undo_stack_redo (stack));
  g_assert_true (bs_undo_stack_undo (stack));
  g_assert_true (bs_undo_stack_undo (stack));
  g_assert_cmpint (first, ==, 0);
  g_assert_false (bs_undo_stack_undo (stack));
}

static void
scrolled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (bs_page_place_turn_finish (BS_PAGE_PLACE (source), result, &error));
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static void
position_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  double *fraction = user_data;
  g_autofree char *position = bs_library_get_position_finish (BS_LIBRARY (source), result, fraction, NULL);

  if (position == NULL)
    *fraction = 0;
}

/* An article opens at its last position. */
static void
test_position (WindowFixture *self, gconstpointer application)
{
  BsReader *reader = bs_reader_pane_get_reader (window_fixture_reader (self));
  g_autoptr (GString) text = g_string_new ("---\ntitle: Long\n---\n");
  gboolean is_scrolled = FALSE;
  double before = -1;
  double after = -1;

  for (guint i = 0; i < 400; i++)
    g_string_append_printf (text, "The paragraph with the number %u.\n\n", i);
  window_fixture_write (self, "long.md", text->str);
  wait_until (window_fixture_n_articles (self) == 4);
  window_fixture_select (self, "Long");
  wait_until (window_fixture_shows (self, "long.md"));
  bs_page_place_turn (bs_page_view_get_place (bs_reader_get_view (reader)), 1, scrolled_cb, &is_scrolled);
  wait_until (is_scrolled);
  window_fixture_select (self, "First");
  wait_until (window_fixture_shows (self, "a.md"));
  bs_library_get_position_async (bs_window_get_library (self->window), "long.md", NULL, position_cb, &before);
  wait_until (before >= 0);
  g_assert_cmpfloat (before, >, 0);

  window_fixture_select (self, "Long");
  wait_until (window_fixture_shows (self, "long.md"));
  window_fixture_select (self, "First");
  wait_until (window_fixture_shows (self, "a.md"));
  bs_library_get_position_async (bs_window_get_library (self->window), "long.md", NULL, position_cb, &after);
  wait_until (after >= 0);
  g_assert_cmpfloat_with_epsilon (before, after, 0.01);
}

/* A closed window saves its marks, and the next one finds them. */
static void
test_next_window (WindowFixture *self, gconstpointer application)
{
  gpointer window = self->window;

  window_fixture_select (self, "Second");
  g_assert_true (press (self, GDK_KEY_s));
  g_object_add_weak_pointer (G_OBJECT (window), &window);
  gtk_window_destroy (GTK_WINDOW (window));
  wait_until (window == NULL);
  self->window = bs_application_new_window (self->application);
  gtk_window_present (GTK_WINDOW (self->window));
  window_fixture_open (self);
  wait_until (is_starred (self, "b.md"));
  wait_until (window_fixture_has_place (self, "Starred", 1));
}

int
main (int argc, char *argv[])
{
  static const WindowFixtureTest tests[] = {
    { "/broadsheet/window-marks/star", test_star },
    { "/broadsheet/window-marks/many", test_many },
    { "/broadsheet/window-marks/next-unread", test_next_unread },
    { "/broadsheet/window-marks/arrives", test_arrives },
    { "/broadsheet/window-marks/all", test_all },
    { "/broadsheet/window-marks/menu", test_menu },
    { "/broadsheet/window-marks/undo-stack", test_undo_stack },
    { "/broadsheet/window-marks/position", test_position },
    { "/broadsheet/window-marks/next-window", test_next_window },
  };

  return window_fixture_run (argc, argv, set_up, tests, G_N_ELEMENTS (tests));
}
