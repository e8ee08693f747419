/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <gdk/x11/gdkx.h>
#include <glib/gstdio.h>
#include <string.h>

#include "ui/dialogs/change-preview.h"
#include "ui/dialogs/history-page.h"
#include "ui/dialogs/replace-dialog.h"
#include "window-fixture.h"

/* The history page, and find and replace, with the keyboard alone. */

#define MANY 24

static void
set_up (WindowFixture *self, gconstpointer application)
{
  window_fixture_set_up (self, application);
  window_fixture_write (self, "a.md", "---\ntitle: First 旧\ntags: [旧]\n---\n旧文。\n");
  window_fixture_write (self, "b.md", "---\ntitle: Second 旧\ntags: [旧]\n---\n旧文。\n");
  for (guint i = 0; i < MANY; i++)
    {
      g_autofree char *path = g_strdup_printf ("many-%02u.md", i);

      window_fixture_write_article (self, path, "Many of them", "2024-01-01 08:00:00", "[生活]");
    }
  window_fixture_write (self, "broken.md", "---\ntitle: Many that are broken\n");
  window_fixture_open (self);
}

static void
exited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean *has_exited = user_data;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_subprocess_wait_check_finish (G_SUBPROCESS (source), result, &error));
  g_assert_no_error (error);
  *has_exited = TRUE;
}

static void
run (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error);
  gboolean has_exited = FALSE;

  g_assert_no_error (error);
  g_subprocess_wait_check_async (process, NULL, exited_cb, &has_exited);
  wait_until (has_exited);
}

/* Presses keys in a window: "key ctrl+h", or "type text". */
static void
press (GtkWindow *window, const char *keys)
{
  g_autofree char *line = NULL;
  g_auto (GStrv) argv = NULL;

  wait_until (gtk_widget_get_mapped (GTK_WIDGET (window)));
  line = g_strdup_printf ("xdotool windowfocus --sync %lu %s",
                          gdk_x11_surface_get_xid (gtk_native_get_surface (GTK_NATIVE (window))), keys);
  g_assert_true (g_shell_parse_argv (line, NULL, &argv, NULL));
  run ((const char *const *) argv);
}

static GtkWindow *
wait_for_window (GType type)
{
  wait_until (window_fixture_find_window (type) != NULL);
  wait_until (gtk_widget_get_mapped (GTK_WIDGET (window_fixture_find_window (type))));
  return window_fixture_find_window (type);
}

/* Whether a visible label contains a text. */
static gboolean
shows (gpointer widget, const char *text)
{
  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (widget), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (shows (child, text))
      return TRUE;
  return FALSE;
}

static void
set_title (WindowFixture *self, const char *path, const char *title)
{
  const char *const paths[] = { path, NULL };
  const char *const key[] = { "title", NULL };
  g_autoptr (BsEdit) edit = bs_edit_new ();

  bs_edit_set_text (edit, key, title);
  bs_history_edit (bs_window_get_history (self->window), paths, edit);
  wait_until (window_fixture_says (self, path, title));
  wait_until (!bs_editor_get_is_busy (bs_window_get_editor (self->window)));
}

static GListModel *
get_steps (GtkWindow *page)
{
  return G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (window_fixture_part (GTK_WIDGET (page), "view"))));
}

static gboolean
is_examined (GtkWindow *page, guint position)
{
  g_autoptr (BsStepItem) item = g_list_model_get_item (get_steps (page), position);

  return item != NULL && bs_step_item_get_state (item) != NULL;
}

static GtkWindow *
open_page (WindowFixture *self, guint n_steps)
{
  GtkWindow *page;

  press (GTK_WINDOW (self->window), "key ctrl+h");
  page = wait_for_window (BS_TYPE_HISTORY_PAGE);
  wait_until (g_list_model_get_n_items (get_steps (page)) == n_steps);
  for (guint i = 0; i < n_steps; i++)
    wait_until (is_examined (page, i));
  return page;
}

/* Escape closes the toasts first, however soon it is pressed. */
static void
close_page (GtkWindow *page)
{
  for (guint i = 0; i < 200 && window_fixture_find_window (BS_TYPE_HISTORY_PAGE) != NULL; i++)
    press (page, "key Escape");
  wait_until (window_fixture_find_window (BS_TYPE_HISTORY_PAGE) == NULL);
}

/* Any step whose bytes are in place is undone from the list, also an earlier one; that can be undone in turn. */
static void
test_history (WindowFixture *self, gconstpointer application)
{
  BsUndoStack *stack = window_fixture_undo_stack (self);
  GtkWindow *page;

  press (GTK_WINDOW (self->window), "key ctrl+h");
  page = wait_for_window (BS_TYPE_HISTORY_PAGE);
  wait_until (shows (page, "No History"));
  close_page (page);

  set_title (self, "a.md", "Once");
  set_title (self, "b.md", "Twice");
  page = open_page (self, 2);
  press (page, "key Down key Return");
  wait_until (window_fixture_says (self, "a.md", "title: First 旧\n"));
  wait_until (shows (page, "Undid “Set title of 1 article”"));
  wait_until (g_list_model_get_n_items (get_steps (page)) == 3);
  wait_until (shows (page, "The files are as they were before."));
  g_assert_true (window_fixture_says (self, "b.md", "title: Twice\n"));
  close_page (page);

  g_assert_cmpstr (bs_undo_stack_get_undo_name (stack), ==, "Undo “Set title of 1 article”");
  press (GTK_WINDOW (self->window), "key ctrl+z");
  wait_until (window_fixture_says (self, "a.md", "title: Once\n"));
  wait_until (shows (self->window, "Undid “Undo ‘Set title of 1 article’”"));

  /* The last step is undone so that it can be redone. */
  press (GTK_WINDOW (self->window), "key ctrl+z");
  wait_until (window_fixture_says (self, "b.md", "title: Second 旧\n"));
  press (GTK_WINDOW (self->window), "key ctrl+shift+z");
  wait_until (window_fixture_says (self, "b.md", "title: Twice\n"));
  wait_until (shows (self->window, "Redid “Set title of 1 article”"));
}

/* The last step is undone in the list, and redone in the window. */
static void
test_history_last (WindowFixture *self, gconstpointer application)
{
  BsUndoStack *stack = window_fixture_undo_stack (self);
  GtkWindow *page;

  set_title (self, "a.md", "Once");
  page = open_page (self, 1);
  press (page, "key Return");
  wait_until (window_fixture_says (self, "a.md", "title: First 旧\n"));
  wait_until (shows (page, "Undone."));
  wait_until (bs_undo_stack_get_redo_name (stack) != NULL);
  g_assert_null (bs_undo_stack_get_undo_name (stack));

  /* In the list too. */
  wait_until (shows (page, "Redo"));
  press (page, "key Return");
  wait_until (window_fixture_says (self, "a.md", "title: Once\n"));
  wait_until (shows (page, "Redid “Set title of 1 article”"));
  wait_until (bs_undo_stack_get_undo_name (stack) != NULL);
  wait_until (!shows (page, "Undone."));
  press (page, "key Return");
  wait_until (window_fixture_says (self, "a.md", "title: First 旧\n"));
  wait_until (bs_undo_stack_get_redo_name (stack) != NULL);
  close_page (page);
  press (GTK_WINDOW (self->window), "key ctrl+shift+z");
  wait_until (window_fixture_says (self, "a.md", "title: Once\n"));
}

/* Another program makes steps and changes files while the list is open; then the history is cleared. */
static void
test_history_elsewhere (WindowFixture *self, gconstpointer application)
{
  g_autofree char *path = g_build_filename (self->root, "b.md", NULL);
  GtkWindow *page;
  GtkWindow *question;

  set_title (self, "a.md", "Once");
  page = open_page (self, 1);
  window_fixture_write (self, "a.md", "---\ntitle: Theirs\n---\n");
  run ((const char *const[]){ g_getenv ("BROADSHEET_CLI"), "set", path, "draft=true", NULL });
  wait_until (g_list_model_get_n_items (get_steps (page)) == 2);
  wait_until (shows (page, "Set draft of 1 article"));
  wait_until (shows (page, "“a.md” has been changed since."));

  for (guint turn = 0; turn < 2; turn++)
    {
      press (page, "key alt+c");
      question = wait_for_window (ADW_TYPE_MESSAGE_DIALOG);
      press (question, turn == 0 ? "key Escape" : "key alt+l");
      wait_until (window_fixture_find_window (ADW_TYPE_MESSAGE_DIALOG) == NULL);
      if (turn == 0)
        g_assert_cmpuint (g_list_model_get_n_items (get_steps (page)), ==, 2);
    }
  wait_until (shows (page, "No History"));
  g_assert_null (bs_undo_stack_get_undo_name (window_fixture_undo_stack (self)));
  g_assert_true (window_fixture_says (self, "b.md", "draft: true"));
  g_assert_true (window_fixture_says (self, "a.md", "Theirs"));
}

static GtkWindow *
open_replace (WindowFixture *self)
{
  press (GTK_WINDOW (self->window), "key ctrl+shift+h");
  return wait_for_window (BS_TYPE_REPLACE_DIALOG);
}

static gboolean
can_replace (GtkWindow *dialog)
{
  return gtk_widget_get_sensitive (window_fixture_part (GTK_WIDGET (dialog), "replace_button"));
}

/* Many articles: the results are seen while typing, then the preview, then one step. */
static void
test_replace (WindowFixture *self, gconstpointer application)
{
  GtkWindow *dialog;
  GtkWindow *preview;

  wait_until (window_fixture_n_articles (self) == MANY + 3);
  press (GTK_WINDOW (self->window), "key ctrl+2 key ctrl+a");
  wait_until (bs_article_pane_get_n_selected (window_fixture_articles (self)) == MANY + 3);
  dialog = open_replace (self);
  g_assert_false (can_replace (dialog));
  press (dialog, "type Many");
  wait_until (can_replace (dialog));
  press (dialog, "key Tab type Some");
  wait_until (shows (dialog, "24 of 27 articles would change. 1 cannot be changed"));
  wait_until (shows (dialog, "+ title: 'Some of them'"));
  wait_until (shows (dialog, "In 24 articles"));

  /* After a cancel, the typed text can be edited. */
  press (dialog, "key Return");
  preview = wait_for_window (BS_TYPE_CHANGE_PREVIEW);
  wait_until (shows (preview, "Replace “Many” with “Some” in 24 articles"));
  wait_until (shows (preview, "1 cannot be changed."));
  press (preview, "key Escape");
  wait_until (window_fixture_find_window (BS_TYPE_CHANGE_PREVIEW) == NULL);
  g_assert_true (window_fixture_find_window (BS_TYPE_REPLACE_DIALOG) == dialog);
  g_assert_true (window_fixture_says (self, "many-00.md", "title: 'Many of them'\n"));

  press (dialog, "key Return");
  preview = wait_for_window (BS_TYPE_CHANGE_PREVIEW);
  wait_until (gtk_widget_get_sensitive (window_fixture_part (GTK_WIDGET (preview), "apply_button")));
  press (preview, "key Return");
  wait_until (window_fixture_find_window (BS_TYPE_REPLACE_DIALOG) == NULL);
  wait_until (window_fixture_says (self, "many-23.md", "title: 'Some of them'\n"));
  g_assert_true (window_fixture_says (self, "broken.md", "Many"));
  wait_until (shows (self->window, "Text replaced in 24 articles"));
  press (GTK_WINDOW (self->window), "key ctrl+z");
  wait_until (window_fixture_says (self, "many-00.md", "title: 'Many of them'\n"));
  wait_until (shows (self->window, "Undid “Replace ‘Many’ with ‘Some’ in 24 articles”"));
}

/* What could not be replaced can be asked for again. */
static void
test_replace_refused (WindowFixture *self, gconstpointer application)
{
  g_autofree char *file = g_build_filename (self->root, "a.md", NULL);
  GtkWindow *dialog;

  window_fixture_select (self, "First 旧");
  press (GTK_WINDOW (self->window), "key ctrl+2");
  dialog = open_replace (self);
  g_assert_cmpint (g_chmod (file, 0444), ==, 0);
  press (dialog, "type First");
  wait_until (can_replace (dialog));
  press (dialog, "key Tab type Last");
  wait_until (shows (dialog, "+ title: Last 旧") && can_replace (dialog));
  press (dialog, "key Return");
  wait_until (shows (dialog, "“a.md” cannot be changed."));
  g_assert_true (window_fixture_find_window (BS_TYPE_REPLACE_DIALOG) == dialog);
  g_assert_cmpint (g_chmod (file, 0644), ==, 0);
  press (dialog, "key Return");
  wait_until (window_fixture_find_window (BS_TYPE_REPLACE_DIALOG) == NULL);
  wait_until (window_fixture_says (self, "a.md", "title: Last 旧\n"));
}

/* A few articles are changed at once; an invalid regular expression is reported. */
static void
test_replace_few (WindowFixture *self, gconstpointer application)
{
  GtkWindow *dialog;

  window_fixture_select (self, "First 旧");
  press (GTK_WINDOW (self->window), "key ctrl+2");
  dialog = open_replace (self);
  press (dialog, "key alt+x key alt+f type '('");
  wait_until (shows (dialog, "“(” is not a valid regular expression"));
  g_assert_false (can_replace (dialog));
  press (dialog, "type 'F)(i'");
  wait_until (shows (dialog, "is not a valid regular expression"));
  press (dialog, "key BackSpace key BackSpace key Tab type '<\\1>'");
  wait_until (shows (dialog, "+ title: <F>irst 旧"));
  wait_until (can_replace (dialog));
  press (dialog, "key Return");
  wait_until (window_fixture_find_window (BS_TYPE_REPLACE_DIALOG) == NULL);
  wait_until (window_fixture_says (self, "a.md", "title: <F>irst 旧\n"));
  g_assert_null (window_fixture_find_window (BS_TYPE_CHANGE_PREVIEW));
}

/* Marks are in the same stack, and an undo reports them too. */
static void
test_marks (WindowFixture *self, gconstpointer application)
{
  set_title (self, "a.md", "Once");
  wait_until (window_fixture_n_articles (self) == MANY + 3);
  press (GTK_WINDOW (self->window), "key ctrl+2 key ctrl+a key s");
  wait_until (window_fixture_has_place (self, "Starred", MANY + 3));
  press (GTK_WINDOW (self->window), "key ctrl+z");
  wait_until (!window_fixture_has_place (self, "Starred", MANY + 3));
  wait_until (shows (self->window, "Undid “Star” (27 articles)"));
  press (GTK_WINDOW (self->window), "key ctrl+z");
  wait_until (window_fixture_says (self, "a.md", "title: First 旧\n"));
  wait_until (shows (self->window, "Undid “Set title of 1 article”"));
}

/* Changes of several articles from elsewhere in the window have the same preview. */
static void
test_edit_many (WindowFixture *self, gconstpointer application)
{
  const char *const key[] = { "draft", NULL };
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (BsEdit) edit = bs_edit_new ();
  GtkWindow *preview;

  for (guint i = 0; i < MANY; i++)
    g_ptr_array_add (paths, g_strdup_printf ("many-%02u.md", i));
  g_ptr_array_add (paths, NULL);
  bs_edit_set_text (edit, key, "true");
  bs_history_edit (bs_window_get_history (self->window), (const char *const *) paths->pdata, edit);
  preview = wait_for_window (BS_TYPE_CHANGE_PREVIEW);
  wait_until (shows (preview, "Set draft of 24 articles"));
  g_assert_false (window_fixture_says (self, "many-00.md", "draft"));
  wait_until (gtk_widget_get_sensitive (window_fixture_part (GTK_WIDGET (preview), "apply_button")));
  press (preview, "key Return");
  wait_until (window_fixture_find_window (BS_TYPE_CHANGE_PREVIEW) == NULL);
  wait_until (window_fixture_says (self, "many-23.md", "draft: true"));
}

int
main (int argc, char *argv[])
{
  static const WindowFixtureTest tests[] = {
    { "/broadsheet/window-steps/history", test_history },
    { "/broadsheet/window-steps/history-last", test_history_last },
    { "/broadsheet/window-steps/history-elsewhere", test_history_elsewhere },
    { "/broadsheet/window-steps/replace", test_replace },
    { "/broadsheet/window-steps/replace-refused", test_replace_refused },
    { "/broadsheet/window-steps/replace-few", test_replace_few },
    { "/broadsheet/window-steps/marks", test_marks },
    { "/broadsheet/window-steps/edit-many", test_edit_many },
  };
  g_autofree char *xdotool = g_find_program_in_path ("xdotool");

  if (xdotool == NULL)
    {
      g_print ("1..0 # SKIP xdotool is not installed\n");
      return 0;
    }
  return window_fixture_run (argc, argv, set_up, tests, G_N_ELEMENTS (tests));
}
