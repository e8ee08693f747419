/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "page/page-outline.h"
#include "ui/reader/outline.h"
#include "window-fixture.h"

static void
set_up (WindowFixture *self, gconstpointer application)
{
  g_autoptr (GString) text = g_string_new ("---\ntitle: Long\ndate: 2024-01-02\n---\n");

  window_fixture_set_up (self, application);
  for (guint i = 1; i <= 20; i++)
    {
      g_string_append_printf (text, "## Chapter %u\n\n", i);
      if (i == 7)
        g_string_append (text, "### 银行 & Co\n\n");
      for (guint j = 0; j < 20; j++)
        g_string_append (text, "Some words.\n\n");
    }
  window_fixture_write (self, "long.md", text->str);
  window_fixture_write (self, "introduced.md",
                        "---\ntitle: Introduced\ndate: 2024-01-03\n---\nOne.\n\nTwo.\n\nThree.\n\nFour.\n\n"
                        "## First\n\nWords.\n\n## Second\n\nWords.\n");
  window_fixture_write (self, "short.md", "---\ntitle: Short\ndate: 2024-01-01\n---\nWords.\n");
  window_fixture_open (self);
}

static GtkWidget *
get_button (WindowFixture *self)
{
  return window_fixture_part (GTK_WIDGET (window_fixture_reader (self)), "outline_button");
}

static GtkWidget *
get_outline (WindowFixture *self)
{
  return GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (get_button (self))));
}

static gboolean
is_open (WindowFixture *self)
{
  return get_outline (self) != NULL && gtk_widget_get_mapped (get_outline (self));
}

static gpointer
part (WindowFixture *self, const char *name)
{
  return gtk_widget_get_template_child (get_outline (self), BS_TYPE_OUTLINE, name);
}

static gboolean
selects (WindowFixture *self, const char *text)
{
  gpointer object = gtk_single_selection_get_selected_item (part (self, "selection"));

  return object != NULL && g_str_equal (((BsPageHeading *) g_object_get_data (object, "bs-heading"))->text, text);
}

static GtkWidget *
find_row (WindowFixture *self, const char *text)
{
  GtkWidget *row = gtk_widget_get_first_child (part (self, "view"));

  while (row != NULL && (gtk_widget_get_first_child (row) == NULL ||
                         !g_str_equal (gtk_label_get_text (GTK_LABEL (gtk_widget_get_first_child (row))), text)))
    row = gtk_widget_get_next_sibling (row);
  return row;
}

/* The row is in the part of the list that is shown. */
static gboolean
shows_row (WindowFixture *self, const char *text)
{
  GtkWidget *row = find_row (self, text);
  GtkWidget *scrolled = gtk_widget_get_ancestor (part (self, "view"), GTK_TYPE_SCROLLED_WINDOW);
  graphene_rect_t bounds;

  return row != NULL && gtk_widget_get_mapped (row) && gtk_widget_compute_bounds (row, scrolled, &bounds) &&
         bounds.size.height > 0 && bounds.origin.y > -1 &&
         bounds.origin.y + bounds.size.height < gtk_widget_get_height (scrolled) + 1;
}

/* A row as it is drawn on the background of the popover. */
static guchar *
draw_row (WindowFixture *self, const char *text, int *width, int *height)
{
  GtkWidget *row = find_row (self, text);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (part (self, "view"));
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  graphene_rect_t bounds;
  guchar *pixels;

  g_assert_nonnull (row);
  g_assert_true (gtk_widget_compute_bounds (row, part (self, "view"), &bounds));
  gtk_snapshot_append_color (snapshot, &(GdkRGBA){ 1, 1, 1, 1 }, &bounds);
  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), gdk_paintable_get_intrinsic_width (paintable),
                          gdk_paintable_get_intrinsic_height (paintable));
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (get_outline (self))), node, &bounds);
  *width = gdk_texture_get_width (texture);
  *height = gdk_texture_get_height (texture);
  pixels = g_malloc (4 * (gsize) *width * (gsize) *height);
  gdk_texture_download (texture, pixels, 4 * (gsize) *width);
  return pixels;
}

/* Of the middle of a row, at its left edge: no text is there */
static int
get_brightness (WindowFixture *self, const char *text)
{
  int width, height;
  g_autofree guchar *pixels = draw_row (self, text, &width, &height);

  return pixels[4 * (height / 2 * width + 4) + 1];
}

/* Whether the text of a row is in the colour of the accent, which is blue */
static gboolean
is_accented (WindowFixture *self, const char *text)
{
  int width, height;
  g_autofree guchar *pixels = draw_row (self, text, &width, &height);
  guint n = 0;

  for (int i = 0; i < width * height; i++)
    n += pixels[4 * i] > pixels[4 * i + 2] + 80;
  return n > 20;
}

static void
open_outline (WindowFixture *self)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window), "win.outline", NULL));
  wait_until (is_open (self));
}

static void
enter (WindowFixture *self)
{
  g_signal_emit_by_name (part (self, "entry"), "activate");
  wait_until (!is_open (self));
}

static void
test_outline (WindowFixture *self, gconstpointer application)
{
  window_fixture_select (self, "Long");
  wait_until (window_fixture_shows (self, "long.md"));
  wait_until (gtk_widget_get_visible (get_button (self)));

  /* The first heading is in view. */
  g_assert_true (window_fixture_press (bs_reader_pane_get_body (window_fixture_reader (self)), GDK_KEY_o, 0));
  wait_until (is_open (self));
  g_assert_cmpuint (g_list_model_get_n_items (part (self, "headings")), ==, 21);
  wait_until (selects (self, "Chapter 1"));

  /* Typing filters, also by pinyin, and Enter goes there. */
  gtk_editable_set_text (GTK_EDITABLE (part (self, "entry")), "yinhang");
  g_assert_cmpuint (g_list_model_get_n_items (part (self, "headings")), ==, 1);
  g_assert_true (selects (self, "银行 & Co"));
  enter (self);
  open_outline (self);
  wait_until (selects (self, "银行 & Co"));

  /* Arrows move the selection and the last heading is reached although it cannot be at the top. */
  window_fixture_press (part (self, "entry"), GDK_KEY_Down, 0);
  g_assert_true (selects (self, "Chapter 8"));
  gtk_editable_set_text (GTK_EDITABLE (part (self, "entry")), "chapter 20");
  enter (self);
  open_outline (self);
  wait_until (selects (self, "Chapter 20"));
  gtk_editable_set_text (GTK_EDITABLE (part (self, "entry")), "nowhere");
  g_assert_cmpuint (g_list_model_get_n_items (part (self, "headings")), ==, 0);

  /* Another article closes it, and one without headings has none. */
  window_fixture_select (self, "Short");
  wait_until (window_fixture_shows (self, "short.md"));
  wait_until (!gtk_widget_get_visible (get_button (self)));
  wait_until (!is_open (self));
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.outline", NULL);
  g_assert_false (is_open (self));
}

/* The selected row differs from others, and so does the heading in view. */
static void
test_marks (WindowFixture *self, gconstpointer application)
{
  window_fixture_select (self, "Long");
  wait_until (window_fixture_shows (self, "long.md"));
  wait_until (gtk_widget_get_visible (get_button (self)));
  open_outline (self);
  wait_until (selects (self, "Chapter 1") && shows_row (self, "Chapter 1") && is_accented (self, "Chapter 1"));
  wait_until (get_brightness (self, "Chapter 1") < get_brightness (self, "Chapter 2") - 12);
  g_assert_false (is_accented (self, "Chapter 2"));
  window_fixture_press (part (self, "entry"), GDK_KEY_Down, 0);
  wait_until (get_brightness (self, "Chapter 2") < get_brightness (self, "Chapter 1") - 12);
  g_assert_true (is_accented (self, "Chapter 1"));

  /* One that is far below is scrolled to. */
  gtk_editable_set_text (GTK_EDITABLE (part (self, "entry")), "chapter 20");
  enter (self);
  open_outline (self);
  wait_until (selects (self, "Chapter 20") && shows_row (self, "Chapter 20") && is_accented (self, "Chapter 20"));

  /* The first heading is in view before it is at the top. */
  window_fixture_select (self, "Introduced");
  wait_until (window_fixture_shows (self, "introduced.md"));
  wait_until (!is_open (self));
  wait_until (gtk_widget_get_visible (get_button (self)));
  open_outline (self);
  wait_until (selects (self, "First") && is_accented (self, "First"));
}

int
main (int argc, char **argv)
{
  static const WindowFixtureTest tests[] = {
    { "/broadsheet/window-outline/outline", test_outline },
    { "/broadsheet/window-outline/marks", test_marks },
  };

  return window_fixture_run (argc, argv, set_up, tests, G_N_ELEMENTS (tests));
}
