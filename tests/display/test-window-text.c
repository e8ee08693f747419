/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reader/text-view.h"
#include "window-fixture.h"

/* The article as text. */

static void
set_up (WindowFixture *self, gconstpointer application)
{
  window_fixture_set_up (self, application);
  window_fixture_write (self, "mixed.md",
                        "---\ntitle: Mixed\ndate: 2024-01-02\n---\n## عنوان\n\nفقرة.\n\nA paragraph.\n\n一段。\n");
}

/* The label that shows a text. */
static GtkLabel *
find_label (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) && gtk_widget_get_width (widget) > 0 &&
      g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    return GTK_LABEL (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkLabel *found = find_label (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Whether the text of a label that is wider begins at its left edge; otherwise at its right one. */
static gboolean
is_at_left (GtkWidget *view, const char *text)
{
  GtkLabel *label;
  PangoRectangle ink;
  int x, left, right;

  wait_until ((label = find_label (view, text)) != NULL);
  gtk_label_get_layout_offsets (label, &x, NULL);
  pango_layout_get_pixel_extents (gtk_label_get_layout (label), &ink, NULL);
  left = x + ink.x;
  right = gtk_widget_get_width (GTK_WIDGET (label)) - left - ink.width;
  g_assert_cmpint (ABS (left - right), >, 100);
  g_assert_cmpint (MIN (left, right), <, 10);
  return left < right;
}

static void
check_directions (WindowFixture *self, GtkTextDirection direction)
{
  GtkWidget *view;

  gtk_widget_set_default_direction (direction);
  window_fixture_open (self);
  window_fixture_select (self, "Mixed");
  wait_until (window_fixture_shows (self, "mixed.md"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window), "win.read-as-text", NULL));
  wait_until ((view = window_fixture_find (GTK_WIDGET (self->window), BS_TYPE_TEXT_VIEW, NULL)) != NULL);
  g_assert_false (is_at_left (view, "عنوان"));
  g_assert_false (is_at_left (view, "فقرة."));
  g_assert_true (is_at_left (view, "A paragraph."));
  g_assert_true (is_at_left (view, "一段。"));
  window_fixture_close (self);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

static void
test_left_to_right (WindowFixture *self, gconstpointer application)
{
  check_directions (self, GTK_TEXT_DIR_LTR);
}

static void
test_right_to_left (WindowFixture *self, gconstpointer application)
{
  check_directions (self, GTK_TEXT_DIR_RTL);
}

int
main (int argc, char *argv[])
{
  static const WindowFixtureTest tests[] = {
    { "/broadsheet/window-text/left-to-right", test_left_to_right },
    { "/broadsheet/window-text/right-to-left", test_right_to_left },
  };

  return window_fixture_run (argc, argv, set_up, tests, G_N_ELEMENTS (tests));
}
