/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/index/index-fields.h"

#include <string.h>

#include "model/format/article/date.h"
#include "model/format/text/encoding.h"
#include "model/library/index/index-varint.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

/* An article with more front matter than this has none in the index, and its file is read instead. */
#define MAX_BYTES (8 * 1024)
#define MAX_KEY_BYTES 1024

/* Of lists and maps. */
#define MAX_ITEMS 64
#define MAX_DEPTH 4

/* The first byte of a value: its kind, or that it is a date, and whether it is cut. */
#define KIND_DATE 6
#define KIND_MASK 7
#define IS_CUT 8

/* The kinds are written to disk. */
G_STATIC_ASSERT (BS_VALUE_NULL == 0 && BS_VALUE_STRING == 3 && BS_VALUE_MAP == 5);

/* Other data of an article than its front matter: a field with this key, which no key of a file equals. Its text is a
 * digit for the features of the body, and the language. */
#define FACTS_KEY '\x01'
#define FIRST_FEATURES '0'

static void
put_number (GByteArray *bytes, guint64 number)
{
  guint8 buffer[BS_INDEX_VARINT_MAX_BYTES];

  g_byte_array_append (bytes, buffer, bs_index_varint_put (buffer, number));
}

static void
put_bytes (GByteArray *bytes, const void *data, gsize length)
{
  put_number (bytes, length);
  g_byte_array_append (bytes, data, (guint) length);
}

static guint8
get_kind (const BsValue *value)
{
  BsDate date;

  if (value->kind == BS_VALUE_STRING && !value->quoted && value->text != NULL && g_ascii_isalnum (*value->text) &&
      bs_date_parse (value->text, &date))
    return KIND_DATE;
  return (guint8) value->kind;
}

/* Truncates a long value, unless @is_whole. Returns whether anything was cut. */
static gboolean
put_content (GByteArray *bytes, const BsValue *value, guint depth, gboolean is_whole)
{
  gboolean is_cut = FALSE;

  if (bs_value_is_scalar (value))
    {
      const char *text = value->text != NULL ? value->text : "";
      gsize length = strlen (text);

      if (length > BS_FIELD_MAX_TEXT && !is_whole)
        {
          length = (gsize) (g_utf8_find_prev_char (text, text + BS_FIELD_MAX_TEXT + 1) - text);
          is_cut = TRUE;
        }
      put_bytes (bytes, text, length);
    }
  else
    {
      guint n = value->items != NULL ? value->items->len : 0;

      if (!is_whole && (n > MAX_ITEMS || (depth >= MAX_DEPTH && n > 0)))
        {
          n = depth >= MAX_DEPTH ? 0 : MAX_ITEMS;
          is_cut = TRUE;
        }
      put_number (bytes, n);
      for (guint i = 0; i < n; i++)
        {
          const BsValue *item = value->items->pdata[i];
          const char *key = item->key != NULL ? item->key : "";
          guint8 kind = get_kind (item);

          g_byte_array_append (bytes, &kind, 1);
          put_bytes (bytes, key, strlen (key));
          is_cut = put_content (bytes, item, depth + 1, is_whole) || is_cut;
        }
    }
  return is_cut;
}

static guint64
hash_content (guint8 kind, const void *data, gsize length)
{
  return XXH3_64bits_withSeed (data, length, kind);
}

static void
put_facts (GByteArray *bytes, const BsArticleFacts *facts)
{
  static const guint8 head[] = { BS_VALUE_STRING, 1, FACTS_KEY };
  g_autofree char *text = g_strdup_printf ("%c%s", (char) (FIRST_FEATURES + facts->features),
                                           facts->language != NULL ? facts->language : "");
  g_autoptr (GByteArray) content = g_byte_array_new ();

  put_bytes (content, text, strlen (text));
  g_byte_array_append (bytes, head, sizeof head);
  put_bytes (bytes, content->data, content->len);
}

static GBytes *
encode (const BsValue *keys, const BsArticleFacts *facts, gboolean is_stored)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GByteArray) content = g_byte_array_new ();

  if (facts != NULL)
    put_facts (bytes, facts);
  for (guint i = 0; keys != NULL && keys->items != NULL && i < keys->items->len; i++)
    {
      const BsValue *value = keys->items->pdata[i];
      guint8 kind = get_kind (value);
      guint64 hash = 0;
      guint8 head = kind;

      if (value->key == NULL || *value->key == FACTS_KEY || strlen (value->key) > MAX_KEY_BYTES)
        continue;
      g_byte_array_set_size (content, 0);
      if (put_content (content, value, 0, FALSE))
        {
          g_autoptr (GByteArray) whole = g_byte_array_new ();

          put_content (whole, value, 0, TRUE);
          hash = GUINT64_TO_LE (hash_content (kind, whole->data, whole->len));
          head |= IS_CUT;
        }
      g_byte_array_append (bytes, &head, 1);
      if ((head & IS_CUT) != 0)
        g_byte_array_append (bytes, (const guint8 *) &hash, sizeof hash);
      put_bytes (bytes, value->key, strlen (value->key));
      put_bytes (bytes, content->data, content->len);
      if (is_stored && bytes->len > MAX_BYTES)
        return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/**
 * bs_index_fields_encode:
 * @keys: (nullable): the front matter of an article
 * @is_stored: whether they are for the index, which has no room for very many
 *
 * Returns: (transfer full) (nullable): its keys and values, of long values the beginning; %NULL if
 *   there are too many
 */
GBytes *
bs_index_fields_encode (const BsValue *keys, gboolean is_stored)
{
  return encode (keys, NULL, is_stored);
}

/**
 * bs_index_fields_encode_article:
 * @article: an article
 * @facts: the facts found in its body
 * @is_stored: as for bs_index_fields_encode()
 *
 * Returns: (transfer full) (nullable): its keys and values, and the facts; %NULL if there are too many
 */
GBytes *
bs_index_fields_encode_article (const BsArticle *article, const BsArticleFacts *facts, gboolean is_stored)
{
  return encode (article->keys, facts, is_stored);
}

/* A number that is no longer than the data after it. */
static gboolean
take_length (const guint8 **at, const guint8 *end, guint64 *number)
{
  *number = 0;
  for (guint i = 0; i < 4 && *at < end; i++)
    {
      guint8 byte = *(*at)++;

      *number = *number << 7 | (byte & 0x7f);
      if ((byte & 0x80) == 0)
        return *number <= (guint64) (end - *at);
    }
  return FALSE;
}

static gboolean
take_text (const guint8 **at, const guint8 *end, const char **text, gsize *length)
{
  guint64 number;

  if (!take_length (at, end, &number))
    return FALSE;
  *text = (const char *) *at;
  *length = (gsize) number;
  *at += number;
  return memchr (*text, '\0', *length) == NULL && bs_utf8_validate (*text, *length, NULL);
}

static gboolean
take_field (GBytes *fields, gsize *offset, BsField *field)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (fields, &size);
  const guint8 *at = data + *offset;
  const guint8 *end = data + size;
  guint64 length;
  guint8 kind;

  if (*offset >= size || (*at & ~(KIND_MASK | IS_CUT)) != 0 || (*at & KIND_MASK) > KIND_DATE)
    return FALSE;
  kind = *at & KIND_MASK;
  field->is_cut = (*at++ & IS_CUT) != 0;
  field->is_date = kind == KIND_DATE;
  field->kind = field->is_date ? BS_VALUE_STRING : (BsValueKind) kind;
  if (field->is_cut)
    {
      if ((gsize) (end - at) < sizeof field->hash)
        return FALSE;
      memcpy (&field->hash, at, sizeof field->hash);
      field->hash = GUINT64_FROM_LE (field->hash);
      at += sizeof field->hash;
    }
  if (!take_text (&at, end, &field->key, &field->key_length) || !take_length (&at, end, &length))
    return FALSE;
  field->data = at;
  field->length = (gsize) length;
  if (!field->is_cut)
    field->hash = hash_content (kind, at, field->length);
  *offset = (gsize) (at + length - data);
  return TRUE;
}

/**
 * bs_index_fields_next:
 * @fields: the fields of an article, from anywhere
 * @offset: (inout): 0 at first
 * @field: (out): the next of its keys, if there is one
 *
 * Returns: whether there is one; %FALSE also if the bytes are none of ours
 */
gboolean
bs_index_fields_next (GBytes *fields, gsize *offset, BsField *field)
{
  do
    if (!take_field (fields, offset, field))
      return FALSE;
  while (field->key_length == 1 && *field->key == FACTS_KEY);
  return TRUE;
}

/**
 * bs_index_fields_read_facts:
 * @fields: the fields of an article, from anywhere
 * @features: (out): the features of its body
 * @language: (out): its language, not terminated
 * @language_length: (out): the length of @language in bytes; 0 if unknown
 *
 * Returns: whether the facts are among the fields
 */
gboolean
bs_index_fields_read_facts (GBytes *fields, BsBodyFeatures *features, const char **language, gsize *language_length)
{
  gsize offset = 0;
  const guint8 *at;
  const char *text;
  gsize length;
  BsField field;

  if (!take_field (fields, &offset, &field) || field.key_length != 1 || *field.key != FACTS_KEY ||
      field.kind != BS_VALUE_STRING || field.is_cut)
    return FALSE;
  at = field.data;
  if (!take_text (&at, field.data + field.length, &text, &length) || length == 0 || *text < FIRST_FEATURES ||
      *text > FIRST_FEATURES + BS_BODY_ALL_FEATURES)
    return FALSE;
  *features = (BsBodyFeatures) (*text - FIRST_FEATURES);
  *language = text + 1;
  *language_length = length - 1;
  return TRUE;
}

/* Returns: (nullable): %NULL if the bytes are none of ours */
static BsValue *
take_value (const guint8 **at, const guint8 *end, guint8 kind, guint depth)
{
  g_autoptr (BsValue) value = NULL;
  guint64 n;

  if (kind > KIND_DATE || depth > MAX_DEPTH)
    return NULL;
  if (kind != BS_VALUE_LIST && kind != BS_VALUE_MAP)
    {
      const char *text;
      gsize length;

      if (!take_text (at, end, &text, &length))
        return NULL;
      value =
          bs_value_new_scalar (kind == KIND_DATE ? BS_VALUE_STRING : (BsValueKind) kind, text, (gssize) length, 0, 0);
      value->quoted = kind == BS_VALUE_STRING;
      return g_steal_pointer (&value);
    }
  value = bs_value_new ((BsValueKind) kind, 0, 0);
  if (!take_length (at, end, &n))
    return NULL;
  for (guint64 i = 0; i < n; i++)
    {
      guint8 item_kind = *at < end ? *(*at)++ : G_MAXUINT8;
      const char *key;
      gsize length;
      g_autofree char *name = NULL;
      BsValue *item;

      if (!take_text (at, end, &key, &length))
        return NULL;
      name = g_strndup (key, length);
      item = take_value (at, end, item_kind, depth + 1);
      if (item == NULL)
        return NULL;
      if (kind == BS_VALUE_MAP)
        bs_value_insert (value, name, item);
      else
        bs_value_append (value, item);
    }
  return g_steal_pointer (&value);
}

/**
 * bs_field_dup_value:
 * @self: a field
 *
 * Returns: (transfer full) (nullable): its value, without a position; %NULL if it is damaged
 */
BsValue *
bs_field_dup_value (const BsField *self)
{
  const guint8 *at = self->data;
  const guint8 *end = self->data + self->length;
  g_autoptr (BsValue) value = take_value (&at, end, self->is_date ? KIND_DATE : (guint8) self->kind, 0);

  if (value == NULL || at != end)
    return NULL;
  value->key = g_strndup (self->key, self->key_length);
  return g_steal_pointer (&value);
}

/**
 * bs_index_fields_are_sound:
 * @fields: the fields of an article, from anywhere
 *
 * Returns: whether bs_index_fields_next() reads all of the bytes
 */
gboolean
bs_index_fields_are_sound (GBytes *fields)
{
  gsize offset = 0;
  BsField field;

  if (g_bytes_get_size (fields) > 2 * MAX_BYTES)
    return FALSE;
  while (bs_index_fields_next (fields, &offset, &field))
    ;
  return offset == g_bytes_get_size (fields);
}
