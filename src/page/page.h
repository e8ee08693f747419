/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/folder/document.h"

G_BEGIN_DECLS

/* The addresses that a page uses: they are answered by the reader, and by nobody else. What an article may contain
 * leads to articles and pictures alone. The rest are actions, which the header of a page offers: in the reader each
 * begins with a token after its prefix, which no article can know. */
#define BS_PAGE_SCHEME "broadsheet"
#define BS_PAGE_ARTICLE_PREFIX BS_PAGE_SCHEME "://article/"   /* + percent-encoded path of an article */
#define BS_PAGE_PICTURE_PREFIX BS_PAGE_SCHEME "://picture/"   /* + percent-encoded path of a picture in the library */
#define BS_PAGE_CATEGORY_PREFIX BS_PAGE_SCHEME "://category/" /* + percent-encoded names, a slash between */
#define BS_PAGE_TAG_PREFIX BS_PAGE_SCHEME "://tag/"           /* + percent-encoded name */
#define BS_PAGE_SOURCE_PREFIX BS_PAGE_SCHEME "://source/"     /* + percent-encoded name */
#define BS_PAGE_FILE_ADDRESS BS_PAGE_SCHEME "://file/"        /* the article's own file, in another program */

char *bs_page_render (const BsDocument *document);
char *bs_page_render_original (const BsDocument *document);
char *bs_page_render_with_token (const BsDocument *document, gboolean original, const char *token);
char *bs_page_render_markdown (const BsDocument *document);
char *bs_page_render_text (const BsDocument *document);

G_END_DECLS
