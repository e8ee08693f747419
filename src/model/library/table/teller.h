/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/organise/plan.h"

G_BEGIN_DECLS

/* Passes on the progress of a worker to the thread that waits for it. */
typedef struct _BsTeller BsTeller;

BsTeller *bs_teller_new (BsPlanProgressFunc func, gpointer user_data);
void bs_teller_unref (BsTeller *self);
void bs_teller_tell (guint n_done, gpointer teller);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsTeller, bs_teller_unref)

G_END_DECLS
