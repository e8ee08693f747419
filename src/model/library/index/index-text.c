/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/index/index-text.h"

#include <sqlite3.h>
#include <string.h>

#include "model/library/index/index-fields.h"
#include "model/library/index/index-headings.h"
#include "model/library/index/index-middle.h"
#include "model/library/index/index-signatures.h"
#include "model/library/index/index-store.h"
#include "model/library/index/index-tokenizer.h"
#include "model/library/index/search-rank.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

/* The first SQLite whose PRAGMA quick_check also checks virtual tables (sqlite3_module.xIntegrity). On a connection
 * without the tokenizer, it reports an error for every table of FTS5. */
#define FTS5_CHECKED_WITH_ALL 3044000

/* When the tokenizer cuts texts otherwise than before, the index's own version has to be raised. The first column costs
 * nothing, and the second two bytes for each token of each article: so the body, which has most tokens, comes first. */
static const char schema[] =
    "CREATE TABLE IF NOT EXISTS texts (version INTEGER PRIMARY KEY, key INTEGER NOT NULL);"
    "CREATE TABLE IF NOT EXISTS fields (version INTEGER PRIMARY KEY, data BLOB NOT NULL, checksum INTEGER NOT "
    "NULL);" BS_INDEX_SIGNATURES_SCHEMA BS_INDEX_HEADINGS_SCHEMA
    "CREATE VIRTUAL TABLE IF NOT EXISTS text_all USING fts5 (body, title, middle, content='', tokenize='broadsheet');"
    "CREATE VIRTUAL TABLE IF NOT EXISTS text_titles USING fts5 (title, content='', columnsize=0,"
    " tokenize='broadsheet');";

/* The last version stays as an empty one, so that no number is ever used twice. */
static const char clearing[] = "DELETE FROM texts WHERE version < (SELECT max (version) FROM texts);"
                               "UPDATE texts SET key = 0;"
                               "DELETE FROM fields;" BS_INDEX_SIGNATURES_CLEARING BS_INDEX_HEADINGS_CLEARING
                               "INSERT INTO text_all (text_all) VALUES ('delete-all');"
                               "INSERT INTO text_titles (text_titles) VALUES ('delete-all');";

/* No index gets near this limit, and arithmetic with smaller numbers cannot overflow. */
#define MAX_VERSION ((gint64) 1 << 40)

/* Of text_all. */
#define COLUMN_TITLE 1
#define COLUMN_MIDDLE 2

typedef enum
{
  PUT_KEY,
  PUT_ALL,
  PUT_TITLE,
  PUT_FIELDS,
  PUT_SIGNATURE,
  PUT_HEADINGS,
  N_PUTS
} Put;

static const char *const puts_sql[N_PUTS] = {
  [PUT_KEY] = "INSERT INTO texts (version, key) VALUES (?1, ?2)",
  [PUT_ALL] = "INSERT INTO text_all (rowid, title, body, middle) VALUES (?1, ?2, ?3, ?4)",
  [PUT_TITLE] = "INSERT INTO text_titles (rowid, title) VALUES (?1, ?2)",
  [PUT_FIELDS] = BS_INDEX_TEXT_PUT_FIELDS,
  [PUT_SIGNATURE] = BS_INDEX_SIGNATURES_PUT,
  [PUT_HEADINGS] = BS_INDEX_HEADINGS_PUT,
};

struct _BsIndexText
{
  sqlite3 *connection;
  GThread *thread;
  sqlite3_stmt *puts[N_PUTS];
  sqlite3_stmt *get_fields;   /* (nullable) */
  sqlite3_stmt *get_headings; /* (nullable) */
  GArray *keys;               /* (element-type guint64): by version, the first for first_version; 0 if there is none */
  gint64 first_version;
  gboolean is_sound;      /* the keys that are being read */
  guint n_ranked;         /* the number of matches that are still ranked */
  gboolean is_in_heading; /* the match that was ranked last */
  GHashTable *known;      /* (nullable): keys as a set, created on the first lookup */
};

static gboolean
fail (BsIndexText *self, GError **error)
{
  int code = sqlite3_errcode (self->connection);

  g_set_error (error, G_IO_ERROR, code == SQLITE_INTERRUPT ? G_IO_ERROR_CANCELLED : G_IO_ERROR_FAILED,
               "The index of the text: %s", sqlite3_errmsg (self->connection));
  return FALSE;
}

/* A number that this index never assigned: its owner rebuilds it. */
static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, BS_INDEX_ERROR, BS_INDEX_ERROR_USELESS, "The index of the text is damaged.");
  return FALSE;
}

/* The result is valid until the statement is reset. */
static void
look_up_headings (BsIndexText *self, gint64 version, const guint8 **headings, gsize *n_headings)
{
  if (self->get_headings == NULL &&
      sqlite3_prepare_v3 (self->connection, BS_INDEX_HEADINGS_GET, -1, SQLITE_PREPARE_PERSISTENT, &self->get_headings,
                          NULL) != SQLITE_OK)
    return;
  sqlite3_bind_int64 (self->get_headings, 1, version);
  if (sqlite3_step (self->get_headings) != SQLITE_ROW)
    return;
  *headings = sqlite3_column_blob (self->get_headings, 0);
  *n_headings = *headings != NULL ? (gsize) sqlite3_column_bytes (self->get_headings, 0) : 0;
}

static void
rank_cb (const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *context, int n_values, sqlite3_value **values)
{
  BsIndexText *self = api->xUserData (fts);
  int n_phrases = api->xPhraseCount (fts);
  int n_instances = 0;
  int length = 0;
  int n_middle = 0;
  double rank = 0;
  g_autofree guint *counts = NULL;
  g_autofree guint8 *headed = NULL; /* by phrase: whether it was found in a heading or the title */
  const guint8 *headings = NULL;
  gsize n_headings = 0;
  gboolean is_looked_up = FALSE;

  self->is_in_heading = FALSE;
  if (self->n_ranked == 0)
    {
      sqlite3_result_double (context, 0);
      return;
    }
  self->n_ranked--;
  counts = g_new0 (guint, n_phrases + 1);
  headed = g_new0 (guint8, n_phrases + 1);
  if (api->xInstCount (fts, &n_instances) != SQLITE_OK || api->xColumnSize (fts, -1, &length) != SQLITE_OK)
    n_instances = 0;
  for (int i = 0; i < n_instances; i++)
    {
      int phrase, column, offset;

      if (api->xInst (fts, i, &phrase, &column, &offset) == SQLITE_OK && column != COLUMN_MIDDLE)
        {
          counts[phrase]++;
          headed[phrase] |= column == COLUMN_TITLE;
          if (!headed[phrase])
            {
              if (!is_looked_up)
                look_up_headings (self, api->xRowid (fts), &headings, &n_headings);
              is_looked_up = TRUE;
              headed[phrase] = n_headings > 0 && bs_index_headings_have (headings, n_headings, (guint32) offset);
            }
        }
    }
  /* The index before this one has no such column. */
  if (api->xColumnCount (fts) > COLUMN_MIDDLE && api->xColumnSize (fts, COLUMN_MIDDLE, &n_middle) == SQLITE_OK)
    length -= n_middle;
  self->is_in_heading = n_instances > 0;
  for (int i = 0; i < n_phrases; i++)
    {
      rank += bs_search_rank (counts[i], length);
      self->is_in_heading = self->is_in_heading && (counts[i] == 0 || headed[i]);
    }
  if (is_looked_up)
    sqlite3_reset (self->get_headings);
  sqlite3_result_double (context, rank);
}

/**
 * bs_index_text_make_key:
 * @content_hash: of an article's bytes
 * @title: its title, as in its row
 *
 * The key of an article's text. Articles with the same bytes and title share it, and a moved article keeps it.
 *
 * Returns: the key, never 0
 */
guint64
bs_index_text_make_key (guint64 content_hash, const char *title)
{
  guint64 key = XXH3_64bits_withSeed (title, strlen (title), content_hash);

  return key != 0 ? key : 1;
}

/* Version numbers are assigned in order. FALSE if this one was not. */
static gboolean
add_key (BsIndexText *self, gint64 version, guint64 key)
{
  if (self->keys->len == 0 && version > 0 && version <= MAX_VERSION)
    self->first_version = version;
  if (version != self->first_version + self->keys->len)
    return FALSE;
  g_array_append_val (self->keys, key);
  if (self->known != NULL)
    bs_index_keys_add (self->known, key);
  return TRUE;
}

/* SQLite calls this for each version, which takes half as long as stepping to each of them. */
static void
take_cb (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  BsIndexText *self = sqlite3_user_data (context);

  self->is_sound =
      self->is_sound && add_key (self, sqlite3_value_int64 (values[0]), (guint64) sqlite3_value_int64 (values[1]));
}

static void
take_end_cb (sqlite3_context *context)
{
  sqlite3_result_null (context);
}

/**
 * bs_index_text_new:
 * @connection: a connection, an `sqlite3 *`
 * @error: return location
 *
 * Teaches @connection how texts are cut and ranked. Nothing is read or written.
 *
 * Returns: (transfer full) (nullable): the text on that connection, for the calling thread
 */
BsIndexText *
bs_index_text_new (gpointer connection, GError **error)
{
  BsIndexText *self;
  fts5_api *api;

  g_return_val_if_fail (connection != NULL, NULL);

  self = g_new0 (BsIndexText, 1);
  self->connection = connection;
  self->thread = g_thread_self ();
  self->keys = g_array_new (FALSE, TRUE, sizeof (guint64));
  self->first_version = 1;

  api = bs_index_tokenizer_register (connection);
  if (api == NULL || api->xCreateFunction (api, "broadsheet_rank", self, rank_cb, NULL) != SQLITE_OK ||
      sqlite3_create_function_v2 (connection, "broadsheet_take", 2, SQLITE_UTF8 | SQLITE_DIRECTONLY, self, NULL,
                                  take_cb, take_end_cb, NULL) != SQLITE_OK)
    {
      fail (self, error);
      bs_index_text_free (self);
      return NULL;
    }
  return self;
}

/**
 * bs_index_text_free:
 * @self: (transfer full): the text on a connection that is still open
 */
void
bs_index_text_free (BsIndexText *self)
{
  for (guint i = 0; i < N_PUTS; i++)
    sqlite3_finalize (self->puts[i]);
  sqlite3_finalize (self->get_fields);
  sqlite3_finalize (self->get_headings);
  g_clear_pointer (&self->known, g_hash_table_unref);
  g_array_unref (self->keys);
  g_free (self);
}

/**
 * bs_index_text_create:
 * @self: the text
 * @error: return location
 *
 * Creates missing tables, and reads which texts exist.
 *
 * Returns: %FALSE with a #GIOErrorEnum if the database reports an error
 */
gboolean
bs_index_text_create (BsIndexText *self, GError **error)
{
  g_assert (self->thread == g_thread_self ());

  if (sqlite3_exec (self->connection, schema, NULL, NULL, NULL) != SQLITE_OK)
    return fail (self, error);
  return bs_index_text_refresh (self, error);
}

static void
forget_keys (BsIndexText *self)
{
  g_array_set_size (self->keys, 0);
  self->first_version = 1;
  g_clear_pointer (&self->known, g_hash_table_unref);
}

/**
 * bs_index_text_clear:
 * @self: the text
 * @error: return location
 *
 * Deletes all texts, so that they can be added again without deleted ones.
 *
 * Returns: %FALSE with a #GIOErrorEnum if the database reports an error
 */
gboolean
bs_index_text_clear (BsIndexText *self, GError **error)
{
  g_assert (self->thread == g_thread_self ());

  if (sqlite3_exec (self->connection, clearing, NULL, NULL, NULL) != SQLITE_OK)
    return fail (self, error);
  forget_keys (self);
  return bs_index_text_refresh (self, error);
}

static gboolean
are_tables_whole (BsIndexText *self)
{
  sqlite3_stmt *statement = NULL;
  gboolean is_whole =
      sqlite3_prepare_v2 (self->connection, "PRAGMA quick_check (1)", -1, &statement, NULL) == SQLITE_OK &&
      sqlite3_step (statement) == SQLITE_ROW &&
      g_strcmp0 ((const char *) sqlite3_column_text (statement, 0), "ok") == 0;

  sqlite3_finalize (statement);
  return is_whole;
}

/**
 * bs_index_text_is_whole:
 * @self: the text
 *
 * Reads all of the database that it is in, which takes as long as that takes. Before SQLite 3.44, FTS5 checks its own
 * tables only on a connection that may write.
 *
 * Returns: whether SQLite and FTS5 report no error, and all numbers in it are valid
 */
gboolean
bs_index_text_is_whole (BsIndexText *self)
{
  static const char checking[] = "INSERT INTO text_all (text_all) VALUES ('integrity-check');"
                                 "INSERT INTO text_titles (text_titles) VALUES ('integrity-check');";

  g_assert (self->thread == g_thread_self ());

  if (!are_tables_whole (self))
    return FALSE;
  forget_keys (self);
  if (!bs_index_text_refresh (self, NULL))
    return FALSE;
  /* Since then SQLite has FTS5 do so with all else, and once is enough. */
  return sqlite3_libversion_number () >= FTS5_CHECKED_WITH_ALL || sqlite3_db_readonly (self->connection, "main") == 1 ||
         sqlite3_exec (self->connection, checking, NULL, NULL, NULL) == SQLITE_OK;
}

static void
bind_tokens (sqlite3_stmt *statement, int parameter, GBytes *tokens)
{
  gsize length;
  const char *data = g_bytes_get_data (tokens, &length);

  sqlite3_bind_text64 (statement, parameter, data != NULL ? data : "", length, SQLITE_STATIC, SQLITE_UTF8);
}

/* Of another version's fields, or of damaged ones, the sum is another. */
static gint64
sum_fields (gint64 version, const void *data, gsize length)
{
  return (gint32) XXH3_64bits_withSeed (data, length, (guint64) version);
}

/* Binds all parameters of %BS_INDEX_TEXT_PUT_FIELDS, an `sqlite3_stmt *`. @fields has to live until it is run. */
void
bs_index_text_bind_fields (gpointer statement, gint64 version, GBytes *fields)
{
  gsize length;
  const void *data = g_bytes_get_data (fields, &length);

  sqlite3_bind_int64 (statement, 1, version);
  sqlite3_bind_blob64 (statement, 2, data != NULL ? data : "", length, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 3, sum_fields (version, data, length));
}

/* As bs_index_tokenizer_cut() gives the tokens of a text. */
static GBytes *
cut_middle (gint64 version)
{
  char tokens[1 + BS_INDEX_MIDDLE_MAX_BYTES];
  guint length = bs_index_middle_write_token (version, tokens + 1);

  tokens[0] = (char) length;
  return g_bytes_new (tokens, length > 0 ? 1 + length : 0);
}

static void
bind_headings (sqlite3_stmt *statement, GBytes *headings)
{
  gsize length;
  const void *data = g_bytes_get_data (headings, &length);

  sqlite3_bind_blob64 (statement, 2, data, length, SQLITE_STATIC);
}

/**
 * bs_index_text_put:
 * @self: the text
 * @key: from bs_index_text_make_key()
 * @title: the title, from bs_index_tokenizer_cut()
 * @text: the text of the body, as in the feed
 * @fields: (nullable): from bs_index_fields_encode()
 * @headings: (nullable): from bs_index_headings_make()
 * @error: return location
 *
 * Adds a text as a new version. When many are added, the oldest article comes first, because a query finds the newest
 * versions first. If the caller's transaction is rolled back, bs_index_text_refresh() has to follow.
 *
 * Returns: %FALSE with a #GIOErrorEnum if the database reports an error
 */
gboolean
bs_index_text_put (BsIndexText *self, guint64 key, GBytes *title, GBytes *text, GBytes *fields, GBytes *headings,
                   GError **error)
{
  gint64 version = self->first_version + self->keys->len;
  g_autoptr (GBytes) signature = bs_index_signatures_make (text);
  g_autoptr (GBytes) middle = cut_middle (version);

  g_assert (self->thread == g_thread_self ());

  for (guint i = 0; i < N_PUTS; i++)
    {
      sqlite3_stmt *statement = self->puts[i];
      int result;

      if ((i == PUT_FIELDS && fields == NULL) || (i == PUT_HEADINGS && headings == NULL))
        continue;
      if (statement == NULL && sqlite3_prepare_v3 (self->connection, puts_sql[i], -1, SQLITE_PREPARE_PERSISTENT,
                                                   &self->puts[i], NULL) != SQLITE_OK)
        return fail (self, error);
      statement = self->puts[i];
      sqlite3_bind_int64 (statement, 1, version);
      if (i == PUT_KEY)
        sqlite3_bind_int64 (statement, 2, (gint64) key);
      else if (i == PUT_FIELDS)
        bs_index_text_bind_fields (statement, version, fields);
      else if (i == PUT_SIGNATURE)
        bs_index_signatures_bind (statement, version, signature);
      else if (i == PUT_HEADINGS)
        bind_headings (statement, headings);
      else
        bind_tokens (statement, 2, title);
      if (i == PUT_ALL)
        {
          bind_tokens (statement, 3, text);
          bind_tokens (statement, 4, middle);
        }
      result = sqlite3_step (statement);
      if (result != SQLITE_DONE)
        fail (self, error);
      sqlite3_reset (statement);
      sqlite3_clear_bindings (statement);
      if (result != SQLITE_DONE)
        return FALSE;
    }
  return add_key (self, version, key) || refuse (error);
}

static gboolean
read_extent (BsIndexText *self, gint64 *first, gint64 *last, GError **error)
{
  sqlite3_stmt *statement = NULL;
  gboolean is_read = FALSE;

  if (sqlite3_prepare_v2 (self->connection,
                          "SELECT (SELECT min (version) FROM texts), (SELECT max (version) FROM texts)", -1, &statement,
                          NULL) == SQLITE_OK &&
      sqlite3_step (statement) == SQLITE_ROW)
    {
      *first = sqlite3_column_int64 (statement, 0);
      *last = sqlite3_column_int64 (statement, 1);
      is_read = TRUE;
    }
  else
    {
      fail (self, error);
    }
  sqlite3_finalize (statement);
  return is_read;
}

/**
 * bs_index_text_refresh:
 * @self: the text
 * @error: return location
 *
 * Reads which versions there are by now. A search does so at its beginning, inside its transaction.
 *
 * Returns: %FALSE with a #GIOErrorEnum if the database reports an error
 */
gboolean
bs_index_text_refresh (BsIndexText *self, GError **error)
{
  sqlite3_stmt *statement = NULL;
  gint64 first, last;
  int result = SQLITE_ERROR;

  g_assert (self->thread == g_thread_self ());

  if (!read_extent (self, &first, &last, error))
    return FALSE;
  if (first < 0 || last > MAX_VERSION)
    return refuse (error);
  if (self->keys->len > 0 && (first != self->first_version || last < self->first_version + self->keys->len - 1))
    forget_keys (self);
  self->is_sound = TRUE;
  /* A range of a table is read in ascending order; asking for that order would take twice as long. */
  if (sqlite3_prepare_v2 (self->connection, "SELECT broadsheet_take (version, key) FROM texts WHERE version >= ?1", -1,
                          &statement, NULL) == SQLITE_OK)
    {
      sqlite3_bind_int64 (statement, 1, self->first_version + self->keys->len);
      result = sqlite3_step (statement);
    }
  if (!self->is_sound)
    refuse (error);
  else if (result != SQLITE_ROW)
    fail (self, error);
  sqlite3_finalize (statement);
  return self->is_sound && result == SQLITE_ROW;
}

/**
 * bs_index_text_has:
 * @self: the text, refreshed
 * @key: from bs_index_text_make_key()
 *
 * Returns: whether there is a text of that key
 */
gboolean
bs_index_text_has (BsIndexText *self, guint64 key)
{
  if (self->known == NULL)
    {
      self->known = bs_index_keys_new ();
      for (guint i = 0; i < self->keys->len; i++)
        bs_index_keys_add (self->known, g_array_index (self->keys, guint64, i));
    }
  return bs_index_keys_has (self->known, key);
}

/**
 * bs_index_text_get_n_versions:
 * @self: the text, refreshed
 *
 * Returns: how many versions there are, the dead with the living
 */
guint
bs_index_text_get_n_versions (BsIndexText *self)
{
  return self->keys->len;
}

/**
 * bs_index_text_begin_reading:
 * @self: the text
 * @error: return location
 *
 * Starts a read transaction, until bs_index_text_end_reading(). It is refreshed.
 *
 * Returns: %FALSE with a #GIOErrorEnum if the database reports an error
 */
gboolean
bs_index_text_begin_reading (BsIndexText *self, GError **error)
{
  g_assert (self->thread == g_thread_self ());

  if (sqlite3_exec (self->connection, "BEGIN", NULL, NULL, NULL) != SQLITE_OK)
    return fail (self, error);
  if (bs_index_text_refresh (self, error))
    return TRUE;
  bs_index_text_end_reading (self);
  return FALSE;
}

/**
 * bs_index_text_end_reading:
 * @self: the text
 */
void
bs_index_text_end_reading (BsIndexText *self)
{
  g_assert (self->thread == g_thread_self ());

  sqlite3_exec (self->connection, "ROLLBACK", NULL, NULL, NULL);
}

/**
 * bs_index_text_get_keys:
 * @self: the text, refreshed
 * @first_version: (out): the version of the first key
 * @n_versions: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_versions): the key of each version, 0 if there is none; good until the next
 *   refresh
 */
const guint64 *
bs_index_text_get_keys (BsIndexText *self, gint64 *first_version, guint *n_versions)
{
  *first_version = self->first_version;
  *n_versions = self->keys->len;
  return (const guint64 *) (gpointer) self->keys->data;
}

/**
 * bs_index_text_has_version:
 * @self: the text
 * @version: of a text, from a list of matches; a damaged one may name any number
 *
 * Returns: whether there may be that version; after a refresh, whether there is
 */
gboolean
bs_index_text_has_version (BsIndexText *self, gint64 version)
{
  return self->keys->len == 0 ? version > 0 && version <= MAX_VERSION :
                                version >= self->first_version && version < self->first_version + self->keys->len;
}

/**
 * bs_index_text_has_middle:
 * @self: the text
 *
 * Returns: whether its versions have tokens from bs_index_middle_write_token(); they have them since version 11
 */
gboolean
bs_index_text_has_middle (BsIndexText *self)
{
  sqlite3_stmt *statement = NULL;
  gboolean is_there;

  g_assert (self->thread == g_thread_self ());

  is_there = sqlite3_prepare_v2 (self->connection, "SELECT middle FROM text_all", -1, &statement, NULL) == SQLITE_OK;
  sqlite3_finalize (statement);
  return is_there;
}

/* The range of a match, without its end; 0 is no bound. */
typedef struct
{
  gint64 first;
  gint64 end;
} Bounds;

static gboolean
is_over (Bounds bounds, gint64 version, gboolean newest_first)
{
  return bounds.end != 0 && (newest_first ? version <= bounds.end : version >= bounds.end);
}

static gboolean
run_match (BsIndexText *self, BsIndexTextPart part, const char *expression, gboolean newest_first, Bounds bounds,
           guint n_ranked, BsIndexTextFunc func, gpointer user_data, GError **error)
{
  const char *table = part == BS_INDEX_TEXT_TITLES ? "text_titles" : "text_all";
  g_autofree char *rank = n_ranked > 0 ? g_strdup_printf ("broadsheet_rank (%s)", table) : g_strdup ("0");
  g_autofree char *sql =
      g_strdup_printf ("SELECT rowid, %s FROM %s WHERE %s MATCH ?1%s ORDER BY rowid%s", rank, table, table,
                       bounds.first == 0 ? "" :
                       newest_first      ? " AND rowid <= ?2" :
                                           " AND rowid >= ?2",
                       newest_first ? " DESC" : "");
  sqlite3_stmt *statement = NULL;
  int result;

  self->n_ranked = n_ranked;
  result = sqlite3_prepare_v2 (self->connection, sql, -1, &statement, NULL);
  if (result == SQLITE_OK)
    {
      sqlite3_bind_text (statement, 1, expression, -1, SQLITE_STATIC);
      if (bounds.first != 0)
        sqlite3_bind_int64 (statement, 2, bounds.first);
      while ((result = sqlite3_step (statement)) == SQLITE_ROW)
        {
          BsIndexMatch match = { sqlite3_column_int64 (statement, 0), sqlite3_column_double (statement, 1) };

          match.is_in_heading = n_ranked > 0 && self->is_in_heading;
          if (is_over (bounds, match.version, newest_first) ||
              (bs_index_text_has_version (self, match.version) && !func (&match, user_data)))
            break;
        }
    }
  if (result != SQLITE_ROW && result != SQLITE_DONE)
    fail (self, error);
  sqlite3_finalize (statement);
  return result == SQLITE_ROW || result == SQLITE_DONE;
}

/**
 * bs_index_text_match:
 * @self: the text
 * @part: where to look
 * @expression: an FTS5 expression whose strings are tokens with spaces between them
 * @newest_first: whether the highest version comes first, otherwise the lowest
 * @n_ranked: the number of results to rank
 * @func: (scope call): called for each version that matches; after a refresh, for none but those that there are
 * @user_data: for @func
 * @error: return location
 *
 * Returns: %FALSE with a #GIOErrorEnum if the database reports an error, %G_IO_ERROR_CANCELLED if it was interrupted
 */
gboolean
bs_index_text_match (BsIndexText *self, BsIndexTextPart part, const char *expression, gboolean newest_first,
                     guint n_ranked, BsIndexTextFunc func, gpointer user_data, GError **error)
{
  g_assert (self->thread == g_thread_self ());

  return run_match (self, part, expression, newest_first, (Bounds){ 0 }, n_ranked, func, user_data, error);
}

/**
 * bs_index_text_match_some:
 * @self: the text
 * @expression: as for bs_index_text_match()
 * @newest_first: as in bs_index_text_match()
 * @first: the version to begin with; 0 for the first
 * @end: the version before which it ends; 0 for after the last
 * @n_ranked: as for bs_index_text_match()
 * @func: (scope call): as in bs_index_text_match()
 * @user_data: for @func
 * @error: return location
 *
 * Matches titles and texts of some of the versions. FTS5 continues after @end until it finds something.
 *
 * Returns: as bs_index_text_match()
 */
gboolean
bs_index_text_match_some (BsIndexText *self, const char *expression, gboolean newest_first, gint64 first, gint64 end,
                          guint n_ranked, BsIndexTextFunc func, gpointer user_data, GError **error)
{
  g_assert (self->thread == g_thread_self ());

  return run_match (self, BS_INDEX_TEXT_ALL, expression, newest_first, (Bounds){ first, end }, n_ranked, func,
                    user_data, error);
}

/**
 * bs_index_text_read_keys:
 * @self: the text
 * @versions: (array length=n_versions): versions that were just found
 * @n_versions: how many
 * @keys: (out caller-allocates) (array length=n_versions): the key of each, 0 if there is none any more
 * @error: return location
 *
 * For callers that need a few versions and have not refreshed.
 *
 * Returns: %FALSE with a #GIOErrorEnum if the database reports an error
 */
gboolean
bs_index_text_read_keys (BsIndexText *self, const gint64 *versions, guint n_versions, guint64 *keys, GError **error)
{
  sqlite3_stmt *statement = NULL;
  int result = sqlite3_prepare_v2 (self->connection, "SELECT key FROM texts WHERE version = ?1", -1, &statement, NULL);

  g_assert (self->thread == g_thread_self ());

  for (guint i = 0; result == SQLITE_OK && i < n_versions; i++)
    {
      sqlite3_bind_int64 (statement, 1, versions[i]);
      keys[i] = sqlite3_step (statement) == SQLITE_ROW ? (guint64) sqlite3_column_int64 (statement, 0) : 0;
      result = sqlite3_reset (statement);
    }
  if (result != SQLITE_OK)
    fail (self, error);
  sqlite3_finalize (statement);
  return result == SQLITE_OK;
}

/**
 * bs_index_text_read_fields:
 * @self: the text
 * @version: of a text
 *
 * Returns: (transfer full) (nullable): the front matter of the articles with that text, for bs_index_fields_next();
 *   %NULL if the index does not have it, or has it damaged: the file has it
 */
GBytes *
bs_index_text_read_fields (BsIndexText *self, gint64 version)
{
  g_autoptr (GBytes) fields = NULL;

  g_assert (self->thread == g_thread_self ());

  if (self->get_fields == NULL &&
      sqlite3_prepare_v3 (self->connection, "SELECT data, checksum FROM fields WHERE version = ?1", -1,
                          SQLITE_PREPARE_PERSISTENT, &self->get_fields, NULL) != SQLITE_OK)
    return NULL;
  sqlite3_bind_int64 (self->get_fields, 1, version);
  if (sqlite3_step (self->get_fields) == SQLITE_ROW)
    {
      const void *data = sqlite3_column_blob (self->get_fields, 0);
      gsize length = (gsize) sqlite3_column_bytes (self->get_fields, 0);

      if (sqlite3_column_int64 (self->get_fields, 1) == sum_fields (version, data, length))
        fields = g_bytes_new (data, length);
    }
  sqlite3_reset (self->get_fields);
  return fields != NULL && bs_index_fields_are_sound (fields) ? g_steal_pointer (&fields) : NULL;
}

/**
 * bs_index_text_visit_fields:
 * @self: the text, while it is read
 * @func: (scope call): called for each version with complete fields
 * @user_data: for @func
 * @error: return location
 *
 * Returns: %FALSE if @func stopped it or, with a #GIOErrorEnum, if the database reports an error
 */
gboolean
bs_index_text_visit_fields (BsIndexText *self, BsIndexFieldsFunc func, gpointer user_data, GError **error)
{
  sqlite3_stmt *statement = NULL;
  gboolean goes_on = TRUE;
  int result = SQLITE_ERROR;

  g_assert (self->thread == g_thread_self ());

  if (sqlite3_prepare_v2 (self->connection, "SELECT version, data, checksum FROM fields", -1, &statement, NULL) ==
      SQLITE_OK)
    while (goes_on && (result = sqlite3_step (statement)) == SQLITE_ROW)
      {
        gint64 version = sqlite3_column_int64 (statement, 0);
        const void *data = sqlite3_column_blob (statement, 1);
        gsize length = (gsize) sqlite3_column_bytes (statement, 1);
        g_autoptr (GBytes) fields = g_bytes_new_static (data != NULL ? data : "", length);

        if (sqlite3_column_int64 (statement, 2) == sum_fields (version, data, length))
          goes_on = func (version, fields, user_data);
      }
  if (goes_on && result != SQLITE_DONE)
    fail (self, error);
  sqlite3_finalize (statement);
  return goes_on && result == SQLITE_DONE;
}

/**
 * bs_index_text_stop_ranking:
 * @self: the text
 *
 * Called from the function that is passed to bs_index_text_match(): later results need no ranks.
 */
void
bs_index_text_stop_ranking (BsIndexText *self)
{
  g_assert (self->thread == g_thread_self ());

  self->n_ranked = 0;
}

/**
 * bs_index_text_interrupt:
 * @self: the text
 *
 * Interrupts the running match, which then fails. Any thread may call this while @self exists.
 */
void
bs_index_text_interrupt (BsIndexText *self)
{
  sqlite3_interrupt (self->connection);
}
