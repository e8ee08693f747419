/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/article/html-page-head.h"

G_BEGIN_DECLS

/* Called with the address of an image. Returns its new address, or NULL to keep it. */
typedef char *(*BsHtmlPictureFunc) (const char *address, gpointer user_data);

char *bs_html_page_body_find (const BsHtmlPageHead *head, const char *html, gsize length,
                              BsHtmlPictureFunc picture_func, gpointer user_data);
char *bs_html_page_body_clean (const BsHtmlPageHead *head, const char *html, gsize length);

G_END_DECLS
