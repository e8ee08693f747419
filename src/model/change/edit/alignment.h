/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/front-matter/value.h"

G_BEGIN_DECLS

typedef enum
{
  BS_STEP_KEEP,
  BS_STEP_CHANGE,
  BS_STEP_DELETE,
  BS_STEP_INSERT,
} BsStepKind;

/* What becomes of one item, on the way from one list or map to another. */
typedef struct
{
  BsStepKind kind;
  guint old_index; /* not of what is inserted */
  guint new_index; /* not of what is deleted */
  gssize before;   /* the nearest step before it of which the item stays; -1 without one */
  gssize behind;   /* and after it */
} BsStep;

GArray *bs_alignment_find (const BsValue *old_value, const BsValue *new_value);

G_END_DECLS
