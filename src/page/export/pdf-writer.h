/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Placeholders for references in a part: to the root of all pages, and to the content of the page with this number. */
#define BS_PDF_WRITER_PARENT "/BroadsheetParent"
#define BS_PDF_WRITER_PAGE "/BroadsheetPage"

/* The same to the object with this number, which was reserved before. */
#define BS_PDF_WRITER_OBJECT "/BroadsheetObject"

typedef struct _BsPdfWriter BsPdfWriter;

BsPdfWriter *bs_pdf_writer_new (const char *path, GError **error);
guint bs_pdf_writer_reserve (BsPdfWriter *self);
gboolean bs_pdf_writer_add (BsPdfWriter *self, guint number, const GString *object, GError **error);
gboolean bs_pdf_writer_append (BsPdfWriter *self, const char *path, guint parent, GArray *pages, const GArray *links,
                               guint *root, GError **error);
gboolean bs_pdf_writer_finish (BsPdfWriter *self, guint root, guint info, GError **error);
void bs_pdf_writer_free (BsPdfWriter *self);

void bs_pdf_append_text (GString *out, const char *text);
void bs_pdf_append_number (GString *out, double number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsPdfWriter, bs_pdf_writer_free)

G_END_DECLS
