/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/dialogs/merge-dialog.h"
#include "ui/widgets/child-window.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/format/text/utf8.h"
#include "model/library/list/category.h"
#include "model/library/list/facet.h"
#include "ui/widgets/list-keys.h"

#define INDENT 18

struct _BsMergeDialog
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkWidget *merge_button;
  GtkSearchEntry *search;
  GtkStack *stack;
  GtkListView *view;

  GStrv from;
  char *searched; /* folded; empty while nothing is searched for */
  GtkFilter *filter;
  GtkSingleSelection *selection;
};

enum
{
  MERGE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsMergeDialog, bs_merge_dialog, ADW_TYPE_WINDOW)

static GStrv
dup_names (GObject *item)
{
  if (BS_IS_CATEGORY (item))
    return g_strdupv ((GStrv) bs_category_get_path (BS_CATEGORY (item)));
  return g_strdupv ((char *[]){ (char *) bs_facet_get_name (BS_FACET (item)), NULL });
}

/* What is merged has to go somewhere else than to itself, or below. */
static gboolean
is_in_from (BsMergeDialog *self, const char *const *names)
{
  for (guint i = 0; self->from[i] != NULL; i++)
    if (g_strcmp0 (self->from[i], names[i]) != 0)
      return FALSE;
  return TRUE;
}

static gboolean
match_cb (gpointer item, gpointer user_data)
{
  BsMergeDialog *self = user_data;
  g_autoptr (GObject) place = gtk_tree_list_row_get_item (GTK_TREE_LIST_ROW (item));
  g_auto (GStrv) names = dup_names (place);
  g_autofree char *folded = NULL;

  if (is_in_from (self, (const char *const *) names))
    return FALSE;
  if (*self->searched == '\0')
    return TRUE;
  folded = bs_utf8_fold (names[g_strv_length (names) - 1]);
  return strstr (folded, self->searched) != NULL;
}

static GListModel *
create_children (gpointer item, gpointer user_data)
{
  return BS_IS_CATEGORY (item) ? g_object_ref (bs_category_get_children (BS_CATEGORY (item))) : NULL;
}

static void
update (BsMergeDialog *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "list" : "empty");
  gtk_widget_set_sensitive (self->merge_button, gtk_single_selection_get_selected_item (self->selection) != NULL);
}

static void
selected_cb (BsMergeDialog *self)
{
  g_assert (BS_IS_MERGE_DIALOG (self));

  update (self);
}

/* The rows that stay say now where they are. */
static void
search_changed_cb (BsMergeDialog *self)
{
  g_assert (BS_IS_MERGE_DIALOG (self));

  g_free (self->searched);
  self->searched = bs_utf8_fold (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  gtk_list_view_set_model (self->view, NULL);
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  if (*self->searched != '\0')
    gtk_single_selection_set_selected (self->selection, 0);
  update (self);
}

static void
merge_cb (BsMergeDialog *self)
{
  g_autofree char *folded = bs_utf8_fold (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  GtkTreeListRow *row;
  g_autoptr (GObject) place = NULL;
  g_auto (GStrv) names = NULL;

  g_assert (BS_IS_MERGE_DIALOG (self));

  /* The field waits a moment before it tells of what is typed. */
  if (strcmp (folded, self->searched) != 0)
    search_changed_cb (self);
  row = gtk_single_selection_get_selected_item (self->selection);
  if (row == NULL)
    return;
  place = gtk_tree_list_row_get_item (row);
  names = dup_names (place);
  g_signal_emit (self, signals[MERGE], 0, names);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* From the field the arrow keys choose in the list. */
static gboolean
key_pressed_cb (BsMergeDialog *self, guint keyval, guint keycode, GdkModifierType state, GtkEventControllerKey *key)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  guint position = gtk_single_selection_get_selected (self->selection);

  g_assert (BS_IS_MERGE_DIALOG (self));

  if (!bs_list_keys_move (keyval, state, n, &position))
    return GDK_EVENT_PROPAGATE;
  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", position);
  return GDK_EVENT_STOP;
}

static void
setup_cb (BsMergeDialog *self, GtkListItem *list_item, GtkSignalListItemFactory *factory)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *name = gtk_label_new (NULL);
  GtkWidget *place = gtk_label_new (NULL);

  g_assert (BS_IS_MERGE_DIALOG (self));

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_xalign (GTK_LABEL (place), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (GTK_LABEL (place), PANGO_ELLIPSIZE_START);
  gtk_widget_add_css_class (place, "caption");
  gtk_widget_add_css_class (place, "dim-label");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), place);
  gtk_list_item_set_child (list_item, box);
}

/* While something is searched for, a row says what it is below; else its place in the tree shows it. */
static void
bind_cb (BsMergeDialog *self, GtkListItem *list_item, GtkSignalListItemFactory *factory)
{
  GtkTreeListRow *row = gtk_list_item_get_item (list_item);
  GtkWidget *box = gtk_list_item_get_child (list_item);
  GtkWidget *name = gtk_widget_get_first_child (box);
  GtkWidget *place = gtk_widget_get_last_child (box);
  g_autoptr (GObject) item = gtk_tree_list_row_get_item (row);
  g_auto (GStrv) names = dup_names (item);
  guint depth = g_strv_length (names) - 1;
  g_autofree char *last = g_strdelimit (g_strdup (names[depth]), "\r\n\t", ' ');
  g_autofree char *above = NULL;
  gboolean is_searched = *self->searched != '\0';

  g_assert (BS_IS_MERGE_DIALOG (self));

  g_clear_pointer (&names[depth], g_free);
  above = g_strdelimit (g_strjoinv (" › ", names), "\r\n\t", ' ');
  gtk_label_set_text (GTK_LABEL (name), last);
  gtk_label_set_text (GTK_LABEL (place), above);
  gtk_widget_set_visible (place, is_searched && depth > 0);
  gtk_widget_set_margin_start (box, is_searched ? 0 : (int) depth * INDENT);
}

static void
bs_merge_dialog_dispose (GObject *object)
{
  BsMergeDialog *self = BS_MERGE_DIALOG (object);

  if (self->view != NULL)
    gtk_list_view_set_model (self->view, NULL);
  self->view = NULL;
  g_clear_object (&self->selection);
  g_clear_object (&self->filter);

  G_OBJECT_CLASS (bs_merge_dialog_parent_class)->dispose (object);
}

static void
bs_merge_dialog_finalize (GObject *object)
{
  BsMergeDialog *self = BS_MERGE_DIALOG (object);

  g_strfreev (self->from);
  g_free (self->searched);

  G_OBJECT_CLASS (bs_merge_dialog_parent_class)->finalize (object);
}

static void
bs_merge_dialog_class_init (BsMergeDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bs_merge_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = bs_merge_dialog_finalize;

  signals[MERGE] = g_signal_new ("merge", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_STRV);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/broadsheet/Broadsheet/ui/merge-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, BsMergeDialog, title);
  gtk_widget_class_bind_template_child (widget_class, BsMergeDialog, merge_button);
  gtk_widget_class_bind_template_child (widget_class, BsMergeDialog, search);
  gtk_widget_class_bind_template_child (widget_class, BsMergeDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, BsMergeDialog, view);
  gtk_widget_class_bind_template_callback (widget_class, merge_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
}

static void
bs_merge_dialog_init (BsMergeDialog *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkEventController *key = gtk_event_controller_key_new ();

  self->searched = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->view, factory);
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect_object (key, "key-pressed", G_CALLBACK (key_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->search), key);
}

/* @from: (array zero-terminated=1): the names of what is merged
 * @places: categories with what is below them, or facets */
BsMergeDialog *
bs_merge_dialog_new (GtkWindow *parent, const char *const *from, GListModel *places)
{
  BsMergeDialog *self;
  g_autofree char *name = NULL;
  g_autoptr (GtkFilterListModel) found = NULL;
  GtkTreeListModel *tree;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (from != NULL && *from != NULL, NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (places), NULL);

  self = g_object_new (BS_TYPE_MERGE_DIALOG, "transient-for", parent, NULL);
  bs_child_window_attach (GTK_WINDOW (self), parent);
  self->from = g_strdupv ((GStrv) from);
  name = g_strjoinv (" › ", self->from);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Merge Into"));
  adw_window_title_set_title (self->title, _ ("Merge Into"));
  adw_window_title_set_subtitle (self->title, name);
  tree = gtk_tree_list_model_new (g_object_ref (places), FALSE, TRUE, create_children, NULL, NULL);
  self->filter = GTK_FILTER (gtk_custom_filter_new (match_cb, self, NULL));
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  found = gtk_filter_list_model_new (G_LIST_MODEL (tree), g_object_ref (self->filter));
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (found));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  update (self);
  return self;
}

/* For another question that has a place as its answer.
 * @button: with a mnemonic */
void
bs_merge_dialog_set_texts (BsMergeDialog *self, const char *title, const char *button)
{
  g_return_if_fail (BS_IS_MERGE_DIALOG (self));

  gtk_window_set_title (GTK_WINDOW (self), title);
  adw_window_title_set_title (self->title, title);
  gtk_button_set_label (GTK_BUTTON (self->merge_button), button);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}
