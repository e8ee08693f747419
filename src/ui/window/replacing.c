/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/window/replacing.h"

#include <glib/gi18n-lib.h>

#include "ui/window/bulk-change.h"

/* A replacement, until it is done. */
typedef struct
{
  BsReplaceDialog *dialog;
  BsHistory *history;
  BsEditor *editor;
} Replacing;

static void
replaced_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Replacing *replacing = user_data;
  g_autoptr (BsReplaceDialog) dialog = replacing->dialog;
  g_autoptr (BsHistory) history = replacing->history;
  g_autoptr (BsEditor) editor = replacing->editor;
  g_autoptr (GError) error = NULL;
  g_autoptr (BsEditReport) report = bs_bulk_change_finish (result, &error);
  g_autofree char *failure = bs_history_dup_failure (report, error);
  g_autofree char *text = NULL;

  /* After the preview, the user continues to edit the input. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (failure != NULL && gtk_widget_get_visible (GTK_WIDGET (dialog)))
    {
      bs_replace_dialog_show_failure (dialog, failure);
      return;
    }
  gtk_window_close (GTK_WINDOW (dialog));
  if (report != NULL)
    text = g_strdup_printf (
        ngettext ("Text replaced in %'u article", "Text replaced in %'u articles", report->changed->len),
        report->changed->len);
  if (bs_history_get_editor (history) == editor)
    bs_history_take_report (history, report, text, error);
}

static void
replace_cb (BsReplaceDialog *dialog, BsEdit *edit, gpointer user_data)
{
  BsHistory *history = user_data;
  Replacing *replacing;

  g_assert (BS_IS_REPLACE_DIALOG (dialog));
  g_assert (BS_IS_HISTORY (history));

  if (bs_history_get_editor (history) == NULL)
    return;
  replacing = g_new0 (Replacing, 1);
  replacing->dialog = g_object_ref (dialog);
  replacing->history = g_object_ref (history);
  replacing->editor = g_object_ref (bs_history_get_editor (history));
  bs_bulk_change_async (GTK_WINDOW (dialog), replacing->editor, bs_replace_dialog_get_paths (dialog), edit, NULL, NULL,
                        replaced_cb, replacing);
}

/* Opens the dialog for the selected articles. */
void
bs_replacing_open (GtkWindow *window, BsArticlePane *articles, BsHistory *history)
{
  BsEditor *editor;
  BsReplaceDialog *dialog;
  g_autoptr (GArray) ids = NULL;
  g_auto (GStrv) paths = NULL;

  g_return_if_fail (GTK_IS_WINDOW (window));
  g_return_if_fail (BS_IS_ARTICLE_PANE (articles));
  g_return_if_fail (BS_IS_HISTORY (history));

  editor = bs_history_get_editor (history);
  if (editor == NULL)
    return;
  ids = bs_article_pane_list_selected (articles);
  paths = bs_library_dup_paths (bs_editor_get_library (editor), (const guint *) (gpointer) ids->data, ids->len);
  if (*paths == NULL)
    return;
  dialog = bs_replace_dialog_new (window, editor, (const char *const *) paths);
  g_signal_connect_object (dialog, "replace", G_CALLBACK (replace_cb), history, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
