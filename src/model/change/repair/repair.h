/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "model/format/text/problem.h"

G_BEGIN_DECLS

/* The requested repairs. */
typedef struct
{
  guint64 kinds;                   /* a bit for each BsProblemKind */
  guint64 others;                  /* further kinds to fix if those alone are not enough for a proof */
  const char *ways[BS_N_PROBLEMS]; /* (nullable): the user's choice for a kind; static */
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

/* A problem that stays. */
typedef struct
{
  BsProblem *problem;
  char *reason; /* the problem, and advice for a person */
} BsRepairLeft;

void bs_repair_wish_init (BsRepairWish *self);
const char *const *bs_repair_get_ways (BsProblemKind kind);
gboolean bs_repair_find_kind (const char *name, BsProblemKind *kind);
void bs_repair_fix_free (BsRepairFix *self);
guint64 bs_repair_get_safe_kinds (void);
GBytes *bs_repair_make (const BsRepairWish *wish, const char *path, GBytes *bytes, GPtrArray *fixes, GError **error);
GPtrArray *bs_repair_find_left (const BsRepairWish *wish, const char *name, GBytes *bytes);

G_END_DECLS
