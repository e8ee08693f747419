/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/marks/marks-moves.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "model/library/marks/marks-store.h"

/* The name of the file that announces moves to every process that has the library open: the last moves, as strings that
 * end in NUL. Marks follow a moved file by its content; if the content changes too, the move has to be announced. */
#define ANNOUNCED "moves"
/* The age after which announced moves are over. */
#define ANNOUNCED_SECONDS 60
#define MAX_BYTES (256 * 1024 * 1024)

static void
announce (const BsHome *home, const GPtrArray *moves)
{
  g_autofree char *path = bs_home_build_data_path (home, ANNOUNCED);
  g_autofree char *temporary = g_strconcat (path, ".new", NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < moves->len; i++)
    g_string_append_len (text, moves->pdata[i], (gssize) strlen (moves->pdata[i]) + 1);
  /* Without it, processes with the library open see a removed file and a new one. */
  if (g_file_set_contents_full (temporary, text->str, (gssize) text->len, G_FILE_SET_CONTENTS_NONE, 0600, NULL))
    g_rename (temporary, path);
}

/**
 * bs_marks_moves_read:
 * @path: (type filename): the file "moves" of a library's home
 * @seen: (inout): the version of the file that was read last; 0 for none
 *
 * Reads the last moves of bs_marks_moves_write(), unless they are known or too old. Blocks on disk I/O.
 *
 * Returns: (transfer full) (nullable) (element-type filename filename): the new paths of articles, and the old ones
 */
GHashTable *
bs_marks_moves_read (const char *path, gint64 *seen)
{
  g_autoptr (GHashTable) moves = NULL;
  g_autofree char *text = NULL;
  const char *from = NULL;
  gint64 version;
  struct stat st;
  gsize length;

  g_return_val_if_fail (path != NULL && seen != NULL, NULL);

  if (stat (path, &st) != 0 || st.st_size > MAX_BYTES)
    return NULL;
  version = ((gint64) st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec) ^ (gint64) st.st_ino;
  if (version == *seen)
    return NULL;
  *seen = version;
  if (ABS (g_get_real_time () / G_USEC_PER_SEC - st.st_mtim.tv_sec) > ANNOUNCED_SECONDS ||
      !g_file_get_contents (path, &text, &length, NULL))
    return NULL;

  moves = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (const char *p = text; p < text + length; p += strlen (p) + 1)
    {
      if (from != NULL)
        g_hash_table_replace (moves, g_strdup (p), g_strdup (from));
      from = from == NULL ? p : NULL;
    }
  return g_steal_pointer (&moves);
}

static void
move (const BsHome *home, const GPtrArray *moves, const char *root)
{
  g_autofree char *path = bs_home_build_data_path (home, "marks.db");
  g_autofree char *message = NULL;
  g_autoptr (BsMarksStore) store = NULL;

  if (moves->len == 0 || !g_file_test (path, G_FILE_TEST_EXISTS))
    return;
  store = bs_marks_store_open (path, &message);
  if (store == NULL || !bs_marks_store_begin (store))
    return;
  for (guint i = 0; i + 1 < moves->len; i += 2)
    {
      const char *from = g_ptr_array_index (moves, root == NULL ? i : i + 1);
      const char *to = g_ptr_array_index (moves, root == NULL ? i + 1 : i);
      BsKnown known;

      if (root != NULL)
        {
          g_autofree char *there = g_build_filename (root, to, NULL);
          g_autofree char *missing = g_build_filename (root, from, NULL);

          if (!g_file_test (there, G_FILE_TEST_EXISTS) || g_file_test (missing, G_FILE_TEST_EXISTS))
            continue;
        }
      if (bs_marks_store_lookup (store, bs_marks_hash_path (from), &known) && known.gone == 0)
        bs_marks_store_move (store, known.id, bs_marks_hash_path (to), to);
    }
  bs_marks_store_end (store);
}

/**
 * bs_marks_moves_write:
 * @home: a library's home
 * @moves: (element-type filename): articles, each as its path and its new path
 *
 * Moves the marks and reading positions of articles that are about to be moved, so that they arrive first, and
 * announces the moves to all processes that have the library open: their lists follow by the same rule. Blocks on disk
 * I/O.
 */
void
bs_marks_moves_write (const BsHome *home, const GPtrArray *moves)
{
  g_return_if_fail (home != NULL && moves != NULL);

  if (moves->len > 0)
    announce (home, moves);
  move (home, moves, NULL);
}

/* Whether the new file is there and the old one is not, or is the same one for a file system that ignores case. */
static gboolean
is_done (const char *root, const char *from, const char *to)
{
  g_autofree char *old = g_build_filename (root, from, NULL);
  g_autofree char *new = g_build_filename (root, to, NULL);
  struct stat old_st, new_st;

  return lstat (new, &new_st) == 0 &&
         (lstat (old, &old_st) != 0 || (old_st.st_dev == new_st.st_dev && old_st.st_ino == new_st.st_ino));
}

/* Nobody has to wait for an old file that will not go. */
static void
take_back (const BsHome *home, const char *root, const GPtrArray *moves)
{
  g_autoptr (GPtrArray) done = g_ptr_array_new ();

  for (guint i = 0; i + 1 < moves->len; i += 2)
    if (is_done (root, moves->pdata[i], moves->pdata[i + 1]))
      {
        g_ptr_array_add (done, moves->pdata[i]);
        g_ptr_array_add (done, moves->pdata[i + 1]);
      }
  if (done->len < moves->len)
    announce (home, done);
}

/**
 * bs_marks_moves_settle:
 * @home: a library's home
 * @root: the library's folder
 * @moves: (element-type filename): as for bs_marks_moves_write()
 *
 * Takes back the announcement of those articles that did not move after all, and moves their marks back. Blocks on disk
 * I/O.
 */
void
bs_marks_moves_settle (const BsHome *home, const char *root, const GPtrArray *moves)
{
  g_return_if_fail (home != NULL && root != NULL && moves != NULL);

  take_back (home, root, moves);
  move (home, moves, root);
}

static void
carry_one (BsMarksStore *from, BsMarksStore *to, const char *path, const char *other_path)
{
  guint64 id = bs_marks_hash_path (path);
  guint64 other_id = bs_marks_hash_path (other_path);
  g_autofree char *position = NULL;
  double fraction;
  BsKnown known;

  if (!bs_marks_store_lookup (from, id, &known) || known.gone != 0)
    return;
  known.id = other_id;
  bs_marks_store_put (to, &known);
  if ((known.marks & BS_MARK_STARRED) != 0)
    bs_marks_store_put_path (to, other_id, other_path);
  if (bs_marks_store_get_position (from, id, &position, &fraction))
    bs_marks_store_put_position (to, other_id, other_path, position, fraction);
}

/**
 * bs_marks_moves_carry:
 * @from: a library's home
 * @to: another one's
 * @moves: (element-type filename): articles, each as its path in the first library and in the second
 *
 * Copies the marks and reading positions of articles that are about to move to another library. If that library is
 * open, its keeper finds them when it meets the articles, which then count as known. Blocks on disk I/O.
 */
void
bs_marks_moves_carry (const BsHome *from, const BsHome *to, const GPtrArray *moves)
{
  g_autofree char *path = NULL;
  g_autofree char *other_path = NULL;
  g_autofree char *message = NULL;
  g_autoptr (BsMarksStore) store = NULL;
  g_autoptr (BsMarksStore) other = NULL;

  g_return_if_fail (from != NULL && to != NULL && moves != NULL);

  path = bs_home_build_data_path (from, "marks.db");
  other_path = bs_home_build_data_path (to, "marks.db");
  if (moves->len == 0 || !g_file_test (path, G_FILE_TEST_EXISTS))
    return;
  store = bs_marks_store_open_copy (path);
  other = store != NULL ? bs_marks_store_open (other_path, &message) : NULL;
  if (other == NULL || !bs_marks_store_begin (other))
    return;
  for (guint i = 0; i + 1 < moves->len; i += 2)
    carry_one (store, other, g_ptr_array_index (moves, i), g_ptr_array_index (moves, i + 1));
  bs_marks_store_end (other);
}
