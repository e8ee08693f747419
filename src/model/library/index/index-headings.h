/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The headings of the texts in the index, as ranges of tokens, by version like the texts. They only affect the order of
 * results, so damaged ones do no harm. */
#define BS_INDEX_HEADINGS_SCHEMA                                                                                       \
  "CREATE TABLE IF NOT EXISTS headings (version INTEGER PRIMARY KEY, data BLOB NOT NULL);"
#define BS_INDEX_HEADINGS_CLEARING "DELETE FROM headings;"
#define BS_INDEX_HEADINGS_PUT "INSERT INTO headings (version, data) VALUES (?1, ?2)"
#define BS_INDEX_HEADINGS_GET "SELECT data FROM headings WHERE version = ?1"

/* Counts the tokens of a text, and notes those that headings begin and end with. */
typedef struct
{
  const GArray *ranges; /* (nullable) (element-type BsTextRange) */
  guint next;           /* of them */
  gsize edge;           /* its start or end */
  gboolean is_open;
  guint32 first; /* token of the open one */
  guint32 last;  /* the end of the previous one */
  GByteArray *data;
} BsIndexHeadingsMaker;

void bs_index_headings_maker_init (BsIndexHeadingsMaker *self, const GArray *ranges);
void bs_index_headings_maker_reach (BsIndexHeadingsMaker *self, gsize start, guint32 position);
GBytes *bs_index_headings_maker_end (BsIndexHeadingsMaker *self, guint32 n_tokens);

/* Called for each token that does not share its position with another. */
static inline void
bs_index_headings_maker_take (BsIndexHeadingsMaker *self, gsize start, guint32 position)
{
  if (G_UNLIKELY (start >= self->edge))
    bs_index_headings_maker_reach (self, start, position);
}

GBytes *bs_index_headings_make (const char *text, const GArray *ranges);
gboolean bs_index_headings_have (const guint8 *data, gsize length, guint32 position);

G_END_DECLS
