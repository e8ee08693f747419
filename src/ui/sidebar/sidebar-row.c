/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "model/library/list/category.h"
#include "ui/sidebar/sidebar-item.h"
#include "ui/sidebar/sidebar-row.h"

struct _BsSidebarRow
{
  GtkWidget parent_instance;

  GtkTreeExpander *expander;
  GtkImage *icon;
  GtkLabel *name;
  GtkLabel *count;

  GtkTreeListRow *list_row;
  GObject *item;
  gulong count_id;
  gulong expanded_id;
  gulong children_id;
};

enum
{
  CLICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsSidebarRow, bs_sidebar_row, GTK_TYPE_WIDGET)

static GListModel *
get_children (BsSidebarRow *self)
{
  if (BS_IS_CATEGORY (self->item))
    return bs_category_get_children (BS_CATEGORY (self->item));
  return NULL;
}

/* For GTK every category is expandable, because it may get subcategories later. The arrow is hidden while there are
 * none. */
static gboolean
is_leaf (BsSidebarRow *self)
{
  GListModel *children = get_children (self);

  if (children != NULL)
    return g_list_model_get_n_items (children) == 0;
  return !gtk_tree_list_row_is_expandable (self->list_row);
}

static void
update_arrow (BsSidebarRow *self)
{
  gboolean leaf = is_leaf (self);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->expander)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (g_str_equal (gtk_widget_get_css_name (child), "expander"))
      {
        gtk_widget_set_opacity (child, leaf ? 0 : 1);
        gtk_widget_set_can_target (child, !leaf);
      }
}

static void
update_expanded_state (BsSidebarRow *self)
{
  GtkWidget *list_item = gtk_widget_get_parent (GTK_WIDGET (self));

  update_arrow (self);
  if (!GTK_IS_ACCESSIBLE (list_item))
    return;

  if (!is_leaf (self))
    gtk_accessible_update_state (GTK_ACCESSIBLE (list_item), GTK_ACCESSIBLE_STATE_EXPANDED,
                                 gtk_tree_list_row_get_expanded (self->list_row), -1);
  else
    gtk_accessible_reset_state (GTK_ACCESSIBLE (list_item), GTK_ACCESSIBLE_STATE_EXPANDED);
}

static void
update_count (BsSidebarRow *self)
{
  GtkWidget *list_item = gtk_widget_get_parent (GTK_WIDGET (self));
  const char *name = gtk_label_get_text (self->name);
  g_autofree char *text = NULL;
  g_autofree char *accessible = NULL;
  guint count = 0;

  if (BS_IS_SIDEBAR_ITEM (self->item) && bs_sidebar_item_get_kind (BS_SIDEBAR_ITEM (self->item)) == BS_SIDEBAR_SECTION)
    {
      gtk_label_set_text (self->count, "");
      accessible = g_strdup (name);
    }
  else
    {
      g_object_get (self->item, "count", &count, NULL);
      text = count > 0 ? g_strdup_printf ("%'u", count) : g_strdup ("");
      gtk_label_set_text (self->count, text);
      /* Translators: a screen reader's name of a row in the sidebar: its name and how many articles it has */
      accessible = g_strdup_printf (ngettext ("%s, %u article", "%s, %u articles", count), name, count);
    }

  if (GTK_IS_ACCESSIBLE (list_item))
    gtk_accessible_update_property (GTK_ACCESSIBLE (list_item), GTK_ACCESSIBLE_PROPERTY_LABEL, accessible, -1);
}

static void
count_cb (BsSidebarRow *self)
{
  g_assert (BS_IS_SIDEBAR_ROW (self));

  update_count (self);
}

static void
expanded_cb (BsSidebarRow *self)
{
  g_assert (BS_IS_SIDEBAR_ROW (self));

  update_expanded_state (self);
}

static void
children_changed_cb (BsSidebarRow *self)
{
  g_assert (BS_IS_SIDEBAR_ROW (self));

  update_expanded_state (self);
}

static void
released_cb (BsSidebarRow *self, int n_press, double x, double y, GtkGestureClick *gesture)
{
  g_assert (BS_IS_SIDEBAR_ROW (self));

  g_signal_emit (self, signals[CLICKED], 0);
}

static void
bs_sidebar_row_dispose (GObject *object)
{
  BsSidebarRow *self = BS_SIDEBAR_ROW (object);

  if (self->expander != NULL)
    {
      bs_sidebar_row_set_list_row (self, NULL);
      gtk_widget_unparent (GTK_WIDGET (self->expander));
      self->expander = NULL;
    }

  G_OBJECT_CLASS (bs_sidebar_row_parent_class)->dispose (object);
}

static void
bs_sidebar_row_class_init (BsSidebarRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bs_sidebar_row_dispose;

  signals[CLICKED] =
      g_signal_new ("clicked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "sidebarrow");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/broadsheet/Broadsheet/ui/sidebar-row.ui");
  gtk_widget_class_bind_template_child (widget_class, BsSidebarRow, expander);
  gtk_widget_class_bind_template_child (widget_class, BsSidebarRow, icon);
  gtk_widget_class_bind_template_child (widget_class, BsSidebarRow, name);
  gtk_widget_class_bind_template_child (widget_class, BsSidebarRow, count);
}

static void
bs_sidebar_row_init (BsSidebarRow *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect_object (click, "released", G_CALLBACK (released_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

GtkWidget *
bs_sidebar_row_new (void)
{
  return g_object_new (BS_TYPE_SIDEBAR_ROW, NULL);
}

GtkTreeListRow *
bs_sidebar_row_get_list_row (BsSidebarRow *self)
{
  g_return_val_if_fail (BS_IS_SIDEBAR_ROW (self), NULL);

  return self->list_row;
}

static void
show_item (BsSidebarRow *self)
{
  g_autofree char *name = NULL;
  gboolean is_section = FALSE;
  const char *icon_name = NULL;

  if (BS_IS_SIDEBAR_ITEM (self->item))
    {
      is_section = bs_sidebar_item_get_kind (BS_SIDEBAR_ITEM (self->item)) == BS_SIDEBAR_SECTION;
      icon_name = bs_sidebar_item_get_icon_name (BS_SIDEBAR_ITEM (self->item));
    }

  g_object_get (self->item, "name", &name, NULL);
  g_strdelimit (name, "\r\n\t", ' ');
  gtk_label_set_text (self->name, name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name), g_utf8_strlen (name, -1) > 12 ? name : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), icon_name != NULL);
  gtk_image_set_from_icon_name (self->icon, icon_name);
  gtk_tree_expander_set_indent_for_icon (self->expander, icon_name == NULL);
  if (is_section)
    gtk_widget_add_css_class (GTK_WIDGET (self), "section");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "section");
}

void
bs_sidebar_row_set_list_row (BsSidebarRow *self, GtkTreeListRow *row)
{
  g_return_if_fail (BS_IS_SIDEBAR_ROW (self));
  g_return_if_fail (row == NULL || GTK_IS_TREE_LIST_ROW (row));

  if (self->item != NULL)
    {
      if (get_children (self) != NULL)
        g_clear_signal_handler (&self->children_id, get_children (self));
      g_clear_signal_handler (&self->count_id, self->item);
    }
  if (self->list_row != NULL)
    g_clear_signal_handler (&self->expanded_id, self->list_row);
  g_clear_object (&self->item);
  g_set_object (&self->list_row, row);
  gtk_tree_expander_set_list_row (self->expander, row);
  if (row == NULL)
    return;

  self->item = gtk_tree_list_row_get_item (row);
  show_item (self);
  self->count_id =
      g_signal_connect_object (self->item, "notify::count", G_CALLBACK (count_cb), self, G_CONNECT_SWAPPED);
  self->expanded_id =
      g_signal_connect_object (row, "notify::expanded", G_CALLBACK (expanded_cb), self, G_CONNECT_SWAPPED);
  if (get_children (self) != NULL)
    self->children_id = g_signal_connect_object (get_children (self), "items-changed", G_CALLBACK (children_changed_cb),
                                                 self, G_CONNECT_SWAPPED);
  update_count (self);
  update_expanded_state (self);
}
