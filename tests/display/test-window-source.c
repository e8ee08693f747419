/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "model/change/write/unsaved-text.h"
#include "ui/reader/find-bar.h"
#include "ui/source/source-file.h"
#include "ui/source/source-page.h"
#include "ui/source/source-view.h"
#include "ui/widgets/banner.h"
#include "window-fixture.h"

/* The source of an article: shown, edited with the keyboard, saved, and kept if it cannot be saved. */

/* Both kinds of line ends, and spaces that a tidy editor would remove. */
#define FIRST "---\r\ntitle: 第一篇  # 说明\ndate: 2024-03-27\r\n---\r\n# 开头\n\n正文的第一段。  \r\n\r\n第二段\t。\n"

static void
set_up (WindowFixture *self, gconstpointer application)
{
  window_fixture_set_up (self, application);
  window_fixture_write (self, "a.md", FIRST);
  window_fixture_write (self, "b.md", "---\ntitle: 第二篇\ndate: 2024-03-26\n---\n正文。\n");
  window_fixture_write (self, "broken.md", "---\ntitle: 第三篇\ndate: [2024-03-25\n---\n正文。\n");
  window_fixture_open (self);
}

static BsSourcePanel *
get_panel (WindowFixture *self)
{
  return bs_window_get_source (self->window);
}

static BsSourcePage *
get_page (WindowFixture *self)
{
  return bs_source_panel_get_page (get_panel (self));
}

static BsSourceView *
get_view (WindowFixture *self)
{
  return BS_SOURCE_VIEW (window_fixture_part (GTK_WIDGET (get_page (self)), "view"));
}

static GtkTextBuffer *
get_buffer (WindowFixture *self)
{
  return gtk_text_view_get_buffer (bs_source_view_get_view (get_view (self)));
}

static gboolean
has_text (WindowFixture *self, const char *text)
{
  g_autoptr (GBytes) there = bs_source_view_dup_text (get_view (self));

  return strstr (g_bytes_get_data (there, NULL), text) != NULL;
}

static void
open_for (WindowFixture *self, const char *title, const char *path)
{
  window_fixture_select (self, title);
  wait_until (window_fixture_shows (self, path));
  window_fixture_act (self, "win.source");
  g_assert_nonnull (get_page (self));
  wait_until (has_text (self, title));
}

/* Types a text after a part of the existing one, as the keyboard does. */
static void
type_after (WindowFixture *self, const char *part, const char *text)
{
  GtkTextIter place, start, end;

  gtk_text_buffer_get_start_iter (get_buffer (self), &place);
  g_assert_true (gtk_text_iter_forward_search (&place, part, 0, &start, &end, NULL));
  gtk_text_buffer_place_cursor (get_buffer (self), &end);
  g_signal_emit_by_name (bs_source_view_get_view (get_view (self)), "insert-at-cursor", text);
}

static gboolean
says (WindowFixture *self, const char *path, const char *text)
{
  g_autofree char *found = window_fixture_read (self, path);

  return g_strcmp0 (found, text) == 0;
}

static BsBanner *
find_banner (GtkWidget *widget, const char *part)
{
  if (BS_IS_BANNER (widget) && bs_banner_get_revealed (BS_BANNER (widget)) &&
      strstr (bs_banner_get_title (BS_BANNER (widget)), part) != NULL)
    return BS_BANNER (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      BsBanner *found = find_banner (child, part);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static guint
count_banners (GtkWidget *widget)
{
  guint n = BS_IS_BANNER (widget) && gtk_widget_get_mapped (widget) && bs_banner_get_revealed (BS_BANNER (widget));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_banners (child);
  return n;
}

static gboolean
has_banner (WindowFixture *self, const char *part)
{
  return get_page (self) != NULL && find_banner (GTK_WIDGET (get_page (self)), part) != NULL;
}

/* Triggers the program's keys, wherever the focus is. */
static void
press (WindowFixture *self, const char *accel)
{
  g_auto (GStrv) actions = gtk_application_get_actions_for_accel (GTK_APPLICATION (self->application), accel);

  g_assert_cmpuint (g_strv_length (actions), ==, 1);
  window_fixture_act (self, actions[0]);
}

static void
answer (WindowFixture *self, const char *response)
{
  GtkWindow *dialog;

  wait_until (window_fixture_find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  dialog = window_fixture_find_window (ADW_TYPE_MESSAGE_DIALOG);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), response);
  gtk_window_destroy (dialog);
}

/* Only the typed text changes in the file; undo reverts the step. */
static void
test_edit (WindowFixture *self, gconstpointer application)
{
  static const char after[] = "---\r\ntitle: 第一篇  # 说明\ndate: 2024-03-27\r\n---\r\n# 开头\n\n正文的第一段！。  "
                              "\r\n新的一行\r\n\r\n第二段\t。\n";

  window_fixture_select (self, "第一篇");
  wait_until (window_fixture_shows (self, "a.md"));
  press (self, "<Control>e");
  wait_until (get_page (self) != NULL && has_text (self, "正文的第一段。  \n"));
  wait_until (bs_source_page_has_focus (get_page (self)));
  g_assert_false (bs_source_page_get_modified (get_page (self)));

  type_after (self, "正文的第一段", "！");
  type_after (self, "。  ", "\n新的一行");
  g_assert_true (bs_source_page_get_modified (get_page (self)));
  g_assert_true (says (self, "a.md", FIRST));
  press (self, "<Control>s");
  wait_until (says (self, "a.md", after));
  wait_until (!bs_source_page_get_modified (get_page (self)));

  /* In the text, the key undoes typing; the file stays. */
  press (self, "<Control>z");
  g_assert_true (bs_source_page_get_modified (get_page (self)));
  press (self, "<Control><Shift>z");
  wait_until (!bs_source_page_get_modified (get_page (self)));
  press (self, "<Control>e");
  wait_until (get_page (self) == NULL);
  g_assert_true (says (self, "a.md", after));
  press (self, "<Control>z");
  wait_until (says (self, "a.md", FIRST));
}

/* A file that another program changes is never overwritten unasked; a text without changes follows it. */
static void
test_conflict (WindowFixture *self, gconstpointer application)
{
  open_for (self, "第二篇", "b.md");
  window_fixture_write (self, "b.md", "---\ntitle: 第二篇\ndate: 2024-03-26\n---\n别人写的。\n");
  wait_until (has_text (self, "别人写的"));
  g_assert_false (bs_source_page_get_modified (get_page (self)));

  type_after (self, "别人写的", "，我改的");
  window_fixture_write (self, "b.md", "---\ntitle: 第二篇\ndate: 2024-03-26\n---\n又改了。\n");
  wait_until (has_banner (self, "changed by another program"));
  window_fixture_act (self, "win.save-source");
  g_assert_true (says (self, "b.md", "---\ntitle: 第二篇\ndate: 2024-03-26\n---\n又改了。\n"));
  g_assert_true (has_text (self, "，我改的"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (get_page (self)), "source.overwrite", NULL));
  wait_until (says (self, "b.md", "---\ntitle: 第二篇\ndate: 2024-03-26\n---\n别人写的，我改的。\n"));
  wait_until (!bs_source_page_get_modified (get_page (self)));

  /* The overwritten version is in the history. */
  window_fixture_act (self, "win.source");
  wait_until (get_page (self) == NULL);
  wait_until (!bs_editor_get_is_busy (bs_window_get_editor (self->window)));
  window_fixture_act (self, "win.undo");
  wait_until (says (self, "b.md", "---\ntitle: 第二篇\ndate: 2024-03-26\n---\n又改了。\n"));
}

/* A file that is removed is said once, and is an article again when it is saved again. */
static void
test_removed (WindowFixture *self, gconstpointer application)
{
  g_autofree char *file = g_build_filename (self->root, "b.md", NULL);

  open_for (self, "第二篇", "b.md");
  type_after (self, "正文", "，我改的");
  g_assert_cmpint (g_remove (file), ==, 0);
  wait_until (has_banner (self, "was removed"));
  wait_until (bs_reader_get_removed (bs_reader_pane_get_reader (window_fixture_reader (self))));
  wait_until (window_fixture_n_articles (self) == 2);
  g_assert_cmpuint (count_banners (GTK_WIDGET (self->window)), ==, 1);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (get_page (self)), "source.overwrite", NULL));
  wait_until (says (self, "b.md", "---\ntitle: 第二篇\ndate: 2024-03-26\n---\n正文，我改的。\n"));
  wait_until (window_fixture_n_articles (self) == 3);
  wait_until (window_fixture_selected_is (self, "第二篇"));
  wait_until (count_banners (GTK_WIDGET (self->window)) == 0);
  g_assert_cmpstr (bs_source_page_get_path (get_page (self)), ==, "b.md");
}

/* Unsaved text leads to a question, whatever would leave it. */
static void
test_leave (WindowFixture *self, gconstpointer application)
{
  open_for (self, "第一篇", "a.md");
  type_after (self, "正文的第一段", "改");
  window_fixture_select (self, "第二篇");
  answer (self, "cancel");
  wait_until (window_fixture_selected_is (self, "第一篇"));
  g_assert_true (has_text (self, "正文的第一段改"));

  window_fixture_select (self, "第二篇");
  answer (self, "save");
  wait_until (get_page (self) != NULL && strcmp (bs_source_page_get_path (get_page (self)), "b.md") == 0);
  wait_until (!says (self, "a.md", FIRST));
  wait_until (has_text (self, "第二篇"));

  type_after (self, "正文", "改");
  gtk_window_close (GTK_WINDOW (self->window));
  answer (self, "cancel");
  g_assert_true (has_text (self, "正文改"));
  window_fixture_act (self, "win.source");
  answer (self, "discard");
  wait_until (get_page (self) == NULL);
  g_assert_true (says (self, "b.md", "---\ntitle: 第二篇\ndate: 2024-03-26\n---\n正文。\n"));
}

/* What is being saved is not asked about, and what is typed meanwhile is saved too. */
static void
test_leave_while_saving (WindowFixture *self, gconstpointer application)
{
  open_for (self, "第二篇", "b.md");
  type_after (self, "正文", "一");
  window_fixture_act (self, "win.save-source");
  window_fixture_act (self, "win.source");
  g_assert_null (window_fixture_find_dialog (self));
  wait_until (get_page (self) == NULL);
  g_assert_true (says (self, "b.md", "---\ntitle: 第二篇\ndate: 2024-03-26\n---\n正文一。\n"));

  open_for (self, "第二篇", "b.md");
  type_after (self, "正文一", "二");
  window_fixture_act (self, "win.save-source");
  type_after (self, "正文一二", "三");
  window_fixture_act (self, "win.save-source");
  window_fixture_select (self, "第一篇");
  g_assert_null (window_fixture_find_dialog (self));
  wait_until (strcmp (bs_source_page_get_path (get_page (self)), "a.md") == 0);
  g_assert_true (says (self, "b.md", "---\ntitle: 第二篇\ndate: 2024-03-26\n---\n正文一二三。\n"));

  wait_until (has_text (self, "正文的第一段"));
  type_after (self, "正文的第一段", "一");
  window_fixture_act (self, "win.save-source");
  type_after (self, "正文的第一段一", "二");
  window_fixture_act (self, "win.source");
  answer (self, "discard");
  wait_until (get_page (self) == NULL);
  wait_until (!bs_editor_get_is_busy (bs_window_get_editor (self->window)));
}

/* Text for which a window could not ask is kept, and is back when the source is opened again. */
static void
test_kept (WindowFixture *self, gconstpointer application)
{
  g_autoptr (BsHome) home = NULL;
  g_auto (GStrv) none = NULL;

  open_for (self, "第一篇", "a.md");
  type_after (self, "正文的第一段", "没有存");
  bs_source_panel_drop (get_panel (self));
  bs_source_file_wait_for_kept (WAIT_SECONDS);
  g_assert_true (says (self, "a.md", FIRST));
  window_fixture_close (self);

  self->window = bs_application_new_window (self->application);
  gtk_window_present (GTK_WINDOW (self->window));
  window_fixture_open (self);
  open_for (self, "第一篇", "a.md");
  wait_until (has_text (self, "正文的第一段没有存"));
  g_assert_true (bs_source_page_get_modified (get_page (self)));
  g_assert_true (has_banner (self, "restored"));
  window_fixture_act (self, "win.save-source");
  wait_until (!says (self, "a.md", FIRST));
  wait_until (!bs_source_page_get_modified (get_page (self)));
  bs_source_file_wait_for_kept (WAIT_SECONDS);
  home = bs_home_find (self->root);
  none = bs_unsaved_text_list (home);
  g_assert_cmpuint (g_strv_length (none), ==, 0);
}

/* Problems are underlined and listed during typing, and removed when they are mended. */
static void
test_problems (WindowFixture *self, gconstpointer application)
{
  GtkTextIter start, end;

  window_fixture_select (self, "第三篇");
  wait_until (window_fixture_shows (self, "broken.md"));
  window_fixture_act (self, "win.source");
  wait_until (bs_source_view_get_note (get_view (self), 3) != NULL);
  g_assert_true (gtk_widget_get_visible (window_fixture_part (GTK_WIDGET (get_page (self)), "problems_button")));
  gtk_text_buffer_get_iter_at_line_offset (get_buffer (self), &start, 2, 6);
  gtk_text_buffer_get_iter_at_line_offset (get_buffer (self), &end, 2, 7);
  gtk_text_buffer_delete (get_buffer (self), &start, &end);
  wait_until (bs_source_view_get_note (get_view (self), 3) == NULL);
}

/* In the narrowest window the find bar has a few rows at most, while it shows the number of matches. */
static void
check_rows (GtkWidget *find, int n)
{
  int entry, all;

  g_assert_true (gtk_widget_get_mapped (window_fixture_part (find, "count")));
  gtk_widget_measure (window_fixture_part (find, "entry"), GTK_ORIENTATION_VERTICAL, -1, NULL, &entry, NULL, NULL);
  gtk_widget_measure (find, GTK_ORIENTATION_VERTICAL, 360, NULL, &all, NULL, NULL);
  g_assert_cmpint (all, <, (n + 1) * entry);
}

static void
test_find (WindowFixture *self, gconstpointer application)
{
  GtkWidget *find;
  GtkTextIter start, end;

  open_for (self, "第一篇", "a.md");
  wait_until (bs_source_page_has_focus (get_page (self)));
  press (self, "<Control>h");
  find = gtk_widget_get_last_child (window_fixture_part (GTK_WIDGET (get_page (self)), "notices"));
  gtk_editable_set_text (GTK_EDITABLE (window_fixture_part (find, "entry")), "段");
  wait_until (gtk_text_buffer_get_selection_bounds (get_buffer (self), &start, &end));
  gtk_editable_set_text (GTK_EDITABLE (window_fixture_part (find, "replacement")), "节");
  wait_until (gtk_widget_get_sensitive (window_fixture_part (find, "replace_all")));
  check_rows (find, 2);
  g_signal_emit_by_name (window_fixture_part (find, "replace_all"), "clicked");
  g_assert_true (has_text (self, "正文的第一节。"));
  g_assert_true (has_text (self, "第二节"));
  window_fixture_act (self, "win.save-source");
  wait_until (
      says (self, "a.md",
            "---\r\ntitle: 第一篇  # 说明\ndate: 2024-03-27\r\n---\r\n# 开头\n\n正文的第一节。  \r\n\r\n第二节\t。\n"));
}

/* A file that cannot be written back unchanged can only be viewed, with the reason. */
static void
test_read_only (WindowFixture *self, gconstpointer application)
{
  g_autofree char *path = g_build_filename (self->root, "nul.md", NULL);

  g_assert_true (g_file_set_contents (path, "---\ntitle: 第四篇\n---\na\0b\n", 29, NULL));
  wait_until (window_fixture_n_articles (self) == 4);
  window_fixture_select (self, "第四篇");
  wait_until (window_fixture_shows (self, "nul.md"));
  window_fixture_act (self, "win.source");
  wait_until (has_banner (self, "NUL"));
  g_assert_false (gtk_text_view_get_editable (bs_source_view_get_view (get_view (self))));
}

static void
paged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean *is_done = user_data;

  g_assert_true (bs_page_place_turn_finish (BS_PAGE_PLACE (source), result, NULL));
  *is_done = TRUE;
}

/* The cursor is in the line at which the article was being read. */
static void
test_place (WindowFixture *self, gconstpointer application)
{
  g_autoptr (GString) text = g_string_new ("---\ntitle: 长文\ndate: 2024-04-01\n---\n");
  gboolean is_done = FALSE;

  for (guint i = 0; i < 200; i++)
    g_string_append_printf (text, "第**%u**段的文字，编号为%u，讲的是系统。\n\n", i, i);
  window_fixture_write (self, "long.md", text->str);
  wait_until (window_fixture_n_articles (self) == 4);
  window_fixture_select (self, "长文");
  wait_until (window_fixture_shows (self, "long.md"));
  bs_page_place_turn (
      bs_page_view_get_place (bs_reader_get_view (bs_reader_pane_get_reader (window_fixture_reader (self)))), 1,
      paged_cb, &is_done);
  wait_until (is_done);
  window_fixture_act (self, "win.source");
  wait_until (has_text (self, "讲的是系统"));
  wait_until (bs_source_view_get_line (get_view (self)) > 8);
  g_assert_cmpuint (bs_source_view_get_line (get_view (self)), <, 100);
}

/* Characters that the file's encoding lacks are reported before it is saved, and the file stays as it is. */
static void
test_lost (WindowFixture *self, gconstpointer application)
{
  g_autofree char *path = g_build_filename (self->root, "gbk.md", NULL);
  g_autofree char *bytes = NULL;
  g_autofree char *there = NULL;
  gsize length, n;

  bytes = g_convert ("---\ntitle: 作業系統的核心\n---\n這是一篇關於作業系統核心的文章，說明的是行程與記憶體。\n", -1,
                     "BIG5", "UTF-8", NULL, &length, NULL);
  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
  wait_until (window_fixture_n_articles (self) == 4);
  window_fixture_select (self, "作業系統的核心");
  wait_until (window_fixture_shows (self, "gbk.md"));
  window_fixture_act (self, "win.source");
  wait_until (has_text (self, "記憶體"));
  type_after (self, "記憶體", "😀");
  wait_until (has_banner (self, "😀"));
  window_fixture_act (self, "win.save-source");
  wait_until (has_banner (self, "does not have all of these characters"));
  g_assert_true (g_file_get_contents (path, &there, &n, NULL));
  g_assert_cmpmem (there, n, bytes, length);
}

/* Whether a part of the text looks different from the rest. */
static gboolean
is_highlighted (WindowFixture *self, const char *part)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_start_iter (get_buffer (self), &start);
  g_assert_true (gtk_text_iter_forward_search (&start, part, 0, &start, &end, NULL));
  while (!gtk_text_iter_equal (&start, &end))
    {
      g_autoptr (GSList) tags = gtk_text_iter_get_tags (&start);

      if (tags == NULL)
        return FALSE;
      gtk_text_iter_forward_char (&start);
    }
  return TRUE;
}

/* Front matter in each language, and both kinds of body. */
static void
test_highlight (WindowFixture *self, gconstpointer application)
{
  static const char *const parts[] = { "\"title\"", "\"标记\"", "42",       "false", "<!-- 注释 -->",
                                       "<p",        "class",    "\"lead\"", "</p>",  "&amp;" };

  window_fixture_write (self, "page.html",
                        ";;;\n\"title\": \"标记\", \"weight\": 42, \"draft\": false\n;;;\n<!-- 注释 -->\n"
                        "<p class=\"lead\">一段 &amp; 文字</p>\n");
  window_fixture_write (self, "toml.md", "+++\ntitle = \"表格\"\n+++\n# 小标题\n\n普通的 <b>粗体</b>。\n");
  wait_until (window_fixture_n_articles (self) == 5);
  open_for (self, "标记", "page.html");
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    wait_until (is_highlighted (self, parts[i]));
  g_assert_false (is_highlighted (self, "文字"));
  window_fixture_act (self, "win.source");
  open_for (self, "表格", "toml.md");
  wait_until (is_highlighted (self, "title") && is_highlighted (self, "\"表格\"") &&
              is_highlighted (self, "# 小标题") && is_highlighted (self, "<b") && !is_highlighted (self, "普通"));
}

static int
measure_header (WindowFixture *self)
{
  int minimum;

  gtk_widget_measure (GTK_WIDGET (bs_reader_pane_get_header (window_fixture_reader (self))), GTK_ORIENTATION_HORIZONTAL,
                      -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

/* The header fits into a narrow window whatever its article has, beside three buttons of the window. */
static void
test_narrow (WindowFixture *self, gconstpointer application)
{
  GtkWidget *outer = window_fixture_part (GTK_WIDGET (self->window), "outer");
  GtkWidget *star = window_fixture_part (GTK_WIDGET (window_fixture_reader (self)), "star_button");

  g_object_set (gtk_settings_get_default (), "gtk-decoration-layout", ":minimize,maximize,close", NULL);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 360, 640);
  wait_until (gtk_widget_get_width (outer) <= 360 && adw_leaflet_get_folded (ADW_LEAFLET (outer)));
  window_fixture_select (self, "第二篇");
  wait_until (window_fixture_shows (self, "b.md"));
  g_assert_true (gtk_widget_get_visible (star));
  g_assert_cmpint (measure_header (self), <=, 360);
  window_fixture_select (self, "第一篇");
  wait_until (bs_reader_pane_has_outline (window_fixture_reader (self)));
  g_assert_cmpint (measure_header (self), <=, 360);
  window_fixture_act (self, "win.source");
  g_assert_cmpint (measure_header (self), <=, 360);
  window_fixture_act (self, "win.source");
  gtk_window_set_default_size (GTK_WINDOW (self->window), 1200, 640);
  wait_until (!adw_leaflet_get_folded (ADW_LEAFLET (outer)));
  g_assert_true (gtk_widget_get_visible (star));
}

/* How wide the window has to be without its frame. */
static int
measure_window (WindowFixture *self)
{
  GtkWidget *content = adw_application_window_get_content (ADW_APPLICATION_WINDOW (self->window));
  int minimum;

  gtk_widget_measure (content, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

/* With text of twice the size, too, all that the narrow window shows fits. */
static void
test_large_text (WindowFixture *self, gconstpointer application)
{
  GtkWidget *inner = window_fixture_part (GTK_WIDGET (self->window), "inner");
  BsReaderPane *reader = window_fixture_reader (self);
  GtkWidget *bar;

  g_object_set (gtk_settings_get_default (), "gtk-decoration-layout", ":minimize,maximize,close", "gtk-xft-dpi",
                192 * 1024, NULL);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 360, 640);
  wait_until (adw_leaflet_get_folded (ADW_LEAFLET (inner)));
  g_assert_cmpint (measure_window (self), <=, 360);
  window_fixture_act (self, "win.search");
  g_assert_cmpint (measure_window (self), <=, 360);
  window_fixture_select (self, "第一篇");
  g_signal_emit_by_name (window_fixture_articles (self), "chosen", FALSE);
  wait_until (bs_reader_pane_has_outline (reader));
  g_assert_cmpstr (adw_leaflet_get_visible_child_name (ADW_LEAFLET (inner)), ==, "reader");
  g_assert_cmpint (measure_window (self), <=, 360);
  window_fixture_act (self, "win.find");
  bar = window_fixture_find (GTK_WIDGET (reader), BS_TYPE_FIND_BAR, NULL);
  gtk_editable_set_text (GTK_EDITABLE (window_fixture_part (bar, "entry")), "第");
  wait_until (*gtk_label_get_text (GTK_LABEL (window_fixture_part (bar, "count"))) != '\0');
  g_assert_cmpint (measure_window (self), <=, 360);
  window_fixture_act (self, "win.source");
  wait_until (has_text (self, "第一篇"));
  g_assert_cmpint (measure_window (self), <=, 360);
  type_after (self, "第一篇", "的");
  wait_until (bs_source_page_get_modified (get_page (self)));
  g_assert_cmpint (measure_window (self), <=, 360);
  window_fixture_act (self, "win.replace");
  g_assert_cmpint (measure_window (self), <=, 360);
  window_fixture_act (self, "win.undo");
  window_fixture_act (self, "win.source");
  window_fixture_select (self, "第三篇");
  wait_until (find_banner (GTK_WIDGET (reader), "") != NULL);
  g_assert_cmpint (measure_window (self), <=, 360);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024, NULL);
}

int
main (int argc, char **argv)
{
  static const WindowFixtureTest tests[] = {
    { "/broadsheet/window-source/edit", test_edit },
    { "/broadsheet/window-source/conflict", test_conflict },
    { "/broadsheet/window-source/leave", test_leave },
    { "/broadsheet/window-source/leave-while-saving", test_leave_while_saving },
    { "/broadsheet/window-source/removed", test_removed },
    { "/broadsheet/window-source/kept", test_kept },
    { "/broadsheet/window-source/problems", test_problems },
    { "/broadsheet/window-source/find", test_find },
    { "/broadsheet/window-source/read-only", test_read_only },
    { "/broadsheet/window-source/place", test_place },
    { "/broadsheet/window-source/lost", test_lost },
    { "/broadsheet/window-source/highlight", test_highlight },
    { "/broadsheet/window-source/narrow", test_narrow },
    { "/broadsheet/window-source/large-text", test_large_text },
  };

  return window_fixture_run (argc, argv, set_up, tests, G_N_ELEMENTS (tests));
}
