/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/similar/similar-text.h"

#include <stdlib.h>

#include "model/library/index/index-feed.h"
#include "model/library/index/index-tokenizer.h"

static void
add_token_cb (const char *token, gsize length, gsize start, gboolean is_beside, gpointer user_data)
{
  if (!is_beside)
    bs_signer_add (user_data, token, length);
}

static char *
read_text (BsSite *site, const BsRow *row, BsFileBuffer *buffer)
{
  g_auto (BsIndexBody) body = { 0 };

  return bs_index_feed_read_body (site, row, buffer, &body) ? g_steal_pointer (&body.text) : NULL;
}

/**
 * bs_similar_text_read:
 * @site: the site of the articles
 * @row: one of them
 *
 * Waits for the disk.
 *
 * Returns: (transfer full) (nullable): its text, or %NULL if the file is not the one that the row describes
 */
char *
bs_similar_text_read (BsSite *site, const BsRow *row)
{
  g_auto (BsFileBuffer) buffer = BS_FILE_BUFFER_INIT;

  return read_text (site, row, &buffer);
}

/**
 * bs_similar_text_sign:
 * @site: the site of the articles
 * @row: one of them
 * @buffer: where its file is read into
 * @signature: (out caller-allocates): its signature
 *
 * Reads an article that is not in the index. Waits for the disk.
 *
 * Returns: whether it could be read
 */
gboolean
bs_similar_text_sign (BsSite *site, const BsRow *row, BsFileBuffer *buffer, BsSignature *signature)
{
  g_autofree char *text = read_text (site, row, buffer);
  BsSigner signer;

  if (text == NULL)
    return FALSE;
  bs_signer_init (&signer);
  bs_index_tokenizer_run (text, add_token_cb, &signer);
  bs_signer_end (&signer, signature);
  return TRUE;
}

static int
compare_hashes (gconstpointer a, gconstpointer b)
{
  const guint64 *one = a;
  const guint64 *other = b;

  return *one < *other ? -1 : *one > *other;
}

/**
 * bs_similar_text_list_shingles:
 * @text: UTF-8
 *
 * Returns: (transfer full) (element-type guint64): the hashes of its shingles, in order, each once
 */
GArray *
bs_similar_text_list_shingles (const char *text)
{
  GArray *shingles = g_array_new (FALSE, FALSE, sizeof (guint64));
  guint64 *hashes;
  guint n = 0;
  BsSigner signer;

  bs_signer_init (&signer);
  signer.shingles = shingles;
  bs_index_tokenizer_run (text, add_token_cb, &signer);
  hashes = (guint64 *) (gpointer) shingles->data;
  if (shingles->len > 0)
    qsort (hashes, shingles->len, sizeof *hashes, compare_hashes);
  for (guint i = 0; i < shingles->len; i++)
    if (n == 0 || hashes[i] != hashes[n - 1])
      hashes[n++] = hashes[i];
  g_array_set_size (shingles, n);
  return shingles;
}

/**
 * bs_similar_text_compare:
 * @one: (element-type guint64): the shingles of a text, from bs_similar_text_list_shingles()
 * @other: (element-type guint64): those of another
 *
 * Returns: how many of all their shingles both have, in thousandths (Jaccard's index); less than 1000 unless all are
 *   the same
 */
guint16
bs_similar_text_compare (const GArray *one, const GArray *other)
{
  const guint64 *a = (const guint64 *) (gconstpointer) one->data;
  const guint64 *b = (const guint64 *) (gconstpointer) other->data;
  guint64 n_common = 0;
  guint64 n_all;

  for (guint i = 0, j = 0; i < one->len && j < other->len;)
    {
      if (a[i] == b[j])
        n_common++;
      if (a[i] <= b[j])
        {
          j += a[i] == b[j];
          i++;
        }
      else
        j++;
    }
  n_all = one->len + other->len - n_common;
  return n_all > 0 ? (guint16) (1000 * n_common / n_all) : 0;
}
