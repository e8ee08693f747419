/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>

#include "ui/widgets/fitted-text.h"
#include "window-fixture.h"

/* The rows of the list, and the article without it. */

static void
write_text (WindowFixture *self, const char *path, const char *head, const char *body)
{
  g_autofree char *text = g_strconcat ("---\n", head, "---\n", body, "\n", NULL);

  window_fixture_write (self, path, text);
}

static GtkWidget *
part (WindowFixture *self, guint position, const char *name)
{
  wait_until (window_fixture_find_in_row (self, position, name) != NULL);
  return window_fixture_find_in_row (self, position, name);
}

static int
height (WindowFixture *self, guint position, const char *name)
{
  return gtk_widget_get_height (part (self, position, name));
}

static int
row_height (WindowFixture *self, guint position)
{
  return gtk_widget_get_height (gtk_widget_get_parent (part (self, position, "title")));
}

static const char *
label (WindowFixture *self, guint position, const char *name)
{
  return gtk_label_get_text (GTK_LABEL (part (self, position, name)));
}

static void
test_undated (WindowFixture *self, gconstpointer application)
{
  write_text (self, "a.md", "title: Undated\nauthor: Ann\n", "Text.");
  write_text (self, "b.md", "title: Dated\ndate: 1999-03-04\nauthor: Ann\n", "Text.");
  window_fixture_open (self);
  wait_until (window_fixture_n_articles (self) == 2);
  wait_until (g_str_equal (label (self, 0, "date"), "4 Mar 1999"));
  wait_until (g_str_equal (label (self, 1, "date"), "No Date"));

  g_object_set (window_fixture_articles (self), "reverse", TRUE, NULL);
  wait_until (!bs_article_list_get_pending (bs_article_pane_get_list (window_fixture_articles (self))));
  wait_until (g_str_equal (label (self, 1, "date"), "No Date"));
}

static gboolean
has_excerpt (WindowFixture *self, guint position)
{
  return bs_fitted_text_get_text (BS_FITTED_TEXT (part (self, position, "excerpt")))[0] != '\0';
}

/* A missing text leaves no empty line: the excerpt uses it, and rows keep one height. */
static void
test_heights (WindowFixture *self, gconstpointer application)
{
  static const char long_text[] = "A text that is so long that it fills every line that a row of the list could ever "
                                  "have for it, and then goes on for a few words more, and more.";
  int comfortable;

  write_text (self, "a.md",
              "title: A title that is so long that it needs two lines of a row, however wide that row may be\n"
              "date: 2024-01-03\nauthor: Ann\n",
              long_text);
  write_text (self, "b.md", "title: Short\ndate: 2024-01-02\nauthor: Ann\n", long_text);
  write_text (self, "c.md", "title: Short\ndate: 2024-01-01\n", long_text);
  window_fixture_open (self);
  wait_until (window_fixture_n_articles (self) == 3);
  wait_until (has_excerpt (self, 0) && has_excerpt (self, 1) && has_excerpt (self, 2));
  wait_until (height (self, 2, "excerpt") > height (self, 1, "excerpt"));
  g_assert_cmpint (height (self, 1, "excerpt"), >, height (self, 0, "excerpt"));
  /* The date is beside the title alone. */
  g_assert_cmpint (gtk_widget_get_width (part (self, 2, "excerpt")), ==,
                   gtk_widget_get_width (part (self, 1, "excerpt")));
  g_assert_cmpint (gtk_widget_get_width (part (self, 2, "title")), <, gtk_widget_get_width (part (self, 1, "title")));
  comfortable = row_height (self, 0);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (row_height (self, i), ==, comfortable);

  g_object_set (window_fixture_articles (self), "compact", TRUE, NULL);
  wait_until (row_height (self, 0) < comfortable);
  for (guint i = 0; i < 3; i++)
    {
      wait_until (row_height (self, i) == row_height (self, 0));
      g_assert_cmpint (height (self, i, "title"), >, 0);
    }
  g_assert_false (gtk_widget_get_child_visible (part (self, 0, "excerpt")));
  g_assert_true (gtk_widget_get_child_visible (part (self, 2, "excerpt")));

  g_object_set (window_fixture_articles (self), "compact", FALSE, NULL);
  wait_until (row_height (self, 0) == comfortable);
}

static gboolean
has_language (WindowFixture *self, guint position, const char *language)
{
  PangoAttrList *attributes = bs_fitted_text_get_attributes (BS_FITTED_TEXT (part (self, position, "title")));
  PangoAttrIterator *iterator = attributes != NULL ? pango_attr_list_get_iterator (attributes) : NULL;
  PangoAttribute *attribute = iterator != NULL ? pango_attr_iterator_get (iterator, PANGO_ATTR_LANGUAGE) : NULL;
  gboolean has = attribute != NULL ? ((PangoAttrLanguage *) attribute)->value == pango_language_from_string (language) :
                                     language == NULL;

  g_clear_pointer (&iterator, pango_attr_iterator_destroy);
  return has;
}

/* Characters that Chinese and Japanese share are written as the article's language writes them. */
static void
test_languages (WindowFixture *self, gconstpointer application)
{
  write_text (self, "a.md", "title: 直角\ndate: 2024-01-03\n", "これはとても短い記事です。");
  write_text (self, "b.md", "title: 直角\ndate: 2024-01-02\n", "这是一篇很短的文章。");
  write_text (self, "c.md", "title: 直角\ndate: 2024-01-01\nlang: ko\n", "한국어.");
  window_fixture_open (self);
  wait_until (window_fixture_n_articles (self) == 3);
  wait_until (has_language (self, 0, "ja"));
  wait_until (has_language (self, 1, "zh"));
  wait_until (has_language (self, 2, "ko"));
}

static gboolean
ends_on_the_right (GtkWidget *widget)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  graphene_rect_t bounds;

  GTK_WIDGET_GET_CLASS (widget)->snapshot (widget, snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL)
    return FALSE;
  gsk_render_node_get_bounds (node, &bounds);
  return bounds.origin.x + bounds.size.width > gtk_widget_get_width (widget) - 8 &&
         bounds.origin.x > gtk_widget_get_width (widget) / 2.0;
}

/* A right-to-left title and its excerpt end at the same edge. */
static void
check_right_to_left (WindowFixture *self, GtkTextDirection direction)
{
  gtk_widget_set_default_direction (direction);
  write_text (self, "a.md", "title: שלום\ndate: 2024-01-03\nauthor: Ann\n", "טקסט קצר.");
  write_text (self, "b.md", "title: שלום\ndate: 2024-01-02\n", "טקסט קצר.");
  window_fixture_open (self);
  wait_until (window_fixture_n_articles (self) == 2);
  wait_until (has_excerpt (self, 0));
  wait_until (ends_on_the_right (part (self, 0, "title")));
  wait_until (ends_on_the_right (part (self, 0, "excerpt")));
  wait_until (has_excerpt (self, 1));
  /* The room below the date is on the side where they end, or on the other one. */
  if (direction == GTK_TEXT_DIR_LTR)
    g_assert_cmpint (gtk_widget_get_width (part (self, 1, "excerpt")), ==,
                     gtk_widget_get_width (part (self, 1, "title")));
  else
    g_assert_cmpint (gtk_widget_get_width (part (self, 1, "excerpt")), >,
                     gtk_widget_get_width (part (self, 1, "title")));
  window_fixture_close (self);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

static void
test_right_to_left (WindowFixture *self, gconstpointer application)
{
  check_right_to_left (self, GTK_TEXT_DIR_LTR);
}

/* In a window that is mirrored, too. */
static void
test_mirrored (WindowFixture *self, gconstpointer application)
{
  check_right_to_left (self, GTK_TEXT_DIR_RTL);
}

static void
test_star (WindowFixture *self, gconstpointer application)
{
  GtkWidget *star;

  write_text (self, "a.md", "title: One\ndate: 2024-01-03\nauthor: Ann\n", "Text.");
  window_fixture_open (self);
  wait_until (window_fixture_n_articles (self) == 1);
  star = part (self, 0, "star");
  g_assert_false (gtk_widget_has_css_class (star, "starred"));
  gtk_widget_activate_action (star, "win.star-article", "u",
                              bs_article_list_get_id (bs_article_pane_get_list (window_fixture_articles (self)), 0));
  wait_until (gtk_widget_has_css_class (star, "starred"));
  gtk_widget_activate_action (star, "win.undo", NULL);
  wait_until (!gtk_widget_has_css_class (star, "starred"));
}

/* Full screen is for the article, which has all the room. */
static void
test_full_screen (WindowFixture *self, gconstpointer application)
{
  GtkWidget *list = GTK_WIDGET (window_fixture_articles (self));
  GtkWidget *sidebar = GTK_WIDGET (window_fixture_sidebar (self));
  GtkWidget *header = GTK_WIDGET (bs_reader_pane_get_header (window_fixture_reader (self)));

  write_text (self, "a.md", "title: One\ndate: 2024-01-03\n", "Text.");
  write_text (self, "b.md", "title: Two\ndate: 2024-01-02\n", "Text.");
  window_fixture_open (self);
  wait_until (window_fixture_n_articles (self) == 2);
  window_fixture_select (self, "One");
  wait_until (window_fixture_shows (self, "a.md") && gtk_widget_get_mapped (list));
  gtk_widget_activate_action (list, "win.full-screen", NULL);
  wait_until (!gtk_widget_get_mapped (list) && !gtk_widget_get_mapped (sidebar) && !gtk_widget_get_mapped (header));
  /* The keys go on. */
  gtk_widget_activate_action (list, "win.next", NULL);
  wait_until (window_fixture_shows (self, "b.md"));

  gtk_widget_activate_action (list, "win.full-screen", NULL);
  wait_until (gtk_widget_get_mapped (list) && gtk_widget_get_mapped (sidebar) && gtk_widget_get_mapped (header));
}

static void
write_on_day (WindowFixture *self, guint day)
{
  g_autofree char *path = g_strdup_printf ("day-%u.md", day);
  g_autofree char *title = g_strdup_printf ("Day %u", day);
  g_autofree char *date = g_strdup_printf ("2024-01-%02u 08:00:00", day);

  window_fixture_write_article (self, path, title, date, "[News]");
}

/* Whether the focus is in the row of the article of that day, at that position. */
static gboolean
has_focus (WindowFixture *self, guint day, guint position)
{
  g_autofree char *expected = g_strdup_printf ("Day %u", day);
  g_autofree char *title = window_fixture_title (self, position);
  GtkWidget *part = window_fixture_find_in_row (self, position, "title");
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self->window));

  return g_strcmp0 (title, expected) == 0 && part != NULL && focus != NULL && gtk_widget_is_ancestor (part, focus);
}

/* Articles that are read later push others down. Keys start at the first row all the same, unless the user has moved.
 */
static void
test_first (WindowFixture *self, gconstpointer application)
{
  GtkWidget *view;

  write_on_day (self, 1);
  window_fixture_open (self);
  view = bs_article_pane_get_view (window_fixture_articles (self));
  wait_until (window_fixture_n_articles (self) == 1);
  write_on_day (self, 2);
  wait_until (window_fixture_n_articles (self) == 2);
  gtk_widget_grab_focus (view);
  wait_until (has_focus (self, 2, 0));

  gtk_widget_activate_action (view, "win.focus", "i", 2);
  write_on_day (self, 3);
  wait_until (has_focus (self, 3, 0));

  gtk_widget_child_focus (view, GTK_DIR_DOWN);
  g_assert_true (has_focus (self, 2, 1));
  write_on_day (self, 4);
  wait_until (window_fixture_n_articles (self) == 4);
  wait_until (has_focus (self, 2, 2));
}

static gboolean
key_cb (gpointer user_data)
{
  GtkWindow *window = user_data;
  GtkWidget *focus = gtk_window_get_focus (window);

  g_assert_nonnull (focus);
  g_assert_true (gtk_widget_get_root (focus) == GTK_ROOT (window));
  return G_SOURCE_REMOVE;
}

/* Keys have the priority of other events. */
static void
expect_key (GtkWindow *window)
{
  g_idle_add_full (GDK_PRIORITY_EVENTS, key_cb, g_object_ref (window), g_object_unref);
}

/* A key that is pressed right after the focused row is removed is not lost. */
static void
test_removed (WindowFixture *self, gconstpointer application)
{
  g_autofree char *path = g_build_filename (self->root, "day-2.md", NULL);
  BsArticleList *list;
  gulong handler;

  for (guint day = 1; day <= 3; day++)
    write_on_day (self, day);
  window_fixture_open (self);
  list = bs_article_pane_get_list (window_fixture_articles (self));
  wait_until (window_fixture_n_articles (self) == 3);
  window_fixture_select (self, "Day 2");
  gtk_widget_activate_action (bs_article_pane_get_view (window_fixture_articles (self)), "win.focus", "i", 2);
  wait_until (has_focus (self, 2, 1));
  handler = g_signal_connect_swapped (list, "items-changed", G_CALLBACK (expect_key), self->window);
  g_assert_cmpint (g_unlink (path), ==, 0);
  wait_until (window_fixture_n_articles (self) == 2);
  wait_until (has_focus (self, 1, 1));
  g_signal_handler_disconnect (list, handler);
}

int
main (int argc, char *argv[])
{
  static const WindowFixtureTest tests[] = {
    { "/broadsheet/window-rows/first", test_first },
    { "/broadsheet/window-rows/removed", test_removed },
    { "/broadsheet/window-rows/undated", test_undated },
    { "/broadsheet/window-rows/heights", test_heights },
    { "/broadsheet/window-rows/languages", test_languages },
    { "/broadsheet/window-rows/right-to-left", test_right_to_left },
    { "/broadsheet/window-rows/mirrored", test_mirrored },
    { "/broadsheet/window-rows/star", test_star },
    { "/broadsheet/window-rows/full-screen", test_full_screen },
  };

  return window_fixture_run (argc, argv, window_fixture_set_up, tests, G_N_ELEMENTS (tests));
}
