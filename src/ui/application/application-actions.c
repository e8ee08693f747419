/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "reader/frame-watch.h"
#include "ui/dialogs/about.h"
#include "ui/application/application-private.h"
#include "ui/dialogs/preferences.h"
#include "ui/window/window.h"

static void
new_window_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsApplication *self = user_data;

  g_assert (BS_IS_APPLICATION (self));

  bs_recent_folders_look (bs_application_get_recent (self));
  gtk_window_present (GTK_WINDOW (bs_window_new (self)));
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

/* A dialog that comes before the first picture of its window is put behind it on Wayland. */
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

/* The desktop's overview, where one asked there for more than it shows. */
static void
search_for_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsApplication *self = user_data;
  BsRecentFolders *recent = bs_application_get_recent (self);
  BsWindow *window;

  g_assert (BS_IS_APPLICATION (self));

  window = bs_application_present_window (self);
  if (bs_window_get_library (window) == NULL && bs_recent_folders_get_n (recent) > 0)
    window = bs_application_open_folder (self, bs_recent_folders_get (recent, 0, NULL), window);
  bs_window_search_for (window, g_variant_get_string (parameter, NULL));
}

static void
about_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsApplication *self = user_data;

  g_assert (BS_IS_APPLICATION (self));

  bs_about_show (self, gtk_application_get_active_window (GTK_APPLICATION (self)));
}

static void
preferences_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsApplication *self = user_data;

  g_assert (BS_IS_APPLICATION (self));

  bs_preferences_show (self, gtk_application_get_active_window (GTK_APPLICATION (self)));
}

/* Windows are closed one by one, so that each of them keeps what it has to keep. */
static void
quit_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BsApplication *self = user_data;
  g_autoptr (GList) windows = NULL;

  g_assert (BS_IS_APPLICATION (self));

  bs_application_set_quitting (self);
  /* What belongs to a window goes before it. */
  windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (self)));
  for (GList *link = windows; link != NULL; link = link->next)
    if (!BS_IS_WINDOW (link->data))
      {
        gtk_window_set_transient_for (link->data, NULL);
        gtk_window_destroy (link->data);
      }
  for (GList *link = windows; link != NULL; link = link->next)
    if (g_list_find (gtk_application_get_windows (GTK_APPLICATION (self)), link->data) != NULL)
      gtk_window_close (link->data);
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
  GSettings *settings = bs_application_get_settings (self);
  g_autoptr (GAction) action = NULL;

  if (settings == NULL)
    return;

  action = g_settings_create_action (settings, "style");
  g_action_map_add_action (G_ACTION_MAP (self), action);
  g_settings_bind_with_mapping (settings, "style", adw_style_manager_get_default (), "color-scheme",
                                G_SETTINGS_BIND_GET, style_to_scheme, NULL, NULL, NULL);
}

void
bs_application_install_actions (BsApplication *self)
{
  static const GActionEntry entries[] = {
    /* The desktop file names these three. */
    { "new-window", new_window_action, NULL, NULL, NULL, { 0 } },
    { "import", import_action, NULL, NULL, NULL, { 0 } },
    { "search", search_action, NULL, NULL, NULL, { 0 } },
    { "search-for", search_for_action, "s", NULL, NULL, { 0 } },
    { "preferences", preferences_action, NULL, NULL, NULL, { 0 } },
    { "about", about_action, NULL, NULL, NULL, { 0 } },
    { "quit", quit_action, NULL, NULL, NULL, { 0 } },
  };
  static const struct
  {
    const char *action;
    const char *accels[4];
  } accels[] = {
    { "app.new-window", { "<Control>n" } },
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
    { "win.full-screen", { "F11" } },
    { "win.focus(1)", { "<Control>1" } },
    { "win.focus(2)", { "<Control>2" } },
    { "win.focus(3)", { "<Control>3" } },
    { "win.back", { "<Alt>Left" } },
    { "win.find", { "<Control>g" } },
    { "win.find-next", { "F3" } },
    { "win.find-previous", { "<Shift>F3" } },
    { "win.zoom-in", { "<Control>plus", "<Control>equal", "<Control>KP_Add" } },
    { "win.zoom-out", { "<Control>minus", "<Control>KP_Subtract" } },
    { "win.zoom-normal", { "<Control>0", "<Control>KP_0" } },
    { "win.show-help-overlay", { "<Control>question", "<Control>slash" } },
  };

  g_return_if_fail (BS_IS_APPLICATION (self));

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  install_style (self);
  for (gsize i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accels[i].action, accels[i].accels);
}
