/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The number of characters in a shingle. */
#define BS_SHINGLE_CHARACTERS 5

/* Shorter texts are not compared: too much of them is alike by chance. */
#define BS_SIGNATURE_MIN_SHINGLES 40

#define BS_SIGNATURE_BINS 64

/* What is kept of a text to find others that are nearly the same (MinHash with one permutation). */
typedef struct
{
  guint64 text_hash;  /* of the folded text */
  guint32 n_shingles; /* 4 less than it has characters */
  guint16 bins[BS_SIGNATURE_BINS];
} BsSignature;

/* Takes a text token by token and hashes its shingles. */
typedef struct
{
  guint64 text_hash;
  guint32 n_characters;
  guint32 length;                        /* of bytes */
  guint32 starts[BS_SHINGLE_CHARACTERS]; /* of the last characters, in bytes, by their number */
  char bytes[1024];                      /* the last characters */
  guint32 bins[BS_SIGNATURE_BINS];
  GArray *shingles; /* (nullable) (element-type guint64): if they are wanted too */
} BsSigner;

void bs_signer_init (BsSigner *self);
void bs_signer_add (BsSigner *self, const char *token, gsize length);
void bs_signer_end (const BsSigner *self, BsSignature *signature);

GBytes *bs_signature_encode (const BsSignature *self);
gboolean bs_signature_decode (BsSignature *self, const guint8 *data, gsize length);
guint bs_signature_count_equal (const BsSignature *self, const BsSignature *other);

G_END_DECLS
