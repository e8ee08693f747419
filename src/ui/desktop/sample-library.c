/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "ui/desktop/sample-library.h"

#define PREFIX "/io/github/broadsheet/Broadsheet/sample"

static gboolean
copy_file (const char *resource, GFile *target, GError **error)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data (resource, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  const char *data;
  gsize size;

  if (bytes == NULL)
    return FALSE;

  data = g_bytes_get_data (bytes, &size);
  return g_file_replace_contents (target, data, size, NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL, error);
}

static gboolean
copy_folder (const char *resource, GFile *target, GError **error)
{
  g_auto (GStrv) names = g_resources_enumerate_children (resource, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  g_autoptr (GError) local = NULL;

  if (names == NULL)
    return FALSE;
  if (!g_file_make_directory_with_parents (target, NULL, &local) &&
      !g_error_matches (local, G_IO_ERROR, G_IO_ERROR_EXISTS))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  for (char **name = names; *name != NULL; name++)
    {
      gboolean is_folder = g_str_has_suffix (*name, "/");
      g_autofree char *bare = g_strndup (*name, strlen (*name) - (is_folder ? 1 : 0));
      g_autofree char *child_resource = g_strconcat (resource, "/", bare, NULL);
      g_autoptr (GFile) child = g_file_get_child (target, bare);

      if (is_folder ? !copy_folder (child_resource, child, error) : !copy_file (child_resource, child, error))
        return FALSE;
    }

  return TRUE;
}

static void
copy_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GFile *target = task_data;
  g_autoptr (GFile) parent = g_file_get_parent (target);
  g_autoptr (GFile) part = g_file_get_child (parent, ".sample.part");
  g_autoptr (GError) error = NULL;

  /* A sample library that the user has emptied stays empty. A copy gets its name only when it is complete, so an
   * interrupted one starts again the next time. */
  if (!g_file_query_exists (target, cancellable) && copy_folder (PREFIX, part, &error))
    g_file_move (part, target, G_FILE_COPY_NO_FALLBACK_FOR_MOVE, cancellable, NULL, NULL, &error);

  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_EXISTS))
    g_task_return_pointer (task, g_object_ref (target), g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/*
 * bs_sample_library_copy_async:
 *
 * Copies the sample library to the user's data folder, unless it exists.
 */
void
bs_sample_library_copy_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  /* Translators: the name of the folder that the sample articles are copied to */
  const char *name = _ ("Sample Library");

  g_task_set_source_tag (task, bs_sample_library_copy_async);
  g_task_set_task_data (task,
                        g_file_new_build_filename (g_get_user_data_dir (), "broadsheet",
                                                   strchr (name, '/') == NULL ? name : "sample", NULL),
                        g_object_unref);
  g_task_run_in_thread (task, copy_thread);
}

/* Returns: (transfer full): its folder, or %NULL if it could not be written */
GFile *
bs_sample_library_copy_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
