/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A place in a page that was marked by a dot which is as good as white, because a printed page has no names of places.
 */
typedef struct
{
  guint number; /* the low bits of the mark's number */
  double x;     /* in points from the left */
  double y;     /* in points from the bottom */
} BsPdfMark;

#define BS_PDF_MARK_BITS 8

void bs_pdf_mark_append (GString *html, guint number);
GArray *bs_pdf_marks_find (const char *content, gsize length);

G_END_DECLS
