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

/* The change to one item, on the way from one list or map to another. */
typedef struct
{
  BsStepKind kind;
  guint old_index; /* not for BS_STEP_INSERT */
  guint new_index; /* not for BS_STEP_DELETE */
  gssize before;   /* the nearest earlier step that keeps or changes an item; -1 if none */
  gssize after;    /* the nearest later one */
} BsStep;

GArray *bs_alignment_find (const BsValue *old_value, const BsValue *new_value);
gboolean bs_alignment_keeps (const BsValue *old_value, const BsValue *new_value);

G_END_DECLS
