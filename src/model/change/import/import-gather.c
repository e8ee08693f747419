/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/import/import-gather.h"

#include "model/change/import/import-archive.h"
#include "model/change/import/import-scratch.h"
#include "model/format/article/article.h"
#include "model/library/folder/relative-path.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define MAX_DEPTH 64
/* An archive in an archive in an archive; more of them are a trap. */
#define MAX_ARCHIVE_DEPTH 3

typedef struct
{
  const char *unpack_folder;
  guint n_unpacked;
  BsImportBudget budget;
  BsImportGatherFunc func;
  gpointer user_data;
  GCancellable *cancellable;
} Gathering;

/* What is looked through: a folder that someone named, or that an archive was unpacked to. */
typedef struct
{
  char *top;
  char *folder; /* relative to top */
  char *shown;  /* what people call it */
  guint depth;
  guint archive_depth;
} Place;

static void
place_free (gpointer data)
{
  Place *self = data;

  g_free (self->top);
  g_free (self->folder);
  g_free (self->shown);
  g_free (self);
}

static Place *
place_new (const char *top, const char *folder, const char *shown, guint depth, guint archive_depth)
{
  Place *self = g_new0 (Place, 1);

  self->top = g_strdup (top);
  self->folder = g_strdup (folder);
  self->shown = g_strdup (shown);
  self->depth = depth;
  self->archive_depth = archive_depth;
  return self;
}

static void
tell (Gathering *self, const char *path, const char *shown, const GError *error)
{
  g_autoptr (BsImportInput) input = bs_import_input_new_file (path, shown);

  self->func (input, error, self->user_data);
}

static void
tell_errno (Gathering *self, const char *path, const char *shown, int number)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, g_io_error_from_errno (number), g_strerror (number));

  tell (self, path, shown, error);
}

/* What lies beside articles and comes along with them, or says nothing to anyone: nobody wants to be told of each. */
static gboolean
is_companion (const char *name)
{
  static const char *const endings[] = {
    ".jpg", ".jpeg", ".png",   ".gif", ".webp", ".avif", ".svg", ".bmp",    ".ico", ".css",  ".js",  ".json",
    ".map", ".woff", ".woff2", ".ttf", ".db",   ".ini",  ".url", ".webloc", ".tif", ".tiff", ".jxl",
  };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (lower, endings[i]))
      return TRUE;
  return g_str_has_suffix (name, "~");
}

/* `page_files` beside `page.html`, which a browser puts there. */
static gboolean
is_page_folder (const char *whole)
{
  static const char *const endings[] = { ".html", ".htm", ".HTM", ".HTML" };
  static const char *const tails[] = { "_files", ".files", "_文件", ".fld" };

  for (guint i = 0; i < G_N_ELEMENTS (tails); i++)
    {
      if (!g_str_has_suffix (whole, tails[i]))
        continue;
      for (guint j = 0; j < G_N_ELEMENTS (endings); j++)
        {
          g_autofree char *stem = g_strndup (whole, strlen (whole) - strlen (tails[i]));
          g_autofree char *page = g_strconcat (stem, endings[j], NULL);

          if (g_file_test (page, G_FILE_TEST_IS_REGULAR))
            return TRUE;
        }
    }
  return FALSE;
}

typedef struct
{
  Gathering *gathering;
  const char *shown;
} Refusal;

static void
refused_cb (const char *name, const char *reason, gpointer user_data)
{
  Refusal *refusal = user_data;
  g_autofree char *shown = g_strconcat (refusal->shown, "/", name, NULL);
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, reason);

  g_assert (refusal != NULL);

  tell (refusal->gathering, shown, shown, error);
}

static void
unpack (Gathering *self, GPtrArray *waiting, const char *path, const char *shown, guint archive_depth)
{
  g_autofree char *number = g_strdup_printf ("%u", ++self->n_unpacked);
  g_autofree char *folder = g_build_filename (self->unpack_folder, number, NULL);
  g_autoptr (GError) error = NULL;
  Refusal refusal = { self, shown };

  if (archive_depth >= MAX_ARCHIVE_DEPTH)
    {
      error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                                   _ ("It is an archive inside of too many archives."));
      tell (self, path, shown, error);
      return;
    }
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      tell_errno (self, path, shown, errno);
      return;
    }
  if (self->n_unpacked == 1)
    bs_import_budget_init (&self->budget, folder);
  if (!bs_import_archive_unpack (path, folder, &self->budget, refused_cb, &refusal, self->cancellable, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    tell (self, path, shown, error);
  /* Of what is made to fill the disk nothing is taken. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    {
      bs_import_scratch_remove_tree (folder);
      return;
    }
  g_ptr_array_add (waiting, place_new (folder, "", shown, 0, archive_depth + 1));
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
look_at (Gathering *self, GPtrArray *waiting, const Place *place, const char *name)
{
  g_autofree char *relative = bs_relative_path_join (place->folder, name);
  g_autofree char *whole = g_build_filename (place->top, relative, NULL);
  g_autofree char *valid = g_filename_display_name (name);
  g_autofree char *shown = g_strconcat (place->shown, "/", valid, NULL);
  struct stat st;
  gboolean is_link;

  if (lstat (whole, &st) != 0)
    return;
  is_link = S_ISLNK (st.st_mode);
  if (is_link && stat (whole, &st) != 0)
    {
      tell_errno (self, whole, shown, errno);
      return;
    }
  if (S_ISDIR (st.st_mode))
    {
      /* Links to folders lead anywhere, and round in circles. */
      if (!is_link && !g_str_equal (name, "node_modules") && place->depth < MAX_DEPTH && !is_page_folder (whole))
        g_ptr_array_add (waiting, place_new (place->top, relative, shown, place->depth + 1, place->archive_depth));
    }
  else if (S_ISREG (st.st_mode) && bs_import_archive_is_one (name))
    unpack (self, waiting, whole, shown, place->archive_depth);
  else if (!is_companion (name))
    {
      g_autoptr (BsImportInput) input = bs_import_input_new_inside (whole, shown, place->folder, place->top);

      self->func (input, NULL, self->user_data);
    }
}

static void
walk (Gathering *self, GPtrArray *waiting, const Place *place)
{
  g_autofree char *whole = g_build_filename (place->top, place->folder, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (whole, 0, &error);
  const char *name;

  if (dir == NULL)
    {
      g_autoptr (GError) plain = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The folder cannot be read."));

      tell (self, whole, place->shown, plain);
      return;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    if (*name != '.')
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len && !g_cancellable_is_cancelled (self->cancellable); i++)
    look_at (self, waiting, place, g_ptr_array_index (names, i));
}

static void
take (Gathering *self, BsImportInput *input)
{
  g_autoptr (GPtrArray) waiting = g_ptr_array_new_with_free_func (place_free);
  g_autofree char *name = NULL;
  struct stat st;

  if (input->kind != BS_IMPORT_FILE)
    {
      self->func (input, NULL, self->user_data);
      return;
    }
  if (stat (input->path, &st) != 0)
    {
      tell_errno (self, input->path, input->name, errno);
      return;
    }
  name = g_path_get_basename (input->path);
  if (S_ISDIR (st.st_mode))
    g_ptr_array_add (waiting, place_new (input->path, "", input->name, 0, 0));
  else if (S_ISREG (st.st_mode) && bs_import_archive_is_one (name))
    unpack (self, waiting, input->path, input->name, 0);
  else
    self->func (input, NULL, self->user_data);

  while (waiting->len > 0 && !g_cancellable_is_cancelled (self->cancellable))
    {
      Place *place = g_ptr_array_steal_index (waiting, waiting->len - 1);

      walk (self, waiting, place);
      place_free (place);
    }
}

/**
 * bs_import_gather:
 * @thrown: (element-type BsImportInput): what was thrown in
 * @unpack_folder: a folder of ours; archives are unpacked below it
 * @func: (scope call): given each file, and what is no file
 * @user_data: for @func
 * @cancellable: (nullable): ends it early
 * @error: return location
 *
 * Looks through folders and archives. Hidden files, pictures and what else lies beside articles are passed over; links
 * to folders are not followed. Waits for the disk.
 *
 * Returns: whether all was looked through; otherwise %G_IO_ERROR_CANCELLED
 */
gboolean
bs_import_gather (const GPtrArray *thrown, const char *unpack_folder, BsImportGatherFunc func, gpointer user_data,
                  GCancellable *cancellable, GError **error)
{
  Gathering self = { unpack_folder, 0, { 0 }, func, user_data, cancellable };

  g_return_val_if_fail (thrown != NULL && unpack_folder != NULL && func != NULL, FALSE);

  for (guint i = 0; i < thrown->len && !g_cancellable_is_cancelled (cancellable); i++)
    take (&self, g_ptr_array_index (thrown, i));
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}
