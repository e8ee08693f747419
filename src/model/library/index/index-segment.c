/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/index/index-segment.h"

#include <sqlite3.h>
#include <string.h>

#include "model/library/index/index-store-private.h"
#include "model/library/index/index-varint.h"

/* Writes segments of FTS5 directly when very many texts are added at once: FTS5 collects tokens on one thread, which
 * takes most of the time. The format is documented in SQLite's FTS5, "FTS5 Data Structures", and in the comment at the
 * start of its fts5_index.c. Every later FTS5 reads it, and its integrity-check checks it. */

/* The usable size of a database page, without SQLite's own data. */
#define PAGE_BYTES 4056

/* Of a page, before the first token. */
#define HEADER_BYTES 4

/* The overhead at the start of a token and a document, besides the token: lengths, the footer's entry, a number, a
 * position. */
#define TERM_BYTES 20
#define START_BYTES 10

/* The prefix of tokens in FTS5's main index. */
#define MAIN_INDEX '0'

/* When this many pages of a token's positions have no token, an index of their first documents is stored. */
#define MIN_SKIPPED 4
#define MAX_LEVELS 8

/* FTS5 merges its own segments from level 0 upwards, and reaches these late. */
#define LEVEL 3
#define MAX_SEGMENTS 2000

#define STRUCTURE_ROWID 10
#define COOKIE_BYTES 4
#define AVERAGES_ROWID 1
#define SEGMENT_SHIFT 37
#define SKIP_SHIFT 36
#define HEIGHT_SHIFT 31

/* A node in the making of the index of a token's documents by page. */
typedef struct
{
  GByteArray *bytes;
  gint64 page;
  gint64 last;
} Skips;

typedef struct
{
  BsIndexStore *store;
  sqlite3_stmt *put_page;
  sqlite3_stmt *put_term;
  gint64 segment;

  /* Nothing is written after an error: if the disk is full, SQLite has rolled back the transaction, and later writes
   * would stay. */
  GError *error;

  gint64 page; /* the page being filled, from 1 */
  guint8 bytes[PAGE_BYTES + 512];
  guint n_bytes;
  guint8 footer[PAGE_BYTES + 512];
  guint n_footer;
  guint last_offset; /* of a token, in the page */
  gboolean has_term;
  gboolean has_document; /* a token or a document begins on the page */

  gint64 indexed_page; /* the last page with a token, and its first token */
  char key[G_MAXUINT8 + 1];
  guint n_key;
  char term[G_MAXUINT8 + 1];
  guint n_term;

  Skips skips[MAX_LEVELS];
  guint n_skipped;
  GPtrArray *late; /* (element-type GBytes): pages of that index, written after the other pages, because their keys are
              larger */
  GArray *late_rowids; /* (element-type gint64) */
} Segment;

static sqlite3_stmt *
prepare (BsIndexStore *store, const char *begin, const char *table, const char *end, GError **error)
{
  g_autofree char *sql = g_strconcat (begin, table, end, NULL);
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (store->connection, sql, -1, &statement, NULL) != SQLITE_OK)
    bs_index_store_fail (store, error);
  return statement;
}

static gboolean
put_block (BsIndexStore *store, sqlite3_stmt *statement, gint64 rowid, const guint8 *bytes, gsize length,
           GError **error)
{
  sqlite3_bind_int64 (statement, 1, rowid);
  sqlite3_bind_blob64 (statement, 2, bytes, length, SQLITE_STATIC);
  return bs_index_store_run (store, statement, error);
}

static void
append_varint (GByteArray *bytes, guint64 value)
{
  guint8 buffer[BS_INDEX_VARINT_MAX_BYTES];

  g_byte_array_append (bytes, buffer, bs_index_varint_put (buffer, value));
}

static void
put_skips (Segment *self, guint height)
{
  Skips *skips = &self->skips[height];
  gint64 rowid =
      self->segment << SEGMENT_SHIFT | (gint64) 1 << SKIP_SHIFT | (gint64) height << HEIGHT_SHIFT | skips->page;

  g_ptr_array_add (self->late, g_bytes_new (skips->bytes->data, skips->bytes->len));
  g_array_append_val (self->late_rowids, rowid);
}

/* A document is the first of its page. */
static void
add_skip (Segment *self, gint64 version)
{
  for (guint height = 0; height + 1 < MAX_LEVELS; height++)
    {
      Skips *skips = &self->skips[height];
      Skips *above = &self->skips[height + 1];
      gboolean is_full = skips->bytes->len >= PAGE_BYTES;

      if (is_full)
        {
          skips->bytes->data[0] = 1; /* There is something above it. */
          put_skips (self, height);
          if (above->bytes->len == 0)
            {
              guint64 page, first;

              bs_index_varint_get (skips->bytes->data + 1 + bs_index_varint_get (skips->bytes->data + 1, &page),
                                   &first);
              above->page = skips->page;
              append_varint (above->bytes, 0);
              append_varint (above->bytes, (guint64) skips->page);
              append_varint (above->bytes, first);
              above->last = (gint64) first;
            }
          g_byte_array_set_size (skips->bytes, 0);
          skips->page++;
        }
      if (skips->bytes->len == 0)
        {
          append_varint (skips->bytes, is_full);
          append_varint (skips->bytes, (guint64) (height == 0 ? self->page : self->skips[height - 1].page));
          append_varint (skips->bytes, (guint64) version);
        }
      else
        {
          append_varint (skips->bytes, (guint64) (version - skips->last));
        }
      skips->last = version;
      if (!is_full)
        return;
    }
}

/* Ends the positions of the last token on the last page that has one. */
static void
index_page (Segment *self)
{
  gboolean has_skips = self->skips[0].bytes->len > 0 && self->n_skipped >= MIN_SKIPPED;

  for (guint height = 0; height < MAX_LEVELS && self->skips[height].bytes->len > 0; height++)
    {
      if (has_skips)
        put_skips (self, height);
      g_byte_array_set_size (self->skips[height].bytes, 0);
    }
  self->n_skipped = 0;
  sqlite3_bind_int64 (self->put_term, 1, self->segment);
  sqlite3_bind_blob (self->put_term, 2, self->key, (int) self->n_key, SQLITE_STATIC);
  sqlite3_bind_int64 (self->put_term, 3, self->indexed_page << 1 | has_skips);
  if (self->error == NULL)
    bs_index_store_run (self->store, self->put_term, &self->error);
}

static void
put_page (Segment *self)
{
  self->bytes[2] = (guint8) (self->n_bytes >> 8);
  self->bytes[3] = (guint8) self->n_bytes;
  if (!self->has_term)
    {
      if (!self->has_document && self->skips[0].bytes->len > 0)
        append_varint (self->skips[0].bytes, 0);
      self->n_skipped++;
    }
  memcpy (self->bytes + self->n_bytes, self->footer, self->n_footer);
  if (self->error == NULL)
    put_block (self->store, self->put_page, self->segment << SEGMENT_SHIFT | self->page, self->bytes,
               self->n_bytes + self->n_footer, &self->error);

  self->page++;
  memset (self->bytes, 0, HEADER_BYTES);
  self->n_bytes = HEADER_BYTES;
  self->n_footer = 0;
  self->last_offset = 0;
  self->has_term = FALSE;
  self->has_document = FALSE;
}

static guint
get_room (const Segment *self)
{
  guint used = self->n_bytes + self->n_footer;

  return used < PAGE_BYTES ? PAGE_BYTES - used : 0;
}

static void
put_bytes (Segment *self, const guint8 *bytes, gsize length)
{
  memcpy (self->bytes + self->n_bytes, bytes, length);
  self->n_bytes += (guint) length;
}

static void
put_varint (Segment *self, guint64 value)
{
  self->n_bytes += bs_index_varint_put (self->bytes + self->n_bytes, value);
}

static void
put_term (Segment *self, const char *token, guint length)
{
  char term[G_MAXUINT8 + 1];
  guint n_term = MIN (length, G_MAXUINT8 - 1) + 1;
  guint n_same = 0;

  term[0] = MAIN_INDEX;
  memcpy (term + 1, token, n_term - 1);
  while (n_same < MIN (n_term, self->n_term) && term[n_same] == self->term[n_same])
    n_same++;

  if (get_room (self) < n_term + TERM_BYTES && self->n_bytes > HEADER_BYTES)
    put_page (self);
  self->n_footer += bs_index_varint_put (self->footer + self->n_footer, self->n_bytes - self->last_offset);
  self->last_offset = self->n_bytes;
  if (!self->has_term)
    {
      /* The shortest prefix that distinguishes this token from the previous one is enough to find the page. */
      if (self->page > 1)
        {
          index_page (self);
          self->indexed_page = self->page;
          self->n_key = self->n_term > 0 ? MIN (n_same + 1, n_term) : n_term;
          memcpy (self->key, term, self->n_key);
        }
      n_same = 0;
    }
  else
    {
      put_varint (self, n_same);
    }
  put_varint (self, n_term - n_same);
  put_bytes (self, (const guint8 *) term + n_same, n_term - n_same);
  memcpy (self->term, term, n_term);
  self->n_term = n_term;
  self->has_term = TRUE;
  self->has_document = TRUE;
  self->skips[0].page = self->page;
}

/* Over as many pages as it takes, without cutting a number in two. */
static void
put_positions (Segment *self, const guint8 *positions, gsize length)
{
  while (length > 0)
    {
      gsize n = MIN (get_room (self), length);

      while (n > 0 && (positions[n - 1] & 0x80) != 0)
        n--;
      put_bytes (self, positions, n);
      positions += n;
      length -= n;
      if (length > 0)
        put_page (self);
    }
}

/* Copies documents unchanged, as long as they fit completely on the page. Returns the start of the others. */
static const guint8 *
put_whole_documents (Segment *self, const guint8 *places, const guint8 *end, gint64 *version)
{
  gsize room = get_room (self);
  const guint8 *place = places;

  if ((gsize) (end - places) <= room)
    place = end;
  while (place < end && room - (gsize) (place - places) >= START_BYTES)
    {
      guint64 step, length;
      const guint8 *next = place;

      next += bs_index_varint_get (next, &step);
      next += bs_index_varint_get (next, &length);
      next += length / 2;
      if ((gsize) (next - places) > room)
        break;
      *version += (gint64) step;
      place = next;
    }
  put_bytes (self, places, (gsize) (place - places));
  return place;
}

static void
put_places (Segment *self, const guint8 *places, gsize n_places, gint64 first_version)
{
  const guint8 *end = places + n_places;
  gint64 version = first_version;

  for (const guint8 *place = places; place < end && self->error == NULL;)
    {
      gboolean is_first = place == places;
      guint64 step, length;

      /* Differences stay the same on the same page. */
      if (!is_first && self->has_document)
        place = put_whole_documents (self, place, end, &version);
      if (place == end)
        return;
      place += bs_index_varint_get (place, &step);
      version += (gint64) step;
      if (!is_first && get_room (self) < START_BYTES)
        put_page (self);
      if (!self->has_document)
        {
          self->bytes[0] = (guint8) (self->n_bytes >> 8);
          self->bytes[1] = (guint8) self->n_bytes;
          add_skip (self, version);
          self->has_document = TRUE;
          is_first = TRUE;
        }
      put_varint (self, is_first ? (guint64) version : step);
      place += bs_index_varint_get (place, &length);
      put_varint (self, length);
      length /= 2;
      put_positions (self, place, length);
      place += length;
    }
}

static void
put_all (Segment *self, GArray *postings, gint64 first_version)
{
  g_autoptr (GByteArray) buffer = g_byte_array_new ();

  self->page = 1;
  self->indexed_page = 1;
  self->n_bytes = HEADER_BYTES;
  for (guint i = 0; i < postings->len && self->error == NULL; i++)
    {
      const BsIndexPosting *posting = &g_array_index (postings, BsIndexPosting, i);
      const guint8 *places;
      gsize n_places;

      put_term (self, posting->token, posting->length);
      places = bs_index_posting_get_places (posting, buffer, &n_places);
      put_places (self, places, n_places, first_version);
    }
  if (self->n_bytes > HEADER_BYTES)
    put_page (self);
  index_page (self);
  for (guint i = 0; i < self->late->len && self->error == NULL; i++)
    {
      gsize length;
      const guint8 *bytes = g_bytes_get_data (self->late->pdata[i], &length);

      put_block (self->store, self->put_page, g_array_index (self->late_rowids, gint64, i), bytes, length,
                 &self->error);
    }
}

/* Reads a record of numbers and its header. */
static gboolean
read_numbers (BsIndexStore *store, const char *table, gint64 rowid, gsize n_before, guint8 *before, GArray *numbers,
              GError **error)
{
  sqlite3_stmt *statement = prepare (store, "SELECT block FROM ", table, "_data WHERE id = ?1", error);
  gboolean is_read = FALSE;
  int result;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, rowid);
  result = sqlite3_step (statement);
  if (result == SQLITE_ROW)
    {
      const guint8 *bytes = sqlite3_column_blob (statement, 0);
      gsize length = (gsize) sqlite3_column_bytes (statement, 0);

      /* The last number has to have an end. */
      is_read = length >= n_before && (length == n_before || (bytes[length - 1] & 0x80) == 0);
      if (is_read && n_before > 0)
        memcpy (before, bytes, n_before);
      for (gsize i = n_before; is_read && i < length;)
        {
          guint64 number;

          i += bs_index_varint_get (bytes + i, &number);
          g_array_append_val (numbers, number);
        }
    }
  if (!is_read && (result == SQLITE_ROW || result == SQLITE_DONE))
    bs_index_store_refuse (store, error);
  else if (!is_read)
    bs_index_store_fail (store, error);
  sqlite3_finalize (statement);
  return is_read;
}

static gboolean
write_numbers (BsIndexStore *store, const char *table, gint64 rowid, gsize n_before, const guint8 *before,
               GArray *numbers, GError **error)
{
  sqlite3_stmt *statement = prepare (store, "REPLACE INTO ", table, "_data (id, block) VALUES (?1, ?2)", error);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gboolean is_written;

  g_byte_array_append (bytes, before, (guint) n_before);
  for (guint i = 0; i < numbers->len; i++)
    append_varint (bytes, g_array_index (numbers, guint64, i));
  is_written = statement != NULL && put_block (store, statement, rowid, bytes->data, bytes->len, error);
  sqlite3_finalize (statement);
  return is_written;
}

/* The structure's numbers: levels, segments, write counter; for each level, how many segments are being merged and how
 * many it has; for each segment, its number, first page and last page. */
static void
enter_segment (GArray *numbers, gint64 segment, gint64 last_page)
{
  const guint64 entry[] = { (guint64) segment, 1, (guint64) last_page };
  guint64 *values = (guint64 *) (gpointer) numbers->data;
  guint i = 3;

  for (guint level = 0; level < LEVEL; level++)
    i += 2 + 3 * (guint) values[i + 1];
  values[1]++;
  values[i + 1]++;
  g_array_insert_vals (numbers, i + 2 + 3 * (guint) (values[i + 1] - 1), entry, G_N_ELEMENTS (entry));
}

/* Makes the levels that are missing. Returns a number that no segment has, 0 if the numbers make no sense. */
static gint64
find_free_segment (GArray *numbers)
{
  static const guint64 nothing[2];
  g_autofree guint8 *is_used = g_malloc0 (MAX_SEGMENTS + 1);
  guint i = 3;

  if (numbers->len < 3)
    return 0;
  for (guint64 level = 0; level < g_array_index (numbers, guint64, 0); level++)
    {
      guint64 n;

      if (i + 2 > numbers->len || (n = g_array_index (numbers, guint64, i + 1)) > (numbers->len - i - 2) / 3)
        return 0;
      for (i += 2; n > 0; n--, i += 3)
        is_used[MIN (g_array_index (numbers, guint64, i), MAX_SEGMENTS)] = 1;
    }
  /* Bytes after the last level would be read as another level. */
  if (i != numbers->len)
    return 0;
  for (; g_array_index (numbers, guint64, 0) <= LEVEL; g_array_index (numbers, guint64, 0)++)
    g_array_append_vals (numbers, nothing, G_N_ELEMENTS (nothing));
  for (gint64 segment = 1; segment < MAX_SEGMENTS; segment++)
    if (!is_used[segment])
      return segment;
  return 0;
}

static gboolean
write_segment (Segment *self, const char *table, BsIndexPostings *postings, gint64 first_version)
{
  g_autoptr (GArray) list = bs_index_postings_list (postings);
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (guint64));
  guint8 cookie[COOKIE_BYTES];

  if (list->len == 0)
    return TRUE;
  self->put_page = prepare (self->store, "REPLACE INTO ", table, "_data (id, block) VALUES (?1, ?2)", &self->error);
  if (self->put_page == NULL)
    return FALSE;
  self->put_term =
      prepare (self->store, "INSERT INTO ", table, "_idx (segid, term, pgno) VALUES (?1, ?2, ?3)", &self->error);
  if (self->put_term == NULL ||
      !read_numbers (self->store, table, STRUCTURE_ROWID, sizeof cookie, cookie, numbers, &self->error))
    return FALSE;
  self->segment = find_free_segment (numbers);
  if (self->segment == 0)
    return bs_index_store_refuse (self->store, &self->error);
  put_all (self, list, first_version);
  enter_segment (numbers, self->segment, self->page - 1);
  return self->error == NULL &&
         write_numbers (self->store, table, STRUCTURE_ROWID, sizeof cookie, cookie, numbers, &self->error);
}

/**
 * bs_index_segment_write:
 * @store: an index that is written, in a transaction; on its connection FTS5 itself is not used, because it would not
 *   notice
 * @table: a table of FTS5
 * @postings: the postings to add; consumed
 * @first_version: the version of the document 0 in it
 * @error: return location
 *
 * Adds a segment to a table of FTS5, as if its documents had been inserted.
 *
 * Returns: %FALSE with a #BsIndexError, after which the transaction has to be undone
 */
gboolean
bs_index_segment_write (BsIndexStore *store, const char *table, BsIndexPostings *postings, gint64 first_version,
                        GError **error)
{
  g_autofree Segment *self = g_new0 (Segment, 1);
  gboolean is_written;

  g_assert (store->thread == g_thread_self ());

  self->store = store;
  for (guint i = 0; i < MAX_LEVELS; i++)
    self->skips[i].bytes = g_byte_array_new ();
  self->late = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self->late_rowids = g_array_new (FALSE, FALSE, sizeof (gint64));

  is_written = write_segment (self, table, postings, first_version);
  if (!is_written)
    g_propagate_error (error, self->error);

  sqlite3_finalize (self->put_page);
  sqlite3_finalize (self->put_term);
  for (guint i = 0; i < MAX_LEVELS; i++)
    g_byte_array_unref (self->skips[i].bytes);
  g_ptr_array_unref (self->late);
  g_array_unref (self->late_rowids);
  return is_written;
}

/**
 * bs_index_segment_add_totals:
 * @store: an index that is written, in a transaction
 * @table: a table of FTS5
 * @totals: (array length=n_totals): how many documents were added, and how many tokens each column has of them
 * @n_totals: one more than there are columns
 * @error: return location
 *
 * Tells FTS5 the number of documents.
 *
 * Returns: %FALSE with a #BsIndexError, after which the transaction has to be undone
 */
gboolean
bs_index_segment_add_totals (BsIndexStore *store, const char *table, const guint64 *totals, guint n_totals,
                             GError **error)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, TRUE, sizeof (guint64));

  g_assert (store->thread == g_thread_self ());

  if (!read_numbers (store, table, AVERAGES_ROWID, 0, NULL, numbers, error))
    return FALSE;
  if (numbers->len < n_totals)
    g_array_set_size (numbers, n_totals);
  for (guint i = 0; i < n_totals; i++)
    g_array_index (numbers, guint64, i) += totals[i];
  return write_numbers (store, table, AVERAGES_ROWID, 0, NULL, numbers, error);
}
