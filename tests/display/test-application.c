/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>

#include "window-fixture.h"

/* The application's interface: its actions, and files to open. */

static void
open_two (WindowFixture *self)
{
  window_fixture_write_article (self, "news/a.md", "First", "2024-01-01 08:00:00", "[News]");
  window_fixture_write_article (self, "news/b.md", "Second", "2024-01-02 08:00:00", "[News]");
  window_fixture_open (self);
}

static void
activate (WindowFixture *self, const char *name)
{
  g_action_group_activate_action (G_ACTION_GROUP (self->application), name, NULL);
}

static gboolean
is_searching (WindowFixture *self)
{
  return GTK_IS_EDITABLE (gtk_root_get_focus (GTK_ROOT (self->window)));
}

static GtkWidget *
find_label (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
      strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_label (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
says (WindowFixture *self, const char *text)
{
  return find_label (GTK_WIDGET (self->window), text) != NULL;
}

static AdwMessageDialog *
find_dialog (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);

      if (ADW_IS_MESSAGE_DIALOG (window) && gtk_widget_get_mapped (window))
        return ADW_MESSAGE_DIALOG (window);
    }
  return NULL;
}

static void
answer (const char *response)
{
  AdwMessageDialog *dialog = find_dialog ();

  adw_message_dialog_response (dialog, response);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
ask_for (WindowFixture *self, const char *first, ...)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  va_list names;

  va_start (names, first);
  for (const char *name = first; name != NULL; name = va_arg (names, const char *))
    g_ptr_array_add (files, strstr (name, "://") != NULL ? g_file_new_for_uri (name) :
                                                           g_file_new_build_filename (self->parent, name, NULL));
  va_end (names);
  g_application_open (G_APPLICATION (self->application), (GFile **) files->pdata, (int) files->len, "");
}

static void
test_search (WindowFixture *self, gconstpointer data)
{
  open_two (self);
  activate (self, "search");
  wait_until (is_searching (self));
  window_fixture_close (self);

  /* Without a window, those of the last session are restored, and the location of the search field does not change when
   * they are read. */
  activate (self, "search");
  g_assert_cmpuint (window_fixture_n_windows (self), ==, 1);
  self->window = BS_WINDOW (gtk_application_get_windows (GTK_APPLICATION (self->application))->data);
  wait_until (is_searching (self));
  wait_until (bs_library_get_state (bs_window_get_library (self->window)) == BS_LIBRARY_READY);
  wait_until (window_fixture_n_articles (self) == 2);
  g_assert_true (is_searching (self));
}

static void
test_no_library (WindowFixture *self, gconstpointer data)
{
  activate (self, "import");
  activate (self, "search");
  g_assert_false (bs_importer_get_is_choosing (bs_window_get_importer (self->window)));
  wait_until (says (self, "Open a folder of articles first."));
  g_assert_cmpuint (window_fixture_n_windows (self), ==, 1);
}

static void
test_article (WindowFixture *self, gconstpointer data)
{
  open_two (self);
  ask_for (self, "library/news/a.md", NULL);
  wait_until (window_fixture_shows (self, "news/a.md"));
  g_assert_null (find_dialog ());
  g_assert_cmpuint (window_fixture_n_windows (self), ==, 1);

  /* Another path to the same folder. */
  {
    g_autofree char *link = g_build_filename (self->parent, "link", NULL);

    g_assert_no_errno (symlink (self->root, link));
    ask_for (self, "link/news/b.md", NULL);
    wait_until (window_fixture_shows (self, "news/b.md"));
    g_unlink (link);
  }

  /* A known library is opened for its article. */
  window_fixture_close (self);
  g_settings_reset (bs_application_get_settings (self->application), "session");
  ask_for (self, "library/news/a.md", "library/news/b.md", NULL);
  wait_until (window_fixture_n_windows (self) == 1);
  self->window = BS_WINDOW (gtk_application_get_windows (GTK_APPLICATION (self->application))->data);
  wait_until (window_fixture_shows (self, "news/a.md"));
  wait_until (window_fixture_n_articles (self) == 2);
}

static gsize
count_kept (WindowFixture *self)
{
  g_autoptr (GVariant) session = NULL;

  bs_application_save_session (self->application, NULL);
  session = g_settings_get_value (bs_application_get_settings (self->application), "session");
  return g_variant_n_children (session);
}

static void
test_file (WindowFixture *self, gconstpointer data)
{
  window_fixture_write (self, "../elsewhere/c.md", "---\ntitle: Third\n---\nText.\n");
  window_fixture_write (self, "../elsewhere/picture.xyz", "None of ours.\n");
  window_fixture_write (self, "node_modules/d.md", "---\ntitle: Fourth\n---\nText.\n");
  open_two (self);

  ask_for (self, "elsewhere/c.md", NULL);
  wait_until (find_dialog () != NULL);
  g_assert_true (adw_message_dialog_has_response (find_dialog (), "open"));
  answer ("import");
  wait_until (window_fixture_n_articles (self) == 3);

  /* In the folder, but not in the list. */
  ask_for (self, "library/node_modules/d.md", NULL);
  wait_until (find_dialog () != NULL);
  answer ("cancel");

  /* Files that cannot be imported are not offered for import. */
  ask_for (self, "elsewhere/picture.xyz", NULL);
  wait_until (says (self, "picture.xyz” is not an article"));
  ask_for (self, "https://example.org/page", NULL);
  wait_until (says (self, "https://example.org/page” cannot be opened."));
  g_assert_null (find_dialog ());
}

/* Repeated calls share one dialog, which asks about all files. */
static void
test_calls (WindowFixture *self, gconstpointer data)
{
  window_fixture_write (self, "../elsewhere/c.md", "---\ntitle: Third\n---\nText.\n");
  window_fixture_write (self, "../elsewhere/d.md", "---\ntitle: Fourth\n---\nAnother text.\n");
  open_two (self);
  ask_for (self, "elsewhere/c.md", NULL);
  wait_until (find_dialog () != NULL);
  ask_for (self, "elsewhere/d.md", NULL);
  ask_for (self, "elsewhere/c.md", NULL);
  wait_until (find_dialog () != NULL &&
              strstr (adw_message_dialog_get_heading (find_dialog ()), "Import 2 Files?") != NULL);
  answer ("import");
  wait_until (window_fixture_n_articles (self) == 4);
  g_assert_null (find_dialog ());
}

/* A folder that could not be opened is neither recent nor part of the session. */
static void
test_not_opened (WindowFixture *self, gconstpointer data)
{
  BsRecentFolders *recent = bs_application_get_recent (self->application);
  g_autofree char *path = g_build_filename (self->parent, "file.md", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  guint n = bs_recent_folders_get_n (recent);
  BsLibrary *library;

  window_fixture_write (self, "../file.md", "Text.\n");
  bs_application_open_folder (self->application, file, self->window);
  library = bs_window_get_library (self->window);
  wait_until (bs_library_get_state (library) == BS_LIBRARY_GONE ||
              bs_library_get_state (library) == BS_LIBRARY_UNREADABLE);
  g_assert_cmpuint (bs_recent_folders_get_n (recent), ==, n);
  g_assert_cmpuint (count_kept (self), ==, 0);

  open_two (self);
  wait_until (bs_recent_folders_get_n (recent) == n + 1);
  g_assert_cmpuint (count_kept (self), ==, 1);
}

/* Without a library there is nothing to ask, and single files are not restored. */
static void
test_once (WindowFixture *self, gconstpointer data)
{
  g_autofree char *elsewhere = g_build_filename (self->parent, "elsewhere", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (elsewhere);

  window_fixture_write (self, "../elsewhere/c.md", "---\ntitle: Third\n---\nText.\n");
  window_fixture_write (self, "../elsewhere/d.md", "---\ntitle: Fourth\n---\nText.\n");
  window_fixture_write (self, "../elsewhere/deep/f.md", "---\ntitle: Fifth\n---\nText.\n");
  window_fixture_write (self, "../elsewhere/e.zip", "None of ours.\n");
  open_two (self);
  g_assert_cmpuint (count_kept (self), ==, 1);
  window_fixture_close (self);
  self->window = bs_application_new_window (self->application);
  gtk_window_present (GTK_WINDOW (self->window));

  ask_for (self, "elsewhere/c.md", "elsewhere/d.md", NULL);
  wait_until (window_fixture_shows (self, "c.md"));
  g_assert_cmpuint (window_fixture_n_windows (self), ==, 1);
  /* Only these files are read, not the rest of their folder. */
  g_assert_cmpuint (bs_library_get_n_articles (bs_window_get_library (self->window)), ==, 2);
  ask_for (self, "elsewhere/d.md", NULL);
  wait_until (window_fixture_shows (self, "d.md"));
  g_assert_cmpuint (window_fixture_n_windows (self), ==, 1);
  g_assert_cmpuint (bs_library_get_n_articles (bs_window_get_library (self->window)), ==, 1);
  g_assert_null (find_dialog ());
  {
    g_autoptr (GVariant) session = NULL;
    g_autoptr (GVariant) first = NULL;
    g_autofree char *root = g_filename_to_uri (self->root, NULL, NULL);
    const char *uri;

    g_assert_cmpuint (count_kept (self), ==, 1);
    session = g_settings_get_value (bs_application_get_settings (self->application), "session");
    first = g_variant_get_child_value (session, 0);
    g_assert_true (g_variant_lookup (first, "folder", "&s", &uri));
    g_assert_cmpstr (uri, ==, root);
  }

  /* Opened as a folder, it is restored. */
  bs_application_open_folder (self->application, folder, self->window);
  g_assert_false (bs_window_is_passing (self->window));
  window_fixture_close (self);
  self->window = bs_application_new_window (self->application);
  gtk_window_present (GTK_WINDOW (self->window));

  ask_for (self, "elsewhere/e.zip", NULL);
  wait_until (find_dialog () != NULL);
  g_assert_true (adw_message_dialog_has_response (find_dialog (), "folder"));
  answer ("cancel");
}

static void
test_refused (WindowFixture *self, gconstpointer data)
{
  g_autofree char *pipe = g_build_filename (self->parent, "pipe.md", NULL);

  g_assert_no_errno (mkfifo (pipe, 0600));
  open_two (self);
  ask_for (self, "nothing.md", NULL);
  wait_until (says (self, "nothing.md” was not found."));
  ask_for (self, "pipe.md", NULL);
  wait_until (says (self, "is neither a file nor a folder."));
  ask_for (self, "sftp://example.org/a.md", NULL);
  wait_until (says (self, "because it has no path on this computer."));
  g_assert_null (find_dialog ());
  g_assert_cmpuint (window_fixture_n_windows (self), ==, 1);
  /* A window that shows a folder keeps it. */
  g_assert_cmpint (bs_library_get_state (bs_window_get_library (self->window)), ==, BS_LIBRARY_READY);
  g_unlink (pipe);
}

static void
test_folders (WindowFixture *self, gconstpointer data)
{
  g_autofree char *other = g_build_filename (self->parent, "other", NULL);

  g_assert_no_errno (g_mkdir (other, 0700));
  open_two (self);
  window_fixture_write (self, "../other/c.md", "---\ntitle: Third\n---\nText.\n");
  /* One window per folder, together with files of both. */
  ask_for (self, "other/c.md", "other", "library", "library/news/b.md", NULL);
  wait_until (window_fixture_n_windows (self) == 2);
  wait_until (window_fixture_shows (self, "news/b.md"));
  g_assert_null (find_dialog ());
  for (GList *link = gtk_application_get_windows (GTK_APPLICATION (self->application)); link != NULL; link = link->next)
    if (link->data != self->window)
      {
        gtk_window_destroy (link->data);
        break;
      }
}

int
main (int argc, char *argv[])
{
  static const WindowFixtureTest tests[] = {
    { "/broadsheet/application/no-library", test_no_library }, { "/broadsheet/application/search", test_search },
    { "/broadsheet/application/article", test_article },       { "/broadsheet/application/file", test_file },
    { "/broadsheet/application/calls", test_calls },           { "/broadsheet/application/once", test_once },
    { "/broadsheet/application/not-opened", test_not_opened }, { "/broadsheet/application/refused", test_refused },
    { "/broadsheet/application/folders", test_folders },
  };

  return window_fixture_run (argc, argv, window_fixture_set_up, tests, G_N_ELEMENTS (tests));
}
