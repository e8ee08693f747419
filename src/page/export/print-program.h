/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* So many pages are printed at once. */
#define BS_PRINT_PROGRAM_PAGES 300

/* @done: how many pages of HTML have been printed */
typedef void (*BsPrintProgramFunc) (guint done, gpointer user_data);

gboolean bs_print_program_run (const char *folder, BsPrintProgramFunc progress, gpointer user_data,
                               GCancellable *cancellable, GError **error);
char *bs_print_program_dup_page (const char *folder, guint number);
char *bs_print_program_dup_part (const char *folder, guint number, guint part);

G_END_DECLS
