/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the bytes above ASCII look like when they are taken for UTF-8. */
typedef struct
{
  gsize high;   /* bytes above ASCII */
  gsize broken; /* those of them that belong to no valid character */
  gsize latin;  /* valid characters up to U+00FF, as most accented letters are */
  gsize others; /* valid characters behind those */
} BsUtf8Census;

void bs_utf8_census_take (BsUtf8Census *self, const char *bytes, gsize length);
const char *bs_encoding_guess (const char *bytes, gsize length, const BsUtf8Census *census, gboolean *few);
char *bs_encoding_convert (const char *bytes, gsize length, const char *charset, gsize unit, gsize *out_length,
                           gsize *broken, gsize *first_broken);

G_END_DECLS
