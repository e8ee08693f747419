/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/dialogs/preferences.h"

#include <glib/gi18n-lib.h>

struct _BsPreferences
{
  AdwPreferencesWindow parent_instance;

  GtkFontChooser *font;
  GtkSpinButton *text_size;
  GtkRange *line_width;
  GtkRange *line_height;
  AdwComboRow *style;
  GtkSwitch *mark_read;
  GtkSwitch *notification_titles;
  AdwComboRow *pictures;
  AdwExpanderRow *hosts;
  GtkSpinButton *picture_megabytes;
  AdwActionRow *kept;

  GSettings *settings;
  BsPictureLoader *loader;
  GPtrArray *host_rows; /* (element-type GtkWidget) */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (BsPreferences, bs_preferences, ADW_TYPE_PREFERENCES_WINDOW)

/* In the order of the rows. */
static const char *const style_nicks[] = { "system", "light", "dark", "sepia", NULL };
static const char *const picture_nicks[] = { "ask", "never", "always", NULL };

static gboolean
nick_to_position (GValue *value, GVariant *variant, gpointer user_data)
{
  const char *const *nicks = user_data;

  for (guint i = 0; nicks[i] != NULL; i++)
    if (g_str_equal (nicks[i], g_variant_get_string (variant, NULL)))
      {
        g_value_set_uint (value, i);
        return TRUE;
      }
  return FALSE;
}

static GVariant *
position_to_nick (const GValue *value, const GVariantType *type, gpointer user_data)
{
  const char *const *nicks = user_data;

  return g_variant_new_string (nicks[MIN (g_value_get_uint (value), g_strv_length ((char **) nicks) - 1)]);
}

static gboolean
factor_to_percent (GValue *value, GVariant *variant, gpointer user_data)
{
  g_value_set_double (value, g_variant_get_double (variant) * 100);
  return TRUE;
}

static GVariant *
percent_to_factor (const GValue *value, const GVariantType *type, gpointer user_data)
{
  return g_variant_new_double (g_value_get_double (value) / 100);
}

static gboolean
family_to_font (GValue *value, GVariant *variant, gpointer user_data)
{
  const char *family = g_variant_get_string (variant, NULL);

  g_value_set_string (value, *family != '\0' ? family : _ ("Sans"));
  return TRUE;
}

static void
font_cb (BsPreferences *self)
{
  g_autoptr (PangoFontFamily) family = gtk_font_chooser_get_font_family (self->font);

  g_assert (BS_IS_PREFERENCES (self));

  if (family != NULL)
    g_object_ref (family);
  if (family != NULL && gtk_widget_get_realized (GTK_WIDGET (self)))
    g_settings_set_string (self->settings, "text-font", pango_font_family_get_name (family));
}

static void
font_reset_cb (BsPreferences *self)
{
  g_assert (BS_IS_PREFERENCES (self));

  g_settings_reset (self->settings, "text-font");
}

static void
remove_host_cb (BsPreferences *self, GtkWidget *button)
{
  const char *host = g_object_get_data (G_OBJECT (button), "host");
  g_auto (GStrv) hosts = g_settings_get_strv (self->settings, "picture-hosts");
  g_autoptr (GStrvBuilder) rest = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  g_assert (BS_IS_PREFERENCES (self));
  g_assert (GTK_IS_BUTTON (button));

  for (gsize i = 0; hosts[i] != NULL; i++)
    if (!g_str_equal (hosts[i], host))
      g_strv_builder_add (rest, hosts[i]);
  names = g_strv_builder_end (rest);
  g_settings_set_strv (self->settings, "picture-hosts", (const char *const *) names);
}

static void
add_host (BsPreferences *self, const char *host)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("list-remove-symbolic");
  g_autofree char *label = g_strdup_printf (_ ("Stop Loading From %s"), host);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), host);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (button), "host", g_strdup (host), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_host_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_expander_row_add_row (self->hosts, row);
  g_ptr_array_add (self->host_rows, row);
}

static void
hosts_cb (BsPreferences *self)
{
  g_auto (GStrv) hosts = g_settings_get_strv (self->settings, "picture-hosts");

  g_assert (BS_IS_PREFERENCES (self));

  for (guint i = 0; i < self->host_rows->len; i++)
    adw_expander_row_remove (self->hosts, g_ptr_array_index (self->host_rows, i));
  g_ptr_array_set_size (self->host_rows, 0);
  for (gsize i = 0; hosts[i] != NULL; i++)
    add_host (self, hosts[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->hosts), hosts[0] != NULL);
}

static void
measured_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsPreferences) self = user_data;
  gint64 bytes = bs_picture_loader_measure_finish (BS_PICTURE_LOADER (source), result, NULL);
  g_autofree char *size = g_format_size (MAX (bytes, 0));

  g_assert (BS_IS_PREFERENCES (self));

  if (self->kept != NULL)
    adw_action_row_set_subtitle (self->kept, size);
}

static void
measure (BsPreferences *self, gboolean clear)
{
  bs_picture_loader_measure_async (self->loader, clear, self->cancellable, measured_cb, g_object_ref (self));
}

static void
clear_cb (BsPreferences *self)
{
  g_assert (BS_IS_PREFERENCES (self));

  measure (self, TRUE);
}

static void
bs_preferences_dispose (GObject *object)
{
  BsPreferences *self = BS_PREFERENCES (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->settings);
  g_clear_object (&self->loader);
  g_clear_pointer (&self->host_rows, g_ptr_array_unref);

  G_OBJECT_CLASS (bs_preferences_parent_class)->dispose (object);
}

static void
bs_preferences_class_init (BsPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bs_preferences_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/broadsheet/Broadsheet/ui/preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, BsPreferences, font);
  gtk_widget_class_bind_template_child (widget_class, BsPreferences, text_size);
  gtk_widget_class_bind_template_child (widget_class, BsPreferences, line_width);
  gtk_widget_class_bind_template_child (widget_class, BsPreferences, line_height);
  gtk_widget_class_bind_template_child (widget_class, BsPreferences, style);
  gtk_widget_class_bind_template_child (widget_class, BsPreferences, mark_read);
  gtk_widget_class_bind_template_child (widget_class, BsPreferences, notification_titles);
  gtk_widget_class_bind_template_child (widget_class, BsPreferences, pictures);
  gtk_widget_class_bind_template_child (widget_class, BsPreferences, hosts);
  gtk_widget_class_bind_template_child (widget_class, BsPreferences, picture_megabytes);
  gtk_widget_class_bind_template_child (widget_class, BsPreferences, kept);
  gtk_widget_class_bind_template_callback (widget_class, font_cb);
  gtk_widget_class_bind_template_callback (widget_class, font_reset_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
}

static void
bs_preferences_init (BsPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->host_rows = g_ptr_array_new ();
  gtk_scale_add_mark (GTK_SCALE (self->line_width), 100, GTK_POS_BOTTOM, NULL);
  gtk_scale_add_mark (GTK_SCALE (self->line_height), 100, GTK_POS_BOTTOM, NULL);
}

static void
bind_choice (BsPreferences *self, const char *key, AdwComboRow *row, const char *const *nicks)
{
  g_settings_bind_with_mapping (self->settings, key, row, "selected", G_SETTINGS_BIND_DEFAULT, nick_to_position,
                                position_to_nick, (gpointer) nicks, NULL);
}

static void
bind_percent (BsPreferences *self, const char *key, gpointer adjustment)
{
  g_settings_bind_with_mapping (self->settings, key, adjustment, "value", G_SETTINGS_BIND_DEFAULT, factor_to_percent,
                                percent_to_factor, NULL, NULL);
}

static void
bind_all (BsPreferences *self)
{
  g_settings_bind_with_mapping (self->settings, "text-font", self->font, "font", G_SETTINGS_BIND_GET, family_to_font,
                                NULL, NULL, NULL);
  bind_percent (self, "text-size", gtk_spin_button_get_adjustment (self->text_size));
  bind_percent (self, "line-width", gtk_range_get_adjustment (self->line_width));
  bind_percent (self, "line-height", gtk_range_get_adjustment (self->line_height));
  bind_choice (self, "style", self->style, style_nicks);
  g_settings_bind (self->settings, "mark-read", self->mark_read, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "notification-titles", self->notification_titles, "active", G_SETTINGS_BIND_DEFAULT);
  bind_choice (self, "pictures", self->pictures, picture_nicks);
  g_settings_bind (self->settings, "picture-megabytes", gtk_spin_button_get_adjustment (self->picture_megabytes),
                   "value", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (self->settings, "changed::picture-hosts", G_CALLBACK (hosts_cb), self, G_CONNECT_SWAPPED);
  hosts_cb (self);
  measure (self, FALSE);
}

/* @parent: (nullable) */
void
bs_preferences_show (GtkApplication *application, GtkWindow *parent, GSettings *settings, BsPictureLoader *loader)
{
  BsPreferences *self;

  g_return_if_fail (GTK_IS_APPLICATION (application));
  g_return_if_fail (G_IS_SETTINGS (settings));
  g_return_if_fail (BS_IS_PICTURE_LOADER (loader));

  self = g_object_new (BS_TYPE_PREFERENCES, "application", application, "transient-for", parent, "modal",
                       parent != NULL, NULL);
  self->settings = g_object_ref (settings);
  self->loader = g_object_ref (loader);
  bind_all (self);
  gtk_window_present (GTK_WINDOW (self));
}
