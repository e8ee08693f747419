/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "model/change/edit/change-error.h"
#include "ui/dialogs/history-page.h"
#include "ui/widgets/banner.h"
#include "window-fixture.h"

/* Undoing changes to articles that were made in the window or elsewhere. */

#define EDITED "---\ntitle: Before # as it was\n---\nText.\n"

static const char *const tech[] = { "Tech", NULL };

static void
set_up (WindowFixture *self, gconstpointer application)
{
  window_fixture_set_up (self, application);
  window_fixture_write_article (self, "a.md", "First", "2024-01-01 08:00:00", "[News]");
  window_fixture_write_article (self, "b.md", "Second", "2024-01-02 08:00:00", "[News]");
  window_fixture_write (self, "edited.md", EDITED);
  window_fixture_open (self);
}

static void
exited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean *is_done = user_data;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_subprocess_wait_check_finish (G_SUBPROCESS (source), result, &error));
  g_assert_no_error (error);
  *is_done = TRUE;
}

/* Another program changes an article. */
static void
edit_elsewhere (WindowFixture *self)
{
  g_autofree char *path = g_build_filename (self->root, "edited.md", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error,
                                                      g_getenv ("BROADSHEET_CLI"), "set", path, "title=After", NULL);
  gboolean is_done = FALSE;

  g_assert_no_error (error);
  g_subprocess_wait_check_async (process, NULL, exited_cb, &is_done);
  wait_until (is_done);
}

static gboolean
is_untouched (WindowFixture *self)
{
  g_autofree char *text = window_fixture_read (self, "edited.md");

  return g_strcmp0 (text, EDITED) == 0;
}

static void
move_to_tech (WindowFixture *self, const char *path)
{
  const char *const paths[] = { path, NULL };
  const char *before = bs_undo_stack_get_undo_name (window_fixture_undo_stack (self));
  g_autoptr (BsEdit) edit = bs_edit_new ();

  g_assert_null (before);
  bs_edit_put_in_category (edit, BS_SITE_HEXO, tech, FALSE);
  bs_history_edit (bs_window_get_history (self->window), paths, edit);
  wait_until (bs_undo_stack_get_undo_name (window_fixture_undo_stack (self)) != NULL);
  g_assert_true (window_fixture_says (self, path, "categories: [Tech]"));
}

static AdwMessageDialog *
wait_for_question (WindowFixture *self)
{
  wait_until (window_fixture_find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);

  return ADW_MESSAGE_DIALOG (window_fixture_find_window (ADW_TYPE_MESSAGE_DIALOG));
}

/* As a click on a button does. */
static void
answer (AdwMessageDialog *dialog, const char *response)
{
  adw_message_dialog_response (dialog, response);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* Changes from the command line, or from last week, can be undone too, after a confirmation. */
static void
test_elsewhere (WindowFixture *self, gconstpointer application)
{
  edit_elsewhere (self);
  g_assert_true (window_fixture_says (self, "edited.md", "title: After # as it was\n"));
  bs_editor_refresh (bs_window_get_editor (self->window));
  wait_until (bs_editor_get_undo_name (bs_window_get_editor (self->window)) != NULL);
  window_fixture_act (self, "win.undo");
  answer (wait_for_question (self), "undo");
  wait_until (bs_editor_get_redo_name (bs_window_get_editor (self->window)) != NULL);
  g_assert_true (is_untouched (self));

  window_fixture_act (self, "win.redo");
  answer (wait_for_question (self), "redo");
  wait_until (bs_editor_get_undo_name (bs_window_get_editor (self->window)) != NULL);
  g_assert_true (window_fixture_says (self, "edited.md", "title: After # as it was\n"));
}

/* Another program has made a step between a step of the window and its undo: undo asks first. */
static void
test_between (WindowFixture *self, gconstpointer application)
{
  AdwMessageDialog *dialog;

  move_to_tech (self, "a.md");
  edit_elsewhere (self);

  window_fixture_act (self, "win.undo");
  dialog = wait_for_question (self);
  g_assert_cmpstr (adw_message_dialog_get_heading (dialog), ==, "Undo “Set title of 1 article”?");
  g_assert_true (window_fixture_says (self, "a.md", "categories: [Tech]"));
  g_assert_true (window_fixture_says (self, "edited.md", "title: After"));
  answer (dialog, "cancel");
  g_assert_nonnull (bs_undo_stack_get_undo_name (window_fixture_undo_stack (self)));
  g_assert_null (bs_undo_stack_get_redo_name (window_fixture_undo_stack (self)));

  window_fixture_act (self, "win.undo");
  answer (wait_for_question (self), "undo");
  wait_until (is_untouched (self));
  window_fixture_wait_for_editor (self);
  g_assert_true (window_fixture_says (self, "a.md", "categories: [Tech]"));

  /* Now the window's step is the last one again. */
  window_fixture_act (self, "win.undo");
  wait_until (window_fixture_says (self, "a.md", "categories: [News]"));
  window_fixture_wait_for_editor (self);
  g_assert_null (window_fixture_find_window (ADW_TYPE_MESSAGE_DIALOG));
  g_assert_true (is_untouched (self));
  window_fixture_act (self, "win.redo");
  wait_until (window_fixture_says (self, "a.md", "categories: [Tech]"));
  window_fixture_wait_for_editor (self);
  g_assert_true (is_untouched (self));
}

/* The step named in the question is undone, and not one made while it was open. */
static void
test_while_asked (WindowFixture *self, gconstpointer application)
{
  AdwMessageDialog *dialog;

  edit_elsewhere (self);
  bs_editor_refresh (bs_window_get_editor (self->window));
  wait_until (bs_editor_get_undo_name (bs_window_get_editor (self->window)) != NULL);
  window_fixture_act (self, "win.undo");
  dialog = wait_for_question (self);
  move_to_tech (self, "a.md");
  answer (dialog, "undo");
  dialog = wait_for_question (self);
  g_assert_cmpstr (adw_message_dialog_get_heading (dialog), ==, "Undo “Move 1 article to ‘Tech’”?");
  g_assert_true (window_fixture_says (self, "a.md", "categories: [Tech]"));
  g_assert_true (window_fixture_says (self, "edited.md", "title: After"));
  answer (dialog, "cancel");
}

/* Another program has undone it already. */
static void
test_undone_elsewhere (WindowFixture *self, gconstpointer application)
{
  g_autoptr (BsEditor) elsewhere = bs_editor_new (bs_window_get_library (self->window));

  move_to_tech (self, "a.md");
  bs_editor_refresh (elsewhere);
  wait_until (bs_editor_get_undo_step (elsewhere) != 0);
  bs_editor_move_async (elsewhere, BS_JOURNAL_UNDO, bs_editor_get_undo_step (elsewhere), BS_EDITING_SKIP, NULL, NULL,
                        NULL);
  wait_until (window_fixture_says (self, "a.md", "categories: [News]"));
  edit_elsewhere (self);

  window_fixture_act (self, "win.undo");
  wait_until (bs_undo_stack_get_undo_name (window_fixture_undo_stack (self)) == NULL);
  wait_until (bs_undo_stack_get_redo_name (window_fixture_undo_stack (self)) == NULL);
  g_assert_true (window_fixture_says (self, "a.md", "categories: [News]"));
  g_assert_true (window_fixture_says (self, "edited.md", "title: After"));
}

/* A toast undoes its own step, even if it is not the last one. */
static void
test_toast (WindowFixture *self, gconstpointer application)
{
  g_autofree char *action = NULL;
  g_autoptr (GVariant) target = NULL;
  BsLibrary *library = bs_window_get_library (self->window);

  move_to_tech (self, "a.md");
  wait_until (bs_history_get_toast (bs_window_get_history (self->window)) != NULL);
  g_assert_cmpstr (adw_toast_get_title (bs_history_get_toast (bs_window_get_history (self->window))), ==,
                   "1 article moved to “Tech”");
  action = g_strdup (adw_toast_get_action_name (bs_history_get_toast (bs_window_get_history (self->window))));
  target =
      g_variant_ref (adw_toast_get_action_target_value (bs_history_get_toast (bs_window_get_history (self->window))));
  window_fixture_select (self, "Second");
  g_assert_true (window_fixture_press (bs_article_pane_get_view (window_fixture_articles (self)), GDK_KEY_s, 0));
  wait_until (window_fixture_has_place (self, "Starred", 1));

  gtk_widget_activate_action_variant (GTK_WIDGET (self->window), action, target);
  wait_until (window_fixture_says (self, "a.md", "categories: [News]"));
  window_fixture_wait_for_editor (self);
  g_assert_true (window_fixture_has_place (self, "Starred", 1));
  g_assert_cmpstr (bs_undo_stack_get_undo_name (window_fixture_undo_stack (self)), ==, "Star");

  /* After the undo, the toast does nothing. */
  gtk_widget_activate_action_variant (GTK_WIDGET (self->window), action, target);
  window_fixture_wait_for_editor (self);
  g_assert_true (window_fixture_says (self, "a.md", "categories: [News]"));
  window_fixture_act (self, "win.undo");
  wait_until (!window_fixture_has_place (self, "Starred", 1));
  g_assert_cmpuint (bs_library_get_n_articles (library), ==, 3);
  window_fixture_act (self, "win.redo");
  window_fixture_act (self, "win.redo");
  wait_until (window_fixture_says (self, "a.md", "categories: [Tech]"));
}

/* Imported files stay if another program has made a step since. */
static void
test_import (WindowFixture *self, gconstpointer application)
{
  g_autoptr (GPtrArray) inputs = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_import_input_unref);
  g_autofree char *source = g_build_filename (self->parent, "new.md", NULL);

  g_assert_true (g_file_set_contents (source, "---\ntitle: New\n---\nWhat came in.\n", -1, NULL));
  g_ptr_array_add (inputs, bs_import_input_new_file (source, source));
  bs_importer_import (bs_window_get_importer (self->window), inputs, NULL);
  wait_until (window_fixture_has_file (self, "new.md"));
  wait_until (bs_undo_stack_get_undo_name (window_fixture_undo_stack (self)) != NULL);
  edit_elsewhere (self);

  window_fixture_act (self, "win.undo");
  answer (wait_for_question (self), "cancel");
  g_assert_true (window_fixture_has_file (self, "new.md"));
  g_assert_true (window_fixture_says (self, "edited.md", "title: After"));
}

static gboolean
shows_banner (GtkWidget *widget, const char *part)
{
  if (BS_IS_BANNER (widget) && bs_banner_get_revealed (BS_BANNER (widget)) &&
      strstr (bs_banner_get_title (BS_BANNER (widget)), part) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (shows_banner (child, part))
      return TRUE;
  return FALSE;
}

static gboolean
reads (WindowFixture *self, const char *part)
{
  BsDocument *document = bs_reader_get_document (bs_reader_pane_get_reader (window_fixture_reader (self)));

  return document != NULL && strstr (document->text.data, part) != NULL;
}

/* Of many failures, the toast shows the most frequent reason. */
static void
test_failures (WindowFixture *self, gconstpointer application)
{
  g_autoptr (BsEditReport) report = bs_edit_report_new ();
  g_autoptr (GError) broken = g_error_new_literal (BS_CHANGE_ERROR, BS_CHANGE_ERROR_NOT_EDITABLE, "broken");
  g_autoptr (GError) full = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NO_SPACE, "full");

  bs_edit_report_add_failure (report, "a.md", broken);
  bs_edit_report_add_failure (report, "b.md", full);
  bs_edit_report_add_failure (report, "c.md", full);
  bs_history_take_report (bs_window_get_history (self->window), report, "Renamed", NULL);
  wait_until (window_fixture_has_text (GTK_WIDGET (self->window), "3 articles were left as they are: full"));
}

/* Changes of the current article by another program are announced, and those of the window are not. */
static void
test_announced (WindowFixture *self, gconstpointer application)
{
  static const char *const paths[] = { "a.md", NULL };
  g_autoptr (BsEdit) edit = bs_edit_new ();
  GtkWidget *reader = GTK_WIDGET (window_fixture_reader (self));
  gint64 ended;

  window_fixture_select (self, "First");
  wait_until (window_fixture_shows (self, "a.md"));
  bs_edit_add_tag (edit, BS_SITE_HEXO, "ours");
  bs_history_edit (bs_window_get_history (self->window), paths, edit);
  wait_until (reads (self, "ours"));
  g_assert_false (shows_banner (reader, "changed on disk"));
  wait_until (bs_undo_stack_get_undo_name (window_fixture_undo_stack (self)) != NULL);
  window_fixture_act (self, "win.undo");
  wait_until (!reads (self, "ours"));
  g_assert_false (shows_banner (reader, "changed on disk"));

  /* The clock of files runs in steps of some milliseconds. */
  wait_until (!bs_editor_get_is_busy (bs_window_get_editor (self->window)));
  ended = g_get_monotonic_time ();
  wait_until (g_get_monotonic_time () > ended + 20 * 1000);
  window_fixture_write (self, "a.md", "---\ntitle: First\ndate: 2024-01-03 08:00:00\n---\nNot ours.\n");
  wait_until (reads (self, "Not ours"));
  wait_until (shows_banner (reader, "changed on disk"));
}

/* The window closes while the history undoes a step, which holds the page until it is done. */
static void
test_closed (WindowFixture *self, gconstpointer application)
{
  g_autoptr (BsHistoryPage) page = NULL;

  bs_history_show_page (bs_window_get_history (self->window));
  wait_until (window_fixture_find_window (BS_TYPE_HISTORY_PAGE) != NULL);
  page = BS_HISTORY_PAGE (g_object_ref (window_fixture_find_window (BS_TYPE_HISTORY_PAGE)));
  window_fixture_close (self);
  g_assert_null (window_fixture_find_window (BS_TYPE_HISTORY_PAGE));
  g_assert_null (gtk_window_get_transient_for (GTK_WINDOW (page)));
}

int
main (int argc, char *argv[])
{
  static const WindowFixtureTest tests[] = {
    { "/broadsheet/window-history/announced", test_announced },
    { "/broadsheet/window-history/elsewhere", test_elsewhere },
    { "/broadsheet/window-history/between", test_between },
    { "/broadsheet/window-history/while-asked", test_while_asked },
    { "/broadsheet/window-history/undone-elsewhere", test_undone_elsewhere },
    { "/broadsheet/window-history/toast", test_toast },
    { "/broadsheet/window-history/failures", test_failures },
    { "/broadsheet/window-history/import", test_import },
    { "/broadsheet/window-history/closed", test_closed },
  };

  return window_fixture_run (argc, argv, set_up, tests, G_N_ELEMENTS (tests));
}
