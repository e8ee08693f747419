/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "model/library/watch/watch.h"

G_BEGIN_DECLS

typedef enum
{
  BS_POLL_FOLDERS, /* their times, which say whether something came or went in them */
  BS_POLL_FILES,   /* theirs, which say whether something was written */
  BS_N_POLLS
} BsPollKind;

/* How a watch looks after folders of which no event tells. */
typedef struct _BsWatchPoll BsWatchPoll;

BsWatchPoll *bs_watch_poll_new (void);
void bs_watch_poll_free (BsWatchPoll *self);
void bs_watch_poll_begin (BsWatchPoll *self, gint64 now);
gint64 bs_watch_poll_get_pause (BsPollKind kind, gint64 cost, gboolean in_use, gboolean on_battery);

gint64 bs_watch_poll_get_due (BsWatch *watch);
void bs_watch_poll_run (BsWatch *watch, gint64 now);

G_END_DECLS
