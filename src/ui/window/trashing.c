/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/window/trashing.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/shorthand.h"
#include "ui/window/file-job.h"

struct _BsTrashing
{
  GObject parent_instance;

  /* Of the window that owns this. */
  GtkWindow *window; /* (nullable) */
  BsArticlePane *articles;
  BsHistory *history;
  AdwToastOverlay *toasts; /* (nullable) */
  BsProgressCard *card;

  BsEditor *editor;  /* (nullable): without a library */
  GtkWindow *dialog; /* (nullable): the question that is shown */
};

enum
{
  TRASHED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BsTrashing, bs_trashing, G_TYPE_OBJECT)

/* Articles on their way to the trash. */
typedef struct
{
  GWeakRef trashing;
  BsEditor *editor;
  GArray *ids;
  BsEditReport *report; /* (nullable): only those of them are meant for which it has found no trash */
  BsTrashMode mode;
  guint next; /* the article after the one, which is shown then */
  gboolean has_next;
} Load;

static Load *
load_new (BsTrashing *trashing, GArray *ids, BsTrashMode mode)
{
  Load *self = g_new0 (Load, 1);

  g_weak_ref_init (&self->trashing, trashing);
  self->editor = g_object_ref (trashing->editor);
  self->ids = g_array_ref (ids);
  self->mode = mode;
  return self;
}

static void
load_free (gpointer data)
{
  Load *self = data;

  g_weak_ref_clear (&self->trashing);
  g_object_unref (self->editor);
  g_array_unref (self->ids);
  g_clear_pointer (&self->report, bs_edit_report_unref);
  g_free (self);
}

static void
free_closure_cb (gpointer data, GClosure *closure)
{
  load_free (data);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Load, load_free)

static void trash (const Load *load);

static void
answered_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  const Load *load = user_data;

  g_assert (ADW_IS_MESSAGE_DIALOG (dialog));

  if (g_str_equal (response, "trash"))
    trash (load);
}

/* @load: (transfer full)
 *
 * Returns: (transfer none): the question, which is to be presented */
static GtkWindow *
ask (BsTrashing *self, Load *load, const char *heading, const char *body, const char *label)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (self->window, heading, body));

  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "trash", label, NULL);
  adw_message_dialog_set_response_appearance (dialog, "trash", ADW_RESPONSE_DESTRUCTIVE);
  /* Articles in the trash are easily restored. */
  adw_message_dialog_set_default_response (dialog, load->mode == BS_TRASH_MOVE ? "trash" : "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered_cb), load, free_closure_cb, 0);
  g_set_weak_pointer (&self->dialog, GTK_WINDOW (dialog));
  return self->dialog;
}

static gboolean
present_cb (gpointer dialog)
{
  if (gtk_window_get_transient_for (dialog) != NULL)
    gtk_window_present (dialog);
  else
    /* Its window was closed meanwhile. */
    gtk_window_destroy (dialog);
  return G_SOURCE_REMOVE;
}

/* If there is no trash, the user is asked whether the history is enough. */
static void
ask_to_delete (BsTrashing *self, const Load *load, BsEditReport *report, guint n)
{
  Load *rest = load_new (self, load->ids, BS_TRASH_DELETE);
  GtkWindow *dialog;
  g_autofree char *heading = n == 1 ? g_strdup (_ ("Delete Article?")) :
                                      g_strdup_printf (ngettext ("Delete %'u Article?", "Delete %'u Articles?", n), n);

  rest->report = bs_edit_report_ref (report);
  rest->next = load->next;
  rest->has_next = load->has_next;
  dialog = ask (self, rest, heading,
                ngettext ("There is no trash for its folder. It can be restored from History.",
                          "There is no trash for their folder. They can be restored from History.", n),
                _ ("_Delete"));
  /* Presenting it takes GTK as long as all else that is done now. */
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, present_cb, g_object_ref (dialog), g_object_unref);
}

static void
trashed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Load) load = user_data;
  g_autoptr (BsTrashing) self = g_weak_ref_get (&load->trashing);
  g_autoptr (GError) error = NULL;
  g_autoptr (BsEditReport) report = bs_file_job_trash_finish (BS_EDITOR (source), result, &error);
  g_autofree char *text = NULL;
  guint n_trashless = report != NULL ? report->trashless->len : 0;

  if (self == NULL || self->toasts == NULL || self->editor != load->editor)
    return;
  if (report != NULL)
    {
      guint n = report->changed->len;

      text = g_strdup_printf (load->mode == BS_TRASH_MOVE ?
                                  ngettext ("%'u article moved to the trash", "%'u articles moved to the trash", n) :
                                  ngettext ("%'u article deleted", "%'u articles deleted", n),
                              n);
      if (n > 0 && load->has_next)
        bs_article_pane_select_id (self->articles, load->next);
    }
  bs_history_take_report (self->history, report, text, error);
  if (n_trashless > 0)
    ask_to_delete (self, load, report, n_trashless);
  if (report != NULL && report->changed->len > 0 && report->failed->len + n_trashless == 0)
    g_signal_emit (self, signals[TRASHED], 0, load->ids, text);
}

static void
trash (const Load *load)
{
  g_autoptr (BsTrashing) self = g_weak_ref_get ((GWeakRef *) &load->trashing);
  g_autofree char *text = NULL;
  guint n = load->report != NULL ? load->report->trashless->len : load->ids->len;
  Load *copy;

  if (self == NULL || self->editor == NULL || self->editor != load->editor)
    return;
  copy = load_new (self, load->ids, load->mode);
  copy->next = load->next;
  copy->has_next = load->has_next;
  text = g_strdup_printf (load->mode == BS_TRASH_MOVE ?
                              ngettext ("Moving %'u article to the trash…", "Moving %'u articles to the trash…", n) :
                              ngettext ("Deleting %'u article…", "Deleting %'u articles…", n),
                          n);
  if (load->report != NULL)
    {
      g_ptr_array_add (load->report->trashless, NULL);
      bs_file_job_trash_paths_async (self->editor, load->mode,
                                     (GStrv) g_ptr_array_steal (load->report->trashless, NULL), self->card, text,
                                     trashed_cb, copy);
    }
  else
    bs_file_job_trash_async (self->editor, load->mode, g_array_ref (load->ids), self->card, text, trashed_cb, copy);
}

static void
bs_trashing_finalize (GObject *object)
{
  bs_trashing_close (BS_TRASHING (object));

  G_OBJECT_CLASS (bs_trashing_parent_class)->finalize (object);
}

static void
bs_trashing_class_init (BsTrashingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bs_trashing_finalize;

  signals[TRASHED] = bs_new_signal (klass, "trashed", 2, G_TYPE_ARRAY, G_TYPE_STRING);
}

static void
bs_trashing_init (BsTrashing *self)
{
}

BsTrashing *
bs_trashing_new (GtkWindow *window, BsArticlePane *articles, BsHistory *history, AdwToastOverlay *toasts,
                 BsProgressCard *card)
{
  BsTrashing *self;

  g_return_val_if_fail (GTK_IS_WINDOW (window), NULL);
  g_return_val_if_fail (BS_IS_ARTICLE_PANE (articles), NULL);
  g_return_val_if_fail (BS_IS_HISTORY (history), NULL);
  g_return_val_if_fail (ADW_IS_TOAST_OVERLAY (toasts), NULL);
  g_return_val_if_fail (BS_IS_PROGRESS_CARD (card), NULL);

  self = g_object_new (BS_TYPE_TRASHING, NULL);
  self->window = window;
  self->articles = articles;
  self->history = history;
  self->toasts = toasts;
  self->card = card;
  return self;
}

/* The window is going. */
void
bs_trashing_close (BsTrashing *self)
{
  g_return_if_fail (BS_IS_TRASHING (self));

  g_clear_object (&self->editor);
  g_clear_weak_pointer (&self->dialog);
  self->window = NULL;
  self->toasts = NULL;
}

/* @editor: (nullable): writes to the library that the window now shows */
void
bs_trashing_set_editor (BsTrashing *self, BsEditor *editor)
{
  g_return_if_fail (BS_IS_TRASHING (self));
  g_return_if_fail (editor == NULL || BS_IS_EDITOR (editor));

  g_set_object (&self->editor, editor);
}

void
bs_trashing_trash_selected (BsTrashing *self)
{
  g_autoptr (GArray) ids = NULL;
  Load *load;
  guint n;

  g_return_if_fail (BS_IS_TRASHING (self));

  if (self->editor == NULL || self->dialog != NULL)
    return;
  ids = bs_article_pane_list_selected (self->articles);
  n = ids->len;
  if (n == 0)
    return;
  load = load_new (self, ids, BS_TRASH_MOVE);
  if (n == 1)
    {
      BsArticleList *list = bs_article_pane_get_list (self->articles);
      guint position = bs_article_pane_get_next (self->articles);

      load->has_next = position < g_list_model_get_n_items (G_LIST_MODEL (list));
      if (load->has_next)
        load->next = bs_article_list_get_id (list, position);
      trash (load);
      load_free (load);
    }
  else
    {
      g_autofree char *heading =
          g_strdup_printf (ngettext ("Move %'u Article to the Trash?", "Move %'u Articles to the Trash?", n), n);

      gtk_window_present (ask (self, load, heading, _ ("You can restore them with Undo."), _ ("_Move to Trash")));
    }
}

/* @ids: (element-type guint): articles; the caller has asked the user */
void
bs_trashing_trash (BsTrashing *self, GArray *ids)
{
  g_autoptr (Load) load = NULL;

  g_return_if_fail (BS_IS_TRASHING (self));
  g_return_if_fail (ids != NULL);

  if (self->editor == NULL || ids->len == 0)
    return;
  load = load_new (self, ids, BS_TRASH_MOVE);
  trash (load);
}
