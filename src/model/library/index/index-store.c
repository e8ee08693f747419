/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/index/index-store.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "model/library/index/index-store-private.h"

/* "Bsix", so that a file that is not ours is never read as if it were. */
#define APPLICATION 0x42736978

/* Increase this with every change of the tables, of the contents of a row, or of the tokenizer. The parsers' results
 * may change with every release, so the release is part of the version too. */
#define VERSION 11
#define MADE_BY PACKAGE_VERSION

/* The oldest version whose tables and tokens can still be read for searches, until the index is rebuilt. */
#define OLDEST_READABLE 10

#define BUSY_MILLISECONDS 2000

/* The name of the fact that distinguishes one state of the rows from all others. */
#define EDITION "edition"

/* Free pages are returned to the disk when they exceed this share of the file. */
#define FREE_SHARE 20

/* SQLite 3.40, PRAGMA: a database in the cache that someone overwrote may contain anything. It is never mapped into
 * memory, because truncating a mapped file would end the program. */
static const char opening[] = "PRAGMA trusted_schema=OFF;"
                              "PRAGMA cell_size_check=ON;"
                              "PRAGMA mmap_size=0;"
                              "PRAGMA cache_size=-2048;";

static const char writing[] = "PRAGMA auto_vacuum=INCREMENTAL;"
                              "PRAGMA journal_mode=WAL;"
                              "PRAGMA synchronous=NORMAL;"
                              "PRAGMA cache_size=-8192;"
                              "PRAGMA wal_autocheckpoint=2000;"
                              "PRAGMA journal_size_limit=8388608;";

static const char writing_more[] = "PRAGMA synchronous=OFF;";

static const char schema[] = "CREATE TABLE IF NOT EXISTS facts (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;"
                             "CREATE TABLE IF NOT EXISTS terms (number INTEGER PRIMARY KEY, kind INTEGER NOT NULL,"
                             " parent INTEGER NOT NULL, name BLOB NOT NULL, checksum INTEGER NOT NULL);"
                             "CREATE TABLE IF NOT EXISTS articles (folder INTEGER NOT NULL, name BLOB NOT NULL,"
                             " record BLOB NOT NULL, text INTEGER NOT NULL,"
                             " PRIMARY KEY (folder, name)) WITHOUT ROWID;"
                             "CREATE INDEX IF NOT EXISTS articles_by_text ON articles (text);";

G_DEFINE_QUARK (bs - index - error - quark, bs_index_error)

static BsIndexError
get_fault (int code)
{
  switch (code)
    {
    case SQLITE_IOERR_WRITE:
    case SQLITE_IOERR_FSYNC:
    case SQLITE_IOERR_DIR_FSYNC:
    case SQLITE_IOERR_TRUNCATE:
    case SQLITE_IOERR_SHMSIZE:
    case SQLITE_IOERR_SHMOPEN:
      return BS_INDEX_ERROR_UNAVAILABLE;
    default:
      break;
    }
  switch (code & 0xff)
    {
    case SQLITE_IOERR: /* of reading: the files do not fit together */
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
    case SQLITE_SCHEMA:
    case SQLITE_MISMATCH:
    case SQLITE_CONSTRAINT:
    case SQLITE_TOOBIG:
    case SQLITE_PROTOCOL:
    case SQLITE_ERROR: /* a table that is not there, or is another one */
      return BS_INDEX_ERROR_USELESS;
    default:
      return BS_INDEX_ERROR_UNAVAILABLE;
    }
}

static void
set_error (GError **error, BsIndexError fault, const char *path, const char *reason)
{
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, BS_INDEX_ERROR, (int) fault, "%s: %s. It can be deleted, and is made anew.", name, reason);
}

gboolean
bs_index_store_fail (BsIndexStore *self, GError **error)
{
  set_error (error, bs_index_store_get_fault (self), self->path, sqlite3_errmsg (self->connection));
  return FALSE;
}

/* The data in the index is invalid. */
gboolean
bs_index_store_refuse (BsIndexStore *self, GError **error)
{
  set_error (error, BS_INDEX_ERROR_USELESS, self->path, "damaged");
  return FALSE;
}

sqlite3_stmt *
bs_index_store_prepare (BsIndexStore *self, BsIndexStatement which, const char *sql, GError **error)
{
  if (self->statements[which] == NULL && sqlite3_prepare_v3 (self->connection, sql, -1, SQLITE_PREPARE_PERSISTENT,
                                                             &self->statements[which], NULL) != SQLITE_OK)
    bs_index_store_fail (self, error);
  return self->statements[which];
}

gboolean
bs_index_store_run (BsIndexStore *self, sqlite3_stmt *statement, GError **error)
{
  gboolean is_done = sqlite3_step (statement) == SQLITE_DONE || bs_index_store_fail (self, error);

  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
  return is_done;
}

static gboolean
execute (BsIndexStore *self, const char *sql, GError **error)
{
  return sqlite3_exec (self->connection, sql, NULL, NULL, NULL) == SQLITE_OK || bs_index_store_fail (self, error);
}

gboolean
bs_index_store_read_number (BsIndexStore *self, const char *sql, gint64 *number, GError **error)
{
  sqlite3_stmt *statement = NULL;
  gboolean is_read = sqlite3_prepare_v2 (self->connection, sql, -1, &statement, NULL) == SQLITE_OK &&
                     sqlite3_step (statement) == SQLITE_ROW;

  if (is_read)
    *number = sqlite3_column_int64 (statement, 0);
  else
    bs_index_store_fail (self, error);
  sqlite3_finalize (statement);
  return is_read;
}

static gboolean
check_version (BsIndexStore *self, BsIndexAccess access, gboolean *is_new, GError **error)
{
  gint64 application;
  gint64 version;
  gint64 n_tables;
  g_autofree char *made_by = NULL;

  *is_new = FALSE;
  if (!bs_index_store_read_number (self, "PRAGMA application_id", &application, error) ||
      !bs_index_store_read_number (self, "PRAGMA user_version", &version, error) ||
      !bs_index_store_read_number (self, "SELECT count (*) FROM sqlite_schema", &n_tables, error))
    return FALSE;
  if (application == 0 && version == 0 && n_tables == 0)
    {
      *is_new = TRUE;
      return TRUE;
    }
  if (application == APPLICATION && version == VERSION)
    made_by = bs_index_store_get_value (self, "made-by");
  self->is_old = g_strcmp0 (made_by, MADE_BY) != 0;
  if (!self->is_old ||
      (access == BS_INDEX_READ_OLD && application == APPLICATION && version >= OLDEST_READABLE && version <= VERSION))
    return TRUE;
  set_error (error, BS_INDEX_ERROR_USELESS, self->path, "made by another version");
  return FALSE;
}

static gboolean
create (BsIndexStore *self, GError **error)
{
  g_autofree char *version =
      g_strdup_printf ("PRAGMA application_id=%d; PRAGMA user_version=%d;", APPLICATION, VERSION);

  return bs_index_store_begin (self, error) && execute (self, schema, error) &&
         bs_index_store_set_value (self, "made-by", MADE_BY, error) && execute (self, version, error) &&
         bs_index_store_commit (self, error);
}

/* Nobody else on the computer may read what the user reads; SQLite gives the files beside it the same mode. */
static gboolean
make_file (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd;

  g_mkdir_with_parents (folder, 0700);
  fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0)
    {
      set_error (error, errno == EISDIR ? BS_INDEX_ERROR_USELESS : BS_INDEX_ERROR_UNAVAILABLE, path,
                 g_strerror (errno));
      return FALSE;
    }
  fchmod (fd, 0600);
  close (fd);
  return TRUE;
}

static BsIndexStore *
open_once (const char *path, BsIndexAccess access, GError **error)
{
  const gboolean is_reading = access == BS_INDEX_READ || access == BS_INDEX_READ_OLD;
  int flags =
      (is_reading ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
  BsIndexStore *self = NULL;
  gboolean is_new;

  if (access == BS_INDEX_WRITE && !make_file (path, error))
    return NULL;
  if (access != BS_INDEX_WRITE && !g_file_test (path, G_FILE_TEST_EXISTS))
    {
      set_error (error, BS_INDEX_ERROR_MISSING, path, g_strerror (ENOENT));
      return NULL;
    }

  self = g_new0 (BsIndexStore, 1);
  self->thread = g_thread_self ();
  self->path = g_strdup (path);
  self->terms = g_ptr_array_new ();
  for (guint i = 0; i < BS_N_VOCABULARIES; i++)
    self->numbers[i] = g_array_new (FALSE, TRUE, sizeof (guint32));
  if (sqlite3_open_v2 (path, &self->connection, flags, NULL) != SQLITE_OK)
    bs_index_store_fail (self, error);
  else
    {
      sqlite3_extended_result_codes (self->connection, TRUE);
      sqlite3_busy_timeout (self->connection, BUSY_MILLISECONDS);
      if (execute (self, opening, error) && check_version (self, access, &is_new, error) &&
          (is_reading ||
           (execute (self, writing, error) && (access != BS_INDEX_WRITE_MORE || execute (self, writing_more, error)) &&
            (!is_new || access != BS_INDEX_WRITE || create (self, error)))))
        {
          if (access == BS_INDEX_WRITE || !is_new)
            return self;
          set_error (error, BS_INDEX_ERROR_MISSING, path, "empty");
        }
    }
  bs_index_store_free (self);
  return NULL;
}

/**
 * bs_index_store_open:
 * @path: path of the index
 * @access: how it will be used
 * @error: return location
 *
 * Opens an index. A writer gets an empty index if there is none, or if the existing file is unusable: damaged, of
 * another version, or not an index. The old file is deleted.
 *
 * Returns: (transfer full) (nullable): the index, or %NULL with a #BsIndexError
 */
BsIndexStore *
bs_index_store_open (const char *path, BsIndexAccess access, GError **error)
{
  g_autoptr (GError) first = NULL;
  BsIndexStore *self;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  self = open_once (path, access, &first);
  if (self == NULL && access == BS_INDEX_WRITE && g_error_matches (first, BS_INDEX_ERROR, BS_INDEX_ERROR_USELESS) &&
      bs_index_store_remove (path))
    return open_once (path, access, error);
  if (self == NULL)
    g_propagate_error (error, g_steal_pointer (&first));
  return self;
}

/**
 * bs_index_store_free:
 * @self: (transfer full): an index
 */
void
bs_index_store_free (BsIndexStore *self)
{
  g_assert (self->thread == g_thread_self ());

  for (guint i = 0; i < BS_INDEX_N_STATEMENTS; i++)
    sqlite3_finalize (self->statements[i]);
  sqlite3_close_v2 (self->connection);
  g_ptr_array_unref (self->terms);
  for (guint i = 0; i < BS_N_VOCABULARIES; i++)
    g_array_unref (self->numbers[i]);
  g_free (self->path);
  g_free (self);
}

static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };

/**
 * bs_index_store_remove:
 * @path: path of an index; only the owner of the lock may delete it
 *
 * Returns: whether no file is left
 */
gboolean
bs_index_store_remove (const char *path)
{
  gboolean is_gone;

  g_return_val_if_fail (path != NULL, FALSE);

  is_gone = g_remove (path) == 0 || errno == ENOENT;
  return bs_index_store_remove_logs (path) && is_gone;
}

/**
 * bs_index_store_remove_logs:
 * @path: path of an index; only the owner of the lock may replace it
 *
 * Removes SQLite's files beside the index, so that another index can replace it.
 *
 * Returns: whether none of them is left
 */
gboolean
bs_index_store_remove_logs (const char *path)
{
  gboolean is_gone = TRUE;

  g_return_val_if_fail (path != NULL, FALSE);

  for (guint i = 1; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (path, suffixes[i], NULL);

      is_gone = (g_remove (name) == 0 || errno == ENOENT) && is_gone;
    }
  return is_gone;
}

/**
 * bs_index_store_measure:
 * @path: path of an index
 *
 * Returns: how much of the disk it takes, in bytes
 */
guint64
bs_index_store_measure (const char *path)
{
  guint64 size = 0;

  g_return_val_if_fail (path != NULL, 0);

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (path, suffixes[i], NULL);
      struct stat st;

      if (stat (name, &st) == 0)
        size += (guint64) st.st_size;
    }
  return size;
}

/**
 * bs_index_store_is_old:
 * @self: an index
 *
 * Returns: whether it was opened though another version made it, whose parsers may have read articles otherwise
 */
gboolean
bs_index_store_is_old (BsIndexStore *self)
{
  return self->is_old;
}

/**
 * bs_index_store_get_connection:
 * @self: an index
 *
 * Returns: (transfer none): its connection, an `sqlite3 *`, for the full text in it
 */
gpointer
bs_index_store_get_connection (BsIndexStore *self)
{
  g_assert (self->thread == g_thread_self ());

  return self->connection;
}

/**
 * bs_index_store_get_fault:
 * @self: an index of which something failed just now
 *
 * Returns: the meaning of the error for the index
 */
BsIndexError
bs_index_store_get_fault (BsIndexStore *self)
{
  g_assert (self->thread == g_thread_self ());

  return get_fault (sqlite3_errcode (self->connection));
}

/**
 * bs_index_store_begin:
 * @self: an index that is written
 * @error: return location
 *
 * Returns: %FALSE with a #BsIndexError if it may not be written now
 */
gboolean
bs_index_store_begin (BsIndexStore *self, GError **error)
{
  g_assert (self->thread == g_thread_self ());

  return execute (self, "BEGIN IMMEDIATE", error);
}

/**
 * bs_index_store_get_edition:
 * @self: an index
 *
 * A caller that has read all rows need not read them again while this is the same.
 *
 * Returns: a number that identifies the state of the rows among all times and all indexes; 0 if unknown
 */
guint64
bs_index_store_get_edition (BsIndexStore *self)
{
  g_autofree char *edition = bs_index_store_get_value (self, EDITION);

  return edition != NULL ? g_ascii_strtoull (edition, NULL, 16) : 0;
}

/* Chosen by chance, because an index may be replaced by another. */
static gboolean
set_edition (BsIndexStore *self, GError **error)
{
  g_autofree char *edition = g_strdup_printf ("%08x%08x", g_random_int () | 1, g_random_int ());

  self->has_other_rows = !bs_index_store_set_value (self, EDITION, edition, error);
  return !self->has_other_rows;
}

/**
 * bs_index_store_commit:
 * @self: an index that is written
 * @error: return location
 *
 * Returns: %FALSE with a #BsIndexError, after which the transaction has to be undone
 */
gboolean
bs_index_store_commit (BsIndexStore *self, GError **error)
{
  g_assert (self->thread == g_thread_self ());

  return (!self->has_other_rows || set_edition (self, error)) && execute (self, "COMMIT", error);
}

/**
 * bs_index_store_roll_back:
 * @self: an index
 *
 * Undoes the transaction, if there is one. After that the index must be reopened before rows are written to it.
 */
void
bs_index_store_roll_back (BsIndexStore *self)
{
  g_assert (self->thread == g_thread_self ());

  self->has_other_rows = FALSE;
  if (!sqlite3_get_autocommit (self->connection))
    execute (self, "ROLLBACK", NULL);
}

/**
 * bs_index_store_relax:
 * @self: an index
 *
 * Frees memory that is not needed soon.
 */
void
bs_index_store_relax (BsIndexStore *self)
{
  g_assert (self->thread == g_thread_self ());

  sqlite3_db_release_memory (self->connection);
}

/**
 * bs_index_store_settle:
 * @self: an index that is written
 *
 * Brings all that was written into the one file, so that the index takes no more room than it needs. While someone
 * reads it, it is not truncated. Memory is given back, as with bs_index_store_relax().
 */
void
bs_index_store_settle (BsIndexStore *self)
{
  gint64 n_pages = 0;
  gint64 n_free = 0;

  g_assert (self->thread == g_thread_self ());

  if (bs_index_store_read_number (self, "PRAGMA page_count", &n_pages, NULL) &&
      bs_index_store_read_number (self, "PRAGMA freelist_count", &n_free, NULL) && n_free > n_pages / FREE_SHARE)
    execute (self, "PRAGMA incremental_vacuum", NULL);
  sqlite3_wal_checkpoint_v2 (self->connection, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  bs_index_store_relax (self);
}

static gboolean
sync_file (BsIndexStore *self, int which)
{
  sqlite3_file *file = NULL;

  g_assert (self->thread == g_thread_self ());

  return sqlite3_file_control (self->connection, NULL, which, &file) == SQLITE_OK &&
         (file == NULL || file->pMethods == NULL || file->pMethods->xSync (file, SQLITE_SYNC_NORMAL) == SQLITE_OK);
}

/**
 * bs_index_store_sync_file:
 * @self: an index
 *
 * Waits until the disk has its file, without SQLite's log beside it.
 *
 * Returns: whether it has
 */
gboolean
bs_index_store_sync_file (BsIndexStore *self)
{
  return sync_file (self, SQLITE_FCNTL_FILE_POINTER);
}

/**
 * bs_index_store_sync:
 * @self: an index that is written with %BS_INDEX_WRITE_MORE
 *
 * Waits until the disk has everything that was committed. If the computer crashes before that, the index may be
 * damaged. The log comes first, so that an older one is never used.
 *
 * Returns: whether it has
 */
gboolean
bs_index_store_sync (BsIndexStore *self)
{
  return sync_file (self, SQLITE_FCNTL_JOURNAL_POINTER) && sync_file (self, SQLITE_FCNTL_FILE_POINTER);
}

/**
 * bs_index_store_get_value:
 * @self: an index
 * @key: a name
 *
 * Returns: (transfer full) (nullable): the value stored under that name
 */
char *
bs_index_store_get_value (BsIndexStore *self, const char *key)
{
  sqlite3_stmt *statement = NULL;
  char *value = NULL;

  g_assert (self->thread == g_thread_self ());

  if (sqlite3_prepare_v2 (self->connection, "SELECT value FROM facts WHERE key = ?1", -1, &statement, NULL) ==
      SQLITE_OK)
    {
      sqlite3_bind_text (statement, 1, key, -1, SQLITE_STATIC);
      if (sqlite3_step (statement) == SQLITE_ROW)
        value = g_strdup ((const char *) sqlite3_column_text (statement, 0));
    }
  sqlite3_finalize (statement);
  return value;
}

/**
 * bs_index_store_set_value:
 * @self: an index that is written
 * @key: a name
 * @value: the value to store
 * @error: return location
 *
 * Returns: %FALSE with a #BsIndexError if it could not be written
 */
gboolean
bs_index_store_set_value (BsIndexStore *self, const char *key, const char *value, GError **error)
{
  sqlite3_stmt *statement = NULL;
  gboolean is_done;

  g_assert (self->thread == g_thread_self ());

  if (sqlite3_prepare_v2 (self->connection, "INSERT OR REPLACE INTO facts (key, value) VALUES (?1, ?2)", -1, &statement,
                          NULL) != SQLITE_OK)
    return bs_index_store_fail (self, error);
  sqlite3_bind_text (statement, 1, key, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 2, value, -1, SQLITE_STATIC);
  is_done = bs_index_store_run (self, statement, error);
  sqlite3_finalize (statement);
  return is_done;
}
