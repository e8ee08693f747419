/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The number of characters in a shingle. */
#define BS_SHINGLE_CHARACTERS 5

/* Shorter texts are not compared: too much of them is alike by chance. */
#define BS_SIGNATURE_MIN_SHINGLES 40

#define BS_SIGNATURE_BINS 64

/* A signature for finding nearly equal texts (MinHash with one permutation). */
typedef struct
{
  guint64 text_hash;  /* of the folded text */
  guint32 n_shingles; /* 4 less than it has characters */
  guint16 bins[BS_SIGNATURE_BINS];
} BsSignature;

#define BS_SIGNER_CHARACTERS 256

/* Takes a text token by token and hashes its shingles. */
typedef struct
{
  guint64 text_hash;
  guint32 n_shingles;
  guint n; /* characters that are waiting */
  guint16 starts[BS_SIGNER_CHARACTERS + 1];
  char bytes[4 * BS_SIGNER_CHARACTERS + 4];
  guint32 bins[BS_SIGNATURE_BINS];
  GArray *shingles; /* (nullable) (element-type guint64): if they are wanted too */
} BsSigner;

void bs_signer_init (BsSigner *self);
void bs_signer_add (BsSigner *self, const char *token, gsize length);
void bs_signer_end (BsSigner *self, BsSignature *signature);

GBytes *bs_signature_encode (const BsSignature *self);
gboolean bs_signature_decode (BsSignature *self, const guint8 *data, gsize length);
guint bs_signature_count_equal (const BsSignature *self, const BsSignature *other);

G_END_DECLS
