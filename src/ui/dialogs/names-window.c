/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/dialogs/names-window.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ui/dialogs/merge-names-dialog.h"
#include "ui/dialogs/name-cells.h"
#include "ui/dialogs/name-words.h"
#include "ui/widgets/child-window.h"
#include "ui/widgets/id-selection.h"
#include "ui/widgets/pressed.h"
#include "ui/widgets/row-selection.h"
#include "ui/widgets/shorthand.h"
#include "ui/widgets/toast.h"

struct _BsNamesWindow
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkToggleButton *alike;
  GtkEditable *search;
  GtkDropDown *order;
  AdwToastOverlay *toasts;
  GtkStack *stack;
  AdwSqueezer *squeezer;
  GtkWidget *wide;
  GtkColumnView *table;
  BsNameCells *cells;
  GtkListView *view;
  GtkListView *groups;
  AdwStatusPage *empty;
  GtkActionBar *bar;

  BsScope scope;
  BsNameList *names;
  BsIdSelection *selection;
  BsRowSelection *rows; /* the same for the table */
  GtkSingleSelection *group_selection;
  GtkWidget *popover; /* (nullable): until it is first shown */
  GtkWindow *dialog;  /* (nullable): the question which name stays */
  char *followed;     /* (nullable): a new name, which is selected as soon as it is in the list */
  guint focus_id;     /* of the source that focuses its row */
  guint attach_id;    /* of the source that fills the view that has just become visible */
  BsNameColumn sort;
  gboolean reverse;
  int probed; /* the column that the table sorts by, while it is being determined; -1 for none */
};

enum
{
  ORGANISE,
  CHOSEN,
  UNDO,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsNamesWindow, bs_names_window, ADW_TYPE_WINDOW)

/* The listed names. */

static gboolean
is_alike (BsNamesWindow *self)
{
  return gtk_toggle_button_get_active (self->alike);
}

static void
query (BsNamesWindow *self)
{
  const BsNameQuery wanted = { (char *) gtk_editable_get_text (self->search), (BsNameSort) self->sort, self->reverse,
                               is_alike (self) };

  bs_name_list_set_query (self->names, &wanted);
}

static void
show_empty (BsNamesWindow *self)
{
  gboolean is_filtered = *gtk_editable_get_text (self->search) != '\0';
  const char *title;

  if (is_filtered)
    title = _ ("Nothing Found");
  else if (is_alike (self))
    title = _ ("No Similar Names");
  else
    title = self->scope == BS_SCOPE_TAG ? _ ("No Tags") : _ ("No Sources");
  adw_status_page_set_title (self->empty, title);
  adw_status_page_set_description (
      self->empty, is_alike (self) && !is_filtered ?
                       _ ("Similar names differ only in case, width, or simplified and traditional forms.") :
                       NULL);
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

/* Invisible views are empty. */
static void
attach (BsNamesWindow *self, const char *page)
{
  gboolean is_table = g_str_equal (page, "names") && adw_squeezer_get_visible_child (self->squeezer) == self->wide;
  gboolean is_view = g_str_equal (page, "names") && !is_table;
  GtkSelectionModel *all = GTK_SELECTION_MODEL (self->selection);
  GtkSelectionModel *rows = GTK_SELECTION_MODEL (self->rows);
  GtkSelectionModel *groups = GTK_SELECTION_MODEL (self->group_selection);

  if (gtk_column_view_get_model (self->table) != (is_table ? rows : NULL))
    gtk_column_view_set_model (self->table, is_table ? rows : NULL);
  if (gtk_list_view_get_model (self->view) != (is_view ? all : NULL))
    gtk_list_view_set_model (self->view, is_view ? all : NULL);
  if (gtk_list_view_get_model (self->groups) != (g_str_equal (page, "alike") ? groups : NULL))
    gtk_list_view_set_model (self->groups, g_str_equal (page, "alike") ? groups : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->order), is_view || (is_alike (self) && !is_table));
}

static guint
get_n_selected (BsNamesWindow *self)
{
  return is_alike (self) ? 0 : bs_id_selection_get_n_selected (self->selection);
}

static void
update_selected (BsNamesWindow *self)
{
  guint n = get_n_selected (self);
  guint n_names = bs_name_list_get_n_names (self->names);
  g_autofree char *subtitle = NULL;

  if (n > 0)
    subtitle = g_strdup_printf (ngettext ("%'u selected", "%'u selected", n), n);
  else if (self->scope == BS_SCOPE_TAG)
    subtitle = g_strdup_printf (ngettext ("%'u tag", "%'u tags", n_names), n_names);
  else
    subtitle = g_strdup_printf (ngettext ("%'u source", "%'u sources", n_names), n_names);
  adw_window_title_set_subtitle (self->title, subtitle);
  gtk_action_bar_set_revealed (self->bar, n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "names.show", n == 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "names.rename", n == 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "names.merge", n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "names.delete", n > 0);
}

static void
update (BsNamesWindow *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->names)) == 0)
    show_empty (self);
  else
    gtk_stack_set_visible_child_name (self->stack, is_alike (self) ? "alike" : "names");
  attach (self, gtk_stack_get_visible_child_name (self->stack));
  update_selected (self);
}

static void follow_name (BsNamesWindow *self);

/* The selection stays, wherever its names move, unless they are no longer listed. */
static void
changed_cb (BsNamesWindow *self)
{
  g_assert (BS_IS_NAMES_WINDOW (self));

  bs_id_selection_forget_lost (self->selection);
  bs_row_selection_update (self->rows);
  bs_name_cells_refresh (self->cells);
  update (self);
  follow_name (self);
}

static void
query_changed_cb (BsNamesWindow *self)
{
  g_assert (BS_IS_NAMES_WINDOW (self));

  if (self->names == NULL)
    return;
  /* Comparing very many names takes a second. */
  if (is_alike (self) != g_str_equal (gtk_stack_get_visible_child_name (self->stack), "alike"))
    {
      gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
      gtk_stack_set_visible_child_name (self->stack, "busy");
      attach (self, "busy");
    }
  query (self);
}

static void
order_cb (BsNamesWindow *self)
{
  g_assert (BS_IS_NAMES_WINDOW (self));

  if (self->names == NULL)
    return;
  self->sort = gtk_drop_down_get_selected (self->order);
  self->reverse = FALSE;
  query (self);
}

static gboolean
attach_cb (gpointer user_data)
{
  BsNamesWindow *self = user_data;

  g_assert (BS_IS_NAMES_WINDOW (self));

  self->attach_id = 0;
  attach (self, gtk_stack_get_visible_child_name (self->stack));
  return G_SOURCE_REMOVE;
}

/* This is called during size allocation, when nothing may change. */
static void
squeezed_cb (BsNamesWindow *self)
{
  g_assert (BS_IS_NAMES_WINDOW (self));

  if (self->names != NULL && self->attach_id == 0)
    self->attach_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, attach_cb, self, NULL);
}

/* The table uses the sorter of its primary column first, and inverts its result if the order is descending. GTK 4.8 has
 * no other way to find out which column it is. */
typedef struct
{
  BsNamesWindow *window;
  BsNameColumn column;
} Probe;

static int
probe_cb (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Probe *probe = user_data;

  if (probe->window->probed < 0)
    probe->window->probed = (int) probe->column;
  return -1;
}

static void
sorter_cb (BsNamesWindow *self, GtkSorterChange change, GtkSorter *sorter)
{
  g_autoptr (GObject) item = NULL;
  g_autoptr (GObject) other = NULL;
  GtkOrdering ordering;
  gboolean is_ascending;

  g_assert (BS_IS_NAMES_WINDOW (self));

  item = g_object_new (G_TYPE_OBJECT, NULL);
  other = g_object_new (G_TYPE_OBJECT, NULL);
  self->probed = -1;
  ordering = gtk_sorter_compare (sorter, item, other);
  if (self->probed < 0)
    return;
  is_ascending = ordering == GTK_ORDERING_SMALLER;
  self->sort = (BsNameColumn) self->probed;
  /* Names are in their order; of numbers and dates, the list has the largest first. */
  self->reverse = self->sort == BS_NAME_COLUMN_NAME ? !is_ascending : is_ascending;
  if (self->names != NULL)
    query (self);
}

/* Rows. */

static void
follow (GtkListItem *list_item, GCallback callback)
{
  BsName *name = gtk_list_item_get_item (list_item);

  g_signal_connect_object (name, "changed", callback, list_item, G_CONNECT_SWAPPED);
}

static void
unfollow (GtkListItem *list_item, gpointer callback)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (list_item), callback, list_item);
}

static GtkWidget *
make_two_lines (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  for (guint i = 0; i < 2; i++)
    {
      GtkWidget *label = gtk_label_new (NULL);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      if (i == 1)
        {
          gtk_widget_add_css_class (label, "caption");
          gtk_widget_add_css_class (label, "dim-label");
          gtk_widget_add_css_class (label, "numeric");
        }
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_widget_set_hexpand (box, TRUE);
  return box;
}

static void
row_changed_cb (GtkListItem *list_item)
{
  BsName *name = gtk_list_item_get_item (list_item);
  GtkWidget *box = gtk_list_item_get_child (list_item);
  g_autofree char *title = bs_name_words_cell (name, BS_NAME_COLUMN_NAME);
  g_autofree char *facts = bs_name_words_facts (name);

  gtk_label_set_text (GTK_LABEL (gtk_widget_get_first_child (box)), title);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (box)), facts);
}

static void
setup_row_cb (BsNamesWindow *self, GtkListItem *list_item, GtkSignalListItemFactory *factory)
{
  GtkWidget *box = make_two_lines ();

  g_assert (BS_IS_NAMES_WINDOW (self));

  gtk_widget_add_css_class (box, "name-row");
  g_object_set_data (G_OBJECT (box), "list-item", list_item);
  gtk_list_item_set_child (list_item, box);
}

static void
bind_row_cb (BsNamesWindow *self, GtkListItem *list_item, GtkSignalListItemFactory *factory)
{
  row_changed_cb (list_item);
  follow (list_item, G_CALLBACK (row_changed_cb));
}

static void
unbind_row_cb (BsNamesWindow *self, GtkListItem *list_item, GtkSignalListItemFactory *factory)
{
  unfollow (list_item, row_changed_cb);
}

static void
group_changed_cb (GtkListItem *list_item)
{
  BsName *name = gtk_list_item_get_item (list_item);
  GtkWidget *box = gtk_widget_get_first_child (gtk_list_item_get_child (list_item));
  g_autofree char *title = NULL;
  g_autofree char *facts = NULL;

  bs_name_words_group (name, &title, &facts);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_first_child (box)), title);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (box)), facts);
}

static void merge_group (BsNamesWindow *self, BsName *name);

static void
merge_group_cb (GtkListItem *list_item, GtkWidget *button)
{
  merge_group (BS_NAMES_WINDOW (gtk_widget_get_root (button)), gtk_list_item_get_item (list_item));
}

static void
setup_group_cb (BsNamesWindow *self, GtkListItem *list_item, GtkSignalListItemFactory *factory)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Merge…"));

  g_assert (BS_IS_NAMES_WINDOW (self));

  gtk_box_append (GTK_BOX (row), make_two_lines ());
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", G_CALLBACK (merge_group_cb), list_item, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (row), button);
  gtk_widget_add_css_class (row, "name-row");
  gtk_list_item_set_child (list_item, row);
}

static void
bind_group_cb (BsNamesWindow *self, GtkListItem *list_item, GtkSignalListItemFactory *factory)
{
  group_changed_cb (list_item);
  follow (list_item, G_CALLBACK (group_changed_cb));
}

static void
unbind_group_cb (BsNamesWindow *self, GtkListItem *list_item, GtkSignalListItemFactory *factory)
{
  unfollow (list_item, group_changed_cb);
}

/* The actions for them. */

static void
clear_choice (gpointer data)
{
  g_free (((BsNameChoice *) data)->name);
}

static GArray *
new_choices (void)
{
  GArray *choices = g_array_new (FALSE, FALSE, sizeof (BsNameChoice));

  g_array_set_clear_func (choices, clear_choice);
  return choices;
}

static GArray *
list_selected (BsNamesWindow *self)
{
  GArray *choices = new_choices ();
  g_autoptr (GtkBitset) bits = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GtkBitsetIter iter;
  guint position;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, bits, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      BsNameChoice choice = { NULL, 0 };

      choice.name = g_strdup (bs_name_list_get_name (self->names, position, &choice.count));
      g_array_append_val (choices, choice);
    }
  return choices;
}

static void
organise (BsNamesWindow *self, const char *action, GArray *choices)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  for (guint i = 0; i < choices->len; i++)
    g_strv_builder_add (builder, g_array_index (choices, BsNameChoice, i).name);
  names = g_strv_builder_end (builder);
  if (*names != NULL)
    g_signal_emit (self, signals[ORGANISE], 0, action, names, NULL);
}

static void
merge_response_cb (BsNamesWindow *self, const char *response, BsMergeNamesDialog *dialog)
{
  g_auto (GStrv) others = NULL;

  g_assert (BS_IS_NAMES_WINDOW (self));

  if (!g_str_equal (response, "merge"))
    return;
  others = bs_merge_names_dialog_dup_others (dialog);
  g_signal_emit (self, signals[ORGANISE], 0, "merge", others, bs_merge_names_dialog_get_chosen (dialog));
}

/* @choices: (transfer full) */
static void
ask_which (BsNamesWindow *self, GArray *choices)
{
  BsMergeNamesDialog *dialog = bs_merge_names_dialog_new (GTK_WINDOW (self), self->scope, choices);

  g_signal_connect_object (dialog, "response", G_CALLBACK (merge_response_cb), self, G_CONNECT_SWAPPED);
  g_set_weak_pointer (&self->dialog, GTK_WINDOW (dialog));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
merge_group (BsNamesWindow *self, BsName *name)
{
  g_autoptr (GPtrArray) names = bs_name_dup_alike (name);
  g_autoptr (GArray) choices = new_choices ();

  for (guint i = 0; i < names->len; i++)
    {
      BsNameChoice choice = { g_strdup (bs_name_get_name (names->pdata[i])), bs_name_get_count (names->pdata[i]) };

      g_array_append_val (choices, choice);
    }
  if (choices->len > 1)
    ask_which (self, g_steal_pointer (&choices));
}

static void
names_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BsNamesWindow *self = BS_NAMES_WINDOW (widget);
  g_autoptr (GArray) choices = list_selected (self);

  if (choices->len == 0)
    return;
  if (g_str_equal (name, "names.show"))
    g_signal_emit (self, signals[CHOSEN], 0, g_array_index (choices, BsNameChoice, 0).name);
  else if (g_str_equal (name, "names.rename"))
    organise (self, "rename", choices);
  else if (g_str_equal (name, "names.delete"))
    organise (self, "delete", choices);
  else if (choices->len == 1)
    organise (self, "merge", choices);
  else
    ask_which (self, g_steal_pointer (&choices));
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  /* In the field, the key undoes typing. */
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (widget));

  if (GTK_IS_EDITABLE (focus) &&
      gtk_widget_activate_action (focus, g_str_equal (name, "names.undo") ? "text.undo" : "text.redo", NULL))
    return;
  g_signal_emit (widget, signals[UNDO], 0, g_str_equal (name, "names.redo"));
}

static void
find_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BsNamesWindow *self = BS_NAMES_WINDOW (widget);

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
activate_cb (BsNamesWindow *self, guint position)
{
  g_assert (BS_IS_NAMES_WINDOW (self));

  g_signal_emit (self, signals[CHOSEN], 0, bs_name_list_get_name (self->names, position, NULL));
}

static void
group_activate_cb (BsNamesWindow *self, guint position)
{
  g_autoptr (BsName) name = g_list_model_get_item (G_LIST_MODEL (self->names), position);

  g_assert (BS_IS_NAMES_WINDOW (self));

  if (name != NULL)
    merge_group (self, name);
}

static GtkWidget *
get_shown_view (BsNamesWindow *self)
{
  if (is_alike (self))
    return GTK_WIDGET (self->groups);
  return adw_squeezer_get_visible_child (self->squeezer) == self->wide ? GTK_WIDGET (self->table) :
                                                                         GTK_WIDGET (self->view);
}

static GtkListItem *
get_list_item (GtkWidget *row)
{
  GtkListItem *list_item = NULL;

  for (; row != NULL && list_item == NULL; row = gtk_widget_get_first_child (row))
    list_item = g_object_get_data (G_OBJECT (row), "list-item");
  return list_item;
}

static GtkWidget *
get_rows (BsNamesWindow *self)
{
  GtkWidget *view = get_shown_view (self);

  if (GTK_IS_COLUMN_VIEW (view))
    for (view = gtk_widget_get_first_child (view); view != NULL && !GTK_IS_LIST_VIEW (view);)
      view = gtk_widget_get_next_sibling (view);
  return view;
}

static gboolean
focus_cb (gpointer user_data)
{
  BsNamesWindow *self = user_data;
  GtkWidget *rows = get_rows (self);

  g_assert (BS_IS_NAMES_WINDOW (self));

  self->focus_id = 0;
  for (GtkWidget *row = rows != NULL ? gtk_widget_get_first_child (rows) : NULL; row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      GtkListItem *list_item = get_list_item (row);

      if (list_item == NULL || !gtk_list_item_get_selected (list_item))
        continue;
      gtk_widget_grab_focus (row);
      break;
    }
  return G_SOURCE_REMOVE;
}

/* The row of a name that was renamed is another one. */
static void
follow_name (BsNamesWindow *self)
{
  guint n = self->followed != NULL && !is_alike (self) ? g_list_model_get_n_items (G_LIST_MODEL (self->names)) : 0;

  for (guint i = 0; i < n; i++)
    {
      GtkWidget *rows = get_rows (self);
      GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

      if (strcmp (bs_name_list_get_name (self->names, i, NULL), self->followed) != 0)
        continue;
      g_clear_pointer (&self->followed, g_free);
      gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), i, TRUE);
      if (rows != NULL)
        gtk_widget_activate_action (rows, "list.scroll-to-item", "u", i);
      /* The list view has to know the row first. */
      if (self->focus_id == 0 && (focus == NULL || rows == NULL || gtk_widget_is_ancestor (focus, rows)))
        self->focus_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, focus_cb, self, NULL);
      return;
    }
}

/* Enter in the field moves the focus to the found names. */
static void
search_activate_cb (BsNamesWindow *self)
{
  g_assert (BS_IS_NAMES_WINDOW (self));

  gtk_widget_child_focus (get_shown_view (self), GTK_DIR_TAB_FORWARD);
}

static void
stop_search_cb (BsNamesWindow *self)
{
  g_assert (BS_IS_NAMES_WINDOW (self));

  if (*gtk_editable_get_text (self->search) != '\0')
    gtk_editable_set_text (self->search, "");
  else
    gtk_window_close (GTK_WINDOW (self));
}

static GtkListItem *
find_list_item (GtkWidget *widget, GtkWidget *view)
{
  for (; widget != NULL && widget != view; widget = gtk_widget_get_parent (widget))
    {
      GtkWidget *child = gtk_widget_get_first_child (widget);
      GtkListItem *list_item = g_object_get_data (G_OBJECT (widget), "list-item");

      if (list_item == NULL && child != NULL)
        list_item = g_object_get_data (G_OBJECT (child), "list-item");
      if (list_item != NULL)
        return list_item;
    }
  return NULL;
}

static void
popup (BsNamesWindow *self, GtkWidget *view, double x, double y)
{
  GtkWidget *content = adw_window_get_content (ADW_WINDOW (self));
  double window_x, window_y;

  if (get_n_selected (self) == 0)
    return;
  if (self->popover == NULL)
    {
      g_autoptr (GtkBuilder) builder =
          gtk_builder_new_from_resource ("/io/github/broadsheet/Broadsheet/ui/names-menu.ui");

      self->popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (gtk_builder_get_object (builder, "menu")));
      gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
      gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
      gtk_widget_set_parent (self->popover, content);
    }
  gtk_widget_translate_coordinates (view, content, x, y, &window_x, &window_y);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &(GdkRectangle){ (int) window_x, (int) window_y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

/* As in any list, the menu is about the selected rows if it is opened on one of them, otherwise about its row. */
static void
right_clicked_cb (BsNamesWindow *self, int n_press, double x, double y, GtkGesture *gesture)
{
  GtkWidget *view = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  GtkWidget *picked = gtk_widget_pick (view, x, y, GTK_PICK_DEFAULT);
  GtkListItem *list_item = find_list_item (picked, view);
  guint position = list_item != NULL ? gtk_list_item_get_position (list_item) : GTK_INVALID_LIST_POSITION;

  g_assert (BS_IS_NAMES_WINDOW (self));

  if (position == GTK_INVALID_LIST_POSITION)
    return;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  if (!gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->selection), position))
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  popup (self, view, x, y);
  if (self->popover != NULL)
    bs_pressed_release (picked, GTK_POPOVER (self->popover));
}

static void
menu_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BsNamesWindow *self = BS_NAMES_WINDOW (widget);
  GtkWidget *view = get_shown_view (self);
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));
  graphene_rect_t place;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, view) || !gtk_widget_compute_bounds (focus, view, &place))
    return;
  popup (self, view, place.origin.x + MIN (place.size.width / 2, 120), place.origin.y + place.size.height / 2);
}

static void
bs_names_window_dispose (GObject *object)
{
  BsNamesWindow *self = BS_NAMES_WINDOW (object);

  g_clear_handle_id (&self->attach_id, g_source_remove);
  g_clear_handle_id (&self->focus_id, g_source_remove);
  g_clear_pointer (&self->followed, g_free);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  if (self->names != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->names, self);
      attach (self, "none");
    }
  g_clear_object (&self->cells);
  g_clear_object (&self->rows);
  g_clear_object (&self->selection);
  g_clear_object (&self->group_selection);
  g_clear_object (&self->names);
  g_clear_weak_pointer (&self->dialog);

  G_OBJECT_CLASS (bs_names_window_parent_class)->dispose (object);
}

static void
bs_names_window_class_init (BsNamesWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bs_names_window_dispose;

  signals[ORGANISE] = bs_new_signal (klass, "organise", 3, G_TYPE_STRING, G_TYPE_STRV, G_TYPE_STRING);
  signals[CHOSEN] = bs_new_signal (klass, "chosen", 1, G_TYPE_STRING);
  signals[UNDO] = bs_new_signal (klass, "undo", 1, G_TYPE_BOOLEAN);

  gtk_widget_class_install_action (widget_class, "names.show", NULL, names_action);
  gtk_widget_class_install_action (widget_class, "names.rename", NULL, names_action);
  gtk_widget_class_install_action (widget_class, "names.merge", NULL, names_action);
  gtk_widget_class_install_action (widget_class, "names.delete", NULL, names_action);
  gtk_widget_class_install_action (widget_class, "names.menu", NULL, menu_action);
  gtk_widget_class_install_action (widget_class, "names.find", NULL, find_action);
  gtk_widget_class_install_action (widget_class, "names.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "names.redo", NULL, undo_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "names.rename", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "names.delete", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Delete, 0, "names.delete", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "names.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "names.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "names.find", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "names.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "names.redo", NULL);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/broadsheet/Broadsheet/ui/names-window.ui");
  gtk_widget_class_bind_template_child (widget_class, BsNamesWindow, title);
  gtk_widget_class_bind_template_child (widget_class, BsNamesWindow, alike);
  gtk_widget_class_bind_template_child (widget_class, BsNamesWindow, search);
  gtk_widget_class_bind_template_child (widget_class, BsNamesWindow, order);
  gtk_widget_class_bind_template_child (widget_class, BsNamesWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, BsNamesWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, BsNamesWindow, squeezer);
  gtk_widget_class_bind_template_child (widget_class, BsNamesWindow, wide);
  gtk_widget_class_bind_template_child (widget_class, BsNamesWindow, table);
  gtk_widget_class_bind_template_child (widget_class, BsNamesWindow, view);
  gtk_widget_class_bind_template_child (widget_class, BsNamesWindow, groups);
  gtk_widget_class_bind_template_child (widget_class, BsNamesWindow, empty);
  gtk_widget_class_bind_template_child (widget_class, BsNamesWindow, bar);
  gtk_widget_class_bind_template_callback (widget_class, query_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, order_cb);
  gtk_widget_class_bind_template_callback (widget_class, squeezed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, group_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
}

/* The size of the window, and the least width of its table, where text is not enlarged */
#define WIDTH 720
#define HEIGHT 620
#define WIDE 600

/* How much larger than usual the desktop's text is */
static double
get_text_scale (BsNamesWindow *self)
{
  int dpi;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-xft-dpi", &dpi, NULL);
  return dpi > 0 ? dpi / (96.0 * 1024) : 1;
}

static void
add_column (BsNamesWindow *self, BsNameColumn column, const char *title, double scale)
{
  static const char *const classes[BS_N_NAME_COLUMNS][4] = {
    { "name-cell" },
    { "name-cell", "numeric" },
    { "name-cell", "numeric", "dim-label" },
    { "name-cell", "numeric", "dim-label" },
  };
  GtkListItemFactory *factory =
      bs_name_cells_make_factory (self->cells, column, column == BS_NAME_COLUMN_COUNT ? 1 : 0, classes[column]);
  GtkColumnViewColumn *added = gtk_column_view_column_new (title, factory);
  Probe *compared = g_new (Probe, 1);
  g_autoptr (GtkSorter) sorter = NULL;

  *compared = (Probe){ self, column };
  sorter = GTK_SORTER (gtk_custom_sorter_new (probe_cb, compared, g_free));
  gtk_column_view_column_set_sorter (added, sorter);
  gtk_column_view_column_set_expand (added, column == BS_NAME_COLUMN_NAME);
  if (column != BS_NAME_COLUMN_NAME)
    gtk_column_view_column_set_fixed_width (added, scale * (column == BS_NAME_COLUMN_COUNT ? 100 : 130));
  gtk_column_view_append_column (self->table, added);
  if (column == BS_NAME_COLUMN_COUNT)
    gtk_column_view_sort_by_column (self->table, added, GTK_SORT_DESCENDING);
  g_object_unref (added);
}

static void
add_menu_gesture (BsNamesWindow *self, GtkWidget *view)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (right_clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (view, GTK_EVENT_CONTROLLER (click));
}

static void
bs_names_window_init (BsNamesWindow *self)
{
  self->sort = BS_NAME_COLUMN_COUNT;
  bs_name_words_init ();
  gtk_widget_init_template (GTK_WIDGET (self));

  bs_set_rows (self->view, self, G_CALLBACK (setup_row_cb), G_CALLBACK (bind_row_cb), G_CALLBACK (unbind_row_cb));
  bs_set_rows (self->groups, self, G_CALLBACK (setup_group_cb), G_CALLBACK (bind_group_cb),
               G_CALLBACK (unbind_group_cb));
  add_menu_gesture (self, GTK_WIDGET (self->table));
  add_menu_gesture (self, GTK_WIDGET (self->view));
}

static void
selection_changed_cb (BsNamesWindow *self)
{
  g_assert (BS_IS_NAMES_WINDOW (self));

  /* Whoever has gone on to another name stays there. */
  if (get_n_selected (self) > 0)
    g_clear_pointer (&self->followed, g_free);
  update_selected (self);
}

BsNamesWindow *
bs_names_window_new (GtkWindow *parent, BsLibrary *library, BsScope scope)
{
  BsNamesWindow *self;
  const char *title;
  double scale;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (BS_IS_LIBRARY (library), NULL);
  g_return_val_if_fail (scope == BS_SCOPE_TAG || scope == BS_SCOPE_SOURCE, NULL);

  self = g_object_new (BS_TYPE_NAMES_WINDOW, "transient-for", parent, NULL);
  bs_child_window_attach (GTK_WINDOW (self), parent);
  self->scope = scope;
  title = scope == BS_SCOPE_TAG ? _ ("Tags") : _ ("Sources");
  gtk_window_set_title (GTK_WINDOW (self), title);
  adw_window_title_set_title (self->title, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->table), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  self->names = bs_library_list_names (library, scope);
  self->selection = bs_id_selection_new (G_LIST_MODEL (self->names), (BsIdSelectionFunc) bs_name_list_get_id);
  self->rows = bs_row_selection_new (GTK_SELECTION_MODEL (self->selection));
  self->group_selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->names)));
  self->cells = bs_name_cells_new (G_LIST_MODEL (self->names), GTK_SCROLLED_WINDOW (self->wide), bs_name_words_cell);
  scale = get_text_scale (self);
  gtk_widget_set_size_request (self->wide, scale * WIDE, -1);
  gtk_window_set_default_size (GTK_WINDOW (self),
                               MIN (scale * WIDTH, MAX (WIDTH, gtk_widget_get_width (GTK_WIDGET (parent)))), HEIGHT);
  add_column (self, BS_NAME_COLUMN_NAME, _ ("Name"), scale);
  add_column (self, BS_NAME_COLUMN_COUNT, _ ("Articles"), scale);
  add_column (self, BS_NAME_COLUMN_FIRST, _ ("First"), scale);
  add_column (self, BS_NAME_COLUMN_LAST, _ ("Last"), scale);
  g_signal_connect_object (gtk_column_view_get_sorter (self->table), "changed", G_CALLBACK (sorter_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->names, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  query (self);
  update_selected (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  return self;
}

BsScope
bs_names_window_get_scope (BsNamesWindow *self)
{
  g_return_val_if_fail (BS_IS_NAMES_WINDOW (self), BS_SCOPE_TAG);

  return self->scope;
}

/* Returns: (transfer none): the listed names */
BsNameList *
bs_names_window_get_list (BsNamesWindow *self)
{
  g_return_val_if_fail (BS_IS_NAMES_WINDOW (self), NULL);

  return self->names;
}

/* Returns: (transfer none): the selected ones among them */
GtkSelectionModel *
bs_names_window_get_selection (BsNamesWindow *self)
{
  g_return_val_if_fail (BS_IS_NAMES_WINDOW (self), NULL);

  return GTK_SELECTION_MODEL (self->selection);
}

/* Returns: (transfer none) (nullable): the question which name stays */
GtkWindow *
bs_names_window_get_dialog (BsNamesWindow *self)
{
  g_return_val_if_fail (BS_IS_NAMES_WINDOW (self), NULL);

  return self->dialog;
}

/* A name is called so now; it is selected at its new place, with the focus if the list has it. */
void
bs_names_window_follow (BsNamesWindow *self, const char *name)
{
  g_return_if_fail (BS_IS_NAMES_WINDOW (self));
  g_return_if_fail (name != NULL);

  g_free (self->followed);
  self->followed = g_strdup (name);
  follow_name (self);
}

/* Reports a change, with an Undo button. */
void
bs_names_window_show_toast (BsNamesWindow *self, const char *text)
{
  AdwToast *toast;

  g_return_if_fail (BS_IS_NAMES_WINDOW (self));
  g_return_if_fail (text != NULL);

  toast = bs_toast_new (text);
  adw_toast_set_button_label (toast, _ ("_Undo"));
  adw_toast_set_action_name (toast, "names.undo");
  bs_toast_add (self->toasts, toast);
}
