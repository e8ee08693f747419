/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "model/change/edit/change-error.h"
#include "ui/window/window-private.h"

/* A step of the library's history, and from where it is taken back or done again. */
typedef struct
{
  GWeakRef window;
  BsEditor *editor;
  guint64 stamp;
  guint number; /* among what was done in the window; 0 where it was done elsewhere */
} HistoryStep;

static HistoryStep *
history_step_new (BsWindow *self, guint64 stamp)
{
  HistoryStep *step = g_new0 (HistoryStep, 1);

  g_weak_ref_init (&step->window, self);
  step->editor = g_object_ref (self->editor);
  step->stamp = stamp;

  return step;
}

static void
history_step_free (gpointer data)
{
  HistoryStep *step = data;

  g_weak_ref_clear (&step->window);
  g_object_unref (step->editor);
  g_free (step);
}

/* A step that is being taken back, or done again. */
typedef struct
{
  BsWindow *window;
  guint number;
  gboolean redo;
} Move;

static void
move_free (gpointer data)
{
  Move *move = data;

  g_object_unref (move->window);
  g_free (move);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Move, move_free)

static void move_history (HistoryStep *step, gboolean redo);

static void
answered_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  HistoryStep *step = user_data;
  g_autoptr (BsWindow) self = g_weak_ref_get (&step->window);

  g_assert (ADW_IS_MESSAGE_DIALOG (dialog));

  if (self != NULL)
    g_clear_weak_pointer (&self->history_dialog);
  if (g_str_equal (response, "undo") || g_str_equal (response, "redo"))
    move_history (step, g_str_equal (response, "redo"));
}

static void
free_closure_cb (gpointer data, GClosure *closure)
{
  history_step_free (data);
}

static void
ask (BsWindow *self, gboolean redo, const char *body)
{
  const char *name = redo ? bs_editor_get_redo_name (self->editor) : bs_editor_get_undo_name (self->editor);
  guint64 stamp = redo ? bs_editor_get_redo_step (self->editor) : bs_editor_get_undo_step (self->editor);
  g_autofree char *heading = NULL;
  AdwMessageDialog *dialog;

  if (name == NULL || self->history_dialog != NULL)
    return;

  /* Translators: what was done to the articles, such as “Set title of 12 articles” */
  heading = g_strdup_printf (redo ? _ ("Do “%s” Again?") : _ ("Undo “%s”?"), name);
  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (self), heading, body));
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), redo ? "redo" : "undo",
                                    redo ? _ ("_Do Again") : _ ("_Undo"), NULL);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered_cb), history_step_new (self, stamp), free_closure_cb,
                         0);
  g_set_weak_pointer (&self->history_dialog, GTK_WIDGET (dialog));
  gtk_window_present (GTK_WINDOW (dialog));
}

/* The library's history is longer than what this window has done: that is asked, for nobody here has just done it. */
void
bs_window_ask_history (BsWindow *self, gboolean redo)
{
  g_return_if_fail (BS_IS_WINDOW (self));

  if (self->editor != NULL)
    ask (self, redo, _ ("It was not done in this window. Articles that were changed since stay as they are."));
}

static void
tell_report (BsWindow *self, const BsEditReport *report)
{
  const BsTransactionResult *first;
  g_autofree char *text = NULL;

  if (report->doubt != NULL)
    bs_window_show_toast (self, report->doubt->message);
  if (report->failed->len == 0)
    return;
  first = g_ptr_array_index (report->failed, 0);
  if (report->failed->len > 1)
    text = g_strdup_printf (
        ngettext ("%'u article was left as it is: %s", "%'u articles were left as they are: %s", report->failed->len),
        report->failed->len, first->error->message);
  bs_window_show_toast (self, text != NULL ? text : first->error->message);
}

static void
moved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Move) move = user_data;
  BsWindow *self = move->window;
  g_autoptr (GError) error = NULL;
  g_autoptr (BsEditReport) report = bs_editor_move_finish (BS_EDITOR (source), result, &error);

  g_assert (BS_IS_WINDOW (self));

  if (self->toasts == NULL || self->editor != BS_EDITOR (source))
    return;
  if (report != NULL)
    {
      tell_report (self, report);
      return;
    }

  /* What is undone already, or cannot be, would only stand in the way of what was done before. */
  if (g_error_matches (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_NOTHING_TO_DO) ||
      g_error_matches (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_BROKEN))
    bs_undo_stack_drop (self->undo, move->number);
  else
    bs_undo_stack_put_back (self->undo, move->number, move->redo);
  if (g_error_matches (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_OTHER_STEP))
    ask (self, move->redo,
         move->redo ? _ ("It was undone later than what was to be done again, and comes first. "
                         "Articles that were changed since stay as they are.") :
                      _ ("It was done later than what was to be undone, and comes first. "
                         "Articles that were changed since stay as they are."));
  else
    bs_window_show_toast (self, error->message);
}

/* What others have changed since stays as they have it. */
static void
move_history (HistoryStep *step, gboolean redo)
{
  g_autoptr (BsWindow) self = g_weak_ref_get (&step->window);
  Move *move;

  if (self == NULL)
    return;
  move = g_new0 (Move, 1);
  move->window = g_steal_pointer (&self);
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

/*
 * bs_window_push_history:
 * @name: what was done
 * @stamp: that of the step of the library's history
 *
 * Lets a step of the library's history be taken back from the window.
 *
 * Returns: the step's number among what was done in the window
 */
guint
bs_window_push_history (BsWindow *self, const char *name, guint64 stamp)
{
  HistoryStep *step;

  g_return_val_if_fail (BS_IS_WINDOW (self), 0);
  g_return_val_if_fail (name != NULL && stamp != 0, 0);

  step = history_step_new (self, stamp);
  step->number = bs_undo_stack_push (self->undo, name, history_step_cb, step, history_step_free);

  return step->number;
}
