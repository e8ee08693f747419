/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A word longer than this is cut, in bytes. */
#define BS_TOKEN_MAX_BYTES 64

typedef enum
{
  BS_TOKEN_CHARACTER, /* of Chinese, Japanese, Korean, and of scripts that put no space between words */
  BS_TOKEN_WORD,
  BS_TOKEN_BOUNDARY, /* a run of punctuation, or a block's edge: no phrase goes across it */
} BsTokenKind;

/* What of a text is looked for. */
typedef struct
{
  BsTokenKind kind;
  gboolean is_alternative; /* stands where the token before it stands: "email" beside the "e" of "e-mail" */
  const char *text;        /* folded; not terminated; good until the next token */
  gsize length;            /* of text, in bytes */
  gsize start;             /* where it is in what was given, in bytes */
  gsize end;
} BsToken;

/* Return FALSE to stop. */
typedef gboolean (*BsTokenFunc) (const BsToken *token, gpointer user_data);

gboolean bs_tokenize (const char *text, gsize length, BsTokenFunc func, gpointer user_data);

G_END_DECLS
