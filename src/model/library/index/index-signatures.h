/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/words/signature.h"

G_BEGIN_DECLS

/* The signatures of the texts in the index, by version like the texts. A text that has none, or a damaged one, is read
 * from its file. */
#define BS_INDEX_SIGNATURES_SCHEMA                                                                                     \
  "CREATE TABLE IF NOT EXISTS signatures (version INTEGER PRIMARY KEY, data BLOB NOT NULL, checksum INTEGER NOT "      \
  "NULL);"
#define BS_INDEX_SIGNATURES_CLEARING "DELETE FROM signatures;"
#define BS_INDEX_SIGNATURES_PUT "INSERT INTO signatures (version, data, checksum) VALUES (?1, ?2, ?3)"

/* @statement is an sqlite3_stmt * of %BS_INDEX_SIGNATURES_PUT. */
void bs_index_signatures_bind (gpointer statement, gint64 version, GBytes *signature);
GBytes *bs_index_signatures_make (GBytes *tokens);

typedef void (*BsIndexSignatureFunc) (gint64 version, const BsSignature *signature, gpointer user_data);

/* @connection is an sqlite3 *. */
gboolean bs_index_signatures_read (gpointer connection, BsIndexSignatureFunc func, gpointer user_data);

G_END_DECLS
