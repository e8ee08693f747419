/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/marks/marks-moves.h"

#include "model/library/marks/marks-store.h"

/* Marks follow a file that moves by its content. Where the content changes too, they have to be told. */

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
 * Moves the marks and reading positions of articles that are about to move, so that they are there when the articles
 * are. Does nothing for a library without marks. Blocks on disk I/O.
 */
void
bs_marks_moves_write (const BsHome *home, const GPtrArray *moves)
{
  g_return_if_fail (home != NULL && moves != NULL);

  move (home, moves, NULL);
}

/**
 * bs_marks_moves_settle:
 * @home: a library's home
 * @root: the library's folder
 * @moves: (element-type filename): as for bs_marks_moves_write()
 *
 * Moves the marks of those articles back that did not move after all. Blocks on disk I/O.
 */
void
bs_marks_moves_settle (const BsHome *home, const char *root, const GPtrArray *moves)
{
  g_return_if_fail (home != NULL && root != NULL && moves != NULL);

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
 * @moves: (element-type filename): articles, each as its path in the first and in the other
 *
 * Gives articles that are about to come to another library the marks and reading positions that they have in theirs. If
 * that library is open, its keeper finds them when it meets the articles, and takes them for known ones. Blocks on disk
 * I/O.
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
