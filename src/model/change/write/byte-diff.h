/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One place in which two texts differ. */
typedef struct
{
  gsize same;       /* bytes before it that both have, from the end of the splice before */
  gsize old_length; /* bytes that only the old text has here */
  gsize new_length; /* bytes that only the new text has here */
} BsByteSplice;

GArray *bs_byte_diff_make (const guint8 *old_data, gsize old_length, const guint8 *new_data, gsize new_length);

G_END_DECLS
