/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/index/index-signatures.h"

#include <sqlite3.h>

#include "model/library/index/index-tokenizer.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

static gint64
make_checksum (gint64 version, const void *data, gsize length)
{
  return (gint32) XXH3_64bits_withSeed (data, length, (guint64) version);
}

/**
 * bs_index_signatures_bind:
 * @statement: an `sqlite3_stmt *` of %BS_INDEX_SIGNATURES_PUT
 * @version: of a text
 * @signature: from bs_signature_encode(); must live until the statement is run
 */
void
bs_index_signatures_bind (gpointer statement, gint64 version, GBytes *signature)
{
  gsize length;
  const void *data = g_bytes_get_data (signature, &length);

  sqlite3_bind_int64 (statement, 1, version);
  sqlite3_bind_blob64 (statement, 2, data, length, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 3, make_checksum (version, data, length));
}

static void
add_token_cb (const char *token, gsize length, gsize start, gboolean is_beside, gpointer user_data)
{
  if (!is_beside)
    bs_signer_add (user_data, token, length);
}

/**
 * bs_index_signatures_make:
 * @tokens: a text, from bs_index_tokenizer_cut()
 *
 * Returns: (transfer full): its signature, encoded
 */
GBytes *
bs_index_signatures_make (GBytes *tokens)
{
  BsSigner signer;
  BsSignature signature;

  bs_signer_init (&signer);
  bs_index_tokenizer_repeat (tokens, add_token_cb, &signer);
  bs_signer_end (&signer, &signature);
  return bs_signature_encode (&signature);
}

/**
 * bs_index_signatures_read:
 * @connection: to an index, an `sqlite3 *`
 * @func: (scope call): called for each signature that is whole, in the order of the versions
 * @user_data: for @func
 *
 * Returns: whether all were read
 */
gboolean
bs_index_signatures_read (gpointer connection, BsIndexSignatureFunc func, gpointer user_data)
{
  sqlite3_stmt *statement = NULL;
  int result = sqlite3_prepare_v2 (connection, "SELECT version, data, checksum FROM signatures ORDER BY version", -1,
                                   &statement, NULL);

  if (result == SQLITE_OK)
    while ((result = sqlite3_step (statement)) == SQLITE_ROW)
      {
        gint64 version = sqlite3_column_int64 (statement, 0);
        const void *data = sqlite3_column_blob (statement, 1);
        gsize length = (gsize) sqlite3_column_bytes (statement, 1);
        BsSignature signature;

        if (data != NULL && sqlite3_column_int64 (statement, 2) == make_checksum (version, data, length) &&
            bs_signature_decode (&signature, data, length))
          func (version, &signature, user_data);
      }
  sqlite3_finalize (statement);
  return result == SQLITE_DONE;
}
