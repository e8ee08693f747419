/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkPageSetup *bs_print_paper_new (void);
int bs_print_paper_get_width (GtkPageSetup *paper);

G_END_DECLS
