/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/write/exchange.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The kinds of records in a step's file. The numbers are stored on disk and must never change. */
typedef enum
{
  BS_JOURNAL_RECORD_NAME = 1,
  BS_JOURNAL_RECORD_OLD_ENTRY = 2, /* written by earlier versions: the whole old file */
  BS_JOURNAL_RECORD_OLD_DROP = 3,
  BS_JOURNAL_RECORD_ID = 4,
  BS_JOURNAL_RECORD_CHANGE = 5,    /* the change of one file */
  BS_JOURNAL_RECORD_DROP = 6,      /* a change that was not made */
  BS_JOURNAL_RECORD_PREFIX = 7,    /* the base of all paths, if the step comes from a library inside this one */
  BS_JOURNAL_RECORD_SUMMARY = 8,   /* the summary of a finished step */
  BS_JOURNAL_RECORD_TAIL = 9,      /* the distance of the summary from the end of the file */
  BS_JOURNAL_RECORD_KEPT = 10,     /* the bytes of a file that undoing the step removed */
  BS_JOURNAL_RECORD_ABOUT = 11,    /* the permissions and time of a removed file */
  BS_JOURNAL_RECORD_EXCHANGE = 12, /* the files moved between two libraries; before any change */
  BS_JOURNAL_RECORD_FOLDER = 13,   /* a folder that was made or removed */
} BsJournalRecord;

/* The header of every file. */
#define BS_JOURNAL_START_BYTES 8

/* The summary of a step. */
typedef struct
{
  char *name;
  guint n_created;
  guint n_changed;
  guint n_removed;
} BsJournalSummary;

void bs_journal_file_append_start (GByteArray *out);
void bs_journal_file_append_id (GByteArray *out, guint64 id);
void bs_journal_file_append_name (GByteArray *out, const char *name);
void bs_journal_file_append_change (GByteArray *out, const char *path, GBytes *old_bytes, GBytes *new_bytes);
void bs_journal_file_append_about (GByteArray *out, guint number, guint mode, gint64 modified);
void bs_journal_file_append_folder (GByteArray *out, const char *path, gboolean is_made);
void bs_journal_file_append_drop (GByteArray *out, guint number);
void bs_journal_file_append_prefix (GByteArray *out, const char *folder);
void bs_journal_file_append_summary (GByteArray *out, const BsJournalSummary *summary);
void bs_journal_file_append_exchange (GByteArray *out, const BsExchange *exchange);
void bs_journal_file_append_kept (GByteArray *out, const char *path, GBytes *bytes);

/* Reads a file record by record. If another program truncates the file meanwhile, reading just ends. */
typedef struct
{
  int fd;
  guint64 size;
  guint64 place;     /* of the next record */
  gboolean is_newer; /* the next record is complete, but of a kind unknown to this version */
  guint8 *buffer;    /* for one record */
  gsize capacity;
} BsJournalCursor;

gboolean bs_journal_cursor_init (BsJournalCursor *self, int fd);
void bs_journal_cursor_clear (BsJournalCursor *self);
GVariant *bs_journal_cursor_next (BsJournalCursor *self, BsJournalRecord *kind);

int bs_journal_file_open (const char *path);
guint64 bs_journal_file_get_size (const char *path);
guint64 bs_journal_file_read_id (int fd);
BsExchange *bs_journal_file_read_exchange (int fd);
gboolean bs_journal_file_read_summary (int fd, BsJournalSummary *summary);
void bs_journal_summary_clear (BsJournalSummary *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BsJournalCursor, bs_journal_cursor_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BsJournalSummary, bs_journal_summary_clear)

G_END_DECLS
