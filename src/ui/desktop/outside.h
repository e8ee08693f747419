/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How another program opens a file: */
typedef enum
{
  BS_OUTSIDE_VIEW,  /* in the default application */
  BS_OUTSIDE_EDIT,  /* in a text editor */
  BS_OUTSIDE_POINT, /* selected in the file manager */
} BsOutside;

void bs_outside_open_async (GtkWindow *window, GFile *file, BsOutside purpose, GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean bs_outside_open_finish (GtkWindow *window, GAsyncResult *result, GError **error);

G_END_DECLS
