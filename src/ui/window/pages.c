/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/window/pages.h"

#include "ui/window/start-page.h"
#include "ui/window/unavailable-page.h"

/* Few windows need the pages, so each is created when it is first shown. */
struct _BsPages
{
  GObject parent_instance;

  GtkStack *stack;                /* of the window that owns this */
  BsStartPage *start;             /* (nullable) */
  BsUnavailablePage *unavailable; /* (nullable) */
  BsRecentFolders *recent;        /* (nullable) */
};

G_DEFINE_FINAL_TYPE (BsPages, bs_pages, G_TYPE_OBJECT)

/* Below the library, so that a fading page does not receive the pointer. */
static void
add_page (BsPages *self, GtkWidget *page, const char *name)
{
  gtk_stack_add_named (self->stack, page, name);
  gtk_widget_insert_after (page, GTK_WIDGET (self->stack), NULL);
}

static void
show_start (BsPages *self)
{
  if (self->start == NULL)
    {
      self->start = BS_START_PAGE (bs_start_page_new ());
      add_page (self, GTK_WIDGET (self->start), "start");
      bs_start_page_set_recent (self->start, self->recent);
    }
  gtk_stack_set_visible_child_name (self->stack, "start");
}

static void
show_unavailable (BsPages *self, BsLibrary *library)
{
  if (self->unavailable == NULL)
    {
      self->unavailable = BS_UNAVAILABLE_PAGE (bs_unavailable_page_new ());
      add_page (self, GTK_WIDGET (self->unavailable), "unavailable");
    }
  bs_unavailable_page_explain (self->unavailable, library);
  gtk_stack_set_visible_child_name (self->stack, "unavailable");
}

static void
bs_pages_finalize (GObject *object)
{
  g_clear_object (&BS_PAGES (object)->recent);

  G_OBJECT_CLASS (bs_pages_parent_class)->finalize (object);
}

static void
bs_pages_class_init (BsPagesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_pages_finalize;
}

static void
bs_pages_init (BsPages *self)
{
}

/* @stack: outlives it; has the library as its page of that name */
BsPages *
bs_pages_new (GtkStack *stack)
{
  BsPages *self;

  g_return_val_if_fail (GTK_IS_STACK (stack), NULL);

  self = g_object_new (BS_TYPE_PAGES, NULL);
  self->stack = stack;
  return self;
}

/* Before anything is shown. */
void
bs_pages_set_recent (BsPages *self, BsRecentFolders *recent)
{
  g_return_if_fail (BS_IS_PAGES (self));

  g_set_object (&self->recent, recent);
}

/* @library: (nullable): of the window */
void
bs_pages_show (BsPages *self, BsLibrary *library)
{
  g_return_if_fail (BS_IS_PAGES (self));

  if (library == NULL)
    show_start (self);
  else if (bs_library_get_state (library) == BS_LIBRARY_GONE || bs_library_get_state (library) == BS_LIBRARY_UNREADABLE)
    show_unavailable (self, library);
  else
    gtk_stack_set_visible_child_name (self->stack, "library");
}

/* Returns: FALSE if the library is shown, whose menu is elsewhere */
gboolean
bs_pages_popup_menu (BsPages *self)
{
  const char *shown;

  g_return_val_if_fail (BS_IS_PAGES (self), FALSE);

  shown = gtk_stack_get_visible_child_name (self->stack);
  if (g_strcmp0 (shown, "start") == 0)
    bs_start_page_popup_menu (self->start);
  else if (g_strcmp0 (shown, "unavailable") == 0)
    bs_unavailable_page_popup_menu (self->unavailable);
  else
    return FALSE;
  return TRUE;
}
