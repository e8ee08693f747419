/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/write/journal.h"

G_BEGIN_DECLS

void bs_journal_file_append_start (GByteArray *out);
void bs_journal_file_append_stamp (GByteArray *out, guint64 stamp);
void bs_journal_file_append_name (GByteArray *out, const char *name);
void bs_journal_file_append_entry (GByteArray *out, const char *path, GBytes *old_bytes, GBytes *new_bytes);
void bs_journal_file_append_drop (GByteArray *out, const char *path);

guint64 bs_journal_file_read_stamp (GBytes *bytes);
char *bs_journal_file_read_name (GBytes *bytes);
GPtrArray *bs_journal_file_read_entries (GBytes *bytes, gsize *valid_length);

G_END_DECLS
