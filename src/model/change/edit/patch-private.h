/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/edit/alignment.h"
#include "model/change/edit/splices.h"
#include "model/format/front-matter/front-matter.h"

G_BEGIN_DECLS

/* The splices that turn front matter into the requested values. */
typedef struct
{
  BsFrontMatterKind language;
  const char *text;
  gsize start; /* of the block, in bytes of the text */
  gsize end;
  const char *newline;
  const BsValue *outline;
  BsSplices *splices;
  char *reason; /* (nullable): why it is not possible */

  gboolean lists_in_flow; /* how the file writes its lists */
  guint list_indent;      /* the indent of a list below its key */
  GHashTable *aliases;    /* (element-type utf8): anchors that aliases refer to */
} BsPatch;

/* A function that fails sets the reason. */
gboolean bs_patch_fail (BsPatch *self, const char *reason);
gboolean bs_patch_check (BsPatch *self, const BsValue *value);
gboolean bs_patch_check_all (BsPatch *self, const BsValue *value);
gboolean bs_patch_value (BsPatch *self, const BsValue *old_value, const BsValue *new_value);
char *bs_patch_copy_equal (const BsPatch *self, const BsValue *old_list, const BsValue *new_item);

gsize bs_patch_find_line_start (const BsPatch *self, gsize place);
gsize bs_patch_find_line_end (const BsPatch *self, gsize place);
gsize bs_patch_find_next_line (const BsPatch *self, gsize place);
void bs_patch_delete_lines (BsPatch *self, gsize start, gsize end);
void bs_patch_append_indent (GString *out, guint width);
gssize bs_patch_find_neighbour (const GArray *steps, guint i, gboolean before);

/* In patch-flow.c: values in brackets, in all three languages. */
gboolean bs_patch_flow (BsPatch *self, const BsValue *old_value, const BsValue *new_value);
gboolean bs_patch_scalar (BsPatch *self, const BsValue *old_value, const BsValue *new_value, gboolean in_flow);
gboolean bs_patch_append_flow_item (BsPatch *self, GString *out, const BsValue *old_value, const BsValue *item);
gsize bs_patch_item_start (const BsValue *item);
gsize bs_patch_item_end (const BsValue *item);

/* In patch-comments.c: brackets with comments between their items. */
gboolean bs_patch_has_comments (const BsPatch *self, const BsValue *value);
gboolean bs_patch_comments (BsPatch *self, const BsValue *old_value, const BsValue *new_value, const GArray *steps);

/* In patch-block.c: block-style YAML. */
gboolean bs_patch_block (BsPatch *self, const BsValue *old_value, const BsValue *new_value);
gboolean bs_patch_append_entry (BsPatch *self, GString *out, const BsValue *item, guint indent);

/* In patch-toml.c */
gboolean bs_patch_toml (BsPatch *self, const BsValue *outline, const BsValue *wanted);

G_END_DECLS
