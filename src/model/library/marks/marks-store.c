/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/marks/marks-store.h"

#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>

#include "model/library/marks/marks-file.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#define KEPT_MARKS (BS_MARK_UNREAD | BS_MARK_STARRED | BS_MARK_READ)
/* Between the names of a category's path. */
#define SEPARATOR "\x1f"
#define COLUMNS "id, content, body, marks, changed, gone"

/* Statements are prepared once. */
typedef enum
{
  BS_MARKS_LOAD,
  BS_MARKS_LOOKUP,
  BS_MARKS_FIND_GONE,
  BS_MARKS_FIND_RECENT,
  BS_MARKS_PUT,
  BS_MARKS_MOVE,
  BS_MARKS_MOVE_PLACE,
  BS_MARKS_FORGET,
  BS_MARKS_FORGET_PLACES,
  BS_MARKS_PUT_PATH,
  BS_MARKS_GET_PATH,
  BS_MARKS_PUT_POSITION,
  BS_MARKS_GET_POSITION,
  BS_MARKS_LIST_CATEGORIES,
  BS_MARKS_PUT_CATEGORY,
  BS_MARKS_DROP_CATEGORY,
  BS_MARKS_LIST_SEARCHES,
  BS_MARKS_PUT_SEARCH,
  BS_MARKS_DROP_SEARCH,
  BS_MARKS_LIST_DISTINCT,
  BS_MARKS_PUT_DISTINCT,
  BS_MARKS_DROP_DISTINCT,
  BS_MARKS_IS_COMPLETE,
  BS_MARKS_SET_COMPLETE,
  BS_MARKS_DATA_VERSION,
  BS_MARKS_N_STATEMENTS
} BsMarksStatement;

struct _BsMarksStore
{
  GThread *thread;
  BsMarksFile *database;
  sqlite3_stmt *statements[BS_MARKS_N_STATEMENTS];
  char *path; /* (nullable): NULL if the marks are only in memory */
  ino_t inode;
  int data_version;
  int code; /* the first error since the last transaction began */
  char *error;
};

static const char *const texts[] = {
  [BS_MARKS_LOAD] = "SELECT " COLUMNS " FROM article ORDER BY id",
  [BS_MARKS_LOOKUP] = "SELECT " COLUMNS " FROM article WHERE id = ?",
  [BS_MARKS_FIND_GONE] = "SELECT " COLUMNS " FROM article WHERE content = ? AND gone > 0 ORDER BY gone DESC LIMIT 1",
  [BS_MARKS_FIND_RECENT] = "SELECT changed FROM article WHERE changed >= ? ORDER BY changed DESC LIMIT 1 OFFSET ?",
  [BS_MARKS_PUT] = "INSERT OR REPLACE INTO article (" COLUMNS ") VALUES (?, ?, ?, ?, ?, ?)",
  [BS_MARKS_MOVE] = "UPDATE OR REPLACE article SET id = ?2, gone = 0 WHERE id = ?1",
  [BS_MARKS_MOVE_PLACE] = "UPDATE OR REPLACE place SET id = ?2, path = ?3 WHERE id = ?1",
  [BS_MARKS_FORGET] = "DELETE FROM article WHERE gone > 0 AND gone < ?1 AND marks & ?2 = 0",
  [BS_MARKS_FORGET_PLACES] = "DELETE FROM place WHERE id NOT IN (SELECT id FROM article)",
  [BS_MARKS_PUT_PATH] = "INSERT OR IGNORE INTO place (id, path) VALUES (?, ?)",
  [BS_MARKS_GET_PATH] = "SELECT path FROM place WHERE id = ?",
  [BS_MARKS_PUT_POSITION] = "INSERT INTO place (id, path, position, fraction) VALUES (?1, ?2, ?3, ?4) "
                            "ON CONFLICT (id) DO UPDATE SET position = ?3, fraction = ?4",
  [BS_MARKS_GET_POSITION] = "SELECT position, fraction FROM place WHERE id = ? AND position IS NOT NULL",
  [BS_MARKS_LIST_CATEGORIES] = "SELECT path FROM category",
  [BS_MARKS_PUT_CATEGORY] = "INSERT OR IGNORE INTO category (id, path) VALUES (?, ?)",
  [BS_MARKS_DROP_CATEGORY] = "DELETE FROM category WHERE id = ?",
  [BS_MARKS_LIST_SEARCHES] = "SELECT id, place, name, icon, query, notifies FROM search ORDER BY place, id",
  [BS_MARKS_PUT_SEARCH] = "INSERT OR REPLACE INTO search (id, place, name, icon, query, notifies) "
                          "VALUES (?, ?, ?, ?, ?, ?)",
  [BS_MARKS_DROP_SEARCH] = "DELETE FROM search WHERE id = ?",
  [BS_MARKS_LIST_DISTINCT] = "SELECT id, content FROM distinct_article",
  [BS_MARKS_PUT_DISTINCT] = "INSERT OR IGNORE INTO distinct_article (id, content) VALUES (?, ?)",
  [BS_MARKS_DROP_DISTINCT] = "DELETE FROM distinct_article WHERE id = ? AND content = ?",
  [BS_MARKS_DATA_VERSION] = "PRAGMA data_version",
  [BS_MARKS_IS_COMPLETE] = "SELECT complete FROM state",
  [BS_MARKS_SET_COMPLETE] = "UPDATE state SET complete = 1",
};

/* The connection belongs to one thread, and only that thread may use it. */
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

/* Prepares a statement once. Returns: (nullable): NULL if that fails */
static sqlite3_stmt *
prepare (BsMarksStore *self, BsMarksStatement which)
{
  int code;

  check_thread (self);
  if (self->statements[which] != NULL)
    return self->statements[which];
  code =
      sqlite3_prepare_v3 (self->database, texts[which], -1, SQLITE_PREPARE_PERSISTENT, &self->statements[which], NULL);
  if (code != SQLITE_OK)
    note_error (self, code);
  return self->statements[which];
}

/* Returns whether there is a row. If so, the caller resets the statement. */
static gboolean
step (BsMarksStore *self, sqlite3_stmt *statement)
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
 * @path: (nullable): a file, which is created if it is missing; %NULL to store nothing
 * @message: (out) (nullable): a message for the user
 *
 * Opens the marks of a library. A damaged file is set aside, and its readable marks are kept. If the file cannot be
 * written, or a newer version wrote it, its marks are read and changes are not stored.
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
 * @self: (transfer full): a damaged store, even if the damage was found only while reading
 * @message: (out) (nullable): a message for the user
 *
 * Sets its file aside, and keeps the marks that can still be read.
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
 * Opens the current contents of a file without writing.
 *
 * Returns: (transfer full) (nullable): a store that belongs to this thread, %NULL if there is no file
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
 * Returns: whether another process has written to it since the last call
 */
gboolean
bs_marks_store_was_changed (BsMarksStore *self)
{
  sqlite3_stmt *statement = prepare (self, BS_MARKS_DATA_VERSION);
  int before = self->data_version;

  if (step (self, statement))
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
 * Ends the transaction. Either everything is on the disk, or nothing.
 *
 * Returns: whether it is; if not, bs_marks_store_get_error() explains why
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
  /* Little of the data is needed again, and the system caches it anyway. */
  sqlite3_db_release_memory (self->database);
  return self->code == SQLITE_OK;
}

/**
 * bs_marks_store_is_damaged:
 * @self: a store
 *
 * Returns: whether the error is a damaged file; bs_marks_store_mend() repairs that
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
 * Clears the last error.
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
 * Returns: (nullable): the last error
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
 * Returns: whether a whole library was ever stored; if not, unknown articles are not new
 */
gboolean
bs_marks_store_is_complete (BsMarksStore *self)
{
  sqlite3_stmt *statement = prepare (self, BS_MARKS_IS_COMPLETE);
  gboolean is_complete = FALSE;

  if (step (self, statement))
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
 * Unknown articles are new from now on.
 */
void
bs_marks_store_set_complete (BsMarksStore *self)
{
  step (self, prepare (self, BS_MARKS_SET_COMPLETE));
}

/**
 * bs_marks_hash_path:
 * @path: a path relative to a library
 *
 * Returns: the key of its marks
 */
guint64
bs_marks_hash_path (const char *path)
{
  return XXH3_64bits (path, strlen (path));
}

static void
read_known (sqlite3_stmt *statement, BsKnown *known)
{
  known->id = (guint64) sqlite3_column_int64 (statement, 0);
  known->content = (guint64) sqlite3_column_int64 (statement, 1);
  known->body = (guint64) sqlite3_column_int64 (statement, 2);
  known->marks = (BsMarks) sqlite3_column_int (statement, 3) & KEPT_MARKS;
  known->changed = sqlite3_column_int64 (statement, 4);
  known->gone = sqlite3_column_int64 (statement, 5);
}

/**
 * bs_marks_store_load:
 * @self: a store
 *
 * Returns: (transfer full) (element-type BsKnown): all known articles, by id as a signed number
 */
GArray *
bs_marks_store_load (BsMarksStore *self)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (BsKnown));
  sqlite3_stmt *statement = prepare (self, BS_MARKS_LOAD);

  while (step (self, statement))
    {
      BsKnown known;

      read_known (statement, &known);
      g_array_append_val (all, known);
    }
  return all;
}

/**
 * bs_marks_store_find_recent:
 * @self: a store
 * @since: in seconds since the epoch
 * @most: a number of articles
 *
 * Returns: the time from which on at most @most articles changed, or @since where those are fewer
 */
gint64
bs_marks_store_find_recent (BsMarksStore *self, gint64 since, guint most)
{
  sqlite3_stmt *statement = prepare (self, BS_MARKS_FIND_RECENT);
  gint64 result = since;

  sqlite3_bind_int64 (statement, 1, since);
  sqlite3_bind_int64 (statement, 2, most);
  if (step (self, statement))
    {
      result = MIN (sqlite3_column_int64 (statement, 0), G_MAXINT64 - 1) + 1;
      sqlite3_reset (statement);
    }
  return result;
}

static gboolean
find (BsMarksStore *self, BsMarksStatement which, guint64 key, BsKnown *known)
{
  sqlite3_stmt *statement = prepare (self, which);

  sqlite3_bind_int64 (statement, 1, (gint64) key);
  if (!step (self, statement))
    return FALSE;
  read_known (statement, known);
  sqlite3_reset (statement);
  return TRUE;
}

/**
 * bs_marks_store_lookup:
 * @self: a store
 * @id: hash of a path
 * @known: (out): the known article with that path
 *
 * Returns: whether anything is
 */
gboolean
bs_marks_store_lookup (BsMarksStore *self, guint64 id, BsKnown *known)
{
  return find (self, BS_MARKS_LOOKUP, id, known);
}

/**
 * bs_marks_store_find_gone:
 * @self: a store
 * @content: hash of a file
 * @known: (out): an article that was that file, and whose path is gone
 *
 * Returns: whether there is one
 */
gboolean
bs_marks_store_find_gone (BsMarksStore *self, guint64 content, BsKnown *known)
{
  return content != 0 && find (self, BS_MARKS_FIND_GONE, content, known);
}

/**
 * bs_marks_store_put:
 * @self: a store
 * @known: the article's new data
 */
void
bs_marks_store_put (BsMarksStore *self, const BsKnown *known)
{
  sqlite3_stmt *statement = prepare (self, BS_MARKS_PUT);

  sqlite3_bind_int64 (statement, 1, (gint64) known->id);
  sqlite3_bind_int64 (statement, 2, (gint64) known->content);
  sqlite3_bind_int64 (statement, 3, (gint64) known->body);
  sqlite3_bind_int (statement, 4, (int) (known->marks & KEPT_MARKS));
  sqlite3_bind_int64 (statement, 5, known->changed);
  sqlite3_bind_int64 (statement, 6, known->gone);
  step (self, statement);
}

/**
 * bs_marks_store_move:
 * @self: a store
 * @from: hash of the path that an article had
 * @to: hash of the one it has
 * @path: the one it has
 */
void
bs_marks_store_move (BsMarksStore *self, guint64 from, guint64 to, const char *path)
{
  const BsMarksStatement both[] = { BS_MARKS_MOVE, BS_MARKS_MOVE_PLACE };

  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    {
      sqlite3_stmt *statement = prepare (self, both[i]);

      sqlite3_bind_int64 (statement, 1, (gint64) from);
      sqlite3_bind_int64 (statement, 2, (gint64) to);
      if (both[i] == BS_MARKS_MOVE_PLACE)
        sqlite3_bind_blob (statement, 3, path, (int) strlen (path), SQLITE_TRANSIENT);
      step (self, statement);
    }
}

/**
 * bs_marks_store_forget_gone:
 * @self: a store
 * @before: in seconds since the epoch
 *
 * Deletes articles that have been missing since before then, except starred ones.
 */
void
bs_marks_store_forget_gone (BsMarksStore *self, gint64 before)
{
  sqlite3_stmt *statement = prepare (self, BS_MARKS_FORGET);

  sqlite3_bind_int64 (statement, 1, before);
  sqlite3_bind_int (statement, 2, BS_MARK_STARRED);
  step (self, statement);
  if (sqlite3_changes (self->database) > 0)
    step (self, prepare (self, BS_MARKS_FORGET_PLACES));
}

/**
 * bs_marks_store_put_path:
 * @self: a store
 * @id: its hash
 * @path: the path of an article that has a mark of its own
 */
void
bs_marks_store_put_path (BsMarksStore *self, guint64 id, const char *path)
{
  sqlite3_stmt *statement = prepare (self, BS_MARKS_PUT_PATH);

  sqlite3_bind_int64 (statement, 1, (gint64) id);
  sqlite3_bind_blob (statement, 2, path, (int) strlen (path), SQLITE_TRANSIENT);
  step (self, statement);
}

/**
 * bs_marks_store_dup_path:
 * @self: a store
 * @id: its hash
 *
 * Returns: (transfer full) (nullable): the path of an article that has, or had, a mark of its own
 */
char *
bs_marks_store_dup_path (BsMarksStore *self, guint64 id)
{
  sqlite3_stmt *statement = prepare (self, BS_MARKS_GET_PATH);
  char *path;

  sqlite3_bind_int64 (statement, 1, (gint64) id);
  if (!step (self, statement))
    return NULL;
  path = g_strndup (sqlite3_column_blob (statement, 0), (gsize) sqlite3_column_bytes (statement, 0));
  sqlite3_reset (statement);
  return path;
}

/**
 * bs_marks_store_put_position:
 * @self: a store
 * @id: its hash
 * @path: the path of an article
 * @position: (nullable): where in it the reader is; %NULL for its beginning
 * @fraction: the part of the article before that position, from 0 to 1
 */
void
bs_marks_store_put_position (BsMarksStore *self, guint64 id, const char *path, const char *position, double fraction)
{
  sqlite3_stmt *statement = prepare (self, BS_MARKS_PUT_POSITION);

  sqlite3_bind_int64 (statement, 1, (gint64) id);
  sqlite3_bind_blob (statement, 2, path, (int) strlen (path), SQLITE_TRANSIENT);
  if (position != NULL)
    sqlite3_bind_text (statement, 3, position, -1, SQLITE_TRANSIENT);
  else
    sqlite3_bind_null (statement, 3);
  sqlite3_bind_double (statement, 4, fraction);
  step (self, statement);
}

/**
 * bs_marks_store_get_position:
 * @self: a store
 * @id: hash of a path
 * @position: (out): where in the article the reader was
 * @fraction: (out): the part of the article before that position
 *
 * Returns: whether there is one
 */
gboolean
bs_marks_store_get_position (BsMarksStore *self, guint64 id, char **position, double *fraction)
{
  sqlite3_stmt *statement = prepare (self, BS_MARKS_GET_POSITION);

  sqlite3_bind_int64 (statement, 1, (gint64) id);
  if (!step (self, statement))
    return FALSE;
  *position = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  *fraction = sqlite3_column_double (statement, 1);
  sqlite3_reset (statement);
  /* Pages and exported lists accept nothing else. */
  if (*position != NULL && g_utf8_validate (*position, -1, NULL) && *fraction >= 0 && *fraction <= 1)
    return TRUE;
  g_clear_pointer (position, g_free);
  *fraction = 0;
  return FALSE;
}

/* Damage may have changed any byte of it. */
static gboolean
is_path (const char *const *names)
{
  if (*names == NULL)
    return FALSE;
  for (; *names != NULL; names++)
    if (**names == '\0' || !g_utf8_validate (*names, -1, NULL))
      return FALSE;
  return TRUE;
}

/**
 * bs_marks_store_list_categories:
 * @self: a store
 *
 * Returns: (transfer full) (element-type GStrv): the paths of the categories that are shown although no article is in
 *   them
 */
GPtrArray *
bs_marks_store_list_categories (BsMarksStore *self)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  sqlite3_stmt *statement = prepare (self, BS_MARKS_LIST_CATEGORIES);

  while (step (self, statement))
    {
      const char *bytes = sqlite3_column_blob (statement, 0);
      g_autofree char *text = g_strndup (bytes != NULL ? bytes : "", (gsize) sqlite3_column_bytes (statement, 0));
      g_auto (GStrv) names = g_strsplit (text, SEPARATOR, -1);

      if (is_path ((const char *const *) names))
        g_ptr_array_add (paths, g_steal_pointer (&names));
    }
  return paths;
}

/**
 * bs_marks_store_put_category:
 * @self: a store
 * @path: (array zero-terminated=1): a category
 * @on: whether it is shown although no article is in it
 */
void
bs_marks_store_put_category (BsMarksStore *self, const char *const *path, gboolean on)
{
  sqlite3_stmt *statement = prepare (self, on ? BS_MARKS_PUT_CATEGORY : BS_MARKS_DROP_CATEGORY);
  g_autofree char *text = g_strjoinv (SEPARATOR, (GStrv) path);

  sqlite3_bind_int64 (statement, 1, (gint64) bs_marks_hash_path (text));
  if (on)
    sqlite3_bind_blob (statement, 2, text, (int) strlen (text), SQLITE_TRANSIENT);
  step (self, statement);
}

/**
 * bs_marks_store_list_searches:
 * @self: a store
 *
 * Returns: (transfer full) (element-type BsMarksSearch): the saved searches, in their order
 */
GPtrArray *
bs_marks_store_list_searches (BsMarksStore *self)
{
  GPtrArray *searches = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_marks_search_free);
  sqlite3_stmt *statement = prepare (self, BS_MARKS_LIST_SEARCHES);

  while (step (self, statement))
    {
      g_autoptr (BsMarksSearch) search = g_new0 (BsMarksSearch, 1);

      search->id = (guint64) sqlite3_column_int64 (statement, 0);
      search->place = searches->len;
      search->name = g_strdup ((const char *) sqlite3_column_text (statement, 2));
      search->icon = g_strdup ((const char *) sqlite3_column_text (statement, 3));
      search->query = g_strdup ((const char *) sqlite3_column_text (statement, 4));
      search->notifies = sqlite3_column_int (statement, 5) != 0;
      if (bs_marks_search_is_valid (search) && searches->len < BS_MARKS_MAX_SEARCHES)
        g_ptr_array_add (searches, g_steal_pointer (&search));
    }
  return searches;
}

/**
 * bs_marks_store_put_search:
 * @self: a store
 * @search: replaces the search with the same id, or is added
 */
void
bs_marks_store_put_search (BsMarksStore *self, const BsMarksSearch *search)
{
  sqlite3_stmt *statement = prepare (self, BS_MARKS_PUT_SEARCH);

  sqlite3_bind_int64 (statement, 1, (gint64) search->id);
  sqlite3_bind_int64 (statement, 2, search->place);
  sqlite3_bind_text (statement, 3, search->name, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (statement, 4, search->icon, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (statement, 5, search->query, -1, SQLITE_TRANSIENT);
  sqlite3_bind_int (statement, 6, search->notifies);
  step (self, statement);
}

/**
 * bs_marks_store_drop_search:
 * @self: a store
 * @id: of a search
 */
void
bs_marks_store_drop_search (BsMarksStore *self, guint64 id)
{
  sqlite3_stmt *statement = prepare (self, BS_MARKS_DROP_SEARCH);

  sqlite3_bind_int64 (statement, 1, (gint64) id);
  step (self, statement);
}

/**
 * bs_marks_store_list_distinct:
 * @self: a store
 *
 * Returns: (transfer full) (element-type BsMarksDistinct): the sets of articles that are not the same
 */
GArray *
bs_marks_store_list_distinct (BsMarksStore *self)
{
  GArray *distinct = g_array_new (FALSE, FALSE, sizeof (BsMarksDistinct));
  sqlite3_stmt *statement = prepare (self, BS_MARKS_LIST_DISTINCT);

  while (step (self, statement))
    {
      BsMarksDistinct entry = { (guint64) sqlite3_column_int64 (statement, 0),
                                (guint64) sqlite3_column_int64 (statement, 1) };

      g_array_append_val (distinct, entry);
    }
  return distinct;
}

/**
 * bs_marks_store_put_distinct:
 * @self: a store
 * @entry: an article in a set
 * @on: whether it is in it
 */
void
bs_marks_store_put_distinct (BsMarksStore *self, const BsMarksDistinct *entry, gboolean on)
{
  sqlite3_stmt *statement = prepare (self, on ? BS_MARKS_PUT_DISTINCT : BS_MARKS_DROP_DISTINCT);

  sqlite3_bind_int64 (statement, 1, (gint64) entry->set);
  sqlite3_bind_int64 (statement, 2, (gint64) entry->content);
  step (self, statement);
}
