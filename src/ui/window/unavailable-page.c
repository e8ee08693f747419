/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/window/unavailable-page.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/late-menu.h"

struct _BsUnavailablePage
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkMenuButton *menu_button;
  AdwStatusPage *status;
};

G_DEFINE_FINAL_TYPE (BsUnavailablePage, bs_unavailable_page, GTK_TYPE_WIDGET)

static void
bs_unavailable_page_dispose (GObject *object)
{
  BsUnavailablePage *self = BS_UNAVAILABLE_PAGE (object);

  g_clear_pointer (&self->content, gtk_widget_unparent);

  G_OBJECT_CLASS (bs_unavailable_page_parent_class)->dispose (object);
}

static void
bs_unavailable_page_class_init (BsUnavailablePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bs_unavailable_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/broadsheet/Broadsheet/ui/unavailable-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BsUnavailablePage, content);
  gtk_widget_class_bind_template_child (widget_class, BsUnavailablePage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, BsUnavailablePage, status);
}

static void
bs_unavailable_page_init (BsUnavailablePage *self)
{
  GMenu *menu = gtk_application_get_menu_by_id (GTK_APPLICATION (g_application_get_default ()), "primary-menu");

  gtk_widget_init_template (GTK_WIDGET (self));
  bs_late_menu_set (self->menu_button, G_MENU_MODEL (menu));
}

GtkWidget *
bs_unavailable_page_new (void)
{
  return g_object_new (BS_TYPE_UNAVAILABLE_PAGE, NULL);
}

/* Explains why a library's articles cannot be shown. */
void
bs_unavailable_page_explain (BsUnavailablePage *self, BsLibrary *library)
{
  g_autofree char *name = NULL;
  g_autofree char *description = NULL;
  const char *message;

  g_return_if_fail (BS_IS_UNAVAILABLE_PAGE (self));
  g_return_if_fail (BS_IS_LIBRARY (library));

  name = g_file_get_parse_name (bs_library_get_folder (library));
  message = bs_library_get_message (library);
  if (bs_library_get_state (library) == BS_LIBRARY_GONE)
    {
      adw_status_page_set_title (self->status, _ ("Folder Not Found"));
      description = g_markup_printf_escaped (
          _ ("“%s” was moved or renamed, or is on a drive that is not connected. It will reopen when it is available."),
          name);
    }
  else
    {
      adw_status_page_set_title (self->status, _ ("Folder Cannot Be Read"));
      /* The reason contains the folder's name. */
      description = g_markup_escape_text (message != NULL && message[0] != '\0' ? message : name, -1);
    }
  adw_status_page_set_description (self->status, description);
}

void
bs_unavailable_page_popup_menu (BsUnavailablePage *self)
{
  g_return_if_fail (BS_IS_UNAVAILABLE_PAGE (self));

  gtk_menu_button_popup (self->menu_button);
}
