/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "model/library/watch/watch-event.h"

G_BEGIN_DECLS

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

G_END_DECLS
