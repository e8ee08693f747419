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

/* What was asked to be opened, by what the disk says of it. */
typedef struct
{
  GPtrArray *folders; /* (element-type GFile) */
  GPtrArray *places;  /* (element-type BsOpeningPlace): articles of libraries that are known, and of sites */
  GPtrArray *files;   /* (element-type GFile): other articles, and archives */
  GPtrArray *refused; /* (element-type utf8): what is to be said of the rest */
} BsOpening;

void bs_opening_sort_async (GFile **files, guint n_files, GPtrArray *roots, guint n_open, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data);
BsOpening *bs_opening_sort_finish (GAsyncResult *result, GError **error);
void bs_opening_free (BsOpening *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsOpening, bs_opening_free)

G_END_DECLS
