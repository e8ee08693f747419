/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/library.h"
#include "model/library/list/go-to.h"
#include "model/library/list/name-list.h"

G_BEGIN_DECLS

BsNameList *bs_library_list_names (BsLibrary *self, BsScope scope);
BsGoTo *bs_library_new_go_to (BsLibrary *self);
GStrv bs_library_list_phrases (BsLibrary *self, const char *text);
BsQuery *bs_library_understand (BsLibrary *self, BsQuery *query);
guint bs_library_count_named (BsLibrary *self, BsScope scope, const char *name);
void bs_library_find_named_async (BsLibrary *self, BsScope scope, const char *const *names, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
GStrv bs_library_find_named_finish (BsLibrary *self, GAsyncResult *result, GError **error);

G_END_DECLS
