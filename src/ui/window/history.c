/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/window/history.h"

#include <glib/gi18n-lib.h>

#include "model/change/edit/change-error.h"
#include "model/change/edit/edit-words.h"
#include "model/library/saved-searches.h"
#include "ui/dialogs/history-page.h"
#include "ui/properties/chip-row.h"
#include "ui/properties/property-row.h"
#include "ui/widgets/shorthand.h"
#include "ui/widgets/toast.h"
#include "ui/window/bulk-change.h"

struct _BsHistory
{
  GObject parent_instance;

  GtkWindow *window;       /* (nullable): owns this object */
  AdwToastOverlay *toasts; /* (nullable) */
  BsUndoStack *stack;
  BsEditor *editor;    /* (nullable): NULL without a library */
  GtkWidget *dialog;   /* (nullable): asks about a step of the library's history */
  AdwToast *toast;     /* (nullable): while it is shown */
  AdwToast *said;      /* (nullable): weak; the last message about an undo or a redo */
  BsHistoryPage *page; /* (nullable): weak; while it is open */
  GHashTable *numbers; /* (element-type guint64 guint): the steps of the library's history that are in the stack */
};

enum
{
  MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsHistory, bs_history, G_TYPE_OBJECT)

/* A step of the library's history, and the window that undoes or redoes it. */
typedef struct
{
  GWeakRef history;
  BsEditor *editor;
  guint64 stamp;
  guint number; /* in the window's undo stack; 0 if it was done elsewhere */
} HistoryStep;

static HistoryStep *
history_step_new (BsHistory *self, guint64 stamp)
{
  HistoryStep *step = g_new0 (HistoryStep, 1);

  g_weak_ref_init (&step->history, self);
  step->editor = g_object_ref (self->editor);
  step->stamp = stamp;

  return step;
}

static void
history_step_free (gpointer data)
{
  HistoryStep *step = data;

  g_weak_ref_clear (&step->history);
  g_object_unref (step->editor);
  g_free (step);
}

/* A step that is being undone or redone. */
typedef struct
{
  BsHistory *history;
  guint number;
  gboolean redo;
} Move;

static void
move_free (gpointer data)
{
  Move *move = data;

  g_object_unref (move->history);
  g_free (move);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Move, move_free)

static void move_history (HistoryStep *step, gboolean redo);

static void
answered_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  HistoryStep *step = user_data;
  g_autoptr (BsHistory) self = g_weak_ref_get (&step->history);

  g_assert (ADW_IS_MESSAGE_DIALOG (dialog));

  if (self != NULL)
    g_clear_weak_pointer (&self->dialog);
  if (g_str_equal (response, "undo") || g_str_equal (response, "redo"))
    move_history (step, g_str_equal (response, "redo"));
}

static void
free_closure_cb (gpointer data, GClosure *closure)
{
  history_step_free (data);
}

static void
ask (BsHistory *self, gboolean redo, const char *body)
{
  const char *name = redo ? bs_editor_get_redo_name (self->editor) : bs_editor_get_undo_name (self->editor);
  guint64 stamp = redo ? bs_editor_get_redo_step (self->editor) : bs_editor_get_undo_step (self->editor);
  g_autofree char *quoted = NULL;
  g_autofree char *heading = NULL;
  AdwMessageDialog *dialog;

  if (name == NULL || self->dialog != NULL || self->window == NULL)
    return;

  /* Translators: a change of articles, such as “Set title of 12 articles” */
  quoted = bs_history_page_dup_inner (name);
  heading = g_strdup_printf (redo ? _ ("Redo “%s”?") : _ ("Undo “%s”?"), quoted);
  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (self->window, heading, body));
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), redo ? "redo" : "undo",
                                    redo ? _ ("_Redo") : _ ("_Undo"), NULL);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered_cb), history_step_new (self, stamp), free_closure_cb,
                         0);
  g_set_weak_pointer (&self->dialog, GTK_WIDGET (dialog));
  gtk_window_present (GTK_WINDOW (dialog));
}

/* The library's history goes back further than this window. Undoing such a step needs a confirmation, because the user
 * has not just done it. */
static void
ask_history (BsHistory *self, gboolean redo)
{
  if (self->editor != NULL)
    ask (self, redo, _ ("This was not done in this window. Articles that have changed since stay as they are."));
}

/* Returns: (transfer none): the first of the failures whose reason is the most frequent */
static const BsTransactionResult *
find_main_failure (const GPtrArray *failed)
{
  const BsTransactionResult *found = NULL;
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  guint most = 0;

  for (guint i = failed->len; i > 0; i--)
    {
      const BsTransactionResult *result = g_ptr_array_index (failed, i - 1);
      gpointer reason = GUINT_TO_POINTER (result->error->domain << 8 | (guint) result->error->code);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, reason)) + 1;

      g_hash_table_insert (counts, reason, GUINT_TO_POINTER (n));
      if (n < most)
        continue;
      most = n;
      found = result;
    }

  return found;
}

/* Returns: (transfer full) (nullable): why articles were not changed */
static char *
describe_failed (const BsEditReport *report)
{
  const BsTransactionResult *failure;

  if (report->failed->len == 0)
    return NULL;
  failure = find_main_failure (report->failed);
  if (report->failed->len == 1)
    return g_strdup (failure->error->message);
  return g_strdup_printf (
      ngettext ("%'u article was left as it is: %s", "%'u articles were left as they are: %s", report->failed->len),
      report->failed->len, failure->error->message);
}

static void
tell_report (BsHistory *self, const BsEditReport *report)
{
  g_autofree char *text = describe_failed (report);

  if (report->doubt != NULL)
    bs_toast_show (self->toasts, report->doubt->message);
  if (text != NULL)
    bs_toast_show (self->toasts, text);
}

/* @n: the number of articles; 0 if the name includes it, as in “Set title of 12 articles” */
static char *
describe_move (const char *name, guint n, gboolean redo)
{
  g_autofree char *quoted = bs_history_page_dup_inner (name);

  name = quoted;
  if (n == 0)
    /* Translators: a change of articles, such as “Set title of 12 articles” */
    return g_strdup_printf (redo ? _ ("Redid “%s”") : _ ("Undid “%s”"), name);
  if (redo)
    /* Translators: a change of articles, such as “Star” */
    return g_strdup_printf (ngettext ("Redid “%s” (%'u article)", "Redid “%s” (%'u articles)", n), name, n);
  /* Translators: a change of articles, such as “Star” */
  return g_strdup_printf (ngettext ("Undid “%s” (%'u article)", "Undid “%s” (%'u articles)", n), name, n);
}

/* For example, a part that stays in another library. */
static char *
describe_notes (const BsEditReport *report)
{
  if (report->notes->len < 2)
    return report->notes->len > 0 ? g_strdup (report->notes->pdata[0]) : NULL;
  /* Translators: the last argument is a sentence about the first of them. */
  return g_strdup_printf (ngettext ("%'u file: %s", "%'u files: %s", report->notes->len), report->notes->len,
                          (const char *) report->notes->pdata[0]);
}

static void
tell_move (BsHistory *self, gboolean redo, const BsEditReport *report)
{
  g_autofree char *notes = NULL;

  if (report->changed->len > 0 || report->failed->len == 0)
    bs_history_say_moved (self, report->name, 0, redo);
  tell_report (self, report);
  notes = describe_notes (report);
  if (notes != NULL)
    bs_toast_show (self->toasts, notes);
}

static void
moved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Move) move = user_data;
  BsHistory *self = move->history;
  g_autoptr (GError) error = NULL;
  g_autoptr (BsEditReport) report = bs_editor_run_finish (BS_EDITOR (source), result, &error);

  g_assert (BS_IS_HISTORY (self));

  if (self->toasts == NULL || self->editor != BS_EDITOR (source))
    return;
  if (report != NULL)
    {
      bs_saved_searches_follow_step (bs_library_get_searches (bs_editor_get_library (self->editor)), report->step,
                                     move->redo);
      tell_move (self, move->redo, report);
      g_signal_emit (self, signals[MOVED], 0);
      return;
    }

  /* A step that is undone already, or cannot be undone, would only block those before it. */
  if (g_error_matches (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_NOTHING_TO_DO) ||
      g_error_matches (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_BROKEN))
    bs_undo_stack_drop (self->stack, move->number);
  else
    bs_undo_stack_put_back (self->stack, move->number, move->redo);
  if (g_error_matches (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_OTHER_STEP))
    ask (self, move->redo,
         move->redo ? _ ("This was undone more recently, and must be redone first. Articles that have changed since "
                         "stay as they are.") :
                      _ ("This was done more recently, and must be undone first. Articles that have changed since stay "
                         "as they are."));
  else
    bs_toast_show (self->toasts, error->message);
}

/* Files that others have changed since are left alone. */
static void
move_history (HistoryStep *step, gboolean redo)
{
  g_autoptr (BsHistory) self = g_weak_ref_get (&step->history);
  Move *move;

  if (self == NULL)
    return;
  move = g_new0 (Move, 1);
  move->history = g_steal_pointer (&self);
  move->number = step->number;
  move->redo = redo;
  bs_editor_move_async (step->editor, redo ? BS_JOURNAL_REDO : BS_JOURNAL_UNDO, step->stamp, BS_EDITING_SKIP, NULL,
                        moved_cb, move);
}

static void
history_step_cb (gpointer data, gboolean redo)
{
  move_history (data, redo);
}

/* In a text field, the key undoes typing. In a field of the properties that has been written, it undoes the write. */
static gboolean
act_in_text (BsHistory *self, const char *action)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self->window));
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, BS_TYPE_PROPERTY_ROW) : NULL;
  GtkWidget *chips = focus != NULL ? gtk_widget_get_ancestor (focus, BS_TYPE_CHIP_ROW) : NULL;

  if ((row != NULL && !bs_property_row_is_changed (BS_PROPERTY_ROW (row))) ||
      (chips != NULL && !bs_chip_row_is_changed (BS_CHIP_ROW (chips))))
    return FALSE;
  /* A longer text keeps the key even when there is nothing left to undo in it. */
  if (GTK_IS_TEXT_VIEW (focus))
    {
      gtk_widget_activate_action (focus, action, NULL);
      return TRUE;
    }
  return GTK_IS_EDITABLE (focus) && gtk_widget_activate_action (focus, action, NULL);
}

/* A toast offers to undo the last step only. */
static void
stack_changed_cb (BsHistory *self)
{
  g_autoptr (AdwToast) toast = g_steal_pointer (&self->toast);

  g_assert (BS_IS_HISTORY (self));

  if (toast != NULL && self->toasts != NULL)
    bs_toast_dismiss (self->toasts, toast);
}

static void
dismissed_cb (BsHistory *self, AdwToast *toast)
{
  g_assert (BS_IS_HISTORY (self));

  if (self->toast == toast)
    g_clear_object (&self->toast);
}

static void
bs_history_finalize (GObject *object)
{
  BsHistory *self = BS_HISTORY (object);

  g_clear_object (&self->stack);
  g_clear_object (&self->editor);
  g_clear_object (&self->toast);
  g_clear_weak_pointer (&self->dialog);
  g_clear_weak_pointer (&self->said);
  g_clear_weak_pointer (&self->page);
  g_hash_table_unref (self->numbers);

  G_OBJECT_CLASS (bs_history_parent_class)->finalize (object);
}

static void
bs_history_class_init (BsHistoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_history_finalize;

  signals[MOVED] = bs_new_signal (klass, "moved", 0);
}

static void
bs_history_init (BsHistory *self)
{
  self->stack = bs_undo_stack_new ();
  self->numbers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_signal_connect_object (self->stack, "changed", G_CALLBACK (stack_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
undo_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  bs_history_undo (user_data);
}

static void
redo_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  bs_history_redo (user_data);
}

static void
undo_step_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  bs_undo_stack_undo_step (BS_HISTORY (user_data)->stack, g_variant_get_uint32 (parameter));
}

BsHistory *
bs_history_new (GtkWindow *window, AdwToastOverlay *toasts)
{
  static const GActionEntry actions[] = {
    { "undo", undo_action },
    { "redo", redo_action },
    { "undo-step", undo_step_action, "u" },
  };
  BsHistory *self;

  g_return_val_if_fail (GTK_IS_WINDOW (window), NULL);
  g_return_val_if_fail (ADW_IS_TOAST_OVERLAY (toasts), NULL);

  self = g_object_new (BS_TYPE_HISTORY, NULL);
  self->window = window;
  self->toasts = toasts;
  g_action_map_add_action_entries (G_ACTION_MAP (window), actions, G_N_ELEMENTS (actions), self);
  return self;
}

/* The window is being closed; pending operations continue without it. */
void
bs_history_close (BsHistory *self)
{
  g_return_if_fail (BS_IS_HISTORY (self));

  bs_history_set_editor (self, NULL);
  self->window = NULL;
  self->toasts = NULL;
}

/* @editor: (nullable): writes to the library that the window shows now. Earlier steps are forgotten. */
void
bs_history_set_editor (BsHistory *self, BsEditor *editor)
{
  g_return_if_fail (BS_IS_HISTORY (self));
  g_return_if_fail (editor == NULL || BS_IS_EDITOR (editor));

  bs_undo_stack_clear (self->stack);
  g_hash_table_remove_all (self->numbers);
  if (self->page != NULL)
    gtk_window_destroy (GTK_WINDOW (self->page));
  g_set_object (&self->editor, editor);
}

/* Returns: (transfer none) (nullable): writes to the library that the window shows now */
BsEditor *
bs_history_get_editor (BsHistory *self)
{
  g_return_val_if_fail (BS_IS_HISTORY (self), NULL);

  return self->editor;
}

/* Returns: (transfer none): the steps done in the window */
BsUndoStack *
bs_history_get_stack (BsHistory *self)
{
  g_return_val_if_fail (BS_IS_HISTORY (self), NULL);

  return self->stack;
}

/* Returns: (transfer none) (nullable): the toast with the Undo button */
AdwToast *
bs_history_get_toast (BsHistory *self)
{
  g_return_val_if_fail (BS_IS_HISTORY (self), NULL);

  return self->toast;
}

void
bs_history_undo (BsHistory *self)
{
  g_return_if_fail (BS_IS_HISTORY (self));

  if (!act_in_text (self, "text.undo") && !bs_undo_stack_undo (self->stack))
    ask_history (self, FALSE);
}

void
bs_history_redo (BsHistory *self)
{
  g_return_if_fail (BS_IS_HISTORY (self));

  if (!act_in_text (self, "text.redo") && !bs_undo_stack_redo (self->stack))
    ask_history (self, TRUE);
}

/*
 * bs_history_say_moved:
 * @name: of the step that was undone or redone
 * @n_articles: the number of changed articles; 0 if the name includes it
 *
 * Reports an undo or a redo. Of several, only the last is reported.
 */
void
bs_history_say_moved (BsHistory *self, const char *name, guint n_articles, gboolean redo)
{
  g_autofree char *text = NULL;
  g_autofree char *escaped = NULL;

  g_return_if_fail (BS_IS_HISTORY (self));
  g_return_if_fail (name != NULL);

  if (self->toasts == NULL)
    return;
  text = describe_move (name, n_articles, redo);
  if (self->said != NULL)
    {
      escaped = g_markup_escape_text (text, -1);
      adw_toast_set_title (self->said, escaped);
      return;
    }
  g_set_weak_pointer (&self->said, bs_toast_new (text));
  bs_toast_add (self->toasts, self->said);
}

static void
page_moved_cb (BsHistory *self, guint64 step, BsEditReport *report, gboolean redo)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, &step));
  g_autofree char *text = describe_move (report->name, 0, redo);
  g_autofree char *notes = describe_notes (report);

  g_assert (BS_IS_HISTORY (self));

  if (self->toasts == NULL)
    return;
  if (self->page != NULL)
    bs_history_page_show_toast (self->page, text);
  if (self->page != NULL && notes != NULL)
    bs_history_page_show_toast (self->page, notes);
  if (self->editor != NULL)
    bs_saved_searches_follow_step (bs_library_get_searches (bs_editor_get_library (self->editor)), step, redo);
  if (report->step == step && number != 0)
    {
      /* The keys of the window do the opposite next. */
      bs_undo_stack_put_back (self->stack, number, !redo);
    }
  else if (report->step != step && report->step != 0)
    {
      g_autofree char *name = g_strdup_printf (_ ("Undo “%s”"), report->name);

      bs_history_push (self, name, report->step);
    }
  g_signal_emit (self, signals[MOVED], 0);
}

static void
page_cleared_cb (BsHistory *self)
{
  GHashTableIter iter;
  gpointer number;

  g_assert (BS_IS_HISTORY (self));

  g_hash_table_iter_init (&iter, self->numbers);
  while (g_hash_table_iter_next (&iter, NULL, &number))
    bs_undo_stack_drop (self->stack, GPOINTER_TO_UINT (number));
  g_hash_table_remove_all (self->numbers);
}

/* Opens the list of all steps of the library's history. */
void
bs_history_show_page (BsHistory *self)
{
  g_return_if_fail (BS_IS_HISTORY (self));

  if (self->editor == NULL || self->window == NULL)
    return;
  if (self->page == NULL)
    {
      BsHistoryPage *page = bs_history_page_new (self->window, self->editor);

      g_set_weak_pointer (&self->page, page);
      g_signal_connect_object (page, "moved", G_CALLBACK (page_moved_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (page, "cleared", G_CALLBACK (page_cleared_cb), self, G_CONNECT_SWAPPED);
    }
  gtk_window_present (GTK_WINDOW (self->page));
}

/*
 * bs_history_push:
 * @name: the name of the step
 * @stamp: of the step in the library's history
 *
 * Makes a step of the library's history undoable in the window.
 *
 * Returns: the step's number in the window's undo stack
 */
guint
bs_history_push (BsHistory *self, const char *name, guint64 stamp)
{
  HistoryStep *step;

  g_return_val_if_fail (BS_IS_HISTORY (self), 0);
  g_return_val_if_fail (name != NULL && stamp != 0, 0);

  step = history_step_new (self, stamp);
  step->number = bs_undo_stack_push (self->stack, name, history_step_cb, step, history_step_free);
  g_hash_table_insert (self->numbers, g_memdup2 (&stamp, sizeof stamp), GUINT_TO_POINTER (step->number));

  return step->number;
}

/* Gives a toast an Undo button for its step, whatever else is done while it is shown. */
void
bs_history_offer_undo (BsHistory *self, AdwToast *toast, guint number)
{
  g_return_if_fail (BS_IS_HISTORY (self));
  g_return_if_fail (ADW_IS_TOAST (toast));

  adw_toast_set_button_label (toast, _ ("_Undo"));
  adw_toast_set_action_target (toast, "u", number);
  adw_toast_set_action_name (toast, "win.undo-step");
}

/* Shows a toast about the last step, with an Undo button. */
void
bs_history_show_undo_toast (BsHistory *self, const char *text, guint number)
{
  AdwToast *toast;

  g_return_if_fail (BS_IS_HISTORY (self));

  toast = bs_toast_new (text);
  bs_history_offer_undo (self, toast, number);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (dismissed_cb), self, G_CONNECT_SWAPPED);
  g_set_object (&self->toast, toast);
  bs_toast_add (self->toasts, toast);
}

static char *
describe_cancelled (const BsEditReport *report)
{
  /* A moved file is two changed ones. */
  guint n = report->n_articles > 0 ? report->n_articles : report->changed->len;

  if (n == 0)
    return g_strdup (_ ("Cancelled. No article was changed."));
  return g_strdup_printf (ngettext ("Cancelled. %'u article was changed.", "Cancelled. %'u articles were changed.", n),
                          n);
}

/*
 * bs_history_dup_failure:
 * @report: (nullable): what came of a change of the library
 * @error: (nullable): why there is no report
 *
 * Returns: (transfer full) (nullable): why nothing at all was changed, to be said where it was asked for; %NULL if
 *   something was, or nothing had to be, or the user cancelled
 */
char *
bs_history_dup_failure (const BsEditReport *report, const GError *error)
{
  if (error != NULL)
    return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? NULL : g_strdup (error->message);
  return report != NULL && report->changed->len == 0 ? describe_failed (report) : NULL;
}

/*
 * bs_history_take_report:
 * @report: (nullable): the report of a change of the library
 * @text: (nullable): the message about it; not %NULL if there is a report
 * @error: (nullable): why there is no report
 *
 * Reports a change of the library that was made in the window, with Undo.
 */
void
bs_history_take_report (BsHistory *self, const BsEditReport *report, const char *text, const GError *error)
{
  g_autofree char *cancelled = NULL;

  g_return_if_fail (BS_IS_HISTORY (self));
  g_return_if_fail (report != NULL ? text != NULL : error != NULL);

  if (self->toasts == NULL || self->editor == NULL)
    return;
  if (report == NULL)
    {
      bs_toast_show (self->toasts, error->message);
      return;
    }
  tell_report (self, report);
  if (report->is_cancelled)
    text = cancelled = describe_cancelled (report);
  if (report->step != 0)
    bs_history_show_undo_toast (self, text, bs_history_push (self, report->name, report->step));
  else if (report->is_cancelled)
    bs_toast_show (self->toasts, text);
}

/* Files that were so already count as changed, and so do those that were changed before the user cancelled. */
static gboolean
is_done (const BsEditReport *report)
{
  return report != NULL && (report->changed->len > 0 || (report->failed->len == 0 && !report->is_cancelled));
}

typedef struct
{
  BsEditor *editor;
  BsEdit *edit;
} Edit;

static void
edit_free (gpointer data)
{
  Edit *edit = data;

  g_object_unref (edit->editor);
  bs_edit_unref (edit->edit);
  g_free (edit);
}

/* @task: (transfer full): its data has the request */
static void
end_edit (GTask *task, const BsEditReport *report, const GError *error)
{
  BsHistory *self = g_task_get_source_object (task);
  const Edit *edit = g_task_get_task_data (task);
  g_autofree char *text = report != NULL ? bs_edit_words_done (edit->edit, report->changed->len) : NULL;

  if (self->editor == edit->editor && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    bs_history_take_report (self, report, text, error);
  if (is_done (report))
    g_task_return_boolean (task, TRUE);
  else if (report != NULL && report->failed->len > 0)
    g_task_return_error (task, g_error_copy (((BsTransactionResult *) report->failed->pdata[0])->error));
  else if (error != NULL)
    g_task_return_error (task, g_error_copy (error));
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
  g_object_unref (task);
}

static void
edited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BsEditReport) report = bs_editor_run_finish (BS_EDITOR (source), result, &error);

  end_edit (user_data, report, error);
}

static void
bulk_changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BsEditReport) report = bs_bulk_change_finish (result, &error);

  end_edit (user_data, report, error);
}

/*
 * bs_history_edit_async:
 * @paths: (array zero-terminated=1): articles, relative to the library
 * @callback: (nullable): called when it is over
 *
 * Changes articles, as a step that can be undone, and reports it. Changes of many articles, and those that are not
 * possible in all of them, are previewed.
 */
void
bs_history_edit_async (BsHistory *self, const char *const *paths, BsEdit *edit, GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task;
  Edit *data;

  g_return_if_fail (BS_IS_HISTORY (self));
  g_return_if_fail (paths != NULL && edit != NULL);

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, bs_history_edit_async);
  if (self->editor == NULL || *paths == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "There is nothing to change");
      g_object_unref (task);
      return;
    }
  data = g_new (Edit, 1);
  data->editor = g_object_ref (self->editor);
  data->edit = bs_edit_ref (edit);
  g_task_set_task_data (task, data, edit_free);
  if (self->window == NULL || g_strv_length ((GStrv) paths) < 2)
    bs_editor_edit_async (self->editor, paths, edit, NULL, edited_cb, task);
  else
    bs_bulk_change_async (self->window, self->editor, paths, edit, NULL, NULL, bulk_changed_cb, task);
}

/* Returns: whether all or some of the articles are now as the edit requests; otherwise the error was shown, or is
 * %G_IO_ERROR_CANCELLED */
gboolean
bs_history_edit_finish (BsHistory *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* The same, for callers that need not know when it is over. */
void
bs_history_edit (BsHistory *self, const char *const *paths, BsEdit *edit)
{
  bs_history_edit_async (self, paths, edit, NULL, NULL);
}
