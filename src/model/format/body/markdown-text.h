/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/body/landmarks.h"
#include "model/format/body/markdown-notes.h"
#include "model/format/body/marks.h"

G_BEGIN_DECLS

typedef struct _BsMarkdownText BsMarkdownText;

/* The Markdown source and the rewritten output. */
struct _BsMarkdownText
{
  const char *text;
  gsize length;
  gsize position;
  GString *out;
  BsMarks *marks;
  BsMarkdownNotes *notes; /* (nullable): NULL if the text has no footnotes */
  BsLandmarks landmarks;
  gboolean in_quote;   /* each line starts with a marker of its own */
  gsize paragraph_end; /* the last result */

  /* Skips the quotations and lists that a line is in. */
  void (*skip_containers) (const BsMarkdownText *self, gsize *position, gsize end);
};

gsize bs_markdown_text_find_line_end (const BsMarkdownText *self, gsize position);
void bs_markdown_text_copy (BsMarkdownText *self, gsize end);
void bs_markdown_text_mark (BsMarkdownText *self, gsize end, BsMarkKind kind, char *value, guint number);
void bs_markdown_text_pass (BsMarkdownText *self, gsize start, gsize end);

G_END_DECLS
