/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

#include "model/format/text/utf8.h"

G_BEGIN_DECLS

typedef struct
{
  const char *data;    /* valid UTF-8 without NULs and without a BOM; not terminated */
  gsize length;        /* in bytes */
  const char *charset; /* (nullable): interned name of the original encoding; NULL for UTF-8 */
  gboolean has_bom;
  char *storage; /* owns data, unless data points into the caller's bytes */
} BsText;

#define BS_TEXT_INIT                                                                                                   \
  {                                                                                                                    \
    NULL, 0, NULL, FALSE, NULL                                                                                         \
  }

void bs_text_decode (BsText *self, const char *bytes, gsize length, GPtrArray *problems);
void bs_text_clear (BsText *self);

void bs_text_locate (const char *text, const char *place, guint *line, guint *column);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BsText, bs_text_clear)

G_END_DECLS
