/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A word longer than this is cut, in bytes. */
#define BS_TOKEN_MAX_BYTES 64

typedef enum
{
  BS_TOKEN_CHARACTER, /* of Chinese, Japanese, Korean, and of scripts without spaces between words */
  BS_TOKEN_WORD,
  BS_TOKEN_BOUNDARY, /* a run of punctuation, or the edge of a block: no phrase crosses it */
} BsTokenKind;

/* A searchable token of a text. */
typedef struct
{
  BsTokenKind kind;
  gboolean is_alternative; /* shares the position of the previous token: "email" and the "e" of "e-mail" */
  const char *text;        /* folded; not terminated; good until the next token */
  gsize length;            /* of text, in bytes */
  gsize start;             /* its position in the original text, in bytes */
  gsize end;
} BsToken;

/* Return FALSE to stop. */
typedef gboolean (*BsTokenFunc) (const BsToken *token, gpointer user_data);

gboolean bs_tokenize (const char *text, gsize length, BsTokenFunc func, gpointer user_data);

G_END_DECLS
