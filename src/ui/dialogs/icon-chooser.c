/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/dialogs/icon-chooser.h"

#include <glib/gi18n-lib.h>

#define N_COLUMNS 6

/* Icons of the theme, with their names for screen readers. The first is that of a search without an icon. */
static const struct
{
  const char *icon_name;
  const char *name;
} icons[] = {
  { "folder-saved-search-symbolic", NC_ ("icon", "Search") },
  { "starred-symbolic", NC_ ("icon", "Star") },
  { "emblem-favorite-symbolic", NC_ ("icon", "Heart") },
  { "user-bookmarks-symbolic", NC_ ("icon", "Bookmark") },
  { "view-pin-symbolic", NC_ ("icon", "Pin") },
  { "emblem-important-symbolic", NC_ ("icon", "Important") },
  { "mail-unread-symbolic", NC_ ("icon", "Letter") },
  { "alarm-symbolic", NC_ ("icon", "Clock") },
  { "x-office-calendar-symbolic", NC_ ("icon", "Calendar") },
  { "mark-location-symbolic", NC_ ("icon", "Place") },
  { "user-home-symbolic", NC_ ("icon", "Home") },
  { "avatar-default-symbolic", NC_ ("icon", "Person") },
  { "utilities-terminal-symbolic", NC_ ("icon", "Terminal") },
  { "applications-engineering-symbolic", NC_ ("icon", "Engineering") },
  { "applications-science-symbolic", NC_ ("icon", "Science") },
  { "applications-games-symbolic", NC_ ("icon", "Games") },
  { "audio-x-generic-symbolic", NC_ ("icon", "Music") },
  { "camera-photo-symbolic", NC_ ("icon", "Camera") },
  { "emoji-food-symbolic", NC_ ("icon", "Food") },
  { "emoji-nature-symbolic", NC_ ("icon", "Nature") },
  { "emoji-travel-symbolic", NC_ ("icon", "Travel") },
  { "emoji-activities-symbolic", NC_ ("icon", "Sports") },
  { "emoji-objects-symbolic", NC_ ("icon", "Idea") },
  { "emoji-flags-symbolic", NC_ ("icon", "Flag") },
};

struct _BsIconChooser
{
  AdwBin parent_instance;

  GtkMenuButton *button;
  GtkToggleButton *toggles[G_N_ELEMENTS (icons)];
  char *icon; /* (nullable): may be an icon that is not offered */
};

G_DEFINE_FINAL_TYPE (BsIconChooser, bs_icon_chooser, ADW_TYPE_BIN)

static void
show_icon (BsIconChooser *self)
{
  const char *icon_name = self->icon != NULL ? self->icon : icons[0].icon_name;
  const char *name = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (icons); i++)
    if (g_str_equal (icons[i].icon_name, icon_name))
      name = g_dpgettext2 (GETTEXT_PACKAGE, "icon", icons[i].name);
  gtk_menu_button_set_icon_name (self->button, icon_name);
  /* Translators: the name of an icon, such as Star */
  text = name != NULL ? g_strdup_printf (_ ("Icon: %s"), name) : g_strdup (_ ("Icon"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
toggled_cb (BsIconChooser *self, GtkToggleButton *toggle)
{
  g_assert (BS_IS_ICON_CHOOSER (self));

  if (!gtk_toggle_button_get_active (toggle))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (icons); i++)
    if (self->toggles[i] == toggle)
      {
        g_free (self->icon);
        self->icon = i > 0 ? g_strdup (icons[i].icon_name) : NULL;
      }
  show_icon (self);
}

static void
clicked_cb (BsIconChooser *self)
{
  g_assert (BS_IS_ICON_CHOOSER (self));

  gtk_menu_button_popdown (self->button);
}

static void
bs_icon_chooser_finalize (GObject *object)
{
  g_free (BS_ICON_CHOOSER (object)->icon);

  G_OBJECT_CLASS (bs_icon_chooser_parent_class)->finalize (object);
}

static void
bs_icon_chooser_class_init (BsIconChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_icon_chooser_finalize;
}

static void
bs_icon_chooser_init (BsIconChooser *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *grid = gtk_grid_new ();

  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_grid_set_row_spacing (GTK_GRID (grid), 3);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 3);
  for (guint i = 0; i < G_N_ELEMENTS (icons); i++)
    {
      const char *name = g_dpgettext2 (GETTEXT_PACKAGE, "icon", icons[i].name);
      GtkWidget *toggle = gtk_toggle_button_new ();

      self->toggles[i] = GTK_TOGGLE_BUTTON (toggle);
      gtk_button_set_icon_name (GTK_BUTTON (toggle), icons[i].icon_name);
      gtk_widget_add_css_class (toggle, "flat");
      gtk_widget_set_tooltip_text (toggle, name);
      gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      gtk_toggle_button_set_group (self->toggles[i], i > 0 ? self->toggles[0] : NULL);
      g_signal_connect_object (toggle, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (toggle, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
      gtk_grid_attach (GTK_GRID (grid), toggle, (int) i % N_COLUMNS, (int) i / N_COLUMNS, 1, 1);
    }
  gtk_popover_set_child (GTK_POPOVER (popover), grid);
  gtk_menu_button_set_popover (self->button, popover);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));
  bs_icon_chooser_set_icon (self, NULL);
}

GtkWidget *
bs_icon_chooser_new (void)
{
  return g_object_new (BS_TYPE_ICON_CHOOSER, NULL);
}

/* Returns: (nullable): the name of the icon; %NULL for the usual one */
const char *
bs_icon_chooser_get_icon (BsIconChooser *self)
{
  g_return_val_if_fail (BS_IS_ICON_CHOOSER (self), NULL);

  return self->icon;
}

/* @icon: (nullable) */
void
bs_icon_chooser_set_icon (BsIconChooser *self, const char *icon)
{
  g_return_if_fail (BS_IS_ICON_CHOOSER (self));

  for (guint i = 0; i < G_N_ELEMENTS (icons); i++)
    gtk_toggle_button_set_active (self->toggles[i], g_strcmp0 (icon, i > 0 ? icons[i].icon_name : NULL) == 0);
  g_free (self->icon);
  self->icon = g_strdup (icon);
  show_icon (self);
}
