/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/watch/watch-event.h"

G_BEGIN_DECLS

/* How long it has to be quiet before a batch is sent, and the maximum delay, in microseconds. */
#define BS_WATCH_QUIET 10000
#define BS_WATCH_LIMIT 60000

/* So many wait at most: instead of more, everything is compared. */
#define BS_WATCH_MAX_PENDING 200000

/* The kind of a file's events. */
typedef enum
{
  BS_TOUCH_DONE,    /* look at it */
  BS_TOUCH_WRITING, /* a program has it open: examine it when it is closed, or after a time limit */
} BsTouch;

/* Events that wait for others to join them. */
typedef struct _BsWatchBatch BsWatchBatch;

BsWatchBatch *bs_watch_batch_new (void);
void bs_watch_batch_free (BsWatchBatch *self);
void bs_watch_batch_touch (BsWatchBatch *self, const char *path, BsTouch touch, gint64 now);
void bs_watch_batch_remove (BsWatchBatch *self, const char *path, gboolean is_folder, gint64 now);
void bs_watch_batch_move (BsWatchBatch *self, const char *from, const char *path, gboolean is_folder, gint64 now);
void bs_watch_batch_add (BsWatchBatch *self, BsWatchEventKind kind, const char *path, gint64 now);
void bs_watch_batch_extend (BsWatchBatch *self, gint64 now);
void bs_watch_batch_clear (BsWatchBatch *self);
gint64 bs_watch_batch_get_due (BsWatchBatch *self);
GPtrArray *bs_watch_batch_take (BsWatchBatch *self, gint64 now);

G_END_DECLS
