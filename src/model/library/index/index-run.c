/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/index/index-run.h"

#include <sqlite3.h>

#include "model/library/index/index-headings.h"
#include "model/library/index/index-middle.h"
#include "model/library/index/index-segment.h"
#include "model/library/index/index-signatures.h"
#include "model/library/index/index-store-private.h"
#include "model/library/index/index-text.h"
#include "model/library/index/index-tokenizer.h"
#include "model/library/index/index-varint.h"

/* As the tables in index-text.c have them. */
enum
{
  COLUMN_BODY,
  COLUMN_TITLE,
  N_TEXTS,
  COLUMN_MIDDLE = N_TEXTS,
  N_COLUMNS
};

typedef struct
{
  guint64 key;
  GBytes *fields; /* (nullable) */
  GBytes *signature;
  GBytes *headings; /* (nullable) */
  guint32 n_tokens[N_TEXTS];
} Text;

struct _BsIndexRun
{
  GArray *texts; /* (element-type Text) */
  BsIndexPostings *all;
  BsIndexPostings *titles;
};

static void
text_clear (gpointer data)
{
  g_clear_pointer (&((Text *) data)->fields, g_bytes_unref);
  g_clear_pointer (&((Text *) data)->headings, g_bytes_unref);
  g_bytes_unref (((Text *) data)->signature);
}

/* The position of a heading in a text. */
typedef struct
{
  BsIndexRun *run;
  guint column;
  guint32 n_tokens;
  BsSigner signer; /* of the body */
  BsIndexHeadingsMaker headings;
} Place;

/**
 * bs_index_run_new:
 *
 * Returns: (transfer full): a run without a text
 */
BsIndexRun *
bs_index_run_new (void)
{
  BsIndexRun *self = g_new0 (BsIndexRun, 1);

  self->texts = g_array_new (FALSE, FALSE, sizeof (Text));
  g_array_set_clear_func (self->texts, text_clear);
  self->all = bs_index_postings_new ();
  self->titles = bs_index_postings_new ();
  return self;
}

/**
 * bs_index_run_free:
 * @self: (transfer full): a run
 */
void
bs_index_run_free (BsIndexRun *self)
{
  g_array_unref (self->texts);
  bs_index_postings_free (self->all);
  bs_index_postings_free (self->titles);
  g_free (self);
}

static void
add_token_cb (const char *token, gsize length, gsize start, gboolean is_beside, gpointer user_data)
{
  Place *place = user_data;
  BsIndexRun *run = place->run;
  guint32 position;

  if (!is_beside || place->n_tokens == 0)
    place->n_tokens++;
  position = place->n_tokens - 1;
  bs_index_postings_add (run->all, run->texts->len, place->column, position, token, length);
  if (place->column == COLUMN_TITLE)
    bs_index_postings_add (run->titles, run->texts->len, 0, position, token, length);
  else if (!is_beside)
    {
      bs_index_headings_maker_take (&place->headings, start, position);
      bs_signer_add (&place->signer, token, length);
    }
}

/**
 * bs_index_run_add:
 * @self: a run
 * @key: from bs_index_text_make_key(); no text has it yet
 * @title: an article's title
 * @text: the text of its body
 * @fields: (nullable): its front matter, from bs_index_fields_encode()
 * @headings: (nullable) (element-type BsTextRange): the ranges of the headings in @text
 *
 * Adds a text. Of many, the oldest article comes first, as in bs_index_text_put().
 */
void
bs_index_run_add (BsIndexRun *self, guint64 key, const char *title, const char *text, GBytes *fields,
                  const GArray *headings)
{
  const char *const parts[] = { [COLUMN_TITLE] = title, [COLUMN_BODY] = text };
  Text entry = { .key = key, .fields = fields != NULL ? g_bytes_ref (fields) : NULL };
  Place place = { .run = self };
  BsSignature signature;

  bs_signer_init (&place.signer);
  bs_index_headings_maker_init (&place.headings, headings);
  for (guint column = 0; column < N_TEXTS; column++)
    {
      place.column = column;
      place.n_tokens = 0;
      bs_index_tokenizer_run (parts[column], add_token_cb, &place);
      entry.n_tokens[column] = place.n_tokens;
    }
  bs_signer_end (&place.signer, &signature);
  entry.signature = bs_signature_encode (&signature);
  entry.headings = bs_index_headings_maker_end (&place.headings, entry.n_tokens[COLUMN_BODY]);
  g_array_append_val (self->texts, entry);
}

/**
 * bs_index_run_get_n_texts:
 * @self: a run
 *
 * Returns: how many texts are in it
 */
guint
bs_index_run_get_n_texts (BsIndexRun *self)
{
  return self->texts->len;
}

/**
 * bs_index_run_get_size:
 * @self: a run
 *
 * Returns: about how much memory it takes, in bytes
 */
gsize
bs_index_run_get_size (BsIndexRun *self)
{
  return bs_index_postings_get_size (self->all) + bs_index_postings_get_size (self->titles);
}

/* Which version has which key, which front matter, and how many tokens each column of it has. */
static gboolean
write_texts (BsIndexRun *self, BsIndexStore *store, gint64 first_version, guint64 *totals, GError **error)
{
  sqlite3_stmt *put_key =
      bs_index_store_prepare (store, BS_INDEX_PUT_KEY, "INSERT INTO texts (version, key) VALUES (?1, ?2)", error);
  sqlite3_stmt *put_size = put_key == NULL ? NULL :
                                             bs_index_store_prepare (store, BS_INDEX_PUT_SIZE,
                                                                     "INSERT INTO text_all_docsize (id, sz)"
                                                                     " VALUES (?1, ?2)",
                                                                     error);
  sqlite3_stmt *put_fields =
      put_size == NULL ? NULL : bs_index_store_prepare (store, BS_INDEX_PUT_FIELDS, BS_INDEX_TEXT_PUT_FIELDS, error);
  sqlite3_stmt *put_signature =
      put_fields == NULL ? NULL :
                           bs_index_store_prepare (store, BS_INDEX_PUT_SIGNATURE, BS_INDEX_SIGNATURES_PUT, error);

  sqlite3_stmt *put_headings = put_signature == NULL ?
                                   NULL :
                                   bs_index_store_prepare (store, BS_INDEX_PUT_HEADINGS, BS_INDEX_HEADINGS_PUT, error);

  if (put_headings == NULL)
    return FALSE;
  for (guint i = 0; i < self->texts->len; i++)
    {
      const Text *text = &g_array_index (self->texts, Text, i);
      guint8 sizes[N_COLUMNS * BS_INDEX_VARINT_MAX_BYTES];
      char token[BS_INDEX_MIDDLE_MAX_BYTES];
      guint32 n_middle = bs_index_middle_write_token (first_version + i, token) > 0;
      guint length = 0;

      for (guint column = 0; column < N_COLUMNS; column++)
        {
          guint32 n = column < N_TEXTS ? text->n_tokens[column] : n_middle;

          length += bs_index_varint_put (sizes + length, n);
          totals[1 + column] += n;
        }
      totals[0]++;
      sqlite3_bind_int64 (put_key, 1, first_version + i);
      sqlite3_bind_int64 (put_key, 2, (gint64) text->key);
      sqlite3_bind_int64 (put_size, 1, first_version + i);
      sqlite3_bind_blob (put_size, 2, sizes, (int) length, SQLITE_STATIC);
      if (!bs_index_store_run (store, put_key, error) || !bs_index_store_run (store, put_size, error))
        return FALSE;
      bs_index_signatures_bind (put_signature, first_version + i, text->signature);
      if (!bs_index_store_run (store, put_signature, error))
        return FALSE;
      if (text->headings != NULL)
        {
          gsize size;
          const void *data = g_bytes_get_data (text->headings, &size);

          sqlite3_bind_int64 (put_headings, 1, first_version + i);
          sqlite3_bind_blob64 (put_headings, 2, data, size, SQLITE_STATIC);
          if (!bs_index_store_run (store, put_headings, error))
            return FALSE;
        }
      if (text->fields == NULL)
        continue;
      bs_index_text_bind_fields (put_fields, first_version + i, text->fields);
      if (!bs_index_store_run (store, put_fields, error))
        return FALSE;
    }
  return TRUE;
}

static void
add_middles (BsIndexRun *self, gint64 first_version)
{
  for (guint i = 0; i < self->texts->len; i++)
    {
      char token[BS_INDEX_MIDDLE_MAX_BYTES];
      guint length = bs_index_middle_write_token (first_version + i, token);

      if (length > 0)
        bs_index_postings_add (self->all, i, COLUMN_MIDDLE, 0, token, length);
    }
}

/**
 * bs_index_run_write:
 * @self: a run, used up
 * @store: an index that is written, in a transaction, whose connection is not used for anything else
 * @first_version: the version that its first text gets; the others follow
 * @error: return location
 *
 * Adds all of the texts as new versions.
 *
 * Returns: %FALSE with a #BsIndexError, after which the transaction has to be undone
 */
gboolean
bs_index_run_write (BsIndexRun *self, BsIndexStore *store, gint64 first_version, GError **error)
{
  guint64 totals[1 + N_COLUMNS] = { 0 };
  guint64 title_totals[2];

  if (!write_texts (self, store, first_version, totals, error))
    return FALSE;
  add_middles (self, first_version);
  title_totals[0] = totals[0];
  title_totals[1] = totals[1 + COLUMN_TITLE];
  return bs_index_segment_write (store, "text_all", self->all, first_version, error) &&
         bs_index_segment_add_totals (store, "text_all", totals, 1 + N_COLUMNS, error) &&
         bs_index_segment_write (store, "text_titles", self->titles, first_version, error) &&
         bs_index_segment_add_totals (store, "text_titles", title_totals, 2, error);
}
