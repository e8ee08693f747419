/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "model/library/saved-searches.h"
#include "ui/widgets/late-menu.h"
#include "ui/sidebar/sidebar.h"
#include "ui/sidebar/sidebar-foot.h"
#include "ui/sidebar/sidebar-hold.h"
#include "ui/sidebar/sidebar-item.h"
#include "ui/sidebar/sidebar-menu.h"
#include "ui/sidebar/sidebar-order.h"
#include "ui/sidebar/sidebar-row.h"
#include "ui/sidebar/sidebar-tree.h"
#include "ui/sidebar/sidebar-typing.h"
#include "ui/widgets/reveal-selected.h"
#include "ui/widgets/shorthand.h"

struct _BsSidebar
{
  GtkWidget parent_instance;

  GtkWidget *content;
  AdwHeaderBar *header;
  AdwWindowTitle *title;
  GtkMenuButton *menu_button;
  GtkListView *view;
  BsSidebarFoot *foot;
  GtkLabel *typed;
  GtkRevealer *typed_revealer;

  BsLibrary *library;
  BsSidebarTree *tree;
  GtkSingleSelection *selection;
  BsSidebarHold *hold;
  BsSidebarTyping *typing;
  BsSidebarMenu *menu;
  BsSidebarOrder *order;

  BsScope scope;
  GStrv names;
  GStrv pointed; /* (nullable): the last requested place */
  GStrv dragged; /* (nullable): a category, during its drag */
  GdkDrag *drag; /* (nullable) */
  gboolean syncing;
  guint sync_id;
  guint focus_id;
};

enum
{
  SCOPE_CHANGED,
  CHOSEN,
  EXPANSION_CHANGED,
  DRAG_ROW_CHANGED,
  ORGANISE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsSidebar, bs_sidebar, GTK_TYPE_WIDGET)

static void
set_scope (BsSidebar *self, BsScope scope, const char *const *names)
{
  gboolean same = self->scope == scope &&
                  (self->names == NULL || names == NULL ? self->names == (GStrv) names :
                                                          g_strv_equal ((const char *const *) self->names, names));

  if (same)
    return;

  if ((GStrv) names != self->names)
    {
      /* The new names may be among the old ones. */
      GStrv copy = g_strdupv ((char **) names);

      g_strfreev (self->names);
      self->names = copy;
    }
  self->scope = scope;
  bs_sidebar_typing_set_current (self->typing, scope == BS_SCOPE_CATEGORY ? (const char *const *) self->names : NULL);
  g_signal_emit (self, signals[SCOPE_CHANGED], 0);
}

/* Returns: whether the row shows articles, and which */
static gboolean
read_row (GtkTreeListRow *row, BsScope *scope, GStrv *names)
{
  g_autoptr (GObject) item = gtk_tree_list_row_get_item (row);

  *names = NULL;
  if (BS_IS_CATEGORY (item))
    {
      *scope = BS_SCOPE_CATEGORY;
      *names = g_strdupv ((GStrv) bs_category_get_path (BS_CATEGORY (item)));
      return TRUE;
    }
  if (BS_IS_FACET (item))
    {
      g_autoptr (GtkTreeListRow) parent = gtk_tree_list_row_get_parent (row);
      g_autoptr (BsSidebarItem) section = parent != NULL ? gtk_tree_list_row_get_item (parent) : NULL;
      const char *const facet[] = { bs_facet_get_name (BS_FACET (item)), NULL };

      if (section == NULL)
        return FALSE;
      *scope = bs_sidebar_item_get_scope (section);
      *names = g_strdupv ((GStrv) facet);
      return TRUE;
    }
  if (BS_IS_SAVED_SEARCH (item))
    {
      const char *const key[] = { bs_saved_search_get_key (BS_SAVED_SEARCH (item)), NULL };

      *scope = BS_SCOPE_SEARCH;
      *names = g_strdupv ((GStrv) key);
      return TRUE;
    }
  if (!BS_IS_SIDEBAR_ITEM (item) || bs_sidebar_item_get_kind (BS_SIDEBAR_ITEM (item)) != BS_SIDEBAR_PLACE)
    return FALSE;
  *scope = bs_sidebar_item_get_scope (BS_SIDEBAR_ITEM (item));
  return TRUE;
}

static void
selected_cb (BsSidebar *self)
{
  GtkTreeListRow *row;
  g_auto (GStrv) names = NULL;
  BsScope scope;

  g_assert (BS_IS_SIDEBAR (self));

  row = gtk_single_selection_get_selected_item (self->selection);
  if (!self->syncing && row != NULL && read_row (row, &scope, &names))
    set_scope (self, scope, (const char *const *) names);
}

static BsSidebarRow *
find_sidebar_row (BsSidebar *self, GtkTreeListRow *row)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->view)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *sidebar_row = gtk_widget_get_first_child (child);

      if (BS_IS_SIDEBAR_ROW (sidebar_row) && bs_sidebar_row_get_list_row (BS_SIDEBAR_ROW (sidebar_row)) == row)
        return BS_SIDEBAR_ROW (sidebar_row);
    }
  return NULL;
}

static void
menu_chosen_cb (BsSidebar *self, GtkTreeListRow *row, const char *action)
{
  g_auto (GStrv) names = NULL;
  g_auto (GStrv) to = NULL;
  BsScope scope;

  g_assert (BS_IS_SIDEBAR (self));

  if (self->library == NULL)
    return;
  if (row == NULL)
    {
      scope = g_str_equal (action, "all-tags")    ? BS_SCOPE_TAG :
              g_str_equal (action, "all-sources") ? BS_SCOPE_SOURCE :
                                                    BS_SCOPE_CATEGORY;
      g_signal_emit (self, signals[ORGANISE], 0, scope == BS_SCOPE_CATEGORY ? "new" : "all", scope, NULL, NULL);
      return;
    }
  if (!read_row (row, &scope, &names))
    return;
  if (g_str_equal (action, "rename"))
    {
      BsSidebarRow *sidebar_row = find_sidebar_row (self, row);

      /* The focus stays in the entry. */
      g_clear_handle_id (&self->focus_id, g_source_remove);
      if (sidebar_row != NULL)
        bs_sidebar_row_start_renaming (sidebar_row);
      return;
    }
  if (g_str_equal (action, "new-below"))
    action = "new";
  if (g_str_equal (action, "move-to-top"))
    {
      action = "move";
      to = g_strdupv (names + g_strv_length (names) - 1);
    }
  g_signal_emit (self, signals[ORGANISE], 0, action, scope, names, to);
}

static void
renamed_cb (BsSidebar *self, const char *name, BsSidebarRow *row)
{
  g_auto (GStrv) names = NULL;
  g_auto (GStrv) to = NULL;
  char **last;
  BsScope scope;

  g_assert (BS_IS_SIDEBAR (self));

  if (!read_row (bs_sidebar_row_get_list_row (row), &scope, &names))
    return;
  to = g_strdupv (names);
  last = &to[g_strv_length (to) - 1];
  g_free (*last);
  *last = g_strdup (name);
  g_signal_emit (self, signals[ORGANISE], 0, "rename", scope, names, to);
}

static void
moved_cb (BsSidebar *self, BsSavedSearch *search, guint place)
{
  const char *const names[] = { bs_saved_search_get_key (search), NULL };
  g_autofree char *text = g_strdup_printf ("%u", place);
  const char *const to[] = { text, NULL };

  g_assert (BS_IS_SIDEBAR (self));

  bs_sidebar_hold_release (self->hold);
  g_signal_emit (self, signals[ORGANISE], 0, "place-search", BS_SCOPE_SEARCH, names, to);
}

static void
all_cb (BsSidebar *self, BsSidebarRow *row)
{
  g_autoptr (BsSidebarItem) section = gtk_tree_list_row_get_item (bs_sidebar_row_get_list_row (row));

  g_assert (BS_IS_SIDEBAR (self));

  g_signal_emit (self, signals[ORGANISE], 0, "all", bs_sidebar_item_get_scope (section), NULL, NULL);
}

static void
select_scope (BsSidebar *self)
{
  g_autoptr (GtkTreeListRow) row =
      bs_sidebar_tree_find (self->tree, self->scope, (const char *const *) self->names, FALSE);
  guint position = row != NULL ? gtk_tree_list_row_get_position (row) : GTK_INVALID_LIST_POSITION;

  if (gtk_single_selection_get_selected (self->selection) == position)
    return;

  self->syncing = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->syncing = FALSE;
}

static gboolean
sync_cb (gpointer user_data)
{
  BsSidebar *self = user_data;

  g_assert (BS_IS_SIDEBAR (self));

  self->sync_id = 0;
  if (self->library == NULL)
    return G_SOURCE_REMOVE;

  if (!bs_sidebar_hold_get_is_hovered (self->hold))
    bs_sidebar_tree_collapse_sprung (self->tree);
  self->syncing = TRUE;
  /* Rows that appear or disappear above the pointer would move the row under it, if the list is too short to scroll. */
  if (!bs_sidebar_hold_get_is_hovered (self->hold))
    bs_sidebar_tree_update_roots (self->tree);
  bs_sidebar_tree_restore_expanded (self->tree);
  self->syncing = FALSE;
  select_scope (self);
  /* Prevents that the same change is applied again. */
  g_clear_handle_id (&self->sync_id, g_source_remove);

  return G_SOURCE_REMOVE;
}

/* Rows must not be expanded while a model reports a change, so it is done right after that, before the next frame. */
static void
queue_sync (BsSidebar *self)
{
  if (self->sync_id == 0)
    self->sync_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, sync_cb, self, NULL);
}

static void
changed_cb (BsSidebar *self)
{
  g_assert (BS_IS_SIDEBAR (self));

  queue_sync (self);
}

static void
drag_row_changed_cb (BsSidebar *self)
{
  g_assert (BS_IS_SIDEBAR (self));

  g_signal_emit (self, signals[DRAG_ROW_CHANGED], 0);
}

/* Tags and sources are ordered by their counts, which may change during a drag. */
static void
caught_cb (BsSidebar *self)
{
  g_assert (BS_IS_SIDEBAR (self));

  if (self->library != NULL)
    bs_library_hold_names (self->library, TRUE);
}

static void
released_cb (BsSidebar *self)
{
  g_assert (BS_IS_SIDEBAR (self));

  if (self->library != NULL)
    bs_library_hold_names (self->library, FALSE);

  queue_sync (self);
}

static void
expanded_cb (BsSidebar *self, GParamSpec *pspec, GtkTreeListRow *row)
{
  g_assert (BS_IS_SIDEBAR (self));

  if (self->syncing || !bs_sidebar_tree_note_expanded (self->tree, row))
    return;

  if (gtk_tree_list_row_get_expanded (row) && bs_sidebar_hold_get_is_hovered (self->hold))
    bs_sidebar_tree_note_sprung (self->tree, row);
  g_signal_emit (self, signals[EXPANSION_CHANGED], 0);
  queue_sync (self);
}

static void
toggle_or_choose (BsSidebar *self, GtkTreeListRow *row, gboolean from_keyboard)
{
  g_autoptr (GObject) item = gtk_tree_list_row_get_item (row);

  if (BS_IS_SIDEBAR_ITEM (item) && bs_sidebar_item_get_kind (BS_SIDEBAR_ITEM (item)) == BS_SIDEBAR_SECTION)
    gtk_tree_list_row_set_expanded (row, !gtk_tree_list_row_get_expanded (row));
  else
    g_signal_emit (self, signals[CHOSEN], 0, from_keyboard);
}

static void
activate_cb (BsSidebar *self, guint position)
{
  g_autoptr (GtkTreeListRow) row = NULL;

  g_assert (BS_IS_SIDEBAR (self));

  row = gtk_tree_list_model_get_row (bs_sidebar_tree_get_model (self->tree), position);
  if (row != NULL)
    toggle_or_choose (self, row, TRUE);
}

static gboolean
choose_cb (gpointer user_data)
{
  BsSidebar *self = user_data;

  g_assert (BS_IS_SIDEBAR (self));

  g_signal_emit (self, signals[CHOSEN], 0, FALSE);
  return G_SOURCE_REMOVE;
}

static void
clicked_cb (BsSidebar *self, BsSidebarRow *row)
{
  GtkTreeListRow *list_row;
  g_autoptr (GObject) item = NULL;

  g_assert (BS_IS_SIDEBAR (self));

  list_row = bs_sidebar_row_get_list_row (row);
  item = gtk_tree_list_row_get_item (list_row);
  if (BS_IS_SIDEBAR_ITEM (item) && bs_sidebar_item_get_kind (BS_SIDEBAR_ITEM (item)) == BS_SIDEBAR_SECTION)
    gtk_tree_list_row_set_expanded (list_row, !gtk_tree_list_row_get_expanded (list_row));
  else
    /* The list view selects the clicked row only after this. */
    g_idle_add_full (G_PRIORITY_DEFAULT, choose_cb, g_object_ref (self), g_object_unref);
}

static BsSidebarRow *
find_focused (BsSidebar *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *child = focus != NULL ? gtk_widget_get_first_child (focus) : NULL;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->view)))
    return NULL;
  if (BS_IS_SIDEBAR_ROW (child))
    return BS_SIDEBAR_ROW (child);
  return BS_SIDEBAR_ROW (gtk_widget_get_ancestor (focus, BS_TYPE_SIDEBAR_ROW));
}

/* When someone types quickly, the focus is still on its way to the selected row. */
static GtkTreeListRow *
find_row (BsSidebar *self)
{
  BsSidebarRow *sidebar_row;

  if (self->focus_id != 0)
    return gtk_single_selection_get_selected_item (self->selection);

  sidebar_row = find_focused (self);
  return sidebar_row != NULL ? bs_sidebar_row_get_list_row (sidebar_row) : NULL;
}

static BsSidebarRow *
find_menu_row (GtkWidget *sidebar)
{
  BsSidebar *self = BS_SIDEBAR (sidebar);
  GtkTreeListRow *row = find_row (self);

  return row != NULL ? find_sidebar_row (self, row) : NULL;
}

/* Returns: whether the selected row has a widget already */
static gboolean
focus_now (BsSidebar *self)
{
  GtkTreeListRow *row = gtk_single_selection_get_selected_item (self->selection);
  BsSidebarRow *sidebar_row = row != NULL ? find_sidebar_row (self, row) : NULL;

  return sidebar_row != NULL && gtk_widget_grab_focus (gtk_widget_get_parent (GTK_WIDGET (sidebar_row)));
}

static gboolean
focus_selected_cb (gpointer user_data)
{
  BsSidebar *self = user_data;

  g_assert (BS_IS_SIDEBAR (self));

  self->focus_id = 0;
  if (!focus_now (self))
    gtk_widget_grab_focus (GTK_WIDGET (self->view));

  return G_SOURCE_REMOVE;
}

/* Arrow keys continue from the selected row. A row that was just revealed has no widget until a moment later. */
static void
focus_selected (BsSidebar *self)
{
  if (self->focus_id == 0)
    self->focus_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, focus_selected_cb, self, NULL);
}

static void
go_to (BsSidebar *self, GtkTreeListRow *row)
{
  guint position = gtk_tree_list_row_get_position (row);

  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", position);
  focus_selected (self);
}

static gboolean
is_renaming (BsSidebar *self)
{
  BsSidebarRow *row = find_focused (self);

  return row != NULL && bs_sidebar_row_get_entry (row) != NULL;
}

/* As in any tree: forwards expands, then goes to the first child; backwards collapses, then goes to the parent. */
static gboolean
key_pressed_cb (BsSidebar *self, guint keyval, guint keycode, GdkModifierType state, GtkEventControllerKey *key)
{
  gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  g_autoptr (GtkTreeListRow) other = NULL;
  GtkTreeListRow *row;
  GListModel *children;
  gboolean opens;

  g_assert (BS_IS_SIDEBAR (self));

  if ((state & gtk_accelerator_get_default_mod_mask ()) != 0 || is_renaming (self))
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_Right || keyval == GDK_KEY_KP_Right)
    opens = !is_rtl;
  else if (keyval == GDK_KEY_Left || keyval == GDK_KEY_KP_Left)
    opens = is_rtl;
  else
    return GDK_EVENT_PROPAGATE;

  row = find_row (self);
  if (row == NULL)
    return GDK_EVENT_PROPAGATE;

  children = gtk_tree_list_row_get_expanded (row) ? gtk_tree_list_row_get_children (row) : NULL;
  if (opens && children == NULL)
    {
      gtk_tree_list_row_set_expanded (row, TRUE);
      return GDK_EVENT_STOP;
    }
  if (!opens && children != NULL && g_list_model_get_n_items (children) > 0)
    {
      gtk_tree_list_row_set_expanded (row, FALSE);
      return GDK_EVENT_STOP;
    }

  other = opens ? gtk_tree_list_row_get_child_row (row, 0) : gtk_tree_list_row_get_parent (row);
  if (other != NULL)
    go_to (self, other);
  return GDK_EVENT_STOP;
}

static void
found_cb (BsSidebar *self, BsCategory *category)
{
  g_assert (BS_IS_SIDEBAR (self));

  bs_sidebar_show_scope (self, BS_SCOPE_CATEGORY, bs_category_get_path (category));
  focus_selected (self);
}

static void
setup_cb (BsSidebar *self, GtkListItem *list_item, GtkSignalListItemFactory *factory)
{
  GtkWidget *row = bs_sidebar_row_new ();

  g_assert (BS_IS_SIDEBAR (self));

  g_signal_connect_object (row, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "renamed", G_CALLBACK (renamed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "all", G_CALLBACK (all_cb), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (list_item, row);
}

static void
bind_cb (BsSidebar *self, GtkListItem *list_item, GtkSignalListItemFactory *factory)
{
  GtkTreeListRow *row = gtk_list_item_get_item (list_item);

  g_assert (BS_IS_SIDEBAR (self));

  bs_sidebar_row_set_list_row (BS_SIDEBAR_ROW (gtk_list_item_get_child (list_item)), row);
  g_signal_connect_object (row, "notify::expanded", G_CALLBACK (expanded_cb), self, G_CONNECT_SWAPPED);
}

static void
unbind_cb (BsSidebar *self, GtkListItem *list_item, GtkSignalListItemFactory *factory)
{
  g_assert (BS_IS_SIDEBAR (self));

  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (list_item), expanded_cb, self);
  bs_sidebar_row_set_list_row (BS_SIDEBAR_ROW (gtk_list_item_get_child (list_item)), NULL);
}

static gboolean
has_category_paths (BsSidebar *self)
{
  BsSite *site = bs_library_get_site (self->library);

  return site == NULL || bs_site_kind_is_hexo (site->kind);
}

static GdkContentProvider *
drag_prepare_cb (BsSidebar *self, double x, double y, GtkDragSource *source)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self->view), x, y, GTK_PICK_DEFAULT);
  BsSidebarRow *row = widget != NULL ? bs_sidebar_hold_find_row (GTK_WIDGET (self->view), widget) : NULL;
  g_autoptr (GObject) item = row != NULL ? gtk_tree_list_row_get_item (bs_sidebar_row_get_list_row (row)) : NULL;

  g_assert (BS_IS_SIDEBAR (self));

  g_clear_pointer (&self->dragged, g_strfreev);
  if (!BS_IS_CATEGORY (item) || bs_sidebar_row_get_entry (row) != NULL || !has_category_paths (self))
    return NULL;
  self->dragged = g_strdupv ((GStrv) bs_category_get_path (BS_CATEGORY (item)));
  /* Nothing that another program could take. */
  return gdk_content_provider_new_typed (BS_TYPE_CATEGORY, item);
}

static void
drag_begin_cb (BsSidebar *self, GdkDrag *drag, GtkDragSource *source)
{
  GtkWidget *label = gtk_label_new (self->dragged[g_strv_length (self->dragged) - 1]);

  g_assert (BS_IS_SIDEBAR (self));

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 30);
  gtk_widget_add_css_class (label, "drag-label");
  gtk_drag_icon_set_child (GTK_DRAG_ICON (gtk_drag_icon_get_for_drag (drag)), label);
  g_set_object (&self->drag, drag);
}

static void
drag_end_cb (BsSidebar *self, GdkDrag *drag, gboolean delete_data, GtkDragSource *source)
{
  g_assert (BS_IS_SIDEBAR (self));

  g_clear_object (&self->drag);
  g_clear_pointer (&self->dragged, g_strfreev);
}

static void
site_cb (BsSidebar *self)
{
  g_assert (BS_IS_SIDEBAR (self));

  bs_sidebar_menu_set_has_paths (self->menu, has_category_paths (self));
}

static void
clear_library (BsSidebar *self)
{
  g_clear_handle_id (&self->sync_id, g_source_remove);
  if (self->library == NULL)
    return;

  g_signal_handlers_disconnect_by_func (self->library, site_cb, self);
  self->syncing = TRUE;
  bs_sidebar_foot_set_library (self->foot, NULL);
  bs_sidebar_typing_set_library (self->typing, NULL);
  bs_sidebar_tree_set_library (self->tree, NULL);
  g_clear_object (&self->library);
  self->syncing = FALSE;
}

static void
bs_sidebar_dispose (GObject *object)
{
  BsSidebar *self = BS_SIDEBAR (object);

  g_clear_handle_id (&self->focus_id, g_source_remove);
  clear_library (self);
  g_clear_object (&self->hold);
  g_clear_object (&self->typing);
  if (self->menu != NULL)
    bs_sidebar_menu_close (self->menu);
  g_clear_object (&self->menu);
  g_clear_object (&self->order);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->tree);

  G_OBJECT_CLASS (bs_sidebar_parent_class)->dispose (object);
}

static void
bs_sidebar_finalize (GObject *object)
{
  BsSidebar *self = BS_SIDEBAR (object);

  g_strfreev (self->names);
  g_strfreev (self->pointed);
  g_strfreev (self->dragged);
  g_clear_object (&self->drag);

  G_OBJECT_CLASS (bs_sidebar_parent_class)->finalize (object);
}

static void
bs_sidebar_class_init (BsSidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bs_sidebar_dispose;
  object_class->finalize = bs_sidebar_finalize;

  signals[SCOPE_CHANGED] = bs_new_signal (klass, "scope-changed", 0);
  signals[CHOSEN] = bs_new_signal (klass, "chosen", 1, G_TYPE_BOOLEAN);
  signals[EXPANSION_CHANGED] = bs_new_signal (klass, "expansion-changed", 0);

  signals[DRAG_ROW_CHANGED] = bs_new_signal (klass, "drag-row-changed", 0);

  signals[ORGANISE] = bs_new_signal (klass, "organise", 4, G_TYPE_STRING, G_TYPE_UINT, G_TYPE_STRV, G_TYPE_STRV);

  g_type_ensure (BS_TYPE_SIDEBAR_FOOT);
  gtk_widget_class_set_css_name (widget_class, "bssidebar");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/broadsheet/Broadsheet/ui/sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, BsSidebar, content);
  gtk_widget_class_bind_template_child (widget_class, BsSidebar, header);
  gtk_widget_class_bind_template_child (widget_class, BsSidebar, title);
  gtk_widget_class_bind_template_child (widget_class, BsSidebar, menu_button);
  gtk_widget_class_bind_template_child (widget_class, BsSidebar, view);
  gtk_widget_class_bind_template_child (widget_class, BsSidebar, foot);
  gtk_widget_class_bind_template_child (widget_class, BsSidebar, typed);
  gtk_widget_class_bind_template_child (widget_class, BsSidebar, typed_revealer);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
bs_sidebar_init (BsSidebar *self)
{
  GtkDragSource *drag = gtk_drag_source_new ();
  GMenu *menu = gtk_application_get_menu_by_id (GTK_APPLICATION (g_application_get_default ()), "primary-menu");

  gtk_widget_init_template (GTK_WIDGET (self));
  bs_late_menu_set (self->menu_button, G_MENU_MODEL (menu));

  self->tree = bs_sidebar_tree_new ();
  g_signal_connect_object (self->tree, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (bs_sidebar_tree_get_model (self->tree)));
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);

  bs_set_rows (self->view, self, G_CALLBACK (setup_cb), G_CALLBACK (bind_cb), G_CALLBACK (unbind_cb));
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));

  self->hold = bs_sidebar_hold_new (self->view);
  g_signal_connect_object (self->hold, "caught", G_CALLBACK (caught_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->hold, "row-changed", G_CALLBACK (drag_row_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->hold, "released", G_CALLBACK (released_cb), self, G_CONNECT_SWAPPED);

  bs_catch_keys (GTK_WIDGET (self->view), self, G_CALLBACK (key_pressed_cb));

  gtk_drag_source_set_actions (drag, GDK_ACTION_COPY);
  g_signal_connect_object (drag, "prepare", G_CALLBACK (drag_prepare_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-end", G_CALLBACK (drag_end_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (drag));

  self->typing = bs_sidebar_typing_new (GTK_WIDGET (self->view), self->typed, self->typed_revealer);
  g_signal_connect_object (self->typing, "found", G_CALLBACK (found_cb), self, G_CONNECT_SWAPPED);

  self->order = bs_sidebar_order_new (self->view);
  g_signal_connect_object (self->order, "moved", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);

  self->menu = bs_sidebar_menu_new (GTK_WIDGET (self), self->view, find_menu_row);
  g_signal_connect_object (self->menu, "chosen", G_CALLBACK (menu_chosen_cb), self, G_CONNECT_SWAPPED);
}

void
bs_sidebar_set_library (BsSidebar *self, BsLibrary *library)
{
  g_autofree char *name = NULL;

  g_return_if_fail (BS_IS_SIDEBAR (self));
  g_return_if_fail (library == NULL || BS_IS_LIBRARY (library));

  clear_library (self);
  g_clear_pointer (&self->names, g_strfreev);
  self->scope = BS_SCOPE_ALL;
  bs_sidebar_typing_set_current (self->typing, NULL);
  if (library == NULL)
    return;

  self->library = g_object_ref (library);
  name = g_file_get_basename (bs_library_get_folder (library));
  if (name != NULL)
    {
      g_autofree char *display = g_filename_display_name (name);

      adw_window_title_set_title (self->title, display);
    }

  /* The kind of site is known by then. */
  g_signal_connect_object (library, "notify::state", G_CALLBACK (site_cb), self, G_CONNECT_SWAPPED);
  site_cb (self);
  bs_sidebar_foot_set_library (self->foot, library);
  bs_sidebar_typing_set_library (self->typing, library);
  self->syncing = TRUE;
  bs_sidebar_tree_set_library (self->tree, library);
  self->syncing = FALSE;
  queue_sync (self);
}

AdwHeaderBar *
bs_sidebar_get_header (BsSidebar *self)
{
  g_return_val_if_fail (BS_IS_SIDEBAR (self), NULL);

  return self->header;
}

/* Returns: (transfer none): the menu */
GtkPopover *
bs_sidebar_popup_menu (BsSidebar *self)
{
  g_return_val_if_fail (BS_IS_SIDEBAR (self), NULL);

  gtk_menu_button_popup (self->menu_button);
  return gtk_menu_button_get_popover (self->menu_button);
}

void
bs_sidebar_focus (BsSidebar *self)
{
  g_return_if_fail (BS_IS_SIDEBAR (self));

  if (self->focus_id != 0 || !focus_now (self))
    focus_selected (self);
}

/*
 * bs_sidebar_get_place_at:
 * @widget: a widget in the window
 * @scope: (out): the meaning of the place
 * @row: (out): the widget of the row
 *
 * Returns: (transfer none) (nullable): the names of the category, tag or source whose row @widget is a part of; none of
 *   the heading of categories
 */
const char *const *
bs_sidebar_get_place_at (BsSidebar *self, GtkWidget *widget, BsScope *scope, GtkWidget **row)
{
  static const char *const top[] = { NULL };
  BsSidebarRow *sidebar_row;
  GtkTreeListRow *list_row;
  g_autoptr (GObject) item = NULL;
  GStrv names;

  g_return_val_if_fail (BS_IS_SIDEBAR (self), NULL);
  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);
  g_return_val_if_fail (scope != NULL && row != NULL, NULL);

  sidebar_row = bs_sidebar_hold_find_row (GTK_WIDGET (self->view), widget);
  list_row = sidebar_row != NULL ? bs_sidebar_row_get_list_row (sidebar_row) : NULL;
  if (list_row == NULL)
    return NULL;
  *row = gtk_widget_get_parent (GTK_WIDGET (sidebar_row));
  item = gtk_tree_list_row_get_item (list_row);
  if (BS_IS_SIDEBAR_ITEM (item) && bs_sidebar_item_get_kind (BS_SIDEBAR_ITEM (item)) == BS_SIDEBAR_SECTION &&
      bs_sidebar_item_get_scope (BS_SIDEBAR_ITEM (item)) == BS_SCOPE_CATEGORY)
    {
      *scope = BS_SCOPE_CATEGORY;
      return top;
    }
  if (!BS_IS_FACET (item) || !read_row (list_row, scope, &names))
    return NULL;
  g_strfreev (self->pointed);
  self->pointed = names;
  return (const char *const *) names;
}

/* Returns: (transfer none) (nullable): the category that is dragged */
const char *const *
bs_sidebar_get_dragged (BsSidebar *self, GdkDrag *drag)
{
  g_return_val_if_fail (BS_IS_SIDEBAR (self), NULL);

  return drag != NULL && drag == self->drag ? (const char *const *) self->dragged : NULL;
}

/* A category was dropped somewhere. */
void
bs_sidebar_move (BsSidebar *self, const char *const *category, const char *const *to)
{
  g_return_if_fail (BS_IS_SIDEBAR (self));
  g_return_if_fail (category != NULL && to != NULL);

  g_signal_emit (self, signals[ORGANISE], 0, "move", BS_SCOPE_CATEGORY, category, to);
}

/* @category: (nullable): that a drag was dropped on, which stays visible */
void
bs_sidebar_end_drag (BsSidebar *self, const char *const *category)
{
  g_return_if_fail (BS_IS_SIDEBAR (self));

  if (category != NULL)
    bs_sidebar_tree_keep_sprung (self->tree, category);
  bs_sidebar_hold_release (self->hold);
}

BsScope
bs_sidebar_get_scope (BsSidebar *self)
{
  g_return_val_if_fail (BS_IS_SIDEBAR (self), BS_SCOPE_ALL);

  return self->scope;
}

const char *const *
bs_sidebar_get_names (BsSidebar *self)
{
  g_return_val_if_fail (BS_IS_SIDEBAR (self), NULL);

  return (const char *const *) self->names;
}

/* Returns: (transfer none): the scope of the list */
const char *
bs_sidebar_get_title (BsSidebar *self)
{
  g_return_val_if_fail (BS_IS_SIDEBAR (self), NULL);

  switch (self->scope)
    {
    case BS_SCOPE_UNREAD:
      return _ ("Unread");
    case BS_SCOPE_STARRED:
      return _ ("Starred");
    case BS_SCOPE_RECENT:
      return _ ("Recently Changed");
    case BS_SCOPE_DRAFTS:
      return _ ("Drafts");
    case BS_SCOPE_NEEDS_REPAIR:
      return _ ("Needs Repair");
    case BS_SCOPE_CATEGORY:
    case BS_SCOPE_TAG:
    case BS_SCOPE_SOURCE:
      return self->names != NULL && self->names[0] != NULL ? self->names[g_strv_length (self->names) - 1] : "";
    case BS_SCOPE_SEARCH:
      if (self->library != NULL && self->names != NULL)
        {
          BsSavedSearch *search = bs_saved_searches_find (bs_library_get_searches (self->library), self->names[0]);

          if (search != NULL)
            return bs_saved_search_get_name (search);
        }
      G_GNUC_FALLTHROUGH;
    case BS_SCOPE_ALL:
    default:
      return _ ("All Articles");
    }
}

/* Selects a place and expands its parents. A place that does not exist is shown as an empty list. */
void
bs_sidebar_show_scope (BsSidebar *self, BsScope scope, const char *const *names)
{
  g_autoptr (GtkTreeListRow) row = NULL;

  g_return_if_fail (BS_IS_SIDEBAR (self));

  if (self->library == NULL)
    return;

  self->syncing = TRUE;
  row = bs_sidebar_tree_find (self->tree, scope, names, TRUE);
  if (row == NULL)
    {
      /* Its section may have just got its first row. */
      bs_sidebar_tree_update_roots (self->tree);
      row = bs_sidebar_tree_find (self->tree, scope, names, TRUE);
    }
  if (row != NULL)
    {
      guint position = gtk_tree_list_row_get_position (row);

      gtk_single_selection_set_selected (self->selection, position);
      bs_reveal_selected (self->view);
    }
  else
    /* Otherwise the row before would be chosen again as soon as it moves. */
    gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  self->syncing = FALSE;

  set_scope (self, scope, names);
  g_signal_emit (self, signals[EXPANSION_CHANGED], 0);
}

/* Returns: (transfer full): the keys of the expanded rows */
char **
bs_sidebar_dup_expanded (BsSidebar *self)
{
  g_return_val_if_fail (BS_IS_SIDEBAR (self), NULL);

  return bs_sidebar_tree_dup_expanded (self->tree);
}

/* @keys: (nullable): from bs_sidebar_dup_expanded(); %NULL for the default */
void
bs_sidebar_set_expanded (BsSidebar *self, const char *const *keys)
{
  g_return_if_fail (BS_IS_SIDEBAR (self));

  bs_sidebar_tree_set_expanded (self->tree, keys);
  if (self->library != NULL)
    queue_sync (self);
}
