/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/text/cursor.h"
#include "model/format/text/problem.h"
#include "model/format/front-matter/value.h"

G_BEGIN_DECLS

/* The state of a TOML parser. Private to toml-reader.c and its parts. */
typedef struct
{
  BsCursor at;
  GPtrArray *problems; /* (nullable) */
  BsProblem *failure;  /* (nullable): the error that stopped the parser */
  const char *text;    /* (nullable): the start of the text, if positions are recorded */
} BsTomlParser;

/* A function that fails sets the failure. */
gboolean bs_toml_parser_fail (BsTomlParser *self, const char *reason);
gboolean bs_toml_parser_fail_at (BsTomlParser *self, guint line, guint column, const char *reason);
void bs_toml_parser_tell (BsTomlParser *self, BsProblemKind kind, const char *detail);

void bs_toml_parser_skip_lines (BsTomlParser *self);

gboolean bs_toml_parser_read_pair (BsTomlParser *self, BsValue *table, guint depth);

/* In toml-value.c. */
char *bs_toml_parser_read_string (BsTomlParser *self, gboolean *folded);
BsValue *bs_toml_parser_read_value (BsTomlParser *self, guint depth);

G_END_DECLS
