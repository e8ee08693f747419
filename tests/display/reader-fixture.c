/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reader-fixture.h"

#include <glib/gstdio.h>

#include "../support/remove-tree.h"

static void
shown_cb (BsReader *reader, gpointer user_data)
{
  ReaderFixture *self = user_data;

  g_assert_true (BS_IS_READER (reader));

  self->n_shown++;
}

void
reader_fixture_set_up (ReaderFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->parent = g_dir_make_tmp ("broadsheet-reader-XXXXXX", &error);
  g_assert_no_error (error);
  self->root = g_build_filename (self->parent, "library", NULL);
  g_assert_cmpint (g_mkdir (self->root, 0700), ==, 0);

  self->reader = g_object_ref_sink (BS_READER (bs_reader_new ()));
  g_signal_connect (self->reader, "shown", G_CALLBACK (shown_cb), self);
  self->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), 800, 600);
  gtk_window_set_child (GTK_WINDOW (self->window), GTK_WIDGET (self->reader));
  gtk_window_present (GTK_WINDOW (self->window));
}

void
reader_fixture_tear_down (ReaderFixture *self, gconstpointer data)
{
  gpointer reader = self->reader;

  gtk_window_destroy (GTK_WINDOW (self->window));
  g_object_add_weak_pointer (G_OBJECT (reader), &reader);
  g_clear_object (&self->reader);
  wait_until (reader == NULL);

  if (self->library != NULL)
    bs_library_close (self->library);
  g_clear_object (&self->library);
  remove_tree (self->parent);
  g_clear_pointer (&self->root, g_free);
  g_clear_pointer (&self->parent, g_free);
}

static void
open_library (ReaderFixture *self, gboolean with_marks)
{
  g_autoptr (GFile) folder = g_file_new_for_path (self->root);

  self->library = bs_library_new (folder);
  if (with_marks)
    bs_library_keep_marks (self->library);
  bs_library_open (self->library);
  wait_until (bs_library_get_state (self->library) == BS_LIBRARY_READY);
  bs_reader_set_library (self->reader, self->library);
}

/* Everything written before is on the disk when this returns. */
void
reader_fixture_open_library (ReaderFixture *self)
{
  open_library (self, FALSE);
}

/* Opens the same library again, with its stored marks and positions. */
void
reader_fixture_open_library_with_marks (ReaderFixture *self)
{
  open_library (self, TRUE);
}

void
reader_fixture_write (ReaderFixture *self, const char *path, const char *text)
{
  g_autofree char *full = g_build_filename (self->root, path, NULL);
  g_autofree char *folder = g_path_get_dirname (full);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (folder, 0700);
  g_file_set_contents (full, text, -1, &error);
  g_assert_no_error (error);
}

void
reader_fixture_write_picture (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 30, 20);
  g_autoptr (GError) error = NULL;

  gdk_pixbuf_fill (pixbuf, 0x884422ff);
  gdk_pixbuf_save (pixbuf, path, "png", &error, NULL);
  g_assert_no_error (error);
}

void
reader_fixture_show (ReaderFixture *self, const char *path)
{
  guint before = self->n_shown;

  bs_reader_set_path (self->reader, path);
  wait_until (self->n_shown > before);
  g_assert_cmpint (bs_reader_get_state (self->reader), ==, BS_READER_SHOWN);
}

/* The view is created a little later than the reader. */
WebKitWebView *
reader_fixture_get_web_view (BsReader *reader)
{
  GtkWidget *view = GTK_WIDGET (bs_reader_get_view (reader));

  wait_until (gtk_widget_get_first_child (view) != NULL);
  return WEBKIT_WEB_VIEW (gtk_widget_get_first_child (view));
}

typedef struct
{
  char *text;
  gboolean done;
} Answer;

static void
evaluated_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JSCValue) value = NULL;
  Answer *answer = user_data;

  value = webkit_web_view_evaluate_javascript_finish (WEBKIT_WEB_VIEW (source), result, &error);
  g_assert_no_error (error);
  answer->text = jsc_value_to_string (value);
  answer->done = TRUE;
}

/* Evaluates a script in the world of the reader's own scripts. */
char *
reader_fixture_evaluate (ReaderFixture *self, const char *expression)
{
  Answer answer = { NULL, FALSE };

  webkit_web_view_evaluate_javascript (reader_fixture_get_web_view (self->reader), expression, -1, BS_WEB_POLICY_WORLD,
                                       NULL, NULL, evaluated_cb, &answer);
  wait_until (answer.done);

  return answer.text;
}

gboolean
reader_fixture_says (ReaderFixture *self, const char *expression, const char *expected)
{
  g_autofree char *text = reader_fixture_evaluate (self, expression);

  return g_strcmp0 (text, expected) == 0;
}

void
reader_fixture_assert_says (ReaderFixture *self, const char *expression, const char *expected)
{
  g_autofree char *text = reader_fixture_evaluate (self, expression);

  g_assert_cmpstr (text, ==, expected);
}

void
reader_fixture_follow (ReaderFixture *self, const char *address)
{
  g_autofree char *script =
      g_strdup_printf ("(() => { const a = document.createElement ('a'); a.href = '%s'; document.body.append (a);"
                       " a.click (); return ''; })()",
                       address);
  g_autofree char *nothing = reader_fixture_evaluate (self, script);
}

void
reader_fixture_follow_action (ReaderFixture *self, const char *kind, const char *name)
{
  g_autofree char *address =
      g_strdup_printf ("broadsheet://%s/%s/%s", kind, bs_page_view_get_token (bs_reader_get_view (self->reader)), name);

  reader_fixture_follow (self, address);
}

static gboolean
passed_cb (gpointer user_data)
{
  gboolean *passed = user_data;

  *passed = TRUE;
  return G_SOURCE_REMOVE;
}

/* To show that something does not happen, give it the time to. */
void
reader_fixture_pass_time (guint milliseconds)
{
  gboolean passed = FALSE;

  g_timeout_add (milliseconds, passed_cb, &passed);
  while (!passed)
    g_main_context_iteration (NULL, TRUE);
}
