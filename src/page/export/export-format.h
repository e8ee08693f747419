/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "page/export/export-contents.h"
#include "page/export/export-pictures.h"
#include "page/export/export-report.h"

G_BEGIN_DECLS

/* The data that all formats need. Everything belongs to the export. */
typedef struct
{
  GOutputStream *stream;
  const BsSite *site;
  const BsExportContents *contents;
  BsExportPictures *pictures;
  const char *title;
  GPtrArray *problems;           /* (element-type BsExportProblem): the omitted parts */
  BsExportProgressFunc progress; /* (nullable) */
  gpointer progress_data;
  GCancellable *cancellable;
} BsExportJob;

/* One format, in a file of its own. */
typedef struct
{
  gpointer (*start) (const BsExportJob *job, GError **error);
  gboolean (*add) (gpointer self, guint number, const BsDocument *document, GError **error);
  gboolean (*finish) (gpointer self, GError **error);
  void (*free) (gpointer self);
  gboolean finishes_slowly; /* takes as long as all articles did; it reports the second half of the progress itself */
} BsExportFormat;

extern const BsExportFormat bs_export_format_epub;
extern const BsExportFormat bs_export_format_html;
extern const BsExportFormat bs_export_format_zip;
extern const BsExportFormat bs_export_format_pdf;

G_END_DECLS
