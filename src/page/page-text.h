/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/folder/document.h"

G_BEGIN_DECLS

typedef enum
{
  BS_TEXT_PARAGRAPH,
  BS_TEXT_HEADING,
  BS_TEXT_LINK,
} BsTextKind;

#define BS_TYPE_TEXT_BLOCK (bs_text_block_get_type ())
G_DECLARE_FINAL_TYPE (BsTextBlock, bs_text_block, BS, TEXT_BLOCK, GObject)

/* A part of an article that is read as text. It never changes. */
BsTextKind bs_text_block_get_kind (BsTextBlock *self);
guint bs_text_block_get_level (BsTextBlock *self);
const char *bs_text_block_get_text (BsTextBlock *self);
const char *bs_text_block_get_folded (BsTextBlock *self);
const char *bs_text_block_get_address (BsTextBlock *self);
gboolean bs_text_block_has_id (BsTextBlock *self, const char *id);

GPtrArray *bs_page_read_text (const BsDocument *document, const char *token);

G_END_DECLS
