/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/index/index-keys.h"

G_BEGIN_DECLS

/* The full text in a library's index, on a connection opened by the caller. Every text gets a version, a number that
 * increases with time; its key tells which text it is. A version whose key no article has any more is dead, and masked
 * by that alone. One thread's, as its connection is. */
typedef struct _BsIndexText BsIndexText;

typedef enum
{
  BS_INDEX_TEXT_ALL,    /* titles and bodies */
  BS_INDEX_TEXT_TITLES, /* titles alone */
} BsIndexTextPart;

/* Where a query's expression was found. */
typedef struct
{
  gint64 version;
  double rank;            /* bs_search_rank() of its phrases; 0 if it is not ranked */
  gboolean is_in_heading; /* whether each found phrase is in a heading or the title; of ranked results */
} BsIndexMatch;

/* Return FALSE to stop. */
typedef gboolean (*BsIndexTextFunc) (const BsIndexMatch *match, gpointer user_data);

/* The fields of a version, good until it returns: return FALSE to stop. */
typedef gboolean (*BsIndexFieldsFunc) (gint64 version, GBytes *fields, gpointer user_data);

#define BS_INDEX_TEXT_PUT_FIELDS "INSERT INTO fields (version, data, checksum) VALUES (?1, ?2, ?3)"

guint64 bs_index_text_make_key (guint64 content_hash, const char *title);

/* The connection is an sqlite3 *, and has to outlive it. */
BsIndexText *bs_index_text_new (gpointer connection, GError **error);
void bs_index_text_free (BsIndexText *self);

/* For the writer, which manages transactions. */
gboolean bs_index_text_create (BsIndexText *self, GError **error);
gboolean bs_index_text_clear (BsIndexText *self, GError **error);
gboolean bs_index_text_is_whole (BsIndexText *self);
gboolean bs_index_text_put (BsIndexText *self, guint64 key, GBytes *title, GBytes *text, GBytes *fields,
                            GBytes *headings, GError **error);

/* For a writer of texts with a connection of its own. */
void bs_index_text_bind_fields (gpointer statement, gint64 version, GBytes *fields);

/* For both. */
gboolean bs_index_text_refresh (BsIndexText *self, GError **error);
gboolean bs_index_text_has (BsIndexText *self, guint64 key);
guint bs_index_text_get_n_versions (BsIndexText *self);

/* For searches. */
gboolean bs_index_text_begin_reading (BsIndexText *self, GError **error);
void bs_index_text_end_reading (BsIndexText *self);
const guint64 *bs_index_text_get_keys (BsIndexText *self, gint64 *first_version, guint *n_versions);
gboolean bs_index_text_match (BsIndexText *self, BsIndexTextPart part, const char *expression, gboolean newest_first,
                              guint n_ranked, BsIndexTextFunc func, gpointer user_data, GError **error);
gboolean bs_index_text_match_some (BsIndexText *self, const char *expression, gboolean newest_first, gint64 first,
                                   gint64 end, guint n_ranked, BsIndexTextFunc func, gpointer user_data,
                                   GError **error);
gboolean bs_index_text_has_middle (BsIndexText *self);
gboolean bs_index_text_has_version (BsIndexText *self, gint64 version);
gboolean bs_index_text_read_keys (BsIndexText *self, const gint64 *versions, guint n_versions, guint64 *keys,
                                  GError **error);
GBytes *bs_index_text_read_fields (BsIndexText *self, gint64 version);
gboolean bs_index_text_visit_fields (BsIndexText *self, BsIndexFieldsFunc func, gpointer user_data, GError **error);
void bs_index_text_stop_ranking (BsIndexText *self);
void bs_index_text_interrupt (BsIndexText *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsIndexText, bs_index_text_free)

G_END_DECLS
