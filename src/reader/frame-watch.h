/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _BsFrameWatch BsFrameWatch;

typedef void (*BsFrameWatchFunc) (gpointer user_data);

BsFrameWatch *bs_frame_watch_new (GtkWidget *widget, BsFrameWatchFunc func, gpointer user_data);
void bs_frame_watch_free (BsFrameWatch *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsFrameWatch, bs_frame_watch_free)

G_END_DECLS
