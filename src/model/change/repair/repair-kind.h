/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/edit/splices.h"
#include "model/format/front-matter/front-matter.h"
#include "model/format/text/encoding.h"
#include "model/format/text/problem.h"

G_BEGIN_DECLS

/* A file with its problems. */
typedef struct
{
  const char *path; /* (nullable): absolute */
  GBytes *bytes;
  BsText text;
  BsFrontMatter front_matter;
  GPtrArray *problems; /* (element-type BsProblem) */
} BsRepairSource;

#define BS_REPAIR_BIT(kind) (G_GUINT64_CONSTANT (1) << (kind))

/* A kind of fix. Common code proves the proposals. */
typedef struct
{
  guint64 problems;        /* a bit for each BsProblemKind */
  const char *const *ways; /* (nullable) (array zero-terminated=1): the choices for the user; NULL if it is safe */
  /* (nullable): proposes splices of the text; FALSE if the problem is of another sort. */
  gboolean (*propose) (const BsRepairSource *source, const BsProblem *problem, const char *way, BsSplices *splices);
  /* (nullable): rewrites all bytes instead of proposing splices */
  GBytes *(*convert) (const BsRepairSource *source, const BsProblem *problem, const char *way);
} BsRepairKind;

extern const BsRepairKind bs_repair_conflict;
extern const BsRepairKind bs_repair_date;
extern const BsRepairKind bs_repair_delimiter;
extern const BsRepairKind bs_repair_duplicate;
extern const BsRepairKind bs_repair_encoding;
extern const BsRepairKind bs_repair_indent;
extern const BsRepairKind bs_repair_list;
extern const BsRepairKind bs_repair_nul;
extern const BsRepairKind bs_repair_second;
extern const BsRepairKind bs_repair_space;
extern const BsRepairKind bs_repair_value;

G_END_DECLS
