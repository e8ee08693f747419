/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/index/index-store.h"

G_BEGIN_DECLS

typedef struct sqlite3 sqlite3;
typedef struct sqlite3_stmt sqlite3_stmt;

typedef enum
{
  BS_INDEX_PUT_TERM,
  BS_INDEX_PUT_ROW,
  BS_INDEX_REMOVE_ROW,
  BS_INDEX_PUT_KEY,
  BS_INDEX_PUT_SIZE,
  BS_INDEX_PUT_FIELDS,
  BS_INDEX_PUT_SIGNATURE,
  BS_INDEX_PUT_HEADINGS,
  BS_INDEX_N_STATEMENTS
} BsIndexStatement;

struct _BsIndexStore
{
  GThread *thread;
  sqlite3 *connection;
  char *path;
  gboolean is_old;
  sqlite3_stmt *statements[BS_INDEX_N_STATEMENTS];

  /* Terms by their number in the store, and the other way round. */
  GPtrArray *terms;                   /* (element-type BsTerm): NULL if there is none */
  GArray *numbers[BS_N_VOCABULARIES]; /* (element-type guint32): by the term's index; 0 if it has none yet */

  gboolean has_other_rows; /* since the transaction began */
  gint64 terms_version;    /* SQLite's counter of changes by others, when index-find.c read the terms */
};

gboolean bs_index_store_fail (BsIndexStore *self, GError **error);
gboolean bs_index_store_refuse (BsIndexStore *self, GError **error);
sqlite3_stmt *bs_index_store_prepare (BsIndexStore *self, BsIndexStatement which, const char *sql, GError **error);
gboolean bs_index_store_run (BsIndexStore *self, sqlite3_stmt *statement, GError **error);
gboolean bs_index_store_read_number (BsIndexStore *self, const char *sql, gint64 *number, GError **error);

/* index-rows.c: statements that begin so */
#define BS_INDEX_READ_ROWS "SELECT folder, name, record FROM articles"

BsRow *bs_index_store_read_row (BsIndexStore *self, sqlite3_stmt *statement, GTimeZone *zone, GError **error);

G_END_DECLS
