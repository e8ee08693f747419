/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/words/signature.h"

#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#define MAX_CHARACTER_BYTES 4
#define EMPTY G_MAXUINT32

/* text_hash and n_shingles, then the bins, all little-endian. Of a short text there are no bins. */
#define SHORT_BYTES 12
#define WHOLE_BYTES (SHORT_BYTES + 2 * BS_SIGNATURE_BINS)

/**
 * bs_signer_init:
 * @self: (out caller-allocates): a signer without a text
 */
void
bs_signer_init (BsSigner *self)
{
  self->text_hash = 0;
  self->n_characters = 0;
  self->length = 0;
  self->shingles = NULL;
  memset (self->starts, 0, sizeof self->starts);
  memset (self->bins, 0xff, sizeof self->bins);
}

static void
add_shingle (BsSigner *self, guint32 start)
{
  guint64 hash = XXH3_64bits (self->bytes + start, self->length - start);
  guint32 value = (guint32) (hash >> 32);
  guint bin = (guint) hash % BS_SIGNATURE_BINS;

  if (value < self->bins[bin])
    self->bins[bin] = value;
  self->text_hash = (self->text_hash ^ hash) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  if (self->shingles != NULL)
    g_array_append_val (self->shingles, hash);
}

/* Moves the last characters to the beginning. */
static void
make_room (BsSigner *self)
{
  guint32 first = self->starts[self->n_characters % BS_SHINGLE_CHARACTERS];

  memmove (self->bytes, self->bytes + first, self->length - first);
  self->length -= first;
  for (guint i = 0; i < BS_SHINGLE_CHARACTERS; i++)
    self->starts[i] -= first;
}

static void
add_character (BsSigner *self, const char *bytes, guint32 length)
{
  guint32 *start = &self->starts[self->n_characters % BS_SHINGLE_CHARACTERS];

  if (self->length + MAX_CHARACTER_BYTES > sizeof self->bytes)
    make_room (self);
  *start = self->length;
  for (guint32 i = 0; i < length; i++)
    self->bytes[self->length++] = bytes[i];
  self->n_characters++;
  if (self->n_characters >= BS_SHINGLE_CHARACTERS)
    add_shingle (self, self->starts[self->n_characters % BS_SHINGLE_CHARACTERS]);
}

/**
 * bs_signer_add:
 * @self: a signer
 * @token: (array length=length): a token of the tokenizer, but none that stands beside another
 * @length: of @token, in bytes
 *
 * Adds a token. Boundaries are left out, so that punctuation makes no difference.
 */
void
bs_signer_add (BsSigner *self, const char *token, gsize length)
{
  if (length == 1 && token[0] == '.')
    return;
  for (gsize i = 0, end; i < length; i = end)
    {
      for (end = i + 1; end < length && end - i < MAX_CHARACTER_BYTES && ((guint8) token[end] & 0xc0) == 0x80;)
        end++;
      add_character (self, token + i, (guint32) (end - i));
    }
}

/**
 * bs_signer_end:
 * @self: a signer that has the whole text
 * @signature: (out caller-allocates): its signature
 *
 * An empty bin takes the value of the next one that is not, changed by the distance (Shrivastava and Li, “Densifying
 * One Permutation Hashing via Rotation”, 2014).
 */
void
bs_signer_end (const BsSigner *self, BsSignature *signature)
{
  signature->text_hash = self->text_hash;
  signature->n_shingles =
      self->n_characters >= BS_SHINGLE_CHARACTERS ? self->n_characters - BS_SHINGLE_CHARACTERS + 1 : 0;
  for (guint i = 0; i < BS_SIGNATURE_BINS; i++)
    {
      guint distance = 0;

      while (distance < BS_SIGNATURE_BINS && self->bins[(i + distance) % BS_SIGNATURE_BINS] == EMPTY)
        distance++;
      /* Small values have equal upper bits: the lower ones tell them apart. */
      signature->bins[i] = (guint16) (self->bins[(i + distance) % BS_SIGNATURE_BINS] + 0x9e37 * distance);
    }
}

/**
 * bs_signature_encode:
 * @self: a signature
 *
 * Returns: (transfer full): the bytes that the index keeps
 */
GBytes *
bs_signature_encode (const BsSignature *self)
{
  gsize length = self->n_shingles < BS_SIGNATURE_MIN_SHINGLES ? SHORT_BYTES : WHOLE_BYTES;
  guint8 *data = g_malloc (length);
  guint64 text_hash = GUINT64_TO_LE (self->text_hash);
  guint32 n_shingles = GUINT32_TO_LE (self->n_shingles);

  memcpy (data, &text_hash, sizeof text_hash);
  memcpy (data + sizeof text_hash, &n_shingles, sizeof n_shingles);
  for (guint i = 0; SHORT_BYTES + 2 * i < length; i++)
    {
      guint16 bin = GUINT16_TO_LE (self->bins[i]);

      memcpy (data + SHORT_BYTES + 2 * i, &bin, sizeof bin);
    }
  return g_bytes_new_take (data, length);
}

/**
 * bs_signature_decode:
 * @self: (out caller-allocates): a signature
 * @data: (array length=length): bytes from an index
 * @length: how many
 *
 * Returns: whether they are a signature
 */
gboolean
bs_signature_decode (BsSignature *self, const guint8 *data, gsize length)
{
  guint64 text_hash;
  guint32 n_shingles;

  if (length != SHORT_BYTES && length != WHOLE_BYTES)
    return FALSE;
  memset (self, 0, sizeof *self);
  memcpy (&text_hash, data, sizeof text_hash);
  memcpy (&n_shingles, data + sizeof text_hash, sizeof n_shingles);
  self->text_hash = GUINT64_FROM_LE (text_hash);
  self->n_shingles = GUINT32_FROM_LE (n_shingles);
  for (guint i = 0; SHORT_BYTES + 2 * i < length; i++)
    {
      guint16 bin;

      memcpy (&bin, data + SHORT_BYTES + 2 * i, sizeof bin);
      self->bins[i] = GUINT16_FROM_LE (bin);
    }
  return (length == SHORT_BYTES) == (self->n_shingles < BS_SIGNATURE_MIN_SHINGLES);
}

/**
 * bs_signature_count_equal:
 * @self: a signature
 * @other: another
 *
 * Returns: how many bins are equal; their share estimates that of the shingles that both texts have
 */
guint
bs_signature_count_equal (const BsSignature *self, const BsSignature *other)
{
  guint n = 0;

  for (guint i = 0; i < BS_SIGNATURE_BINS; i++)
    n += self->bins[i] == other->bins[i];
  return n;
}
