/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/watch/watch-tree.h"

#include "model/format/text/path.h"

#include <string.h>
#include <sys/inotify.h>

/* A folder whose time is as young as this may change again and keep it: there are file systems that count in two
 * seconds. */
#define YOUNG (3 * G_GINT64_CONSTANT (1000000000))

static BsWatchNode *
node_new (BsWatchNode *parent, const char *name, gsize length)
{
  BsWatchNode *node = g_new0 (BsWatchNode, 1);

  node->parent = parent;
  node->name = g_strndup (name, length);
  node->wd = -1;
  return node;
}

static void
attach (BsWatchNode *parent, BsWatchNode *node)
{
  if (parent->children == NULL)
    parent->children = g_hash_table_new (g_str_hash, g_str_equal);
  g_hash_table_insert (parent->children, node->name, node);
  node->parent = parent;
}

/* Folders may lie deeper than a stack is, and so does this list grow instead. */
static void
free_nodes (BsWatchTree *self, BsWatchNode *top, GArray *wds)
{
  g_autoptr (GPtrArray) waiting = g_ptr_array_new ();

  g_ptr_array_add (waiting, top);
  while (waiting->len > 0)
    {
      BsWatchNode *node = g_ptr_array_steal_index_fast (waiting, waiting->len - 1);
      GHashTableIter iter;
      gpointer child;

      if (node->children != NULL)
        {
          g_hash_table_iter_init (&iter, node->children);
          while (g_hash_table_iter_next (&iter, NULL, &child))
            g_ptr_array_add (waiting, child);
          g_hash_table_unref (node->children);
        }
      if (node->wd >= 0)
        {
          g_hash_table_remove (self->by_wd, GINT_TO_POINTER (node->wd));
          if (wds != NULL)
            g_array_append_val (wds, node->wd);
        }
      g_free (node->name);
      g_free (node);
    }
}

/**
 * bs_watch_tree_init:
 * @self: (out caller-allocates): a tree with only a root
 */
void
bs_watch_tree_init (BsWatchTree *self)
{
  self->root = node_new (NULL, "", 0);
  self->by_wd = g_hash_table_new (NULL, NULL);
}

/**
 * bs_watch_tree_clear:
 * @self: a tree
 */
void
bs_watch_tree_clear (BsWatchTree *self)
{
  free_nodes (self, g_steal_pointer (&self->root), NULL);
  g_clear_pointer (&self->by_wd, g_hash_table_unref);
}

/**
 * bs_watch_tree_find_wd:
 * @self: a tree
 * @wd: inotify's number
 *
 * Returns: (transfer none) (nullable): the folder that has it
 */
BsWatchNode *
bs_watch_tree_find_wd (BsWatchTree *self, int wd)
{
  return g_hash_table_lookup (self->by_wd, GINT_TO_POINTER (wd));
}

static BsWatchNode *
walk (BsWatchTree *self, const char *path, gboolean make)
{
  BsWatchNode *node = self->root;

  while (*path != '\0')
    {
      gsize length = strcspn (path, "/");
      g_autofree char *name = g_strndup (path, length);
      BsWatchNode *child = node->children != NULL ? g_hash_table_lookup (node->children, name) : NULL;

      if (child == NULL)
        {
          if (!make)
            return NULL;
          child = node_new (node, path, length);
          attach (node, child);
        }
      node = child;
      path += length;
      while (*path == '/')
        path++;
    }
  return node;
}

/**
 * bs_watch_tree_find:
 * @self: a tree
 * @path: a folder's path relative to the root
 *
 * Returns: (transfer none) (nullable): the folder, if it is known
 */
BsWatchNode *
bs_watch_tree_find (BsWatchTree *self, const char *path)
{
  return walk (self, path, FALSE);
}

/**
 * bs_watch_tree_ensure:
 * @self: a tree
 * @path: a folder's path relative to the root
 *
 * Returns: (transfer none): the folder, added if it was unknown
 */
BsWatchNode *
bs_watch_tree_ensure (BsWatchTree *self, const char *path)
{
  return walk (self, path, TRUE);
}

/**
 * bs_watch_tree_set_wd:
 * @self: a tree
 * @node: a folder of it
 * @wd: inotify's number for it, or -1
 */
void
bs_watch_tree_set_wd (BsWatchTree *self, BsWatchNode *node, int wd)
{
  BsWatchNode *other = wd >= 0 ? bs_watch_tree_find_wd (self, wd) : NULL;

  if (other == node)
    return;
  /* A folder has only one watch: a previous owner of the number is the same folder at its old path. */
  if (other != NULL)
    other->wd = -1;
  if (node->wd >= 0)
    g_hash_table_remove (self->by_wd, GINT_TO_POINTER (node->wd));
  node->wd = wd;
  if (wd >= 0)
    g_hash_table_insert (self->by_wd, GINT_TO_POINTER (wd), node);
}

static void
detach (BsWatchNode *node)
{
  if (node->parent != NULL)
    g_hash_table_remove (node->parent->children, node->name);
  node->parent = NULL;
}

/**
 * bs_watch_tree_remove:
 * @self: a tree
 * @node: a folder of it, not the root
 * @wds: (element-type int): receives the watch numbers of the removed folders
 *
 * Removes a folder and all below it.
 */
void
bs_watch_tree_remove (BsWatchTree *self, BsWatchNode *node, GArray *wds)
{
  detach (node);
  free_nodes (self, node, wds);
}

/**
 * bs_watch_tree_move:
 * @self: a tree
 * @node: a folder of it, not the root
 * @path: its new path
 * @wds: (element-type int): receives the watch numbers of the folders replaced by it
 *
 * Moves a folder and all below it; they keep their watches, which belong to the folders and not to their names.
 */
void
bs_watch_tree_move (BsWatchTree *self, BsWatchNode *node, const char *path, GArray *wds)
{
  g_autofree char *above = bs_path_dup_folder (path);
  BsWatchNode *other = bs_watch_tree_find (self, path);

  if (other == node)
    return;
  detach (node);
  if (other != NULL)
    bs_watch_tree_remove (self, other, wds);
  g_free (node->name);
  node->name = g_strdup (bs_path_get_name (path));
  attach (bs_watch_tree_ensure (self, above), node);
}

/**
 * bs_watch_tree_list_polled:
 * @self: a tree
 *
 * Returns: (transfer full) (element-type filename): the folders that are polled, each after its parent
 */
GPtrArray *
bs_watch_tree_list_polled (BsWatchTree *self)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) waiting = g_ptr_array_new ();

  g_ptr_array_add (waiting, self->root);
  while (waiting->len > 0)
    {
      BsWatchNode *node = g_ptr_array_steal_index_fast (waiting, waiting->len - 1);
      GHashTableIter iter;
      gpointer child;

      if (node->is_polled)
        g_ptr_array_add (paths, bs_watch_node_dup_path (node));
      if (node->children == NULL)
        continue;
      g_hash_table_iter_init (&iter, node->children);
      while (g_hash_table_iter_next (&iter, NULL, &child))
        g_ptr_array_add (waiting, child);
    }
  return paths;
}

/**
 * bs_watch_node_set_modified:
 * @self: a folder that is polled
 * @time: the modification time of the folder
 *
 * Returns: whether entries may have been added or removed since the last time
 */
gboolean
bs_watch_node_set_modified (BsWatchNode *self, const struct timespec *time)
{
  gint64 modified = (gint64) time->tv_sec * 1000000000 + time->tv_nsec;
  gint64 age = g_get_real_time () * 1000 - modified;
  gboolean has_changed = self->modified != modified;

  self->modified = ABS (age) < YOUNG ? 0 : modified;
  return has_changed;
}

/**
 * bs_watch_node_dup_path:
 * @self: a folder
 *
 * Returns: (transfer full): its path relative to the root
 */
char *
bs_watch_node_dup_path (const BsWatchNode *self)
{
  gsize length = 0;
  char *path;
  char *end;

  for (const BsWatchNode *node = self; node->parent != NULL; node = node->parent)
    length += strlen (node->name) + 1;
  if (length == 0)
    return g_strdup ("");
  path = g_malloc (length);
  end = path + length - 1;
  *end = '\0';
  for (const BsWatchNode *node = self; node->parent != NULL; node = node->parent)
    {
      gsize part = strlen (node->name);

      end -= part;
      memcpy (end, node->name, part);
      if (end > path)
        *--end = '/';
    }
  return path;
}

/**
 * bs_watch_tree_end_watches:
 * @inotify_fd: the inotify instance that has them
 * @wds: (element-type int): watches of folders that were removed from a tree
 */
void
bs_watch_tree_end_watches (int inotify_fd, GArray *wds)
{
  for (guint i = 0; i < wds->len; i++)
    inotify_rm_watch (inotify_fd, g_array_index (wds, int, i));
}
