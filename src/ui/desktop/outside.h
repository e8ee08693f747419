/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What another program is to do with a file: */
typedef enum
{
  BS_OUTSIDE_VIEW,  /* what is usual for its kind */
  BS_OUTSIDE_EDIT,  /* change its text */
  BS_OUTSIDE_POINT, /* point at it in its folder */
} BsOutside;

void bs_outside_open_async (GtkWindow *window, GFile *file, BsOutside purpose, GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean bs_outside_open_finish (GtkWindow *window, GAsyncResult *result, GError **error);

G_END_DECLS
