/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/write/editing.h"

G_BEGIN_DECLS

/* Whether a step of a library's history can be undone now. Immutable once created. */
typedef struct
{
  guint n_files;    /* 0 if the step cannot be read */
  guint n_in_place; /* they have the bytes that the step wrote, so that it can be undone for them */
  guint n_restored; /* they have the bytes from before the step */
  char *reason;     /* (nullable): why it cannot be undone, or not for all of its files, as a sentence */
} BsStepState;

BsStepState *bs_steps_examine (const char *root, guint64 step, GCancellable *cancellable);
void bs_step_state_free (BsStepState *self);

BsEditReport *bs_steps_undo (BsHome *home, const char *root, guint64 step, BsEditingAnswer answer,
                             GCancellable *cancellable, GError **error);
gboolean bs_steps_clear (BsHome *home, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsStepState, bs_step_state_free)

G_END_DECLS
