/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reader/print-job.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <gtk/gtkunixprint.h>
#include <stdio.h>
#include <webkit/webkit.h>

#include "page/export/pdf-file.h"
#include "page/export/print-program.h"
#include "reader/page-server.h"
#include "reader/print-paper.h"
#include "reader/web-filter.h"
#include "reader/web-policy.h"

/* Other programs treat 2 as an error in the arguments. */
#define EXIT_FAILED 3

/* Makes tables as wide as the paper, with smaller letters. Only if these would be too small to read, all columns become
 * equal and words are broken. */
static const char fit_script[] = "const width = document.body.clientWidth;"
                                 "for (const table of document.querySelectorAll ('table')) {"
                                 "  const space = table.parentElement.clientWidth || width;"
                                 "  for (let size = 0.8; size > 0.5 && table.offsetWidth > space; size -= 0.1)"
                                 "    table.style.fontSize = size + 'em';"
                                 "  if (table.offsetWidth > space) table.classList.add ('bs-narrow');"
                                 "}";

/* The pages of a folder, one after the other. */
typedef struct
{
  GMainLoop *loop;
  const char *folder;
  WebKitWebView *view;
  BsPageServer *server;
  GtkPrintSettings *settings; /* of the printer that writes files */
  GtkPageSetup *paper;
  WebKitPrintOperation *operation; /* (nullable): the last one */
  char *address;
  guint page; /* from 1 */
  guint part; /* in its print, from 1 */
  gboolean is_failed;
} Job;

/* The program that waits reads lines; a message is one. */
static void
fail (Job *self, const char *message)
{
  g_autofree char *line = g_strdelimit (g_strdup (message), "\r\n", ' ');

  if (!self->is_failed)
    g_print ("failed %s\n", line);
  self->is_failed = TRUE;
  g_main_loop_quit (self->loop);
}

static void load (Job *self);
static void print (Job *self);

static void
print_failed_cb (WebKitPrintOperation *operation, GError *error, gpointer user_data)
{
  Job *self = user_data;

  /* There is no page after the last one. */
  if (self->part == 1)
    fail (self, error->message);
}

/* This also follows a failure, so the file shows the result. */
static void
print_finished_cb (WebKitPrintOperation *operation, gpointer user_data)
{
  Job *self = user_data;
  g_autofree char *path = bs_print_program_dup_part (self->folder, self->page, self->part);
  guint n_pages = self->is_failed ? 0 : bs_pdf_file_count_pages (path);

  if (self->is_failed)
    return;
  if (n_pages == BS_PRINT_PROGRAM_PAGES)
    {
      self->part++;
      print (self);
      return;
    }
  if (n_pages == 0)
    {
      g_unlink (path);
      if (self->part == 1)
        {
          fail (self, _ ("Nothing was printed. The folder for temporary files may be full"));
          return;
        }
    }
  g_print ("done %u\n", self->page);
  fflush (stdout);
  self->page++;
  load (self);
}

static void
print (Job *self)
{
  WebKitPrintOperation *operation = webkit_print_operation_new (self->view);
  g_autofree char *path = bs_print_program_dup_part (self->folder, self->page, self->part);
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  GtkPageRange range = { .start = (int) (self->part - 1) * BS_PRINT_PROGRAM_PAGES,
                         .end = (int) self->part * BS_PRINT_PROGRAM_PAGES - 1 };

  gtk_print_settings_set (self->settings, GTK_PRINT_SETTINGS_OUTPUT_URI, uri);
  gtk_print_settings_set_print_pages (self->settings, GTK_PRINT_PAGES_RANGES);
  gtk_print_settings_set_page_ranges (self->settings, &range, 1);
  webkit_print_operation_set_print_settings (operation, self->settings);
  webkit_print_operation_set_page_setup (operation, self->paper);
  g_signal_connect (operation, "failed", G_CALLBACK (print_failed_cb), self);
  g_signal_connect (operation, "finished", G_CALLBACK (print_finished_cb), self);
  /* One ends before the next begins. */
  g_clear_object (&self->operation);
  self->operation = operation;
  webkit_print_operation_print (operation);
}

static void
fitted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Job *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JSCValue) value = webkit_web_view_evaluate_javascript_finish (WEBKIT_WEB_VIEW (source), result, &error);

  if (value == NULL)
    fail (self, error->message);
  else if (!self->is_failed)
    print (self);
}

static void
load_changed_cb (WebKitWebView *view, WebKitLoadEvent event, gpointer user_data)
{
  Job *self = user_data;
  g_autofree char *script = NULL;

  if (event != WEBKIT_LOAD_FINISHED || self->is_failed)
    return;
  script = g_strdup_printf ("document.body.style.width = '%dpx'; %s; document.body.style.width = '';",
                            bs_print_paper_get_width (self->paper), fit_script);
  webkit_web_view_evaluate_javascript (view, script, -1, BS_WEB_POLICY_WORLD, NULL, NULL, fitted_cb, self);
}

static gboolean
load_failed_cb (WebKitWebView *view, WebKitLoadEvent event, const char *uri, GError *error, gpointer user_data)
{
  fail (user_data, error->message);
  return TRUE;
}

static void
terminated_cb (WebKitWebView *view, WebKitWebProcessTerminationReason reason, gpointer user_data)
{
  fail (user_data, reason == WEBKIT_WEB_PROCESS_EXCEEDED_MEMORY_LIMIT ?
                       _ ("The articles need too much memory to be printed") :
                       _ ("The process that draws pages stopped"));
}

static gboolean
decide_policy_cb (WebKitWebView *view, WebKitPolicyDecision *decision, WebKitPolicyDecisionType type,
                  gpointer user_data)
{
  const Job *self = user_data;
  WebKitNavigationAction *action;
  BsWebNavigation navigation = { .address = self->address, .expected = TRUE };

  if (type == WEBKIT_POLICY_DECISION_TYPE_RESPONSE)
    {
      webkit_policy_decision_use (decision);
      return TRUE;
    }
  action = webkit_navigation_policy_decision_get_navigation_action (WEBKIT_NAVIGATION_POLICY_DECISION (decision));
  navigation.uri = webkit_uri_request_get_uri (webkit_navigation_action_get_request (action));
  navigation.new_window = type == WEBKIT_POLICY_DECISION_TYPE_NEW_WINDOW_ACTION;
  if (bs_web_policy_judge (&navigation) == BS_WEB_VERDICT_ALLOW)
    webkit_policy_decision_use (decision);
  else
    webkit_policy_decision_ignore (decision);
  return TRUE;
}

static void
load (Job *self)
{
  g_autofree char *path = bs_print_program_dup_page (self->folder, self->page);
  g_autofree char *html = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  if (self->page > 1 && !g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_main_loop_quit (self->loop);
      return;
    }
  if (!g_file_get_contents (path, &html, &length, &error))
    {
      fail (self, error->message);
      return;
    }
  bytes = g_bytes_new_take (g_steal_pointer (&html), length);
  self->part = 1;
  g_free (self->address);
  self->address = g_strdup_printf (BS_PAGE_ARTICLE_PREFIX "?%u", self->page);
  bs_page_server_set_page (self->server, self->address, bytes);
  webkit_web_view_load_uri (self->view, self->address);
}

static void
filter_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Job *self = user_data;
  g_autoptr (GError) error = NULL;
  WebKitUserContentFilter *filter = bs_web_filter_load_finish (result, &error);

  if (filter == NULL)
    {
      fail (self, error->message);
      return;
    }
  webkit_user_content_manager_add_filter (webkit_web_view_get_user_content_manager (self->view), filter);
  webkit_user_content_filter_unref (filter);
  load (self);
}

/* The one that writes files has another name in each language. */
static gboolean
printer_cb (GtkPrinter *printer, gpointer user_data)
{
  GtkPrintSettings *settings = user_data;

  if (!gtk_printer_is_virtual (printer) || !gtk_printer_accepts_pdf (printer))
    return FALSE;
  gtk_print_settings_set_printer (settings, gtk_printer_get_name (printer));
  return TRUE;
}

/* GTK adds a printed file to the user's list of recent files. It finds that list in the user's data, which fonts are in
 * too, so only GLib remembers the other place. */
static void
hide_recent_files (const char *folder)
{
  g_autofree char *data = g_strdup (g_getenv ("XDG_DATA_HOME"));

  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_get_user_data_dir ();
  if (data != NULL)
    g_setenv ("XDG_DATA_HOME", data, TRUE);
  else
    g_unsetenv ("XDG_DATA_HOME");
}

static void
clear (Job *self)
{
  g_clear_object (&self->operation);
  g_clear_object (&self->server);
  if (self->view != NULL)
    g_signal_handlers_disconnect_by_data (self->view, self);
  g_clear_object (&self->view);
  g_clear_object (&self->paper);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->loop, g_main_loop_unref);
}

static void
prepare (Job *self)
{
  if (!gtk_init_check ())
    {
      fail (self, _ ("PDF files are printed in a window that is not shown, but there is no display"));
      return;
    }
  g_object_set (gtk_settings_get_default (), "gtk-recent-files-enabled", FALSE, NULL);
  self->settings = gtk_print_settings_new ();
  gtk_print_settings_set (self->settings, GTK_PRINT_SETTINGS_OUTPUT_FILE_FORMAT, "pdf");
  gtk_enumerate_printers (printer_cb, self->settings, NULL, TRUE);
  if (gtk_print_settings_get_printer (self->settings) == NULL)
    {
      fail (self, _ ("No printer that writes files is available"));
      return;
    }
  self->paper = bs_print_paper_new ();
  self->view = g_object_ref_sink (bs_web_policy_create_view ());
  self->server = bs_page_server_new (webkit_web_view_get_context (self->view));
  bs_page_server_set_root (self->server, self->folder);
  g_signal_connect (self->view, "decide-policy", G_CALLBACK (decide_policy_cb), self);
  g_signal_connect (self->view, "load-changed", G_CALLBACK (load_changed_cb), self);
  g_signal_connect (self->view, "load-failed", G_CALLBACK (load_failed_cb), self);
  g_signal_connect (self->view, "web-process-terminated", G_CALLBACK (terminated_cb), self);
  bs_web_filter_load_async (NULL, filter_cb, self);
}

/*
 * bs_print_job_run:
 * @folder: the folder of a job, see bs_print_program_run()
 *
 * Prints the pages of a folder to PDF files, in a view with the reader's own policies, and reports its progress on
 * standard output.
 *
 * Returns: the exit status of the program
 */
int
bs_print_job_run (const char *folder)
{
  Job self = { .folder = folder, .page = 1 };

  g_return_val_if_fail (folder != NULL, EXIT_FAILED);

  hide_recent_files (folder);
  self.loop = g_main_loop_new (NULL, FALSE);
  prepare (&self);
  if (!self.is_failed)
    g_main_loop_run (self.loop);
  clear (&self);
  return self.is_failed ? EXIT_FAILED : 0;
}
