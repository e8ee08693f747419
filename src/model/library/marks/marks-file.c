/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/marks/marks-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#define BUSY_MILLISECONDS 5000
#define BACKUP_SECONDS (24 * 60 * 60)

/* How each version is made out of the one before it, from an empty file on. A released migration step never changes. */
static const char *const steps[] = {
  "CREATE TABLE IF NOT EXISTS article (id INTEGER PRIMARY KEY, content INTEGER NOT NULL, body INTEGER NOT NULL,"
  " marks INTEGER NOT NULL, changed INTEGER NOT NULL, gone INTEGER NOT NULL);"
  "CREATE INDEX IF NOT EXISTS article_gone ON article (content) WHERE gone > 0;"
  "CREATE INDEX IF NOT EXISTS article_changed ON article (changed) WHERE changed > 0;"
  "CREATE TABLE IF NOT EXISTS place (id INTEGER PRIMARY KEY, path BLOB NOT NULL, position TEXT, fraction REAL);"
  "CREATE TABLE IF NOT EXISTS state (complete INTEGER NOT NULL);"
  "INSERT INTO state SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM state);",
  "CREATE TABLE IF NOT EXISTS category (id INTEGER PRIMARY KEY, path BLOB NOT NULL);",
  "CREATE TABLE IF NOT EXISTS search (id INTEGER PRIMARY KEY, place INTEGER NOT NULL, name TEXT NOT NULL, icon TEXT,"
  " query TEXT NOT NULL, notifies INTEGER NOT NULL);",
  "CREATE TABLE IF NOT EXISTS distinct_article (id INTEGER NOT NULL, content INTEGER NOT NULL,"
  " PRIMARY KEY (id, content)) WITHOUT ROWID;",
};

#define VERSION ((int) G_N_ELEMENTS (steps))

static int
get_number (sqlite3 *database, const char *text, int *number)
{
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2 (database, text, -1, &statement, NULL);

  if (code == SQLITE_OK)
    code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    *number = sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);
  return code == SQLITE_ROW ? SQLITE_OK : code;
}

/* Checks the structure of the pages, which takes a few milliseconds: damage should be found before writing. */
static int
check (sqlite3 *database)
{
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2 (database, "PRAGMA quick_check(1)", -1, &statement, NULL);

  if (code == SQLITE_OK)
    code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    code = g_strcmp0 ((const char *) sqlite3_column_text (statement, 0), "ok") == 0 ? SQLITE_OK : SQLITE_CORRUPT;
  sqlite3_finalize (statement);
  return code;
}

static int
copy (sqlite3 *from, sqlite3 *to)
{
  sqlite3_backup *backup = sqlite3_backup_init (to, "main", from, "main");

  if (backup == NULL)
    return sqlite3_errcode (to);
  sqlite3_backup_step (backup, -1);
  return sqlite3_backup_finish (backup);
}

static int
open_database (const char *path, int flags, sqlite3 **database)
{
  int code = sqlite3_open_v2 (path, database, flags | SQLITE_OPEN_NOMUTEX, NULL);

  if (code == SQLITE_OK)
    {
      sqlite3_busy_timeout (*database, BUSY_MILLISECONDS);
      code = sqlite3_exec (*database, "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;", NULL, NULL, NULL);
    }
  return code;
}

/* Beside the file, and complete or not there. */
static int
back_up (sqlite3 *database, const char *name)
{
  g_autofree char *beside = g_strdup_printf ("%s.%d.tmp", name, (int) getpid ());
  sqlite3 *to = NULL;
  int code = open_database (beside, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &to);

  if (code == SQLITE_OK)
    code = copy (database, to);
  sqlite3_close (to);
  if (code == SQLITE_OK && (g_chmod (beside, 0600) < 0 || g_rename (beside, name) < 0))
    code = SQLITE_CANTOPEN;
  if (code != SQLITE_OK)
    g_unlink (beside);
  return code;
}

/* Damage may change the name of a table, and nothing else. */
static int
check_tables (sqlite3 *database)
{
  static const char *const columns[] = { "SELECT id, content, body, marks, changed, gone FROM article",
                                         "SELECT id, path, position, fraction FROM place",
                                         "SELECT id, path FROM category",
                                         "SELECT id, place, name, icon, query, notifies FROM search",
                                         "SELECT id, content FROM distinct_article",
                                         "SELECT complete FROM state" };
  int code = SQLITE_OK;

  for (guint i = 0; i < G_N_ELEMENTS (columns) && code == SQLITE_OK; i++)
    {
      sqlite3_stmt *statement = NULL;

      code = sqlite3_prepare_v2 (database, columns[i], -1, &statement, NULL);
      sqlite3_finalize (statement);
    }
  return code == SQLITE_ERROR ? SQLITE_CORRUPT : code;
}

/* SQLITE_MISMATCH means that a newer version wrote it. */
static int
bring_up_to_date (sqlite3 *database, const char *path)
{
  int version = 0;
  int n_tables = 0;
  int code = get_number (database, "PRAGMA user_version", &version);

  if (code != SQLITE_OK || version == VERSION)
    return code;
  if (version < 0)
    return SQLITE_CORRUPT;
  if (version > VERSION)
    return SQLITE_MISMATCH;
  code = get_number (database, "SELECT count(*) FROM sqlite_schema", &n_tables);
  if (code == SQLITE_OK && n_tables > 0 && path != NULL)
    {
      g_autofree char *name = g_strdup_printf ("%s.version-%d", path, version);

      code = back_up (database, name);
    }
  if (code == SQLITE_OK)
    code = sqlite3_exec (database, "BEGIN IMMEDIATE", NULL, NULL, NULL);
  if (code != SQLITE_OK)
    return code;
  /* Another process may have been quicker. */
  code = get_number (database, "PRAGMA user_version", &version);
  for (int i = version; code == SQLITE_OK && i < VERSION; i++)
    code = sqlite3_exec (database, steps[i], NULL, NULL, NULL);
  if (code == SQLITE_OK)
    {
      g_autofree char *text = g_strdup_printf ("PRAGMA user_version = %d; COMMIT", VERSION);

      code = sqlite3_exec (database, text, NULL, NULL, NULL);
    }
  if (code != SQLITE_OK)
    sqlite3_exec (database, "ROLLBACK", NULL, NULL, NULL);
  return code;
}

static int
open_kept (const char *path, sqlite3 **database)
{
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  int code;

  /* Created beforehand, so that others can never read what the owner reads. */
  if (fd < 0)
    return errno == EACCES || errno == EROFS || errno == EPERM ? SQLITE_READONLY : SQLITE_CANTOPEN;
  fchmod (fd, 0600);
  close (fd);
  code = open_database (path, SQLITE_OPEN_READWRITE, database);
  if (code == SQLITE_OK)
    code = check (*database);
  if (code == SQLITE_OK)
    code = bring_up_to_date (*database, path);
  if (code == SQLITE_OK)
    code = check_tables (*database);
  /* If a table is missing or exists twice, SQLite only reports that our statement is wrong. */
  return code == SQLITE_ERROR ? SQLITE_CORRUPT : code;
}

static sqlite3 *
open_in_memory (void)
{
  sqlite3 *database = NULL;

  if (open_database (":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &database) == SQLITE_OK)
    bring_up_to_date (database, NULL);
  return database;
}

/* The marks of this session only. */
static sqlite3 *
open_copy (const char *path)
{
  sqlite3 *from = NULL;
  sqlite3 *database = open_in_memory ();
  int version = 0;

  if (open_database (path, SQLITE_OPEN_READONLY, &from) == SQLITE_OK && check (from) == SQLITE_OK &&
      get_number (from, "PRAGMA user_version", &version) == SQLITE_OK && version > 0 && version <= VERSION &&
      (copy (from, database) != SQLITE_OK || bring_up_to_date (database, NULL) != SQLITE_OK))
    {
      sqlite3_close (database);
      database = open_in_memory ();
    }
  sqlite3_close (from);
  return database;
}

/* Forwards until an error, and backwards until an error: the damaged part is in between. */
static void
salvage (sqlite3 *from, sqlite3 *to, const char *table, int n_columns)
{
  static const char *const orders[] = { "ASC", "DESC" };

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autofree char *select = g_strdup_printf ("SELECT * FROM %s NOT INDEXED ORDER BY id %s", table, orders[i]);
      g_autofree char *values = g_strnfill ((gsize) (2 * n_columns - 1), ',');
      g_autofree char *insert = NULL;
      sqlite3_stmt *source = NULL;
      sqlite3_stmt *sink = NULL;

      for (int column = 0; column < n_columns; column++)
        values[2 * column] = '?';
      insert = g_strdup_printf ("INSERT OR IGNORE INTO %s VALUES (%s)", table, values);
      if (sqlite3_prepare_v2 (from, select, -1, &source, NULL) == SQLITE_OK &&
          sqlite3_prepare_v2 (to, insert, -1, &sink, NULL) == SQLITE_OK)
        while (sqlite3_step (source) == SQLITE_ROW)
          {
            for (int column = 0; column < n_columns; column++)
              sqlite3_bind_value (sink, column + 1, sqlite3_column_value (source, column));
            sqlite3_step (sink);
            sqlite3_reset (sink);
          }
      sqlite3_finalize (source);
      sqlite3_finalize (sink);
    }
}

/* A file that another process has already set aside is not set aside again. */
static gboolean
set_aside (const char *path, ino_t inode, char **aside)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *time = g_date_time_format (now, "%Y%m%dT%H%M%S");
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);
  g_autofree char *journal_aside = NULL;
  struct stat st;

  if (stat (path, &st) < 0 || st.st_ino != inode)
    return FALSE;
  *aside = g_strdup_printf ("%s.damaged-%s-%d", path, time, (int) getpid ());
  journal_aside = g_strconcat (*aside, "-journal", NULL);
  if (g_rename (path, *aside) < 0)
    return FALSE;
  g_rename (journal, journal_aside);
  return TRUE;
}

static char *
get_backup_name (const char *path)
{
  return g_strconcat (path, ".backup", NULL);
}

static sqlite3 *
mend (const char *path, ino_t inode, char **message)
{
  g_autofree char *aside = NULL;
  g_autofree char *backup = get_backup_name (path);
  sqlite3 *database = NULL;
  gboolean is_aside = set_aside (path, inode, &aside);
  const char *sources[2];

  if (open_kept (path, &database) != SQLITE_OK)
    {
      g_clear_pointer (&database, sqlite3_close);
      return NULL;
    }
  if (!is_aside)
    return database;
  sources[0] = aside;
  sources[1] = backup;
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      sqlite3 *from = NULL;

      if (open_database (sources[i], SQLITE_OPEN_READONLY, &from) == SQLITE_OK &&
          sqlite3_exec (database, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK)
        {
          salvage (from, database, "article", 6);
          salvage (from, database, "place", 4);
          salvage (from, database, "category", 2);
          salvage (from, database, "search", 6);
          salvage (from, database, "distinct_article", 2);
          sqlite3_exec (database, "COMMIT", NULL, NULL, NULL);
        }
      sqlite3_close (from);
    }
  *message = g_strdup_printf (_ ("The reading marks on the disk were damaged. The marks that could be read were kept; "
                                 "the damaged file is now “%s”."),
                              aside);
  return database;
}

/**
 * bs_marks_file_open:
 * @path: (nullable): a file in an existing folder; %NULL for none
 * @damaged: inode of the file if it was found to be damaged while it was read; 0 otherwise
 * @is_kept: (out): whether written data will be there next time
 * @message: (out) (optional) (nullable): a message for the user
 *
 * Opens or creates the file, or continues without one. Another process that is at it is waited for.
 *
 * Returns: (transfer full): the database
 */
BsMarksFile *
bs_marks_file_open (const char *path, ino_t damaged, gboolean *is_kept, char **message)
{
  sqlite3 *database = NULL;
  struct stat st = { 0 };
  int code;

  *is_kept = FALSE;
  if (path == NULL)
    return open_in_memory ();

  code = damaged != 0 ? SQLITE_CORRUPT : open_kept (path, &database);
  if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB)
    {
      g_clear_pointer (&database, sqlite3_close);
      if (damaged == 0 && stat (path, &st) == 0)
        damaged = st.st_ino;
      if (damaged != 0)
        database = mend (path, damaged, message);
      code = database != NULL ? SQLITE_OK : SQLITE_CANTOPEN;
    }
  *is_kept = code == SQLITE_OK;
  if (code == SQLITE_OK)
    return database;

  sqlite3_close (database);
  if (code == SQLITE_MISMATCH)
    *message = g_strdup_printf (
        _ ("“%s” was written by a newer version of Broadsheet. Reading marks and stars are not saved."), path);
  else
    *message = g_strdup_printf (_ ("“%s” cannot be written (%s). Reading marks and stars are not saved."), path,
                                sqlite3_errstr (code));
  return open_copy (path);
}

/**
 * bs_marks_file_open_copy:
 * @path: a file
 *
 * Does not write.
 *
 * Returns: (transfer full) (nullable): a database in memory with the contents of the file, %NULL if there is none
 */
BsMarksFile *
bs_marks_file_open_copy (const char *path)
{
  return g_file_test (path, G_FILE_TEST_IS_REGULAR) ? open_copy (path) : NULL;
}

/**
 * bs_marks_file_back_up:
 * @self: a database
 * @path: the file that it is
 *
 * Keeps a copy beside it, unless there is one that is younger than a day.
 */
void
bs_marks_file_back_up (BsMarksFile *self, const char *path)
{
  g_autofree char *name = get_backup_name (path);
  struct stat st;

  if (stat (name, &st) < 0 || st.st_mtim.tv_sec < time (NULL) - BACKUP_SECONDS)
    back_up (self, name);
}
