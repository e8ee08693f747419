/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void bs_entry_note_set (GtkWidget *entry, GtkWidget *note, const char *text, gboolean is_fault);

G_END_DECLS
