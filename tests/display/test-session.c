/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>

#include "window-fixture.h"

#include "../support/remove-tree.h"

static const char *const news[] = { "News", NULL };

static void
open_three (WindowFixture *self)
{
  window_fixture_write_article (self, "a.md", "First", "2024-01-01 08:00:00", "[News, Local]");
  window_fixture_write_article (self, "b.md", "Second", "2024-01-02 08:00:00", "[News, World]");
  window_fixture_write_article (self, "c.md", "Third", "2024-01-03 08:00:00", "[Essays]");
  window_fixture_open (self);
}

static void
start_again (WindowFixture *self)
{
  g_assert_cmpuint (window_fixture_n_windows (self), ==, 0);
  bs_application_present_window (self->application);
  self->window = BS_WINDOW (gtk_application_get_windows (GTK_APPLICATION (self->application))->data);
}

static gboolean
keeps_article (BsWindow *window, const char *path)
{
  g_autoptr (GVariant) session = g_variant_ref_sink (bs_window_get_session (window));
  g_autofree char *kept = NULL;

  return g_variant_lookup (session, "article", "^ay", &kept) && g_strcmp0 (kept, path) == 0;
}

static void
test_restored (WindowFixture *self, gconstpointer data)
{
  int width, height;

  open_three (self);
  bs_sidebar_show_scope (window_fixture_sidebar (self), BS_SCOPE_CATEGORY, news);
  wait_until (window_fixture_n_articles (self) == 2);
  window_fixture_select (self, "First");
  wait_until (window_fixture_shows (self, "a.md"));
  gtk_window_set_default_size (GTK_WINDOW (self->window), 900, 500);
  window_fixture_close (self);

  start_again (self);
  gtk_window_get_default_size (GTK_WINDOW (self->window), &width, &height);
  g_assert_cmpint (width, ==, 900);
  g_assert_cmpint (height, ==, 500);
  wait_until (window_fixture_selected_is (self, "First"));
  wait_until (window_fixture_shows (self, "a.md"));
  g_assert_cmpint (bs_sidebar_get_scope (window_fixture_sidebar (self)), ==, BS_SCOPE_CATEGORY);
  wait_until (window_fixture_n_articles (self) == 2);

  /* Closed before its library was read, it restores the same next time. */
  window_fixture_close (self);
  start_again (self);
  window_fixture_close (self);
  start_again (self);
  wait_until (window_fixture_selected_is (self, "First"));

  /* The same while the list is loading. */
  window_fixture_close (self);
  start_again (self);
  wait_until (bs_library_get_state (bs_window_get_library (self->window)) == BS_LIBRARY_READY);
  g_assert_true (keeps_article (self->window, "a.md"));
  wait_until (window_fixture_selected_is (self, "First"));
  g_assert_true (keeps_article (self->window, "a.md"));
  window_fixture_select (self, "Second");
  g_assert_true (keeps_article (self->window, "b.md"));
}

static BsWindow *
find_window (WindowFixture *self, GFile *folder)
{
  for (GList *link = gtk_application_get_windows (GTK_APPLICATION (self->application)); link != NULL; link = link->next)
    if (g_file_equal (bs_library_get_folder (bs_window_get_library (link->data)), folder))
      return link->data;
  return NULL;
}

static void
assert_size (BsWindow *window, int width, int height)
{
  int found_width, found_height;

  gtk_window_get_default_size (GTK_WINDOW (window), &found_width, &found_height);
  g_assert_cmpint (found_width, ==, width);
  g_assert_cmpint (found_height, ==, height);
}

/* Each with its own folder, place, article and size, as when the program was quit. */
static void
test_several (WindowFixture *self, gconstpointer data)
{
  g_autofree char *other = g_build_filename (self->parent, "other", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (other);
  g_autoptr (GFile) root = g_file_new_for_path (self->root);
  BsWindow *first = self->window;
  BsWindow *second;

  window_fixture_write (self, "../other/d.md", "---\ntitle: Fourth\n---\nText.\n");
  open_three (self);
  bs_sidebar_show_scope (BS_SIDEBAR (window_fixture_part (GTK_WIDGET (first), "sidebar")), BS_SCOPE_CATEGORY, news);
  wait_until (window_fixture_n_articles (self) == 2);
  window_fixture_select (self, "Second");
  gtk_window_set_default_size (GTK_WINDOW (first), 800, 600);

  second = bs_application_open_folder (self->application, folder, NULL);
  self->window = second;
  wait_until (window_fixture_n_articles (self) == 1);
  window_fixture_select (self, "Fourth");
  gtk_window_set_default_size (GTK_WINDOW (second), 700, 500);

  bs_application_save_session (self->application, NULL);
  gtk_window_destroy (GTK_WINDOW (first));
  gtk_window_destroy (GTK_WINDOW (second));
  wait_until (window_fixture_n_windows (self) == 0);
  start_again (self);
  g_assert_cmpuint (window_fixture_n_windows (self), ==, 2);

  self->window = find_window (self, folder);
  wait_until (window_fixture_selected_is (self, "Fourth"));
  assert_size (self->window, 700, 500);
  gtk_window_destroy (GTK_WINDOW (self->window));
  self->window = find_window (self, root);
  wait_until (window_fixture_selected_is (self, "Second"));
  g_assert_cmpint (bs_sidebar_get_scope (window_fixture_sidebar (self)), ==, BS_SCOPE_CATEGORY);
  assert_size (self->window, 800, 600);
}

static void
test_maximized (WindowFixture *self, gconstpointer data)
{
  GSettings *settings = bs_application_get_settings (self->application);
  g_autofree char *uri = g_filename_to_uri (self->root, NULL, NULL);
  GVariantBuilder builder;

  window_fixture_close (self);
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aa{sv}"));
  g_variant_builder_open (&builder, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&builder, "{sv}", "folder", g_variant_new_string (uri));
  g_variant_builder_add (&builder, "{sv}", "maximized", g_variant_new_boolean (TRUE));
  /* Possibly written by another version. */
  g_variant_builder_add (&builder, "{sv}", "width", g_variant_new_string ("wide"));
  g_variant_builder_add (&builder, "{sv}", "scope", g_variant_new_string ("elsewhere"));
  g_variant_builder_close (&builder);
  g_settings_set_value (settings, "session", g_variant_builder_end (&builder));
  start_again (self);
  g_assert_true (gtk_window_is_maximized (GTK_WINDOW (self->window)));
  wait_until (bs_library_get_state (bs_window_get_library (self->window)) == BS_LIBRARY_READY);
}

/* Far down in its list, but visible. */
static void
test_in_view (WindowFixture *self, gconstpointer data)
{
  GtkAdjustment *adjustment;

  for (guint i = 10; i < 60; i++)
    {
      g_autofree char *path = g_strdup_printf ("%u.md", i);
      g_autofree char *title = g_strdup_printf ("Number %u", i);
      g_autofree char *date = g_strdup_printf ("20%u-01-01 08:00:00", i);

      window_fixture_write_article (self, path, title, date, "[News]");
    }
  window_fixture_open (self);
  window_fixture_select (self, "Number 12");
  window_fixture_close (self);
  start_again (self);
  wait_until (window_fixture_selected_is (self, "Number 12"));
  adjustment = gtk_scrolled_window_get_vadjustment (
      GTK_SCROLLED_WINDOW (window_fixture_part (GTK_WIDGET (window_fixture_articles (self)), "scroller")));
  wait_until (gtk_adjustment_get_value (adjustment) > gtk_adjustment_get_upper (adjustment) / 2);
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
  g_assert_cmpuint (window_fixture_n_windows (self), ==, 2);

  /* A window that was closed while another one stayed is not restored. */
  for (GList *link = gtk_application_get_windows (GTK_APPLICATION (self->application)); link != NULL; link = link->next)
    if (link->data != self->window)
      second = link->data;
  window_fixture_close (self);
  self->window = second;
  window_fixture_close (self);
  start_again (self);
  g_assert_cmpuint (window_fixture_n_windows (self), ==, 1);
  g_assert_true (g_file_equal (bs_library_get_folder (bs_window_get_library (self->window)), folder));
}

static void
test_missing (WindowFixture *self, gconstpointer data)
{
  open_three (self);
  window_fixture_select (self, "Third");
  window_fixture_close (self);
  remove_tree (self->root);
  start_again (self);
  wait_until (bs_library_get_state (bs_window_get_library (self->window)) == BS_LIBRARY_GONE);
  g_assert_cmpstr (
      gtk_stack_get_visible_child_name (GTK_STACK (window_fixture_part (GTK_WIDGET (self->window), "pages"))), ==,
      "unavailable");
}

int
main (int argc, char *argv[])
{
  static const WindowFixtureTest tests[] = {
    { "/broadsheet/session/restored", test_restored },   { "/broadsheet/session/in-view", test_in_view },
    { "/broadsheet/session/closed", test_closed },       { "/broadsheet/session/several", test_several },
    { "/broadsheet/session/maximized", test_maximized }, { "/broadsheet/session/missing", test_missing },
  };

  return window_fixture_run (argc, argv, window_fixture_set_up, tests, G_N_ELEMENTS (tests));
}
