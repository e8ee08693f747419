/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/edit/edit.h"
#include "model/format/article/site-kind.h"

G_BEGIN_DECLS

typedef enum
{
  BS_EDIT_SET,
  BS_EDIT_SET_TEXT,
  BS_EDIT_ADD_TEXT,
  BS_EDIT_REMOVE,
  BS_EDIT_REMOVE_TEXT,
  BS_EDIT_REPLACE,
  BS_EDIT_REPLACE_IN_BODY,
  BS_EDIT_REWRITE,
  BS_EDIT_MOVE_TO_CATEGORY,
  BS_EDIT_ADD_TO_CATEGORY,
  BS_EDIT_ADD_TAG,
  BS_EDIT_SET_SOURCE,
  BS_EDIT_RENAME_CATEGORY,
  BS_EDIT_RENAME_TAG,
  BS_EDIT_RENAME_SOURCE,
  BS_EDIT_LEAVE_CATEGORY,
} BsEditAction;

typedef struct
{
  BsEditAction action;
  GStrv path;
  BsValue *value;                 /* (nullable): for BS_EDIT_SET */
  char *text;                     /* (nullable) */
  GStrv names;                    /* (nullable): the path of a category, root first; the name of a tag or a source */
  GStrv to;                       /* (nullable): the new name; NULL to remove it */
  BsReplacement *replacement;     /* (nullable) */
  const BsEditRewriter *rewriter; /* (nullable) */
  gpointer data;                  /* (nullable): of the rewriter; an atomic box */
  BsSiteKind site;                /* the kind of site whose rules apply */
} BsEditOperation;

struct _BsEdit
{
  gatomicrefcount ref_count;
  GPtrArray *operations; /* (element-type BsEditOperation) */
};

G_END_DECLS
