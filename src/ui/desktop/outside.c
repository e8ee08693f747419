/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/desktop/outside.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixfdlist.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "reader/sandbox.h"

#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define OPEN_URI "org.freedesktop.portal.OpenURI"
#define REQUEST "org.freedesktop.portal.Request"

typedef struct
{
  GFile *file;
  BsOutside purpose;
  gboolean is_sandboxed;
  gboolean is_writable;
  int fd;
  guint response; /* of the signal subscription, while waiting for the response */
} Errand;

static void
errand_free (gpointer data)
{
  Errand *errand = data;

  if (errand->fd >= 0)
    close (errand->fd);
  g_object_unref (errand->file);
  g_free (errand);
}

/* The error messages of the bus or a library are not meant for users. */
static void
return_failed (GTask *task, GError *error)
{
  const Errand *errand = g_task_get_task_data (task);
  g_autofree char *name = g_file_get_basename (errand->file);
  g_autofree char *shown = g_filename_display_name (name);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, error);
      return;
    }
  g_debug ("“%s” could not be opened: %s", shown, error->message);
  g_error_free (error);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("No program could open “%s”."), shown);
}

static void
shown_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  g_assert (G_IS_TASK (task));

  if (gtk_show_uri_full_finish (GTK_WINDOW (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    return_failed (task, error);
}

static void
show_uri (GTask *task, GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);

  gtk_show_uri_full (g_task_get_source_object (task), uri, GDK_CURRENT_TIME, NULL, shown_cb, task);
}

static void
show_folder (GTask *task)
{
  const Errand *errand = g_task_get_task_data (task);
  g_autoptr (GFile) parent = g_file_get_parent (errand->file);

  show_uri (task, parent != NULL ? parent : errand->file);
}

static void
items_shown_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);

  g_assert (G_IS_TASK (task));

  /* Without a file manager that can select a file, its folder is shown. */
  if (answer != NULL)
    g_task_return_boolean (task, TRUE);
  else
    show_folder (g_steal_pointer (&task));
}

static void
show_items (GTask *task)
{
  const Errand *errand = g_task_get_task_data (task);
  g_autofree char *uri = g_file_get_uri (errand->file);
  const char *const uris[] = { uri, NULL };
  GDBusConnection *bus = g_application_get_dbus_connection (g_application_get_default ());

  if (bus == NULL)
    show_folder (task);
  else
    g_dbus_connection_call (bus, "org.freedesktop.FileManager1", "/org/freedesktop/FileManager1",
                            "org.freedesktop.FileManager1", "ShowItems", g_variant_new ("(^ass)", uris, ""), NULL,
                            G_DBUS_CALL_FLAGS_NONE, -1, NULL, items_shown_cb, task);
}

static void
launched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  g_assert (G_IS_TASK (task));

  if (g_app_info_launch_uris_finish (G_APP_INFO (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    return_failed (task, error);
}

static void
editor_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Errand *errand = g_task_get_task_data (task);
  g_autoptr (GAppInfo) editor = g_app_info_get_default_for_type_finish (result, NULL);
  g_autoptr (GdkAppLaunchContext) context = NULL;
  g_autoptr (GList) uris = NULL;
  g_autofree char *uri = NULL;

  g_assert (G_IS_TASK (task));

  if (editor == NULL)
    {
      show_uri (g_steal_pointer (&task), errand->file);
      return;
    }
  uri = g_file_get_uri (errand->file);
  uris = g_list_append (NULL, uri);
  context = gdk_display_get_app_launch_context (gtk_widget_get_display (g_task_get_source_object (task)));
  g_app_info_launch_uris_async (editor, uris, G_APP_LAUNCH_CONTEXT (context), NULL, launched_cb,
                                g_steal_pointer (&task));
}

static void
stop_waiting (GDBusConnection *bus, Errand *errand)
{
  g_dbus_connection_signal_unsubscribe (bus, errand->response);
  errand->response = 0;
}

static void
response_cb (GDBusConnection *bus, const char *sender, const char *path, const char *interface, const char *signal,
             GVariant *parameters, gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  Errand *errand = g_task_get_task_data (task);
  g_autofree char *name = g_file_get_basename (errand->file);
  g_autofree char *shown = g_filename_display_name (name);
  guint32 response = 0;

  g_assert (G_IS_TASK (task));

  stop_waiting (bus, errand);
  g_variant_get_child (parameters, 0, "u", &response);
  if (response == 0)
    g_task_return_boolean (task, TRUE);
  else if (response == 1)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", shown);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("No program could open “%s”."), shown);
}

static void
called_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GDBusConnection *bus = G_DBUS_CONNECTION (source);
  Errand *errand = g_task_get_task_data (task);
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GError) error = NULL;

  g_assert (G_IS_TASK (task));

  answer = g_dbus_connection_call_with_unix_fd_list_finish (bus, NULL, result, &error);
  if (answer == NULL && errand->response != 0)
    {
      stop_waiting (bus, errand);
      return_failed (task, g_steal_pointer (&error));
    }
}

/* The object path of the portal's response to a request with such a token. */
static char *
make_request_path (GDBusConnection *bus, const char *token)
{
  g_autofree char *sender = g_strdelimit (g_strdup (g_dbus_connection_get_unique_name (bus) + 1), ".", '_');

  return g_strdup_printf (PORTAL_PATH "/request/%s/%s", sender, token);
}

static gboolean
is_page (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *type = g_content_type_guess (name, NULL, 0, NULL);

  return g_content_type_is_a (type, "text/html") || g_content_type_is_a (type, "application/xhtml+xml");
}

static void
ask_portal (GTask *task, GDBusConnection *bus)
{
  Errand *errand = g_task_get_task_data (task);
  GtkWidget *window = g_task_get_source_object (task);
  g_autoptr (GdkAppLaunchContext) context = gdk_display_get_app_launch_context (gtk_widget_get_display (window));
  g_autoptr (GUnixFDList) fds = g_unix_fd_list_new_from_array (&errand->fd, 1);
  g_autofree char *token = g_strdup_printf ("broadsheet%u", g_random_int ());
  g_autofree char *path = make_request_path (bus, token);
  g_autofree char *startup = g_app_launch_context_get_startup_notify_id (G_APP_LAUNCH_CONTEXT (context), NULL, NULL);
  GVariantBuilder options;

  errand->fd = -1;
  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (token));
  if (startup != NULL)
    g_variant_builder_add (&options, "{sv}", "activation_token", g_variant_new_string (startup));
  if (errand->purpose == BS_OUTSIDE_EDIT)
    {
      g_variant_builder_add (&options, "{sv}", "writable", g_variant_new_boolean (errand->is_writable));
      /* The portal can only be asked to let the user choose a program. */
      g_variant_builder_add (&options, "{sv}", "ask", g_variant_new_boolean (is_page (errand->file)));
    }
  errand->response =
      g_dbus_connection_signal_subscribe (bus, PORTAL_NAME, REQUEST, "Response", path, NULL, G_DBUS_SIGNAL_FLAGS_NONE,
                                          response_cb, g_object_ref (task), g_object_unref);
  g_dbus_connection_call_with_unix_fd_list (bus, PORTAL_NAME, PORTAL_PATH, OPEN_URI,
                                            errand->purpose == BS_OUTSIDE_POINT ? "OpenDirectory" : "OpenFile",
                                            g_variant_new ("(sha{sv})", "", 0, &options), G_VARIANT_TYPE ("(o)"),
                                            G_DBUS_CALL_FLAGS_NONE, -1, fds, NULL, called_cb, task);
}

/* HTML opens in a browser by default, but editing needs a text editor. */
static void
call_program (GTask *task, const Errand *errand)
{
  if (errand->purpose == BS_OUTSIDE_EDIT)
    g_app_info_get_default_for_type_async ("text/plain", FALSE, NULL, editor_cb, task);
  else if (errand->purpose == BS_OUTSIDE_POINT)
    show_items (task);
  else
    show_uri (task, errand->file);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Errand *errand = g_task_get_task_data (task);
  GDBusConnection *bus = g_application_get_dbus_connection (g_application_get_default ());
  GError *error = NULL;

  g_assert (G_IS_TASK (task));

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_error (task, error);
  else if (!errand->is_sandboxed)
    call_program (g_steal_pointer (&task), errand);
  else if (bus == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                             _ ("Other programs cannot be reached from this sandbox."));
  else
    ask_portal (g_steal_pointer (&task), bus);
}

/* The portal receives an open descriptor of the file. */
static void
look_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Errand *errand = task_data;
  const char *path = g_file_peek_path (errand->file);

  /* In a sandbox GIO finds only the programs inside it, and would open the file with us. */
  errand->is_sandboxed = bs_sandbox_is_around ();
  if (errand->is_sandboxed && errand->purpose == BS_OUTSIDE_EDIT)
    errand->fd = open (path, O_RDWR | O_CLOEXEC);
  errand->is_writable = errand->fd >= 0;
  if (errand->is_sandboxed && errand->fd < 0)
    errand->fd = open (path, O_RDONLY | O_CLOEXEC);
  if (!errand->is_sandboxed || errand->fd >= 0)
    g_task_return_boolean (task, TRUE);
  else
    {
      int number = errno;
      g_autofree char *name = g_filename_display_basename (path);

      g_task_return_new_error (task, G_IO_ERROR, g_io_error_from_errno (number), "%s: %s", name, g_strerror (number));
    }
}

/*
 * bs_outside_open_async:
 * @window: the window of the request
 * @file: a local file or folder
 *
 * Opens a file in another program, in a sandbox through the portal. Error messages are meant for users.
 */
void
bs_outside_open_async (GtkWindow *window, GFile *file, BsOutside purpose, GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) looking = NULL;
  GTask *task;
  Errand *errand;

  g_return_if_fail (GTK_IS_WINDOW (window));
  g_return_if_fail (G_IS_FILE (file) && g_file_peek_path (file) != NULL);

  task = g_task_new (window, NULL, callback, user_data);
  g_task_set_source_tag (task, bs_outside_open_async);
  errand = g_new0 (Errand, 1);
  errand->file = g_object_ref (file);
  errand->purpose = purpose;
  errand->fd = -1;
  g_task_set_task_data (task, errand, errand_free);
  looking = g_task_new (NULL, NULL, looked_cb, task);
  g_task_set_source_tag (looking, look_thread);
  g_task_set_task_data (looking, errand, NULL);
  g_task_run_in_thread (looking, look_thread);
}

gboolean
bs_outside_open_finish (GtkWindow *window, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, window), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
