/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/window/window-private.h"

/* So many libraries are remembered to have stood open in a certain way. */
#define MAX_LIBRARIES 20

static GSettings *
get_settings (BsWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  return application != NULL ? bs_application_get_settings (BS_APPLICATION (application)) : NULL;
}

static char *
get_uri (BsWindow *self)
{
  return self->library != NULL ? g_file_get_uri (bs_library_get_folder (self->library)) : NULL;
}

/* Each window starts as the last one was left; no window follows another while both are open. */
void
bs_window_restore_state (BsWindow *self)
{
  GSettings *settings = get_settings (self);
  g_autofree char *sort = NULL;

  g_return_if_fail (BS_IS_WINDOW (self));

  gtk_window_set_default_size (GTK_WINDOW (self), 1200, 760);
  if (settings == NULL)
    return;

  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (settings, "window-width"),
                               g_settings_get_int (settings, "window-height"));
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  self->sidebar_shown = g_settings_get_boolean (settings, "sidebar-shown");
  bs_pane_set_width (self->sidebar_pane, g_settings_get_int (settings, "sidebar-width"));
  bs_pane_set_width (self->list_pane, g_settings_get_int (settings, "list-width"));

  sort = g_settings_get_string (settings, "sort");
  g_object_set (self->articles, "sort", sort, "reverse", g_settings_get_boolean (settings, "sort-reverse"), NULL);
}

void
bs_window_save_state (BsWindow *self)
{
  GSettings *settings = get_settings (self);
  g_autofree char *sort = NULL;
  gboolean reverse;
  int width, height;

  g_return_if_fail (BS_IS_WINDOW (self));

  if (settings == NULL)
    return;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_object_get (self->articles, "sort", &sort, "reverse", &reverse, NULL);
  g_settings_delay (settings);
  if (width >= 360 && height >= 200)
    {
      g_settings_set_int (settings, "window-width", width);
      g_settings_set_int (settings, "window-height", height);
    }
  g_settings_set_boolean (settings, "window-maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
  g_settings_set_boolean (settings, "sidebar-shown", self->sidebar_shown);
  g_settings_set_int (settings, "sidebar-width", bs_pane_get_width (self->sidebar_pane));
  g_settings_set_int (settings, "list-width", bs_pane_get_width (self->list_pane));
  g_settings_set_string (settings, "sort", sort);
  g_settings_set_boolean (settings, "sort-reverse", reverse);
  g_settings_apply (settings);
}

void
bs_window_restore_expanded (BsWindow *self)
{
  GSettings *settings = get_settings (self);
  g_autofree char *uri = get_uri (self);
  g_autofree const char **keys = NULL;
  g_autoptr (GVariant) all = NULL;
  g_autoptr (GVariant) mine = NULL;

  g_return_if_fail (BS_IS_WINDOW (self));

  if (settings != NULL && uri != NULL)
    {
      all = g_settings_get_value (settings, "expanded");
      mine = g_variant_lookup_value (all, uri, G_VARIANT_TYPE_STRING_ARRAY);
    }
  if (mine != NULL)
    keys = g_variant_get_strv (mine, NULL);
  bs_sidebar_set_expanded (self->sidebar, keys);
}

void
bs_window_save_expanded (BsWindow *self)
{
  GSettings *settings = get_settings (self);
  g_autofree char *uri = get_uri (self);
  g_auto (GStrv) keys = NULL;
  g_autoptr (GVariant) all = NULL;
  GVariantBuilder builder;
  GVariantIter iter;
  const char *other;
  GVariant *value;
  guint n = 1;

  g_return_if_fail (BS_IS_WINDOW (self));

  if (settings == NULL || uri == NULL)
    return;

  keys = bs_sidebar_dup_expanded (self->sidebar);
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{sas}"));
  g_variant_builder_add (&builder, "{s^as}", uri, keys);

  all = g_settings_get_value (settings, "expanded");
  g_variant_iter_init (&iter, all);
  while (g_variant_iter_next (&iter, "{&s@as}", &other, &value))
    {
      if (!g_str_equal (other, uri) && n++ < MAX_LIBRARIES)
        g_variant_builder_add (&builder, "{s@as}", other, value);
      g_variant_unref (value);
    }
  g_settings_set_value (settings, "expanded", g_variant_builder_end (&builder));
}
