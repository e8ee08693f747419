/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/window/place-copying.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/toast.h"
#include "ui/window/file-job.h"

/* Where articles are, on its way to the clipboard. */
typedef struct
{
  GWeakRef toasts;
  char *root;
  GStrv paths; /* (nullable): until they are joined, and before they are listed */
  guint n;
  gboolean as_links;
} Copy;

static void
free_copy (gpointer data)
{
  Copy *copy = data;

  g_weak_ref_clear (&copy->toasts);
  g_free (copy->root);
  g_strfreev (copy->paths);
  g_free (copy);
}

static void
copy_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Copy *copy = task_data;
  g_auto (GStrv) paths = g_steal_pointer (&copy->paths);
  g_autoptr (GString) text = g_string_new (NULL);

  copy->n = g_strv_length (paths);
  for (char **path = paths; *path != NULL; path++)
    {
      g_autofree char *whole = g_build_filename (copy->root, *path, NULL);
      g_autofree char *shown = copy->as_links ? g_filename_to_uri (whole, NULL, NULL) : g_filename_display_name (whole);

      if (text->len > 0)
        g_string_append_c (text, '\n');
      g_string_append (text, shown);
    }
  g_task_return_pointer (task, g_string_free (g_steal_pointer (&text), FALSE), g_free);
}

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Copy *copy = g_task_get_task_data (G_TASK (result));
  g_autoptr (AdwToastOverlay) toasts = g_weak_ref_get (&copy->toasts);
  g_auto (GValue) text = G_VALUE_INIT;
  g_autoptr (GdkContentProvider) provider = NULL;
  guint n = copy->n;
  g_autofree char *told = NULL;

  g_value_init (&text, G_TYPE_STRING);
  g_value_take_string (&text, g_task_propagate_pointer (G_TASK (result), NULL));
  if (toasts == NULL || n == 0)
    return;
  provider = gdk_content_provider_new_for_value (&text);
  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (toasts)), provider);
  told = copy->as_links ? g_strdup_printf (ngettext ("%'u link copied", "%'u links copied", n), n) :
                          g_strdup_printf (ngettext ("%'u path copied", "%'u paths copied", n), n);
  bs_toast_show (toasts, told);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Copy *copy = g_task_get_task_data (task);

  copy->paths = bs_file_job_list_finish (BS_LIBRARY (source), result);
  g_task_run_in_thread (task, copy_thread);
}

/* Copies the places of articles to the clipboard, and says so.
 *
 * @ids: (transfer full) (element-type guint): articles */
void
bs_place_copying_start (BsLibrary *library, GArray *ids, gboolean as_links, AdwToastOverlay *toasts)
{
  GTask *task;
  Copy *copy;

  g_return_if_fail (BS_IS_LIBRARY (library));
  g_return_if_fail (ids != NULL);
  g_return_if_fail (ADW_IS_TOAST_OVERLAY (toasts));

  task = g_task_new (library, NULL, copied_cb, NULL);
  copy = g_new0 (Copy, 1);
  g_weak_ref_init (&copy->toasts, toasts);
  copy->root = g_file_get_path (bs_library_get_folder (library));
  copy->as_links = as_links;
  g_task_set_source_tag (task, bs_place_copying_start);
  g_task_set_task_data (task, copy, free_copy);
  bs_file_job_list_async (library, ids, listed_cb, task);
}
