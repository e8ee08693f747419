/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/folder/document.h"

G_BEGIN_DECLS

/* The addresses that a page uses. Only the reader answers them. An article's own links may lead only to articles and
 * pictures. The others are actions of the page's header: in the reader each has a token after its prefix, which no
 * article can know. */
#define BS_PAGE_SCHEME "broadsheet"
#define BS_PAGE_ARTICLE_PREFIX BS_PAGE_SCHEME "://article/"   /* + percent-encoded path of an article */
#define BS_PAGE_PICTURE_PREFIX BS_PAGE_SCHEME "://picture/"   /* + percent-encoded path of a picture in the library */
#define BS_PAGE_CATEGORY_PREFIX BS_PAGE_SCHEME "://category/" /* + percent-encoded names separated by slashes */
#define BS_PAGE_TAG_PREFIX BS_PAGE_SCHEME "://tag/"           /* + percent-encoded name */
#define BS_PAGE_SOURCE_PREFIX BS_PAGE_SCHEME "://source/"     /* + percent-encoded name */
#define BS_PAGE_FILE_ADDRESS BS_PAGE_SCHEME "://file/"        /* opens the article's own file in another program */

char *bs_page_render (const BsDocument *document);
char *bs_page_render_original (const BsDocument *document);
char *bs_page_render_with_token (const BsDocument *document, gboolean original, const char *token);
char *bs_page_render_markdown (const BsDocument *document);
char *bs_page_render_text (const BsDocument *document);

G_END_DECLS
