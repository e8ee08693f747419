/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "ui/properties/many-pane.h"
#include "ui/properties/properties-pane.h"
#include "ui/properties/property-row.h"
#include "ui/widgets/side-panel.h"
#include "window-fixture.h"

/* The properties of the article that is selected, and how they are written. */

#define FIRST                                                                                                               \
  "---\ntitle: 第一篇 # 说明\ndate: 2024-03-27 10:00:00\ncategories: [技术, Linux]\ntags:\n  - 内核\n  - 系统\n" \
  "author: 王小明\nweight: 3\n---\n正文。\n"

static void
set_up (WindowFixture *self, gconstpointer application)
{
  window_fixture_set_up (self, application);
  window_fixture_write (self, "a.md", FIRST);
  window_fixture_write (self, "b.md", "---\ntitle: 第二篇\ndate: 2024-03-26\n---\n正文。\n");
  window_fixture_write (self, "broken.md", "---\ntitle: 残缺\ndate: 2024-03-25\n");
  window_fixture_open (self);
}

static BsSidePanel *
get_side (WindowFixture *self)
{
  return BS_SIDE_PANEL (window_fixture_part (GTK_WIDGET (self->window), "side"));
}

static GtkWidget *
get_pane (WindowFixture *self)
{
  return bs_side_panel_get_panel (get_side (self));
}

static BsPropertyRow *
get_row (WindowFixture *self, const char *name)
{
  return BS_PROPERTY_ROW (window_fixture_part (get_pane (self), name));
}

static gboolean
has_value (WindowFixture *self, const char *name, const char *value)
{
  return g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (get_row (self, name))), value) == 0;
}

static void
open_for (WindowFixture *self, const char *title)
{
  window_fixture_select (self, title);
  if (!bs_side_panel_get_revealed (get_side (self)))
    window_fixture_act (self, "win.properties");
  wait_until (get_pane (self) != NULL && has_value (self, "title_row", title));
}

static void
type (WindowFixture *self, const char *name, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (get_row (self, name)), text);
}

/* Types, and presses Enter. */
static void
enter (WindowFixture *self, const char *name, const char *text)
{
  type (self, name, text);
  g_signal_emit_by_name (get_row (self, name), "entry-activated");
}

static const char *
get_note (WindowFixture *self)
{
  GtkWidget *note = bs_property_row_get_note (get_row (self, "date_row"));

  return gtk_label_get_text (GTK_LABEL (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (note))));
}

static void
append_chips (GtkWidget *widget, GString *text)
{
  if (gtk_widget_has_css_class (widget, "chip"))
    {
      const char *kind = gtk_widget_has_css_class (widget, "removed")  ? "-" :
                         gtk_widget_has_css_class (widget, "added")    ? "+" :
                         gtk_widget_has_css_class (widget, "outlined") ? "?" :
                                                                         "";

      g_string_append_printf (text, "%s%s%s", text->len > 0 ? ", " : "", kind,
                              gtk_label_get_text (GTK_LABEL (window_fixture_find (widget, GTK_TYPE_LABEL, NULL))));
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    append_chips (child, text);
}

/* The chips in their order: those that are outlined with a question mark, those to be added or removed with a sign. */
static gboolean
are_chips (GtkWidget *row, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append_chips (row, text);
  return g_str_equal (text->str, expected);
}

static gboolean
has_chips (WindowFixture *self, const char *name, const char *expected)
{
  return are_chips (window_fixture_part (get_pane (self), name), expected);
}

static void
add_chip (GtkWidget *row, const char *text)
{
  GtkWidget *entry = window_fixture_find (row, GTK_TYPE_ENTRY, "chip-entry");

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "activate");
}

static GtkWidget *
find_button (GtkWidget *widget, const char *tooltip)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_widget_get_tooltip_text (widget), tooltip) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, tooltip);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Presses the button of a chip that removes it, or that adds it to all. */
static void
press_chip (GtkWidget *row, const char *tooltip)
{
  GtkWidget *button = find_button (row, tooltip);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

static void
select_all (WindowFixture *self)
{
  gtk_selection_model_select_all (bs_article_pane_get_selection (window_fixture_articles (self)));
}

/* It shows the values of the file, and its other keys. */
static void
test_shown (WindowFixture *self, gconstpointer application)
{
  open_for (self, "第一篇");
  g_assert_true (has_chips (self, "categories_row", "技术 › Linux"));
  g_assert_true (has_chips (self, "tags_row", "内核, 系统"));
  g_assert_true (has_value (self, "author_row", "王小明"));
  g_assert_true (has_value (self, "date_row", "2024-03-27 10:00:00"));
  g_assert_cmpstr (get_note (self), ==, "27 March 2024, 10:00");
  wait_until (window_fixture_has_text (get_pane (self), "weight"));
  g_assert_true (window_fixture_has_text (get_pane (self), "number · Line 9"));
  g_assert_true (window_fixture_has_text (get_pane (self), "Unix (LF)"));
  g_assert_true (window_fixture_has_text (get_pane (self), "a.md"));
  g_assert_true (window_fixture_has_text (get_pane (self), "UTF-8"));

  open_for (self, "残缺");
  wait_until (window_fixture_has_text (get_pane (self), "broken.md"));
  g_assert_false (window_fixture_has_text (get_pane (self), "weight"));
  g_assert_true (gtk_widget_get_visible (window_fixture_part (get_pane (self), "problems")));

  select_all (self);
  wait_until (window_fixture_has_text (get_pane (self), "3 Articles Selected"));
  window_fixture_act (self, "win.properties");
  wait_until (!bs_side_panel_get_revealed (get_side (self)));
}

/* Enter writes that field, and nothing else in the file. */
static void
test_write (WindowFixture *self, gconstpointer application)
{
  g_autofree char *text = NULL;
  GtkSwitch *draft;

  open_for (self, "第一篇");
  enter (self, "title_row", "新标题");
  wait_until (window_fixture_says (self, "a.md", "title: 新标题 # 说明\n"));
  window_fixture_wait_for_editor (self);
  add_chip (window_fixture_part (get_pane (self), "categories_row"), "技术/系统，生活");
  wait_until (window_fixture_says (self, "a.md", "系统"));
  wait_until (window_fixture_says (self, "a.md", "生活"));
  window_fixture_wait_for_editor (self);
  wait_until (has_chips (self, "categories_row", "技术 › Linux, 技术 › 系统, 生活"));
  press_chip (window_fixture_part (get_pane (self), "categories_row"), "Remove “技术 › Linux”");
  wait_until (!window_fixture_says (self, "a.md", "Linux"));
  window_fixture_wait_for_editor (self);
  wait_until (has_chips (self, "categories_row", "技术 › 系统, 生活"));
  press_chip (window_fixture_part (get_pane (self), "tags_row"), "Remove “内核”");
  window_fixture_wait_for_editor (self);
  wait_until (has_chips (self, "tags_row", "系统"));
  add_chip (window_fixture_part (get_pane (self), "tags_row"), "日常");
  wait_until (window_fixture_says (self, "a.md", "tags:\n  - 系统\n  - 日常\n"));
  window_fixture_wait_for_editor (self);
  enter (self, "author_row", "");
  wait_until (!window_fixture_says (self, "a.md", "author"));
  window_fixture_wait_for_editor (self);
  enter (self, "date_row", "2024-04-01 09:30:00");
  wait_until (window_fixture_says (self, "a.md", "date: 2024-04-01 09:30:00\n"));
  window_fixture_wait_for_editor (self);
  draft = GTK_SWITCH (window_fixture_part (get_pane (self), "draft_switch"));
  wait_until (!bs_property_row_is_changed (get_row (self, "date_row")));
  gtk_switch_set_active (draft, TRUE);
  wait_until (window_fixture_says (self, "a.md", "draft: true\n"));
  window_fixture_wait_for_editor (self);

  /* Also with the keys in a field, once it is written. */
  gtk_widget_grab_focus (GTK_WIDGET (get_row (self, "title_row")));
  for (guint i = 0; i < 8; i++)
    {
      window_fixture_act (self, "win.undo");
      window_fixture_wait_for_editor (self);
    }
  text = window_fixture_read (self, "a.md");
  g_assert_cmpstr (text, ==, FIRST);
  wait_until (has_value (self, "title_row", "第一篇"));
}

/* A text that is not a date is marked and not written; Escape restores the old value. */
static void
test_wrong (WindowFixture *self, gconstpointer application)
{
  g_autofree char *text = NULL;

  open_for (self, "第一篇");
  enter (self, "date_row", "去年冬天");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (get_row (self, "date_row")), "error"));
  add_chip (window_fixture_part (get_pane (self), "categories_row"), "技术//Linux");
  g_assert_true (gtk_widget_has_css_class (
      window_fixture_find (window_fixture_part (get_pane (self), "categories_row"), GTK_TYPE_ENTRY, NULL), "error"));
  g_assert_true (window_fixture_press (window_fixture_part (get_pane (self), "categories_row"), GDK_KEY_Escape, 0));
  g_assert_true (window_fixture_press (GTK_WIDGET (get_row (self, "date_row")), GDK_KEY_Escape, 0));
  g_assert_true (has_value (self, "date_row", "2024-03-27 10:00:00"));
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (get_row (self, "date_row")), "error"));
  g_assert_false (bs_editor_get_is_busy (bs_window_get_editor (self->window)));
  text = window_fixture_read (self, "a.md");
  g_assert_cmpstr (text, ==, FIRST);

  /* A value that cannot be written stays as typed, with the reason, even while the file is read again. */
  open_for (self, "残缺");
  enter (self, "title_row", "完整");
  wait_until (gtk_widget_has_css_class (GTK_WIDGET (get_row (self, "title_row")), "error"));
  g_assert_true (gtk_widget_get_visible (bs_property_row_get_note (get_row (self, "title_row"))));
  window_fixture_write (self, "broken.md", "---\ntitle: 残缺\ndate: 2024-03-24\n");
  wait_until (has_value (self, "date_row", "2024-03-24"));
  g_assert_true (has_value (self, "title_row", "完整"));
  g_assert_true (window_fixture_says (self, "broken.md", "title: 残缺\n"));
  /* Enter tries it again. */
  window_fixture_write (self, "broken.md", "---\ntitle: 残缺\ndate: 2024-03-25\n---\n");
  wait_until (has_value (self, "date_row", "2024-03-25"));
  g_signal_emit_by_name (get_row (self, "title_row"), "entry-activated");
  wait_until (window_fixture_says (self, "broken.md", "title: 完整\n"));
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (get_row (self, "title_row")), "error"));
  window_fixture_wait_for_editor (self);
}

static const char *
get_typed_chip (WindowFixture *self, const char *name)
{
  GtkWidget *entry = window_fixture_find (window_fixture_part (get_pane (self), name), GTK_TYPE_ENTRY, "chip-entry");

  return gtk_editable_get_text (GTK_EDITABLE (entry));
}

static gboolean
is_chip_refused (WindowFixture *self, const char *name)
{
  GtkWidget *row = window_fixture_part (get_pane (self), name);
  GtkWidget *note = window_fixture_find (row, GTK_TYPE_LABEL, "error");

  return note != NULL && gtk_widget_get_visible (note) && *gtk_label_get_text (GTK_LABEL (note)) != '\0' &&
         gtk_widget_has_css_class (window_fixture_find (row, GTK_TYPE_ENTRY, "chip-entry"), "error");
}

/* What could not be written is said below its field. */
static void
test_refused (WindowFixture *self, gconstpointer application)
{
  const char *const rows[] = { "title_row", "author_row", "date_row", "updated_row", "image_row" };
  g_autofree char *file = g_build_filename (self->root, "b.md", NULL);

  open_for (self, "第二篇");
  g_assert_cmpint (g_chmod (file, 0444), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GtkWidget *note = bs_property_row_get_note (get_row (self, rows[i]));

      enter (self, rows[i], "2024-01-02");
      wait_until (window_fixture_has_text (note, "“b.md” cannot be changed. Check the permissions of the file and of "
                                                 "its folder."));
      g_assert_true (gtk_widget_get_mapped (note));
      g_assert_true (gtk_widget_get_prev_sibling (note) == GTK_WIDGET (get_row (self, rows[i])));
      g_assert_true (has_value (self, rows[i], "2024-01-02"));
      bs_property_row_restore (get_row (self, rows[i]));
    }
  window_fixture_wait_for_editor (self);
}

/* A category or tag that the file cannot hold is in its field again, with the reason. */
static void
test_refused_chips (WindowFixture *self, gconstpointer application)
{
  static const char latin1[] =
      "---\ntitle: Caf\xe9\ntags: [caf\xe9]\ndate: 2024-03-20\n---\nTr\xe8s bien, \xe0 Gen\xe8ve.\n";
  g_autofree char *text = NULL;

  window_fixture_write (self, "latin1.md", latin1);
  wait_until (
      g_list_model_get_n_items (G_LIST_MODEL (bs_article_pane_get_selection (window_fixture_articles (self)))) == 4);
  open_for (self, "Café");
  wait_until (has_chips (self, "tags_row", "café"));
  add_chip (window_fixture_part (get_pane (self), "tags_row"), "茶，thé");
  wait_until (is_chip_refused (self, "tags_row"));
  g_assert_cmpstr (get_typed_chip (self, "tags_row"), ==, "茶, thé");
  g_assert_true (has_chips (self, "tags_row", "café"));
  text = window_fixture_read (self, "latin1.md");
  g_assert_cmpstr (text, ==, latin1);

  /* It stays while the file is read again, and a new text is accepted instead. */
  bs_properties_pane_reload (BS_PROPERTIES_PANE (get_pane (self)));
  add_chip (window_fixture_part (get_pane (self), "categories_row"), "Genève");
  wait_until (has_chips (self, "categories_row", "Genève"));
  window_fixture_wait_for_editor (self);
  g_assert_true (is_chip_refused (self, "tags_row"));
  add_chip (window_fixture_part (get_pane (self), "tags_row"), "thé");
  wait_until (has_chips (self, "tags_row", "café, thé"));
  g_assert_false (is_chip_refused (self, "tags_row"));
  window_fixture_wait_for_editor (self);

  /* So does a value that a file without an end of its front matter refuses, until it is discarded. */
  open_for (self, "残缺");
  add_chip (window_fixture_part (get_pane (self), "tags_row"), "木版");
  wait_until (is_chip_refused (self, "tags_row"));
  g_assert_cmpstr (get_typed_chip (self, "tags_row"), ==, "木版");
  g_assert_true (window_fixture_press (window_fixture_part (get_pane (self), "tags_row"), GDK_KEY_Escape, 0));
  g_assert_false (is_chip_refused (self, "tags_row"));
  g_assert_cmpstr (get_typed_chip (self, "tags_row"), ==, "");
}

/* The text being typed is written to the article for which it was typed, and not to the next one. */
static void
test_other (WindowFixture *self, gconstpointer application)
{
  open_for (self, "第一篇");
  type (self, "title_row", "改过的");
  window_fixture_select (self, "第二篇");
  wait_until (has_value (self, "title_row", "第二篇"));
  wait_until (window_fixture_says (self, "a.md", "title: 改过的 # 说明\n"));
  window_fixture_wait_for_editor (self);
  g_assert_true (window_fixture_says (self, "b.md", "title: 第二篇\n"));

  /* The text being typed stays, although another program writes the file meanwhile. */
  type (self, "title_row", "正在写");
  window_fixture_write (self, "b.md", "---\ntitle: 第二篇改\ndate: 2024-03-26\nauthor: 别人\n---\n正文。\n");
  wait_until (has_value (self, "author_row", "别人"));
  g_assert_true (has_value (self, "title_row", "正在写"));
  g_assert_true (window_fixture_press (GTK_WIDGET (get_row (self, "title_row")), GDK_KEY_Escape, 0));
  g_assert_true (has_value (self, "title_row", "第二篇改"));
}

/* A file that gets another name is still the article that is shown. */
static void
test_moved (WindowFixture *self, gconstpointer application)
{
  g_autofree char *from = g_build_filename (self->root, "a.md", NULL);
  g_autofree char *to = g_build_filename (self->root, "renamed.md", NULL);

  open_for (self, "第一篇");
  g_assert_cmpint (g_rename (from, to), ==, 0);
  wait_until (window_fixture_has_text (get_pane (self), "renamed.md"));
  enter (self, "title_row", "改名以后");
  wait_until (window_fixture_says (self, "renamed.md", "title: 改名以后 # 说明\n"));
  window_fixture_wait_for_editor (self);
}

/* The window closes while something is being typed. */
static void
test_close (WindowFixture *self, gconstpointer application)
{
  open_for (self, "第一篇");
  type (self, "title_row", "最后一刻");
  window_fixture_close (self);
  wait_until (window_fixture_says (self, "a.md", "title: 最后一刻 # 说明\n"));
}

/* Several articles. */

static BsManyPane *
get_many (WindowFixture *self)
{
  return BS_MANY_PANE (window_fixture_find (get_pane (self), BS_TYPE_MANY_PANE, NULL));
}

static GtkWidget *
many_row (WindowFixture *self, const char *title)
{
  return window_fixture_find_row (GTK_WIDGET (get_many (self)), title);
}

static void
write_many (WindowFixture *self)
{
  g_autofree char *broken = g_build_filename (self->root, "broken.md", NULL);

  window_fixture_write (self, "c.md",
                        "---\ntitle: 第三篇\ndate: 2024-03-24\ncategories: [技术, Linux]\ntags: [内核]\n"
                        "author: 王小明\nweight: 3\n---\n正文。\n");
  window_fixture_write (self, "d.md",
                        "---\ntitle: 第四篇\ndate: 2024-03-24\ncategories: [[技术, Linux], 生活, 工作]\n"
                        "tag: 内核\nauthor: 李\nweight: 5\nlayout: post\n---\n正文。\n");
  g_assert_cmpint (g_remove (broken), ==, 0);
  wait_until (window_fixture_n_articles (self) == 4);
}

static void
open_many (WindowFixture *self)
{
  write_many (self);
  select_all (self);
  window_fixture_act (self, "win.properties");
  wait_until (get_pane (self) != NULL && get_many (self) != NULL && !bs_many_pane_is_pending (get_many (self)));
}

static GtkWindow *
find_dialog (GType type)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type) && gtk_widget_get_mapped (GTK_WIDGET (window)))
        return window;
    }
  return NULL;
}

static void
respond (const char *response)
{
  GtkWindow *dialog;

  wait_until (find_dialog (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  dialog = find_dialog (ADW_TYPE_MESSAGE_DIALOG);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), response);
  gtk_window_destroy (dialog);
}

static const char *
get_text (GtkWidget *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static GtkWidget *
apply_button (WindowFixture *self)
{
  return window_fixture_find (GTK_WIDGET (get_many (self)), GTK_TYPE_BUTTON, "apply-to-all");
}

/* Same, several and missing; nothing is prefilled with one article's value. */
static void
test_many_shown (WindowFixture *self, gconstpointer application)
{
  open_many (self);
  g_assert_true (window_fixture_has_text (get_pane (self), "4 Articles Selected"));
  g_assert_true (are_chips (many_row (self, "Categories"),
                            "?\u2068技术 › Linux\u2069  3 of 4, ?\u2068工作\u2069  1 of 4, ?\u2068生活\u2069  1 of 4"));
  g_assert_true (are_chips (many_row (self, "Tags"), "?\u2068内核\u2069  3 of 4, ?\u2068系统\u2069  1 of 4"));
  g_assert_cmpstr (get_text (many_row (self, "Title")), ==, "");
  g_assert_true (window_fixture_has_text (many_row (self, "Title"), "4 values"));
  g_assert_true (window_fixture_has_text (many_row (self, "Author"), "2 values"));
  g_assert_true (window_fixture_has_text (bs_property_row_get_note (BS_PROPERTY_ROW (many_row (self, "Author"))),
                                          "Missing in 1 article"));
  g_assert_true (window_fixture_has_text (many_row (self, "layout"), "1 value"));
  g_assert_true (window_fixture_has_text (bs_property_row_get_note (BS_PROPERTY_ROW (many_row (self, "layout"))),
                                          "Missing in 3 articles"));
  g_assert_false (bs_many_pane_is_changed (get_many (self)));
}

/* A click on one of the values that articles have applies it to all. */
static void
test_many_values (WindowFixture *self, gconstpointer application)
{
  GtkWidget *row;
  GtkWidget *button;
  GtkWidget *value;

  open_many (self);
  row = many_row (self, "Author");
  button = window_fixture_find (row, GTK_TYPE_MENU_BUTTON, "values");
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  wait_until (window_fixture_has_text (row, "王小明") && window_fixture_has_text (row, "李"));
  value = window_fixture_find (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button))),
                               GTK_TYPE_LIST_BOX_ROW, NULL);
  g_assert_true (window_fixture_has_text (value, "王小明"));
  g_assert_true (window_fixture_has_text (value, "2"));
  g_assert_true (gtk_widget_activate (value));
  g_assert_cmpstr (get_text (row), ==, "王小明");
  g_signal_emit_by_name (apply_button (self), "clicked");
  wait_until (window_fixture_says (self, "d.md", "author: 王小明\n"));
  window_fixture_wait_for_editor (self);
  g_assert_true (window_fixture_says (self, "b.md", "author: 王小明\n"));
  wait_until (g_strcmp0 (get_text (many_row (self, "Author")), "王小明") == 0 &&
              !bs_many_pane_is_changed (get_many (self)));
}

/* Changes wait, and are applied to all as one step; no other byte of the files changes. */
static void
test_many_write (WindowFixture *self, gconstpointer application)
{
  GtkWidget *weight;

  open_many (self);
  weight = many_row (self, "weight");
  press_chip (many_row (self, "Tags"), "Add “系统” to all");
  press_chip (many_row (self, "Categories"), "Remove “技术 › Linux”");
  add_chip (many_row (self, "Categories"), "归档/旧");
  g_assert_true (are_chips (many_row (self, "Categories"),
                            "-技术 › Linux, ?\u2068工作\u2069  1 of 4, ?\u2068生活\u2069  1 of 4, +归档 › 旧"));
  gtk_editable_set_text (GTK_EDITABLE (weight), "many");
  gtk_editable_set_text (GTK_EDITABLE (weight), "7");
  g_assert_true (gtk_widget_get_sensitive (apply_button (self)));
  g_assert_false (window_fixture_says (self, "a.md", "归档"));
  g_signal_emit_by_name (apply_button (self), "clicked");
  wait_until (window_fixture_says (self, "d.md", "weight: 7\n"));
  window_fixture_wait_for_editor (self);
  g_assert_true (window_fixture_says (self, "a.md", "title: 第一篇 # 说明\n"));
  g_assert_true (window_fixture_says (self, "a.md", "categories: [归档, 旧]\n"));
  g_assert_true (window_fixture_says (self, "a.md", "weight: 7\n"));
  g_assert_true (window_fixture_says (self, "b.md", "系统"));
  g_assert_true (window_fixture_says (self, "b.md", "weight: 7\n"));
  g_assert_true (window_fixture_says (self, "c.md", "tags: [内核, 系统]\n"));
  g_assert_true (window_fixture_says (self, "d.md", "categories: [[生活], [工作], [归档, 旧]]\n"));
  g_assert_true (window_fixture_says (self, "d.md", "tag: [内核, 系统]\n"));
  wait_until (!bs_many_pane_is_pending (get_many (self)) && !bs_many_pane_is_changed (get_many (self)));
  wait_until (are_chips (many_row (self, "Tags"), "系统, ?\u2068内核\u2069  3 of 4"));
  wait_until (g_strcmp0 (get_text (many_row (self, "weight")), "7") == 0);

  window_fixture_act (self, "win.undo");
  wait_until (window_fixture_says (self, "a.md", "categories: [技术, Linux]\n"));
  window_fixture_wait_for_editor (self);
  g_assert_true (window_fixture_says (self, "d.md", "categories: [[技术, Linux], 生活, 工作]\n"));
}

/* Leaving a field writes nothing; changing the selection and closing ask. */
static void
test_many_question (WindowFixture *self, gconstpointer application)
{
  open_many (self);
  gtk_editable_set_text (GTK_EDITABLE (many_row (self, "Author")), "赵");
  gtk_widget_grab_focus (GTK_WIDGET (many_row (self, "Date")));
  g_assert_false (bs_editor_get_is_busy (bs_window_get_editor (self->window)));
  window_fixture_select (self, "第二篇");
  respond ("cancel");
  wait_until (find_dialog (ADW_TYPE_MESSAGE_DIALOG) == NULL);
  g_assert_cmpstr (get_text (many_row (self, "Author")), ==, "赵");
  g_signal_emit_by_name (apply_button (self), "clicked");
  wait_until (window_fixture_says (self, "a.md", "author: 赵\n"));
  window_fixture_wait_for_editor (self);
  g_assert_true (window_fixture_says (self, "b.md", "author: 赵\n"));
  wait_until (has_value (self, "title_row", "第二篇"));

  select_all (self);
  wait_until (!bs_many_pane_is_pending (get_many (self)));
  gtk_editable_set_text (GTK_EDITABLE (many_row (self, "Author")), "钱");
  window_fixture_select (self, "第二篇");
  respond ("discard");
  wait_until (has_value (self, "title_row", "第二篇"));

  select_all (self);
  wait_until (!bs_many_pane_is_pending (get_many (self)));
  gtk_editable_set_text (GTK_EDITABLE (many_row (self, "Author")), "孙");
  g_action_group_activate_action (G_ACTION_GROUP (self->application), "quit", NULL);
  respond ("cancel");
  wait_until (find_dialog (ADW_TYPE_MESSAGE_DIALOG) == NULL);
  g_assert_cmpuint (window_fixture_n_windows (self), ==, 1);
  gtk_window_close (GTK_WINDOW (self->window));
  respond ("apply");
  wait_until (window_fixture_says (self, "c.md", "author: 孙\n"));
  g_assert_false (window_fixture_says (self, "a.md", "钱"));
}

/* The session ends while changes wait: nobody is there to answer a question. */
static void
test_many_session_end (WindowFixture *self, gconstpointer application)
{
  open_many (self);
  gtk_editable_set_text (GTK_EDITABLE (many_row (self, "Author")), "赵");
  wait_until (bs_many_pane_is_changed (get_many (self)));
  kill (getpid (), SIGTERM);
  wait_until (window_fixture_n_windows (self) == 0);
  self->window = NULL;
  g_assert_false (window_fixture_says (self, "a.md", "赵"));
}

/* Changes for a removed library continue to wait: another folder opens in another window. */
static void
test_many_gone (WindowFixture *self, gconstpointer application)
{
  g_autofree char *away = g_strconcat (self->root, "-away", NULL);

  open_many (self);
  gtk_editable_set_text (GTK_EDITABLE (many_row (self, "Author")), "赵");
  g_assert_cmpint (g_rename (self->root, away), ==, 0);
  wait_until (bs_library_get_state (bs_window_get_library (self->window)) == BS_LIBRARY_GONE);
  g_assert_false (bs_window_is_free (self->window));
  g_assert_cmpint (g_rename (away, self->root), ==, 0);
  wait_until (bs_library_get_state (bs_window_get_library (self->window)) == BS_LIBRARY_READY);
  g_assert_cmpstr (get_text (many_row (self, "Author")), ==, "赵");
  bs_many_pane_discard (get_many (self));
}

static const char *
get_row_note (GtkWidget *row)
{
  GtkWidget *note = bs_property_row_get_note (BS_PROPERTY_ROW (row));

  return gtk_label_get_text (GTK_LABEL (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (note))));
}

/* Names typed for lists are added to each of them, or removed from each. */
static void
test_many_lists (WindowFixture *self, gconstpointer application)
{
  GtkWidget *row;

  write_many (self);
  window_fixture_write (self, "e.md", "---\ntitle: 第五篇\nkeywords: [铁路, 旧]\nlinks: [{ name: a }]\n---\n正文。\n");
  window_fixture_write (self, "f.md", "---\ntitle: 第六篇\nkeywords:\n  - 旧 # 说明\n  - 港口\n---\n正文。\n");
  wait_until (window_fixture_n_articles (self) == 6);
  window_fixture_select (self, "第五篇");
  window_fixture_act (self, "win.properties");
  wait_until (get_pane (self) != NULL && has_value (self, "title_row", "第五篇"));
  row = window_fixture_find_row (get_pane (self), "keywords");
  g_assert_cmpstr (get_row_note (row), ==, "铁路, 旧");
  gtk_editable_set_text (GTK_EDITABLE (row), "1912");
  g_assert_cmpstr (get_row_note (row), ==, "Added to the list.");
  g_signal_emit_by_name (row, "entry-activated");
  wait_until (window_fixture_says (self, "e.md", "keywords: [铁路, 旧, '1912']\n"));
  window_fixture_wait_for_editor (self);
  wait_until (g_str_equal (get_row_note (window_fixture_find_row (get_pane (self), "keywords")), "铁路, 旧, 1912"));
  g_assert_cmpstr (get_text (window_fixture_find_row (get_pane (self), "keywords")), ==, "");

  select_all (self);
  wait_until (get_many (self) != NULL && !bs_many_pane_is_pending (get_many (self)));
  row = many_row (self, "keywords");
  g_assert_true (window_fixture_has_text (row, "2 values"));
  g_assert_true (gtk_widget_activate_action (row, "property.change-list", "s", "remove"));
  g_assert_cmpstr (get_row_note (row), ==, "Type what to remove from the list.");
  gtk_editable_set_text (GTK_EDITABLE (row), "旧");
  g_signal_emit_by_name (apply_button (self), "clicked");
  wait_until (window_fixture_says (self, "f.md", "keywords:\n  - 港口\n"));
  window_fixture_wait_for_editor (self);
  g_assert_true (window_fixture_says (self, "e.md", "keywords: [铁路, '1912']\n"));
  g_assert_false (window_fixture_says (self, "b.md", "keywords"));
  /* The next item is added again. */
  wait_until (!bs_many_pane_is_changed (get_many (self)) && !bs_many_pane_is_pending (get_many (self)));
  gtk_editable_set_text (GTK_EDITABLE (many_row (self, "keywords")), "x");
  g_assert_cmpstr (get_row_note (many_row (self, "keywords")), ==, "Added to the list.");
  bs_many_pane_discard (get_many (self));
  g_assert_false (bs_many_pane_is_changed (get_many (self)));
}

/* A number can be written as text, by a menu with one entry, which arrow keys do not leave. */
static void
test_text (WindowFixture *self, gconstpointer application)
{
  GtkWidget *weight, *button, *menu;

  open_for (self, "第一篇");
  weight = window_fixture_find_row (get_pane (self), "weight");
  gtk_editable_set_text (GTK_EDITABLE (weight), "four");
  g_signal_emit_by_name (weight, "entry-activated");
  g_assert_true (gtk_widget_has_css_class (weight, "error"));
  gtk_editable_set_text (GTK_EDITABLE (weight), "4");
  g_signal_emit_by_name (weight, "entry-activated");
  wait_until (window_fixture_says (self, "a.md", "weight: 4\n"));
  window_fixture_wait_for_editor (self);
  wait_until (window_fixture_has_text (window_fixture_find_row (get_pane (self), "weight"), "number · Line 9"));
  weight = window_fixture_find_row (get_pane (self), "weight");
  wait_until (!bs_property_row_is_changed (BS_PROPERTY_ROW (weight)));
  button = window_fixture_find (weight, GTK_TYPE_MENU_BUTTON, NULL);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  menu = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  wait_until (gtk_widget_get_mapped (menu) && gtk_widget_get_focus_child (menu) != NULL);
  g_signal_emit_by_name (menu, "move-focus", GTK_DIR_DOWN);
  g_signal_emit_by_name (menu, "move-focus", GTK_DIR_UP);
  g_signal_emit_by_name (menu, "activate-default");
  wait_until (window_fixture_says (self, "a.md", "weight: '4'\n"));
  window_fixture_wait_for_editor (self);
}

/* The keys alone. */

static void
exited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_assert_true (g_subprocess_wait_check_finish (G_SUBPROCESS (source), result, NULL));
  *(gboolean *) user_data = TRUE;
}

static void
keys (const char *command, const char *text)
{
  gboolean has_exited = FALSE;
  g_autoptr (GSubprocess) process =
      g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, NULL, "xdotool", command, "--delay", "40", text, NULL);

  g_assert_nonnull (process);
  g_subprocess_wait_async (process, NULL, exited_cb, &has_exited);
  wait_until (has_exited);
}

static gboolean
has_focus (WindowFixture *self, GtkWidget *widget)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self->window));

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

static void
test_keys (WindowFixture *self, gconstpointer application)
{
  g_autofree char *program = g_find_program_in_path ("xdotool");

  if (program == NULL)
    {
      g_test_skip ("xdotool is not installed");
      return;
    }
  write_many (self);
  window_fixture_select (self, "第一篇");
  bs_article_pane_focus (window_fixture_articles (self));
  keys ("key", "alt+Return");
  wait_until (get_pane (self) != NULL && has_value (self, "title_row", "第一篇"));
  wait_until (has_focus (self, GTK_WIDGET (get_row (self, "title_row"))));
  keys ("type", "typed");
  wait_until (has_value (self, "title_row", "typed"));
  keys ("key", "Escape");
  wait_until (has_value (self, "title_row", "第一篇"));
  keys ("key", "ctrl+a");
  keys ("type", "One");
  keys ("key", "Return");
  wait_until (window_fixture_says (self, "a.md", "title: One # 说明\n"));
  window_fixture_wait_for_editor (self);
  /* Until then, the key is about what was typed. */
  wait_until (!bs_property_row_is_changed (BS_PROPERTY_ROW (get_row (self, "title_row"))));
  keys ("key", "ctrl+z");
  wait_until (window_fixture_says (self, "a.md", "title: 第一篇 # 说明\n"));
  window_fixture_wait_for_editor (self);
  keys ("key", "Escape");
  wait_until (!bs_side_panel_get_revealed (get_side (self)));

  wait_until (has_focus (self, GTK_WIDGET (window_fixture_articles (self))));
  /* The row with the focus may be filled again just then. */
  for (guint try = 0; try < 10 && bs_article_pane_get_n_selected (window_fixture_articles (self)) != 4; try++)
    keys ("key", "ctrl+a");
  g_assert_cmpuint (bs_article_pane_get_n_selected (window_fixture_articles (self)), ==, 4);
  keys ("key", "ctrl+i");
  wait_until (get_many (self) != NULL && !bs_many_pane_is_pending (get_many (self)));
  wait_until (has_focus (self, many_row (self, "Categories")));
  keys ("type", "kept");
  keys ("key", "Return");
  wait_until (
      are_chips (many_row (self, "Categories"),
                 "?\u2068技术 › Linux\u2069  3 of 4, ?\u2068工作\u2069  1 of 4, ?\u2068生活\u2069  1 of 4, +kept"));
  keys ("key", "Escape");
  wait_until (!bs_many_pane_is_changed (get_many (self)));
  keys ("type", "kept");
  keys ("key", "Return");
  wait_until (bs_many_pane_is_changed (get_many (self)));
  keys ("key", "Return");
  wait_until (has_focus (self, apply_button (self)));
  keys ("key", "Return");
  wait_until (window_fixture_says (self, "b.md", "categories:\n  - kept\n"));
  window_fixture_wait_for_editor (self);
  g_assert_true (window_fixture_says (self, "a.md", "categories: [[技术, Linux], [kept]]\n"));
}

int
main (int argc, char *argv[])
{
  static const WindowFixtureTest tests[] = {
    { "/broadsheet/window-properties/shown", test_shown },
    { "/broadsheet/window-properties/write", test_write },
    { "/broadsheet/window-properties/wrong", test_wrong },
    { "/broadsheet/window-properties/refused", test_refused },
    { "/broadsheet/window-properties/refused-chips", test_refused_chips },
    { "/broadsheet/window-properties/other", test_other },
    { "/broadsheet/window-properties/moved", test_moved },
    { "/broadsheet/window-properties/close", test_close },
    { "/broadsheet/window-properties/text", test_text },
    { "/broadsheet/window-properties/many-shown", test_many_shown },
    { "/broadsheet/window-properties/many-values", test_many_values },
    { "/broadsheet/window-properties/many-write", test_many_write },
    { "/broadsheet/window-properties/many-question", test_many_question },
    { "/broadsheet/window-properties/many-session-end", test_many_session_end },
    { "/broadsheet/window-properties/many-gone", test_many_gone },
    { "/broadsheet/window-properties/many-lists", test_many_lists },
    { "/broadsheet/window-properties/keys", test_keys },
  };

  return window_fixture_run (argc, argv, set_up, tests, G_N_ELEMENTS (tests));
}
