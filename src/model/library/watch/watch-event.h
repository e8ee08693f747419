/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  BS_WATCH_TOUCHED,        /* a file may have appeared or changed: look at it */
  BS_WATCH_REMOVED,        /* a file or a folder was removed */
  BS_WATCH_MOVED,          /* a file or a folder was renamed within the library */
  BS_WATCH_FOLDER_ADDED,   /* a folder appeared, with its contents */
  BS_WATCH_FOLDER_CHANGED, /* files or folders were added or removed in it: compare it, but not the folders below */
  BS_WATCH_RESCAN,         /* events were lost: compare everything below path */
  BS_WATCH_ROOT_GONE,      /* the library's folder itself vanished */
  BS_WATCH_ROOT_BACK,
} BsWatchEventKind;

typedef struct
{
  BsWatchEventKind kind;
  gboolean is_folder;
  char *path; /* relative to the library */
  char *from; /* (nullable): the old path of a move */
} BsWatchEvent;

void bs_watch_event_free (BsWatchEvent *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsWatchEvent, bs_watch_event_free)

G_END_DECLS
