/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "model/library/folder/site.h"
#include "model/library/table/table.h"

G_BEGIN_DECLS

/* In percent. */
#define BS_SIMILAR_MIN_THRESHOLD 60
#define BS_SIMILAR_USUAL_THRESHOLD 80

/* An article in a group. */
typedef struct
{
  guint32 id;
  guint32 rank;     /* among members that have as much in common */
  guint16 permille; /* how much it has in common with the first of the group */
} BsSimilarMember;

/* Articles with nearly the same text. The first has it most in common with the others. */
typedef struct
{
  GArray *members;  /* (element-type BsSimilarMember): the most similar first */
  guint16 permille; /* the least of them */
} BsSimilarGroup;

/* Which articles of a library are similar, and how much. Nothing in it changes once it is made, so that any thread may
 * group it again. */
typedef struct _BsSimilar BsSimilar;

typedef enum
{
  BS_SIMILAR_DEFAULT = 0,
  BS_SIMILAR_KEEP = 1 << 0, /* measurements are saved for the next time */
} BsSimilarFlags;

typedef void (*BsSimilarProgressFunc) (guint n_done, guint n_all, gpointer user_data);

BsSimilar *bs_similar_new (const BsSnapshot *snapshot, BsSite *site, BsSimilarFlags flags,
                           BsSimilarProgressFunc progress, gpointer user_data, GCancellable *cancellable);
void bs_similar_unref (BsSimilar *self);
guint bs_similar_get_n_short (const BsSimilar *self);
GPtrArray *bs_similar_group (const BsSimilar *self, guint percent, GArray *distinct);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsSimilar, bs_similar_unref)

G_END_DECLS
