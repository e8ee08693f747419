/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/body/marks.h"

G_BEGIN_DECLS

typedef struct _BsMarkdownNotes BsMarkdownNotes;

BsMarkdownNotes *bs_markdown_notes_new (const char *text, gsize length);
void bs_markdown_notes_free (BsMarkdownNotes *self);
GString *bs_markdown_notes_define (BsMarkdownNotes *self, const char *text, gsize length, gsize *used);
gsize bs_markdown_notes_match (BsMarkdownNotes *self, const char *text, gsize length, guint *number);
GString *bs_markdown_notes_get (BsMarkdownNotes *self, guint number);
guint bs_markdown_notes_count (const BsMarkdownNotes *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsMarkdownNotes, bs_markdown_notes_free)

G_END_DECLS
