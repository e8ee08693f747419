/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <sys/types.h>

#include "model/library/watch/watch-batch.h"
#include "model/library/watch/watch-links.h"
#include "model/library/watch/watch-poll.h"
#include "model/library/watch/watch-tree.h"
#include "model/library/watch/watch.h"

G_BEGIN_DECLS

struct _BsWatch
{
  GObject parent_instance;

  char *root;
  BsWatchFunc func;
  gpointer user_data;
  GDestroyNotify destroy;
  GThread *thread;
  int inotify_fd; /* -1 where the system has none left */
  int wake_fd;

  GMutex mutex; /* for all below: folders are added by the thread that reads them */
  BsWatchTree tree;
  BsWatchLinks *links;
  gboolean is_polling; /* some folder is polled */
  gboolean is_exhausted;
  gboolean is_stopped;
  GQueue looks; /* (element-type filename): to be looked at now */
  gboolean in_use;
  gint64 rescan_duration;
  gboolean is_rescanning;

  /* The thread's own. */
  BsWatchBatch *batch;
  GHashTable *departures; /* (element-type guint Departure): what was moved from somewhere, by inotify's cookie */
  gboolean is_there;
  gboolean is_forced; /* to poll, whatever the file system is */
  dev_t device;
  ino_t inode;
  GHashTable *ancestors; /* (element-type int): watches on the folders above the root */
  BsWatchPoll *poll;
  gint64 next_root_check;
};

void bs_watch_add_watch (BsWatch *self, const char *path, gboolean follow);
void bs_watch_add_below (BsWatch *self, const char *path);
void bs_watch_remove_wds (BsWatch *self, GArray *wds);
gpointer bs_watch_run (gpointer data);
void bs_watch_handle (BsWatch *self, const char *buffer, gsize length, gint64 now);
void bs_watch_settle_departures (BsWatch *self, gint64 now);
void bs_watch_check_root (BsWatch *self, gint64 now);

G_END_DECLS
