/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>

#include "ui/dialogs/export-dialog.h"
#include "window-fixture.h"

/* Exports from the window. */

static void
set_up (WindowFixture *self, gconstpointer application)
{
  g_autoptr (GString) text = g_string_new (NULL);

  window_fixture_set_up (self, application);
  window_fixture_write_article (self, "a.md", "First", "2024-01-03 08:00:00", "[News]");
  window_fixture_write_article (self, "b.md", "Second", "2024-01-02 08:00:00", "[News]");
  for (guint i = 0; i < 5000; i++)
    g_string_append (text, "Many <b>words</b>.\n\n");
  g_string_prepend (text, "---\ntitle: Third\n---\n");
  window_fixture_write (self, "c.md", text->str);
  window_fixture_open (self);
}

static BsExporting *
exporting (WindowFixture *self)
{
  return bs_window_get_exporting (self->window);
}

static BsExportDialog *
open_dialog (WindowFixture *self)
{
  /* In the sidebar, the whole list would be meant. */
  bs_article_pane_focus (window_fixture_articles (self));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window), "win.export", NULL));
  wait_until (window_fixture_find_window (BS_TYPE_EXPORT_DIALOG) != NULL);
  return BS_EXPORT_DIALOG (window_fixture_find_window (BS_TYPE_EXPORT_DIALOG));
}

static gboolean
can_export (BsExportDialog *dialog)
{
  return gtk_widget_is_sensitive (window_fixture_part (GTK_WIDGET (dialog), "export_button"));
}

static void
close_dialog (WindowFixture *self, BsExportDialog *dialog)
{
  gtk_window_close (GTK_WINDOW (dialog));
  wait_until (window_fixture_find_window (BS_TYPE_EXPORT_DIALOG) == NULL);
}

/* The selected article first, then all of the list; several articles have the place's name. */
static void
test_choices (WindowFixture *self, gconstpointer application)
{
  GtkSelectionModel *selection = bs_article_pane_get_selection (window_fixture_articles (self));
  BsExportDialog *dialog;
  g_autofree char *title = NULL;
  g_autofree char *of_all = NULL;

  /* With the focus in the sidebar, all of the place would be offered first. */
  gtk_window_set_focus (GTK_WINDOW (self->window), NULL);
  window_fixture_select (self, "Second");
  dialog = open_dialog (self);
  wait_until (can_export (dialog));
  g_assert_cmpuint (bs_export_dialog_get_choice (dialog), ==, 0);
  g_assert_cmpint (bs_export_dialog_get_kind (dialog), ==, BS_EXPORT_PDF);
  title = bs_export_dialog_dup_title (dialog);
  g_assert_cmpstr (title, ==, "Second");
  bs_export_dialog_set_choice (dialog, 1);
  of_all = bs_export_dialog_dup_title (dialog);
  g_assert_cmpstr (of_all, !=, "Second");
  wait_until (can_export (dialog));
  /* The typed text stays. */
  gtk_editable_set_text (GTK_EDITABLE (window_fixture_part (GTK_WIDGET (dialog), "title_row")), "Mine");
  bs_export_dialog_set_choice (dialog, 0);
  g_free (g_steal_pointer (&title));
  title = bs_export_dialog_dup_title (dialog);
  g_assert_cmpstr (title, ==, "Mine");
  /* An archive has no title. */
  bs_export_dialog_set_kind (dialog, BS_EXPORT_ZIP);
  g_assert_false (gtk_widget_get_visible (window_fixture_part (GTK_WIDGET (dialog), "title_group")));
  close_dialog (self, dialog);

  gtk_selection_model_select_all (selection);
  dialog = open_dialog (self);
  wait_until (can_export (dialog));
  close_dialog (self, dialog);
}

static void
test_place (WindowFixture *self, gconstpointer application)
{
  const char *const news[] = { "News", NULL };
  BsExportDialog *dialog;
  g_autofree char *title = NULL;

  wait_until (window_fixture_has_place (self, "News", 2));
  g_signal_emit_by_name (window_fixture_sidebar (self), "organise", "export", BS_SCOPE_CATEGORY, news, NULL);
  dialog = BS_EXPORT_DIALOG (window_fixture_find_window (BS_TYPE_EXPORT_DIALOG));
  wait_until (can_export (dialog));
  title = bs_export_dialog_dup_title (dialog);
  g_assert_cmpstr (title, ==, "News");
  close_dialog (self, dialog);
}

static GArray *
list_all (WindowFixture *self)
{
  gtk_selection_model_select_all (bs_article_pane_get_selection (window_fixture_articles (self)));
  return bs_article_pane_list_selected (window_fixture_articles (self));
}

static gboolean
says (WindowFixture *self, const char *text)
{
  AdwToast *toast = bs_exporting_get_toast (exporting (self));

  return toast != NULL && g_strcmp0 (adw_toast_get_title (toast), text) == 0;
}

static GFile *
make_output (WindowFixture *self)
{
  g_autofree char *folder = g_build_filename (self->parent, "exports", NULL);
  g_autofree char *path = g_build_filename (folder, "book.epub", NULL);

  g_mkdir (folder, 0700);
  return g_file_new_for_path (path);
}

static void
test_written (WindowFixture *self, gconstpointer application)
{
  g_autoptr (GArray) ids = list_all (self);
  g_autoptr (GFile) file = make_output (self);
  g_autofree char *gone = g_build_filename (self->root, "b.md", NULL);

  bs_exporting_write (exporting (self), ids, BS_EXPORT_EPUB, "Book", file);
  wait_until (says (self, "Exported 3 articles"));
  g_assert_true (g_file_query_exists (file, NULL));

  /* One that is not there any more is left out. */
  g_unlink (gone);
  bs_exporting_write (exporting (self), ids, BS_EXPORT_EPUB, "Book", file);
  wait_until (says (self, "Exported 2 articles, 1 could not be read") || says (self, "Exported 2 articles"));
  g_assert_true (g_file_query_exists (file, NULL));
}

static GtkWidget *
find_widget (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_cancelled (WindowFixture *self, gconstpointer application)
{
  g_autoptr (GArray) ids = list_all (self);
  g_autoptr (GFile) file = make_output (self);
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autoptr (GDir) dir = NULL;
  GtkWidget *card = find_widget (GTK_WIDGET (self->window), BS_TYPE_PROGRESS_CARD);

  bs_exporting_write (exporting (self), ids, BS_EXPORT_EPUB, "Book", file);
  g_signal_emit_by_name (find_widget (card, GTK_TYPE_BUTTON), "clicked");
  wait_until (says (self, "Export cancelled"));
  dir = g_dir_open (g_file_peek_path (folder), 0, NULL);
  g_assert_null (g_dir_read_name (dir));
}

int
main (int argc, char *argv[])
{
  static const WindowFixtureTest tests[] = {
    { "/broadsheet/window/export/choices", test_choices },
    { "/broadsheet/window/export/place", test_place },
    { "/broadsheet/window/export/written", test_written },
    { "/broadsheet/window/export/cancelled", test_cancelled },
  };

  return window_fixture_run (argc, argv, set_up, tests, G_N_ELEMENTS (tests));
}
