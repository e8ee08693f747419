/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/write/write-scope.h"

#include "model/change/edit/change-error.h"
#include "model/change/write/file-access.h"
#include "model/library/folder/relative-path.h"
#include "model/library/folder/site.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct _BsWriteScope
{
  char *root;
  BsSite *site; /* (nullable): computed on first use */
  char *folder; /* (nullable): the last folder of a file that may be written, as requested */
  char *real;   /* (nullable): the same without symbolic links */
};

/**
 * bs_write_scope_new:
 * @root: the absolute path of a library's folder
 *
 * Returns: (transfer full): the scope
 */
BsWriteScope *
bs_write_scope_new (const char *root)
{
  BsWriteScope *self;

  g_return_val_if_fail (root != NULL, NULL);

  self = g_new0 (BsWriteScope, 1);
  self->root = g_strdup (root);

  return self;
}

/**
 * bs_write_scope_free:
 * @self: (transfer full): a scope
 */
void
bs_write_scope_free (BsWriteScope *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->site, bs_site_unref);
  bs_write_scope_forget (self);
  g_free (self->root);
  g_free (self);
}

/**
 * bs_write_scope_forget:
 * @self: a scope
 *
 * Resolves the next folder again, even if it is the last one, which may have been replaced.
 */
void
bs_write_scope_forget (BsWriteScope *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->real, g_free);
}

/* Resolves all symbolic links; the result is allocated by GLib. */
static char *
follow_links (const char *path)
{
  char *real = realpath (path, NULL);
  char *copy = g_strdup (real);

  free (real);

  return copy;
}

static gboolean
is_below (const char *real, const char *folder)
{
  gsize length = folder != NULL ? strlen (folder) : 0;

  if (real == NULL || folder == NULL)
    return FALSE;

  return strcmp (folder, "/") == 0 ||
         (strncmp (real, folder, length) == 0 && (real[length] == '/' || real[length] == '\0'));
}

/* Whether a resolved path of the library may be written. */
static gboolean
is_inside (BsWriteScope *self, const char *path, const char *real)
{
  g_autofree char *root = follow_links (self->root);
  g_autofree char *content = NULL;
  g_autofree char *whole = NULL;
  g_autofree char *folder = NULL;

  if (is_below (real, root))
    return TRUE;
  if (self->site == NULL)
    self->site = bs_site_detect (self->root);
  content = bs_site_find_content_folder (self->site, path);
  if (content == NULL)
    return FALSE;
  whole = g_build_filename (self->root, content, NULL);
  folder = follow_links (whole);

  return is_below (real, folder);
}

/* Reports which component of a path is the link that leads outside, and its target. */
static void
set_outside_error (BsWriteScope *self, const char *path, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);
  gsize length = 0;

  while (path[length] != '\0')
    {
      g_autofree char *part = NULL;
      g_autofree char *whole = NULL;
      g_autofree char *real = NULL;
      g_autofree char *target = NULL;

      length += strcspn (path + length + 1, "/") + 1;
      part = g_strndup (path, length);
      whole = g_build_filename (self->root, part, NULL);
      target = g_file_read_link (whole, NULL);
      real = follow_links (whole);
      if (target != NULL && !is_inside (self, path, real))
        {
          g_autofree char *name = g_filename_display_name (part);
          g_autofree char *place = g_filename_display_name (real != NULL ? real : target);

          g_set_error (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_OUTSIDE,
                       _ ("“%s” is a link to “%s”, outside the library, where nothing may be changed."), name, place);
          return;
        }
    }
  g_set_error (error, BS_CHANGE_ERROR, BS_CHANGE_ERROR_OUTSIDE, _ ("“%s” is not in the library."), shown);
}

static void
remember_folder (BsWriteScope *self, const char *path, const char *whole)
{
  g_autofree char *folder = g_path_get_dirname (whole);
  g_autofree char *real = follow_links (folder);

  bs_write_scope_forget (self);
  if (!is_inside (self, path, real))
    return;
  self->folder = g_steal_pointer (&folder);
  self->real = g_steal_pointer (&real);
}

/* Most files are in the same folder as the one before. Returns NULL if this one has to be resolved. */
static char *
resolve_beside (const BsWriteScope *self, const char *whole, gboolean follow)
{
  gsize length = self->folder != NULL ? strlen (self->folder) : 0;
  struct stat st;

  if (length == 0 || strncmp (whole, self->folder, length) != 0 || whole[length] != '/' ||
      strchr (whole + length + 1, '/') != NULL || (follow && (lstat (whole, &st) != 0 || S_ISLNK (st.st_mode))))
    return NULL;

  return g_build_filename (self->real, whole + length + 1, NULL);
}

/**
 * bs_write_scope_resolve:
 * @self: a scope
 * @path: a file, relative to the library; it and its folders need not exist
 * @follow: whether to follow a symbolic link in the last component
 * @error: return location
 *
 * Resolves a path and checks that it may be written.
 *
 * Returns: (transfer full) (nullable): the absolute path without symbolic links; %NULL with %BS_CHANGE_ERROR_OUTSIDE or
 *   a #GIOErrorEnum
 */
char *
bs_write_scope_resolve (BsWriteScope *self, const char *path, gboolean follow, GError **error)
{
  g_autofree char *whole = NULL;
  g_autofree char *there = NULL;
  g_autofree char *real = NULL;
  g_autofree char *target = NULL;
  const char *rest;
  struct stat st;

  g_return_val_if_fail (self != NULL && path != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!bs_relative_path_is_safe (path))
    {
      set_outside_error (self, path, error);
      return NULL;
    }

  whole = g_build_filename (self->root, path, NULL);
  target = resolve_beside (self, whole, follow);
  if (target != NULL)
    return g_steal_pointer (&target);
  there = follow ? g_strdup (whole) : g_path_get_dirname (whole);
  while (lstat (there, &st) != 0 && errno == ENOENT && strlen (there) > strlen (self->root))
    {
      char *above = g_path_get_dirname (there);

      g_free (there);
      there = above;
    }
  real = follow_links (there);
  if (real == NULL && (errno != ENOENT || strlen (there) <= strlen (self->root)))
    {
      bs_file_set_error (error, errno, there);
      return NULL;
    }
  /* A broken link counts as one that leads outside, because its target could be created anywhere. */
  if (!is_inside (self, path, real))
    {
      set_outside_error (self, path, error);
      return NULL;
    }
  rest = whole + strlen (there);
  target = *rest != '\0' ? g_build_filename (real, rest, NULL) : g_strdup (real);
  remember_folder (self, path, whole);

  return g_steal_pointer (&target);
}

/**
 * bs_write_scope_allows:
 * @self: a scope
 * @path: a file that exists, relative to the library
 * @follow: whether to follow a symbolic link in the last component
 * @error: return location
 *
 * For previews: gives the error that the writer would give.
 *
 * Returns: whether the file may be replaced or removed, by its place and by its permissions; otherwise there is an
 *   error of bs_write_scope_resolve() or bs_file_is_changeable()
 */
gboolean
bs_write_scope_allows (BsWriteScope *self, const char *path, gboolean follow, GError **error)
{
  g_autofree char *real = bs_write_scope_resolve (self, path, follow, error);

  return real != NULL && bs_file_is_changeable (real, error);
}
