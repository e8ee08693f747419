/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "ui/import/import-dialog.h"
#include "window-fixture.h"

/* Pasting from other programs, and cancelling imports. */

#define N_SOURCES 3000

static const char *source_program;

static gboolean
is_importing (WindowFixture *self)
{
  return bs_importer_get_is_busy (bs_window_get_importer (self->window));
}

static void
set_up (WindowFixture *self, gconstpointer application)
{
  window_fixture_set_up (self, application);
  window_fixture_write_article (self, "News/a.md", "First", "2024-01-01 08:00:00", "[News]");
  window_fixture_write_article (self, "Tech/c.md", "Third", "2024-01-03 08:00:00", "[Tech]");
  window_fixture_open (self);
}

/* Another program owns the clipboard while it runs. */
static GSubprocess *
copy_elsewhere (WindowFixture *self, const char *type, const char *text)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self->window));
  g_autoptr (GError) error = NULL;
  GSubprocess *process =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, source_program, "--copy", type, text, NULL);

  g_assert_no_error (error);
  wait_until (gdk_content_formats_contain_mime_type (gdk_clipboard_get_formats (clipboard), type));
  return process;
}

static void
end (GSubprocess *process)
{
  g_subprocess_force_exit (process);
  g_subprocess_wait (process, NULL, NULL);
  g_object_unref (process);
}

static void
paste (WindowFixture *self)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window), "win.paste", NULL));
}

static void
test_html (WindowFixture *self, gconstpointer application)
{
  static const char *const tech[] = { "Tech", NULL };
  GSubprocess *process = copy_elsewhere (self, "text/html", "<h2>A Copied Heading</h2><p>What was <b>copied</b>.</p>");
  g_autofree char *text = NULL;

  /* Into the current category. */
  bs_sidebar_show_scope (window_fixture_sidebar (self), BS_SCOPE_CATEGORY, tech);
  paste (self);
  wait_until (window_fixture_has_file (self, "Tech/A Copied Heading.html"));
  wait_until (window_fixture_selected_is (self, "A Copied Heading"));
  text = window_fixture_read (self, "Tech/A Copied Heading.html");
  g_assert_nonnull (strstr (text, "<b>copied</b>"));
  end (process);

  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.undo", NULL);
  wait_until (!window_fixture_has_file (self, "Tech/A Copied Heading.html"));
}

static char *
write_source (WindowFixture *self, const char *name, const char *title)
{
  char *path = g_build_filename (self->parent, "source", name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *text = g_strdup_printf ("---\ntitle: %s\n---\nThe text of %s.\n", title, title);

  g_mkdir_with_parents (folder, 0700);
  g_assert_true (g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  return path;
}

/* Terminals and editors also offer their text as coloured HTML, and list the types in any order. */
static void
test_plain (WindowFixture *self, gconstpointer application)
{
  static const char *const offers[][5] = {
    { "text/plain;charset=utf-8", "# One\n  a *b*\n", NULL },
    { "text/html", "<meta charset='utf-8'><pre style='x'># Two<br>  a <font color='red'>*b*</font></pre>",
      "text/plain;charset=utf-8", "# Two\n  a *b*\n", NULL },
    { "text/plain;charset=utf-8", "# Three\n  a *b*\n", "text/html",
      "<meta charset='utf-8'><div style=\"white-space: pre;\"><div><span># Three</span></div></div>", NULL },
  };
  static const char *const names[] = { "_ One.md", "_ Two.md", "_ Three.md" };

  for (guint i = 0; i < G_N_ELEMENTS (offers); i++)
    {
      GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self->window));
      const char *argv[8] = { source_program, "--copy" };
      g_autoptr (GSubprocess) process = NULL;
      g_autofree char *text = NULL;

      for (guint k = 0; offers[i][k] != NULL; k++)
        argv[k + 2] = offers[i][k];
      wait_until (!gdk_content_formats_contain_mime_type (gdk_clipboard_get_formats (clipboard), offers[i][0]));
      process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL);
      wait_until (gdk_content_formats_contain_mime_type (gdk_clipboard_get_formats (clipboard), offers[i][0]));
      paste (self);
      wait_until (window_fixture_has_file (self, names[i]));
      text = window_fixture_read (self, names[i]);
      g_assert_nonnull (strstr (text, "  \n&nbsp;&nbsp;a \\*b\\*\n"));
      end (g_steal_pointer (&process));
    }
}

/* Undoing an import removes its images too. */
static void
test_images (WindowFixture *self, gconstpointer application)
{
  g_autoptr (GPtrArray) inputs = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_import_input_unref);
  g_autofree char *path = g_build_filename (self->parent, "source", "i.md", NULL);

  window_fixture_write (self, "../source/i.md", "---\ntitle: With Images\n---\n![x](img/x.png)\n");
  window_fixture_write (self, "../source/img/x.png", "An image.");
  g_ptr_array_add (inputs, bs_import_input_new_file (path, path));
  bs_importer_import (bs_window_get_importer (self->window), inputs, NULL);
  wait_until (window_fixture_has_file (self, "i.md") && window_fixture_has_file (self, "img/x.png"));
  wait_until (window_fixture_selected_is (self, "With Images"));
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.undo", NULL);
  wait_until (!window_fixture_has_file (self, "i.md") && !window_fixture_has_file (self, "img/x.png"));
}

/* As file managers copy files. */
static void
test_files (WindowFixture *self, gconstpointer application)
{
  g_autofree char *one = write_source (self, "one.md", "One");
  g_autofree char *two = write_source (self, "zwei ü.md", "Zwei");
  g_autofree char *one_uri = g_filename_to_uri (one, NULL, NULL);
  g_autofree char *two_uri = g_filename_to_uri (two, NULL, NULL);
  g_autofree char *list = g_strconcat (one_uri, "\r\n", two_uri, "\r\n", NULL);
  GSubprocess *process = copy_elsewhere (self, "text/uri-list", list);

  paste (self);
  wait_until (window_fixture_has_file (self, "one.md") && window_fixture_has_file (self, "zwei ü.md"));
  end (process);
  g_assert_true (g_file_test (one, G_FILE_TEST_EXISTS));
  wait_until (window_fixture_n_articles (self) == 4);
}

/* A file that cannot be imported is refused with a message. */
static void
test_nothing (WindowFixture *self, gconstpointer application)
{
  GSubprocess *process = copy_elsewhere (self, "application/x-nothing", "x");

  paste (self);
  end (process);
  g_assert_false (is_importing (self));
}

static BsImportDialog *
find_import_dialog (void)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (BS_IS_IMPORT_DIALOG (window))
        return BS_IMPORT_DIALOG (window);
    }
  return NULL;
}

static GtkWidget *
find_button (GtkWidget *widget, const char *label)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget) &&
      g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child, label);
  return found;
}

/* Whether the button of a toast can be clicked: it cannot while the toast appears. */
static gboolean
is_offered (GtkWidget *window, const char *label)
{
  GtkWidget *button = find_button (window, label);

  for (GtkWidget *above = button; above != NULL; above = gtk_widget_get_parent (above))
    if (!gtk_widget_get_can_target (above))
      return FALSE;
  return button != NULL;
}

static void
click (WindowFixture *self, const char *label)
{
  wait_until (is_offered (GTK_WIDGET (self->window), label));
  g_signal_emit_by_name (find_button (GTK_WIDGET (self->window), label), "clicked");
}

static void
import_copy (WindowFixture *self)
{
  g_autofree char *original = g_build_filename (self->root, "News", "a.md", NULL);
  g_autofree char *copy = g_build_filename (self->parent, "copy.md", NULL);
  g_autoptr (GPtrArray) inputs = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_import_input_unref);
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (original, &text, NULL, NULL));
  g_assert_true (g_file_set_contents_full (copy, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  g_ptr_array_add (inputs, bs_import_input_new_file (copy, copy));
  bs_importer_import (bs_window_get_importer (self->window), inputs, NULL);
}

/* Markdown stays as it was written. */
static void
test_markdown (WindowFixture *self, gconstpointer application)
{
  static const char markdown[] = "# A Note\n\n- one\n- **two**\n\nSee [this](https://example.org).\n";
  GSubprocess *process = copy_elsewhere (self, "text/plain;charset=utf-8", markdown);
  g_autofree char *text = NULL;

  paste (self);
  wait_until (window_fixture_has_file (self, "_ A Note.md"));
  text = window_fixture_read (self, "_ A Note.md");
  g_assert_true (g_str_has_suffix (text, markdown));
  end (process);
}

/* One file that already exists is no reason for a dialog. */
static void
test_known (WindowFixture *self, gconstpointer application)
{
  import_copy (self);
  click (self, "_Show");
  wait_until (window_fixture_selected_is (self, "First"));
  g_assert_null (find_import_dialog ());
  g_assert_cmpuint (window_fixture_n_articles (self), ==, 2);

  import_copy (self);
  click (self, "Import _Anyway");
  wait_until (window_fixture_n_articles (self) == 3 &&
              bs_undo_stack_get_undo_name (window_fixture_undo_stack (self)) != NULL);
  g_assert_null (find_import_dialog ());
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.undo", NULL);
  wait_until (window_fixture_n_articles (self) == 2);
}

static void
import_folder (WindowFixture *self)
{
  g_autoptr (GPtrArray) inputs = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_import_input_unref);
  g_autofree char *folder = g_build_filename (self->parent, "source", NULL);

  for (guint i = 0; i < N_SOURCES; i++)
    {
      g_autofree char *name = g_strdup_printf ("f%04u.md", i);

      g_free (write_source (self, name, name));
    }
  g_ptr_array_add (inputs, bs_import_input_new_file (folder, folder));
  bs_importer_import (bs_window_get_importer (self->window), inputs, NULL);
}

static void
cancel (WindowFixture *self)
{
  g_signal_emit_by_name (bs_importer_get_progress (bs_window_get_importer (self->window)), "cancel");
}

static guint
count_imported (WindowFixture *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->root, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_assert_false (g_str_has_prefix (name, ".broadsheet"));
      n += g_str_has_suffix (name, ".md");
    }
  return n;
}

static void
test_cancel_looking (WindowFixture *self, gconstpointer application)
{
  import_folder (self);
  g_assert_true (is_importing (self));
  cancel (self);
  wait_until (!is_importing (self));
  g_assert_null (find_import_dialog ());
  g_assert_cmpuint (count_imported (self), ==, 0);
  g_assert_null (bs_undo_stack_get_undo_name (window_fixture_undo_stack (self)));
}

static guint
get_n_done (WindowFixture *self, BsImport *import)
{
  guint done, total;

  bs_import_get_progress (import, &done, &total);
  return done;
}

/* The files imported so far are complete and can be undone; the sources are unchanged. */
static void
test_cancel_writing (WindowFixture *self, gconstpointer application)
{
  g_autoptr (BsImport) import = NULL;
  BsImportDialog *dialog;
  GtkWidget *accept;
  guint n;

  import_folder (self);
  wait_until (find_import_dialog () != NULL);
  dialog = find_import_dialog ();
  import = bs_import_ref (bs_import_dialog_get_import (dialog));
  accept = GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (dialog), BS_TYPE_IMPORT_DIALOG, "accept"));
  /* Nothing is destroyed, so Enter imports. */
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (dialog)) == accept);
  g_signal_emit_by_name (accept, "clicked");
  /* On a slow machine the import may be over by then. */
  wait_until (get_n_done (self, import) > 0 || !is_importing (self));
  cancel (self);
  wait_until (!is_importing (self));
  n = count_imported (self);
  g_assert_cmpuint (n, <=, N_SOURCES);
  wait_until (bs_library_get_n_articles (bs_window_get_library (self->window)) == 2 + n);
  if (n > 0)
    {
      gtk_widget_activate_action (GTK_WIDGET (self->window), "win.undo", NULL);
      wait_until (!bs_editor_get_is_busy (bs_window_get_editor (self->window)));
    }
  g_assert_cmpuint (count_imported (self), ==, 0);
  for (guint i = 0; i < N_SOURCES; i++)
    {
      g_autofree char *name = g_strdup_printf ("f%04u.md", i);
      g_autofree char *path = g_build_filename (self->parent, "source", name, NULL);

      g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
    }
}

int
main (int argc, char *argv[])
{
  static const WindowFixtureTest tests[] = {
    { "/broadsheet/window-paste/html", test_html },
    { "/broadsheet/window-paste/plain", test_plain },
    { "/broadsheet/window-paste/images", test_images },
    { "/broadsheet/window-paste/files", test_files },
    { "/broadsheet/window-paste/nothing", test_nothing },
    { "/broadsheet/window-paste/known", test_known },
    { "/broadsheet/window-paste/markdown", test_markdown },
    { "/broadsheet/window-paste/cancel-looking", test_cancel_looking },
    { "/broadsheet/window-paste/cancel-writing", test_cancel_writing },
  };
  g_autofree char *folder = g_path_get_dirname (argv[0]);
  g_autofree char *path = g_build_filename (folder, "drag-source", NULL);

  source_program = path;

  return window_fixture_run (argc, argv, set_up, tests, G_N_ELEMENTS (tests));
}
