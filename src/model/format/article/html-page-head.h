/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A page's metadata. */
typedef struct
{
  char *title;
  char *author;
  char *date; /* as written */
  char *site;
  char *language;
  char *description;
  char *address; /* of the page, absolute */
  char *base;    /* the base of relative links, absolute */
  char *picture; /* as written */
  char *text;    /* the article's text in JSON-LD */
} BsHtmlPageHead;

void bs_html_page_head_read (BsHtmlPageHead *self, const char *html, gsize length);
void bs_html_page_head_clear (BsHtmlPageHead *self);
gboolean bs_html_address_is_web (const char *address);

G_END_DECLS
