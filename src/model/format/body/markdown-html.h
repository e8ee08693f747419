/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The open HTML elements in Markdown whose content would be hidden. */
typedef struct
{
  GArray *open;
} BsMarkdownHtml;

void bs_markdown_html_init (BsMarkdownHtml *self);
void bs_markdown_html_clear (BsMarkdownHtml *self);
void bs_markdown_html_append (BsMarkdownHtml *self, GString *out, const char *html, gsize length, gboolean is_block);
void bs_markdown_html_settle (BsMarkdownHtml *self, GString *out, gboolean with_blocks);

G_END_DECLS
