/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/watch/watch-batch.h"
#include "model/library/watch/watch-tree.h"

G_BEGIN_DECLS

typedef enum
{
  BS_POLL_FOLDERS, /* the times of folders, which change when files are added or removed */
  BS_POLL_FILES,   /* the times of files, which change when they are written */
  BS_N_POLLS
} BsPollKind;

/* Polls the folders of a watch in which not all changes cause events. */
typedef struct _BsWatchPoll BsWatchPoll;

BsWatchPoll *bs_watch_poll_new (GMutex *mutex, BsWatchTree *tree, BsWatchBatch *batch);
void bs_watch_poll_free (BsWatchPoll *self);
void bs_watch_poll_start (BsWatchPoll *self, gint64 now);
void bs_watch_poll_stop (BsWatchPoll *self);
void bs_watch_poll_need (BsWatchPoll *self);
void bs_watch_poll_set_in_use (BsWatchPoll *self, gboolean in_use);
void bs_watch_poll_note_rescan (BsWatchPoll *self, gint64 duration);
gint64 bs_watch_poll_get_pause (BsPollKind kind, gint64 cost, gboolean in_use, gboolean on_battery);
gint64 bs_watch_poll_get_due (BsWatchPoll *self);
gboolean bs_watch_poll_run (BsWatchPoll *self, const char *root, int inotify_fd, gint64 now);

G_END_DECLS
