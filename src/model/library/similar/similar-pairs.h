/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The similarity of pairs of texts, as measured from the files. Stored in the library's cache folder, so that only new
 * pairs are measured. */
typedef struct _BsSimilarPairs BsSimilarPairs;

BsSimilarPairs *bs_similar_pairs_load (const char *root);
void bs_similar_pairs_free (BsSimilarPairs *self);
gboolean bs_similar_pairs_lookup (BsSimilarPairs *self, guint64 one, guint64 other, guint16 *permille);
void bs_similar_pairs_put (BsSimilarPairs *self, guint64 one, guint64 other, guint16 permille);
gboolean bs_similar_pairs_save (BsSimilarPairs *self, const char *root);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsSimilarPairs, bs_similar_pairs_free)

G_END_DECLS
