/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/late-menu.h"
#include "ui/window/start-page.h"

struct _BsStartPage
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkMenuButton *menu_button;
  AdwPreferencesGroup *recent_group;

  BsRecentFolders *recent;
  GPtrArray *rows; /* of GtkWidget, owned by the group */
};

G_DEFINE_FINAL_TYPE (BsStartPage, bs_start_page, GTK_TYPE_WIDGET)

static GtkWidget *
make_row (GFile *folder, gboolean missing)
{
  GtkWidget *row = adw_action_row_new ();
  g_autoptr (GFile) parent = g_file_get_parent (folder);
  g_autofree char *basename = g_file_get_basename (folder);
  g_autofree char *name = g_filename_display_name (basename != NULL ? basename : "/");
  g_autofree char *uri = g_file_get_uri (folder);
  g_autofree char *place = parent != NULL ? g_file_get_parse_name (parent) : NULL;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  /* Translators: shown below the name of a recent folder */
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), missing ? _ ("Not found") : place);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-recent");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", uri);
  if (missing)
    gtk_widget_add_css_class (row, "dim-label");

  return row;
}

static void
recent_cb (BsStartPage *self)
{
  guint n = bs_recent_folders_get_n (self->recent);

  g_assert (BS_IS_START_PAGE (self));

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->recent_group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);

  for (guint i = 0; i < n; i++)
    {
      gboolean missing;
      GFile *folder = bs_recent_folders_get (self->recent, i, &missing);
      GtkWidget *row = make_row (folder, missing);

      adw_preferences_group_add (self->recent_group, row);
      g_ptr_array_add (self->rows, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->recent_group), n > 0);
}

static void
bs_start_page_dispose (GObject *object)
{
  BsStartPage *self = BS_START_PAGE (object);

  if (self->recent != NULL)
    g_signal_handlers_disconnect_by_func (self->recent, recent_cb, self);
  g_clear_object (&self->recent);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (bs_start_page_parent_class)->dispose (object);
}

static void
bs_start_page_class_init (BsStartPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bs_start_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/broadsheet/Broadsheet/ui/start-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BsStartPage, content);
  gtk_widget_class_bind_template_child (widget_class, BsStartPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, BsStartPage, recent_group);
}

static void
bs_start_page_init (BsStartPage *self)
{
  GMenu *menu = gtk_application_get_menu_by_id (GTK_APPLICATION (g_application_get_default ()), "primary-menu");

  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  bs_late_menu_set (self->menu_button, G_MENU_MODEL (menu));
}

GtkWidget *
bs_start_page_new (void)
{
  return g_object_new (BS_TYPE_START_PAGE, NULL);
}

void
bs_start_page_set_recent (BsStartPage *self, BsRecentFolders *recent)
{
  g_return_if_fail (BS_IS_START_PAGE (self));
  g_return_if_fail (BS_IS_RECENT_FOLDERS (recent));

  if (!g_set_object (&self->recent, recent))
    return;

  g_signal_connect_object (recent, "changed", G_CALLBACK (recent_cb), self, G_CONNECT_SWAPPED);
  recent_cb (self);
}

void
bs_start_page_popup_menu (BsStartPage *self)
{
  g_return_if_fail (BS_IS_START_PAGE (self));

  gtk_menu_button_popup (self->menu_button);
}
