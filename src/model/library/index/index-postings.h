/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* An inverted index of some documents, in memory: by token, in the order and format of a segment of FTS5. One thread's
 * at a time. */
typedef struct _BsIndexPostings BsIndexPostings;

typedef struct _BsIndexPlaces BsIndexPlaces;

/* A token and its positions: see bs_index_posting_get_places(). */
typedef struct
{
  const char *token;
  const BsIndexPlaces *first;
  guint8 length;
} BsIndexPosting;

BsIndexPostings *bs_index_postings_new (void);
void bs_index_postings_free (BsIndexPostings *self);
void bs_index_postings_add (BsIndexPostings *self, guint32 document, guint column, guint32 position, const char *token,
                            gsize length);
gsize bs_index_postings_get_size (BsIndexPostings *self);
GArray *bs_index_postings_list (BsIndexPostings *self);
const guint8 *bs_index_posting_get_places (const BsIndexPosting *self, GByteArray *buffer, gsize *length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsIndexPostings, bs_index_postings_free)

G_END_DECLS
