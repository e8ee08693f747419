/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "model/library/folder/site.h"
#include "model/library/table/table.h"

G_BEGIN_DECLS

typedef enum
{
  BS_CONFLICT_IDENTICAL,    /* byte by byte */
  BS_CONFLICT_LINE_ENDINGS, /* no other difference */
  BS_CONFLICT_DIFFERENT,
  BS_CONFLICT_NO_ORIGINAL,
  BS_CONFLICT_UNREADABLE,
} BsConflictState;

typedef struct
{
  guint32 id;
  const char *program; /* the program that made it; static */
  BsConflictState state;
} BsConflictCopy;

/* An article and the conflicted copies of it. */
typedef struct
{
  char *path;       /* of the original, whether it exists or not */
  guint32 original; /* %BS_ROW_NO_ID if it is not there */
  GArray *copies;   /* (element-type BsConflictCopy): in the order of their paths */
} BsConflict;

GPtrArray *bs_conflicts_find (const BsSnapshot *snapshot, BsSite *site, GCancellable *cancellable);
const char *bs_conflict_state_to_string (BsConflictState state);

G_END_DECLS
