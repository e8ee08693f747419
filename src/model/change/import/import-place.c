/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/import/import-place.h"

#include "model/change/import/import-name.h"
#include "model/library/folder/relative-path.h"

#include <sys/stat.h>

/* The source folders are kept if nothing else says where the article belongs. */
static char *
keep_folders (const char *folder, const char *below)
{
  g_auto (GStrv) parts = g_strsplit (below, "/", -1);
  g_autofree char *path = g_strdup (folder);

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      {
        g_autofree char *safe = bs_import_name_make_safe (parts[i]);
        char *longer = bs_relative_path_join (path, safe);

        g_free (path);
        path = longer;
      }
  return g_steal_pointer (&path);
}

static char *
find_date (const BsImportReading *reading)
{
  g_autoptr (GDateTime) time = NULL;

  if (reading->article->has_date)
    time = g_date_time_new_from_unix_utc (reading->article->date.face);
  else if (reading->draft->modified != 0)
    time = g_date_time_new_from_unix_local (reading->draft->modified / 1000000000);
  else
    time = g_date_time_new_now_local ();
  return time != NULL ? g_date_time_format (time, "%Y-%m-%d") : NULL;
}

/*
 * bs_import_place_find:
 *
 * Chooses a folder and a name by the library's layout, without regard to names already in use. May be called from any
 * thread.
 */
void
bs_import_place_find (BsImport *self, BsImportStep *step, const BsImportReading *reading)
{
  const char *const *category = (const char *const *) self->category;
  const BsImportDraft *draft = reading->draft;

  if (category == NULL && reading->article->categories->len > 0)
    category = g_ptr_array_index (reading->article->categories, 0);
  g_free (step->folder);
  step->folder = bs_import_layout_find_folder (self->layout, category);
  if (bs_import_input_is_ours (step->input))
    {
      g_free (step->folder);
      step->folder = g_strdup (step->input->folder);
    }
  else if (*step->input->folder != '\0' && (category == NULL || !bs_import_layout_is_mirrored (self->layout)))
    {
      char *folder = keep_folders (step->folder, step->input->folder);

      g_free (step->folder);
      step->folder = folder;
    }
  g_free (step->stem);
  step->stem = g_strdup (draft->stem);
  g_free (step->extension);
  step->extension = g_strdup (draft->extension);
  g_clear_pointer (&step->date, g_free);
  if (!bs_import_input_is_ours (step->input) && bs_import_layout_is_dated (self->layout) &&
      bs_import_name_date_length (draft->stem) == 0)
    step->date = find_date (reading);
}

static gboolean
is_taken (BsImport *self, const char *path)
{
  g_autofree char *whole = NULL;
  struct stat st;

  if (bs_import_known_has_path (self->known, path))
    return TRUE;
  whole = g_build_filename (self->folder, path, NULL);
  return lstat (whole, &st) == 0;
}

/*
 * bs_import_place_take:
 *
 * Reserves a step's path, with a number if the name is in use. The step fails if a symbolic link leads out of the
 * library.
 */
void
bs_import_place_take (BsImport *self, BsImportStep *step)
{
  g_autofree char *first = bs_import_name_build (step->date, step->stem, 1, step->extension);
  g_autofree char *path = bs_relative_path_join (step->folder, first);
  char *key = bs_import_name_fold (path);
  guint number = MAX (GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, key)), 1);
  g_autofree char *whole = NULL;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&step->path, g_free);
  if (bs_import_input_is_ours (step->input))
    step->path = g_strdup (bs_import_tree_get_path (step->input->tree, step->input->path));
  /* Lower numbers were used by earlier steps with the same name. */
  while (step->path == NULL || is_taken (self, step->path))
    {
      g_autofree char *name = bs_import_name_build (step->date, step->stem, number++, step->extension);

      g_free (step->path);
      step->path = bs_relative_path_join (step->folder, name);
    }
  g_hash_table_insert (self->numbers, key, GUINT_TO_POINTER (number));
  whole = bs_write_scope_resolve (self->scope, step->path, FALSE, &error);
  if (whole == NULL)
    bs_import_step_fail (step, error->message);
}
