/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/text/problem.h"

G_BEGIN_DECLS

/* Details of a value that the parser does not provide: its position, and the text of a number or word. */
typedef struct
{
  guint line;
  guint column;
  gboolean folded;
  const char *word; /* (nullable) */
  gsize word_length;
  gsize start; /* in bytes of the text */
  gsize end;
  gsize key_start; /* of its key; both 0 if it has none */
  gsize key_end;
  gboolean is_repeated; /* its key is a duplicate */
} BsJsonPlace;

/* The brackets, strings and words of a JSON text, scanned before it is parsed. */
typedef struct
{
  GString *text;  /* the text for the parser: limited in depth and without duplicate keys */
  GArray *places; /* (element-type BsJsonPlace): of all values, in order */
} BsJsonScan;

/* Replaces the name of a duplicate key in the parser's text, because the parser would merge the two. */
#define BS_JSON_DUPLICATE "\001"

BsProblem *bs_json_scan_run (BsJsonScan *self, const char *text, gsize length, guint first_line, GPtrArray *problems);
void bs_json_scan_clear (BsJsonScan *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BsJsonScan, bs_json_scan_clear)

G_END_DECLS
