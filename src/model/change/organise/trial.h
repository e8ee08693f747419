/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/edit/edit.h"
#include "model/change/write/editor.h"

G_BEGIN_DECLS

#define BS_TRIAL_MAX_SAMPLES 50

/* A changed line, and how many articles have the same. Long lines are shortened around the change. */
typedef struct
{
  char *before; /* in UTF-8 */
  char *after;
  guint n_articles;
} BsTrialSample;

/* The effect of an edit on articles. */
typedef struct
{
  guint n_examined;
  guint n_changed;
  guint n_failed;
  char *reason;       /* (nullable): why the first of the failed ones cannot be changed, as a sentence */
  GPtrArray *samples; /* (element-type BsTrialSample): the most frequent first */
} BsTrial;

void bs_trial_free (BsTrial *self);

typedef void (*BsTrialProgressFunc) (const BsTrial *trial, gpointer user_data);

BsTrial *bs_trial_run (const char *root, const char *const *paths, const BsEdit *edit,
                       BsTrialProgressFunc progress_func, gpointer user_data, GCancellable *cancellable);
GStrv bs_trial_list_keys (const char *root, const char *const *paths, guint max_articles, GCancellable *cancellable);

void bs_editor_try_async (BsEditor *self, GPtrArray *paths, BsEdit *edit, BsTrialProgressFunc progress_func,
                          gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data);
BsTrial *bs_editor_try_finish (BsEditor *self, GAsyncResult *result, GError **error);
void bs_editor_list_keys_async (BsEditor *self, GPtrArray *paths, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
GStrv bs_editor_list_keys_finish (BsEditor *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsTrial, bs_trial_free)

G_END_DECLS
