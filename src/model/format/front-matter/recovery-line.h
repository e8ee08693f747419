/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/text/lines.h"

G_BEGIN_DECLS

typedef enum
{
  BS_RECOVERY_YAML,
  BS_RECOVERY_TOML,
  BS_RECOVERY_JSON,
} BsRecoverySyntax;

/* The apparent parts of a line of front matter, independent of a parser. */
typedef struct
{
  gsize indent; /* in bytes */
  gboolean is_blank;
  gboolean is_comment;
  guint n_dashes;  /* the number of `- ` before the rest */
  const char *key; /* (nullable): without quotes; not terminated */
  gsize key_length;
  const char *value; /* the rest without surrounding blanks; not terminated */
  gsize value_length;
} BsRecoveryLine;

void bs_recovery_line_read (BsRecoveryLine *self, BsRecoverySyntax syntax, const BsLine *line);
gboolean bs_recovery_line_is_key (const BsRecoveryLine *self);
gboolean bs_recovery_key_is_known (const char *key, gsize length);
gboolean bs_recovery_key_is_plain (const char *key, gsize length);

gboolean bs_recovery_value_is_block_header (const char *value, gsize length);
char bs_recovery_value_open_quote (const char *value, gsize length);
char *bs_recovery_value_clean (const char *key, gsize key_length, const char *value, gsize length, gboolean *quoted);
GPtrArray *bs_recovery_value_split (const char *key, gsize key_length, const char *value, gsize length);

G_END_DECLS
