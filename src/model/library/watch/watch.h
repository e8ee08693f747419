/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  BS_WATCH_TOUCHED,        /* a file may have appeared or changed: look at it */
  BS_WATCH_REMOVED,        /* a file or a folder is gone */
  BS_WATCH_MOVED,          /* a file or a folder was renamed within the library */
  BS_WATCH_FOLDER_ADDED,   /* a folder appeared, with whatever it holds */
  BS_WATCH_FOLDER_CHANGED, /* files or folders came or went in it: compare it, not what is below */
  BS_WATCH_RESCAN,         /* events were lost: compare everything below path */
  BS_WATCH_ROOT_GONE,      /* the library's folder itself vanished */
  BS_WATCH_ROOT_BACK,
} BsWatchEventKind;

typedef struct
{
  BsWatchEventKind kind;
  gboolean is_folder;
  char *path; /* relative to the library */
  char *from; /* (nullable): the old path of what moved */
} BsWatchEvent;

void bs_watch_event_free (BsWatchEvent *self);

#define BS_TYPE_WATCH (bs_watch_get_type ())
G_DECLARE_FINAL_TYPE (BsWatch, bs_watch, BS, WATCH, GObject)

/* Called on the watch's own thread with a coalesced batch, in order. */
typedef void (*BsWatchFunc) (BsWatch *watch, GPtrArray *events, gpointer user_data);

BsWatch *bs_watch_new (const char *root, BsWatchFunc func, gpointer user_data, GDestroyNotify destroy);
gboolean bs_watch_start (BsWatch *self, GError **error);
void bs_watch_add_folder (BsWatch *self, const char *relative_path);
void bs_watch_add_link (BsWatch *self, const char *relative_path, const char *target);
gboolean bs_watch_has_folder (BsWatch *self, const char *relative_path);
void bs_watch_set_in_use (BsWatch *self, gboolean in_use);
void bs_watch_look_at (BsWatch *self, const char *relative_path);
void bs_watch_stop (BsWatch *self);
void bs_watch_note_rescan (BsWatch *self, gint64 duration);
gboolean bs_watch_is_exhausted (BsWatch *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsWatchEvent, bs_watch_event_free)

G_END_DECLS
