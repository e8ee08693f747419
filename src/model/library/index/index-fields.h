/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/article/article-facts.h"
#include "model/format/front-matter/value.h"

G_BEGIN_DECLS

/* The longest stored part of a value, in bytes. */
#define BS_FIELD_MAX_TEXT 256

/* The front matter of one article as the index stores it: each key with its type and value; of long values, only the
 * beginning. The article's other data precedes it. */

/* One of its keys. The pointers refer to the bytes that it was read from. */
typedef struct
{
  BsValueKind kind;
  gboolean is_date; /* a string that is a date */
  gboolean is_cut;  /* truncated */
  const char *key;
  gsize key_length;
  guint64 hash; /* hash of the whole value and its type: equal if both are */
  const guint8 *data;
  gsize length;
} BsField;

GBytes *bs_index_fields_encode (const BsValue *keys, gboolean is_stored);
GBytes *bs_index_fields_encode_article (const BsArticle *article, const BsArticleFacts *facts, gboolean is_stored);
gboolean bs_index_fields_read_facts (GBytes *fields, BsBodyFeatures *features, const char **language,
                                     gsize *language_length);
gboolean bs_index_fields_next (GBytes *fields, gsize *offset, BsField *field);
gboolean bs_index_fields_are_sound (GBytes *fields);
BsValue *bs_field_dup_value (const BsField *self);

G_END_DECLS
