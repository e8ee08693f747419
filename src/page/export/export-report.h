/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* An article that is not in the export. */
typedef struct
{
  char *path;
  char *reason;
} BsExportProblem;

/* @done: how many of @all steps have been taken */
typedef void (*BsExportProgressFunc) (guint done, guint all, gpointer user_data);

GPtrArray *bs_export_problems_new (void);
void bs_export_problems_add (GPtrArray *problems, const char *path, const char *reason);

G_END_DECLS
