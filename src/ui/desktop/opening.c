/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/desktop/opening.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <glib/gi18n-lib.h>

#include "model/change/import/import-archive.h"
#include "model/format/article/html-page-head.h"
#include "model/library/folder/site.h"

typedef struct
{
  GPtrArray *asked; /* (element-type GFile) */
  GPtrArray *roots; /* (element-type GFile): folders of libraries, the open ones first */
  guint n_open;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_ptr_array_unref (request->asked);
  g_ptr_array_unref (request->roots);
  g_free (request);
}

static void
place_free (gpointer data)
{
  BsOpeningPlace *place = data;

  g_object_unref (place->root);
  g_free (place->path);
  g_free (place);
}

static BsOpening *
opening_new (void)
{
  BsOpening *self = g_new0 (BsOpening, 1);

  self->folders = g_ptr_array_new_with_free_func (g_object_unref);
  self->places = g_ptr_array_new_with_free_func (place_free);
  self->files = g_ptr_array_new_with_free_func (g_object_unref);
  self->refused = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
bs_opening_free (BsOpening *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->folders);
  g_ptr_array_unref (self->places);
  g_ptr_array_unref (self->files);
  g_ptr_array_unref (self->refused);
  g_free (self);
}

/* The path of a file below a folder, with links resolved. */
static char *
find_below (GFile *root, GFile *file)
{
  char *path = g_file_get_relative_path (root, file);
  g_autofree char *real_root = NULL;
  g_autofree char *real_file = NULL;

  if (path != NULL)
    return path;
  real_root = realpath (g_file_peek_path (root), NULL);
  real_file = realpath (g_file_peek_path (file), NULL);
  if (real_root != NULL && real_file != NULL)
    {
      g_autoptr (GFile) above = g_file_new_for_path (real_root);
      g_autoptr (GFile) below = g_file_new_for_path (real_file);

      path = g_file_get_relative_path (above, below);
    }
  return path;
}

/* Whether the library in this folder lists the file. */
static gboolean
is_listed (GFile *root, const char *path)
{
  g_auto (GStrv) names = g_strsplit (path, "/", -1);
  g_autoptr (BsSite) site = NULL;
  guint n = g_strv_length (names);

  for (guint i = 0; i < n; i++)
    if (names[i][0] == '.' || strcmp (names[i], "node_modules") == 0)
      return FALSE;
  if (n == 0 || !bs_article_name_is_article (names[n - 1]))
    return FALSE;
  site = bs_site_detect (g_file_peek_path (root));
  return bs_site_contains (site, path);
}

/* Of nested libraries, an open one is preferred, then the innermost. */
static BsOpeningPlace *
find_place (const Request *request, GFile *file)
{
  BsOpeningPlace *place = NULL;

  for (guint i = 0; i < request->roots->len && (place == NULL || i != request->n_open); i++)
    {
      GFile *root = g_ptr_array_index (request->roots, i);
      g_autofree char *path = g_file_peek_path (root) != NULL ? find_below (root, file) : NULL;

      if (path == NULL || !is_listed (root, path) || (place != NULL && strlen (path) >= strlen (place->path)))
        continue;
      g_clear_pointer (&place, place_free);
      place = g_new0 (BsOpeningPlace, 1);
      place->root = g_object_ref (root);
      place->path = g_steal_pointer (&path);
    }
  return place;
}

static gboolean
is_importable (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);

  return bs_article_name_is_article (name) || bs_import_archive_is_one (name);
}

/* Everything except articles, which are looked up afterwards in the requested folders too. */
static gboolean
sort_file (BsOpening *self, GFile *file)
{
  const char *path = g_file_peek_path (file);
  g_autofree char *name = g_file_get_parse_name (file);
  struct stat st;

  if (path == NULL)
    {
      g_autofree char *uri = g_file_get_uri (file);

      /* Remote files are rejected without a look at them, because that might fetch them. */
      g_ptr_array_add (
          self->refused,
          bs_html_address_is_web (uri) ?
              /* Translators: the argument is an address of the Web. */
              g_strdup_printf (_ ("“%s” cannot be opened. Save the page, and open the file."), name) :
              /* Translators: the argument is the address of a file. */
              g_strdup_printf (_ ("“%s” cannot be opened, because it has no path on this computer."), name));
    }
  else if (stat (path, &st) < 0)
    {
      if (errno == ENOENT || errno == ENOTDIR)
        g_ptr_array_add (self->refused, g_strdup_printf (_ ("“%s” was not found."), name));
      else
        g_ptr_array_add (self->refused, g_strdup_printf (_ ("“%s” cannot be read: %s"), name, g_strerror (errno)));
    }
  else if (S_ISDIR (st.st_mode))
    g_ptr_array_add (self->folders, g_object_ref (file));
  else if (!S_ISREG (st.st_mode))
    g_ptr_array_add (self->refused, g_strdup_printf (_ ("“%s” is neither a file nor a folder."), name));
  else if (!is_importable (path))
    g_ptr_array_add (self->refused, g_strdup_printf (_ ("“%s” is not an article, and cannot be opened."), name));
  else
    return FALSE;
  return TRUE;
}

/* The site of a file outside any known library. */
static BsOpeningPlace *
find_site (GFile *file)
{
  g_autoptr (BsSite) site = bs_site_detect_for_file (g_file_peek_path (file));
  g_autofree char *name = g_file_get_basename (file);
  BsOpeningPlace *place;

  if (!site->is_site || !bs_article_name_is_article (name))
    return NULL;
  place = g_new0 (BsOpeningPlace, 1);
  place->root = g_file_new_for_path (site->root);
  place->path = g_file_get_relative_path (place->root, file);
  if (place->path == NULL)
    g_clear_pointer (&place, place_free);
  return place;
}

static void
sort_article (BsOpening *self, const Request *request, GFile *file)
{
  BsOpeningPlace *place = find_place (request, file);

  if (place == NULL)
    place = find_site (file);
  if (place != NULL)
    g_ptr_array_add (self->places, place);
  else
    g_ptr_array_add (self->files, g_object_ref (file));
}

static void
sort_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Request *request = task_data;
  BsOpening *self = opening_new ();
  g_autoptr (GPtrArray) articles = g_ptr_array_new ();

  for (guint i = 0; i < request->asked->len; i++)
    if (!sort_file (self, g_ptr_array_index (request->asked, i)))
      g_ptr_array_add (articles, g_ptr_array_index (request->asked, i));
  for (guint i = 0; i < self->folders->len; i++)
    g_ptr_array_insert (request->roots, 0, g_object_ref (g_ptr_array_index (self->folders, i)));
  request->n_open += self->folders->len;
  for (guint i = 0; i < articles->len; i++)
    sort_article (self, request, g_ptr_array_index (articles, i));
  g_task_return_pointer (task, self, (GDestroyNotify) bs_opening_free);
}

static gpointer
copy_object (gconstpointer object, gpointer user_data)
{
  return g_object_ref ((gpointer) object);
}

/*
 * bs_opening_sort_async:
 * @files: (array length=n_files): files and folders from the desktop or the command line
 * @roots: (element-type GFile): the folders of known libraries, the open ones first
 * @n_open: the number of open ones in @roots
 *
 * Sorts them by kind, which takes a look at the disk.
 */
void
bs_opening_sort_async (GFile **files, guint n_files, GPtrArray *roots, guint n_open, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Request *request;

  g_return_if_fail (files != NULL || n_files == 0);
  g_return_if_fail (roots != NULL && n_open <= roots->len);

  request = g_new0 (Request, 1);
  request->asked = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < n_files; i++)
    g_ptr_array_add (request->asked, g_object_ref (files[i]));
  request->roots = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_extend (request->roots, roots, copy_object, NULL);
  request->n_open = n_open;

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, bs_opening_sort_async);
  g_task_set_task_data (task, request, request_free);
  g_task_run_in_thread (task, sort_thread);
}

/* Returns: (transfer full) (nullable) */
BsOpening *
bs_opening_sort_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
