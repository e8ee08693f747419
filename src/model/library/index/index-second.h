/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/index/index-text.h"

G_BEGIN_DECLS

/* Another connection to an index, on a thread of its own, so that a search takes two processors. */
typedef struct _BsIndexSecond BsIndexSecond;

BsIndexSecond *bs_index_second_new (const char *path);
void bs_index_second_free (BsIndexSecond *self);
void bs_index_second_begin (BsIndexSecond *self);
void bs_index_second_start (BsIndexSecond *self, const char *expression, gboolean newest_first, gint64 end,
                            guint n_ranked);
GArray *bs_index_second_finish (BsIndexSecond *self, gboolean *is_interrupted);
void bs_index_second_end (BsIndexSecond *self);
void bs_index_second_stop_ranking (BsIndexSecond *self);
void bs_index_second_interrupt (BsIndexSecond *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsIndexSecond, bs_index_second_free)

G_END_DECLS
