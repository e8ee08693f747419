/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "model/library/table/row.h"

G_BEGIN_DECLS

#define BS_INDEX_ERROR (bs_index_error_quark ())

typedef enum
{
  BS_INDEX_ERROR_MISSING,     /* there is none yet */
  BS_INDEX_ERROR_USELESS,     /* damaged, not an index, or made by another version: it has to be rebuilt */
  BS_INDEX_ERROR_UNAVAILABLE, /* the disk is full, may not be written, or is busy */
} BsIndexError;

typedef enum
{
  BS_INDEX_READ,
  BS_INDEX_READ_OLD,   /* also one that is to be replaced, as long as it is readable */
  BS_INDEX_WRITE,      /* only for the owner of the lock */
  BS_INDEX_WRITE_MORE, /* for the current writer, on a further connection that does not wait for the disk: see
                          bs_index_store_sync() */
} BsIndexAccess;

/* The indexed data of a library, in one file that can be deleted at any time. Used only by the thread that opened it.
 */
typedef struct _BsIndexStore BsIndexStore;

typedef gboolean (*BsIndexRowFunc) (BsRow *row, gpointer user_data);

GQuark bs_index_error_quark (void);

BsIndexStore *bs_index_store_open (const char *path, BsIndexAccess access, GError **error);
void bs_index_store_free (BsIndexStore *self);
gboolean bs_index_store_remove (const char *path);
gboolean bs_index_store_remove_logs (const char *path);
guint64 bs_index_store_measure (const char *path);
gboolean bs_index_store_is_old (BsIndexStore *self);

gpointer bs_index_store_get_connection (BsIndexStore *self);
BsIndexError bs_index_store_get_fault (BsIndexStore *self);

gboolean bs_index_store_begin (BsIndexStore *self, GError **error);
gboolean bs_index_store_commit (BsIndexStore *self, GError **error);
void bs_index_store_roll_back (BsIndexStore *self);
void bs_index_store_relax (BsIndexStore *self);
void bs_index_store_settle (BsIndexStore *self);
gboolean bs_index_store_sync_file (BsIndexStore *self);
gboolean bs_index_store_sync (BsIndexStore *self);

guint64 bs_index_store_get_edition (BsIndexStore *self);
char *bs_index_store_get_value (BsIndexStore *self, const char *key);
gboolean bs_index_store_set_value (BsIndexStore *self, const char *key, const char *value, GError **error);

/* Rows: index-rows.c. */
gboolean bs_index_store_read_rows (BsIndexStore *self, BsVocabulary *vocabulary, GTimeZone *zone, BsIndexRowFunc func,
                                   gpointer user_data, GError **error);
gboolean bs_index_store_read_terms (BsIndexStore *self, BsVocabulary *vocabulary, GError **error);
gint64 bs_index_store_count_rows (BsIndexStore *self);
gboolean bs_index_store_put_row (BsIndexStore *self, const BsRow *row, GError **error);
gboolean bs_index_store_put_keys (BsIndexStore *self, BsVocabulary *vocabulary, GError **error);
gboolean bs_index_store_remove_row (BsIndexStore *self, const BsRow *row, GError **error);

/* Single rows, for callers that do not have all of them: index-find.c. */
GPtrArray *bs_index_store_find_rows (BsIndexStore *self, BsVocabulary *vocabulary, GTimeZone *zone, GHashTable *keys,
                                     GError **error);
gboolean bs_index_store_find_row (BsIndexStore *self, BsVocabulary *vocabulary, GTimeZone *zone, const char *path,
                                  BsRow **row, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsIndexStore, bs_index_store_free)

G_END_DECLS
