/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "page/export/pdf-text-map.h"

G_BEGIN_DECLS

/* A place in a PDF. */
typedef struct
{
  guint page; /* from 0 */
  guint mark; /* the low bits of its number, see BsPdfMark */
  double x;
  double y;
} BsPdfPlace;

typedef struct _BsPdfFile BsPdfFile;

BsPdfFile *bs_pdf_file_new (const char *path, GError **error);
GArray *bs_pdf_file_add (BsPdfFile *self, const char *part, const BsPdfTextMap *map, GError **error);
void bs_pdf_file_add_heading (BsPdfFile *self, guint level, const char *title, const BsPdfPlace *place);
void bs_pdf_file_add_link (BsPdfFile *self, const BsPdfPlace *place, const char *address, const BsPdfPlace *target);
void bs_pdf_file_add_number (BsPdfFile *self, const BsPdfPlace *place, const BsPdfPlace *target);
gboolean bs_pdf_file_finish (BsPdfFile *self, const char *title, const char *author, const char *language,
                             GError **error);
guint bs_pdf_file_count_pages (const char *path);
void bs_pdf_file_free (BsPdfFile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsPdfFile, bs_pdf_file_free)

G_END_DECLS
