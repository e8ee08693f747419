/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/folder/document.h"
#include "page/page-address.h"

G_BEGIN_DECLS

char *bs_page_render (const BsDocument *document);
char *bs_page_render_article (const BsDocument *document, char **language);
char *bs_page_dup_style (void);
char *bs_page_dup_style_policy (const char *style);
char *bs_page_dup_book_style (void);
char *bs_page_dup_print_style (void);
char *bs_page_render_with_token (const BsDocument *document, gboolean original, const char *token);
char *bs_page_render_markdown (const BsDocument *document);
char *bs_page_render_text (const BsDocument *document);

G_END_DECLS
