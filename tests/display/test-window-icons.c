/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "window-fixture.h"

/* The icons that every window of a library shows are bitmaps, because GTK would load librsvg to draw them. */

static void
set_up (WindowFixture *self, gconstpointer application)
{
  window_fixture_make (self, application);
  window_fixture_write_article (self, "a.md", "First", "2024-01-01 08:00:00", "[News]");
  window_fixture_write (self, "b.md", "---\ntitle: A \"title\": and more\ndate: 2024-01-02 08:00:00\n---\nText.\n");
  window_fixture_open (self);
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
count_cb (GdkFrameClock *clock, guint *n_frames)
{
  (*n_frames)++;
}

/* Waits until what changed in a window is painted. */
static void
paint (GtkWidget *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  guint n_frames = 0;
  gulong id = g_signal_connect (clock, "after-paint", G_CALLBACK (count_cb), &n_frames);

  gtk_widget_queue_draw (window);
  wait_until (n_frames >= 2);
  g_signal_handler_disconnect (clock, id);
}

static gboolean
shows_mark (WindowFixture *self, guint position, const char *name)
{
  GtkWidget *mark = window_fixture_find_in_row (self, position, name);

  return mark != NULL && gtk_widget_get_mapped (mark);
}

static gboolean
is_bitmap (const char *name, int size, int scale)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());
  g_autoptr (GtkIconPaintable) icon = gtk_icon_theme_lookup_icon (theme, name, NULL, size, scale, GTK_TEXT_DIR_LTR, 0);
  g_autoptr (GFile) file = gtk_icon_paintable_get_file (icon);
  g_autofree char *uri = file != NULL ? g_file_get_uri (file) : NULL;

  return gtk_icon_theme_has_icon (theme, name) && uri != NULL && g_str_has_suffix (uri, ".png");
}

static void
assert_no_drawing (void)
{
  g_autofree char *maps = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents ("/proc/self/maps", &maps, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (maps, "libgtk-4"));
  g_assert_null (strstr (maps, "librsvg"));
}

static void
test_bitmaps (WindowFixture *self, gconstpointer application)
{
  static const int sizes[] = { 16, 32 };
  GtkWidget *waiting = gtk_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  for (int scale = 1; scale <= 2; scale++)
    {
      for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
        g_assert_true (is_bitmap ("broadsheet-working-symbolic", sizes[i], scale));
      g_assert_true (is_bitmap ("io.github.broadsheet.Broadsheet", 48, scale));
    }
  if (!is_bitmap ("open-menu-symbolic", 16, gtk_widget_get_scale_factor (GTK_WIDGET (self->window))))
    {
      gtk_window_destroy (GTK_WINDOW (waiting));
      g_object_ref_sink (box);
      g_object_unref (box);
      g_test_skip ("the icon theme has drawings alone");
      return;
    }

  window_fixture_write_article (self, "c.md", "Third", "2024-01-03 08:00:00", "[News]");
  wait_until (window_fixture_n_articles (self) == 3);
  wait_until (shows_mark (self, 0, "unread_mark"));
  wait_until (shows_mark (self, 1, "problem_mark"));
  window_fixture_select (self, "First");
  wait_until (window_fixture_shows (self, "a.md"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window), "win.star", NULL));
  paint (GTK_WIDGET (self->window));
  assert_no_drawing ();

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      GtkWidget *spinner = gtk_spinner_new ();

      gtk_widget_set_size_request (spinner, sizes[i], sizes[i]);
      gtk_spinner_start (GTK_SPINNER (spinner));
      gtk_box_append (GTK_BOX (box), spinner);
    }
  gtk_window_set_child (GTK_WINDOW (waiting), box);
  gtk_window_present (GTK_WINDOW (waiting));
  paint (waiting);
  assert_no_drawing ();
  gtk_window_destroy (GTK_WINDOW (waiting));
}

int
main (int argc, char *argv[])
{
  static const WindowFixtureTest tests[] = {
    { "/broadsheet/window-icons/bitmaps", test_bitmaps },
  };

  return window_fixture_run (argc, argv, set_up, tests, G_N_ELEMENTS (tests));
}
