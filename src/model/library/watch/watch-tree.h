/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <time.h>

G_BEGIN_DECLS

typedef struct _BsWatchNode BsWatchNode;

/* A watched folder, or one above it. */
struct _BsWatchNode
{
  BsWatchNode *parent;  /* NULL for the root */
  GHashTable *children; /* (nullable) (element-type filename BsWatchNode) */
  char *name;
  int wd;             /* inotify's watch number; -1 if it has no watch */
  gboolean is_closed; /* it is watched, and by its permissions cannot be read any more */

  /* For a folder that has to be polled, because events do not report all changes in it. */
  gboolean is_polled;
  gint64 modified; /* modification time in nanoseconds since the epoch; 0 if it may have changed since the last check */
};

/* The folders of a library by inotify's numbers and by path. */
typedef struct
{
  BsWatchNode *root;
  GHashTable *by_wd; /* (element-type int BsWatchNode) */
} BsWatchTree;

void bs_watch_tree_init (BsWatchTree *self);
void bs_watch_tree_clear (BsWatchTree *self);
BsWatchNode *bs_watch_tree_find_wd (BsWatchTree *self, int wd);
BsWatchNode *bs_watch_tree_find (BsWatchTree *self, const char *path);
BsWatchNode *bs_watch_tree_ensure (BsWatchTree *self, const char *path);
void bs_watch_tree_set_wd (BsWatchTree *self, BsWatchNode *node, int wd);
void bs_watch_tree_remove (BsWatchTree *self, BsWatchNode *node, GArray *wds);
void bs_watch_tree_move (BsWatchTree *self, BsWatchNode *node, const char *path, GArray *wds);
void bs_watch_tree_end_watches (int inotify_fd, GArray *wds);
GPtrArray *bs_watch_tree_list_polled (BsWatchTree *self);
gboolean bs_watch_node_set_modified (BsWatchNode *self, const struct timespec *time);
char *bs_watch_node_dup_path (const BsWatchNode *self);

G_END_DECLS
