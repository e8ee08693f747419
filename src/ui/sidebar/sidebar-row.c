/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "model/format/article/language.h"
#include "model/library/list/category.h"
#include "model/library/list/saved-search.h"
#include "ui/dialogs/place-name.h"
#include "ui/sidebar/sidebar-item.h"
#include "ui/sidebar/sidebar-row.h"
#include "ui/widgets/entry-note.h"
#include "ui/widgets/shorthand.h"
#include "ui/widgets/verbatim.h"

/* More of a name than this is not visible, and would only take time. */
#define SHOWN_CHARACTERS 200
#define TOOLTIP_CHARACTERS 1000

struct _BsSidebarRow
{
  GtkWidget parent_instance;

  GtkTreeExpander *expander;
  GtkImage *icon;
  GtkLabel *name;
  GtkWidget *all;
  GtkLabel *count;
  GtkWidget *entry; /* (nullable): while it is renamed */

  GtkTreeListRow *list_row;
  GObject *item;
  gulong count_id;
  gulong name_id; /* of a saved search: renamed ones are different */
  gulong expanded_id;
  gulong children_id;
};

enum
{
  CLICKED,
  ALL,
  RENAMED,
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
      if (BS_IS_SAVED_SEARCH (self->item))
        /* Translators: a screen reader's name of a saved search: its name and how many unread articles it finds */
        accessible = g_strdup_printf (ngettext ("%s, %u unread article", "%s, %u unread articles", count), name, count);
      else
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

  if (self->entry == NULL)
    g_signal_emit (self, signals[CLICKED], 0);
}

static void
all_cb (BsSidebarRow *self)
{
  g_assert (BS_IS_SIDEBAR_ROW (self));

  g_signal_emit (self, signals[ALL], 0);
}

/* The entry takes the place of the name. */
static void
end_renaming (BsSidebarRow *self)
{
  GtkWidget *entry = self->entry;
  GtkWidget *list_item = gtk_widget_get_parent (GTK_WIDGET (self));
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (entry == NULL)
    return;
  self->entry = NULL;
  gtk_widget_set_visible (GTK_WIDGET (self->name), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->count), TRUE);
  if (focus != NULL && gtk_widget_is_ancestor (focus, entry))
    gtk_widget_grab_focus (list_item);
  gtk_box_remove (GTK_BOX (gtk_widget_get_parent (entry)), entry);
}

static void
entry_changed_cb (BsSidebarRow *self)
{
  BsScope scope = BS_IS_CATEGORY (self->item) ? BS_SCOPE_CATEGORY : BS_SCOPE_TAG;
  g_autofree char *name = bs_place_name_clean (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  const char *fault = bs_place_name_find_fault (scope, name);

  g_assert (BS_IS_SIDEBAR_ROW (self));

  gtk_widget_set_tooltip_text (self->entry, fault);
  bs_entry_note_set (self->entry, NULL, fault != NULL ? fault : "", fault != NULL);
}

static char *
dup_name (BsSidebarRow *self)
{
  char *name = NULL;

  g_object_get (self->item, "name", &name, NULL);
  return name;
}

static void
entry_activate_cb (BsSidebarRow *self)
{
  g_autofree char *before = dup_name (self);
  g_autofree char *name = bs_place_name_clean (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  gboolean is_same = strcmp (name, before) == 0;

  g_assert (BS_IS_SIDEBAR_ROW (self));

  if (gtk_widget_has_css_class (self->entry, "error"))
    {
      gtk_widget_error_bell (self->entry);
      return;
    }
  end_renaming (self);
  if (!is_same)
    g_signal_emit (self, signals[RENAMED], 0, name);
}

static gboolean
entry_key_cb (BsSidebarRow *self, guint keyval, guint keycode, GdkModifierType state, GtkEventControllerKey *key)
{
  g_assert (BS_IS_SIDEBAR_ROW (self));

  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  end_renaming (self);
  return GDK_EVENT_STOP;
}

/* Another window may be used meanwhile, but a user who goes elsewhere in this one has changed their mind. */
static gboolean
left_cb (gpointer user_data)
{
  BsSidebarRow *self = user_data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  g_assert (BS_IS_SIDEBAR_ROW (self));

  if (self->entry != NULL && (focus == NULL || !gtk_widget_is_ancestor (focus, self->entry)))
    end_renaming (self);
  return G_SOURCE_REMOVE;
}

/* GTK is still about to move the focus, so that the entry has to stay for now. */
static void
entry_leave_cb (BsSidebarRow *self)
{
  g_assert (BS_IS_SIDEBAR_ROW (self));

  g_idle_add_full (G_PRIORITY_HIGH_IDLE, left_cb, g_object_ref (self), g_object_unref);
}

static void
bs_sidebar_row_dispose (GObject *object)
{
  BsSidebarRow *self = BS_SIDEBAR_ROW (object);

  if (self->expander != NULL)
    {
      self->entry = NULL;
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

  signals[CLICKED] = bs_new_signal (klass, "clicked", 0);
  signals[ALL] = bs_new_signal (klass, "all", 0);
  signals[RENAMED] = bs_new_signal (klass, "renamed", 1, G_TYPE_STRING);

  gtk_widget_class_set_css_name (widget_class, "sidebarrow");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/broadsheet/Broadsheet/ui/sidebar-row.ui");
  gtk_widget_class_bind_template_child (widget_class, BsSidebarRow, expander);
  gtk_widget_class_bind_template_child (widget_class, BsSidebarRow, icon);
  gtk_widget_class_bind_template_child (widget_class, BsSidebarRow, name);
  gtk_widget_class_bind_template_child (widget_class, BsSidebarRow, all);
  gtk_widget_class_bind_template_child (widget_class, BsSidebarRow, count);
  gtk_widget_class_bind_template_callback (widget_class, all_cb);
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

/* The heading of tags, or of sources, opens the list of all of them. */
static void
show_all_button (BsSidebarRow *self)
{
  BsScope scope =
      BS_IS_SIDEBAR_ITEM (self->item) && bs_sidebar_item_get_kind (BS_SIDEBAR_ITEM (self->item)) == BS_SIDEBAR_SECTION ?
          bs_sidebar_item_get_scope (BS_SIDEBAR_ITEM (self->item)) :
          BS_SCOPE_ALL;
  const char *text = scope == BS_SCOPE_TAG ? _ ("All Tags") : _ ("All Sources");

  gtk_widget_set_visible (self->all, scope == BS_SCOPE_TAG || scope == BS_SCOPE_SOURCE);
  /* A heading has no count. */
  gtk_widget_set_visible (GTK_WIDGET (self->count), scope == BS_SCOPE_ALL);
  gtk_widget_set_tooltip_text (self->all, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->all), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

/* A name of the user's has the glyphs of its own language, and not those of the session's. If a Chinese, Japanese or
 * Korean session could mean the same characters, its own glyphs are right. */
static void
set_glyphs (BsSidebarRow *self, const char *name)
{
  static const char *const languages[] = { "zh", "ja", "ko" };
  g_autoptr (PangoAttrList) attributes = NULL;
  g_autofree char *language = BS_IS_SIDEBAR_ITEM (self->item) ? NULL : bs_language_find (NULL, name, "", 0);

  for (gsize i = 0; g_strcmp0 (language, "zh") == 0 && i < G_N_ELEMENTS (languages); i++)
    if (g_str_has_prefix (pango_language_to_string (gtk_get_default_language ()), languages[i]))
      g_clear_pointer (&language, g_free);
  if (language != NULL)
    {
      attributes = pango_attr_list_new ();
      pango_attr_list_insert (attributes, pango_attr_language_new (pango_language_from_string (language)));
    }
  gtk_label_set_attributes (self->name, attributes);
}

static void
show_item (BsSidebarRow *self)
{
  g_autofree char *name = dup_name (self);
  g_autofree char *shown = NULL;
  g_autofree char *tooltip = NULL;
  gboolean is_section = FALSE;
  const char *icon_name = NULL;

  if (BS_IS_SIDEBAR_ITEM (self->item))
    {
      is_section = bs_sidebar_item_get_kind (BS_SIDEBAR_ITEM (self->item)) == BS_SIDEBAR_SECTION;
      icon_name = bs_sidebar_item_get_icon_name (BS_SIDEBAR_ITEM (self->item));
    }

  if (BS_IS_SAVED_SEARCH (self->item))
    icon_name = bs_saved_search_get_icon_name (BS_SAVED_SEARCH (self->item));

  shown = bs_verbatim_shorten (name, SHOWN_CHARACTERS);
  tooltip = g_utf8_strlen (name, -1) > 12 ? bs_verbatim_shorten (name, TOOLTIP_CHARACTERS) : NULL;
  gtk_label_set_text (self->name, shown);
  set_glyphs (self, shown);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name), tooltip);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), icon_name != NULL);
  gtk_image_set_from_icon_name (self->icon, icon_name);
  gtk_tree_expander_set_indent_for_icon (self->expander, icon_name == NULL);
  show_all_button (self);
  bs_set_css_class (GTK_WIDGET (self), "section", is_section);
}

static void
name_cb (BsSidebarRow *self)
{
  g_assert (BS_IS_SIDEBAR_ROW (self));

  show_item (self);
  update_count (self);
}

void
bs_sidebar_row_set_list_row (BsSidebarRow *self, GtkTreeListRow *row)
{
  g_return_if_fail (BS_IS_SIDEBAR_ROW (self));
  g_return_if_fail (row == NULL || GTK_IS_TREE_LIST_ROW (row));

  end_renaming (self);
  if (self->item != NULL)
    {
      if (get_children (self) != NULL)
        g_clear_signal_handler (&self->children_id, get_children (self));
      g_clear_signal_handler (&self->count_id, self->item);
      g_clear_signal_handler (&self->name_id, self->item);
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
  if (BS_IS_SAVED_SEARCH (self->item))
    self->name_id = g_signal_connect_object (self->item, "notify::name", G_CALLBACK (name_cb), self, G_CONNECT_SWAPPED);
  self->expanded_id =
      g_signal_connect_object (row, "notify::expanded", G_CALLBACK (expanded_cb), self, G_CONNECT_SWAPPED);
  if (get_children (self) != NULL)
    self->children_id = g_signal_connect_object (get_children (self), "items-changed", G_CALLBACK (children_changed_cb),
                                                 self, G_CONNECT_SWAPPED);
  update_count (self);
  update_expanded_state (self);
}

/* Shows the name of a category, a tag, a source or a saved search in an entry. */
void
bs_sidebar_row_start_renaming (BsSidebarRow *self)
{
  GtkEventController *focus;
  g_autofree char *name = NULL;

  g_return_if_fail (BS_IS_SIDEBAR_ROW (self));
  g_return_if_fail (BS_IS_FACET (self->item) || BS_IS_SAVED_SEARCH (self->item));

  if (self->entry != NULL)
    return;
  self->entry = gtk_entry_new ();
  gtk_widget_set_hexpand (self->entry, TRUE);
  gtk_widget_set_valign (self->entry, GTK_ALIGN_CENTER);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 4);
  name = dup_name (self);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("New Name"), -1);
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (entry_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (entry_activate_cb), self, G_CONNECT_SWAPPED);
  bs_catch_keys (self->entry, self, G_CALLBACK (entry_key_cb));
  focus = gtk_event_controller_focus_new ();
  g_signal_connect_object (focus, "leave", G_CALLBACK (entry_leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->entry, focus);
  gtk_widget_set_visible (GTK_WIDGET (self->name), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->count), FALSE);
  gtk_box_insert_child_after (GTK_BOX (gtk_widget_get_parent (GTK_WIDGET (self->name))), self->entry,
                              GTK_WIDGET (self->name));
  gtk_widget_grab_focus (self->entry);
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}

/* Returns: (transfer none) (nullable): the field of the name, while it is open */
GtkEditable *
bs_sidebar_row_get_entry (BsSidebarRow *self)
{
  g_return_val_if_fail (BS_IS_SIDEBAR_ROW (self), NULL);

  return GTK_EDITABLE (self->entry);
}
