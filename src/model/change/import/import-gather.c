/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/import/import-gather.h"

#include "model/change/import/import-archive.h"
#include "model/change/import/import-scratch.h"
#include "model/format/text/path.h"
#include "model/library/folder/relative-path.h"

#include <dirent.h>
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>

#define MAX_DEPTH 64
/* The maximum depth of archives inside archives; deeper nesting is hostile. */
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

/* A folder to search: one that the user named, or an unpacked archive. */
typedef struct
{
  BsImportTree *tree; /* the folder, or the site inside it that contains the place */
  char *path;         /* relative to the tree */
  char *folder;       /* relative to the named folder */
  char *shown;        /* the display name */
  guint depth;
  guint archive_depth;
} Place;

static void
place_free (gpointer data)
{
  Place *self = data;

  bs_import_tree_unref (self->tree);
  g_free (self->path);
  g_free (self->folder);
  g_free (self->shown);
  g_free (self);
}

/* @tree: (transfer full) */
static Place *
place_new (BsImportTree *tree, const char *path, const char *folder, const char *shown, guint depth,
           guint archive_depth)
{
  Place *self = g_new0 (Place, 1);

  self->tree = tree;
  self->path = g_strdup (path);
  self->folder = g_strdup (folder);
  self->shown = g_strdup (shown);
  self->depth = depth;
  self->archive_depth = archive_depth;
  return self;
}

static Place *
place_new_top (const char *top, const char *shown, guint archive_depth)
{
  g_autoptr (BsSite) site = bs_site_new_plain (top);

  return place_new (bs_import_tree_new (site), "", "", shown, 0, archive_depth);
}

static void
report (Gathering *self, const char *path, const char *shown, BsImportVerdict verdict, const char *reason)
{
  g_autoptr (BsImportInput) input = bs_import_input_new_file (path, shown);

  input->inside = verdict == BS_IMPORT_SKIPPED;
  self->func (input, verdict, reason, self->user_data);
}

static void
fail (Gathering *self, const char *path, const char *shown, const char *reason)
{
  report (self, path, shown, BS_IMPORT_FAILED, reason);
}

static void
skip (Gathering *self, const char *path, const char *shown, const char *reason)
{
  report (self, path, shown, BS_IMPORT_SKIPPED, reason);
}

static gboolean
is_cancelled (const Gathering *self)
{
  return g_cancellable_is_cancelled (self->cancellable);
}

/* `page_files` beside `page.html`, which browsers create. */
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
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  g_autofree char *shown = g_strconcat (refusal->shown, "/", valid, NULL);
  g_autofree char *own_name = g_path_get_basename (valid);

  g_assert (refusal != NULL);

  if (bs_article_name_is_article (own_name) || bs_import_archive_is_one (own_name))
    fail (refusal->gathering, shown, shown, reason);
  else
    skip (refusal->gathering, shown, shown, reason);
}

static void
unpack (Gathering *self, GPtrArray *waiting, const char *path, const char *shown, guint archive_depth)
{
  g_autofree char *number = g_strdup_printf ("%u", ++self->n_unpacked);
  g_autofree char *folder = g_build_filename (self->unpack_folder, number, NULL);
  g_autoptr (GError) error = NULL;
  Refusal refusal = { self, shown };
  Place *place;

  if (archive_depth >= MAX_ARCHIVE_DEPTH)
    {
      fail (self, path, shown, _ ("The archive is nested in too many other archives."));
      return;
    }
  if (!bs_import_archive_make_folder (folder, &error))
    {
      fail (self, path, shown, error->message);
      return;
    }
  if (self->n_unpacked == 1)
    bs_import_budget_init (&self->budget, folder);
  if (!bs_import_archive_unpack (path, folder, &self->budget, refused_cb, &refusal, self->cancellable, &error))
    fail (self, path, shown, is_cancelled (self) ? bs_import_describe_cancelled () : error->message);
  /* Nothing is imported from an archive made to fill the disk. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    {
      bs_import_scratch_remove_tree (folder);
      return;
    }
  place = place_new_top (folder, shown, archive_depth + 1);
  place->tree->is_ours = bs_import_archive_is_ours (path);
  g_ptr_array_add (waiting, place);
}

static void
look_at_folder (GPtrArray *waiting, const Place *place, const char *path, const char *name, const char *shown)
{
  g_autofree char *folder = bs_relative_path_join (place->folder, name);
  g_autofree char *whole = g_build_filename (place->tree->site->root, path, NULL);

  if (place->depth < MAX_DEPTH &&
      (place->tree->is_ours || (!g_str_equal (name, "node_modules") && !is_page_folder (whole) &&
                                bs_site_folder_may_contain (place->tree->site, path))))
    g_ptr_array_add (waiting, place_new (bs_import_tree_ref (place->tree), path, folder, shown, place->depth + 1,
                                         place->archive_depth));
}

static void
look_at_file (Gathering *self, GPtrArray *waiting, const Place *place, const char *path, const char *name,
              const char *shown)
{
  g_autofree char *whole = g_build_filename (place->tree->site->root, path, NULL);
  g_autoptr (BsImportInput) input = NULL;

  if (bs_import_tree_is_image (name))
    bs_import_tree_add_image (place->tree, path);
  if (!place->tree->site->is_site && !place->tree->is_ours && bs_import_archive_is_one (name))
    unpack (self, waiting, whole, shown, place->archive_depth);
  else if (!bs_article_name_is_article (name))
    skip (self, whole, shown, _ ("This is not an article."));
  else if (!place->tree->is_ours && !bs_site_contains (place->tree->site, path))
    skip (self, whole, shown, _ ("This is not part of the site."));
  else
    {
      input = bs_import_input_new_inside (whole, shown, place->folder, place->tree);
      self->func (input, BS_IMPORT_NEW, NULL, self->user_data);
    }
}

static void
look_at (Gathering *self, GPtrArray *waiting, const Place *place, const char *name)
{
  g_autofree char *path = bs_relative_path_join (place->path, name);
  g_autofree char *whole = g_build_filename (place->tree->site->root, path, NULL);
  g_autofree char *valid = g_filename_display_name (name);
  g_autofree char *shown = g_strconcat (place->shown, "/", valid, NULL);
  struct stat st;
  gboolean is_link;

  if (lstat (whole, &st) != 0)
    return;
  is_link = S_ISLNK (st.st_mode);
  if (is_link && stat (whole, &st) != 0)
    {
      if (bs_article_name_is_article (name))
        fail (self, whole, shown, g_strerror (errno));
      else
        skip (self, whole, shown, g_strerror (errno));
      return;
    }
  /* Links to folders can lead anywhere, even in circles. */
  if (S_ISDIR (st.st_mode) && is_link)
    skip (self, whole, shown, _ ("This is a link to a folder."));
  else if (S_ISDIR (st.st_mode))
    look_at_folder (waiting, place, path, name, shown);
  else if (S_ISREG (st.st_mode))
    look_at_file (self, waiting, place, path, name, shown);
  else
    skip (self, whole, shown, _ ("This is not a regular file."));
}

/* Returns: an errno */
static int
read_names (const char *folder, GPtrArray *names)
{
  DIR *dir = opendir (folder);
  const struct dirent *entry;
  int number;

  if (dir == NULL)
    return errno;
  while (errno = 0, (entry = readdir (dir)) != NULL)
    if (entry->d_name[0] != '.')
      g_ptr_array_add (names, g_strdup (entry->d_name));
  number = errno;
  closedir (dir);
  g_ptr_array_sort (names, bs_path_compare);
  return number;
}

/* From a site, only the articles that its generator reads are imported. */
static void
enter_site (Place *place, const char *whole, GPtrArray *names)
{
  gboolean may_be = FALSE;
  g_autoptr (BsSite) site = NULL;

  for (guint i = 0; i < names->len && !may_be; i++)
    may_be =
        bs_site_is_configuration (g_ptr_array_index (names, i)) || g_str_equal (g_ptr_array_index (names, i), "config");
  if (!may_be || place->tree->site->is_site || place->tree->is_ours)
    return;
  site = bs_site_detect (whole);
  if (!site->is_site)
    return;
  bs_import_tree_unref (place->tree);
  place->tree = bs_import_tree_new (site);
  g_free (place->path);
  place->path = g_strdup ("");
}

static void
walk (Gathering *self, GPtrArray *waiting, Place *place)
{
  g_autofree char *whole = g_build_filename (place->tree->site->root, place->path, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  int number = read_names (whole, names);

  /* Nothing is imported from a partly read folder, so that it is not mistaken for the whole. */
  if (number != 0)
    {
      /* Translators: the argument is a reason. */
      g_autofree char *reason = g_strdup_printf (_ ("The folder cannot be read: %s"), g_strerror (number));

      fail (self, whole, place->shown, reason);
      return;
    }
  enter_site (place, whole, names);
  for (guint i = 0; i < names->len && !is_cancelled (self); i++)
    look_at (self, waiting, place, g_ptr_array_index (names, i));
}

static void
take (Gathering *self, BsImportInput *input)
{
  g_autoptr (GPtrArray) waiting = g_ptr_array_new_with_free_func (place_free);
  g_autofree char *name = NULL;
  gboolean is_whole = TRUE;
  struct stat st;

  if (is_cancelled (self) || input->kind != BS_IMPORT_FILE)
    {
      self->func (input, is_cancelled (self) ? BS_IMPORT_FAILED : BS_IMPORT_NEW,
                  is_cancelled (self) ? bs_import_describe_cancelled () : NULL, self->user_data);
      return;
    }
  if (stat (input->path, &st) != 0)
    {
      fail (self, input->path, input->name, g_strerror (errno));
      return;
    }
  name = g_path_get_basename (input->path);
  if (S_ISDIR (st.st_mode))
    g_ptr_array_add (waiting, place_new_top (input->path, input->name, 0));
  else if (S_ISREG (st.st_mode) && bs_import_archive_is_one (name))
    unpack (self, waiting, input->path, input->name, 0);
  else
    self->func (input, BS_IMPORT_NEW, NULL, self->user_data);

  while (waiting->len > 0 && !is_cancelled (self))
    {
      Place *place = g_ptr_array_steal_index (waiting, waiting->len - 1);

      walk (self, waiting, place);
      is_whole = !is_cancelled (self);
      place_free (place);
    }
  if (waiting->len > 0 || !is_whole)
    fail (self, input->path, input->name, bs_import_describe_cancelled ());
}

/**
 * bs_import_gather:
 * @inputs: (element-type BsImportInput): the inputs
 * @unpack_folder: a folder of ours; archives are unpacked below it
 * @func: (scope call): called with each file and each input without a file
 * @user_data: for @func
 * @cancellable: (nullable): cancels it
 * @error: return location
 *
 * Searches folders and archives. From a site only its content is imported. Hidden files are ignored. Images, other
 * files that are not articles, and links to folders are reported as skipped. Blocks on disk I/O.
 *
 * Returns: whether everything was searched; otherwise %G_IO_ERROR_CANCELLED
 */
gboolean
bs_import_gather (const GPtrArray *inputs, const char *unpack_folder, BsImportGatherFunc func, gpointer user_data,
                  GCancellable *cancellable, GError **error)
{
  Gathering self = { unpack_folder, 0, { 0 }, func, user_data, cancellable };

  g_return_val_if_fail (inputs != NULL && unpack_folder != NULL && func != NULL, FALSE);

  for (guint i = 0; i < inputs->len; i++)
    take (&self, g_ptr_array_index (inputs, i));
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}
