/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* An article of a library. */
typedef struct
{
  GFile *root;
  char *path; /* relative to it */
} BsOpeningPlace;

/* The requested files and folders, sorted by kind. */
typedef struct
{
  GPtrArray *folders; /* (element-type GFile) */
  GPtrArray *places;  /* (element-type BsOpeningPlace): articles of known libraries and of sites */
  GPtrArray *files;   /* (element-type GFile): other articles, and archives */
  GPtrArray *refused; /* (element-type utf8): error messages about the others */
} BsOpening;

void bs_opening_sort_async (GFile **files, guint n_files, GPtrArray *roots, guint n_open, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data);
BsOpening *bs_opening_sort_finish (GAsyncResult *result, GError **error);
void bs_opening_free (BsOpening *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsOpening, bs_opening_free)

G_END_DECLS
