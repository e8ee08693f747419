/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

/* The addresses in a page that only the reader handles. An article may contain those of articles and pictures. The
 * others are actions in the header of a page; in the reader, a token that no article can know follows their prefix. */
#define BS_PAGE_SCHEME "broadsheet"
#define BS_PAGE_ARTICLE_PREFIX BS_PAGE_SCHEME "://article/"   /* + percent-encoded path of an article */
#define BS_PAGE_PICTURE_PREFIX BS_PAGE_SCHEME "://picture/"   /* + percent-encoded path of a picture in the library */
#define BS_PAGE_CATEGORY_PREFIX BS_PAGE_SCHEME "://category/" /* + percent-encoded names, a slash between */
#define BS_PAGE_TAG_PREFIX BS_PAGE_SCHEME "://tag/"           /* + percent-encoded name */
#define BS_PAGE_SOURCE_PREFIX BS_PAGE_SCHEME "://source/"     /* + percent-encoded name */
#define BS_PAGE_FONT_ADDRESS BS_PAGE_SCHEME "://font/math"    /* of formulas */
#define BS_PAGE_FILE_ADDRESS BS_PAGE_SCHEME "://file/"        /* the article's own file, in another program */
