/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/write/journal-file.h"

#include "model/change/write/byte-diff.h"
#include "model/change/write/file-access.h"
#include "model/format/article/article.h"
#include "model/library/folder/relative-path.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A step's file is an eight-byte header followed by records. A record consists of its kind, the length of its payload,
 * the payload, and a checksum of these; numbers are little-endian. A payload is a serialised GVariant. An incomplete
 * record at the end is ignored.
 *
 * Version 1 had the whole old bytes of every file; its records are still supported. Version 2 has the differences and
 * the hashes of both sides. */
#define OLD_START "BSSTEP1\n"
#define START "BSSTEP2\n"
#define HEAD_BYTES 12
#define SUM_BYTES 8
/* Payloads are aligned in memory so that GVariant needs no copy. */
#define PADDING 4

/* A record has at most both sides of one file; the rest is for names and lengths. */
#define MAX_PAYLOAD (2 * (guint64) (BS_ARTICLE_MAX_BYTES + 1) + 1024 * 1024)
#define MAX_SUMMARY (64 * 1024)
#define TAIL_BYTES (HEAD_BYTES + 8 + SUM_BYTES)

/* The path; for each side whether the file exists, its length and hash; and the splices: the number of common bytes
 * before it, the old bytes, the new bytes. A created file has no splices, because its bytes are in the file itself. */
#define CHANGE_FORMAT "(ay(btt)(btt)a(tayay))"

static void
append_number (GByteArray *out, guint64 number, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      guint8 byte = number >> (8 * i);

      g_byte_array_append (out, &byte, 1);
    }
}

static guint64
read_number (const guint8 *p, guint n)
{
  guint64 number = 0;

  for (guint i = 0; i < n; i++)
    number |= (guint64) p[i] << (8 * i);

  return number;
}

static guint64
take_sum (const guint8 *data, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, length);

  return bs_file_hash (bytes);
}

static void
append_record (GByteArray *out, BsJournalRecord kind, GVariant *variant)
{
  g_autoptr (GVariant) payload = g_variant_ref_sink (variant);
  gsize start = out->len;

  append_number (out, kind, 4);
  append_number (out, g_variant_get_size (payload), 8);
  g_byte_array_append (out, g_variant_get_data (payload), g_variant_get_size (payload));
  append_number (out, take_sum (out->data + start, out->len - start), SUM_BYTES);
}

static GVariant *
wrap (const void *data, gsize length)
{
  return g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, length > 0 ? data : "", length, 1);
}

/**
 * bs_journal_file_append_start:
 * @out: an empty file
 *
 * Appends the header.
 */
void
bs_journal_file_append_start (GByteArray *out)
{
  g_return_if_fail (out != NULL);

  g_byte_array_append (out, (const guint8 *) START, BS_JOURNAL_START_BYTES);
}

/**
 * bs_journal_file_append_id:
 * @out: a step's file with only the header
 * @id: the step's id
 *
 * Appends the step's id, which is always the first record. Files of older versions have none.
 */
void
bs_journal_file_append_id (GByteArray *out, guint64 id)
{
  g_return_if_fail (out != NULL && out->len == BS_JOURNAL_START_BYTES);

  append_record (out, BS_JOURNAL_RECORD_ID, g_variant_new_uint64 (id));
}

/**
 * bs_journal_file_append_name:
 * @out: a step's file
 * @name: the step's display name; the last one wins
 */
void
bs_journal_file_append_name (GByteArray *out, const char *name)
{
  g_return_if_fail (out != NULL && name != NULL);

  append_record (out, BS_JOURNAL_RECORD_NAME, g_variant_new_string (name));
}

static GVariant *
describe_side (GBytes *bytes)
{
  return g_variant_new ("(btt)", bytes != NULL, bytes != NULL ? (guint64) g_bytes_get_size (bytes) : 0,
                        bs_file_hash (bytes));
}

/**
 * bs_journal_file_append_change:
 * @out: a step's file
 * @path: a file, relative to the library
 * @old_bytes: (nullable): its bytes before
 * @new_bytes: (nullable): its bytes after
 *
 * Appends the data needed to compute each side from the other: all bytes of a removed file, only the hash of a created
 * one.
 */
void
bs_journal_file_append_change (GByteArray *out, const char *path, GBytes *old_bytes, GBytes *new_bytes)
{
  gsize old_length = 0, new_length = 0;
  const guint8 *old_data = old_bytes != NULL ? g_bytes_get_data (old_bytes, &old_length) : NULL;
  const guint8 *new_data = new_bytes != NULL ? g_bytes_get_data (new_bytes, &new_length) : NULL;
  g_autoptr (GArray) splices = NULL;
  GVariantBuilder builder;

  g_return_if_fail (out != NULL && path != NULL);

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(tayay)"));
  if (old_bytes != NULL)
    splices = bs_byte_diff_make (old_data, old_length, new_data, new_length);
  for (guint i = 0; splices != NULL && i < splices->len; i++)
    {
      const BsByteSplice *splice = &g_array_index (splices, BsByteSplice, i);

      old_data += splice->same;
      new_data += new_data != NULL ? splice->same : 0;
      g_variant_builder_add (&builder, "(t@ay@ay)", (guint64) splice->same, wrap (old_data, splice->old_length),
                             wrap (new_data, splice->new_length));
      old_data += splice->old_length;
      new_data += new_data != NULL ? splice->new_length : 0;
    }
  append_record (out, BS_JOURNAL_RECORD_CHANGE,
                 g_variant_new ("(@ay@(btt)@(btt)a(tayay))", wrap (path, strlen (path)), describe_side (old_bytes),
                                describe_side (new_bytes), &builder));
}

/**
 * bs_journal_file_append_about:
 * @out: a step's file
 * @number: which change of the file, from 0
 * @mode: the permissions that the file had
 * @modified: its last modification time, in nanoseconds since the epoch
 *
 * Adds the data of a removed file other than its bytes.
 */
void
bs_journal_file_append_about (GByteArray *out, guint number, guint mode, gint64 modified)
{
  g_return_if_fail (out != NULL);

  append_record (out, BS_JOURNAL_RECORD_ABOUT, g_variant_new ("(uux)", number, mode, modified));
}

/**
 * bs_journal_file_append_folder:
 * @out: a step's file
 * @path: a folder, relative to the library
 * @is_made: whether it was made for the step's files; otherwise it was removed, because it was empty after the step
 */
void
bs_journal_file_append_folder (GByteArray *out, const char *path, gboolean is_made)
{
  g_return_if_fail (out != NULL && path != NULL);

  append_record (out, BS_JOURNAL_RECORD_FOLDER, g_variant_new ("(b@ay)", is_made, wrap (path, strlen (path))));
}

/**
 * bs_journal_file_append_drop:
 * @out: a step's file
 * @number: the index of a change in the file
 *
 * Cancels a change that was not made.
 */
void
bs_journal_file_append_drop (GByteArray *out, guint number)
{
  g_return_if_fail (out != NULL);

  append_record (out, BS_JOURNAL_RECORD_DROP, g_variant_new_uint32 (number));
}

/**
 * bs_journal_file_append_prefix:
 * @out: a step's file
 * @folder: the folder, relative to the library, that the file's paths without another prefix are relative to
 */
void
bs_journal_file_append_prefix (GByteArray *out, const char *folder)
{
  g_return_if_fail (out != NULL && folder != NULL);

  append_record (out, BS_JOURNAL_RECORD_PREFIX, wrap (folder, strlen (folder)));
}

/**
 * bs_journal_file_append_summary:
 * @out: a step's file
 * @summary: the step's summary
 *
 * Appends the summary at the end, so that bs_journal_file_read_summary() need not read the whole file.
 */
void
bs_journal_file_append_summary (GByteArray *out, const BsJournalSummary *summary)
{
  gsize start;

  g_return_if_fail (out != NULL && summary != NULL);

  start = out->len;
  append_record (out, BS_JOURNAL_RECORD_SUMMARY,
                 g_variant_new ("(suuu)", summary->name, summary->n_created, summary->n_changed, summary->n_removed));
  append_record (out, BS_JOURNAL_RECORD_TAIL, g_variant_new_uint64 (out->len - start + TAIL_BYTES));
}

/**
 * bs_journal_file_append_exchange:
 * @out: a step's file without changes
 * @exchange: the files that the step moves between its library and another one
 */
void
bs_journal_file_append_exchange (GByteArray *out, const BsExchange *exchange)
{
  GVariantBuilder builder;

  g_return_if_fail (out != NULL && exchange != NULL);

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(ayay)"));
  for (guint i = 0; i < exchange->here->len; i++)
    {
      const char *here = g_ptr_array_index (exchange->here, i);
      const char *there = g_ptr_array_index (exchange->there, i);

      g_variant_builder_add (&builder, "(@ay@ay)", wrap (here, strlen (here)), wrap (there, strlen (there)));
    }
  append_record (
      out, BS_JOURNAL_RECORD_EXCHANGE,
      g_variant_new ("(@ayba(ayay))", wrap (exchange->root, strlen (exchange->root)), exchange->is_gift, &builder));
}

/**
 * bs_journal_file_append_kept:
 * @out: a file of kept bytes
 * @path: a file, relative to the library
 * @bytes: its bytes
 */
void
bs_journal_file_append_kept (GByteArray *out, const char *path, GBytes *bytes)
{
  g_return_if_fail (out != NULL && path != NULL && bytes != NULL);

  append_record (out, BS_JOURNAL_RECORD_KEPT,
                 g_variant_new ("(@ay@ay)", wrap (path, strlen (path)),
                                wrap (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes))));
}

static const GVariantType *
find_type (guint64 kind)
{
  switch (kind)
    {
    case BS_JOURNAL_RECORD_NAME:
      return G_VARIANT_TYPE_STRING;
    case BS_JOURNAL_RECORD_OLD_ENTRY:
      return G_VARIANT_TYPE ("(aybaybttayt)");
    case BS_JOURNAL_RECORD_OLD_DROP:
    case BS_JOURNAL_RECORD_PREFIX:
      return G_VARIANT_TYPE_BYTESTRING;
    case BS_JOURNAL_RECORD_ID:
    case BS_JOURNAL_RECORD_TAIL:
      return G_VARIANT_TYPE_UINT64;
    case BS_JOURNAL_RECORD_CHANGE:
      return G_VARIANT_TYPE (CHANGE_FORMAT);
    case BS_JOURNAL_RECORD_DROP:
      return G_VARIANT_TYPE_UINT32;
    case BS_JOURNAL_RECORD_ABOUT:
      return G_VARIANT_TYPE ("(uux)");
    case BS_JOURNAL_RECORD_SUMMARY:
      return G_VARIANT_TYPE ("(suuu)");
    case BS_JOURNAL_RECORD_KEPT:
      return G_VARIANT_TYPE ("(ayay)");
    case BS_JOURNAL_RECORD_EXCHANGE:
      return G_VARIANT_TYPE ("(ayba(ayay))");
    case BS_JOURNAL_RECORD_FOLDER:
      return G_VARIANT_TYPE ("(bay)");
    default:
      return NULL;
    }
}

static gboolean
read_at (int fd, guint64 place, guint8 *out, gsize length)
{
  while (length > 0)
    {
      gssize n = pread (fd, out, length, (off_t) place);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      out += n;
      place += n;
      length -= n;
    }

  return TRUE;
}

/**
 * bs_journal_cursor_init:
 * @self: (out caller-allocates): a cursor
 * @fd: a step's file, owned by the caller; -1 if it could not be opened
 *
 * Returns: whether it is a step's file; the cursor must be cleared in any case
 */
gboolean
bs_journal_cursor_init (BsJournalCursor *self, int fd)
{
  guint8 start[BS_JOURNAL_START_BYTES];
  struct stat st;

  g_return_val_if_fail (self != NULL, FALSE);

  *self = (BsJournalCursor){ .fd = fd };
  if (fd < 0 || fstat (fd, &st) != 0 || !S_ISREG (st.st_mode) || st.st_size < BS_JOURNAL_START_BYTES ||
      !read_at (fd, 0, start, BS_JOURNAL_START_BYTES) ||
      (memcmp (start, START, BS_JOURNAL_START_BYTES) != 0 && memcmp (start, OLD_START, BS_JOURNAL_START_BYTES) != 0))
    return FALSE;
  self->size = (guint64) st.st_size;
  self->place = BS_JOURNAL_START_BYTES;

  return TRUE;
}

/**
 * bs_journal_cursor_clear:
 * @self: a cursor
 */
void
bs_journal_cursor_clear (BsJournalCursor *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->buffer, g_free);
  self->capacity = 0;
}

static gboolean
read_head (BsJournalCursor *self, guint64 *kind, guint64 *length)
{
  guint8 head[HEAD_BYTES];

  if (self->place > self->size || self->size - self->place < HEAD_BYTES + SUM_BYTES ||
      !read_at (self->fd, self->place, head, HEAD_BYTES))
    return FALSE;
  *kind = read_number (head, 4);
  *length = read_number (head + 4, 8);

  return *length <= self->size - self->place - HEAD_BYTES - SUM_BYTES && *length <= MAX_PAYLOAD;
}

/**
 * bs_journal_cursor_next:
 * @self: a cursor
 * @kind: (out): the kind of the record
 *
 * Reads the next record.
 *
 * Returns: (transfer full) (nullable): its payload, in normal form; %NULL if no complete record follows
 */
GVariant *
bs_journal_cursor_next (BsJournalCursor *self, BsJournalRecord *kind)
{
  g_autoptr (GVariant) payload = NULL;
  g_autoptr (GBytes) bytes = NULL;
  guint64 number, length;
  guint8 *record;
  gsize whole;

  g_return_val_if_fail (self != NULL && kind != NULL, NULL);

  self->is_newer = FALSE;
  if (!read_head (self, &number, &length))
    return NULL;
  whole = HEAD_BYTES + length + SUM_BYTES;
  if (whole > self->capacity)
    {
      g_free (self->buffer);
      self->buffer = g_try_malloc (PADDING + whole);
      self->capacity = self->buffer != NULL ? whole : 0;
      if (self->buffer == NULL)
        return NULL;
    }
  record = self->buffer + PADDING;
  if (!read_at (self->fd, self->place, record, whole) || read_number (record, 4) != number ||
      read_number (record + 4, 8) != length ||
      read_number (record + HEAD_BYTES + length, SUM_BYTES) != take_sum (record, HEAD_BYTES + length))
    return NULL;
  if (find_type (number) == NULL)
    {
      self->is_newer = TRUE;
      return NULL;
    }
  self->place += whole;
  *kind = (BsJournalRecord) number;

  /* A large payload is passed on as it is; a small one is copied. */
  if (whole > 64 * 1024)
    {
      bytes = g_bytes_new_with_free_func (record + HEAD_BYTES, length, g_free, g_steal_pointer (&self->buffer));
      self->capacity = 0;
    }
  else
    {
      bytes = g_bytes_new (record + HEAD_BYTES, length);
    }
  payload = g_variant_ref_sink (g_variant_new_from_bytes (find_type (number), bytes, FALSE));

  return g_variant_get_normal_form (payload);
}

static gboolean
skip_to (BsJournalCursor *self, BsJournalRecord kind)
{
  guint64 number, length;

  g_return_val_if_fail (self != NULL, FALSE);

  while (read_head (self, &number, &length) && find_type (number) != NULL)
    {
      if (number == kind)
        return TRUE;
      self->place += HEAD_BYTES + length + SUM_BYTES;
    }

  return FALSE;
}

/**
 * bs_journal_file_open:
 * @path: a file of a history
 *
 * Returns: a file descriptor for reading it, or -1; a link is not followed
 */
int
bs_journal_file_open (const char *path)
{
  return open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
}

/**
 * bs_journal_file_get_size:
 * @path: a file of a history
 *
 * Returns: its size in bytes; 0 if it cannot be read
 */
guint64
bs_journal_file_get_size (const char *path)
{
  struct stat st;

  return stat (path, &st) == 0 ? (guint64) st.st_size : 0;
}

/**
 * bs_journal_file_read_id:
 * @fd: a step's file
 *
 * Returns: the step's id; 0 if it has none
 */
guint64
bs_journal_file_read_id (int fd)
{
  g_auto (BsJournalCursor) cursor = { 0 };
  g_autoptr (GVariant) payload = NULL;
  guint64 number, length;
  BsJournalRecord kind;

  if (bs_journal_cursor_init (&cursor, fd) && read_head (&cursor, &number, &length) && number == BS_JOURNAL_RECORD_ID)
    payload = bs_journal_cursor_next (&cursor, &kind);

  return payload != NULL ? g_variant_get_uint64 (payload) : 0;
}

/* Returns: an empty path, which is not safe, for one with an embedded NUL, which would be read as another path */
static char *
dup_bytes (GVariant *bytes)
{
  gsize length = g_variant_get_size (bytes);
  const char *data = g_variant_get_data (bytes);

  /* An array of no bytes has no data at all. */
  return length > 0 && memchr (data, '\0', length) == NULL ? g_strndup (data, length) : g_strdup ("");
}

static char *
dup_path (GVariant *parent, gsize i)
{
  g_autoptr (GVariant) bytes = g_variant_get_child_value (parent, i);

  return dup_bytes (bytes);
}

static BsExchange *
read_exchange (GVariant *payload, const char *prefix)
{
  g_autofree char *root = dup_path (payload, 0);
  g_autoptr (GVariant) pairs = g_variant_get_child_value (payload, 2);
  g_autoptr (BsExchange) exchange = NULL;
  gboolean is_gift;

  if (*root != '/')
    return NULL;
  g_variant_get_child (payload, 1, "b", &is_gift);
  exchange = bs_exchange_new (root, is_gift);
  for (gsize i = 0; i < g_variant_n_children (pairs); i++)
    {
      g_autoptr (GVariant) pair = g_variant_get_child_value (pairs, i);
      g_autofree char *name = dup_path (pair, 0);
      g_autofree char *here = bs_relative_path_join (prefix, name);
      g_autofree char *there = dup_path (pair, 1);

      if (!bs_relative_path_is_safe (here) || !bs_relative_path_is_safe (there))
        return NULL;
      bs_exchange_add (exchange, here, there);
    }

  return g_steal_pointer (&exchange);
}

/**
 * bs_journal_file_read_exchange:
 * @fd: a step's file
 *
 * Returns: (transfer full) (nullable): the files that the step moved between its library and another one, which are
 *   stored before any change; %NULL for other steps
 */
BsExchange *
bs_journal_file_read_exchange (int fd)
{
  g_auto (BsJournalCursor) cursor = { 0 };
  g_autofree char *prefix = g_strdup ("");
  BsJournalRecord kind = BS_JOURNAL_RECORD_ID;

  if (!bs_journal_cursor_init (&cursor, fd))
    return NULL;
  while (kind == BS_JOURNAL_RECORD_ID || kind == BS_JOURNAL_RECORD_NAME || kind == BS_JOURNAL_RECORD_PREFIX)
    {
      g_autoptr (GVariant) payload = bs_journal_cursor_next (&cursor, &kind);

      if (payload == NULL)
        return NULL;
      if (kind == BS_JOURNAL_RECORD_EXCHANGE)
        return read_exchange (payload, prefix);
      if (kind == BS_JOURNAL_RECORD_PREFIX)
        {
          g_autofree char *outer = g_steal_pointer (&prefix);
          g_autofree char *inner = dup_bytes (payload);

          if (*inner == '\0')
            return NULL;
          prefix = bs_relative_path_join (outer, inner);
        }
    }

  return NULL;
}

/* The summary of a step finished by this version. */
static gboolean
read_last (BsJournalCursor *cursor, BsJournalSummary *summary)
{
  g_autoptr (GVariant) tail = NULL;
  g_autoptr (GVariant) payload = NULL;
  BsJournalRecord kind;
  guint64 back;

  if (cursor->size < BS_JOURNAL_START_BYTES + TAIL_BYTES)
    return FALSE;
  cursor->place = cursor->size - TAIL_BYTES;
  tail = bs_journal_cursor_next (cursor, &kind);
  if (tail == NULL || kind != BS_JOURNAL_RECORD_TAIL || cursor->place != cursor->size)
    return FALSE;
  back = g_variant_get_uint64 (tail);
  if (back < TAIL_BYTES || back > MIN (cursor->size - BS_JOURNAL_START_BYTES, MAX_SUMMARY))
    return FALSE;
  cursor->place = cursor->size - back;
  payload = bs_journal_cursor_next (cursor, &kind);
  if (payload == NULL || kind != BS_JOURNAL_RECORD_SUMMARY)
    return FALSE;
  g_variant_get (payload, "(suuu)", &summary->name, &summary->n_created, &summary->n_changed, &summary->n_removed);

  return TRUE;
}

/**
 * bs_journal_file_read_summary:
 * @fd: a step's file
 * @summary: (out caller-allocates): the summary
 *
 * Reads a step's summary without reading the whole file.
 *
 * Returns: whether it has a summary; otherwise at most the name is set
 */
gboolean
bs_journal_file_read_summary (int fd, BsJournalSummary *summary)
{
  g_auto (BsJournalCursor) cursor = { 0 };
  BsJournalRecord kind;

  g_return_val_if_fail (summary != NULL, FALSE);

  *summary = (BsJournalSummary){ 0 };
  if (!bs_journal_cursor_init (&cursor, fd))
    return FALSE;
  if (read_last (&cursor, summary))
    return TRUE;

  /* From an older version or a killed program. */
  cursor.place = BS_JOURNAL_START_BYTES;
  while (skip_to (&cursor, BS_JOURNAL_RECORD_NAME))
    {
      g_autoptr (GVariant) payload = bs_journal_cursor_next (&cursor, &kind);

      if (payload == NULL)
        break;
      g_free (summary->name);
      summary->name = g_variant_dup_string (payload, NULL);
    }

  return FALSE;
}

/**
 * bs_journal_summary_clear:
 * @self: a summary
 */
void
bs_journal_summary_clear (BsJournalSummary *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->name, g_free);
}
