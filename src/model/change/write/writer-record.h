/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a writer is about to write, kept where the next start finds it if the writer does not live to finish. While it
 * lives it holds a lock on its record. */
typedef struct _BsWriterRecord BsWriterRecord;

BsWriterRecord *bs_writer_record_new (const char *folder, GError **error);
void bs_writer_record_free (BsWriterRecord *self);
void bs_writer_record_add (BsWriterRecord *self, const char *path, GBytes *old_bytes, GBytes *new_bytes);
gboolean bs_writer_record_sync (BsWriterRecord *self, GError **error);
char *bs_writer_record_build_temporary (const BsWriterRecord *self, const char *path, guint number);

void bs_writer_record_clean (const char *folder);

/* Behind the name of a temporary file that is whole, and is being copied over a file that cannot be replaced. */
#define BS_WRITER_COPYING ".copy"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsWriterRecord, bs_writer_record_free)

G_END_DECLS
