/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/edit/source-text.h"
#include "model/change/write/editor.h"

G_BEGIN_DECLS

#define BS_TYPE_SOURCE_FILE (bs_source_file_get_type ())
G_DECLARE_FINAL_TYPE (BsSourceFile, bs_source_file, BS, SOURCE_FILE, GObject)

/* The file that a source page edits. All of its work is done by workers. Signals: loaded (boolean: the text was kept
 * from an earlier time); failed (message: it cannot be read); looked (the text was read as an article); conflict (the
 * file has changed on the disk); saved (BsEditReport); save-failed (message). */
BsSourceFile *bs_source_file_new (BsEditor *editor, const char *path);
const char *bs_source_file_get_path (BsSourceFile *self);
void bs_source_file_set_path (BsSourceFile *self, const char *path);

void bs_source_file_load (BsSourceFile *self);
BsSourceText *bs_source_file_get_source (BsSourceFile *self);
GBytes *bs_source_file_get_kept (BsSourceFile *self);
void bs_source_file_drop_kept (BsSourceFile *self);

void bs_source_file_set_text (BsSourceFile *self, GBytes *text, gboolean is_modified);
void bs_source_file_keep (BsSourceFile *self);
void bs_source_file_forget (BsSourceFile *self);
void bs_source_file_wait_for_kept (guint seconds);
BsDocument *bs_source_file_get_document (BsSourceFile *self);
const GArray *bs_source_file_get_lost (BsSourceFile *self);

gboolean bs_source_file_has_conflict (BsSourceFile *self);
BsSourceText *bs_source_file_get_theirs (BsSourceFile *self);
void bs_source_file_take_theirs (BsSourceFile *self);
gboolean bs_source_file_is_saving (BsSourceFile *self);
void bs_source_file_save (BsSourceFile *self, GBytes *text, gboolean overwrite);

G_END_DECLS
