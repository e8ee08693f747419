/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/late-menu.h"
#include "ui/sidebar/sidebar-private.h"
#include "ui/sidebar/sidebar-row.h"

enum
{
  SCOPE_CHANGED,
  CHOSEN,
  EXPANSION_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsSidebar, bs_sidebar, GTK_TYPE_WIDGET)

static GListModel *
create_children (gpointer item, gpointer user_data)
{
  GListModel *children = NULL;

  if (BS_IS_SIDEBAR_ITEM (item))
    children = bs_sidebar_item_get_children (BS_SIDEBAR_ITEM (item));
  else if (BS_IS_CATEGORY (item))
    children = bs_category_get_children (BS_CATEGORY (item));

  return children != NULL ? g_object_ref (children) : NULL;
}

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
      g_strfreev (self->names);
      self->names = g_strdupv ((char **) names);
    }
  self->scope = scope;
  g_signal_emit (self, signals[SCOPE_CHANGED], 0);
}

static void
selected_cb (BsSidebar *self)
{
  g_autoptr (GObject) item = NULL;
  GtkTreeListRow *row;

  g_assert (BS_IS_SIDEBAR (self));

  row = gtk_single_selection_get_selected_item (self->selection);
  if (self->syncing || row == NULL)
    return;

  item = gtk_tree_list_row_get_item (row);
  if (BS_IS_CATEGORY (item))
    {
      set_scope (self, BS_SCOPE_CATEGORY, bs_category_get_path (BS_CATEGORY (item)));
    }
  else if (BS_IS_FACET (item))
    {
      g_autoptr (GtkTreeListRow) parent = gtk_tree_list_row_get_parent (row);
      g_autoptr (BsSidebarItem) section = gtk_tree_list_row_get_item (parent);
      const char *names[] = { bs_facet_get_name (BS_FACET (item)), NULL };

      set_scope (self, bs_sidebar_item_get_scope (section), names);
    }
  else if (BS_IS_SIDEBAR_ITEM (item) && bs_sidebar_item_get_kind (BS_SIDEBAR_ITEM (item)) == BS_SIDEBAR_PLACE)
    {
      set_scope (self, bs_sidebar_item_get_scope (BS_SIDEBAR_ITEM (item)), NULL);
    }
}

static void
select_scope (BsSidebar *self)
{
  g_autoptr (GtkTreeListRow) row = bs_sidebar_find_row (self, self->scope, (const char *const *) self->names, FALSE);
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

  self->syncing = TRUE;
  bs_sidebar_update_roots (self);
  bs_sidebar_restore_expanded (self);
  self->syncing = FALSE;
  select_scope (self);
  /* What has just been done asks for no second time. */
  g_clear_handle_id (&self->sync_id, g_source_remove);

  return G_SOURCE_REMOVE;
}

/* Rows must not be opened while a model is telling of its change, so it is done right after, before the next frame. */
static void
queue_sync (BsSidebar *self)
{
  if (self->sync_id == 0)
    self->sync_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, sync_cb, self, NULL);
}

static void
models_changed_cb (BsSidebar *self)
{
  g_assert (BS_IS_SIDEBAR (self));

  queue_sync (self);
}

static void
update_counts (BsSidebar *self)
{
  bs_sidebar_item_set_count (self->roots[BS_SIDEBAR_ALL], bs_library_get_n_articles (self->library));
  bs_sidebar_item_set_count (self->roots[BS_SIDEBAR_UNREAD], bs_library_get_n_unread (self->library));
  bs_sidebar_item_set_count (self->roots[BS_SIDEBAR_STARRED], bs_library_get_n_starred (self->library));
  bs_sidebar_item_set_count (self->roots[BS_SIDEBAR_RECENT], bs_library_get_n_recent (self->library));
  bs_sidebar_item_set_count (self->roots[BS_SIDEBAR_DRAFTS], bs_library_get_n_drafts (self->library));
  bs_sidebar_item_set_count (self->roots[BS_SIDEBAR_NEEDS_REPAIR], bs_library_get_n_needs_repair (self->library));
}

static void
counts_cb (BsSidebar *self)
{
  g_assert (BS_IS_SIDEBAR (self));

  update_counts (self);
  queue_sync (self);
}

static void
expanded_cb (BsSidebar *self, GParamSpec *pspec, GtkTreeListRow *row)
{
  g_autofree char *key = NULL;

  g_assert (BS_IS_SIDEBAR (self));

  if (self->syncing || (key = bs_sidebar_row_key (row)) == NULL)
    return;

  if (gtk_tree_list_row_get_expanded (row))
    g_hash_table_add (self->expanded, g_steal_pointer (&key));
  else
    g_hash_table_remove (self->expanded, key);
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

  row = gtk_tree_list_model_get_row (self->tree, position);
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
    /* The list view selects what was clicked only after this. */
    g_idle_add_full (G_PRIORITY_DEFAULT, choose_cb, g_object_ref (self), g_object_unref);
}

static void
setup_cb (BsSidebar *self, GtkListItem *list_item, GtkSignalListItemFactory *factory)
{
  GtkWidget *row = bs_sidebar_row_new ();

  g_assert (BS_IS_SIDEBAR (self));

  g_signal_connect_object (row, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
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

static void
clear_library (BsSidebar *self)
{
  g_clear_handle_id (&self->sync_id, g_source_remove);
  if (self->library == NULL)
    return;

  self->syncing = TRUE;
  for (guint i = BS_SIDEBAR_CATEGORIES; i < BS_SIDEBAR_N_ROOTS; i++)
    g_signal_handlers_disconnect_by_func (bs_sidebar_item_get_children (self->roots[i]), models_changed_cb, self);
  g_signal_handlers_disconnect_by_func (self->library, counts_cb, self);
  bs_sidebar_foot_set_library (self->foot, NULL);
  g_list_store_remove_all (self->store);
  for (guint i = 0; i < BS_SIDEBAR_N_ROOTS; i++)
    g_clear_object (&self->roots[i]);
  g_clear_object (&self->library);
  self->syncing = FALSE;
}

static void
bs_sidebar_dispose (GObject *object)
{
  BsSidebar *self = BS_SIDEBAR (object);

  bs_sidebar_end_search (self);
  g_clear_handle_id (&self->focus_id, g_source_remove);
  clear_library (self);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->tree);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (bs_sidebar_parent_class)->dispose (object);
}

static void
bs_sidebar_finalize (GObject *object)
{
  BsSidebar *self = BS_SIDEBAR (object);

  g_strfreev (self->names);
  g_hash_table_unref (self->expanded);
  g_string_free (self->search, TRUE);
  g_clear_pointer (&self->pinyin, bs_pinyin_free);

  G_OBJECT_CLASS (bs_sidebar_parent_class)->finalize (object);
}

static void
bs_sidebar_class_init (BsSidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bs_sidebar_dispose;
  object_class->finalize = bs_sidebar_finalize;

  signals[SCOPE_CHANGED] =
      g_signal_new ("scope-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[EXPANSION_CHANGED] = g_signal_new ("expansion-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                             NULL, NULL, G_TYPE_NONE, 0);

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
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GMenu *menu = gtk_application_get_menu_by_id (GTK_APPLICATION (g_application_get_default ()), "primary-menu");

  self->expanded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->search = g_string_new (NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  bs_late_menu_set (self->menu_button, G_MENU_MODEL (menu));

  self->store = g_list_store_new (BS_TYPE_SIDEBAR_ITEM);
  self->tree =
      gtk_tree_list_model_new (g_object_ref (G_LIST_MODEL (self->store)), FALSE, FALSE, create_children, NULL, NULL);
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->tree));
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->view, factory);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));

  bs_sidebar_install_keys (self);
  bs_sidebar_install_search (self);
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
  if (library == NULL)
    return;

  self->library = g_object_ref (library);
  name = g_file_get_basename (bs_library_get_folder (library));
  if (name != NULL)
    {
      g_autofree char *display = g_filename_display_name (name);

      adw_window_title_set_title (self->title, display);
    }

  self->roots[BS_SIDEBAR_ALL] = bs_sidebar_item_new_place (BS_SCOPE_ALL, _ ("All Articles"), "view-list-symbolic");
  self->roots[BS_SIDEBAR_UNREAD] = bs_sidebar_item_new_place (BS_SCOPE_UNREAD, _ ("Unread"), "mail-unread-symbolic");
  self->roots[BS_SIDEBAR_STARRED] = bs_sidebar_item_new_place (BS_SCOPE_STARRED, _ ("Starred"), "starred-symbolic");
  self->roots[BS_SIDEBAR_RECENT] =
      bs_sidebar_item_new_place (BS_SCOPE_RECENT, _ ("Recently Changed"), "document-open-recent-symbolic");
  self->roots[BS_SIDEBAR_DRAFTS] = bs_sidebar_item_new_place (BS_SCOPE_DRAFTS, _ ("Drafts"), "document-edit-symbolic");
  self->roots[BS_SIDEBAR_NEEDS_REPAIR] =
      bs_sidebar_item_new_place (BS_SCOPE_NEEDS_REPAIR, _ ("Needs Repair"), "dialog-warning-symbolic");
  self->roots[BS_SIDEBAR_CATEGORIES] =
      bs_sidebar_item_new_section (BS_SCOPE_CATEGORY, _ ("Categories"), bs_library_get_categories (library));
  self->roots[BS_SIDEBAR_TAGS] = bs_sidebar_item_new_section (BS_SCOPE_TAG, _ ("Tags"), bs_library_get_tags (library));
  self->roots[BS_SIDEBAR_SOURCES] =
      bs_sidebar_item_new_section (BS_SCOPE_SOURCE, _ ("Sources"), bs_library_get_sources (library));

  for (guint i = BS_SIDEBAR_CATEGORIES; i < BS_SIDEBAR_N_ROOTS; i++)
    g_signal_connect_object (bs_sidebar_item_get_children (self->roots[i]), "items-changed",
                             G_CALLBACK (models_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "notify::n-articles", G_CALLBACK (counts_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "notify::n-unread", G_CALLBACK (counts_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "notify::n-starred", G_CALLBACK (counts_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "notify::n-recent", G_CALLBACK (counts_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "notify::n-drafts", G_CALLBACK (counts_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "notify::n-needs-repair", G_CALLBACK (counts_cb), self, G_CONNECT_SWAPPED);

  bs_sidebar_foot_set_library (self->foot, library);

  update_counts (self);
  self->syncing = TRUE;
  bs_sidebar_update_roots (self);
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

  bs_sidebar_focus_selected (self);
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

/* Returns: (transfer none): what the list is a list of */
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
    case BS_SCOPE_ALL:
    default:
      return _ ("All Articles");
    }
}

/* Selects a place, opening what it stands below; one that is not there is shown all the same, and is empty. */
void
bs_sidebar_show_scope (BsSidebar *self, BsScope scope, const char *const *names)
{
  g_autoptr (GtkTreeListRow) row = NULL;

  g_return_if_fail (BS_IS_SIDEBAR (self));

  if (self->library == NULL)
    return;

  self->syncing = TRUE;
  row = bs_sidebar_find_row (self, scope, names, TRUE);
  if (row != NULL)
    {
      guint position = gtk_tree_list_row_get_position (row);

      gtk_single_selection_set_selected (self->selection, position);
      gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", position);
    }
  self->syncing = FALSE;

  set_scope (self, scope, names);
  g_signal_emit (self, signals[EXPANSION_CHANGED], 0);
}

char **
bs_sidebar_dup_expanded (BsSidebar *self)
{
  g_autoptr (GPtrArray) keys = NULL;
  GHashTableIter iter;
  gpointer key;

  g_return_val_if_fail (BS_IS_SIDEBAR (self), NULL);

  keys = g_ptr_array_new ();
  g_hash_table_iter_init (&iter, self->expanded);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (keys, g_strdup (key));
  g_ptr_array_add (keys, NULL);

  return (char **) g_ptr_array_steal (keys, NULL);
}

/* @keys: (nullable): what bs_sidebar_dup_expanded() gave; %NULL for what stands open at first */
void
bs_sidebar_set_expanded (BsSidebar *self, const char *const *keys)
{
  static const char *const first[] = { "categories", NULL };

  g_return_if_fail (BS_IS_SIDEBAR (self));

  g_hash_table_remove_all (self->expanded);
  for (const char *const *key = keys != NULL ? keys : first; *key != NULL; key++)
    g_hash_table_add (self->expanded, g_strdup (*key));
  if (self->library != NULL)
    queue_sync (self);
}
