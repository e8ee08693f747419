/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/window/panes.h"

#define SIDEBAR_WIDTH 240
#define LIST_WIDTH 340

/*
 * The outer leaflet contains the sidebar and the inner leaflet, and folds when the panes no longer get their requested
 * widths, at about 1,000 pixels. The inner one contains list and reader, and folds when they no longer get their
 * minimum widths, at about 600.
 */
struct _BsPanes
{
  GObject parent_instance;

  BsPaneWidgets w;     /* of the window that owns this */
  GActionMap *actions; /* of the window */
  gboolean has_library;
  gboolean sidebar_shown;
  gboolean is_end_taken; /* by the panel beside the panes */
  gboolean is_alone;     /* only the article is shown */
  int drag_width;
};

enum
{
  PROP_0,
  PROP_SIDEBAR_SHOWN,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (BsPanes, bs_panes, G_TYPE_OBJECT)

static gboolean
sidebar_is_beside (BsPanes *self)
{
  return !adw_leaflet_get_folded (self->w.outer) && self->sidebar_shown;
}

/* The first header bar has the window controls for the start of a window, the last those for the end. */
static void
update (BsPanes *self)
{
  gboolean outer_folded = adw_leaflet_get_folded (self->w.outer);
  gboolean inner_folded = adw_leaflet_get_folded (self->w.inner);
  gboolean beside = sidebar_is_beside (self);
  gboolean has_end = !self->is_end_taken;
  gboolean has_sidebar = !self->is_alone && (outer_folded || self->sidebar_shown);

  gtk_widget_set_visible (GTK_WIDGET (self->w.sidebar_pane), has_sidebar);
  gtk_widget_set_visible (GTK_WIDGET (self->w.sidebar_handle), has_sidebar);
  gtk_widget_set_visible (GTK_WIDGET (self->w.list_pane), !self->is_alone);
  gtk_widget_set_visible (GTK_WIDGET (self->w.list_handle), !self->is_alone);
  gtk_widget_set_visible (GTK_WIDGET (bs_reader_pane_get_header (self->w.reader)), !self->is_alone);

  adw_header_bar_set_show_end_title_buttons (bs_sidebar_get_header (self->w.sidebar), outer_folded && has_end);
  adw_header_bar_set_show_start_title_buttons (bs_article_pane_get_header (self->w.articles), !beside);
  adw_header_bar_set_show_end_title_buttons (bs_article_pane_get_header (self->w.articles), inner_folded && has_end);
  adw_header_bar_set_show_end_title_buttons (bs_reader_pane_get_header (self->w.reader), has_end);
  adw_header_bar_set_show_start_title_buttons (bs_reader_pane_get_header (self->w.reader), inner_folded && !beside);

  bs_article_pane_set_back_visible (self->w.articles, outer_folded);
  bs_reader_pane_set_back_visible (self->w.reader, inner_folded);
}

static void
folded_cb (BsPanes *self)
{
  g_assert (BS_IS_PANES (self));

  /* Keeps the pane that the user was looking at, not the one that the leaflet showed when it was last narrow. */
  if (adw_leaflet_get_folded (self->w.outer) && self->has_library)
    adw_leaflet_set_visible_child_name (self->w.outer, "articles");
  update (self);
}

static void
inner_folded_cb (BsPanes *self)
{
  g_assert (BS_IS_PANES (self));

  if (adw_leaflet_get_folded (self->w.inner))
    adw_leaflet_set_visible_child_name (
        self->w.inner, bs_reader_get_path (bs_reader_pane_get_reader (self->w.reader)) != NULL ? "reader" : "list");
  update (self);
}

static void
drag_begin_cb (BsPanes *self, BsPaneHandle *handle)
{
  BsPane *pane = handle == self->w.sidebar_handle ? self->w.sidebar_pane : self->w.list_pane;

  g_assert (BS_IS_PANES (self));

  self->drag_width = gtk_widget_get_width (GTK_WIDGET (pane));
}

static void
moved_cb (BsPanes *self, int offset, BsPaneHandle *handle)
{
  gboolean is_sidebar = handle == self->w.sidebar_handle;
  BsPane *pane = is_sidebar ? self->w.sidebar_pane : self->w.list_pane;
  int room = gtk_widget_get_width (GTK_WIDGET (self->w.reader_pane));
  int kept = adw_leaflet_get_folded (self->w.outer) ? bs_pane_get_least_width (self->w.reader_pane) :
                                                      bs_pane_get_width (self->w.reader_pane);
  int most = gtk_widget_get_width (GTK_WIDGET (pane)) + MAX (room - kept, 0);

  g_assert (BS_IS_PANES (self));

  bs_pane_set_width (pane, CLAMP (self->drag_width + offset, bs_pane_get_least_width (pane),
                                  MAX (most, bs_pane_get_least_width (pane))));
}

static void
reset_cb (BsPanes *self, BsPaneHandle *handle)
{
  g_assert (BS_IS_PANES (self));

  if (handle == self->w.sidebar_handle)
    bs_pane_set_width (self->w.sidebar_pane, SIDEBAR_WIDTH);
  else
    bs_pane_set_width (self->w.list_pane, LIST_WIDTH);
}

static void
bs_panes_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SIDEBAR_SHOWN:
      g_value_set_boolean (value, BS_PANES (object)->sidebar_shown);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
set_sidebar_shown (BsPanes *self, gboolean shown)
{
  if (adw_leaflet_get_folded (self->w.outer))
    {
      if (g_strcmp0 (adw_leaflet_get_visible_child_name (self->w.outer), "sidebar") == 0)
        bs_panes_go_to_list (self);
      else
        bs_panes_go_to_sidebar (self);
      return;
    }

  if (self->sidebar_shown == shown)
    return;

  self->sidebar_shown = shown;
  update (self);
  if (!shown)
    bs_article_pane_focus (self->w.articles);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIDEBAR_SHOWN]);
}

static void
bs_panes_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SIDEBAR_SHOWN:
      set_sidebar_shown (BS_PANES (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bs_panes_class_init (BsPanesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = bs_panes_get_property;
  object_class->set_property = bs_panes_set_property;

  properties[PROP_SIDEBAR_SHOWN] = g_param_spec_boolean (
      "sidebar-shown", NULL, NULL, TRUE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
bs_panes_init (BsPanes *self)
{
  self->sidebar_shown = TRUE;
}

/* @widgets: outlive it
 * @actions: receives the action that shows the sidebar */
BsPanes *
bs_panes_new (const BsPaneWidgets *widgets, GActionMap *actions)
{
  BsPanes *self = g_object_new (BS_TYPE_PANES, NULL);
  BsPaneHandle *handles[] = { widgets->sidebar_handle, widgets->list_handle };

  self->w = *widgets;
  self->actions = actions;
  for (gsize i = 0; i < G_N_ELEMENTS (handles); i++)
    {
      /* A leaflet stacks its children in an order of its own, but the pointer must reach the handle from both sides. */
      gtk_widget_insert_before (GTK_WIDGET (handles[i]), gtk_widget_get_parent (GTK_WIDGET (handles[i])), NULL);
      g_signal_connect_object (handles[i], "drag-begin", G_CALLBACK (drag_begin_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (handles[i], "moved", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (handles[i], "reset", G_CALLBACK (reset_cb), self, G_CONNECT_SWAPPED);
    }
  g_signal_connect_object (self->w.outer, "notify::folded", G_CALLBACK (folded_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->w.inner, "notify::folded", G_CALLBACK (inner_folded_cb), self, G_CONNECT_SWAPPED);
  return self;
}

void
bs_panes_set_has_library (BsPanes *self, gboolean has_library)
{
  g_autoptr (GPropertyAction) sidebar = NULL;

  g_return_if_fail (BS_IS_PANES (self));

  sidebar = g_property_action_new ("sidebar", self, "sidebar-shown");
  if (has_library)
    g_action_map_add_action (self->actions, G_ACTION (sidebar));
  else
    g_action_map_remove_action (self->actions, "sidebar");
  self->has_library = has_library;
}

gboolean
bs_panes_get_alone (BsPanes *self)
{
  g_return_val_if_fail (BS_IS_PANES (self), FALSE);

  return self->is_alone;
}

/* @alone: whether the article is shown without anything else, as in full screen */
void
bs_panes_set_alone (BsPanes *self, gboolean alone)
{
  g_return_if_fail (BS_IS_PANES (self));

  if (self->is_alone == alone)
    return;
  if (alone)
    bs_panes_go_to_reader (self);
  self->is_alone = alone;
  update (self);
}

/* @is_taken: whether a panel beside the panes has the controls at the end of the window */
void
bs_panes_set_end_taken (BsPanes *self, gboolean is_taken)
{
  g_return_if_fail (BS_IS_PANES (self));

  self->is_end_taken = is_taken;
  update (self);
}

gboolean
bs_panes_get_sidebar_shown (BsPanes *self)
{
  g_return_val_if_fail (BS_IS_PANES (self), FALSE);

  return self->sidebar_shown;
}

/* Called before the window is first shown. */
void
bs_panes_restore_sidebar (BsPanes *self, gboolean shown)
{
  g_return_if_fail (BS_IS_PANES (self));

  self->sidebar_shown = shown;
  update (self);
}

/* Returns: whether the sidebar is a page of its own */
gboolean
bs_panes_get_outer_folded (BsPanes *self)
{
  g_return_val_if_fail (BS_IS_PANES (self), FALSE);

  return adw_leaflet_get_folded (self->w.outer);
}

/* Returns: whether the list is a page of its own */
gboolean
bs_panes_get_inner_folded (BsPanes *self)
{
  g_return_val_if_fail (BS_IS_PANES (self), FALSE);

  return adw_leaflet_get_folded (self->w.inner);
}

/* Closes the page that covers a narrow window, if it need not ask. */
void
bs_panes_uncover (BsPanes *self)
{
  g_return_if_fail (BS_IS_PANES (self));

  if (self->is_end_taken && !gtk_widget_get_mapped (GTK_WIDGET (self->w.outer)))
    gtk_widget_activate_action (GTK_WIDGET (self->w.outer), "win.properties", NULL);
}

void
bs_panes_go_to_sidebar (BsPanes *self)
{
  g_return_if_fail (BS_IS_PANES (self));

  if (!adw_leaflet_get_folded (self->w.outer) && !self->sidebar_shown)
    set_sidebar_shown (self, TRUE);
  adw_leaflet_set_visible_child_name (self->w.outer, "sidebar");
  bs_sidebar_focus (self->w.sidebar);
}

void
bs_panes_go_to_list (BsPanes *self)
{
  g_return_if_fail (BS_IS_PANES (self));

  adw_leaflet_set_visible_child_name (self->w.outer, "articles");
  adw_leaflet_set_visible_child_name (self->w.inner, "list");
  bs_article_pane_focus (self->w.articles);
}

void
bs_panes_go_to_reader (BsPanes *self)
{
  g_return_if_fail (BS_IS_PANES (self));

  adw_leaflet_set_visible_child_name (self->w.outer, "articles");
  adw_leaflet_set_visible_child_name (self->w.inner, "reader");
  bs_reader_pane_focus (self->w.reader);
}

/* Returns: whether the article is on the screen, alone or beside the list */
gboolean
bs_panes_shows_reader (BsPanes *self)
{
  g_return_val_if_fail (BS_IS_PANES (self), FALSE);

  if (adw_leaflet_get_folded (self->w.outer) &&
      g_strcmp0 (adw_leaflet_get_visible_child_name (self->w.outer), "sidebar") == 0)
    return FALSE;
  return !adw_leaflet_get_folded (self->w.inner) ||
         g_strcmp0 (adw_leaflet_get_visible_child_name (self->w.inner), "reader") == 0;
}

void
bs_panes_go_back (BsPanes *self)
{
  g_return_if_fail (BS_IS_PANES (self));

  if (adw_leaflet_get_folded (self->w.outer) &&
      g_strcmp0 (adw_leaflet_get_visible_child_name (self->w.outer), "sidebar") == 0)
    return;

  if (adw_leaflet_get_folded (self->w.inner) &&
      g_strcmp0 (adw_leaflet_get_visible_child_name (self->w.inner), "reader") == 0)
    bs_panes_go_to_list (self);
  else if (adw_leaflet_get_folded (self->w.outer))
    bs_panes_go_to_sidebar (self);
}

/* The state before the main menu was opened, to be restored. */
typedef struct
{
  BsPanes *panes;
  GtkWidget *focus;
  GtkWidget *pane; /* of the outer leaflet */
  gboolean sidebar_shown;
} Before;

static void
before_free (gpointer data, GClosure *closure)
{
  Before *before = data;

  g_object_unref (before->panes);
  g_object_unref (before->focus);
  g_object_unref (before->pane);
  g_free (before);
}

/* Returns the focus to the list, unless an action of the menu has moved it. */
static gboolean
menu_left_cb (gpointer user_data)
{
  GtkWidget *focus = user_data;
  GtkRoot *root = gtk_widget_get_root (focus);

  if (root != NULL && gtk_widget_get_mapped (focus) && !GTK_IS_EDITABLE (gtk_root_get_focus (root)))
    gtk_widget_grab_focus (focus);
  return G_SOURCE_REMOVE;
}

static void
menu_closed_cb (GtkPopover *popover, Before *before)
{
  BsPanes *self = before->panes;

  g_assert (BS_IS_PANES (self));

  if (self->has_library)
    {
      adw_leaflet_set_visible_child (self->w.outer, before->pane);
      if (!adw_leaflet_get_folded (self->w.outer))
        set_sidebar_shown (self, before->sidebar_shown);
      /* The popover still has to pass the focus on. */
      g_idle_add_full (G_PRIORITY_DEFAULT, menu_left_cb, g_object_ref (before->focus), g_object_unref);
    }
  g_signal_handlers_disconnect_by_func (popover, menu_closed_cb, before);
}

/* Opens the main menu in the sidebar, which is shown for that time. */
void
bs_panes_popup_menu (BsPanes *self)
{
  GtkWidget *focus;
  Before *before = NULL;
  GtkPopover *popover;

  g_return_if_fail (BS_IS_PANES (self));

  focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self->w.outer)));
  if (focus != NULL)
    {
      before = g_new0 (Before, 1);
      before->panes = g_object_ref (self);
      before->focus = g_object_ref (focus);
      before->pane = g_object_ref (adw_leaflet_get_visible_child (self->w.outer));
      before->sidebar_shown = self->sidebar_shown;
    }
  bs_panes_go_to_sidebar (self);
  popover = bs_sidebar_popup_menu (self->w.sidebar);
  if (before != NULL)
    g_signal_connect_data (popover, "closed", G_CALLBACK (menu_closed_cb), before, before_free, 0);
}
