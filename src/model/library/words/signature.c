/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/words/signature.h"

#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#define MAX_CHARACTER_BYTES 4
#define EMPTY G_MAXUINT32

/* text_hash and n_shingles, then the bins, all little-endian. A short text has no bins. */
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
  self->n_shingles = 0;
  self->n = 0;
  self->starts[0] = 0;
  self->shingles = NULL;
  memset (self->bins, 0xff, sizeof self->bins);
}

/* Hashes the shingles of the buffered characters, many at a time, and keeps the characters that the next ones begin
 * with. */
static void
flush (BsSigner *self)
{
  guint64 text_hash = self->text_hash;
  guint n = self->n >= BS_SHINGLE_CHARACTERS ? self->n - BS_SHINGLE_CHARACTERS + 1 : 0;
  guint first;

  for (guint i = 0; i < n; i++)
    {
      const char *bytes = self->bytes + self->starts[i];
      gsize length = (gsize) (self->starts[i + BS_SHINGLE_CHARACTERS] - self->starts[i]);
      /* Each Chinese character has three bytes, a constant that helps the compiler. */
      guint64 hash = G_LIKELY (length == 3 * BS_SHINGLE_CHARACTERS) ? XXH3_64bits (bytes, 3 * BS_SHINGLE_CHARACTERS) :
                                                                      XXH3_64bits (bytes, length);
      guint32 *bin = &self->bins[(guint) hash % BS_SIGNATURE_BINS];

      if (G_UNLIKELY ((guint32) (hash >> 32) < *bin))
        *bin = (guint32) (hash >> 32);
      text_hash = (text_hash ^ hash) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
      if (G_UNLIKELY (self->shingles != NULL))
        g_array_append_val (self->shingles, hash);
    }
  self->text_hash = text_hash;
  self->n_shingles += n;
  first = self->starts[n];
  memmove (self->bytes, self->bytes + first, self->starts[self->n] - first);
  self->n -= n;
  for (guint i = 0; i <= self->n; i++)
    self->starts[i] = (guint16) (self->starts[n + i] - first);
}

static inline void
add_character (BsSigner *self, const char *bytes, guint length)
{
  guint start = self->starts[self->n];

  for (guint i = 0; i < length; i++)
    self->bytes[start + i] = bytes[i];
  self->starts[++self->n] = (guint16) (start + length);
  if (G_UNLIKELY (self->n == BS_SIGNER_CHARACTERS))
    flush (self);
}

/**
 * bs_signer_add:
 * @self: a signer
 * @token: (array length=length): a token of the tokenizer, but none that shares the position of another
 * @length: of @token, in bytes
 *
 * Adds a token. Boundaries are left out, so that punctuation makes no difference.
 */
void
bs_signer_add (BsSigner *self, const char *token, gsize length)
{
  if (length == 1 && token[0] == '.')
    return;
  /* Most of a Chinese text is such tokens. */
  if (length == 3 && (guint8) token[0] >= 0xe0)
    {
      add_character (self, token, 3);
      return;
    }
  for (gsize i = 0, end; i < length; i = end)
    {
      for (end = i + 1; end < length && end - i < MAX_CHARACTER_BYTES && ((guint8) token[end] & 0xc0) == 0x80;)
        end++;
      add_character (self, token + i, (guint) (end - i));
    }
}

/**
 * bs_signer_end:
 * @self: a signer that has the whole text
 * @signature: (out caller-allocates): its signature
 *
 * An empty bin takes the value of the next non-empty one, changed by the distance (Shrivastava and Li, “Densifying One
 * Permutation Hashing via Rotation”, 2014).
 */
void
bs_signer_end (BsSigner *self, BsSignature *signature)
{
  flush (self);
  signature->text_hash = self->text_hash;
  signature->n_shingles = self->n_shingles;
  for (guint i = 0; i < BS_SIGNATURE_BINS; i++)
    {
      guint distance = 0;

      while (distance < BS_SIGNATURE_BINS && self->bins[(i + distance) % BS_SIGNATURE_BINS] == EMPTY)
        distance++;
      /* Small values have equal upper bits, so the lower ones are used. */
      signature->bins[i] = (guint16) (self->bins[(i + distance) % BS_SIGNATURE_BINS] + 0x9e37 * distance);
    }
}

/**
 * bs_signature_encode:
 * @self: a signature
 *
 * Returns: (transfer full): the bytes for the index
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
