/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/dialogs/history-page.h"

#include <glib/gi18n-lib.h>

#include "model/change/organise/organiser.h"
#include "ui/widgets/child-window.h"
#include "ui/widgets/shorthand.h"
#include "ui/widgets/toast.h"
#include "ui/widgets/verbatim.h"

struct _BsHistoryPage
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkWidget *clear_button;
  AdwToastOverlay *toasts;
  GtkStack *stack;
  AdwStatusPage *error_page;
  GtkListView *view;

  BsEditor *editor;
  BsStepList *steps;
  GPtrArray *bound; /* (element-type GtkListItem) (unowned): the rows that are filled */
  gboolean is_busy; /* something is being undone or cleared */
};

enum
{
  MOVED,
  CLEARED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsHistoryPage, bs_history_page, ADW_TYPE_WINDOW)

static gboolean
can_undo (BsHistoryPage *self, BsStepItem *item)
{
  const BsStepState *state = bs_step_item_get_state (item);

  return !self->is_busy && !bs_step_item_get_info (item)->is_undone && state != NULL && state->n_in_place > 0;
}

/* Of the undone steps, the one that was undone last. */
static gboolean
is_next_redo (BsHistoryPage *self, BsStepItem *item)
{
  const BsJournalInfo *info = bs_step_item_get_info (item);

  return info->is_undone && bs_editor_get_redo_step (self->editor) == info->id;
}

static void
append (GString *line, char *part)
{
  g_string_append_printf (line, "%s%s", line->len > 0 ? " · " : "", part);
  g_free (part);
}

/* Its time, its number of files, and its size. */
static char *
describe (BsStepItem *item)
{
  const BsJournalInfo *info = bs_step_item_get_info (item);
  g_autoptr (GDateTime) date = bs_step_item_dup_date (item);
  GString *line = g_string_new (NULL);

  if (date != NULL)
    /* Translators: a date as g_date_time_format() writes it */
    append (line, g_date_time_format (date, _ ("%-d %B %Y, %H:%M")));
  if (info->n_changed > 0)
    append (line, g_strdup_printf (ngettext ("%'u changed", "%'u changed", info->n_changed), info->n_changed));
  if (info->n_created > 0)
    append (line, g_strdup_printf (ngettext ("%'u created", "%'u created", info->n_created), info->n_created));
  if (info->n_removed > 0)
    append (line, g_strdup_printf (ngettext ("%'u removed", "%'u removed", info->n_removed), info->n_removed));
  append (line, g_format_size (info->size));

  return g_string_free (line, FALSE);
}

/* Why it cannot be undone, or not in all of its files. */
static const char *
get_note (BsStepItem *item)
{
  const BsStepState *state = bs_step_item_get_state (item);

  if (bs_step_item_get_info (item)->is_undone)
    return _ ("Undone.");
  return state != NULL ? state->reason : NULL;
}

/* The parts of a row. */
typedef struct
{
  GtkLabel *name;
  GtkLabel *about;
  GtkLabel *note;
  GtkWidget *button;
} Row;

static void
get_row (GtkListItem *list_item, Row *row)
{
  GtkWidget *box = gtk_list_item_get_child (list_item);
  GtkWidget *labels = gtk_widget_get_first_child (box);

  row->name = GTK_LABEL (gtk_widget_get_first_child (labels));
  row->about = GTK_LABEL (gtk_widget_get_next_sibling (GTK_WIDGET (row->name)));
  row->note = GTK_LABEL (gtk_widget_get_last_child (labels));
  row->button = gtk_widget_get_last_child (box);
}

static void
update_row (BsHistoryPage *self, GtkListItem *list_item)
{
  BsStepItem *item = gtk_list_item_get_item (list_item);
  const BsJournalInfo *info = bs_step_item_get_info (item);
  const char *note = get_note (item);
  gboolean is_redo = is_next_redo (self, item);
  g_autofree char *about = describe (item);
  g_autofree char *description = note != NULL ? g_strdup_printf ("%s. %s", about, note) : g_strdup (about);
  g_autofree char *quoted = NULL;
  g_autofree char *label = NULL;
  GtkWidget *widget = gtk_widget_get_parent (gtk_list_item_get_child (list_item));
  Row row;

  get_row (list_item, &row);
  gtk_label_set_text (row.name, info->name);
  gtk_label_set_text (row.about, about);
  gtk_label_set_text (row.note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (row.note), note != NULL);
  gtk_widget_set_visible (row.button, !info->is_undone || is_redo);
  gtk_widget_set_sensitive (row.button, is_redo ? !self->is_busy : can_undo (self, item));
  gtk_button_set_label (GTK_BUTTON (row.button), is_redo ? _ ("Redo") : _ ("Undo"));
  gtk_widget_set_opacity (GTK_WIDGET (row.name), info->is_undone ? 0.55 : 1);
  quoted = bs_history_page_dup_inner (info->name);
  label = g_strdup_printf (is_redo ? _ ("Redo “%s”") : _ ("Undo “%s”"), quoted);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row.button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  if (widget != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, info->name,
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
}

static void
update_rows (BsHistoryPage *self)
{
  for (guint i = 0; i < self->bound->len; i++)
    update_row (self, self->bound->pdata[i]);
}

static void
update (BsHistoryPage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->steps));
  const char *message = bs_step_list_get_message (self->steps);
  g_autofree char *size = g_format_size (bs_step_list_get_size (self->steps));
  g_autofree char *subtitle = NULL;
  const char *page = "list";

  if (n > 0)
    subtitle = g_strdup_printf (ngettext ("%'u step, %s", "%'u steps, %s", n), n, size);
  adw_window_title_set_subtitle (self->title, subtitle != NULL ? subtitle : "");
  gtk_widget_set_sensitive (self->clear_button, n > 0 && !self->is_busy);
  if (!bs_step_list_is_loaded (self->steps))
    page = "loading";
  else if (message != NULL)
    page = "error";
  else if (n == 0)
    page = "empty";
  adw_status_page_set_description (self->error_page, message);
  gtk_stack_set_visible_child_name (self->stack, page);
}

/* GTK leaves the focus on a row that is no longer in the list, where no key does anything. */
static gboolean
has_lost_focus (BsHistoryPage *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  return focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
}

static void
loaded_cb (BsHistoryPage *self)
{
  gboolean is_first = g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "list") != 0;

  g_assert (BS_IS_HISTORY_PAGE (self));

  update (self);
  /* The results for them may be out of date. */
  for (guint i = 0; i < self->bound->len; i++)
    bs_step_list_examine (self->steps, gtk_list_item_get_item (self->bound->pdata[i]));
  if (g_list_model_get_n_items (G_LIST_MODEL (self->steps)) == 0)
    gtk_window_set_focus (GTK_WINDOW (self), NULL);
  else if (is_first || has_lost_focus (self))
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
set_busy (BsHistoryPage *self, gboolean is_busy)
{
  self->is_busy = is_busy;
  update (self);
  update_rows (self);
}

static void undo (BsHistoryPage *self, BsStepItem *item, BsEditingAnswer answer);

static void
undo_rest_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (dialog));
  BsHistoryPage *self = parent != NULL ? BS_HISTORY_PAGE (parent) : NULL;

  if (self != NULL && g_str_equal (response, "undo"))
    undo (self, user_data, BS_EDITING_SKIP);
}

static void
unref_closure_cb (gpointer data, GClosure *closure)
{
  g_object_unref (data);
}

static void
ask_about_changed (BsHistoryPage *self, BsStepItem *item, guint n_failed)
{
  const BsJournalInfo *info = bs_step_item_get_info (item);
  g_autofree char *quoted = bs_history_page_dup_inner (info->name);
  /* Translators: the change of the articles, such as “Set title of 12 articles” */
  g_autofree char *heading = g_strdup_printf (_ ("Undo “%s” in Part?"), quoted);
  g_autofree char *changed =
      g_strdup_printf (ngettext ("%'u file has changed since, and stays as it is.",
                                 "%'u files have changed since, and stay as they are.", n_failed),
                       n_failed);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (self), heading, changed));

  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "undo", _ ("_Undo the Others"), NULL);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (undo_rest_cb), g_object_ref (item), unref_closure_cb, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* A step that is being undone. */
typedef struct
{
  BsHistoryPage *page;
  BsStepItem *item;
} Undo;

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Undo *undoing = user_data;
  g_autoptr (BsHistoryPage) self = undoing->page;
  g_autoptr (BsStepItem) item = undoing->item;
  g_autoptr (GError) error = NULL;
  g_autoptr (BsEditReport) report = bs_editor_run_finish (BS_EDITOR (source), result, &error);
  gboolean is_open = self->stack != NULL;

  if (is_open)
    set_busy (self, FALSE);
  if (report == NULL && is_open)
    bs_history_page_show_toast (self, error->message);
  else if (report != NULL && report->is_question && is_open)
    ask_about_changed (self, item, report->failed->len);
  else if (report != NULL && !report->is_question)
    g_signal_emit (self, signals[MOVED], 0, bs_step_item_get_info (item)->id, report, FALSE);
}

static void
undo (BsHistoryPage *self, BsStepItem *item, BsEditingAnswer answer)
{
  Undo *undoing = g_new0 (Undo, 1);

  undoing->page = g_object_ref (self);
  undoing->item = g_object_ref (item);
  bs_editor_undo_step_async (self->editor, bs_step_item_get_info (item)->id, answer, NULL, undone_cb, undoing);
  set_busy (self, TRUE);
}

static void
redone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsHistoryPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BsEditReport) report = bs_editor_run_finish (BS_EDITOR (source), result, &error);
  gboolean is_open = self->stack != NULL;

  if (is_open)
    set_busy (self, FALSE);
  if (report != NULL)
    g_signal_emit (self, signals[MOVED], 0, report->step, report, TRUE);
  else if (is_open)
    bs_history_page_show_toast (self, error->message);
}

/* Undoes a step, or does the one again that was undone last. */
static void
act (BsHistoryPage *self, BsStepItem *item)
{
  if (self->is_busy)
    return;
  if (is_next_redo (self, item))
    {
      bs_editor_move_async (self->editor, BS_JOURNAL_REDO, bs_step_item_get_info (item)->id, BS_EDITING_SKIP, NULL,
                            redone_cb, g_object_ref (self));
      set_busy (self, TRUE);
    }
  else if (can_undo (self, item))
    {
      undo (self, item, BS_EDITING_ASK);
    }
}

static void
clicked_cb (GtkListItem *list_item, GtkWidget *button)
{
  BsStepItem *item = gtk_list_item_get_item (list_item);

  if (item != NULL)
    act (BS_HISTORY_PAGE (gtk_widget_get_root (button)), item);
}

static void
activate_cb (BsHistoryPage *self, guint position)
{
  g_autoptr (BsStepItem) item = g_list_model_get_item (G_LIST_MODEL (self->steps), position);

  g_assert (BS_IS_HISTORY_PAGE (self));

  if (item != NULL)
    act (self, item);
}

static GtkWidget *
add_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = bs_verbatim_new (NULL, 3, css_class);

  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
setup_cb (BsHistoryPage *self, GtkListItem *list_item, GtkSignalListItemFactory *factory)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *labels = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *button = gtk_button_new_with_label (_ ("Undo"));

  g_assert (BS_IS_HISTORY_PAGE (self));

  add_label (labels, NULL);
  gtk_widget_add_css_class (add_label (labels, "caption"), "dim-label");
  gtk_widget_add_css_class (add_label (labels, "caption"), "step-note");
  gtk_widget_set_hexpand (labels, TRUE);
  gtk_widget_set_margin_top (box, 8);
  gtk_widget_set_margin_bottom (box, 8);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), labels);
  gtk_box_append (GTK_BOX (box), button);
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), list_item, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (list_item, box);
}

static void
examined_cb (GtkListItem *list_item, BsStepItem *item)
{
  BsHistoryPage *self = BS_HISTORY_PAGE (gtk_widget_get_root (gtk_list_item_get_child (list_item)));

  if (self != NULL)
    update_row (self, list_item);
}

static void
bind_cb (BsHistoryPage *self, GtkListItem *list_item, GtkSignalListItemFactory *factory)
{
  BsStepItem *item = gtk_list_item_get_item (list_item);

  g_assert (BS_IS_HISTORY_PAGE (self));

  g_ptr_array_add (self->bound, list_item);
  g_signal_connect_object (item, "examined", G_CALLBACK (examined_cb), list_item, G_CONNECT_SWAPPED);
  update_row (self, list_item);
  bs_step_list_examine (self->steps, item);
}

static void
unbind_cb (BsHistoryPage *self, GtkListItem *list_item, GtkSignalListItemFactory *factory)
{
  g_assert (BS_IS_HISTORY_PAGE (self));

  g_ptr_array_remove (self->bound, list_item);
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (list_item), examined_cb, list_item);
}

static void
cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BsHistoryPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_done = bs_editor_clear_history_finish (BS_EDITOR (source), result, &error);

  if (is_done)
    g_signal_emit (self, signals[CLEARED], 0);
  if (self->stack == NULL)
    return;
  set_busy (self, FALSE);
  if (!is_done)
    bs_history_page_show_toast (self, error->message);
}

static void
clear_answered_cb (BsHistoryPage *self, const char *response)
{
  g_assert (BS_IS_HISTORY_PAGE (self));

  if (!g_str_equal (response, "clear"))
    return;
  bs_editor_clear_history_async (self->editor, NULL, cleared_cb, g_object_ref (self));
  set_busy (self, TRUE);
}

static void
clear_cb (BsHistoryPage *self)
{
  AdwMessageDialog *dialog;

  g_assert (BS_IS_HISTORY_PAGE (self));

  dialog =
      ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (self), _ ("Clear History?"),
                                                  _ ("Past changes can no longer be undone, and deleted files that are "
                                                     "not in the trash are lost. Articles do not change.")));
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "clear", _ ("C_lear"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "clear", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (clear_answered_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
bs_history_page_dispose (GObject *object)
{
  BsHistoryPage *self = BS_HISTORY_PAGE (object);

  if (self->stack != NULL)
    gtk_list_view_set_model (self->view, NULL);
  self->stack = NULL;
  if (self->steps != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->steps, self);
      bs_step_list_close (self->steps);
    }
  g_clear_object (&self->steps);
  g_clear_object (&self->editor);

  G_OBJECT_CLASS (bs_history_page_parent_class)->dispose (object);
}

static void
bs_history_page_finalize (GObject *object)
{
  g_ptr_array_unref (BS_HISTORY_PAGE (object)->bound);

  G_OBJECT_CLASS (bs_history_page_parent_class)->finalize (object);
}

static void
bs_history_page_class_init (BsHistoryPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bs_history_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = bs_history_page_finalize;

  signals[MOVED] = bs_new_signal (klass, "moved", 3, G_TYPE_UINT64, BS_TYPE_EDIT_REPORT, G_TYPE_BOOLEAN);
  signals[CLEARED] = bs_new_signal (klass, "cleared", 0);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/broadsheet/Broadsheet/ui/history-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BsHistoryPage, title);
  gtk_widget_class_bind_template_child (widget_class, BsHistoryPage, clear_button);
  gtk_widget_class_bind_template_child (widget_class, BsHistoryPage, toasts);
  gtk_widget_class_bind_template_child (widget_class, BsHistoryPage, stack);
  gtk_widget_class_bind_template_child (widget_class, BsHistoryPage, error_page);
  gtk_widget_class_bind_template_child (widget_class, BsHistoryPage, view);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
}

static void
bs_history_page_init (BsHistoryPage *self)
{
  self->bound = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  bs_set_rows (self->view, self, G_CALLBACK (setup_cb), G_CALLBACK (bind_cb), G_CALLBACK (unbind_cb));
}

BsHistoryPage *
bs_history_page_new (GtkWindow *parent, BsEditor *editor)
{
  BsHistoryPage *self;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (BS_IS_EDITOR (editor), NULL);

  self = g_object_new (BS_TYPE_HISTORY_PAGE, "transient-for", parent, NULL);
  bs_child_window_attach (GTK_WINDOW (self), parent);
  self->editor = g_object_ref (editor);
  /* Each step changes what can be redone. */
  g_signal_connect_object (editor, "notify", G_CALLBACK (update_rows), self, G_CONNECT_SWAPPED);
  self->steps = bs_step_list_new (editor);
  g_signal_connect_object (self->steps, "loaded", G_CALLBACK (loaded_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->view,
                           GTK_SELECTION_MODEL (gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->steps)))));
  update (self);
  return self;
}

void
bs_history_page_show_toast (BsHistoryPage *self, const char *text)
{
  g_return_if_fail (BS_IS_HISTORY_PAGE (self));

  if (self->stack != NULL)
    bs_toast_show (self->toasts, text);
}

/* Returns: (transfer full): the name of a step for use within quotation marks, where those of its own are single */
char *
bs_history_page_dup_inner (const char *name)
{
  GString *inner = g_string_new (name);

  g_string_replace (inner, "“", "‘", 0);
  g_string_replace (inner, "”", "’", 0);
  return g_string_free (inner, FALSE);
}
