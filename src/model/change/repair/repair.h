/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/edit/edit.h"
#include "model/format/text/problem.h"

G_BEGIN_DECLS

/* What is to be repaired. */
typedef struct
{
  guint64 kinds;                   /* a bit for each BsProblemKind */
  const char *ways[BS_N_PROBLEMS]; /* (nullable): what the user chose for a kind; static */
} BsRepairWish;

/* A fix with its proof. */
typedef struct
{
  BsProblemKind kind;
  gboolean is_safe;
  guint line;
  char *before; /* the line in UTF-8 */
  char *after;
} BsRepairFix;

void bs_repair_wish_init (BsRepairWish *self);
const char *const *bs_repair_get_ways (BsProblemKind kind);
gboolean bs_repair_find_kind (const char *name, BsProblemKind *kind);
void bs_repair_fix_free (BsRepairFix *self);
GBytes *bs_repair_make (const BsRepairWish *wish, GBytes *bytes, GPtrArray *fixes, GError **error);
BsEdit *bs_repair_edit_new (const BsRepairWish *wish);

G_END_DECLS
