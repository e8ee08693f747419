/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A difference between two texts. */
typedef struct
{
  gsize same;       /* common bytes before it, from the end of the previous splice */
  gsize old_length; /* bytes of the old text */
  gsize new_length; /* bytes of the new text */
} BsByteSplice;

GArray *bs_byte_diff_make (const guint8 *old_data, gsize old_length, const guint8 *new_data, gsize new_length);

G_END_DECLS
