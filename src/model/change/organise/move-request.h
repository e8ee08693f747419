/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/organise/move-files.h"
#include "model/change/write/editor.h"

G_BEGIN_DECLS

/* A requested change of the files of a library. It is planned again whenever it is shown or carried out, so that it is
 * right even if the files have changed meanwhile. Immutable. */
typedef struct _BsMoveRequest BsMoveRequest;

BsMoveRequest *bs_move_request_new (BsFilesAction action, GStrv paths, const char *argument, BsFilesFlags flags);
BsMoveRequest *bs_move_request_new_for_category (const char *const *paths, BsEdit *edit, const char *const *from,
                                                 const char *const *to, BsFilesFlags flags);
BsMoveRequest *bs_move_request_with_flags (BsMoveRequest *self, BsFilesFlags flags);
BsFilesFlags bs_move_request_get_flags (BsMoveRequest *self);
guint bs_move_request_get_n_articles (BsMoveRequest *self);
BsMoveRequest *bs_move_request_ref (BsMoveRequest *self);
void bs_move_request_unref (BsMoveRequest *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsMoveRequest, bs_move_request_unref)

void bs_editor_find_mirror_async (BsEditor *self, const char *const *paths, const char *const *from,
                                  const char *const *to, GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data);
guint bs_editor_find_mirror_finish (BsEditor *self, GAsyncResult *result, char **folder);
void bs_editor_preview_request_async (BsEditor *self, BsMoveRequest *request, BsPlanProgressFunc progress_func,
                                      gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data);
BsEditReport *bs_editor_preview_request_finish (BsEditor *self, GAsyncResult *result, BsMovePlan **plan,
                                                GError **error);
void bs_editor_apply_request_async (BsEditor *self, BsMoveRequest *request, BsPlanProgressFunc progress_func,
                                    gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);
void bs_editor_move_to_library_async (BsEditor *self, const char *const *paths, const char *other_root,
                                      const char *folder, GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data);

G_END_DECLS
