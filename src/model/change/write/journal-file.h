/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The records that a step's file is made of. Their numbers are written, and so never change. */
typedef enum
{
  BS_JOURNAL_RECORD_NAME = 1,
  BS_JOURNAL_RECORD_OLD_ENTRY = 2, /* as earlier versions wrote them: the whole old file */
  BS_JOURNAL_RECORD_OLD_DROP = 3,
  BS_JOURNAL_RECORD_STAMP = 4,
  BS_JOURNAL_RECORD_CHANGE = 5,  /* what becomes of one file */
  BS_JOURNAL_RECORD_DROP = 6,    /* a change that was not made after all */
  BS_JOURNAL_RECORD_PREFIX = 7,  /* a folder that all paths are below: the step comes from a library inside this one */
  BS_JOURNAL_RECORD_SUMMARY = 8, /* of a step that was finished */
  BS_JOURNAL_RECORD_TAIL = 9,    /* how far before the end of the file the summary is */
  BS_JOURNAL_RECORD_KEPT = 10,   /* the bytes of a file that undoing the step has removed */
} BsJournalRecord;

/* What every file begins with. */
#define BS_JOURNAL_START_BYTES 8

/* What a step is about. */
typedef struct
{
  char *name;
  guint n_created;
  guint n_changed;
  guint n_removed;
} BsJournalSummary;

void bs_journal_file_append_start (GByteArray *out);
void bs_journal_file_append_stamp (GByteArray *out, guint64 stamp);
void bs_journal_file_append_name (GByteArray *out, const char *name);
void bs_journal_file_append_change (GByteArray *out, const char *path, GBytes *old_bytes, GBytes *new_bytes);
void bs_journal_file_append_drop (GByteArray *out, guint number);
void bs_journal_file_append_prefix (GByteArray *out, const char *folder);
void bs_journal_file_append_summary (GByteArray *out, const BsJournalSummary *summary);
void bs_journal_file_append_kept (GByteArray *out, const char *path, GBytes *bytes);

/* Reads a file record by record. Others may cut the file off meanwhile: that only ends it. */
typedef struct
{
  int fd;
  guint64 size;
  guint64 place;     /* of the next record */
  gboolean is_newer; /* the next record is whole, and of a kind that this version does not know */
  guint8 *buffer;    /* of one record */
  gsize capacity;
} BsJournalCursor;

gboolean bs_journal_cursor_init (BsJournalCursor *self, int fd);
void bs_journal_cursor_clear (BsJournalCursor *self);
GVariant *bs_journal_cursor_next (BsJournalCursor *self, BsJournalRecord *kind);
gboolean bs_journal_cursor_skip_to (BsJournalCursor *self, BsJournalRecord kind);

guint64 bs_journal_file_read_stamp (int fd);
gboolean bs_journal_file_read_summary (int fd, BsJournalSummary *summary);
void bs_journal_summary_clear (BsJournalSummary *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BsJournalCursor, bs_journal_cursor_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BsJournalSummary, bs_journal_summary_clear)

G_END_DECLS
