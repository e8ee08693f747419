/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/marks/marks-store.h"

#include <sqlite3.h>
#include <string.h>

#include "model/library/marks/marks-store-private.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

/* What the database of marks says of each article: what is known of it, and where in it the reader was. */

#define KEPT_MARKS (BS_MARK_UNREAD | BS_MARK_STARRED | BS_MARK_READ)
#define COLUMNS "id, content, body, marks, changed, gone"

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
};

/**
 * bs_marks_hash_path:
 * @path: a path relative to a library
 *
 * Returns: what its marks are kept under
 */
guint64
bs_marks_hash_path (const char *path)
{
  return XXH3_64bits (path, strlen (path));
}

static sqlite3_stmt *
prepare (BsMarksStore *self, BsMarksStatement which)
{
  return bs_marks_store_prepare (self, which, texts[which]);
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
 * Returns: (transfer full) (element-type BsKnown): all that is known, by id as a signed number
 */
GArray *
bs_marks_store_load (BsMarksStore *self)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (BsKnown));
  sqlite3_stmt *statement = prepare (self, BS_MARKS_LOAD);

  while (bs_marks_store_step (self, statement))
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
  if (bs_marks_store_step (self, statement))
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
  if (!bs_marks_store_step (self, statement))
    return FALSE;
  read_known (statement, known);
  sqlite3_reset (statement);
  return TRUE;
}

/**
 * bs_marks_store_lookup:
 * @self: a store
 * @id: hash of a path
 * @known: (out): what is known of the article there
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
 * @known: what is known of an article now
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
  bs_marks_store_step (self, statement);
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
      bs_marks_store_step (self, statement);
    }
}

/**
 * bs_marks_store_forget_gone:
 * @self: a store
 * @before: in seconds since the epoch
 *
 * Forgets articles that have been gone for so long, but not those that were starred.
 */
void
bs_marks_store_forget_gone (BsMarksStore *self, gint64 before)
{
  sqlite3_stmt *statement = prepare (self, BS_MARKS_FORGET);

  sqlite3_bind_int64 (statement, 1, before);
  sqlite3_bind_int (statement, 2, BS_MARK_STARRED);
  bs_marks_store_step (self, statement);
  if (sqlite3_changes (self->database) > 0)
    bs_marks_store_step (self, prepare (self, BS_MARKS_FORGET_PLACES));
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
  bs_marks_store_step (self, statement);
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
  if (!bs_marks_store_step (self, statement))
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
 * @fraction: how much of it lies before that, from 0 to 1
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
  bs_marks_store_step (self, statement);
}

/**
 * bs_marks_store_get_position:
 * @self: a store
 * @id: hash of a path
 * @position: (out): where in the article the reader was
 * @fraction: (out): how much of it lies before that
 *
 * Returns: whether that is known
 */
gboolean
bs_marks_store_get_position (BsMarksStore *self, guint64 id, char **position, double *fraction)
{
  sqlite3_stmt *statement = prepare (self, BS_MARKS_GET_POSITION);

  sqlite3_bind_int64 (statement, 1, (gint64) id);
  if (!bs_marks_store_step (self, statement))
    return FALSE;
  *position = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  *fraction = sqlite3_column_double (statement, 1);
  sqlite3_reset (statement);
  /* Neither the page nor a list of marks takes anything else. */
  if (*position != NULL && g_utf8_validate (*position, -1, NULL) && *fraction >= 0 && *fraction <= 1)
    return TRUE;
  g_clear_pointer (position, g_free);
  *fraction = 0;
  return FALSE;
}
