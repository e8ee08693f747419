/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/article/html-page-body.h"

G_BEGIN_DECLS

/* An article extracted from a page or a selection. */
typedef struct
{
  BsHtmlPageHead head;
  char *body; /* the article's HTML; never NULL */
} BsHtmlPage;

gboolean bs_html_is_page (const char *html, gsize length);
BsHtmlPage *bs_html_page_read (const char *html, gsize length, const char *address, BsHtmlPictureFunc picture_func,
                               gpointer user_data);
BsHtmlPage *bs_html_page_read_selection (const char *html, gsize length, const char *address);
void bs_html_page_free (BsHtmlPage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsHtmlPage, bs_html_page_free)

G_END_DECLS
