/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ui/application-private.h"
#include "ui/import-offer.h"

#define RESPONSE_OPEN "open"
#define RESPONSE_IMPORT "import"

/* What was asked for, while it is found out which of it are folders. */
typedef struct
{
  BsApplication *application;
  GPtrArray *folders; /* (element-type GFile) */
  GPtrArray *files;   /* (element-type GFile) */
  BsWindow *window;   /* (nullable): in which it is asked what to do with the files */
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_application_release (G_APPLICATION (opening->application));
  g_object_unref (opening->application);
  g_ptr_array_unref (opening->folders);
  g_ptr_array_unref (opening->files);
  g_clear_object (&opening->window);
  g_free (opening);
}

/* Read where it is: its folder is shown, with the file in it chosen. */
static void
open_once (Opening *opening)
{
  GFile *file = g_ptr_array_index (opening->files, 0);
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *name = g_file_get_basename (file);
  BsWindow *window = bs_window_new (opening->application);

  /* Not through the application, which would open that folder again the next time. */
  bs_window_open (window, folder);
  bs_window_show_when_there (window, name, NULL);
  gtk_window_present (GTK_WINDOW (window));
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  Opening *opening = user_data;

  g_assert (ADW_IS_MESSAGE_DIALOG (dialog));

  if (g_str_equal (response, RESPONSE_OPEN))
    open_once (opening);
  else if (g_str_equal (response, RESPONSE_IMPORT))
    {
      g_autoptr (GPtrArray) inputs = NULL;
      GSList *files = NULL;

      for (guint i = opening->files->len; i > 0; i--)
        files = g_slist_prepend (files, g_ptr_array_index (opening->files, i - 1));
      inputs = bs_import_offer_from_files (files);
      bs_window_import (opening->window, inputs, NULL);
      g_slist_free (files);
    }
  opening_free (opening);
}

static gboolean
is_article (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);

  return name != NULL && bs_article_name_is_article (name);
}

static void
ask (Opening *opening)
{
  GFile *first = g_ptr_array_index (opening->files, 0);
  g_autofree char *name = g_file_get_basename (first);
  g_autofree char *shown = g_filename_display_name (name);
  BsLibrary *library = bs_window_get_library (opening->window);
  g_autofree char *body = NULL;
  GtkWidget *dialog;

  if (library != NULL)
    {
      g_autofree char *folder = g_file_get_basename (bs_library_get_folder (library));
      g_autofree char *folder_shown = g_filename_display_name (folder);

      if (opening->files->len == 1 && is_article (first))
        /* Translators: the argument is a library. */
        body = g_strdup_printf (_ ("It can be imported into “%s”, or read once where it is."), folder_shown);
      else
        /* Translators: the argument is a library. */
        body = g_strdup_printf (
            ngettext ("It can be imported into “%s”.", "They can be imported into “%s”.", opening->files->len),
            folder_shown);
    }
  dialog = adw_message_dialog_new (GTK_WINDOW (opening->window), NULL, body);
  if (opening->files->len == 1)
    adw_message_dialog_format_heading (ADW_MESSAGE_DIALOG (dialog), _ ("Import “%s”?"), shown);
  else
    adw_message_dialog_format_heading (ADW_MESSAGE_DIALOG (dialog),
                                       ngettext ("Import %'u File?", "Import %'u Files?", opening->files->len),
                                       opening->files->len);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"));
  if (opening->files->len == 1 && is_article (first))
    adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), RESPONSE_OPEN, _ ("_Open Once"));
  if (library != NULL)
    {
      adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), RESPONSE_IMPORT, _ ("_Import"));
      adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), RESPONSE_IMPORT, ADW_RESPONSE_SUGGESTED);
      adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), RESPONSE_IMPORT);
    }
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), opening);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* The window that was used last, or those that were open the last time. */
static BsWindow *
present_window (BsApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (!BS_IS_WINDOW (window))
    {
      g_application_activate (G_APPLICATION (application));
      window = gtk_application_get_active_window (GTK_APPLICATION (application));
    }
  if (!BS_IS_WINDOW (window))
    window = GTK_WINDOW (bs_window_new (application));
  gtk_window_present (window);
  return BS_WINDOW (window);
}

static void
sort_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Opening *opening = task_data;

  g_assert (G_IS_TASK (task));

  for (guint i = opening->folders->len; i > 0; i--)
    {
      GFile *file = g_ptr_array_index (opening->folders, i - 1);

      if (g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, cancellable) == G_FILE_TYPE_REGULAR)
        {
          g_ptr_array_insert (opening->files, 0, g_object_ref (file));
          g_ptr_array_remove_index (opening->folders, i - 1);
        }
    }
  g_task_return_boolean (task, TRUE);
}

static void
sorted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Opening *opening = user_data;

  g_assert (G_IS_TASK (result));

  for (guint i = 0; i < opening->folders->len; i++)
    bs_application_open_folder (opening->application, g_ptr_array_index (opening->folders, i), NULL);
  if (opening->files->len == 0)
    {
      opening_free (opening);
      return;
    }
  opening->window = g_object_ref (present_window (opening->application));
  ask (opening);
}

/*
 * bs_application_open_files:
 * @files: (array length=n_files): what the desktop, or the command line, asks to be opened
 *
 * Opens folders, and asks what to do with files.
 */
void
bs_application_open_files (BsApplication *self, GFile **files, guint n_files)
{
  Opening *opening;
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (BS_IS_APPLICATION (self));

  opening = g_new0 (Opening, 1);
  opening->application = g_object_ref (self);
  g_application_hold (G_APPLICATION (self));
  opening->folders = g_ptr_array_new_with_free_func (g_object_unref);
  opening->files = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < n_files; i++)
    g_ptr_array_add (opening->folders, g_object_ref (files[i]));

  task = g_task_new (NULL, NULL, sorted_cb, opening);
  g_task_set_source_tag (task, bs_application_open_files);
  g_task_set_task_data (task, opening, NULL);
  g_task_run_in_thread (task, sort_thread);
}
