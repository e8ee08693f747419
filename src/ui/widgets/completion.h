/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BS_TYPE_COMPLETION (bs_completion_get_type ())
G_DECLARE_FINAL_TYPE (BsCompletion, bs_completion, BS, COMPLETION, GObject)

/* Suggests texts that contain the typed text, below a field. The field owns it. */
void bs_completion_install (GtkEditable *field, const char *const *texts);

G_END_DECLS
