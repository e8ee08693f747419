/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/write/trash-can.h"

G_BEGIN_DECLS

/* Writes several files together: first to temporary files beside them, then, after the old ones have been recorded, to
 * their places. Blocks on disk I/O. */
typedef struct _BsWriter BsWriter;

/* Told how many files are written. */
typedef void (*BsWriterProgressFunc) (guint n_done, gpointer user_data);

BsWriter *bs_writer_new (const char *record_folder, GError **error);
void bs_writer_free (BsWriter *self);
guint bs_writer_add (BsWriter *self, const char *path, GBytes *old_bytes, GBytes *new_bytes);
void bs_writer_set_modified (BsWriter *self, guint i, gint64 modified);
void bs_writer_set_mode (BsWriter *self, guint i, guint mode);
void bs_writer_set_trashed (BsWriter *self, guint i);
void bs_writer_set_from_trash (BsWriter *self, guint i, BsTrashCan *trash);
void bs_writer_set_progress (BsWriter *self, BsWriterProgressFunc func, gpointer user_data, GCancellable *cancellable);
gboolean bs_writer_prepare (BsWriter *self, GError **error);
gboolean bs_writer_commit (BsWriter *self, GError **error);
void bs_writer_get_about (const BsWriter *self, guint i, guint *mode, gint64 *modified);
const GError *bs_writer_get_error (const BsWriter *self, guint i);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsWriter, bs_writer_free)

G_END_DECLS
