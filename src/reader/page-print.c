/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reader/page-print.h"

#include <glib/gi18n-lib.h>
#include <gtk/gtkunixprint.h>

#include "reader/print-paper.h"
#include "reader/sandbox.h"

static void
failed_cb (WebKitPrintOperation *operation, GError *error, gpointer user_data)
{
  GTask *task = user_data;

  if (!g_task_get_completed (task))
    g_task_return_error (task, g_error_copy (error));
}

/* This also follows a failure. */
static void
finished_cb (WebKitPrintOperation *operation, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  g_signal_handlers_disconnect_by_data (operation, task);
  if (!g_task_get_completed (task))
    g_task_return_boolean (task, TRUE);
}

static void
watch (GTask *task)
{
  WebKitPrintOperation *operation = g_task_get_task_data (task);

  g_signal_connect (operation, "failed", G_CALLBACK (failed_cb), task);
  g_signal_connect (operation, "finished", G_CALLBACK (finished_cb), task);
}

/* @task: (transfer full) */
static void
cancel (GTask *task)
{
  g_signal_handlers_disconnect_by_data (g_task_get_task_data (task), task);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", _ ("Printing was cancelled"));
  g_object_unref (task);
}

static void
response_cb (GtkPrintUnixDialog *dialog, int response, gpointer user_data)
{
  GTask *task = user_data;
  WebKitPrintOperation *operation = g_task_get_task_data (task);
  GtkPrinter *printer = gtk_print_unix_dialog_get_selected_printer (dialog);

  g_signal_handlers_disconnect_by_data (dialog, task);
  if (response == GTK_RESPONSE_OK && printer != NULL)
    {
      g_autoptr (GtkPrintSettings) settings = gtk_print_unix_dialog_get_settings (dialog);

      /* The printer is looked up by its name. */
      gtk_print_settings_set_printer (settings, gtk_printer_get_name (printer));
      webkit_print_operation_set_print_settings (operation, settings);
      webkit_print_operation_set_page_setup (operation, gtk_print_unix_dialog_get_page_setup (dialog));
      watch (task);
      webkit_print_operation_print (operation);
    }
  else
    {
      cancel (task);
    }
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* The window is being closed. */
static void
destroyed_cb (GtkWidget *dialog, gpointer user_data)
{
  g_signal_handlers_disconnect_by_data (dialog, user_data);
  cancel (user_data);
}

/* @task: (transfer full) */
static void
show_dialog (GtkWindow *parent, GtkPageSetup *paper, GTask *task)
{
  GtkPrintUnixDialog *dialog = GTK_PRINT_UNIX_DIALOG (gtk_print_unix_dialog_new (NULL, parent));

  gtk_window_set_modal (GTK_WINDOW (dialog), TRUE);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), TRUE);
  gtk_print_unix_dialog_set_manual_capabilities (dialog, GTK_PRINT_CAPABILITY_PAGE_SET | GTK_PRINT_CAPABILITY_COPIES |
                                                             GTK_PRINT_CAPABILITY_COLLATE |
                                                             GTK_PRINT_CAPABILITY_REVERSE);
  gtk_print_unix_dialog_set_embed_page_setup (dialog, TRUE);
  gtk_print_unix_dialog_set_page_setup (dialog, paper);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), task);
  g_signal_connect (dialog, "destroy", G_CALLBACK (destroyed_cb), task);
  gtk_window_present (GTK_WINDOW (dialog));
}

/*
 * bs_page_print_async:
 * @view: with a page
 * @parent: of the dialog
 *
 * Asks how the page is printed, and prints it. In a sandbox, WebKit has the portal ask. Elsewhere the dialog is ours,
 * because WebKit's waits in a main loop of its own.
 */
void
bs_page_print_async (WebKitWebView *view, GtkWindow *parent, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GtkPageSetup) paper = bs_print_paper_new ();
  WebKitPrintOperation *operation;
  GTask *task;

  g_return_if_fail (WEBKIT_IS_WEB_VIEW (view));
  g_return_if_fail (GTK_IS_WINDOW (parent));

  task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (task, bs_page_print_async);
  operation = webkit_print_operation_new (view);
  g_task_set_task_data (task, operation, g_object_unref);
  if (!bs_sandbox_is_around ())
    {
      show_dialog (parent, paper, task);
      return;
    }
  webkit_print_operation_set_page_setup (operation, paper);
  watch (task);
  if (webkit_print_operation_run_dialog (operation, parent) == WEBKIT_PRINT_OPERATION_RESPONSE_CANCEL)
    cancel (task);
}

gboolean
bs_page_print_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
