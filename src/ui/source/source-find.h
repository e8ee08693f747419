/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BS_TYPE_SOURCE_FIND (bs_source_find_get_type ())
G_DECLARE_FINAL_TYPE (BsSourceFind, bs_source_find, BS, SOURCE_FIND, GtkWidget)

/* A bar that finds and replaces in the text of a source view, which must outlive it. */
GtkWidget *bs_source_find_new (GtkTextView *view);
void bs_source_find_open (BsSourceFind *self, gboolean replace);
gboolean bs_source_find_is_open (BsSourceFind *self);
void bs_source_find_step (BsSourceFind *self, int direction);

G_END_DECLS
