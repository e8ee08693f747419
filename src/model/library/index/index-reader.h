/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/index/index-matcher.h"
#include "model/library/index/index-store.h"

G_BEGIN_DECLS

/* A library's index, opened for searching. One thread's. */
typedef struct _BsIndexReader BsIndexReader;

BsIndexReader *bs_index_reader_open (const char *root);
void bs_index_reader_free (BsIndexReader *self);
gboolean bs_index_reader_is_current (BsIndexReader *self);
void bs_index_reader_use_second (BsIndexReader *self);
BsIndexText *bs_index_reader_get_text (BsIndexReader *self);
BsIndexMatcher *bs_index_reader_get_matcher (BsIndexReader *self);
BsIndexStore *bs_index_reader_get_store (BsIndexReader *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsIndexReader, bs_index_reader_free)

G_END_DECLS
