/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/folder/home.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* A text that was being edited and is not in its file yet. */
typedef struct
{
  char *path;   /* of the file, relative to the library */
  GBytes *base; /* the file that was read */
  GBytes *text; /* the edited text, UTF-8 */
} BsUnsavedText;

void bs_unsaved_text_free (BsUnsavedText *self);
gboolean bs_unsaved_text_keep (BsHome *home, const char *path, GBytes *base, GBytes *text, GError **error);
BsUnsavedText *bs_unsaved_text_find (BsHome *home, const char *path);
void bs_unsaved_text_remove (BsHome *home, const char *path);
GStrv bs_unsaved_text_list (BsHome *home);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsUnsavedText, bs_unsaved_text_free)

G_END_DECLS
