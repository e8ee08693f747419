/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The files that a writer is about to write, recorded so that the next start can recover if the writer is killed. A
 * running writer holds a lock on its record. */
typedef struct _BsWriterRecord BsWriterRecord;

BsWriterRecord *bs_writer_record_new (const char *folder, GError **error);
void bs_writer_record_free (BsWriterRecord *self);
void bs_writer_record_add (BsWriterRecord *self, const char *path, GBytes *old_bytes, GBytes *new_bytes);
gboolean bs_writer_record_sync (BsWriterRecord *self, GError **error);
gboolean bs_writer_record_commit (BsWriterRecord *self, GError **error);
void bs_writer_record_leave (BsWriterRecord *self, guint number, gboolean is_ours);
char *bs_writer_record_build_temporary (const BsWriterRecord *self, const char *path, guint number);

void bs_writer_record_clean (const char *folder, GPtrArray *recovered);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsWriterRecord, bs_writer_record_free)

G_END_DECLS
