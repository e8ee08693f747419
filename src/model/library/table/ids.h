/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The contents of a list, in order. Nothing in it changes once it is made. */
typedef struct
{
  gatomicrefcount ref_count;
  guint64 version;    /* of the table that they were made from */
  GHashTable *folded; /* (nullable): by id, the number of further articles that the row represents */
  guint n_ids;
  guint n_hidden; /* the number of ids without a row, which follow the others */
  guint32 ids[];  /* each once */
} BsIds;

/* A change at position: removed and added ids, counted before any of the following changes. */
typedef struct
{
  guint position;
  guint n_removed;
  guint n_added;
} BsRange;

/* The contents of a list while a change is being reported, range by range, from the end. */
typedef struct
{
  BsIds *ids;
  BsIds *next;    /* (nullable): the new ids */
  guint boundary; /* up to this position, ids apply */
  guint n_items;
} BsIdView;

/* More ranges than this are joined across the smallest gaps. */
#define BS_IDS_MAX_RANGES 64
#define BS_IDS_NOWHERE G_MAXUINT32

BsIds *bs_ids_new (guint n_ids, guint64 version);
BsIds *bs_ids_ref (BsIds *self);
void bs_ids_unref (BsIds *self);
GArray *bs_ids_compare (const BsIds *before, const BsIds *after);
void bs_ids_mark_rising (const guint32 *places, guint n, guint8 *kept);

typedef void (*BsIdViewFunc) (guint position, guint n_removed, guint n_added, gpointer user_data);

void bs_id_view_init (BsIdView *self);
void bs_id_view_clear (BsIdView *self);
guint32 bs_id_view_get (const BsIdView *self, guint position);
gboolean bs_id_view_find (const BsIdView *self, guint32 id, guint *position);
void bs_id_view_change (BsIdView *self, BsIds *ids, const GArray *ranges, BsIdViewFunc func, gpointer user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsIds, bs_ids_unref)

G_END_DECLS
