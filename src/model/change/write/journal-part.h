/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/write/journal-file.h"

G_BEGIN_DECLS

/* A step while it is being written. Its synced part stays valid in any case. */
typedef struct _BsJournalPart BsJournalPart;

BsJournalPart *bs_journal_part_new (const char *path, guint64 id, const char *name, GError **error);
void bs_journal_part_free (BsJournalPart *self);
void bs_journal_part_set_exchange (BsJournalPart *self, const BsExchange *exchange);
guint bs_journal_part_add (BsJournalPart *self, gboolean had_file, gboolean has_file, const GByteArray *record);
void bs_journal_part_add_about (BsJournalPart *self, guint number, guint mode, gint64 modified);
void bs_journal_part_add_folder (BsJournalPart *self, const char *path, gboolean is_made);
void bs_journal_part_drop (BsJournalPart *self, guint number);
gboolean bs_journal_part_sync (BsJournalPart *self, GError **error);
gboolean bs_journal_part_is_empty (const BsJournalPart *self);
gboolean bs_journal_part_finish (BsJournalPart *self, const char *name);

gboolean bs_journal_part_copy (const char *from, const char *to, guint64 id, const char *prefix);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsJournalPart, bs_journal_part_free)

G_END_DECLS
