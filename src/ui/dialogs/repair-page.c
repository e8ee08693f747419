/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/dialogs/repair-page.h"

#include <glib/gi18n-lib.h>

#include "model/change/repair/repair-edit.h"
#include "model/change/repair/repair-report.h"
#include "model/change/repair/repair-words.h"
#include "reader/weak-reference.h"
#include "ui/dialogs/repair-choice.h"
#include "ui/dialogs/repair-list.h"
#include "ui/dialogs/repair-row.h"
#include "ui/widgets/child-window.h"
#include "ui/widgets/shorthand.h"
#include "ui/widgets/toast.h"

struct _BsRepairPage
{
  AdwWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkStack *stack;
  AdwLeaflet *leaflet;
  GtkWidget *kinds_side;
  GtkWidget *articles_side;
  GtkListBox *kinds;
  AdwWindowTitle *title;
  GtkWidget *fix_all_button;
  GtkWidget *ways_box;
  GtkDropDown *ways;
  GtkListView *view;

  BsLibrary *library;
  BsRepairList *list;
  BsProblemKind kind; /* the listed kind; BS_N_PROBLEMS for none */
  GtkSingleSelection *selection;
  GCancellable *finding; /* (nullable): while the groups are being found */
  gboolean is_stale;     /* the library has changed since they were */
  gboolean is_held;      /* very many change, and are shown when they have */
};

enum
{
  FIX,
  FIX_ALL,
  SHOW_LINE,
  UNDO,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsRepairPage, bs_repair_page, ADW_TYPE_WINDOW)

/* Dates and encodings are notes: nothing is broken, and they are listed separately. */
static gboolean
is_note (BsProblemKind kind)
{
  return bs_problem_kind_get_severity (kind) == BS_SEVERITY_NOTE;
}

static BsProblemKind
get_kind (GtkListBoxRow *row)
{
  return (BsProblemKind) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "kind"));
}

static guint
count (BsRepairPage *self, BsProblemKind kind)
{
  return bs_repair_list_get_groups (self->list)->rows[kind]->len;
}

static void
show_title (BsRepairPage *self)
{
  guint n = self->kind < BS_N_PROBLEMS ? count (self, self->kind) : 0;
  g_autofree char *subtitle = g_strdup_printf (ngettext ("%'u article", "%'u articles", n), n);

  adw_window_title_set_title (self->title, self->kind < BS_N_PROBLEMS ? bs_problem_kind_get_name (self->kind) : "");
  adw_window_title_set_subtitle (self->title, subtitle);
}

/* A kind is fixed for all articles if it is safe, or in a way that is chosen. */
static void
show_ways (BsRepairPage *self)
{
  gboolean is_listed = self->kind < BS_N_PROBLEMS;
  const char *const *ways = is_listed ? bs_repair_get_ways (self->kind) : NULL;
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; ways != NULL && ways[i] != NULL; i++)
    gtk_string_list_append (names, bs_repair_get_way_name (self->kind, ways[i]));
  gtk_drop_down_set_model (self->ways, G_LIST_MODEL (names));
  gtk_widget_set_visible (self->ways_box, ways != NULL);
  gtk_widget_set_visible (
      self->fix_all_button,
      is_listed && (ways != NULL || (bs_repair_get_safe_kinds () & (G_GUINT64_CONSTANT (1) << self->kind)) != 0));
}

static void
list_kind (BsRepairPage *self, BsProblemKind kind)
{
  if (kind != self->kind)
    {
      self->kind = kind;
      bs_repair_list_set_kind (self->list, kind);
      show_ways (self);
      if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0)
        gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", 0);
    }
  show_title (self);
}

static void
kind_selected_cb (BsRepairPage *self, GtkListBoxRow *row)
{
  g_assert (BS_IS_REPAIR_PAGE (self));

  if (row != NULL)
    list_kind (self, get_kind (row));
}

static void
kind_activated_cb (BsRepairPage *self, GtkListBoxRow *row)
{
  g_assert (BS_IS_REPAIR_PAGE (self));

  adw_leaflet_set_visible_child (self->leaflet, self->articles_side);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
back_cb (BsRepairPage *self)
{
  g_assert (BS_IS_REPAIR_PAGE (self));

  adw_leaflet_set_visible_child (self->leaflet, self->kinds_side);
}

static GtkWidget *
make_kind_row (BsRepairPage *self, BsProblemKind kind)
{
  GtkWidget *row = gtk_list_box_row_new ();
  /* Translators: a kind of problem, and how many articles have it */
  g_autofree char *text = g_strdup_printf (_ ("%s (%'u)"), bs_problem_kind_get_name (kind), count (self, kind));
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  g_object_set_data (G_OBJECT (row), "kind", GINT_TO_POINTER ((int) kind));
  return row;
}

static int
compare_kinds (gconstpointer a, gconstpointer b, gpointer user_data)
{
  BsProblemKind one = GPOINTER_TO_INT (a), other = GPOINTER_TO_INT (b);
  guint n_one = count (user_data, one), n_other = count (user_data, other);

  if (is_note (one) != is_note (other))
    return is_note (one) ? 1 : -1;
  if (n_one != n_other)
    return n_one > n_other ? -1 : 1;
  return (int) one - (int) other;
}

/* The most frequent first. */
static void
show_groups (BsRepairPage *self)
{
  g_autoptr (GList) found = NULL;
  GtkListBoxRow *chosen = NULL;
  GtkWidget *child;
  gboolean had_focus =
      gtk_widget_get_focus_child (GTK_WIDGET (self->kinds)) != NULL || gtk_window_get_focus (GTK_WINDOW (self)) == NULL;

  for (int kind = 0; kind < BS_N_PROBLEMS; kind++)
    if (count (self, kind) > 0)
      found = g_list_prepend (found, GINT_TO_POINTER (kind));
  found = g_list_sort_with_data (found, compare_kinds, self);
  g_signal_handlers_block_by_func (self->kinds, kind_selected_cb, self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->kinds))) != NULL)
    gtk_list_box_remove (self->kinds, child);
  for (GList *link = found; link != NULL; link = link->next)
    {
      BsProblemKind kind = GPOINTER_TO_INT (link->data);
      GtkWidget *row = make_kind_row (self, kind);

      gtk_list_box_append (self->kinds, row);
      if (chosen == NULL || kind == self->kind)
        chosen = GTK_LIST_BOX_ROW (row);
    }
  gtk_list_box_select_row (self->kinds, chosen);
  g_signal_handlers_unblock_by_func (self->kinds, kind_selected_cb, self);
  gtk_stack_set_visible_child_name (self->stack, found != NULL ? "found" : "empty");
  /* In a narrow window, the list of a solved kind is left. */
  if (chosen == NULL || get_kind (chosen) != self->kind)
    adw_leaflet_set_visible_child (self->leaflet, self->kinds_side);
  list_kind (self, chosen != NULL ? get_kind (chosen) : BS_N_PROBLEMS);
  if (had_focus && chosen != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (chosen));
}

static void find_groups (BsRepairPage *self);

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsRepairPage) self = bs_weak_reference_take (user_data);
  g_autoptr (BsRepairGroups) groups = bs_repair_groups_find_finish (BS_LIBRARY (source), result, NULL);

  if (self == NULL || self->stack == NULL || groups == NULL)
    return;
  g_clear_object (&self->finding);
  bs_repair_list_set_groups (self->list, g_steal_pointer (&groups));
  show_groups (self);
  if (self->is_stale)
    find_groups (self);
}

static void
find_groups (BsRepairPage *self)
{
  self->is_stale = self->finding != NULL || self->is_held;
  if (self->is_stale)
    return;
  self->finding = g_cancellable_new ();
  bs_repair_groups_find_async (self->library, bs_repair_get_shown_kinds (), self->finding, found_cb,
                               bs_weak_reference_new (self));
}

/* Fixes. */

static void
chosen_cb (BsRepairPage *self, BsEdit *edit, BsRepairChoice *choice)
{
  g_assert (BS_IS_REPAIR_PAGE (self));

  g_signal_emit (self, signals[FIX], 0, g_object_get_data (G_OBJECT (choice), "path"), edit);
}

static void
fix_cb (BsRepairPage *self, BsRepairReport *report)
{
  const BsRepairFinding *finding = bs_repair_report_find (report, self->kind);
  const BsRepairOption *option;

  g_assert (BS_IS_REPAIR_PAGE (self));

  if (finding == NULL || finding->options->len == 0)
    return;
  option = finding->options->pdata[0];
  if (option->way == NULL)
    {
      g_autoptr (BsEdit) edit = bs_repair_report_make_edit (report, self->kind, NULL);

      g_signal_emit (self, signals[FIX], 0, report->path, edit);
    }
  else
    {
      BsRepairChoice *choice = bs_repair_choice_new (GTK_WINDOW (self), report, self->kind);

      g_object_set_data_full (G_OBJECT (choice), "path", g_strdup (report->path), g_free);
      g_signal_connect_object (choice, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
      gtk_window_present (GTK_WINDOW (choice));
    }
}

/* Names of very many articles are written on a worker. */
typedef struct
{
  BsRepairGroups *groups;
  BsProblemKind kind;
  BsEdit *edit;
} Listing;

static void
listing_free (gpointer data)
{
  Listing *listing = data;

  bs_repair_groups_unref (listing->groups);
  bs_edit_unref (listing->edit);
  g_free (listing);
}

static void
list_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Listing *listing = task_data;

  g_task_return_pointer (task, bs_repair_groups_list_paths (listing->groups, listing->kind),
                         (GDestroyNotify) g_ptr_array_unref);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsRepairPage) self = bs_weak_reference_take (user_data);
  const Listing *listing = g_task_get_task_data (G_TASK (result));
  g_autoptr (GPtrArray) paths = g_task_propagate_pointer (G_TASK (result), NULL);

  if (self == NULL || self->stack == NULL)
    return;
  gtk_widget_set_sensitive (self->fix_all_button, TRUE);
  g_signal_emit (self, signals[FIX_ALL], 0, paths, listing->edit);
}

static void
fix_all_cb (BsRepairPage *self)
{
  g_autoptr (GTask) task = NULL;
  const char *const *ways;
  BsRepairWish wish;
  Listing *listing;

  g_assert (BS_IS_REPAIR_PAGE (self));

  if (self->kind >= BS_N_PROBLEMS)
    return;
  ways = bs_repair_get_ways (self->kind);
  bs_repair_wish_take_kind (&wish, self->kind, ways != NULL ? ways[gtk_drop_down_get_selected (self->ways)] : NULL);
  listing = g_new (Listing, 1);
  *listing = (Listing){ bs_repair_groups_ref (bs_repair_list_get_groups (self->list)), self->kind,
                        bs_repair_edit_new (&wish) };
  gtk_widget_set_sensitive (self->fix_all_button, FALSE);
  task = g_task_new (NULL, NULL, listed_cb, bs_weak_reference_new (self));
  g_task_set_source_tag (task, fix_all_cb);
  g_task_set_task_data (task, listing, listing_free);
  g_task_run_in_thread (task, list_thread);
}

static void
show_line_cb (BsRepairPage *self, const char *path, guint line, guint column)
{
  g_assert (BS_IS_REPAIR_PAGE (self));

  g_signal_emit (self, signals[SHOW_LINE], 0, path, line, column);
}

/* Conflicted copies are compared on a page of the window. */
static void
compare_cb (BsRepairPage *self)
{
  GtkWindow *window = gtk_window_get_transient_for (GTK_WINDOW (self));

  g_assert (BS_IS_REPAIR_PAGE (self));

  if (window != NULL)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.conflicts", NULL);
}

/* Rows. */

static void
setup_cb (BsRepairPage *self, GtkListItem *list_item, GtkSignalListItemFactory *factory)
{
  GtkWidget *row = bs_repair_row_new ();

  g_assert (BS_IS_REPAIR_PAGE (self));

  g_signal_connect_object (row, "fix", G_CALLBACK (fix_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "compare", G_CALLBACK (compare_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "show-line", G_CALLBACK (show_line_cb), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (list_item, row);
}

static void
bind_cb (BsRepairPage *self, GtkListItem *list_item, GtkSignalListItemFactory *factory)
{
  BsRepairItem *item = gtk_list_item_get_item (list_item);
  GtkWidget *row = gtk_list_item_get_child (list_item);

  g_assert (BS_IS_REPAIR_PAGE (self));

  bs_repair_row_bind (BS_REPAIR_ROW (row), self->library, item, self->kind);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (row)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  bs_repair_item_get_title (item), -1);
}

static void
unbind_cb (BsRepairPage *self, GtkListItem *list_item, GtkSignalListItemFactory *factory)
{
  bs_repair_row_unbind (BS_REPAIR_ROW (gtk_list_item_get_child (list_item)));
}

/* Returns: (transfer none) (nullable): the row that has the focus, or has it in it */
static BsRepairRow *
get_focused (BsRepairPage *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, BS_TYPE_REPAIR_ROW) : NULL;

  if (focus != NULL && row == NULL)
    row = gtk_widget_get_first_child (focus);
  return row != NULL && BS_IS_REPAIR_ROW (row) ? BS_REPAIR_ROW (row) : NULL;
}

static gboolean
fix_focused_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  BsRepairRow *row = get_focused (BS_REPAIR_PAGE (widget));

  if (row != NULL)
    bs_repair_row_fix (row);
  return row != NULL;
}

/* The keys of a list open its rows. */
static void
activate_cb (BsRepairPage *self, guint position)
{
  g_autoptr (BsRepairItem) item = g_list_model_get_item (G_LIST_MODEL (self->list), position);
  BsRepairRow *row = get_focused (self);

  g_assert (BS_IS_REPAIR_PAGE (self));

  if (row != NULL)
    bs_repair_row_show_line (row);
  else if (item != NULL)
    g_signal_emit (self, signals[SHOW_LINE], 0, bs_repair_item_get_path (item), 0, 0);
}

static void
bs_repair_page_dispose (GObject *object)
{
  BsRepairPage *self = BS_REPAIR_PAGE (object);

  g_cancellable_cancel (self->finding);
  g_clear_object (&self->finding);
  if (self->view != NULL)
    gtk_list_view_set_model (self->view, NULL);
  self->view = NULL;
  self->stack = NULL;
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_object (&self->library);

  G_OBJECT_CLASS (bs_repair_page_parent_class)->dispose (object);
}

static void
bs_repair_page_class_init (BsRepairPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bs_repair_page_dispose;

  signals[FIX] = bs_new_signal (klass, "fix", 2, G_TYPE_STRING, BS_TYPE_EDIT);
  signals[FIX_ALL] = bs_new_signal (klass, "fix-all", 2, G_TYPE_PTR_ARRAY, BS_TYPE_EDIT);
  signals[SHOW_LINE] = bs_new_signal (klass, "show-line", 3, G_TYPE_STRING, G_TYPE_UINT, G_TYPE_UINT);
  signals[UNDO] = g_signal_new ("undo", type, G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, fix_focused_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, fix_focused_cb, NULL);
  gtk_widget_class_add_binding_signal (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "undo", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/broadsheet/Broadsheet/ui/repair-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BsRepairPage, toasts);
  gtk_widget_class_bind_template_child (widget_class, BsRepairPage, stack);
  gtk_widget_class_bind_template_child (widget_class, BsRepairPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, BsRepairPage, kinds_side);
  gtk_widget_class_bind_template_child (widget_class, BsRepairPage, articles_side);
  gtk_widget_class_bind_template_child (widget_class, BsRepairPage, kinds);
  gtk_widget_class_bind_template_child (widget_class, BsRepairPage, title);
  gtk_widget_class_bind_template_child (widget_class, BsRepairPage, fix_all_button);
  gtk_widget_class_bind_template_child (widget_class, BsRepairPage, ways_box);
  gtk_widget_class_bind_template_child (widget_class, BsRepairPage, ways);
  gtk_widget_class_bind_template_child (widget_class, BsRepairPage, view);
  gtk_widget_class_bind_template_callback (widget_class, kind_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, kind_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, fix_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
add_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  gboolean is_first = is_note (get_kind (row)) && (before == NULL || !is_note (get_kind (before)));
  GtkWidget *label;

  if (!is_first)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = gtk_label_new (_ ("Dates and Encodings"));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "repair-heading");
  gtk_list_box_row_set_header (row, label);
}

static void
bs_repair_page_init (BsRepairPage *self)
{
  self->kind = BS_N_PROBLEMS;
  self->list = bs_repair_list_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->kinds, add_header, NULL, NULL);
  bs_set_rows (self->view, self, G_CALLBACK (setup_cb), G_CALLBACK (bind_cb), G_CALLBACK (unbind_cb));
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->list)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
}

static void
changed_cb (BsRepairPage *self)
{
  g_assert (BS_IS_REPAIR_PAGE (self));

  if (self->stack != NULL)
    find_groups (self);
}

BsRepairPage *
bs_repair_page_new (GtkWindow *parent, BsLibrary *library)
{
  BsRepairPage *self;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (BS_IS_LIBRARY (library), NULL);

  self = g_object_new (BS_TYPE_REPAIR_PAGE, "transient-for", parent, NULL);
  bs_child_window_attach (GTK_WINDOW (self), parent);
  self->library = g_object_ref (library);
  g_signal_connect_object (library, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  find_groups (self);
  return self;
}

static void
undo_cb (BsRepairPage *self)
{
  g_assert (BS_IS_REPAIR_PAGE (self));

  g_signal_emit (self, signals[UNDO], 0);
}

void
bs_repair_page_show_toast (BsRepairPage *self, const char *text, gboolean can_undo)
{
  g_return_if_fail (BS_IS_REPAIR_PAGE (self));

  if (self->stack == NULL)
    return;
  if (can_undo)
    bs_toast_show_undo (self->toasts, text, G_CALLBACK (undo_cb), self);
  else
    bs_toast_show (self->toasts, text);
}

/* @is_held: whether changes of the library are not shown for now */
void
bs_repair_page_hold (BsRepairPage *self, gboolean is_held)
{
  g_return_if_fail (BS_IS_REPAIR_PAGE (self));

  self->is_held = is_held;
  if (!is_held && self->is_stale && self->stack != NULL)
    find_groups (self);
}
