/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  BS_ZIP_STORED,   /* unchanged, for compressed data */
  BS_ZIP_DEFLATED, /* compressed */
} BsZipMethod;

typedef struct _BsZipWriter BsZipWriter;

BsZipWriter *bs_zip_writer_new (GOutputStream *stream);
gboolean bs_zip_writer_add (BsZipWriter *self, const char *name, const void *bytes, gsize length, BsZipMethod method,
                            gint64 modified, GCancellable *cancellable, GError **error);
gboolean bs_zip_writer_finish (BsZipWriter *self, GCancellable *cancellable, GError **error);
void bs_zip_writer_free (BsZipWriter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsZipWriter, bs_zip_writer_free)

G_END_DECLS
