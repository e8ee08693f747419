/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/index/index-store.h"

G_BEGIN_DECLS

/* The inverted texts of some articles, which enter the index as a whole. One thread's at a time. */
typedef struct _BsIndexRun BsIndexRun;

BsIndexRun *bs_index_run_new (void);
void bs_index_run_free (BsIndexRun *self);
void bs_index_run_add (BsIndexRun *self, guint64 key, const char *title, const char *text, GBytes *fields,
                       const GArray *headings);
guint bs_index_run_get_n_texts (BsIndexRun *self);
gsize bs_index_run_get_size (BsIndexRun *self);
gboolean bs_index_run_write (BsIndexRun *self, BsIndexStore *store, gint64 first_version, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsIndexRun, bs_index_run_free)

G_END_DECLS
