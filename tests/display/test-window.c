/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>

#include "ui/widgets/loading-cover.h"
/* Folders that cannot be read are handed to its part that reads. */
#include "model/library/library.c"
#include "ui/widgets/banner.h"
#include "ui/widgets/pane.h"
#include "ui/widgets/pane-handle.h"
#include "window-fixture.h"

#include "../support/remove-tree.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

static GtkWidget *
part (BsWindow *window, const char *name)
{
  return window_fixture_part (GTK_WIDGET (window), name);
}

static gboolean
is_sidebar_shown (WindowFixture *self)
{
  g_autoptr (GVariant) state = g_action_group_get_action_state (G_ACTION_GROUP (self->window), "sidebar");

  return g_variant_get_boolean (state);
}

static const char *
page (WindowFixture *self)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (window_fixture_part (GTK_WIDGET (self->window), "pages")));
}

static GtkStack *
find_stack (GtkWidget *widget)
{
  return GTK_STACK (gtk_widget_get_template_child (widget, G_OBJECT_TYPE (widget), "stack"));
}

static const char *
list_page (WindowFixture *self)
{
  return gtk_stack_get_visible_child_name (find_stack (GTK_WIDGET (window_fixture_articles (self))));
}

static const char *
reader_page (WindowFixture *self)
{
  return gtk_stack_get_visible_child_name (find_stack (GTK_WIDGET (window_fixture_reader (self))));
}

static void
write_three (WindowFixture *self)
{
  window_fixture_write_article (self, "a.md", "First", "2024-01-01 08:00:00", "[News, Local]");
  window_fixture_write_article (self, "b.md", "Second", "2024-01-02 08:00:00", "[News, World]");
  window_fixture_write_article (self, "c.md", "Third", "2024-01-03 08:00:00", "[Essays]");
}

static void
assert_order (WindowFixture *self, const char *first, const char *second, const char *third)
{
  g_autofree char *a = window_fixture_title (self, 0);
  g_autofree char *b = window_fixture_title (self, 1);
  g_autofree char *c = window_fixture_title (self, 2);

  g_assert_cmpstr (a, ==, first);
  g_assert_cmpstr (b, ==, second);
  g_assert_cmpstr (c, ==, third);
}

static gboolean
first_is (WindowFixture *self, const char *title)
{
  g_autofree char *first = window_fixture_title (self, 0);

  return g_strcmp0 (first, title) == 0;
}

static void
test_first_run (WindowFixture *self, gconstpointer data)
{
  g_assert_cmpstr (page (self), ==, "start");
  g_assert_null (bs_window_get_library (self->window));
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.open-sample", NULL);
  wait_until (bs_window_get_library (self->window) != NULL);
  wait_until (bs_library_get_state (bs_window_get_library (self->window)) == BS_LIBRARY_READY);
  wait_until (window_fixture_n_articles (self) > 5);
  g_assert_cmpstr (page (self), ==, "library");
}

static void
test_places (WindowFixture *self, gconstpointer data)
{
  static const char *const news[] = { "News", NULL };
  static const char *const world[] = { "News", "World", NULL };

  write_three (self);
  window_fixture_open (self);
  wait_until (window_fixture_has_place (self, "News", 2));
  g_assert_true (window_fixture_has_place (self, "All Articles", 3));
  g_assert_true (window_fixture_has_place (self, "Essays", 1));
  g_assert_false (window_fixture_has_place (self, "World", 1));
  g_assert_false (window_fixture_has_place (self, "Drafts", 0));
  g_assert_false (window_fixture_has_place (self, "Needs Repair", 0));

  bs_sidebar_show_scope (window_fixture_sidebar (self), BS_SCOPE_CATEGORY, news);
  wait_until (window_fixture_n_articles (self) == 2);
  bs_sidebar_show_scope (window_fixture_sidebar (self), BS_SCOPE_CATEGORY, world);
  wait_until (window_fixture_n_articles (self) == 1);
  wait_until (window_fixture_has_place (self, "World", 1));
  g_assert_cmpuint (gtk_single_selection_get_selected (window_fixture_places (self)), !=, GTK_INVALID_LIST_POSITION);
  g_assert_cmpstr (bs_sidebar_get_title (window_fixture_sidebar (self)), ==, "World");
}

static void
test_sidebar_keys (WindowFixture *self, gconstpointer data)
{
  BsSidebar *sidebar;

  write_three (self);
  window_fixture_open (self);
  wait_until (window_fixture_has_place (self, "News", 2));
  sidebar = window_fixture_sidebar (self);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.focus", "i", 1);

  /* All Articles, Unread, Starred, Categories, Essays, News */
  gtk_single_selection_set_selected (window_fixture_places (self), 5);
  wait_until (bs_sidebar_get_scope (sidebar) == BS_SCOPE_CATEGORY);
  wait_until (gtk_widget_get_first_child (window_fixture_sidebar_view (self)) != NULL);
  {
    GtkWidget *row = gtk_widget_get_first_child (window_fixture_sidebar_view (self));

    for (int i = 0; i < 5; i++)
      row = gtk_widget_get_next_sibling (row);
    g_assert_true (gtk_widget_grab_focus (row));
  }

  g_assert_true (window_fixture_press (window_fixture_sidebar_view (self), GDK_KEY_Right, 0));
  wait_until (window_fixture_has_place (self, "Local", 1));
  g_assert_true (window_fixture_press (window_fixture_sidebar_view (self), GDK_KEY_Right, 0));
  wait_until (window_fixture_n_articles (self) == 1);
  g_assert_cmpstr (bs_sidebar_get_title (sidebar), ==, "Local");
  g_assert_true (window_fixture_press (window_fixture_sidebar_view (self), GDK_KEY_Left, 0));
  wait_until (window_fixture_n_articles (self) == 2);

  /* Typing that is faster than the focus reaches the right widgets. */
  g_assert_true (window_fixture_press (window_fixture_sidebar_view (self), GDK_KEY_Right, 0));
  g_assert_true (window_fixture_press (window_fixture_sidebar_view (self), GDK_KEY_Left, 0));
  g_assert_cmpstr (bs_sidebar_get_title (sidebar), ==, "News");
  g_assert_true (window_fixture_has_place (self, "Local", 1));

  g_assert_true (window_fixture_press (window_fixture_sidebar_view (self), GDK_KEY_Left, 0));
  wait_until (!window_fixture_has_place (self, "Local", 1));
  g_assert_cmpstr (bs_sidebar_get_title (sidebar), ==, "News");
}

static void
test_order (WindowFixture *self, gconstpointer data)
{
  write_three (self);
  window_fixture_open (self);
  assert_order (self, "Third", "Second", "First");

  window_fixture_select (self, "Second");
  g_object_set (window_fixture_articles (self), "sort", "title", NULL);
  wait_until (!bs_article_list_get_pending (bs_article_pane_get_list (window_fixture_articles (self))));
  assert_order (self, "First", "Second", "Third");
  g_assert_true (window_fixture_selected_is (self, "Second"));

  gtk_widget_activate_action (GTK_WIDGET (window_fixture_articles (self)), "list.reverse", NULL);
  wait_until (!bs_article_list_get_pending (bs_article_pane_get_list (window_fixture_articles (self))));
  assert_order (self, "Third", "Second", "First");
  g_assert_true (window_fixture_selected_is (self, "Second"));
}

static void
test_reading (WindowFixture *self, gconstpointer data)
{
  write_three (self);
  window_fixture_open (self);
  g_assert_cmpstr (reader_page (self), ==, "empty");

  window_fixture_select (self, "Second");
  wait_until (window_fixture_shows (self, "b.md"));
  g_assert_cmpstr (reader_page (self), ==, "reader");

  gtk_selection_model_select_all (bs_article_pane_get_selection (window_fixture_articles (self)));
  g_assert_cmpuint (bs_article_pane_get_n_selected (window_fixture_articles (self)), ==, 3);
  g_assert_cmpstr (reader_page (self), ==, "many");

  gtk_selection_model_unselect_all (bs_article_pane_get_selection (window_fixture_articles (self)));
  g_assert_cmpstr (reader_page (self), ==, "empty");
}

static void
test_keys (WindowFixture *self, gconstpointer data)
{
  GtkWidget *view;

  write_three (self);
  window_fixture_open (self);
  view = bs_article_pane_get_view (window_fixture_articles (self));

  g_assert_true (window_fixture_press (view, GDK_KEY_j, 0));
  g_assert_true (window_fixture_selected_is (self, "Third"));
  g_assert_true (window_fixture_press (view, GDK_KEY_j, 0));
  g_assert_true (window_fixture_selected_is (self, "Second"));
  g_assert_true (window_fixture_press (view, GDK_KEY_k, 0));
  g_assert_true (window_fixture_selected_is (self, "Third"));
  window_fixture_press (view, GDK_KEY_k, 0);
  g_assert_true (window_fixture_selected_is (self, "Third"));
  g_assert_false (window_fixture_press (view, GDK_KEY_j, GDK_CONTROL_MASK));

  /* A short article is at its end at once, and Space continues with the next. */
  wait_until (window_fixture_shows (self, "c.md"));
  g_assert_true (window_fixture_press (bs_reader_pane_get_body (window_fixture_reader (self)), GDK_KEY_space, 0));
  wait_until (window_fixture_selected_is (self, "Second"));
}

static void
test_file_appears (WindowFixture *self, gconstpointer data)
{
  write_three (self);
  window_fixture_open (self);
  window_fixture_select (self, "Third");

  window_fixture_write_article (self, "News/d.md", "Fourth", "2024-01-04 08:00:00", "[Reports]");
  wait_until (window_fixture_n_articles (self) == 4);
  assert_order (self, "Fourth", "Third", "Second");
  wait_until (window_fixture_has_place (self, "Reports", 1));
  g_assert_true (window_fixture_selected_is (self, "Third"));
  g_assert_cmpuint (bs_article_pane_get_n_selected (window_fixture_articles (self)), ==, 1);
}

static void
test_rewrite (WindowFixture *self, gconstpointer data)
{
  write_three (self);
  window_fixture_open (self);
  window_fixture_select (self, "First");
  wait_until (window_fixture_shows (self, "a.md"));

  window_fixture_write_article (self, "a.md", "First anew", "2024-02-01 08:00:00", "[News, Local]");
  wait_until (window_fixture_selected_is (self, "First anew"));
  wait_until (first_is (self, "First anew"));
  g_assert_true (window_fixture_selected_is (self, "First anew"));
  assert_order (self, "First anew", "Third", "Second");
  g_assert_cmpuint (bs_article_pane_get_n_selected (window_fixture_articles (self)), ==, 1);
  wait_until (window_fixture_shows (self, "a.md"));
}

static void
test_removed (WindowFixture *self, gconstpointer data)
{
  BsReader *reader;
  g_autofree char *path = NULL;

  write_three (self);
  window_fixture_open (self);
  reader = bs_reader_pane_get_reader (window_fixture_reader (self));
  window_fixture_select (self, "Second");
  wait_until (window_fixture_shows (self, "b.md"));

  path = g_build_filename (self->root, "b.md", NULL);
  g_assert_cmpint (g_unlink (path), ==, 0);
  wait_until (window_fixture_n_articles (self) == 2);
  wait_until (bs_reader_get_removed (reader));
  g_assert_cmpstr (reader_page (self), ==, "reader");

  /* The next article is the one at the same position. */
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.next", NULL);
  g_assert_true (window_fixture_selected_is (self, "First"));
}

static void
test_needs_repair (WindowFixture *self, gconstpointer data)
{
  write_three (self);
  window_fixture_write (self, "broken.md", "---\ntitle: a: b: 'c\n  - x\ndate: 2024-01-05\n---\nText.\n");
  window_fixture_open (self);
  wait_until (window_fixture_has_place (self, "Needs Repair", 1));

  bs_sidebar_show_scope (window_fixture_sidebar (self), BS_SCOPE_NEEDS_REPAIR, NULL);
  wait_until (window_fixture_n_articles (self) == 1);
  window_fixture_write_article (self, "broken.md", "Whole", "2024-01-05 08:00:00", "[Essays]");
  wait_until (window_fixture_n_articles (self) == 0);
  wait_until (!window_fixture_has_place (self, "Needs Repair", 1));
  wait_until (g_strcmp0 (list_page (self), "empty") == 0);
}

static void
test_empty_and_gone (WindowFixture *self, gconstpointer data)
{
  window_fixture_open (self);
  wait_until (g_strcmp0 (list_page (self), "empty") == 0);

  remove_tree (self->root);
  wait_until (g_strcmp0 (page (self), "unavailable") == 0);
  write_three (self);
  wait_until (g_strcmp0 (page (self), "library") == 0);
  wait_until (window_fixture_n_articles (self) == 3);
}

/* Parts that are created on demand are there when needed. */
static void
test_late (WindowFixture *self, gconstpointer data)
{
  GtkWidget *widgets[] = { GTK_WIDGET (window_fixture_articles (self)), GTK_WIDGET (window_fixture_reader (self)) };
  static const char *const names[] = { "sort_button", "menu_button" };

  for (int i = 0; i < 30; i++)
    {
      g_autofree char *path = g_strdup_printf ("%02d.md", i);
      g_autofree char *title = g_strdup_printf ("Number %02d", i);

      window_fixture_write_article (self, path, title, "2024-01-01 08:00:00", "[News]");
    }
  window_fixture_open (self);
  for (guint i = 0; i < 5; i++)
    wait_until (window_fixture_find_in_row (self, i, "title") != NULL);

  window_fixture_select (self, "Number 03");
  wait_until (window_fixture_shows (self, "03.md"));
  for (gsize i = 0; i < G_N_ELEMENTS (widgets); i++)
    {
      GtkMenuButton *button =
          GTK_MENU_BUTTON (gtk_widget_get_template_child (widgets[i], G_OBJECT_TYPE (widgets[i]), names[i]));

      g_assert_null (gtk_menu_button_get_popover (button));
      gtk_menu_button_popup (button);
      wait_until (gtk_widget_get_mapped (GTK_WIDGET (gtk_menu_button_get_popover (button))));
      gtk_menu_button_popdown (button);
    }
}

static GtkWidget *
find_cover (GtkWidget *widget)
{
  GtkWidget *found = BS_IS_LOADING_COVER (widget) && gtk_widget_get_mapped (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_cover (child);
  return found;
}

static gboolean
cover_says (WindowFixture *self, const char *title)
{
  GtkWidget *cover = find_cover (GTK_WIDGET (window_fixture_reader (self)));

  return cover != NULL && g_strcmp0 (gtk_label_get_label (GTK_LABEL (
                                         gtk_widget_get_template_child (cover, BS_TYPE_LOADING_COVER, "title"))),
                                     title) == 0;
}

/* A slow article is named at once, and cancelled when another is chosen. */
static void
test_slow (WindowFixture *self, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("---\ntitle: Long\ndate: 2020-01-01 08:00:00\n---\n");
  BsReader *reader = bs_reader_pane_get_reader (window_fixture_reader (self));

  write_three (self);
  while (text->len < 24 * 1024 * 1024)
    g_string_append (text, "A *paragraph* that is one of many, with a [link](http://example.org/) in it.\n\n");
  window_fixture_write (self, "long.md", text->str);
  window_fixture_open (self);

  window_fixture_select (self, "Second");
  wait_until (bs_reader_get_state (reader) == BS_READER_SHOWN);
  wait_until (find_cover (GTK_WIDGET (window_fixture_reader (self))) == NULL);

  window_fixture_select (self, "Long");
  wait_until (cover_says (self, "Long"));
  g_assert_cmpint (bs_reader_get_state (reader), ==, BS_READER_LOADING);

  window_fixture_select (self, "First");
  wait_until (bs_reader_get_state (reader) == BS_READER_SHOWN);
  g_assert_cmpstr (bs_reader_get_document (reader)->article->title, ==, "First");
  g_assert_null (find_cover (GTK_WIDGET (window_fixture_reader (self))));
}

static void
test_one_window (WindowFixture *self, gconstpointer data)
{
  g_autoptr (GFile) folder = g_file_new_for_path (self->root);
  guint n;

  write_three (self);
  window_fixture_open (self);
  n = g_list_length (gtk_application_get_windows (GTK_APPLICATION (self->application)));
  bs_application_open_folder (self->application, folder, NULL);
  g_assert_cmpuint (g_list_length (gtk_application_get_windows (GTK_APPLICATION (self->application))), ==, n);
}

/* One size after the other: a late answer to an earlier request would undo a later one. */
static void
resize (BsWindow *window, int width, int height)
{
  wait_until (gtk_widget_get_width (part (window, "outer")) > 0);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  wait_until (ABS (gtk_widget_get_width (part (window, "outer")) - width) <= 10);
}

static void
test_narrow (WindowFixture *self, gconstpointer data)
{
  BsWindow *window = self->window;

  write_three (self);
  window_fixture_open (self);
  resize (window, 1240, 700);
  wait_until (!adw_leaflet_get_folded (ADW_LEAFLET (part (window, "outer"))) &&
              !adw_leaflet_get_folded (ADW_LEAFLET (part (window, "inner"))));
  resize (window, 800, 700);
  wait_until (adw_leaflet_get_folded (ADW_LEAFLET (part (window, "outer"))) &&
              !adw_leaflet_get_folded (ADW_LEAFLET (part (window, "inner"))));
  resize (window, 360, 640);
  wait_until (adw_leaflet_get_folded (ADW_LEAFLET (part (window, "inner"))));
  g_assert_cmpint (gtk_widget_get_width (part (window, "outer")), <=, 360);
  g_assert_cmpstr (adw_leaflet_get_visible_child_name (ADW_LEAFLET (part (window, "inner"))), ==, "list");

  window_fixture_select (self, "Second");
  g_signal_emit_by_name (part (window, "articles"), "chosen", FALSE);
  g_assert_cmpstr (adw_leaflet_get_visible_child_name (ADW_LEAFLET (part (window, "inner"))), ==, "reader");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.back", NULL);
  g_assert_cmpstr (adw_leaflet_get_visible_child_name (ADW_LEAFLET (part (window, "inner"))), ==, "list");

  /* The properties take the whole window, until the user goes elsewhere. */
  gtk_widget_activate_action (GTK_WIDGET (window), "win.properties", NULL);
  wait_until (!gtk_widget_get_mapped (part (window, "outer")));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.focus", "i", 2);
  wait_until (gtk_widget_get_mapped (part (window, "outer")));
  g_assert_cmpstr (adw_leaflet_get_visible_child_name (ADW_LEAFLET (part (window, "inner"))), ==, "list");

  gtk_widget_activate_action (GTK_WIDGET (window), "win.back", NULL);
  g_assert_cmpstr (adw_leaflet_get_visible_child_name (ADW_LEAFLET (part (window, "outer"))), ==, "sidebar");
}

static void
test_handle (WindowFixture *self, gconstpointer data)
{
  BsWindow *window = self->window;
  graphene_rect_t bounds;
  GtkWidget *picked;
  int before;

  write_three (self);
  window_fixture_open (self);
  resize (window, 1250, 700);
  wait_until (!adw_leaflet_get_folded (ADW_LEAFLET (part (window, "outer"))) &&
              gtk_widget_get_width (part (window, "list_pane")) > 0);

  g_assert_true (gtk_widget_compute_bounds (part (window, "list_handle"), GTK_WIDGET (window), &bounds));
  for (int beside = -2; beside <= 2; beside++)
    {
      picked = gtk_widget_pick (GTK_WIDGET (window), bounds.origin.x + beside, bounds.origin.y + 200, GTK_PICK_DEFAULT);
      g_assert_true (picked == part (window, "list_handle"));
    }

  before = gtk_widget_get_width (part (window, "list_pane"));
  g_signal_emit_by_name (BS_PANE_HANDLE (part (window, "list_handle")), "drag-begin");
  g_signal_emit_by_name (BS_PANE_HANDLE (part (window, "list_handle")), "moved", 40);
  wait_until (gtk_widget_get_width (part (window, "list_pane")) == before + 40);
  g_signal_emit_by_name (BS_PANE_HANDLE (part (window, "list_handle")), "moved", 5000);
  g_assert_false (adw_leaflet_get_folded (ADW_LEAFLET (part (window, "outer"))));
  g_signal_emit_by_name (BS_PANE_HANDLE (part (window, "list_handle")), "moved", -5000);
  wait_until (gtk_widget_get_width (part (window, "list_pane")) ==
              bs_pane_get_least_width (BS_PANE (part (window, "list_pane"))));
}

static gboolean
has_focus_in (WindowFixture *self, GtkWidget *widget)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self->window));

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

/* The main menu is in the sidebar; closing it returns to the list. */
static void
test_menu (WindowFixture *self, gconstpointer data)
{
  GtkWidget *view;
  GtkPopover *popover;

  window_fixture_write_article (self, "a.md", "First", "2024-01-01 08:00:00", "[News]");
  window_fixture_open (self);
  view = bs_article_pane_get_view (window_fixture_articles (self));
  for (guint i = 0; i < 2; i++)
    {
      gboolean is_shown = i == 0;

      g_action_group_change_action_state (G_ACTION_GROUP (self->window), "sidebar", g_variant_new_boolean (is_shown));
      window_fixture_select (self, "First");
      gtk_widget_activate_action (GTK_WIDGET (self->window), "win.focus", "i", 2);
      wait_until (has_focus_in (self, view));
      gtk_widget_activate_action (GTK_WIDGET (self->window), "win.menu", NULL);
      popover = gtk_menu_button_get_popover (
          GTK_MENU_BUTTON (window_fixture_part (GTK_WIDGET (window_fixture_sidebar (self)), "menu_button")));
      wait_until (gtk_widget_get_mapped (GTK_WIDGET (popover)));
      g_assert_true (is_sidebar_shown (self));
      gtk_popover_popdown (popover);
      wait_until (has_focus_in (self, view));
      g_assert_true (is_sidebar_shown (self) == is_shown);
    }
}

static void
list_titles (GtkWidget *widget, GString *titles)
{
  g_autofree char *title = NULL;

  if (GTK_IS_SHORTCUTS_GROUP (widget))
    g_object_get (widget, "title", &title, NULL);
  if (title != NULL && *title != '\0')
    g_string_append_printf (titles, "%s ", title);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    list_titles (child, titles);
}

/* The window of the shortcuts has its groups in their order, page by page, and fits a small screen. */
static void
test_shortcuts (WindowFixture *self, gconstpointer data)
{
  g_autoptr (GString) titles = g_string_new (NULL);
  GtkWindow *overlay;
  int height;

  window_fixture_open (self);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.show-help-overlay", NULL);
  overlay = window_fixture_find_window (GTK_TYPE_SHORTCUTS_WINDOW);
  wait_until (gtk_widget_get_mapped (GTK_WIDGET (overlay)));
  list_titles (GTK_WIDGET (overlay), titles);
  g_assert_cmpstr (titles->str, ==, "Articles Reading Search View General ");
  gtk_widget_measure (GTK_WIDGET (overlay), GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  g_assert_cmpint (height, <=, 768);
  gtk_window_close (overlay);
}

static GtkPicture *
find_picture (WindowFixture *self, guint position)
{
  return GTK_PICTURE (window_fixture_find_in_row (self, position, "picture"));
}

static gboolean
shows_picture (WindowFixture *self, guint position)
{
  GtkPicture *picture = find_picture (self, position);

  return picture != NULL && gtk_widget_get_visible (GTK_WIDGET (picture)) &&
         gtk_picture_get_paintable (picture) != NULL;
}

/* An article has a thumbnail in the list, unless its image cannot be decoded. */
static void
test_thumbnails (WindowFixture *self, gconstpointer data)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 900, 600);
  g_autofree char *path = g_build_filename (self->root, "good.jpg", NULL);
  GdkPaintable *paintable;

  gdk_pixbuf_fill (pixbuf, 0x2080c0ff);
  g_assert_true (gdk_pixbuf_save (pixbuf, path, "jpeg", NULL, NULL));
  window_fixture_write (self, "bad.png",
                        "\x89PNG\r\n\x1a\n"
                        "and no more");
  window_fixture_write (self, "a.md", "---\ntitle: A\ndate: 2024-01-03\nimage: bad.png\n---\nText\n");
  window_fixture_write (self, "b.md", "---\ntitle: B\ndate: 2024-01-02\nimage: good.jpg\n---\nText\n");
  window_fixture_open (self);
  wait_until (shows_picture (self, 1));
  paintable = gtk_picture_get_paintable (find_picture (self, 1));
  g_assert_cmpint (gdk_paintable_get_intrinsic_width (paintable), ==, 168);
  g_assert_cmpint (gdk_paintable_get_intrinsic_height (paintable), ==, 112);
  /* It was requested first. */
  g_assert_false (shows_picture (self, 0));
}

static BsBanner *
find_banner (WindowFixture *self)
{
  GtkWidget *page =
      GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (self->window), BS_TYPE_WINDOW, "library_page"));
  GtkWidget *last = gtk_widget_get_last_child (page);

  return BS_IS_BANNER (last) ? BS_BANNER (last) : NULL;
}

/* An unreadable folder is named with the reason, until it can be read. */
static void
test_unreadable (WindowFixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_unreadable_free);
  g_autofree char *details = NULL;
  BsUpdate update = { BS_UPDATE_LOOKED_AT, .path = (char *) "", .with_below = TRUE };

  window_fixture_open (self);
  g_assert_null (find_banner (self));
  g_ptr_array_add (found, bs_unreadable_new ("Locked", EACCES));
  g_ptr_array_add (found, bs_unreadable_new ("Torn", EIO));
  update.unreadable = found;
  bs_library_folder_apply (bs_window_get_library (self->window)->reading, &update, G_MAXINT64);
  g_assert_true (bs_banner_get_revealed (find_banner (self)));
  g_assert_nonnull (strstr (bs_banner_get_title (find_banner (self)), "2 folders could not be read"));
  g_object_get (find_banner (self), "details", &details, NULL);
  g_assert_nonnull (strstr (details, "Locked: "));
  g_assert_nonnull (strstr (details, g_strerror (EACCES)));
  g_assert_nonnull (strstr (details, "Torn: "));

  gtk_widget_activate_action (GTK_WIDGET (find_banner (self)), "win.rescan", NULL);
  wait_until (!bs_banner_get_revealed (find_banner (self)));
  g_assert_cmpuint (bs_library_get_unreadable (bs_window_get_library (self->window))->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  static const WindowFixtureTest tests[] = {
    { "/broadsheet/window/unreadable", test_unreadable },
    { "/broadsheet/window/first-run", test_first_run },
    { "/broadsheet/window/places", test_places },
    { "/broadsheet/window/sidebar-keys", test_sidebar_keys },
    { "/broadsheet/window/order", test_order },
    { "/broadsheet/window/reading", test_reading },
    { "/broadsheet/window/keys", test_keys },
    { "/broadsheet/window/file-appears", test_file_appears },
    { "/broadsheet/window/rewrite", test_rewrite },
    { "/broadsheet/window/removed", test_removed },
    { "/broadsheet/window/needs-repair", test_needs_repair },
    { "/broadsheet/window/empty-and-gone", test_empty_and_gone },
    { "/broadsheet/window/late", test_late },
    { "/broadsheet/window/slow", test_slow },
    { "/broadsheet/window/one-window", test_one_window },
    { "/broadsheet/window/narrow", test_narrow },
    { "/broadsheet/window/handle", test_handle },
    { "/broadsheet/window/menu", test_menu },
    { "/broadsheet/window/shortcuts", test_shortcuts },
    { "/broadsheet/window/thumbnails", test_thumbnails },
  };

  return window_fixture_run (argc, argv, window_fixture_set_up, tests, G_N_ELEMENTS (tests));
}
