/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>

#include "ui/dialogs/change-preview.h"
#include "ui/dialogs/name-dialog.h"
#include "ui/dialogs/folder-dialog.h"
#include "ui/dialogs/new-article-dialog.h"
#include "window-fixture.h"

/* Files are made, renamed, copied, published and moved, with keys and menus. */

static void
set_up (WindowFixture *self, gconstpointer application)
{
  window_fixture_set_up (self, application);
  window_fixture_write (self, "_config.yml", "title: x\nurl: https://a.example\nnew_post_name: :title.md\n");
  window_fixture_write (self, "package.json", "{\"hexo\": {\"version\": \"7.3.0\"}}\n");
  window_fixture_write (self, "scaffolds/post.md",
                        "---\ntitle: {{ title }}\ndate: {{ date }}\nby: {{ who }}\ntags:\n---\n");
  window_fixture_write (self, "source/_posts/one-post.md",
                        "---\ntitle: 第一 Post\ndate: 2024-01-02 08:00:00\ncategories: [技术, Linux]\n---\n"
                        "![x](pic.png)\n");
  window_fixture_write (self, "source/_posts/two-posts.md",
                        "---\ntitle: Two Posts\ndate: 2024-01-01 08:00:00\ncategories: [技术, 系统]\n---\nText.\n");
  window_fixture_write (self, "source/_posts/pic.png", "x");
  window_fixture_write (self, "source/_drafts/later.md", "---\ntitle: Later\ndate: 2023-01-01\n---\nText.\n");
  window_fixture_open (self);
}

static GtkWidget *
wait_for_dialog (WindowFixture *self, GType type)
{
  wait_until (window_fixture_find_window (type) != NULL);
  return GTK_WIDGET (window_fixture_find_window (type));
}

static void
wait_for_no_dialog (WindowFixture *self)
{
  wait_until (window_fixture_find_dialog (self) == NULL);
}

static gboolean
press_in_list (WindowFixture *self, guint keyval)
{
  return window_fixture_press (bs_article_pane_get_view (window_fixture_articles (self)), keyval, 0);
}

/* The effect of the action's key. */
static void
press_key_of (WindowFixture *self, const char *action, const char *key)
{
  g_auto (GStrv) keys = gtk_application_get_accels_for_action (GTK_APPLICATION (self->application), action);

  g_assert_true (g_strv_contains ((const char *const *) keys, key));
  window_fixture_act (self, action);
}

static gboolean
is_listed (WindowFixture *self, const char *path)
{
  g_autoptr (BsArticleItem) item = bs_library_dup_item (bs_window_get_library (self->window), path);

  return item != NULL && bs_article_pane_contains (window_fixture_articles (self), bs_article_item_get_id (item)) &&
         window_fixture_n_articles (self) == bs_library_get_n_articles (bs_window_get_library (self->window));
}

static void
undo (WindowFixture *self, const char *restored)
{
  window_fixture_act (self, "win.undo");
  wait_until (window_fixture_has_file (self, restored));
  window_fixture_wait_for_editor (self);
  wait_until (is_listed (self, restored));
}

static const char *
get_toast (WindowFixture *self)
{
  return adw_toast_get_title (bs_history_get_toast (bs_window_get_history (self->window)));
}

static gboolean
has_subtitle (GtkWidget *dialog, const char *row, const char *subtitle)
{
  const char *shown = adw_action_row_get_subtitle (ADW_ACTION_ROW (window_fixture_part (dialog, row)));

  return strcmp (shown, subtitle) == 0;
}

static gboolean
is_at_end (WindowFixture *self)
{
  GtkWidget *page = GTK_WIDGET (bs_source_panel_get_page (bs_window_get_source (self->window)));
  GtkWidget *view = window_fixture_find (page, GTK_TYPE_TEXT_VIEW, NULL);
  GtkTextBuffer *buffer = view != NULL ? gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)) : NULL;
  GtkTextIter cursor;

  if (buffer == NULL || gtk_text_buffer_get_char_count (buffer) == 0)
    return FALSE;
  gtk_text_buffer_get_iter_at_mark (buffer, &cursor, gtk_text_buffer_get_insert (buffer));
  return gtk_text_iter_is_end (&cursor);
}

static gboolean
is_unread (WindowFixture *self, const char *path)
{
  g_autoptr (BsArticleItem) item = bs_library_dup_item (bs_window_get_library (self->window), path);

  return item != NULL && bs_article_item_get_unread (item);
}

/* Ctrl+N asks for a title and a category, and shows the new file before it is written. */
static void
test_new (WindowFixture *self, gconstpointer application)
{
  GtkWidget *dialog, *title, *category;
  g_autofree char *text = NULL;
  guint n = window_fixture_n_articles (self);

  press_key_of (self, "win.new-article", "<Control>n");
  dialog = wait_for_dialog (self, BS_TYPE_NEW_ARTICLE_DIALOG);
  title = window_fixture_part (dialog, "title_row");
  category = window_fixture_part (dialog, "category_row");
  g_assert_false (gtk_widget_get_sensitive (window_fixture_part (dialog, "create_button")));
  g_assert_false (gtk_widget_get_visible (window_fixture_part (dialog, "template_row")));
  gtk_editable_set_text (GTK_EDITABLE (title), "新 Article");
  wait_until (has_subtitle (dialog, "file_row", "source/_posts/新-article.md"));
  g_assert_true (has_subtitle (dialog, "template_row", "scaffolds/post.md"));
  g_assert_true (gtk_widget_get_visible (window_fixture_part (dialog, "template_row")));
  g_assert_true (gtk_widget_get_visible (window_fixture_part (dialog, "removed_row")));
  g_assert_true (has_subtitle (dialog, "removed_row", "{{ who }}"));

  /* No name is left out silently. */
  gtk_editable_set_text (GTK_EDITABLE (category), "技术//Linux");
  g_assert_true (has_subtitle (dialog, "file_row", "A name is missing before or after “/”."));
  g_assert_false (gtk_widget_get_sensitive (window_fixture_part (dialog, "create_button")));

  /* The typed text finds the path of a category. */
  gtk_widget_grab_focus (category);
  gtk_editable_set_text (GTK_EDITABLE (category), "linu");
  g_assert_true (window_fixture_press (category, GDK_KEY_Down, 0));
  g_assert_true (window_fixture_press (category, GDK_KEY_Return, 0));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (category)), ==, "技术/Linux");

  g_signal_emit_by_name (category, "entry-activated");
  wait_for_no_dialog (self);
  wait_until (window_fixture_n_articles (self) == n + 1);
  wait_until (window_fixture_selected_is (self, "新 Article"));
  text = window_fixture_read (self, "source/_posts/新-article.md");
  g_assert_nonnull (strstr (text, "新 Article"));
  g_assert_nonnull (strstr (text, "Linux"));
  g_assert_null (strstr (text, "who"));
  g_assert_cmpstr (get_toast (self), ==, "“新 Article” created");
  wait_until (window_fixture_shows (self, "source/_posts/新-article.md"));
  wait_until (bs_source_panel_get_page (bs_window_get_source (self->window)) != NULL);
  /* Typed text is added at the end, not before the front matter. */
  wait_until (is_at_end (self));
  g_assert_true (is_unread (self, "source/_posts/新-article.md"));
  press_key_of (self, "win.source", "<Control>e");
  wait_until (bs_source_panel_get_page (bs_window_get_source (self->window)) == NULL);
  wait_until (!is_unread (self, "source/_posts/新-article.md"));
  window_fixture_act (self, "win.undo");
  wait_until (!window_fixture_has_file (self, "source/_posts/新-article.md"));
  window_fixture_wait_for_editor (self);
}

/* Waits for the preview of a doubtful change, and applies it. */
static void
apply_preview (const char *summary)
{
  GtkWidget *preview;

  wait_until (window_fixture_find_window (BS_TYPE_CHANGE_PREVIEW) != NULL);
  preview = GTK_WIDGET (window_fixture_find_window (BS_TYPE_CHANGE_PREVIEW));
  wait_until (gtk_widget_get_sensitive (window_fixture_part (preview, "apply_button")));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (window_fixture_part (preview, "summary"))), ==, summary);
  g_signal_emit_by_name (window_fixture_part (preview, "apply_button"), "clicked");
  wait_until (window_fixture_find_window (BS_TYPE_CHANGE_PREVIEW) == NULL);
}

/* F2 suggests the title as a name, and explains during typing why a name is not allowed. */
static void
test_rename (WindowFixture *self, gconstpointer application)
{
  static const char *const refused[] = { "", "a/b.md", ".md", "x.png", "two-posts.md", "one-post.md" };
  AdwMessageDialog *dialog;
  GtkEditable *entry;
  int start, end;

  window_fixture_select (self, "第一 Post");
  g_assert_true (press_in_list (self, GDK_KEY_F2));
  dialog = ADW_MESSAGE_DIALOG (wait_for_dialog (self, BS_TYPE_NAME_DIALOG));
  entry = bs_name_dialog_get_entry (BS_NAME_DIALOG (dialog));
  g_assert_cmpstr (adw_message_dialog_get_body (dialog), ==, "one-post.md");
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "第一-post.md");
  g_assert_true (gtk_editable_get_selection_bounds (entry, &start, &end));
  g_assert_cmpint (start, ==, 0);
  g_assert_cmpint (end, ==, 7);
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      gtk_editable_set_text (entry, refused[i]);
      wait_until (!adw_message_dialog_get_response_enabled (dialog, "rename"));
    }
  gtk_editable_set_text (entry, "第一-post.md");
  g_assert_true (adw_message_dialog_get_response_enabled (dialog, "rename"));
  adw_message_dialog_response (dialog, "rename");
  gtk_window_close (GTK_WINDOW (dialog));
  apply_preview ("1 file. 1 address in the site changes.");
  wait_until (window_fixture_has_file (self, "source/_posts/第一-post.md"));
  wait_until (!window_fixture_has_file (self, "source/_posts/one-post.md"));
  window_fixture_wait_for_editor (self);
  g_assert_cmpstr (get_toast (self), ==, "“one-post.md” renamed to “第一-post.md”");
  wait_until (window_fixture_selected_is (self, "第一 Post"));
  undo (self, "source/_posts/one-post.md");
}

static void
change_mode (WindowFixture *self, const char *path, int mode)
{
  g_autofree char *whole = g_build_filename (self->root, path, NULL);

  g_assert_cmpint (g_chmod (whole, mode), ==, 0);
}

/* What cannot be written is not lost: it is asked for again, with the reason. */
static void
test_refused (WindowFixture *self, gconstpointer application)
{
  GtkWidget *dialog, *row;
  GtkEditable *title;

  change_mode (self, "source/_posts", 0555);
  window_fixture_act (self, "win.new-article");
  dialog = wait_for_dialog (self, BS_TYPE_NEW_ARTICLE_DIALOG);
  title = GTK_EDITABLE (window_fixture_part (dialog, "title_row"));
  row = window_fixture_part (dialog, "file_row");
  gtk_editable_set_text (title, "很长的标题");
  for (guint turn = 0; turn < 2; turn++)
    {
      g_signal_emit_by_name (title, "entry-activated");
      wait_until (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "permissions of its folder") != NULL);
      g_assert_true (gtk_widget_has_css_class (row, "error"));
      g_assert_cmpstr (gtk_editable_get_text (title), ==, "很长的标题");
      wait_until (gtk_widget_get_sensitive (window_fixture_part (dialog, "create_button")));
      gtk_editable_set_text (title, "");
      gtk_editable_set_text (title, "很长的标题");
      wait_until (!gtk_widget_has_css_class (row, "error"));
    }

  /* The same text can be tried again. */
  g_signal_emit_by_name (title, "entry-activated");
  wait_until (gtk_widget_has_css_class (row, "error"));
  change_mode (self, "source/_posts", 0755);
  g_signal_emit_by_name (title, "entry-activated");
  wait_for_no_dialog (self);
  wait_until (window_fixture_has_file (self, "source/_posts/很长的标题.md"));
  wait_until (window_fixture_selected_is (self, "很长的标题"));
  window_fixture_wait_for_editor (self);
}

/* The same for the name of a file and for a folder. */
static void
test_refused_move (WindowFixture *self, gconstpointer application)
{
  GtkWidget *dialog, *search;

  window_fixture_select (self, "Two Posts");
  change_mode (self, "source/_posts/two-posts.md", 0444);
  g_assert_true (press_in_list (self, GDK_KEY_F2));
  dialog = wait_for_dialog (self, BS_TYPE_NAME_DIALOG);
  gtk_editable_set_text (bs_name_dialog_get_entry (BS_NAME_DIALOG (dialog)), "新名.md");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "rename");
  gtk_window_close (GTK_WINDOW (dialog));
  wait_until (window_fixture_find_window (BS_TYPE_NAME_DIALOG) != NULL &&
              window_fixture_has_text (wait_for_dialog (self, BS_TYPE_NAME_DIALOG), "“two-posts.md” cannot be "
                                                                                    "changed. Check the "
                                                                                    "permissions of the file and "
                                                                                    "of its folder."));
  dialog = wait_for_dialog (self, BS_TYPE_NAME_DIALOG);
  g_assert_cmpstr (gtk_editable_get_text (bs_name_dialog_get_entry (BS_NAME_DIALOG (dialog))), ==, "新名.md");
  change_mode (self, "source/_posts/two-posts.md", 0644);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "rename");
  gtk_window_close (GTK_WINDOW (dialog));
  apply_preview ("1 file. 1 address in the site changes.");
  wait_until (window_fixture_has_file (self, "source/_posts/新名.md"));
  window_fixture_wait_for_editor (self);
  wait_until (window_fixture_selected_is (self, "Two Posts") && is_listed (self, "source/_posts/新名.md"));

  change_mode (self, "source/_posts/新名.md", 0444);
  window_fixture_act (self, "win.move-to-folder");
  dialog = wait_for_dialog (self, BS_TYPE_FOLDER_DIALOG);
  search = window_fixture_part (dialog, "search");
  gtk_editable_set_text (GTK_EDITABLE (search), "source/_posts/别处");
  g_signal_emit_by_name (search, "activate");
  wait_until (window_fixture_find_window (BS_TYPE_FOLDER_DIALOG) != NULL &&
              gtk_widget_get_visible (
                  window_fixture_part (GTK_WIDGET (window_fixture_find_window (BS_TYPE_FOLDER_DIALOG)), "failure")));
  dialog = wait_for_dialog (self, BS_TYPE_FOLDER_DIALOG);
  search = window_fixture_part (dialog, "search");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (search)), ==, "source/_posts/别处");
  change_mode (self, "source/_posts/新名.md", 0644);
  g_signal_emit_by_name (search, "activate");
  apply_preview ("1 file. 1 address in the site changes.");
  wait_until (window_fixture_has_file (self, "source/_posts/别处/新名.md"));
  window_fixture_wait_for_editor (self);
}

static void
test_duplicate (WindowFixture *self, gconstpointer application)
{
  window_fixture_select (self, "Two Posts");
  window_fixture_act (self, "win.duplicate");
  wait_until (window_fixture_has_file (self, "source/_posts/two-posts-2.md"));
  window_fixture_wait_for_editor (self);
  wait_until (window_fixture_n_articles (self) == 4);
  g_assert_cmpstr (get_toast (self), ==, "“two-posts.md” duplicated");
  window_fixture_act (self, "win.undo");
  wait_until (!window_fixture_has_file (self, "source/_posts/two-posts-2.md"));
  window_fixture_wait_for_editor (self);
}

/* Only applicable actions have an effect. */
static void
test_publish (WindowFixture *self, gconstpointer application)
{
  window_fixture_select (self, "Later");
  window_fixture_act (self, "win.unpublish");
  window_fixture_act (self, "win.publish");
  wait_until (window_fixture_has_file (self, "source/_posts/later.md"));
  window_fixture_wait_for_editor (self);
  wait_until (!window_fixture_has_file (self, "source/_drafts/later.md"));
  g_assert_cmpstr (get_toast (self), ==, "1 article published");
  undo (self, "source/_drafts/later.md");

  gtk_selection_model_select_all (bs_article_pane_get_selection (window_fixture_articles (self)));
  window_fixture_act (self, "win.unpublish");
  wait_until (window_fixture_has_file (self, "source/_drafts/one-post.md"));
  window_fixture_wait_for_editor (self);
  g_assert_cmpstr (get_toast (self), ==, "2 articles unpublished");
  undo (self, "source/_posts/one-post.md");
}

static void
count_cb (guint *n)
{
  (*n)++;
}

static guint
get_selected_id (WindowFixture *self)
{
  g_autoptr (BsArticleItem) item = bs_article_pane_dup_selected (window_fixture_articles (self));

  return item != NULL ? bs_article_item_get_id (item) : G_MAXUINT;
}

/* The reader follows an article wherever it goes, and so do the selection and the source. */
static void
test_follow (WindowFixture *self, gconstpointer application)
{
  BsReader *reader = bs_reader_pane_get_reader (window_fixture_reader (self));
  g_autofree char *posts = g_build_filename (self->root, "source/_posts", NULL);
  g_autofree char *other = g_build_filename (self->root, "source/_drafts/2", NULL);
  BsSourcePanel *source = bs_window_get_source (self->window);
  guint n_removed = 0;
  guint id;

  /* What the file says changes, too. */
  window_fixture_write (self, "source/_drafts/soon.md", "---\ntitle: Soon\ndraft: true\n---\nText.\n");
  g_signal_connect_swapped (reader, "notify::removed", G_CALLBACK (count_cb), &n_removed);
  bs_sidebar_show_scope (window_fixture_sidebar (self), BS_SCOPE_DRAFTS, NULL);
  wait_until (window_fixture_n_articles (self) == 2);
  window_fixture_select (self, "Soon");
  wait_until (window_fixture_shows (self, "source/_drafts/soon.md"));
  id = get_selected_id (self);
  window_fixture_act (self, "win.publish");
  wait_until (window_fixture_shows (self, "source/_posts/soon.md"));
  wait_until (window_fixture_n_articles (self) == 1);
  window_fixture_wait_for_editor (self);
  window_fixture_act (self, "win.undo");
  wait_until (window_fixture_shows (self, "source/_drafts/soon.md"));
  wait_until (get_selected_id (self) == id);
  window_fixture_wait_for_editor (self);
  window_fixture_act (self, "win.redo");
  wait_until (window_fixture_shows (self, "source/_posts/soon.md"));
  window_fixture_wait_for_editor (self);

  /* Another program moves the folder of an article, whose source is shown. */
  bs_sidebar_show_scope (window_fixture_sidebar (self), BS_SCOPE_ALL, NULL);
  wait_until (window_fixture_n_articles (self) == 4);
  wait_until (get_selected_id (self) == id);
  window_fixture_act (self, "win.source");
  wait_until (bs_source_panel_get_page (source) != NULL);
  g_assert_cmpint (g_rename (posts, other), ==, 0);
  wait_until (g_strcmp0 (bs_reader_get_path (reader), "source/_drafts/2/soon.md") == 0);
  g_assert_cmpstr (bs_source_page_get_path (bs_source_panel_get_page (source)), ==, "source/_drafts/2/soon.md");
  g_assert_cmpuint (get_selected_id (self), ==, id);
  g_assert_cmpuint (n_removed, ==, 0);
}

static guint
count_folders (GtkWidget *dialog)
{
  GtkListView *view = GTK_LIST_VIEW (window_fixture_part (dialog, "view"));

  return g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (view)));
}

/* A folder is chosen by a part of its name; one that is not there is made. */
static void
test_move (WindowFixture *self, gconstpointer application)
{
  GtkWidget *dialog, *search;
  g_autofree char *text = NULL;

  window_fixture_select (self, "第一 Post");
  window_fixture_act (self, "win.move-to-folder");
  dialog = wait_for_dialog (self, BS_TYPE_FOLDER_DIALOG);
  search = window_fixture_part (dialog, "search");
  /* The drafts; neither the article's own nor what the site does not read. */
  wait_until (count_folders (dialog) == 1);
  gtk_editable_set_text (GTK_EDITABLE (search), "draf");
  g_signal_emit_by_name (search, "activate");
  wait_until (window_fixture_has_file (self, "source/_drafts/one-post.md"));
  window_fixture_wait_for_editor (self);
  wait_for_no_dialog (self);
  text = window_fixture_read (self, "source/_drafts/one-post.md");
  g_assert_nonnull (strstr (text, "](../_posts/pic.png)"));
  undo (self, "source/_posts/one-post.md");

  /* Elsewhere it would be no article any more. */
  window_fixture_select (self, "第一 Post");
  window_fixture_act (self, "win.move-to-folder");
  dialog = wait_for_dialog (self, BS_TYPE_FOLDER_DIALOG);
  search = window_fixture_part (dialog, "search");
  gtk_editable_set_text (GTK_EDITABLE (search), "elsewhere");
  g_signal_emit_by_name (search, "activate");
  wait_until (
      window_fixture_find_window (BS_TYPE_FOLDER_DIALOG) != NULL &&
      window_fixture_has_text (
          GTK_WIDGET (window_fixture_find_window (BS_TYPE_FOLDER_DIALOG)),
          "“elsewhere/one-post.md” would not be an article of its site. Use a folder and a name that the site reads."));
  gtk_window_close (window_fixture_find_window (BS_TYPE_FOLDER_DIALOG));
  wait_for_no_dialog (self);

  wait_until (window_fixture_n_articles (self) == 3);
  gtk_selection_model_select_all (bs_article_pane_get_selection (window_fixture_articles (self)));
  window_fixture_act (self, "win.move-to-folder");
  dialog = wait_for_dialog (self, BS_TYPE_FOLDER_DIALOG);
  search = window_fixture_part (dialog, "search");
  gtk_editable_set_text (GTK_EDITABLE (search), "source/_posts/新");
  g_signal_emit_by_name (search, "activate");
  apply_preview ("3 files. 2 addresses in the site change.");
  wait_until (window_fixture_has_file (self, "source/_posts/新/later.md"));
  window_fixture_wait_for_editor (self);
  g_assert_cmpstr (get_toast (self), ==, "3 articles moved to “source/_posts/新”");
  undo (self, "source/_posts/two-posts.md");
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  char **text = user_data;

  *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static gboolean
clipboard_has (WindowFixture *self, const char *expected)
{
  char *text = NULL;
  g_autofree char *owned = NULL;

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self->window)), NULL, read_cb, &text);
  wait_until (text != NULL);
  owned = text;
  return strcmp (text, expected) == 0;
}

static void
test_copy (WindowFixture *self, gconstpointer application)
{
  g_autofree char *path = g_build_filename (self->root, "source/_drafts/later.md", NULL);
  g_autofree char *link = g_filename_to_uri (path, NULL, NULL);

  window_fixture_select (self, "Later");
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self->window)), "before");
  window_fixture_act (self, "win.copy-path");
  wait_until (clipboard_has (self, path));
  window_fixture_act (self, "win.copy-link");
  wait_until (clipboard_has (self, link));
}

static void
list_actions (GMenuModel *model, GString *out)
{
  int n = g_menu_model_get_n_items (model);

  for (int i = 0; i < n; i++)
    {
      g_autoptr (GMenuModel) section = g_menu_model_get_item_link (model, i, G_MENU_LINK_SECTION);
      g_autofree char *label = NULL;
      g_autofree char *action = NULL;

      if (section != NULL)
        {
          list_actions (section, out);
          continue;
        }
      g_menu_model_get_item_attribute (model, i, G_MENU_ATTRIBUTE_LABEL, "s", &label);
      g_menu_model_get_item_attribute (model, i, G_MENU_ATTRIBUTE_ACTION, "s", &action);
      g_string_append_printf (out, "%s=%s\n", action, label);
    }
}

/* The row's menu, that of several and the reader's have the same words. */
static void
test_menus (WindowFixture *self, gconstpointer application)
{
  GMenu *row = gtk_application_get_menu_by_id (GTK_APPLICATION (self->application), "article-menu");
  GtkMenuButton *button =
      GTK_MENU_BUTTON (window_fixture_part (GTK_WIDGET (window_fixture_reader (self)), "menu_button"));
  g_autoptr (GString) of_row = g_string_new (NULL);
  g_autoptr (GString) of_reader = g_string_new (NULL);
  g_autoptr (GString) of_many = g_string_new (NULL);

  list_actions (G_MENU_MODEL (row), of_row);
  g_assert_nonnull (strstr (of_row->str, "win.rename-file="));
  window_fixture_select (self, "Later");
  wait_until (window_fixture_shows (self, "source/_drafts/later.md"));
  gtk_menu_button_popup (button);
  list_actions (gtk_menu_button_get_menu_model (button), of_reader);
  gtk_menu_button_popdown (button);
  g_assert_true (g_str_has_suffix (of_reader->str, of_row->str));

  gtk_selection_model_select_all (bs_article_pane_get_selection (window_fixture_articles (self)));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (button)));
  gtk_menu_button_popup (button);
  list_actions (gtk_menu_button_get_menu_model (button), of_many);
  gtk_menu_button_popdown (button);
  g_assert_cmpstr (of_many->str, ==, of_row->str);
}

/* Nothing can be changed while the folder is being read, and a window that closes leaves nothing behind. */
static void
test_obstacle (WindowFixture *self, gconstpointer application)
{
  window_fixture_select (self, "Later");
  bs_library_rescan (bs_window_get_library (self->window));
  if (bs_library_get_state (bs_window_get_library (self->window)) == BS_LIBRARY_SCANNING)
    {
      g_test_message ("The folder is being read");
      window_fixture_act (self, "win.new-article");
      g_assert_true (press_in_list (self, GDK_KEY_F2));
      g_assert_true (press_in_list (self, GDK_KEY_Delete));
      g_assert_null (window_fixture_find_dialog (self));
    }
  wait_until (bs_library_get_state (bs_window_get_library (self->window)) == BS_LIBRARY_READY);
  window_fixture_act (self, "win.new-article");
  wait_for_dialog (self, BS_TYPE_NEW_ARTICLE_DIALOG);
  window_fixture_close (self);
}

int
main (int argc, char *argv[])
{
  static const WindowFixtureTest tests[] = {
    { "/broadsheet/window-files/new", test_new },
    { "/broadsheet/window-files/rename", test_rename },
    { "/broadsheet/window-files/refused", test_refused },
    { "/broadsheet/window-files/refused-move", test_refused_move },
    { "/broadsheet/window-files/duplicate", test_duplicate },
    { "/broadsheet/window-files/publish", test_publish },
    { "/broadsheet/window-files/follow", test_follow },
    { "/broadsheet/window-files/move", test_move },
    { "/broadsheet/window-files/copy", test_copy },
    { "/broadsheet/window-files/menus", test_menus },
    { "/broadsheet/window-files/obstacle", test_obstacle },
  };

  return window_fixture_run (argc, argv, set_up, tests, G_N_ELEMENTS (tests));
}
