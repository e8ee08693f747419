/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <string.h>

#include "model/library/folder/settings.h"
#include "ui/application/application-private.h"
#include "ui/window/window.h"

/* How long the end may wait for the disk. */
#define MARKS_SECONDS 10

struct _BsApplication
{
  AdwApplication parent_instance;

  GSettings *settings; /* (nullable): where the schema is not installed */
  BsRecentFolders *recent;
  gboolean is_quitting;
  BsPictureLoader *pictures;
};

G_DEFINE_FINAL_TYPE (BsApplication, bs_application, ADW_TYPE_APPLICATION)

static BsWindow *
find_window (BsApplication *self, GFile *folder)
{
  for (GList *link = gtk_application_get_windows (GTK_APPLICATION (self)); link != NULL; link = link->next)
    {
      BsLibrary *library = BS_IS_WINDOW (link->data) ? bs_window_get_library (link->data) : NULL;

      if (BS_IS_WINDOW (link->data) && folder == NULL && library == NULL)
        return link->data;
      if (folder != NULL && library != NULL && g_file_equal (bs_library_get_folder (library), folder))
        return link->data;
    }

  return NULL;
}

static void
bs_application_activate (GApplication *application)
{
  BsApplication *self = BS_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window != NULL)
    gtk_window_present (window);
  else
    bs_application_present_window (self);
}

static void
bs_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  bs_application_open_files (BS_APPLICATION (application), files, (guint) n_files, hint);
}

static void
recent_cb (BsApplication *self)
{
  GMenu *menu = gtk_application_get_menu_by_id (GTK_APPLICATION (self), "recent-folders");

  g_assert (BS_IS_APPLICATION (self));

  bs_recent_folders_fill_menu (self->recent, menu);
}

static void
limit_cb (BsApplication *self)
{
  g_assert (BS_IS_APPLICATION (self));

  bs_picture_loader_set_limit (self->pictures,
                               (guint64) g_settings_get_int (self->settings, "picture-megabytes") * 1000 * 1000);
}

/* One for all windows, so that leave holds in each of them. */
static void
create_pictures (BsApplication *self)
{
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "broadsheet", "pictures", NULL);
  g_autoptr (BsPictureStore) store = bs_picture_store_new (folder);
  g_autoptr (BsPictureFetcher) fetcher = bs_picture_fetcher_new (bs_public_address_is_public);

  self->pictures = bs_picture_loader_new (store, fetcher);
  if (self->settings == NULL)
    return;
  g_settings_bind (self->settings, "pictures", self->pictures, "pictures", G_SETTINGS_BIND_GET);
  g_settings_bind (self->settings, "picture-hosts", self->pictures, "hosts", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (self->settings, "changed::picture-megabytes", G_CALLBACK (limit_cb), self,
                           G_CONNECT_SWAPPED);
  limit_cb (self);
}

/* The end of the desktop's session, or Ctrl+C: what is open is kept. A second signal ends the program at once. */
static gboolean
signal_cb (gpointer user_data)
{
  g_assert (BS_IS_APPLICATION (user_data));

  g_action_group_activate_action (G_ACTION_GROUP (user_data), "quit", NULL);
  return G_SOURCE_REMOVE;
}

static void
bs_application_startup (GApplication *application)
{
  BsApplication *self = BS_APPLICATION (application);

  G_APPLICATION_CLASS (bs_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (APPLICATION_ID);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    "/io/github/broadsheet/Broadsheet/icons");
  /* The themes are read when they are asked first, which would be while a window is about to appear. */
  gtk_icon_theme_has_icon (gtk_icon_theme_get_for_display (gdk_display_get_default ()), APPLICATION_ID);

  self->settings = bs_settings_new ();
  self->recent = bs_recent_folders_new (self->settings);
  g_signal_connect_object (self->recent, "changed", G_CALLBACK (recent_cb), self, G_CONNECT_SWAPPED);
  recent_cb (self);
  bs_recent_folders_look (self->recent);
  create_pictures (self);
  bs_application_install_actions (self);
  g_unix_signal_add (SIGTERM, signal_cb, self);
  g_unix_signal_add (SIGINT, signal_cb, self);
  g_unix_signal_add (SIGHUP, signal_cb, self);
}

/* Returns: (transfer full) (nullable): by what the desktop knows this start */
static char *
dup_startup_id (void)
{
  static const char *const names[] = { "DESKTOP_STARTUP_ID=", "XDG_ACTIVATION_TOKEN=" };
  g_autofree char *environment = NULL;
  gsize length;

  /* GTK has taken it out of the environment, but not out of what the process was started with. */
  if (!g_file_get_contents ("/proc/self/environ", &environment, &length, NULL))
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    for (const char *p = environment; p < environment + length; p += strlen (p) + 1)
      if (g_str_has_prefix (p, names[i]) && p[strlen (names[i])] != '\0' && g_utf8_validate (p, -1, NULL))
        return g_strdup (p + strlen (names[i]));
  return NULL;
}

static void
bs_application_add_platform_data (GApplication *application, GVariantBuilder *builder)
{
  G_APPLICATION_CLASS (bs_application_parent_class)->add_platform_data (application, builder);

  /* GTK looks for it at the display, which a second process does not open. */
  if (gdk_display_get_default () == NULL)
    {
      g_autofree char *id = dup_startup_id ();

      if (id != NULL)
        g_variant_builder_add (builder, "{sv}", "desktop-startup-id", g_variant_new_string (id));
    }
}

static void
bs_application_shutdown (GApplication *application)
{
  BsApplication *self = BS_APPLICATION (application);

  G_APPLICATION_CLASS (bs_application_parent_class)->shutdown (application);

  /* There is no window any more that could stand still, and what was read last is to be kept too. */
  bs_library_wait_for_marks (MARKS_SECONDS);
  g_clear_object (&self->recent);
  g_clear_object (&self->pictures);
  g_clear_object (&self->settings);
}

/* Options that are the application's actions, by the same names, where there is no bus to call them over. */
static const struct
{
  const char *name;
  const char *help;
} action_options[] = {
  { "new-window", N_ ("Open a new window") },
  { "import", N_ ("Choose files to import") },
  { "search", N_ ("Search in the articles") },
};

/* A folder and what is to be done in it are handed on together, because it takes a while until it is shown. */
static gboolean
bs_application_local_command_line (GApplication *application, char ***arguments, int *status)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  const char *hint = NULL;
  gboolean is_simple = TRUE;
  g_autoptr (GError) error = NULL;

  for (guint i = 1; (*arguments)[i] != NULL; i++)
    {
      const char *argument = (*arguments)[i];

      if (*argument == '\0')
        {
          g_printerr ("Broadsheet: %s\n", _ ("An empty name is the name of no folder or file."));
          *status = 1;
          return TRUE;
        }
      if (g_str_has_prefix (argument, "--") && bs_application_is_hint (argument + strlen ("--")))
        hint = argument + strlen ("--");
      else if (*argument == '-')
        is_simple = FALSE;
      else
        g_ptr_array_add (files, g_file_new_for_commandline_arg (argument));
    }
  if (!is_simple || hint == NULL || files->len == 0)
    return G_APPLICATION_CLASS (bs_application_parent_class)->local_command_line (application, arguments, status);

  *status = g_application_register (application, NULL, &error) ? 0 : 1;
  if (error != NULL)
    g_printerr ("Broadsheet: %s\n", error->message);
  else
    g_application_open (application, (GFile **) files->pdata, (int) files->len, hint);
  return TRUE;
}

static int
bs_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("Broadsheet %s\n", PACKAGE_VERSION);
      return 0;
    }

  /* Whoever runs first does it; the activation that follows then only shows the window. */
  for (gsize i = 0; i < G_N_ELEMENTS (action_options); i++)
    {
      g_autoptr (GError) error = NULL;

      if (!g_variant_dict_contains (options, action_options[i].name))
        continue;
      if (!g_application_register (application, NULL, &error))
        {
          g_printerr ("Broadsheet: %s\n", error->message);
          return 1;
        }
      g_action_group_activate_action (G_ACTION_GROUP (application), action_options[i].name, NULL);
    }

  return G_APPLICATION_CLASS (bs_application_parent_class)->handle_local_options (application, options);
}

static void
bs_application_class_init (BsApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->activate = bs_application_activate;
  application_class->open = bs_application_open;
  application_class->startup = bs_application_startup;
  application_class->shutdown = bs_application_shutdown;
  application_class->add_platform_data = bs_application_add_platform_data;
  application_class->local_command_line = bs_application_local_command_line;
  application_class->handle_local_options = bs_application_handle_local_options;
}

static void
bs_application_init (BsApplication *self)
{
  g_application_add_main_option (G_APPLICATION (self), "version", 0, 0, G_OPTION_ARG_NONE,
                                 _ ("Say which version this is"), NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (action_options); i++)
    g_application_add_main_option (G_APPLICATION (self), action_options[i].name, 0, 0, G_OPTION_ARG_NONE,
                                   _ (action_options[i].help), NULL);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _ ("[FOLDER…] [FILE…]"));
  g_application_set_option_context_summary (
      G_APPLICATION (self),
      _ ("Opens a folder of articles, or the last one. Files can be imported into it, or read where they are."));
}

BsApplication *
bs_application_new (void)
{
  return g_object_new (BS_TYPE_APPLICATION, "application-id", APPLICATION_ID, "flags", G_APPLICATION_HANDLES_OPEN,
                       "resource-base-path", "/io/github/broadsheet/Broadsheet", NULL);
}

/* What is open is kept as it is now, while the windows close one by one. */
void
bs_application_set_quitting (BsApplication *self)
{
  g_return_if_fail (BS_IS_APPLICATION (self));

  bs_application_save_session (self, NULL);
  self->is_quitting = TRUE;
}

gboolean
bs_application_is_quitting (BsApplication *self)
{
  g_return_val_if_fail (BS_IS_APPLICATION (self), FALSE);

  return self->is_quitting;
}

/* Returns: (transfer none) (nullable): %NULL where they are not installed */
GSettings *
bs_application_get_settings (BsApplication *self)
{
  g_return_val_if_fail (BS_IS_APPLICATION (self), NULL);

  return self->settings;
}

BsRecentFolders *
bs_application_get_recent (BsApplication *self)
{
  g_return_val_if_fail (BS_IS_APPLICATION (self), NULL);

  return self->recent;
}

BsPictureLoader *
bs_application_get_pictures (BsApplication *self)
{
  g_return_val_if_fail (BS_IS_APPLICATION (self), NULL);

  return self->pictures;
}

static void
state_cb (BsApplication *self, GParamSpec *pspec, BsLibrary *library)
{
  g_assert (BS_IS_APPLICATION (self));

  if (bs_library_get_state (library) != BS_LIBRARY_READY)
    return;
  g_signal_handlers_disconnect_by_func (library, state_cb, self);
  bs_recent_folders_add (self->recent, bs_library_get_folder (library));
}

/* What could not be opened is not offered again. */
static void
remember (BsApplication *self, BsLibrary *library)
{
  g_signal_handlers_disconnect_by_func (library, state_cb, self);
  g_signal_connect_object (library, "notify::state", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
  state_cb (self, NULL, library);
}

/*
 * bs_application_open_folder:
 * @from: (nullable): the window that asks for it, which takes it if it has no library yet
 *
 * Shows a folder in a window of its own, or presents the window that shows it already.
 *
 * Returns: (transfer none): the window
 */
BsWindow *
bs_application_open_folder (BsApplication *self, GFile *folder, BsWindow *from)
{
  BsWindow *window;

  g_return_val_if_fail (BS_IS_APPLICATION (self), NULL);
  g_return_val_if_fail (G_IS_FILE (folder), NULL);
  g_return_val_if_fail (from == NULL || BS_IS_WINDOW (from), NULL);

  if (g_file_peek_path (folder) == NULL)
    {
      window = from != NULL ? from : bs_window_new (self);
      gtk_window_present (GTK_WINDOW (window));
      bs_window_show_toast (window, _ ("Only folders that the system reaches by a path can be opened."));
      return window;
    }

  window = find_window (self, folder);
  if (window == NULL)
    {
      if (from != NULL && bs_window_is_free (from))
        window = from;
      else
        window = find_window (self, NULL);
      if (window == NULL)
        window = bs_window_new (self);
      bs_window_open (window, folder);
    }

  bs_window_set_passing (window, FALSE);
  bs_application_save_session (self, NULL);
  remember (self, bs_window_get_library (window));
  gtk_window_present (GTK_WINDOW (window));
  return window;
}
