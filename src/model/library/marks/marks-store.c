/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/marks/marks-store.h"

#include <sqlite3.h>
#include <sys/stat.h>

#include "model/library/marks/marks-file.h"
#include "model/library/marks/marks-store-private.h"

/* Whoever calls from another thread than the one that owns the connection is wrong, whatever he asks. */
static void
check_thread (BsMarksStore *self)
{
  g_assert (self->thread == g_thread_self ());
}

static void
note_error (BsMarksStore *self, int code)
{
  if (self->code != SQLITE_OK)
    return;
  self->code = code & 0xff;
  g_free (self->error);
  self->error = g_strdup (sqlite3_errstr (code));
}

/* Made once, and kept. Returns: (nullable): NULL where it cannot be made */
sqlite3_stmt *
bs_marks_store_prepare (BsMarksStore *self, BsMarksStatement which, const char *sql)
{
  int code;

  check_thread (self);
  if (self->statements[which] != NULL)
    return self->statements[which];
  code = sqlite3_prepare_v3 (self->database, sql, -1, SQLITE_PREPARE_PERSISTENT, &self->statements[which], NULL);
  if (code != SQLITE_OK)
    note_error (self, code);
  return self->statements[which];
}

/* TRUE where there is a row; the statement is to be reset after that. */
gboolean
bs_marks_store_step (BsMarksStore *self, sqlite3_stmt *statement)
{
  int code = statement != NULL ? sqlite3_step (statement) : SQLITE_ERROR;

  if (code == SQLITE_ROW)
    return TRUE;
  if (code != SQLITE_DONE)
    note_error (self, code);
  if (statement != NULL)
    sqlite3_reset (statement);
  return FALSE;
}

static BsMarksStore *
open_store (const char *path, ino_t damaged, char **message)
{
  BsMarksStore *self = g_new0 (BsMarksStore, 1);
  gboolean is_kept;
  struct stat st;

  *message = NULL;
  self->thread = g_thread_self ();
  self->database = bs_marks_file_open (path, damaged, &is_kept, message);
  if (is_kept && stat (path, &st) == 0)
    {
      self->path = g_strdup (path);
      self->inode = st.st_ino;
    }
  bs_marks_store_was_changed (self);
  return self;
}

/**
 * bs_marks_store_open:
 * @path: (nullable): a file, which is made where it is not there; %NULL to keep nothing
 * @message: (out) (nullable): what a person has to be told of it
 *
 * Opens the marks of a library. What is damaged is set aside, and what can still be read of it is kept. Where there is
 * no writing, or a newer version wrote the file, what is there is read and changes are not kept.
 *
 * Returns: (transfer full): a store that belongs to this thread
 */
BsMarksStore *
bs_marks_store_open (const char *path, char **message)
{
  g_return_val_if_fail (message != NULL, NULL);

  return open_store (path, 0, message);
}

/**
 * bs_marks_store_mend:
 * @self: (transfer full): a store that is damaged, also where that showed only when it was read
 * @message: (out) (nullable): what a person has to be told of it
 *
 * Sets its file aside, and keeps what can still be read of it.
 *
 * Returns: (transfer full): another store in its place
 */
BsMarksStore *
bs_marks_store_mend (BsMarksStore *self, char **message)
{
  g_autofree char *path = g_steal_pointer (&self->path);
  ino_t inode = path != NULL ? self->inode : 0;

  check_thread (self);
  bs_marks_store_close (self);
  return open_store (path, inode, message);
}

/**
 * bs_marks_store_open_copy:
 * @path: a file
 *
 * Opens what is in a file now, and writes nothing.
 *
 * Returns: (transfer full) (nullable): a store that belongs to this thread, %NULL where there is no file
 */
BsMarksStore *
bs_marks_store_open_copy (const char *path)
{
  BsMarksFile *database;
  BsMarksStore *self;

  g_return_val_if_fail (path != NULL, NULL);

  database = bs_marks_file_open_copy (path);
  if (database == NULL)
    return NULL;
  self = g_new0 (BsMarksStore, 1);
  self->thread = g_thread_self ();
  self->database = database;
  return self;
}

/**
 * bs_marks_store_close:
 * @self: (transfer full): a store
 */
void
bs_marks_store_close (BsMarksStore *self)
{
  check_thread (self);
  for (guint i = 0; i < BS_MARKS_N_STATEMENTS; i++)
    sqlite3_finalize (self->statements[i]);
  sqlite3_close (self->database);
  g_free (self->path);
  g_free (self->error);
  g_free (self);
}

/**
 * bs_marks_store_is_kept:
 * @self: a store
 *
 * Returns: whether what is put into it is there the next time
 */
gboolean
bs_marks_store_is_kept (BsMarksStore *self)
{
  check_thread (self);
  return self->path != NULL;
}

/**
 * bs_marks_store_is_replaced:
 * @self: a store
 *
 * Returns: whether another file has its name now, because it was removed, restored, or set aside by another process
 */
gboolean
bs_marks_store_is_replaced (BsMarksStore *self)
{
  struct stat st;

  check_thread (self);
  return self->path != NULL && (stat (self->path, &st) < 0 || st.st_ino != self->inode);
}

/**
 * bs_marks_store_was_changed:
 * @self: a store
 *
 * Returns: whether another process has written to it since this was last asked
 */
gboolean
bs_marks_store_was_changed (BsMarksStore *self)
{
  sqlite3_stmt *statement = bs_marks_store_prepare (self, BS_MARKS_DATA_VERSION, "PRAGMA data_version");
  int before = self->data_version;

  if (bs_marks_store_step (self, statement))
    {
      self->data_version = sqlite3_column_int (statement, 0);
      sqlite3_reset (statement);
    }
  return self->data_version != before;
}

/**
 * bs_marks_store_back_up:
 * @self: a store
 *
 * Keeps a copy beside it, once a day.
 */
void
bs_marks_store_back_up (BsMarksStore *self)
{
  check_thread (self);
  if (self->path != NULL)
    bs_marks_file_back_up (self->database, self->path);
}

/**
 * bs_marks_store_begin:
 * @self: a store
 *
 * Begins a transaction. Another process that writes is waited for.
 *
 * Returns: whether it was begun
 */
gboolean
bs_marks_store_begin (BsMarksStore *self)
{
  int code;

  check_thread (self);
  code = sqlite3_exec (self->database, "BEGIN IMMEDIATE", NULL, NULL, NULL);
  if (code != SQLITE_OK)
    note_error (self, code);
  return code == SQLITE_OK;
}

/**
 * bs_marks_store_end:
 * @self: a store
 *
 * Ends the transaction. Unless all of it is on the disk, nothing of it is.
 *
 * Returns: whether it is; if not, bs_marks_store_get_error() says why
 */
gboolean
bs_marks_store_end (BsMarksStore *self)
{
  check_thread (self);
  if (self->code == SQLITE_OK)
    {
      int code = sqlite3_exec (self->database, "COMMIT", NULL, NULL, NULL);

      if (code != SQLITE_OK)
        note_error (self, code);
    }
  if (self->code != SQLITE_OK && !sqlite3_get_autocommit (self->database))
    sqlite3_exec (self->database, "ROLLBACK", NULL, NULL, NULL);
  return self->code == SQLITE_OK;
}

/**
 * bs_marks_store_is_damaged:
 * @self: a store
 *
 * Returns: whether what went wrong is that the file is damaged; bs_marks_store_mend() sets that right
 */
gboolean
bs_marks_store_is_damaged (BsMarksStore *self)
{
  check_thread (self);
  return self->code == SQLITE_CORRUPT || self->code == SQLITE_NOTADB;
}

/**
 * bs_marks_store_clear_error:
 * @self: a store
 *
 * Forgets what went wrong before.
 */
void
bs_marks_store_clear_error (BsMarksStore *self)
{
  check_thread (self);
  self->code = SQLITE_OK;
  g_clear_pointer (&self->error, g_free);
}

/**
 * bs_marks_store_get_error:
 * @self: a store
 *
 * Returns: (nullable): what went wrong last
 */
const char *
bs_marks_store_get_error (BsMarksStore *self)
{
  check_thread (self);
  return self->error;
}

/**
 * bs_marks_store_is_complete:
 * @self: a store
 *
 * Returns: whether a whole library was ever put into it; if not, what it does not know is not new
 */
gboolean
bs_marks_store_is_complete (BsMarksStore *self)
{
  sqlite3_stmt *statement = bs_marks_store_prepare (self, BS_MARKS_IS_COMPLETE, "SELECT complete FROM state");
  gboolean is_complete = FALSE;

  if (bs_marks_store_step (self, statement))
    {
      is_complete = sqlite3_column_int (statement, 0) != 0;
      sqlite3_reset (statement);
    }
  return is_complete;
}

/**
 * bs_marks_store_set_complete:
 * @self: a store
 *
 * From now on what it does not know is new.
 */
void
bs_marks_store_set_complete (BsMarksStore *self)
{
  bs_marks_store_step (self, bs_marks_store_prepare (self, BS_MARKS_SET_COMPLETE, "UPDATE state SET complete = 1"));
}
