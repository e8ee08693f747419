/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/window/window-private.h"

/* What a window may show instead of a library. Few windows ever do, so each page is made when it is shown first. */

/* Below the library, so that a pointer does not find it while it still fades away. */
static void
add_page (BsWindow *self, GtkWidget *page, const char *name)
{
  gtk_stack_add_named (self->pages, page, name);
  gtk_widget_insert_after (page, GTK_WIDGET (self->pages), NULL);
}

void
bs_window_show_start (BsWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  g_return_if_fail (BS_IS_WINDOW (self));

  if (self->start_page == NULL)
    {
      self->start_page = BS_START_PAGE (bs_start_page_new ());
      add_page (self, GTK_WIDGET (self->start_page), "start");
      if (application != NULL)
        bs_start_page_set_recent (self->start_page, bs_application_get_recent (BS_APPLICATION (application)));
    }
  gtk_stack_set_visible_child_name (self->pages, "start");
}

void
bs_window_show_unavailable (BsWindow *self)
{
  g_return_if_fail (BS_IS_WINDOW (self));

  if (self->unavailable == NULL)
    {
      self->unavailable = BS_UNAVAILABLE_PAGE (bs_unavailable_page_new ());
      add_page (self, GTK_WIDGET (self->unavailable), "unavailable");
    }
  bs_unavailable_page_explain (self->unavailable, self->library);
  gtk_stack_set_visible_child_name (self->pages, "unavailable");
}
