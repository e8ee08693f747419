/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/application/application.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <string.h>

#include "model/library/folder/memory.h"
#include "model/library/folder/settings.h"
#include "reader/frame-watch.h"
#include "ui/application/file-opener.h"
#include "ui/dialogs/about.h"
#include "ui/dialogs/preferences.h"
#include "ui/source/source-file.h"
#include "ui/widgets/accessible.h"
#include "ui/widgets/check-keys.h"
#include "ui/widgets/focus-keeper.h"

/* How long quitting may wait for the disk. */
#define MARKS_SECONDS 10

#define SESSION_KEY "session"
/* More windows than this were opened by mistake. */
#define MAX_WINDOWS 20

struct _BsApplication
{
  AdwApplication parent_instance;

  GSettings *settings; /* (nullable): if the schema is not installed */
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
new_window_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsApplication *self = user_data;

  g_assert (BS_IS_APPLICATION (self));

  bs_recent_folders_look (self->recent);
  gtk_window_present (GTK_WINDOW (bs_application_new_window (self)));
}

/* Returns: (nullable): the window that was used last, if it has a library */
static BsWindow *
present_library (BsApplication *self)
{
  BsWindow *window = bs_application_present_window (self);

  if (bs_window_get_library (window) != NULL)
    return window;
  bs_window_show_toast (window, _ ("Open a folder of articles first."));
  return NULL;
}

typedef struct
{
  BsWindow *window;
  BsFrameWatch *watch;
} Choice;

/* On Wayland, a dialog that opens before its window is drawn would be placed behind it. */
static void
import_drawn_cb (gpointer user_data)
{
  Choice *choice = user_data;

  if (gtk_widget_get_visible (GTK_WIDGET (choice->window)))
    gtk_widget_activate_action (GTK_WIDGET (choice->window), "win.import-files", NULL);
  bs_frame_watch_free (choice->watch);
  g_object_unref (choice->window);
  g_free (choice);
}

static void
import_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsWindow *window;
  Choice *choice;

  g_assert (BS_IS_APPLICATION (user_data));

  window = present_library (user_data);
  if (window == NULL)
    return;
  choice = g_new0 (Choice, 1);
  choice->window = g_object_ref (window);
  choice->watch = bs_frame_watch_new (GTK_WIDGET (window), import_drawn_cb, choice);
}

static void
search_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsWindow *window;

  g_assert (BS_IS_APPLICATION (user_data));

  window = present_library (user_data);
  if (window != NULL)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.search", NULL);
}

/* Continues a search from the desktop's overview. */
static void
search_for_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsApplication *self = user_data;
  BsRecentFolders *recent = self->recent;
  BsWindow *window;

  g_assert (BS_IS_APPLICATION (self));

  window = bs_application_present_window (self);
  if (bs_window_get_library (window) == NULL && bs_recent_folders_get_n (recent) > 0)
    window = bs_application_open_folder (self, bs_recent_folders_get (recent, 0, NULL), window);
  bs_window_search_for (window, g_variant_get_string (parameter, NULL));
}

/* A notification was clicked: a folder, and a saved search in it. */
static void
show_search_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsApplication *self = user_data;
  g_autoptr (GFile) folder = NULL;
  const char *uri;
  const char *key;
  BsWindow *window;

  g_assert (BS_IS_APPLICATION (self));

  g_variant_get (parameter, "(&s&s)", &uri, &key);
  folder = g_file_new_for_uri (uri);
  window = find_window (self, folder);
  if (window != NULL)
    {
      gtk_window_present (GTK_WINDOW (window));
      bs_window_show_search (window, key);
      return;
    }
  bs_application_open_folder (self, folder, NULL);
}

static void
about_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsApplication *self = user_data;
  g_autoptr (GPtrArray) libraries = g_ptr_array_new ();

  g_assert (BS_IS_APPLICATION (self));

  for (GList *link = gtk_application_get_windows (GTK_APPLICATION (self)); link != NULL; link = link->next)
    if (BS_IS_WINDOW (link->data) && bs_window_get_library (link->data) != NULL)
      g_ptr_array_add (libraries, bs_window_get_library (link->data));
  bs_about_show (gtk_application_get_active_window (GTK_APPLICATION (self)), libraries, self->settings != NULL);
}

static void
preferences_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsApplication *self = user_data;

  g_assert (BS_IS_APPLICATION (self));

  /* Without installed settings, nothing would be saved. */
  if (self->settings != NULL)
    bs_preferences_show (GTK_APPLICATION (self), gtk_application_get_active_window (GTK_APPLICATION (self)),
                         self->settings, self->pictures);
}

/* Windows are closed one by one, so that each saves its state. */
static void
quit_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsApplication *self = user_data;
  g_autoptr (GList) windows = NULL;

  g_assert (BS_IS_APPLICATION (self));

  /* If there are unsaved changes, the question comes first, and this again after its answer. */
  for (GList *link = gtk_application_get_windows (GTK_APPLICATION (self)); link != NULL; link = link->next)
    if (BS_IS_WINDOW (link->data) && bs_window_ask (link->data, "app.quit"))
      {
        gtk_window_present (link->data);
        return;
      }

  /* The session is saved now, before the windows close one by one. */
  bs_application_save_session (self, NULL);
  self->is_quitting = TRUE;
  /* Dialogs close before their window. */
  windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (self)));
  for (GList *link = windows; link != NULL; link = link->next)
    if (!BS_IS_WINDOW (link->data))
      {
        gtk_window_set_transient_for (link->data, NULL);
        gtk_window_destroy (link->data);
      }
  for (GList *link = windows; link != NULL; link = link->next)
    if (g_list_find (gtk_application_get_windows (GTK_APPLICATION (self)), link->data) != NULL)
      {
        /* GTK closes only realized windows; one that has just opened is not shown yet. */
        gtk_widget_realize (link->data);
        gtk_window_close (link->data);
      }
}

static gboolean
style_to_scheme (GValue *value, GVariant *variant, gpointer user_data)
{
  const char *style = g_variant_get_string (variant, NULL);

  if (g_str_equal (style, "dark"))
    g_value_set_enum (value, ADW_COLOR_SCHEME_FORCE_DARK);
  else if (g_str_equal (style, "light") || g_str_equal (style, "sepia"))
    g_value_set_enum (value, ADW_COLOR_SCHEME_FORCE_LIGHT);
  else
    g_value_set_enum (value, ADW_COLOR_SCHEME_DEFAULT);
  return TRUE;
}

static void
install_style (BsApplication *self)
{
  GSettings *settings = self->settings;
  g_autoptr (GAction) action = NULL;

  if (settings == NULL)
    return;

  action = g_settings_create_action (settings, "style");
  g_action_map_add_action (G_ACTION_MAP (self), action);
  g_settings_bind_with_mapping (settings, "style", adw_style_manager_get_default (), "color-scheme",
                                G_SETTINGS_BIND_GET, style_to_scheme, NULL, NULL, NULL);
}

static void
install_actions (BsApplication *self)
{
  static const GActionEntry entries[] = {
    /* The desktop file contains these three. */
    { "new-window", new_window_action, NULL, NULL, NULL, { 0 } },
    { "import", import_action, NULL, NULL, NULL, { 0 } },
    { "search", search_action, NULL, NULL, NULL, { 0 } },
    { "search-for", search_for_action, "s", NULL, NULL, { 0 } },
    { "show-search", show_search_action, "(ss)", NULL, NULL, { 0 } },
    { "preferences", preferences_action, NULL, NULL, NULL, { 0 } },
    { "about", about_action, NULL, NULL, NULL, { 0 } },
    { "quit", quit_action, NULL, NULL, NULL, { 0 } },
  };
  static const struct
  {
    const char *action;
    const char *accels[4];
  } accels[] = {
    { "app.new-window", { "<Control><Shift>n" } },
    { "win.new-article", { "<Control>n" } },
    { "app.preferences", { "<Control>comma" } },
    { "app.quit", { "<Control>q" } },
    { "window.close", { "<Control>w" } },
    { "win.open-folder", { "<Control>o" } },
    { "win.import-files", { "<Control><Shift>o" } },
    { "win.rescan", { "<Control>r", "F5" } },
    { "win.search", { "<Control>f" } },
    { "win.sidebar", { "F9" } },
    { "win.menu", { "F10" } },
    { "win.undo", { "<Control>z" } },
    { "win.redo", { "<Control><Shift>z" } },
    { "win.history", { "<Control>h" } },
    { "win.replace", { "<Control><Shift>h" } },
    { "win.full-screen", { "F11" } },
    { "win.focus(1)", { "<Control>1" } },
    { "win.focus(2)", { "<Control>2" } },
    { "win.focus(3)", { "<Control>3" } },
    { "win.back", { "<Alt>Left" } },
    { "win.go-to", { "<Control>k" } },
    { "win.forward", { "<Alt>Right" } },
    { "win.save-search", { "<Control>d" } },
    { "win.find", { "<Control>g" } },
    { "win.read-as-text", { "<Control><Shift>t" } },
    { "win.properties", { "<Control>i", "<Alt>Return" } },
    { "win.source", { "<Control>e" } },
    { "win.export", { "<Control><Shift>e" } },
    { "win.print", { "<Control>p" } },
    { "win.save-source", { "<Control>s" } },
    { "win.find-next", { "F3" } },
    { "win.find-previous", { "<Shift>F3" } },
    { "win.zoom-in", { "<Control>plus", "<Control>equal", "<Control>KP_Add" } },
    { "win.zoom-out", { "<Control>minus", "<Control>KP_Subtract" } },
    { "win.zoom-normal", { "<Control>0", "<Control>KP_0" } },
    { "win.show-help-overlay", { "<Control>question", "<Control>slash" } },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  install_style (self);
  for (gsize i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accels[i].action, accels[i].accels);
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

static BsWindow *
create_window (GtkApplication *application)
{
  return bs_application_new_window (BS_APPLICATION (application));
}

static BsWindow *
present_window (GtkApplication *application)
{
  return bs_application_present_window (BS_APPLICATION (application));
}

static BsWindow *
open_folder (GtkApplication *application, GFile *folder)
{
  return bs_application_open_folder (BS_APPLICATION (application), folder, NULL);
}

static void
open_files (BsApplication *self, GFile **files, guint n_files, const char *hint)
{
  static const BsFileOpenerHost host = { create_window, present_window, open_folder };

  bs_file_opener_open (GTK_APPLICATION (self), &host, self->recent, files, n_files, hint);
}

static void
bs_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  open_files (BS_APPLICATION (application), files, (guint) n_files, hint);
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

/* One for all windows, so that permissions apply to each of them. */
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

/* The desktop's session ends, or Ctrl+C was pressed: save the open files. A second signal ends the program at once. */
static gboolean
signal_cb (gpointer user_data)
{
  g_assert (BS_IS_APPLICATION (user_data));

  /* Nobody may be there to answer a question. Unsaved text is offered at the next start. */
  for (GList *link = gtk_application_get_windows (GTK_APPLICATION (user_data)); link != NULL; link = link->next)
    if (BS_IS_WINDOW (link->data))
      bs_window_drop_changes (link->data);
  g_action_group_activate_action (G_ACTION_GROUP (user_data), "quit", NULL);
  return G_SOURCE_REMOVE;
}

static void
bs_application_startup (GApplication *application)
{
  BsApplication *self = BS_APPLICATION (application);

  G_APPLICATION_CLASS (bs_application_parent_class)->startup (application);

  bs_check_keys_install ();
  gtk_window_set_default_icon_name (APPLICATION_ID);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    "/io/github/broadsheet/Broadsheet/icons");
  /* The icon themes are read on first use, which would otherwise be while a window is about to appear. */
  gtk_icon_theme_has_icon (gtk_icon_theme_get_for_display (gdk_display_get_default ()), APPLICATION_ID);

  self->settings = bs_settings_new ();
  self->recent = bs_recent_folders_new (self->settings);
  g_signal_connect_object (self->recent, "changed", G_CALLBACK (recent_cb), self, G_CONNECT_SWAPPED);
  recent_cb (self);
  bs_recent_folders_look (self->recent);
  create_pictures (self);
  install_actions (self);
  bs_accessible_init ();
  g_unix_signal_add (SIGTERM, signal_cb, self);
  g_unix_signal_add (SIGINT, signal_cb, self);
  g_unix_signal_add (SIGHUP, signal_cb, self);
}

/* Returns: (transfer full) (nullable): the startup id that the desktop gave this process */
static char *
dup_startup_id (void)
{
  static const char *const names[] = { "DESKTOP_STARTUP_ID=", "XDG_ACTIVATION_TOKEN=" };
  g_autofree char *environment = NULL;
  gsize length;

  /* GTK has removed it from the environment, but the original environment of the process still has it. */
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

  /* GTK reads it from the display, which a second process does not open. */
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

  /* The windows are closed, so waiting blocks nothing, and the last reading marks must be saved. */
  bs_library_wait_for_marks (MARKS_SECONDS);
  bs_source_file_wait_for_kept (MARKS_SECONDS);
  g_clear_object (&self->recent);
  g_clear_object (&self->pictures);
  g_clear_object (&self->settings);
}

/* Command-line options that are actions of the same name, for systems without a bus. */
static const struct
{
  const char *name;
  const char *help;
} action_options[] = {
  { "new-window", N_ ("Open a new window") },
  { "import", N_ ("Choose files to import") },
  { "search", N_ ("Search in the articles") },
};

/* A folder and the action in it are passed on together, because opening takes a while. */
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
          g_printerr ("Broadsheet: %s\n", _ ("The name of the folder or file is empty."));
          *status = 1;
          return TRUE;
        }
      if (g_str_has_prefix (argument, "--") && bs_file_opener_is_hint (argument + strlen ("--")))
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

  /* The first process handles it; the activation that follows then only presents the window. */
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
bs_application_window_added (GtkApplication *application, GtkWindow *window)
{
  GTK_APPLICATION_CLASS (bs_application_parent_class)->window_added (application, window);

  bs_focus_keeper_install (window);
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
  GTK_APPLICATION_CLASS (klass)->window_added = bs_application_window_added;
}

static void
bs_application_init (BsApplication *self)
{
  g_application_add_main_option (G_APPLICATION (self), "version", 0, 0, G_OPTION_ARG_NONE, _ ("Show the version"),
                                 NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (action_options); i++)
    g_application_add_main_option (G_APPLICATION (self), action_options[i].name, 0, 0, G_OPTION_ARG_NONE,
                                   _ (action_options[i].help), NULL);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _ ("[FOLDER…] [FILE…]"));
  g_application_set_option_context_summary (
      G_APPLICATION (self),
      _ ("Open a folder of articles, or the last one. Files can be imported into it, or read where they are."));
}

BsApplication *
bs_application_new (void)
{
  bs_memory_keep_little ();
  return g_object_new (BS_TYPE_APPLICATION, "application-id", APPLICATION_ID, "flags", G_APPLICATION_HANDLES_OPEN,
                       "resource-base-path", "/io/github/broadsheet/Broadsheet", NULL);
}

/* Returns: (transfer none) (nullable): %NULL if they are not installed */
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

static void
open_folder_cb (BsApplication *self, GFile *folder, BsWindow *window)
{
  g_assert (BS_IS_APPLICATION (self));

  bs_application_open_folder (self, folder, window);
}

static void
open_files_cb (BsApplication *self, GPtrArray *files)
{
  g_assert (BS_IS_APPLICATION (self));

  open_files (self, (GFile **) files->pdata, files->len, "");
}

static void
session_changed_cb (BsApplication *self, gboolean is_leaving, BsWindow *window)
{
  g_assert (BS_IS_APPLICATION (self));

  bs_application_save_session (self, is_leaving ? window : NULL);
}

/* Returns: (transfer none): a window without a library, not presented yet */
BsWindow *
bs_application_new_window (BsApplication *self)
{
  BsWindow *window;

  g_return_val_if_fail (BS_IS_APPLICATION (self), NULL);

  window = bs_window_new (GTK_APPLICATION (self), self->settings, self->recent, self->pictures);
  g_signal_connect_object (window, "open-folder", G_CALLBACK (open_folder_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (window, "open-files", G_CALLBACK (open_files_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (window, "session-changed", G_CALLBACK (session_changed_cb), self, G_CONNECT_SWAPPED);
  return window;
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

/* A folder that could not be opened is removed from the recent ones. */
static void
remember (BsApplication *self, BsLibrary *library)
{
  g_signal_handlers_disconnect_by_func (library, state_cb, self);
  g_signal_connect_object (library, "notify::state", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
  state_cb (self, NULL, library);
}

static gboolean
present_cb (gpointer user_data)
{
  GtkWindow *window = user_data;

  /* It may have been closed since. */
  if (gtk_window_get_application (window) != NULL)
    gtk_window_present (window);
  return G_SOURCE_REMOVE;
}

/* A new window is shown in the next turn of the main loop: that takes as long as it took to build it. */
static void
present (GtkWindow *window)
{
  if (gtk_widget_get_visible (GTK_WIDGET (window)))
    gtk_window_present (window);
  else
    g_idle_add_full (G_PRIORITY_DEFAULT, present_cb, g_object_ref (window), g_object_unref);
}

/*
 * bs_application_open_folder:
 * @from: (nullable): the window of the request, which is used if it has no library yet
 *
 * Opens a folder in a window of its own, or presents the window that shows it already.
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
      window = from != NULL ? from : bs_application_new_window (self);
      gtk_window_present (GTK_WINDOW (window));
      bs_window_show_toast (window, _ ("Only folders with a path on this computer can be opened."));
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
        window = bs_application_new_window (self);
      bs_window_open (window, folder);
    }

  bs_window_set_passing (window, FALSE);
  bs_application_save_session (self, NULL);
  remember (self, bs_window_get_library (window));
  present (GTK_WINDOW (window));
  return window;
}

/*
 * bs_application_save_session:
 * @leaving: (nullable): a window that is about to close; it is saved only if it is the last one
 *
 * Saves the open windows, for the next start.
 */
void
bs_application_save_session (BsApplication *self, BsWindow *leaving)
{
  GVariantBuilder builder;
  gboolean is_passing = FALSE;
  guint n = 0;

  g_return_if_fail (BS_IS_APPLICATION (self));
  g_return_if_fail (leaving == NULL || BS_IS_WINDOW (leaving));

  if (self->settings == NULL || self->is_quitting)
    return;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aa{sv}"));
  for (GList *link = gtk_application_get_windows (GTK_APPLICATION (self)); link != NULL; link = link->next)
    {
      GVariant *session =
          BS_IS_WINDOW (link->data) && link->data != leaving ? bs_window_get_session (link->data) : NULL;

      is_passing = is_passing || (BS_IS_WINDOW (link->data) && bs_window_is_passing (link->data));
      if (session != NULL && n++ < MAX_WINDOWS)
        g_variant_builder_add_value (&builder, session);
    }
  if (n == 0 && leaving != NULL)
    {
      GVariant *session = bs_window_get_session (leaving);

      if (session != NULL)
        {
          g_variant_builder_add_value (&builder, session);
          n++;
        }
    }
  /* If only a file was viewed, the session before it is kept. */
  if (n == 0 && is_passing)
    {
      g_variant_builder_clear (&builder);
      return;
    }
  g_settings_set_value (self->settings, SESSION_KEY, g_variant_builder_end (&builder));
}

/* Returns: whether there was a session to restore */
static gboolean
restore_session (BsApplication *self)
{
  g_autoptr (GVariant) sessions = NULL;
  gsize n;

  if (self->settings == NULL)
    return FALSE;

  sessions = g_settings_get_value (self->settings, SESSION_KEY);
  n = MIN (g_variant_n_children (sessions), MAX_WINDOWS);
  /* The first was used last and is raised to the top again. */
  for (gsize i = n; i > 0; i--)
    {
      g_autoptr (GVariant) session = g_variant_get_child_value (sessions, i - 1);
      BsWindow *window = bs_application_new_window (self);

      bs_window_open_session (window, session);
      gtk_window_present (GTK_WINDOW (window));
    }
  return n > 0;
}

/*
 * bs_application_present_window:
 *
 * Presents the window that was used last, or restores the last session, or opens a new window.
 *
 * Returns: (transfer none): that window
 */
BsWindow *
bs_application_present_window (BsApplication *self)
{
  GtkWindow *window = NULL;

  g_return_val_if_fail (BS_IS_APPLICATION (self), NULL);

  /* A dialog may be in front of it. */
  for (GList *link = gtk_application_get_windows (GTK_APPLICATION (self)); link != NULL && window == NULL;
       link = link->next)
    if (BS_IS_WINDOW (link->data))
      window = link->data;
  if (window == NULL)
    window = restore_session (self) ? gtk_application_get_active_window (GTK_APPLICATION (self)) :
                                      GTK_WINDOW (bs_application_new_window (self));
  gtk_window_present (window);
  return BS_WINDOW (window);
}
