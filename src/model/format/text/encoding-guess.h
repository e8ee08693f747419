/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Statistics of the non-ASCII bytes when decoded as UTF-8. */
typedef struct
{
  gsize high;   /* non-ASCII bytes */
  gsize broken; /* those that are not part of a valid character */
  gsize latin;  /* valid characters up to U+00FF, as most accented letters are */
  gsize others; /* valid characters above U+00FF */
} BsUtf8Census;

void bs_utf8_census_take (BsUtf8Census *self, const char *bytes, gsize length);
const char *bs_encoding_guess (const char *bytes, gsize length, const BsUtf8Census *census, gboolean *few);
char *bs_encoding_convert (const char *bytes, gsize length, const char *charset, gsize unit, gsize *out_length,
                           gsize *broken, gsize *first_broken);

G_END_DECLS
