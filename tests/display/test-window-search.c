/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "model/library/library-index.h"
#include "ui/window/library-window.h"
#include "ui/list/date-bar.h"
#include "ui/list/date-histogram.h"
#include "ui/list/search-field.h"
#include "ui/reader/find-bar.h"
#include "ui/widgets/fitted-text.h"
#include "window-fixture.h"

/* Searching in the window. */

static void
write_text (WindowFixture *self, const char *path, const char *head, const char *body)
{
  g_autofree char *text = g_strconcat ("---\n", head, "---\n", body, "\n", NULL);

  window_fixture_write (self, path, text);
}

static void
set_up (WindowFixture *self, gconstpointer application)
{
  window_fixture_set_up (self, application);
  write_text (self, "a.md", "title: 苹果的来历\ndate: 2024-01-01 08:00:00\ncategories: [水果]\n", "树上有果子。");
  write_text (self, "b.md", "title: 第二篇\ndate: 2024-01-02 08:00:00\ncategories: [水果]\n",
              "前面有很多别的话。昨天买了一个苹果，很甜。");
  write_text (self, "c.md", "title: Third\ndate: 2024-01-03 08:00:00\ncategories: [News]\n",
              "Nothing but apples & 苹果.");
  window_fixture_open (self);
  wait_until (bs_library_get_index_state (bs_window_get_library (self->window)) == BS_INDEX_WHOLE);
}

static BsArticlePane *
get_pane (WindowFixture *self)
{
  return window_fixture_articles (self);
}

static BsSearchField *
get_field (WindowFixture *self)
{
  return BS_SEARCH_FIELD (window_fixture_part (GTK_WIDGET (get_pane (self)), "search"));
}

static void
type (WindowFixture *self, const char *text)
{
  bs_search_field_set_text (get_field (self), text);
}

static void
open_search (WindowFixture *self)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window), "win.search", NULL));
  g_assert_true (bs_search_field_get_open (get_field (self)));
}

static gboolean
shows_title (WindowFixture *self, guint position, const char *expected)
{
  g_autofree char *title = NULL;

  if (position >= window_fixture_n_articles (self))
    return FALSE;
  title = window_fixture_title (self, position);
  return g_strcmp0 (title, expected) == 0;
}

/* Whether a label of a row contains a highlight. */
static gboolean
sets_off (WindowFixture *self, guint position, const char *name, const char *expected)
{
  GtkWidget *label = window_fixture_find_in_row (self, position, name);
  PangoAttrList *attributes = label != NULL ? bs_fitted_text_get_attributes (BS_FITTED_TEXT (label)) : NULL;
  GSList *list = attributes != NULL ? pango_attr_list_get_attributes (attributes) : NULL;
  gboolean found = FALSE;

  for (GSList *link = list; link != NULL && !found; link = link->next)
    {
      const PangoAttribute *attribute = link->data;
      g_autofree char *part = attribute->klass->type == PANGO_ATTR_LANGUAGE ?
                                  NULL :
                                  g_strndup (bs_fitted_text_get_text (BS_FITTED_TEXT (label)) + attribute->start_index,
                                             attribute->end_index - attribute->start_index);

      found = g_strcmp0 (part, expected) == 0;
    }
  g_slist_free_full (list, (GDestroyNotify) pango_attribute_destroy);
  return found;
}

static gboolean
page_is (WindowFixture *self, const char *name)
{
  return g_strcmp0 (
             gtk_stack_get_visible_child_name (GTK_STACK (window_fixture_part (GTK_WIDGET (get_pane (self)), "stack"))),
             name) == 0;
}

static void
test_found (WindowFixture *self, gconstpointer application)
{
  open_search (self);
  type (self, "苹果");
  /* Title matches come first, then the newest. */
  wait_until (window_fixture_n_articles (self) == 3 && shows_title (self, 0, "苹果的来历"));
  g_assert_true (shows_title (self, 1, "Third"));
  wait_until (sets_off (self, 0, "title", "苹果"));
  wait_until (sets_off (self, 2, "excerpt", "苹果"));
  wait_until (g_strcmp0 (gtk_label_get_text (GTK_LABEL (window_fixture_part (GTK_WIDGET (get_pane (self)), "count"))),
                         "3 found") == 0);

  /* Another word, and the rows show where it occurs. */
  type (self, "很甜");
  wait_until (window_fixture_n_articles (self) == 1);
  wait_until (sets_off (self, 0, "excerpt", "很甜"));

  bs_search_field_set_open (get_field (self), FALSE);
  wait_until (window_fixture_n_articles (self) == 3 && shows_title (self, 0, "Third"));
  wait_until (!sets_off (self, 1, "excerpt", "很甜"));

  /* The text is still there. */
  open_search (self);
  wait_until (window_fixture_n_articles (self) == 1);
}

/* A user who opens the field by its button can type at once. */
static void
test_button (WindowFixture *self, gconstpointer application)
{
  GtkWidget *button = window_fixture_part (GTK_WIDGET (get_pane (self)), "search_button");
  GtkEditable *entry = GTK_EDITABLE (window_fixture_part (GTK_WIDGET (get_field (self)), "entry"));

  g_signal_emit_by_name (button, "clicked");
  g_assert_true (bs_search_field_get_open (get_field (self)));
  wait_until (gtk_widget_is_focus (GTK_WIDGET (gtk_editable_get_delegate (entry))));
  type (self, "苹果");
  g_signal_emit_by_name (button, "clicked");
  g_assert_false (bs_search_field_get_open (get_field (self)));

  /* Typing replaces the previous search. */
  g_signal_emit_by_name (button, "clicked");
  wait_until (gtk_editable_get_selection_bounds (entry, NULL, NULL));
}

static void
test_scope (WindowFixture *self, gconstpointer application)
{
  static const char *const news[] = { "News", NULL };
  BsSearchField *field = get_field (self);

  bs_sidebar_show_scope (window_fixture_sidebar (self), BS_SCOPE_CATEGORY, news);
  wait_until (window_fixture_n_articles (self) == 1);
  open_search (self);
  type (self, "苹果");
  wait_until (window_fixture_n_articles (self) == 1 && shows_title (self, 0, "Third"));
  bs_search_field_set_everywhere (field, TRUE);
  wait_until (window_fixture_n_articles (self) == 3);

  /* Choosing another place limits the search to it. */
  bs_sidebar_show_scope (window_fixture_sidebar (self), BS_SCOPE_ALL, NULL);
  bs_sidebar_show_scope (window_fixture_sidebar (self), BS_SCOPE_CATEGORY, news);
  g_assert_false (bs_search_field_get_everywhere (field));
  wait_until (window_fixture_n_articles (self) == 1);
}

static void
test_nothing (WindowFixture *self, gconstpointer application)
{
  static const char *const news[] = { "News", NULL };

  bs_sidebar_show_scope (window_fixture_sidebar (self), BS_SCOPE_CATEGORY, news);
  open_search (self);
  type (self, "果子");
  wait_until (page_is (self, "empty"));
  g_assert_nonnull (strstr (
      adw_status_page_get_description (ADW_STATUS_PAGE (window_fixture_part (GTK_WIDGET (get_pane (self)), "empty"))),
      "果子"));
  g_assert_true (gtk_widget_get_visible (window_fixture_part (GTK_WIDGET (get_pane (self)), "everywhere_button")));
  g_signal_emit_by_name (window_fixture_part (GTK_WIDGET (get_pane (self)), "everywhere_button"), "clicked");
  wait_until (page_is (self, "list") && window_fixture_n_articles (self) == 1);

  type (self, "<b>没有</b>");
  wait_until (page_is (self, "empty"));
  g_assert_false (gtk_widget_get_visible (window_fixture_part (GTK_WIDGET (get_pane (self)), "everywhere_button")));
}

static GObject *
find_entry (WindowFixture *self)
{
  return gtk_widget_get_template_child (GTK_WIDGET (get_field (self)), BS_TYPE_SEARCH_FIELD, "entry");
}

static void
test_keys (WindowFixture *self, gconstpointer application)
{
  g_autofree char *selected = NULL;

  open_search (self);
  type (self, "很甜");
  wait_until (window_fixture_n_articles (self) == 1);
  g_signal_emit_by_name (find_entry (self), "activate");
  selected = window_fixture_selected (self);
  g_assert_cmpstr (selected, ==, "第二篇");
  wait_until (window_fixture_shows (self, "b.md"));
  /* The words are highlighted in the article too, and one can go from match to match. */
  wait_until (bs_reader_get_n_found (bs_reader_pane_get_reader (window_fixture_reader (self))) == 1);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window), "win.find-next", NULL));
  wait_until (bs_reader_get_found (bs_reader_pane_get_reader (window_fixture_reader (self))) == 1);

  g_signal_emit_by_name (find_entry (self), "stop-search");
  g_assert_false (bs_search_field_get_open (get_field (self)));
  wait_until (window_fixture_n_articles (self) == 3);
  g_assert_true (window_fixture_shows (self, "b.md"));
  wait_until (bs_reader_get_n_found (bs_reader_pane_get_reader (window_fixture_reader (self))) == 0);
}

static void
test_order (WindowFixture *self, gconstpointer application)
{
  open_search (self);
  type (self, "苹果");
  wait_until (shows_title (self, 0, "苹果的来历"));
  g_object_set (get_pane (self), "sort", "date", NULL);
  wait_until (shows_title (self, 0, "Third") && shows_title (self, 2, "苹果的来历"));
  g_object_set (get_pane (self), "best-first", TRUE, NULL);
  wait_until (shows_title (self, 0, "苹果的来历"));
}

/* A search follows changes in the folder like any list. */
static void
test_follows (WindowFixture *self, gconstpointer application)
{
  open_search (self);
  type (self, "柿子");
  wait_until (page_is (self, "empty"));
  write_text (self, "d.md", "title: 新来的\n", "院子里的柿子红了。");
  wait_until (window_fixture_n_articles (self) == 1);
  wait_until (sets_off (self, 0, "excerpt", "柿子"));
}

static void
test_library_window (WindowFixture *self, gconstpointer application)
{
  BsLibrary *library = bs_window_get_library (self->window);
  GtkWidget *window = bs_library_window_new (library, GTK_WINDOW (self->window));

  gtk_window_present (GTK_WINDOW (window));
  wait_until (bs_library_get_index_bytes (library) > 0);
  bs_library_drop_index (library);
  wait_until (bs_library_get_index_state (library) == BS_INDEX_UNAVAILABLE);
  wait_until (bs_library_get_index_bytes (library) == 0);
  gtk_window_destroy (GTK_WINDOW (window));
  /* The list works without it. */
  g_assert_cmpuint (window_fixture_n_articles (self), ==, 3);
}

static GtkWidget *
find_widget (GtkWidget *widget, GType type)
{
  GtkWidget *found = g_type_is_a (G_OBJECT_TYPE (widget), type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, type);
  return found;
}

/* The examples fit on a small screen, and those with a name add quotes. */
static void
test_help (WindowFixture *self, gconstpointer application)
{
  GtkWidget *search = GTK_WIDGET (get_field (self));
  GObject *button = gtk_widget_get_template_child (search, BS_TYPE_SEARCH_FIELD, "help_button");
  GObject *entry = gtk_widget_get_template_child (search, BS_TYPE_SEARCH_FIELD, "entry");
  GtkWidget *popover;
  GtkWidget *list;
  GtkListBoxRow *row;
  int position, height;

  write_text (self, "d.md", "title: Fourth\ndate: 2024-01-04 08:00:00\ntags: [two words, two, words]\n", "d");
  write_text (self, "e.md", "title: Fifth\ndate: 2024-01-05 08:00:00\ntags: [two, words]\n", "e");
  wait_until (window_fixture_n_articles (self) == 5);

  open_search (self);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  g_assert_nonnull (popover);
  wait_until (gtk_widget_get_mapped (popover));
  gtk_widget_measure (popover, GTK_ORIENTATION_VERTICAL, -1, NULL, &height, NULL, NULL);
  g_assert_cmpint (height, <, 560);

  list = find_widget (popover, GTK_TYPE_LIST_BOX);
  row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 7);
  g_signal_emit_by_name (list, "row-activated", row);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "tag:\"\"");
  position = gtk_editable_get_position (GTK_EDITABLE (entry));
  gtk_editable_insert_text (GTK_EDITABLE (entry), "two words", -1, &position);
  wait_until (window_fixture_n_articles (self) == 1 && shows_title (self, 0, "Fourth"));
}

/* Words from the desktop's overview are searched everywhere, as typed there. */
static void
test_overview (WindowFixture *self, gconstpointer application)
{
  static const char *const news[] = { "News", NULL };

  bs_sidebar_show_scope (window_fixture_sidebar (self), BS_SCOPE_CATEGORY, news);
  wait_until (window_fixture_n_articles (self) == 1);
  g_action_group_activate_action (G_ACTION_GROUP (self->application), "search-for", g_variant_new_string ("苹果"));
  wait_until (window_fixture_n_articles (self) == 3 && shows_title (self, 0, "苹果的来历"));
  g_assert_true (bs_search_field_get_open (get_field (self)));
  g_assert_cmpstr (bs_search_field_get_text (get_field (self)), ==, "苹果");

  g_action_group_activate_action (G_ACTION_GROUP (self->application), "search-for", g_variant_new_string ("很甜"));
  wait_until (window_fixture_n_articles (self) == 1 && shows_title (self, 0, "第二篇"));
}

/* A long text that was pasted or passed as a search does not block the window. */
static void
test_long (WindowFixture *self, gconstpointer application)
{
  g_autofree char *text = g_strnfill (200000, 'a');

  g_action_group_activate_action (G_ACTION_GROUP (self->application), "search-for", g_variant_new_string (text));
  g_assert_cmpuint (strlen (bs_search_field_get_text (get_field (self))), ==, 1000);
  wait_until (window_fixture_n_articles (self) == 0);
}

/* The suggestions below the field: "category:, tag:". */
static gboolean
suggests (WindowFixture *self, const char *expected)
{
  GtkListBox *list = bs_search_suggestions_get_list (bs_search_field_get_suggestions (get_field (self)));
  g_autoptr (GString) text = g_string_new (NULL);
  GtkListBoxRow *row;

  for (int i = 0; list != NULL && (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    {
      GtkWidget *label = gtk_widget_get_first_child (gtk_list_box_row_get_child (row));

      g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "", gtk_label_get_text (GTK_LABEL (label)),
                              gtk_label_get_text (GTK_LABEL (gtk_widget_get_next_sibling (label))));
    }
  return g_str_equal (text->str, expected);
}

static gboolean
press (WindowFixture *self, guint keyval)
{
  return window_fixture_press (window_fixture_part (GTK_WIDGET (get_field (self)), "entry"), keyval, 0);
}

static const char *
get_typed (WindowFixture *self)
{
  return bs_search_field_get_text (get_field (self));
}

/* As the user types: at the cursor. */
static void
type_more (WindowFixture *self, const char *text)
{
  GtkEditable *entry = GTK_EDITABLE (window_fixture_part (GTK_WIDGET (get_field (self)), "entry"));

  g_signal_emit_by_name (gtk_editable_get_delegate (entry), "insert-at-cursor", text);
}

static void
test_suggestions (WindowFixture *self, gconstpointer application)
{
  BsLibrary *library = bs_window_get_library (self->window);
  g_autofree char *expected = NULL;
  guint n_chinese;

  open_search (self);
  wait_until (gtk_widget_is_focus (GTK_WIDGET (
      gtk_editable_get_delegate (GTK_EDITABLE (window_fixture_part (GTK_WIDGET (get_field (self)), "entry"))))));
  type_more (self, "c");
  g_assert_true (suggests (self, ""));
  type_more (self, "a");
  wait_until (suggests (self, "category: in a category, or below it"));

  /* Tab takes the first, and then its values are offered, with their counts. */
  g_assert_true (press (self, GDK_KEY_Tab));
  g_assert_cmpstr (get_typed (self), ==, "category:");
  wait_until (suggests (self, "水果 2, News 1"));
  type_more (self, "shui");
  wait_until (suggests (self, "水果 2"));
  g_assert_true (press (self, GDK_KEY_Down));
  g_assert_true (press (self, GDK_KEY_Return));
  g_assert_cmpstr (get_typed (self), ==, "category:水果 ");
  g_assert_true (suggests (self, ""));
  wait_until (window_fixture_n_articles (self) == 2);

  /* Dates and states. */
  type_more (self, "before:to");
  wait_until (!suggests (self, ""));
  g_assert_true (press (self, GDK_KEY_Escape));
  g_assert_true (suggests (self, ""));
  g_assert_true (bs_search_field_get_open (get_field (self)));
  type (self, "");
  type_more (self, "is:un");
  wait_until (suggests (self, "unread not read yet, undated without a date"));
  g_assert_true (press (self, GDK_KEY_Down));
  g_assert_true (press (self, GDK_KEY_Down));
  g_assert_true (press (self, GDK_KEY_Up));
  g_assert_true (press (self, GDK_KEY_Tab));
  g_assert_cmpstr (get_typed (self), ==, "is:unread ");

  /* Features of an article, and languages. */
  type (self, "");
  type_more (self, "has:v");
  wait_until (suggests (self, "video with a video"));
  type (self, "");
  wait_until (bs_library_get_index_state (library) == BS_INDEX_WHOLE);
  bs_library_check_index (library);
  wait_until (bs_library_get_counts (library) != NULL);
  n_chinese = bs_index_counts_get_language (bs_library_get_counts (library), "zh");
  g_assert_cmpuint (n_chinese, >, 0);
  expected = g_strdup_printf ("zh Chinese · %u", n_chinese);
  type_more (self, "lang:z");
  wait_until (suggests (self, expected));

  /* Enter with nothing selected searches: it is not a suggestion's. */
  type (self, "");
  type_more (self, "ta");
  wait_until (!suggests (self, ""));
  g_assert_false (press (self, GDK_KEY_Return));
  g_assert_true (suggests (self, ""));
  g_assert_cmpstr (get_typed (self), ==, "ta");

  /* The keys of an input method are its own. */
  type_more (self, "g");
  wait_until (!suggests (self, ""));
  g_signal_emit_by_name (
      gtk_editable_get_delegate (GTK_EDITABLE (window_fixture_part (GTK_WIDGET (get_field (self)), "entry"))),
      "preedit-changed", "shui");
  g_assert_true (suggests (self, ""));
  g_assert_false (press (self, GDK_KEY_Down));
  g_assert_cmpstr (get_typed (self), ==, "tag");
}

static guint
count_bars (GtkWidget *histogram)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (histogram); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (BS_IS_DATE_BAR (child) && gtk_widget_get_child_visible (child))
      n++;
  return n;
}

static gboolean
has_bar (GtkWidget *histogram, const char *name)
{
  for (GtkWidget *child = gtk_widget_get_first_child (histogram); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (BS_IS_DATE_BAR (child) && gtk_widget_get_child_visible (child) &&
        g_strcmp0 (gtk_widget_get_tooltip_text (child), name) == 0)
      return TRUE;
  return FALSE;
}

/* The dates of the list are bars, of which some are searched for by keys, as text in the field. */
static void
test_histogram (WindowFixture *self, gconstpointer application)
{
  GtkWidget *pane = GTK_WIDGET (get_pane (self));
  GtkText *text = GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (find_entry (self))));
  GtkWidget *histogram;

  write_text (self, "d.md", "title: Undated\n", "苹果");
  wait_until (window_fixture_n_articles (self) == 4);
  g_assert_null (find_widget (pane, BS_TYPE_DATE_HISTOGRAM));
  g_assert_true (window_fixture_press (bs_article_pane_get_view (get_pane (self)), GDK_KEY_t, 0));
  histogram = find_widget (pane, BS_TYPE_DATE_HISTOGRAM);
  g_assert_nonnull (histogram);
  wait_until (count_bars (histogram) == 4);
  g_assert_true (has_bar (histogram, "2 Jan 2024: 1 article"));
  g_assert_true (has_bar (histogram, "No date: 1 article"));

  /* The bars stay while some of them are searched for. */
  g_assert_true (window_fixture_press (histogram, GDK_KEY_Left, 0));
  wait_until (g_strcmp0 (bs_search_field_get_text (get_field (self)), "before:2024-01-03") == 0);
  wait_until (window_fixture_n_articles (self) == 2);
  /* Filters alone leave the excerpts as they are. */
  wait_until (window_fixture_find_in_row (self, 0, "excerpt") != NULL);
  wait_until (strstr (bs_fitted_text_get_text (BS_FITTED_TEXT (window_fixture_find_in_row (self, 0, "excerpt"))),
                      "前面有") != NULL);
  g_assert_true (window_fixture_press (histogram, GDK_KEY_Right, GDK_SHIFT_MASK));
  wait_until (window_fixture_n_articles (self) == 1 && shows_title (self, 0, "第二篇"));
  g_assert_cmpstr (bs_search_field_get_text (get_field (self)), ==, "after:2024-01-02 before:2024-01-03");
  g_assert_cmpuint (count_bars (histogram), ==, 4);

  /* It is text like any, which can be undone. */
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (text), "text.undo", NULL));
  wait_until (window_fixture_n_articles (self) == 4);
  g_assert_cmpstr (bs_search_field_get_text (get_field (self)), ==, "");
  g_assert_true (window_fixture_press (histogram, GDK_KEY_Left, 0));
  wait_until (window_fixture_n_articles (self) == 2);
  g_assert_true (window_fixture_press (histogram, GDK_KEY_Escape, 0));
  wait_until (window_fixture_n_articles (self) == 4);
  g_assert_cmpstr (bs_search_field_get_text (get_field (self)), ==, "");

  /* The last bar has a key too, which is pressed again to end it. */
  g_assert_true (window_fixture_press (histogram, GDK_KEY_End, 0));
  wait_until (g_strcmp0 (bs_search_field_get_text (get_field (self)), "is:undated") == 0);
  wait_until (window_fixture_n_articles (self) == 1 && shows_title (self, 0, "Undated"));
  g_assert_cmpuint (count_bars (histogram), ==, 4);
  g_assert_true (window_fixture_press (histogram, GDK_KEY_End, 0));
  wait_until (window_fixture_n_articles (self) == 4);

  /* Words stay beside the dates. */
  type (self, "苹果");
  wait_until (window_fixture_n_articles (self) == 4);
  g_assert_true (window_fixture_press (histogram, GDK_KEY_Right, 0));
  wait_until (g_strcmp0 (bs_search_field_get_text (get_field (self)), "苹果 after:2024-01-02") == 0);
  wait_until (window_fixture_n_articles (self) == 2);
  g_object_set (pane, "histogram", FALSE, NULL);
  g_assert_null (find_widget (pane, BS_TYPE_DATE_HISTOGRAM));
}

/* A link leads to its article, whatever the list shows. */
static void
test_link (WindowFixture *self, gconstpointer application)
{
  static const char *const news[] = { "News", NULL };
  BsReader *reader = bs_reader_pane_get_reader (window_fixture_reader (self));

  bs_sidebar_show_scope (window_fixture_sidebar (self), BS_SCOPE_CATEGORY, news);
  open_search (self);
  type (self, "apples");
  wait_until (window_fixture_n_articles (self) == 1 && shows_title (self, 0, "Third"));
  g_signal_emit_by_name (bs_reader_get_links (reader), "open-article", "a.md");
  wait_until (window_fixture_selected_is (self, "苹果的来历"));
  wait_until (window_fixture_shows (self, "a.md"));
}

static GtkWidget *
find_find_bar (WindowFixture *self)
{
  return find_widget (GTK_WIDGET (window_fixture_reader (self)), BS_TYPE_FIND_BAR);
}

static gboolean
bar_says (WindowFixture *self, const char *expected)
{
  GtkWidget *bar = find_find_bar (self);

  return bar != NULL && g_strcmp0 (gtk_label_get_text (GTK_LABEL (window_fixture_part (bar, "count"))), expected) == 0;
}

/* The search and the text typed in the article share a bar and a count. */
static void
test_find_bar (WindowFixture *self, gconstpointer application)
{
  GtkWidget *bar;
  GtkEditable *entry;

  window_fixture_select (self, "第二篇");
  wait_until (window_fixture_shows (self, "b.md"));
  g_assert_null (find_find_bar (self));
  open_search (self);
  type (self, "苹果");
  wait_until (bar_says (self, "1 match"));
  bar = find_find_bar (self);
  g_assert_true (gtk_revealer_get_reveal_child (GTK_REVEALER (window_fixture_part (bar, "revealer"))));

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window), "win.find", NULL));
  g_assert_true (find_find_bar (self) == bar);
  entry = GTK_EDITABLE (window_fixture_part (bar, "entry"));
  gtk_editable_set_text (entry, "有");
  wait_until (bar_says (self, "1 of 1"));
  gtk_editable_set_text (entry, "没有的");
  wait_until (bar_says (self, "No matches"));
  g_assert_cmpuint (bs_reader_get_n_found (bs_reader_pane_get_reader (window_fixture_reader (self))), ==, 0);
  gtk_editable_set_text (entry, "");
  wait_until (bar_says (self, "1 match"));

  /* Closed, it stays so until the search changes. */
  g_signal_emit_by_name (entry, "stop-search");
  g_assert_false (gtk_revealer_get_reveal_child (GTK_REVEALER (window_fixture_part (bar, "revealer"))));
  type (self, "很甜");
  wait_until (gtk_revealer_get_reveal_child (GTK_REVEALER (window_fixture_part (bar, "revealer"))));
  wait_until (bar_says (self, "1 match"));
  bs_search_field_set_open (get_field (self), FALSE);
  wait_until (!gtk_revealer_get_reveal_child (GTK_REVEALER (window_fixture_part (bar, "revealer"))));
}

/* Parts that are not understood are reported below the field, after a pause in typing. */
static void
test_unclear (WindowFixture *self, gconstpointer application)
{
  GObject *notice = gtk_widget_get_template_child (GTK_WIDGET (get_field (self)), BS_TYPE_SEARCH_FIELD, "notice");

  open_search (self);
  type (self, "before:yesterdy 苹果");
  wait_until (window_fixture_n_articles (self) == 3);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (notice)));
  wait_until (gtk_widget_get_visible (GTK_WIDGET (notice)));
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (notice)), "yesterdy"));
  type (self, "before:yesterday 苹果");
  wait_until (!gtk_widget_get_visible (GTK_WIDGET (notice)));
}

int
main (int argc, char *argv[])
{
  static const WindowFixtureTest tests[] = {
    { "/broadsheet/window-search/suggestions", test_suggestions },
    { "/broadsheet/window-search/found", test_found },
    { "/broadsheet/window-search/button", test_button },
    { "/broadsheet/window-search/scope", test_scope },
    { "/broadsheet/window-search/nothing", test_nothing },
    { "/broadsheet/window-search/keys", test_keys },
    { "/broadsheet/window-search/order", test_order },
    { "/broadsheet/window-search/follows", test_follows },
    { "/broadsheet/window-search/library-window", test_library_window },
    { "/broadsheet/window-search/help", test_help },
    { "/broadsheet/window-search/overview", test_overview },
    { "/broadsheet/window-search/long", test_long },
    { "/broadsheet/window-search/histogram", test_histogram },
    { "/broadsheet/window-search/unclear", test_unclear },
    { "/broadsheet/window-search/link", test_link },
    { "/broadsheet/window-search/find-bar", test_find_bar },
  };

  return window_fixture_run (argc, argv, set_up, tests, G_N_ELEMENTS (tests));
}
