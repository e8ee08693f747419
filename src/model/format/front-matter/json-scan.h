/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/text/problem.h"

G_BEGIN_DECLS

/* What the parser does not tell of a value: where it stands, and a number's or a word's own text. */
typedef struct
{
  guint line;
  guint column;
  gboolean folded;
  const char *word; /* (nullable) */
  gsize word_length;
  gsize start; /* in bytes of the text */
  gsize end;
  gsize key_start; /* of the key that it is for; both 0 without one */
  gsize key_end;
  gboolean is_repeated; /* its key comes again */
} BsJsonPlace;

/* A walk over the brackets, strings and words of a JSON text, ahead of the parser. */
typedef struct
{
  GString *text;  /* what the parser is to read: nowhere too deep, and no key twice */
  GArray *places; /* (element-type BsJsonPlace): of all values, in their order */
} BsJsonScan;

/* What a key that was there already is called in the text for the parser, which would let the last one stand. */
#define BS_JSON_DUPLICATE "\001"

BsProblem *bs_json_scan_run (BsJsonScan *self, const char *text, gsize length, guint first_line, GPtrArray *problems);
void bs_json_scan_clear (BsJsonScan *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BsJsonScan, bs_json_scan_clear)

G_END_DECLS
