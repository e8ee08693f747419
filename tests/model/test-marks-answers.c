/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <sqlite3.h>

/* Its numbers of questions are changed. */
#include "model/library/library-marks.c"

#include "marks-fixture.h"

/* Replies of the marks thread that arrive after something else has happened. */

#define MANY 1200

/* Another program locks the marks, so requests wait. */
static sqlite3 *
hold (MarksFixture *self)
{
  g_autofree char *path = marks_get_database (self);
  sqlite3 *database = NULL;

  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  sqlite3_busy_timeout (database, SCRATCH_SECONDS * 1000);
  g_assert_cmpint (sqlite3_exec (database, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  return database;
}

static void
let_go (sqlite3 *database)
{
  g_assert_cmpint (sqlite3_exec (database, "ROLLBACK", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (database);
}

/* A scan requests all marks; the reply arrives when the other program releases the lock. */
static sqlite3 *
ask (MarksFixture *self)
{
  sqlite3 *database;

  marks_settle (self);
  database = hold (self);
  bs_library_rescan (self->library);
  scratch_wait_until (bs_library_get_state (self->library) == BS_LIBRARY_READY);
  g_assert_false (bs_library_marks_is_answered (bs_library_get_marking (self->library)));
  return database;
}

/* The reply is from before the reader starred it. */
static void
test_older (MarksFixture *self, gconstpointer data)
{
  sqlite3 *database;

  marks_start (self);
  database = ask (self);
  marks_mark (self, "a.md", BS_MARK_STARRED, TRUE);
  let_go (database);
  marks_settle (self);
  g_assert_true (marks_is_starred (self, "a.md"));
  g_assert_cmpuint (bs_library_get_n_starred (self->library), ==, 1);
  marks_restart (self);
  scratch_wait_until (marks_is_starred (self, "a.md"));
}

/* The same, when very many were marked at once. */
static void
test_older_of_many (MarksFixture *self, gconstpointer data)
{
  g_autofree guint *ids = g_new (guint, MANY);
  g_autoptr (GArray) changed = NULL;
  sqlite3 *database;

  for (guint i = 0; i < MANY; i++)
    {
      g_autofree char *name = g_strdup_printf ("root/%u.md", i);

      scratch_write_article_in_place (&self->scratch, name, name);
    }
  marks_start (self);
  for (guint i = 0; i < MANY; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.md", i);

      ids[i] = marks_get_id (self, name);
    }
  database = ask (self);
  changed = bs_library_mark (self->library, ids, MANY, BS_MARK_STARRED, TRUE);
  g_assert_cmpuint (changed->len, ==, MANY);
  let_go (database);
  marks_settle (self);
  g_assert_cmpuint (bs_library_get_n_starred (self->library), ==, MANY);
}

static void
take_answer (MarksFixture *self, guint id, guint32 hash)
{
  BsMarksFound found = { id, hash, BS_MARK_STARRED, BS_MARK_STARRED };
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof found);
  BsMarksNews news = { all, NULL };

  g_array_append_val (all, found);
  bs_library_get_marking (self->library)->n_asked++;
  bs_library_marks_take_news (bs_library_get_marking (self->library), &news);
}

/* The reply is for an article whose number has been reused. */
static void
test_other_article (MarksFixture *self, gconstpointer data)
{
  const BsRow *a;
  const BsRow *b;

  marks_start (self);
  marks_settle (self);
  a = bs_table_lookup (bs_library_get_marking (self->library)->table, "a.md");
  b = bs_table_lookup (bs_library_get_marking (self->library)->table, "b.md");
  take_answer (self, a->id, b->hash);
  g_assert_false (marks_is_starred (self, "a.md"));
  g_assert_cmpuint (bs_library_get_n_starred (self->library), ==, 0);
  take_answer (self, b->id, b->hash);
  g_assert_true (marks_is_starred (self, "b.md"));
  g_assert_cmpuint (bs_library_get_n_starred (self->library), ==, 1);
}

static void
add (void)
{
#define ADD(name, func)                                                                                                \
  g_test_add ("/broadsheet/marks-answers/" name, MarksFixture, NULL, marks_set_up, func, marks_tear_down)
  ADD ("older", test_older);
  ADD ("older-of-many", test_older_of_many);
  ADD ("other-article", test_other_article);
#undef ADD
}

int
main (int argc, char *argv[])
{
  return marks_run (argc, argv, add);
}
