/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <sqlite3.h>
#include <string.h>

#include "model/format/text/encoding.h"
#include "model/library/folder/relative-path.h"
#include "model/library/index/index-counts.h"
#include "model/library/index/index-store-private.h"
#include "model/library/index/index-text.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

/* Rows in and out. All data is protected by checksums of our own: SQLite may accept a page whose bytes have changed. */

/* A file cannot set the flags that describe the layout of a row. */
#define KEPT_FLAGS                                                                                                     \
  (BS_ROW_HAS_DATE | BS_ROW_DRAFT | BS_ROW_NEEDS_REPAIR | BS_ROW_HAS_IMAGE | BS_ROW_DATE_HAS_ZONE |                    \
   BS_ROW_DATE_HAS_TIME | BS_ROW_FRESH)

/* Limits of a row: row.c stores no more names and no deeper paths, date.c reads years of four digits. */
#define MAX_ROW_TERMS (3 * 1024)
#define MAX_DEPTH 1024
#define MAX_SECONDS (G_GINT64_CONSTANT (400000000000))
#define MAX_ZONE (2 * 24 * 60 * 60)

enum
{
  COLUMN_FOLDER,
  COLUMN_NAME,
  COLUMN_RECORD,
  COLUMN_TEXT /* only written: the key by which the articles of a text are found */
};

typedef enum
{
  NUMBER_FLAGS,
  NUMBER_DATE, /* in its own time zone; 0 without one */
  NUMBER_ZONE, /* seconds east of UTC, if written */
  NUMBER_MODIFIED,
  NUMBER_SIZE,
  NUMBER_INODE,
  NUMBER_CONTENT_HASH,
  NUMBER_BODY_HASH,
  NUMBER_PROBLEMS, /* their kinds, a bit for each */
  N_NUMBERS
} Number;

/* Everything else in a row is one record, because SQLite finds a value no faster than a name: a checksum, these
 * numbers, the length of the title, the title, the numbers of sources and categories, and the numbers of all terms.
 * Little-endian. */
#define NUMBER_BYTES sizeof (gint64)
#define RECORD_TITLE_LENGTH ((1 + N_NUMBERS) * NUMBER_BYTES)
#define RECORD_TITLE (RECORD_TITLE_LENGTH + sizeof (guint32))

static const char put_sql[] = "INSERT OR REPLACE INTO articles (folder, name, record, text) VALUES (?1, ?2, ?3, ?4)";
static const char remove_sql[] = "DELETE FROM articles WHERE folder = ?1 AND name = ?2";
static const char put_term_sql[] =
    "INSERT INTO terms (number, kind, parent, name, checksum) VALUES (?1, ?2, ?3, ?4, ?5)";

typedef struct
{
  const void *data;
  gsize length;
} Bytes;

/* @record: without the sum */
static gint64
sum_row (gint64 folder, Bytes name, Bytes record)
{
  guint64 sum = XXH3_64bits_withSeed (record.data, record.length, (guint64) folder);

  return (gint64) XXH3_64bits_withSeed (name.data, name.length, sum);
}

static gint64
sum_term (gint64 number, gint64 kind, gint64 parent, Bytes name)
{
  gint64 numbers[] = { number, kind, parent };

  return (gint64) XXH3_64bits_withSeed (name.data, name.length, XXH3_64bits (numbers, sizeof numbers));
}

static Bytes
get_bytes (sqlite3_stmt *statement, int column)
{
  const void *data = sqlite3_column_blob (statement, column);

  return (Bytes){ data != NULL ? data : "", (gsize) sqlite3_column_bytes (statement, column) };
}

static gboolean
fail_damaged (BsIndexStore *self, GError **error)
{
  g_autofree char *name = g_filename_display_name (self->path);

  g_set_error (error, BS_INDEX_ERROR, BS_INDEX_ERROR_USELESS, "%s is damaged. It can be deleted, and is made anew.",
               name);
  return FALSE;
}

static void
set_number (BsIndexStore *self, BsVocabularyKind kind, BsTerm *term, guint32 number)
{
  GArray *numbers = self->numbers[kind];

  if (term->index >= numbers->len)
    g_array_set_size (numbers, term->index + 1);
  g_array_index (numbers, guint32, term->index) = number;
  if (number >= self->terms->len)
    g_ptr_array_set_size (self->terms, (int) number + 1);
  self->terms->pdata[number] = term;
}

static BsTerm *
get_term (BsIndexStore *self, gint64 number)
{
  return number > 0 && number < self->terms->len ? self->terms->pdata[number] : NULL;
}

/* If it is of that kind. */
static BsTerm *
get_term_of_kind (BsIndexStore *self, BsVocabularyKind kind, gint64 number)
{
  const GArray *numbers = self->numbers[kind];
  BsTerm *term = get_term (self, number);

  return term != NULL && term->index < numbers->len && g_array_index (numbers, guint32, term->index) == number ? term :
                                                                                                                 NULL;
}

/* A checksum detects damage, not a forged row: impossible values are rejected too. */
static gboolean
is_name (Bytes name, BsVocabularyKind kind)
{
  g_autofree char *path = NULL;

  if (memchr (name.data, '\0', name.length) != NULL)
    return FALSE;
  if (kind != BS_VOCABULARY_FOLDERS)
    return bs_utf8_validate (name.data, name.length, NULL);
  path = g_strndup (name.data, name.length);
  return *path == '\0' || bs_relative_path_is_safe (path);
}

static gboolean
is_file_name (Bytes name)
{
  return memchr (name.data, '\0', name.length) == NULL && memchr (name.data, '/', name.length) == NULL &&
         !(name.length <= 2 && memcmp (name.data, "..", name.length) == 0);
}

static gboolean
read_term (BsIndexStore *self, BsVocabulary *vocabulary, sqlite3_stmt *statement)
{
  gint64 number = sqlite3_column_int64 (statement, 0);
  gint64 kind = sqlite3_column_int64 (statement, 1);
  gint64 parent = sqlite3_column_int64 (statement, 2);
  Bytes name = get_bytes (statement, 3);
  BsTerm *above = NULL;

  /* They are numbered one after the other, and none is ever deleted. */
  if (sqlite3_column_int64 (statement, 4) != sum_term (number, kind, parent, name) || kind < 0 ||
      kind >= BS_N_VOCABULARIES || number != MAX (self->terms->len, 1) || !is_name (name, (BsVocabularyKind) kind))
    return FALSE;
  if (parent != 0)
    {
      above = kind == BS_VOCABULARY_CATEGORIES ? get_term_of_kind (self, BS_VOCABULARY_CATEGORIES, parent) : NULL;
      if (above == NULL || above->depth >= MAX_DEPTH)
        return FALSE;
    }
  set_number (self, (BsVocabularyKind) kind,
              bs_vocabulary_intern (vocabulary, (BsVocabularyKind) kind, above, name.data, name.length),
              (guint32) number);
  return TRUE;
}

/* Terms are never deleted from an index, even if no article has them any more. Those that the vocabulary had before
 * stay. */
static void
forget_keys (BsIndexStore *self, guint n_before, const BsIndexCounts *counts)
{
  const GArray *numbers = self->numbers[BS_VOCABULARY_KEYS];

  for (guint i = n_before; i < numbers->len; i++)
    {
      BsTerm *term = get_term (self, g_array_index (numbers, guint32, i));

      if (term != NULL && bs_index_counts_get_key (counts, term->name) == 0)
        g_atomic_int_set (&term->is_gone, TRUE);
    }
}

/**
 * bs_index_store_read_terms:
 * @self: an index
 * @vocabulary: the names that rows refer to
 * @error: return location
 *
 * Reads the names that its rows have. Must be called before rows are written.
 *
 * Returns: %FALSE with a #BsIndexError if they cannot be read
 */
gboolean
bs_index_store_read_terms (BsIndexStore *self, BsVocabulary *vocabulary, GError **error)
{
  g_autoptr (BsIndexCounts) counts = NULL;
  guint n_before = bs_vocabulary_count (vocabulary, BS_VOCABULARY_KEYS);
  sqlite3_stmt *statement = NULL;
  int result = sqlite3_prepare_v2 (
      self->connection, "SELECT number, kind, parent, name, checksum FROM terms ORDER BY number", -1, &statement, NULL);

  g_ptr_array_set_size (self->terms, 0);
  for (guint i = 0; i < BS_N_VOCABULARIES; i++)
    g_array_set_size (self->numbers[i], 0);
  if (result == SQLITE_OK)
    while ((result = sqlite3_step (statement)) == SQLITE_ROW)
      if (!read_term (self, vocabulary, statement))
        {
          sqlite3_finalize (statement);
          return fail_damaged (self, error);
        }
  if (result != SQLITE_DONE)
    bs_index_store_fail (self, error);
  sqlite3_finalize (statement);
  if (result != SQLITE_DONE)
    return FALSE;
  counts = bs_index_counts_read (self);
  if (counts != NULL)
    forget_keys (self, n_before, counts);
  return TRUE;
}

/* The term at index @i of a row. */
static BsVocabularyKind
get_kind (guint i, guint n_sources, guint n_categories)
{
  return i < n_sources                ? BS_VOCABULARY_SOURCES :
         i < n_sources + n_categories ? BS_VOCABULARY_CATEGORIES :
                                        BS_VOCABULARY_TAGS;
}

static guint
decode_terms (BsIndexStore *self, Bytes bytes, BsTerm **terms, guint *n_sources, guint *n_categories)
{
  guint n = (guint) (bytes.length / sizeof (guint32));
  const char *data = bytes.data;
  guint32 counts[2];

  if (n < 2 || n - 2 > MAX_ROW_TERMS || bytes.length % sizeof (guint32) != 0)
    return G_MAXUINT;
  memcpy (counts, data, sizeof counts);
  *n_sources = GUINT32_FROM_LE (counts[0]);
  *n_categories = GUINT32_FROM_LE (counts[1]);
  n -= 2;
  if (*n_sources > n || *n_categories > n - *n_sources)
    return G_MAXUINT;
  for (guint i = 0; i < n; i++)
    {
      guint32 number;

      memcpy (&number, data + sizeof counts + i * sizeof number, sizeof number);
      terms[i] = get_term_of_kind (self, get_kind (i, *n_sources, *n_categories), GUINT32_FROM_LE (number));
      if (terms[i] == NULL)
        return G_MAXUINT;
    }
  return n;
}

static BsRow *
make_row (BsIndexStore *self, sqlite3_stmt *statement, GTimeZone *zone)
{
  gint64 folder = sqlite3_column_int64 (statement, COLUMN_FOLDER);
  Bytes name = get_bytes (statement, COLUMN_NAME);
  Bytes record = get_bytes (statement, COLUMN_RECORD);
  const char *data = record.data;
  BsTerm *terms[MAX_ROW_TERMS];
  BsTerm *folder_term = get_term_of_kind (self, BS_VOCABULARY_FOLDERS, folder);
  gint64 checksum, numbers[N_NUMBERS];
  guint32 title_length;
  Bytes title, terms_bytes;
  guint n_sources, n_categories, n_terms;
  BsRow *row;

  if (record.length < RECORD_TITLE)
    return NULL;
  memcpy (&checksum, data, NUMBER_BYTES);
  memcpy (numbers, data + NUMBER_BYTES, sizeof numbers);
  memcpy (&title_length, data + RECORD_TITLE_LENGTH, sizeof title_length);
  for (guint i = 0; i < N_NUMBERS; i++)
    numbers[i] = GINT64_FROM_LE (numbers[i]);
  title_length = GUINT32_FROM_LE (title_length);
  if (GINT64_FROM_LE (checksum) !=
          sum_row (folder, name, (Bytes){ data + NUMBER_BYTES, record.length - NUMBER_BYTES }) ||
      folder_term == NULL || !is_file_name (name) ||
      title_length > MIN (BS_ROW_MAX_TITLE_BYTES, record.length - RECORD_TITLE))
    return NULL;
  title = (Bytes){ data + RECORD_TITLE, title_length };
  terms_bytes = (Bytes){ data + RECORD_TITLE + title_length, record.length - RECORD_TITLE - title_length };
  if (!is_name (title, BS_VOCABULARY_TAGS) || ABS (numbers[NUMBER_DATE] / 2) > MAX_SECONDS ||
      ABS (numbers[NUMBER_ZONE] / 2) > MAX_ZONE)
    return NULL;
  n_terms = decode_terms (self, terms_bytes, terms, &n_sources, &n_categories);
  if (n_terms == G_MAXUINT)
    return NULL;

  row = bs_row_new_bare (folder_term, name.data, name.length, title.data, title.length, terms, n_sources, n_categories,
                         n_terms - n_sources - n_categories);
  if ((numbers[NUMBER_FLAGS] & BS_ROW_HAS_DATE) != 0)
    {
      BsDate date = {
        .face = numbers[NUMBER_DATE],
        .zone = (gint32) numbers[NUMBER_ZONE],
        .has_zone = (numbers[NUMBER_FLAGS] & BS_ROW_DATE_HAS_ZONE) != 0,
        .has_time = (numbers[NUMBER_FLAGS] & BS_ROW_DATE_HAS_TIME) != 0,
      };

      bs_row_set_date (row, &date, zone);
    }
  else
    row->date = BS_ROW_NO_DATE;
  row->flags |= (guint16) (BS_ROW_RECORDED | (numbers[NUMBER_FLAGS] & KEPT_FLAGS));
  row->modified = numbers[NUMBER_MODIFIED];
  row->size = (guint64) numbers[NUMBER_SIZE];
  row->inode = (guint64) numbers[NUMBER_INODE];
  row->content_hash = (guint64) numbers[NUMBER_CONTENT_HASH];
  row->body_hash = (guint64) numbers[NUMBER_BODY_HASH];
  row->problems = (guint64) numbers[NUMBER_PROBLEMS];
  return row;
}

BsRow *
bs_index_store_read_row (BsIndexStore *self, sqlite3_stmt *statement, GTimeZone *zone, GError **error)
{
  BsRow *row = make_row (self, statement, zone);

  if (row == NULL)
    fail_damaged (self, error);
  return row;
}

/**
 * bs_index_store_read_rows:
 * @self: an index
 * @vocabulary: the names that rows refer to
 * @zone: the clock of dates that name none
 * @func: (scope call): given each row, which is its own to keep; returns %FALSE to stop
 * @user_data: for @func
 * @error: return location
 *
 * Reads all rows in the index.
 *
 * Returns: whether all was read; otherwise there is a #BsIndexError, unless @func stopped it
 */
gboolean
bs_index_store_read_rows (BsIndexStore *self, BsVocabulary *vocabulary, GTimeZone *zone, BsIndexRowFunc func,
                          gpointer user_data, GError **error)
{
  gboolean is_ours = sqlite3_get_autocommit (self->connection);
  sqlite3_stmt *statement = NULL;
  int result;

  g_assert (self->thread == g_thread_self ());

  /* Otherwise a write by another process between the two would not fit together. */
  if (is_ours)
    sqlite3_exec (self->connection, "BEGIN", NULL, NULL, NULL);
  if (!bs_index_store_read_terms (self, vocabulary, error))
    {
      if (is_ours)
        bs_index_store_roll_back (self);
      return FALSE;
    }
  result = sqlite3_prepare_v2 (self->connection, BS_INDEX_READ_ROWS, -1, &statement, NULL);
  if (result == SQLITE_OK)
    while ((result = sqlite3_step (statement)) == SQLITE_ROW)
      {
        BsRow *row = bs_index_store_read_row (self, statement, zone, error);

        if (row == NULL || !func (row, user_data))
          break;
      }
  if (result != SQLITE_DONE && result != SQLITE_ROW)
    bs_index_store_fail (self, error);
  sqlite3_finalize (statement);
  if (is_ours)
    bs_index_store_roll_back (self);
  return result == SQLITE_DONE;
}

/**
 * bs_index_store_count_rows:
 * @self: an index
 *
 * Returns: how many rows it has; -1 if that cannot be read
 */
gint64
bs_index_store_count_rows (BsIndexStore *self)
{
  gint64 n_rows = -1;

  g_assert (self->thread == g_thread_self ());

  return bs_index_store_read_number (self, "SELECT count(*) FROM articles", &n_rows, NULL) ? n_rows : -1;
}

/* 0 if that could not be written. */
static guint32
number_term (BsIndexStore *self, BsVocabularyKind kind, BsTerm *term, GError **error)
{
  const GArray *numbers = self->numbers[kind];
  guint32 number = term->index < numbers->len ? g_array_index (numbers, guint32, term->index) : 0;
  Bytes name = { term->name, strlen (term->name) };
  sqlite3_stmt *statement;
  guint32 parent = 0;

  if (number != 0)
    return number;
  if (term->parent != NULL && (parent = number_term (self, kind, term->parent, error)) == 0)
    return 0;
  statement = bs_index_store_prepare (self, BS_INDEX_PUT_TERM, put_term_sql, error);
  if (statement == NULL)
    return 0;
  number = MAX (self->terms->len, 1);
  sqlite3_bind_int64 (statement, 1, number);
  sqlite3_bind_int64 (statement, 2, kind);
  sqlite3_bind_int64 (statement, 3, parent);
  sqlite3_bind_blob (statement, 4, name.data, (int) name.length, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 5, sum_term (number, kind, parent, name));
  if (!bs_index_store_run (self, statement, error))
    return 0;
  set_number (self, kind, term, number);
  return number;
}

static void
append_number (GByteArray *record, gint64 number)
{
  number = GINT64_TO_LE (number);
  g_byte_array_append (record, (const guint8 *) &number, NUMBER_BYTES);
}

static gboolean
encode_terms (BsIndexStore *self, const BsRow *row, GByteArray *bytes, GError **error)
{
  guint32 counts[2] = { GUINT32_TO_LE (row->n_sources), GUINT32_TO_LE (row->n_categories) };
  guint n_terms = row->n_sources + row->n_categories + row->n_tags;

  g_byte_array_append (bytes, (const guint8 *) counts, sizeof counts);
  for (guint i = 0; i < n_terms; i++)
    {
      BsVocabularyKind kind = get_kind (i, row->n_sources, row->n_categories);
      guint32 number = number_term (self, kind, row->terms[i], error);

      if (number == 0)
        return FALSE;
      number = GUINT32_TO_LE (number);
      g_byte_array_append (bytes, (const guint8 *) &number, sizeof number);
    }
  return TRUE;
}

/**
 * bs_index_store_put_row:
 * @self: an index that is written, whose rows were read once
 * @row: the row of an article
 * @error: return location
 *
 * Stores a row, replacing the row of the same path.
 *
 * Returns: %FALSE with a #BsIndexError if it could not be written
 */
gboolean
bs_index_store_put_row (BsIndexStore *self, const BsRow *row, GError **error)
{
  g_autoptr (GByteArray) record = g_byte_array_new ();
  g_autofree char *name = bs_row_dup_name (row);
  const char *title = bs_row_get_title (row);
  BsDate date = { 0 };
  gboolean has_date = bs_row_get_date (row, &date);
  gint64 numbers[N_NUMBERS] = {
    [NUMBER_FLAGS] = row->flags & KEPT_FLAGS,
    [NUMBER_DATE] = has_date ? date.face : 0,
    [NUMBER_ZONE] = date.zone,
    [NUMBER_MODIFIED] = row->modified,
    [NUMBER_SIZE] = (gint64) row->size,
    [NUMBER_INODE] = (gint64) row->inode,
    [NUMBER_CONTENT_HASH] = (gint64) row->content_hash,
    [NUMBER_BODY_HASH] = (gint64) row->body_hash,
    [NUMBER_PROBLEMS] = (gint64) row->problems,
  };
  Bytes name_bytes = { name, strlen (name) };
  guint32 title_length = GUINT32_TO_LE (row->title_length);
  sqlite3_stmt *statement;
  gint64 checksum;
  guint32 folder;

  g_assert (self->thread == g_thread_self ());

  append_number (record, 0);
  for (guint i = 0; i < N_NUMBERS; i++)
    append_number (record, numbers[i]);
  g_byte_array_append (record, (const guint8 *) &title_length, sizeof title_length);
  g_byte_array_append (record, (const guint8 *) title, row->title_length);
  folder = number_term (self, BS_VOCABULARY_FOLDERS, row->folder, error);
  if (folder == 0 || !encode_terms (self, row, record, error))
    return FALSE;
  checksum =
      GINT64_TO_LE (sum_row (folder, name_bytes, (Bytes){ record->data + NUMBER_BYTES, record->len - NUMBER_BYTES }));
  memcpy (record->data, &checksum, NUMBER_BYTES);
  statement = bs_index_store_prepare (self, BS_INDEX_PUT_ROW, put_sql, error);
  if (statement == NULL)
    return FALSE;
  self->has_other_rows = TRUE;
  sqlite3_bind_int64 (statement, COLUMN_FOLDER + 1, folder);
  sqlite3_bind_blob (statement, COLUMN_NAME + 1, name, (int) name_bytes.length, SQLITE_STATIC);
  sqlite3_bind_blob (statement, COLUMN_RECORD + 1, record->data, (int) record->len, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, COLUMN_TEXT + 1, (gint64) bs_index_text_make_key (row->content_hash, title));
  return bs_index_store_run (self, statement, error);
}

/**
 * bs_index_store_put_keys:
 * @self: an index that is written, whose rows were read once
 * @vocabulary: the names of the library
 * @error: return location
 *
 * Stores the keys of front matter that a search may name, which rows do not contain.
 *
 * Returns: %FALSE with a #BsIndexError if they could not be written
 */
gboolean
bs_index_store_put_keys (BsIndexStore *self, BsVocabulary *vocabulary, GError **error)
{
  g_autoptr (GPtrArray) keys = NULL;

  g_assert (self->thread == g_thread_self ());

  if (bs_vocabulary_count (vocabulary, BS_VOCABULARY_KEYS) <= self->numbers[BS_VOCABULARY_KEYS]->len)
    return TRUE;
  keys = bs_vocabulary_list (vocabulary, BS_VOCABULARY_KEYS);
  for (guint i = 0; i < keys->len; i++)
    if (number_term (self, BS_VOCABULARY_KEYS, keys->pdata[i], error) == 0)
      return FALSE;
  return TRUE;
}

/**
 * bs_index_store_remove_row:
 * @self: an index that is written, whose rows were read once
 * @row: the former row of an article
 * @error: return location
 *
 * Returns: %FALSE with a #BsIndexError if it could not be written
 */
gboolean
bs_index_store_remove_row (BsIndexStore *self, const BsRow *row, GError **error)
{
  g_autofree char *name = bs_row_dup_name (row);
  sqlite3_stmt *statement;
  guint32 folder;

  g_assert (self->thread == g_thread_self ());

  folder = number_term (self, BS_VOCABULARY_FOLDERS, row->folder, error);
  statement = folder != 0 ? bs_index_store_prepare (self, BS_INDEX_REMOVE_ROW, remove_sql, error) : NULL;
  if (statement == NULL)
    return FALSE;
  self->has_other_rows = TRUE;
  sqlite3_bind_int64 (statement, 1, folder);
  sqlite3_bind_blob (statement, 2, name, (int) strlen (name), SQLITE_STATIC);
  return bs_index_store_run (self, statement, error);
}
