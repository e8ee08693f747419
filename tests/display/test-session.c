/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>

#include "ui/application-private.h"
#include "window-fixture.h"

static const char *const news[] = { "News", NULL };

static void
open_three (WindowFixture *self)
{
  window_fixture_write_article (self, "a.md", "First", "2024-01-01 08:00:00", "[News, Local]");
  window_fixture_write_article (self, "b.md", "Second", "2024-01-02 08:00:00", "[News, World]");
  window_fixture_write_article (self, "c.md", "Third", "2024-01-03 08:00:00", "[Essays]");
  window_fixture_open (self);
}

static guint
count_windows (WindowFixture *self)
{
  return g_list_length (gtk_application_get_windows (GTK_APPLICATION (self->application)));
}

static void
close_window (WindowFixture *self)
{
  gpointer window = self->window;

  g_object_add_weak_pointer (G_OBJECT (window), &window);
  gtk_window_close (GTK_WINDOW (window));
  wait_until (window == NULL);
  self->window = NULL;
}

static void
start_again (WindowFixture *self)
{
  g_assert_cmpuint (count_windows (self), ==, 0);
  g_assert_true (bs_application_restore_session (self->application));
  self->window = BS_WINDOW (gtk_application_get_windows (GTK_APPLICATION (self->application))->data);
}

static void
test_restored (WindowFixture *self, gconstpointer data)
{
  int width, height;

  open_three (self);
  bs_sidebar_show_scope (self->window->sidebar, BS_SCOPE_CATEGORY, news);
  wait_until (window_fixture_n_articles (self) == 2);
  window_fixture_select (self, "First");
  wait_until (window_fixture_shows (self, "a.md"));
  gtk_window_set_default_size (GTK_WINDOW (self->window), 900, 500);
  close_window (self);

  start_again (self);
  gtk_window_get_default_size (GTK_WINDOW (self->window), &width, &height);
  g_assert_cmpint (width, ==, 900);
  g_assert_cmpint (height, ==, 500);
  wait_until (window_fixture_selected_is (self, "First"));
  wait_until (window_fixture_shows (self, "a.md"));
  g_assert_cmpint (bs_sidebar_get_scope (self->window->sidebar), ==, BS_SCOPE_CATEGORY);
  wait_until (window_fixture_n_articles (self) == 2);

  /* Closed before its library was read, it still shows the same the next time. */
  close_window (self);
  start_again (self);
  close_window (self);
  start_again (self);
  wait_until (window_fixture_selected_is (self, "First"));
}

static void
test_closed (WindowFixture *self, gconstpointer data)
{
  g_autofree char *other = g_build_filename (self->parent, "other", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (other);
  BsWindow *second = NULL;

  g_assert_cmpint (g_mkdir_with_parents (other, 0700), ==, 0);
  open_three (self);
  bs_application_open_folder (self->application, folder, NULL);
  g_assert_cmpuint (count_windows (self), ==, 2);

  /* What was closed while another stayed is not wanted again. */
  for (GList *link = gtk_application_get_windows (GTK_APPLICATION (self->application)); link != NULL; link = link->next)
    if (link->data != self->window)
      second = link->data;
  close_window (self);
  self->window = second;
  close_window (self);
  start_again (self);
  g_assert_cmpuint (count_windows (self), ==, 1);
  g_assert_true (g_file_equal (bs_library_get_folder (bs_window_get_library (self->window)), folder));
}

static void
test_missing (WindowFixture *self, gconstpointer data)
{
  open_three (self);
  window_fixture_select (self, "Third");
  close_window (self);
  window_fixture_remove (self->root);
  start_again (self);
  wait_until (bs_library_get_state (bs_window_get_library (self->window)) == BS_LIBRARY_GONE);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (self->window->pages), ==, "unavailable");
}

int
main (int argc, char *argv[])
{
  static const WindowFixtureTest tests[] = {
    { "/broadsheet/session/restored", test_restored },
    { "/broadsheet/session/closed", test_closed },
    { "/broadsheet/session/missing", test_missing },
  };

  return window_fixture_run (argc, argv, window_fixture_set_up, tests, G_N_ELEMENTS (tests));
}
