/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/folder/unreadable.h"

#include <errno.h>
#include <string.h>

#include "model/library/folder/relative-path.h"

/**
 * bs_unreadable_new:
 * @path: a folder relative to the library; the empty one is the library's own
 * @error: the errno that explains why it cannot be read
 *
 * Returns: (transfer full): the two together
 */
BsUnreadable *
bs_unreadable_new (const char *path, int error)
{
  BsUnreadable *self;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_new (BsUnreadable, 1);
  self->path = g_strdup (path);
  self->reason = g_strdup (g_strerror (error));
  return self;
}

static BsUnreadable *
copy_one (const BsUnreadable *self)
{
  BsUnreadable *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new (BsUnreadable, 1);
  copy->path = g_strdup (self->path);
  copy->reason = g_strdup (self->reason);
  return copy;
}

/**
 * bs_unreadable_free:
 * @self: (transfer full): a folder that cannot be read
 */
void
bs_unreadable_free (BsUnreadable *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->path);
  g_free (self->reason);
  g_free (self);
}

/**
 * bs_unreadable_is_error:
 * @error: an errno of opening or looking at a path
 *
 * Returns: whether it still exists and cannot be read; otherwise it was removed or replaced
 */
gboolean
bs_unreadable_is_error (int error)
{
  return error != 0 && error != ENOENT && error != ENOTDIR && error != ELOOP;
}

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  const BsUnreadable *one = *(const BsUnreadable *const *) a;
  const BsUnreadable *other = *(const BsUnreadable *const *) b;

  return strcmp (one->path, other->path);
}

static gboolean
is_about (const BsUnreadable *self, const char *path, gboolean with_below)
{
  return strcmp (self->path, path) == 0 ||
         (with_below && (*path == '\0' || bs_relative_path_is_below (self->path, path)));
}

/**
 * bs_unreadable_list_update:
 * @list: (element-type BsUnreadable): the known ones, sorted by path
 * @path: a folder that was read since
 * @with_below: whether all folders below it were read too
 * @found: (element-type BsUnreadable) (nullable): which of them cannot be read
 *
 * Returns: (transfer full) (element-type BsUnreadable): the folders that cannot be read now; @list itself where that is
 *   the same
 */
GPtrArray *
bs_unreadable_list_update (GPtrArray *list, const char *path, gboolean with_below, GPtrArray *found)
{
  g_autoptr (GPtrArray) now = NULL;
  gboolean is_same = found == NULL || found->len == 0;

  g_return_val_if_fail (list != NULL, NULL);
  g_return_val_if_fail (path != NULL, NULL);

  for (guint i = 0; is_same && i < list->len; i++)
    is_same = !is_about (list->pdata[i], path, with_below);
  if (is_same)
    return g_ptr_array_ref (list);

  now = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_unreadable_free);
  for (guint i = 0; i < list->len; i++)
    if (!is_about (list->pdata[i], path, with_below))
      g_ptr_array_add (now, copy_one (list->pdata[i]));
  for (guint i = 0; found != NULL && i < found->len; i++)
    g_ptr_array_add (now, copy_one (found->pdata[i]));
  g_ptr_array_sort (now, compare_paths);
  for (guint i = now->len; i > 1; i--)
    if (compare_paths (&now->pdata[i - 2], &now->pdata[i - 1]) == 0)
      g_ptr_array_remove_index (now, i - 2);

  is_same = now->len == list->len;
  for (guint i = 0; is_same && i < now->len; i++)
    {
      const BsUnreadable *one = now->pdata[i];
      const BsUnreadable *other = list->pdata[i];

      is_same = strcmp (one->path, other->path) == 0 && strcmp (one->reason, other->reason) == 0;
    }
  return is_same ? g_ptr_array_ref (list) : g_steal_pointer (&now);
}
