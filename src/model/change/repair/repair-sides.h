/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The two versions of some lines between conflict markers. */
typedef struct
{
  guint line; /* of the first marker */
  char *ours_name;
  char *theirs_name;
  char *ours;
  char *theirs;
} BsRepairSides;

GPtrArray *bs_repair_sides_find (const char *text, gsize length);

G_END_DECLS
