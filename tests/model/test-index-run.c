/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/index/index-run.h"

#include <sqlite3.h>

#include "model/format/body/body-features.h"
#include "model/library/index/index-headings.h"
#include "model/library/index/index-matcher.h"
#include "model/library/index/index-tokenizer.h"
#include "scratch.h"

/* A segment that we write must be the same to FTS5 as its own. */

typedef struct
{
  Scratch scratch;
  GRand *rand;
} Fixture;

typedef struct
{
  BsIndexStore *store;
  BsIndexText *text;
  BsIndexMatcher *matcher;
} Index;

static void
set_up (Fixture *self, gconstpointer data)
{
  scratch_set_up (&self->scratch, data);
  self->rand = g_rand_new_with_seed (7);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_rand_free (self->rand);
  scratch_tear_down (&self->scratch, data);
}

static Index
open_index (Fixture *self, const char *name)
{
  g_autofree char *path = scratch_get (&self->scratch, name);
  g_autoptr (GError) error = NULL;
  Index index;

  index.store = bs_index_store_open (path, BS_INDEX_WRITE, &error);
  g_assert_no_error (error);
  index.text = bs_index_text_new (bs_index_store_get_connection (index.store), &error);
  g_assert_no_error (error);
  g_assert_true (bs_index_text_create (index.text, &error));
  g_assert_no_error (error);
  index.matcher = bs_index_matcher_new (index.text);
  return index;
}

static void
close_index (Index *index)
{
  bs_index_matcher_free (index->matcher);
  bs_index_text_free (index->text);
  bs_index_store_free (index->store);
}

static void
execute (Index *index, const char *sql)
{
  g_assert_cmpint (sqlite3_exec (bs_index_store_get_connection (index->store), sql, NULL, NULL, NULL), ==, SQLITE_OK);
}

static void
put (Index *index, guint64 key, const char *title, const char *body, const GArray *ranges)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) title_tokens = bs_index_tokenizer_cut (title);
  g_autoptr (GBytes) body_tokens = bs_index_tokenizer_cut (body);
  g_autoptr (GBytes) headings = bs_index_headings_make (body, ranges);

  bs_index_text_put (index->text, key, title_tokens, body_tokens, NULL, headings, &error);
  g_assert_no_error (error);
}

static void
put_run (Fixture *self, Index *index, const char *name, BsIndexRun *run)
{
  g_autofree char *path = scratch_get (&self->scratch, name);
  g_autoptr (GError) error = NULL;
  BsIndexStore *store = bs_index_store_open (path, BS_INDEX_WRITE_MORE, &error);
  gint64 first;
  guint n;

  g_assert_no_error (error);
  bs_index_text_get_keys (index->text, &first, &n);
  g_assert_true (bs_index_store_begin (store, &error));
  bs_index_run_write (run, store, first + n, &error);
  g_assert_no_error (error);
  g_assert_true (bs_index_store_commit (store, &error));
  bs_index_store_free (store);
  g_assert_true (bs_index_text_refresh (index->text, &error));
}

/* Everything that FTS5 reports of a table. */
static char *
read_all (Index *index)
{
  static const char *const queries[] = {
    "SELECT term, doc, col, offset FROM instances",
    "SELECT term, doc, col, offset FROM title_instances",
    "SELECT * FROM texts",
    "SELECT id, hex (sz) FROM text_all_docsize",
    "SELECT version, hex (data) FROM headings",
    "SELECT hex (block) FROM text_all_data WHERE id = 1",
    "SELECT hex (block) FROM text_titles_data WHERE id = 1",
  };
  GString *all = g_string_new (NULL);

  execute (index, "CREATE VIRTUAL TABLE temp.instances USING fts5vocab (main, text_all, instance);"
                  "CREATE VIRTUAL TABLE temp.title_instances USING fts5vocab (main, text_titles, instance);");
  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      sqlite3_stmt *statement = NULL;

      g_assert_cmpint (
          sqlite3_prepare_v2 (bs_index_store_get_connection (index->store), queries[i], -1, &statement, NULL), ==,
          SQLITE_OK);
      while (sqlite3_step (statement) == SQLITE_ROW)
        {
          for (int column = 0; column < sqlite3_column_count (statement); column++)
            g_string_append_printf (all, "%s ", sqlite3_column_text (statement, column));
          g_string_append_c (all, '\n');
        }
      g_assert_cmpint (sqlite3_finalize (statement), ==, SQLITE_OK);
    }
  execute (index, "DROP TABLE temp.instances; DROP TABLE temp.title_instances;");
  return g_string_free (all, FALSE);
}

static gboolean
found_cb (const BsIndexMatch *match, gpointer user_data)
{
  g_string_append_printf (user_data, "%" G_GINT64_FORMAT ":%.6f%s ", match->version, match->rank,
                          match->is_in_heading ? "h" : "");
  return TRUE;
}

static GString *
find_all (Index *index, const char *expression, gboolean newest_first)
{
  GString *found = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (bs_index_matcher_run (index->matcher, BS_INDEX_TEXT_ALL, expression, newest_first, G_MAXUINT, found_cb,
                                       found, &error));
  g_assert_no_error (error);
  return found;
}

static void
assert_same (Index *expected, Index *given)
{
  static const char *const expressions[] = {
    "\"的\"", "\"的 一\"", "\"人 民\"", "\"word1\"", "\"word\" *", "(\"的\" AND \"rare\")", "(\"word2\" OR \"rare\")"
  };
  g_autofree char *all = read_all (expected);
  g_autofree char *given_all = read_all (given);

  g_assert_cmpstr (given_all, ==, all);
  g_assert_true (bs_index_text_is_whole (given->text));
  for (guint i = 0; i < 2 * G_N_ELEMENTS (expressions); i++)
    {
      g_autoptr (GString) found = find_all (expected, expressions[i / 2], i % 2 == 0);
      g_autoptr (GString) given_found = find_all (given, expressions[i / 2], i % 2 == 0);

      g_assert_cmpstr (given_found->str, ==, found->str);
    }
}

/* Common characters, rare ones, words, and sometimes one that occurs nowhere else. */
static char *
make_text (Fixture *self, guint n_tokens)
{
  static const char *const common[] = { "的", "一", "人", "民", "，" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_tokens; i++)
    {
      guint kind = g_rand_int_range (self->rand, 0, 100);

      if (kind < 60)
        g_string_append (text, common[kind % G_N_ELEMENTS (common)]);
      else if (kind < 90)
        g_string_append_unichar (text, 0x4e00 + (gunichar) g_rand_int_range (self->rand, 0, 3000));
      else
        g_string_append_printf (text, " word%d ", g_rand_int_range (self->rand, 0, kind == 99 ? 100000 : 50));
    }
  if (g_rand_int_range (self->rand, 0, 50) == 0)
    g_string_append (text, " rare e-mail C++ .net ");
  return g_string_free (text, FALSE);
}

/* Any bytes, some outside of the text and some with nothing in them. */
static GArray *
make_headings (Fixture *self, gsize length)
{
  GArray *headings = g_array_new (FALSE, FALSE, sizeof (BsTextRange));
  gsize end = 0;

  for (guint i = 0; i < 4; i++)
    {
      BsTextRange range = { .start = end + (gsize) g_rand_int_range (self->rand, 0, (gint32) length + 3) };

      range.end = range.start + (gsize) g_rand_int_range (self->rand, 0, 60);
      end = range.end;
      g_array_append_val (headings, range);
    }
  return headings;
}

/* Matches in a heading are distinguished from those beside it, wherever its edges are. */
static void
test_headings (void)
{
  static const char text[] = "一段 Heading 标题\n正文 text";
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (BsTextRange));
  const BsTextRange range = { strlen ("一段 "), strlen ("一段 Heading 标题") };
  g_autoptr (GBytes) headings = NULL;
  gsize length;
  const guint8 *data;

  g_assert_null (bs_index_headings_make (text, ranges));
  g_array_append_val (ranges, range);
  headings = bs_index_headings_make (text, ranges);
  data = g_bytes_get_data (headings, &length);
  for (guint32 position = 0; position < 12; position++)
    g_assert_cmpint (bs_index_headings_have (data, length, position), ==, position >= 2 && position < 5);
  for (gsize cut = 0; cut < length; cut++)
    g_assert_false (bs_index_headings_have (data, cut, 2));
  g_assert_false (bs_index_headings_have ((const guint8 *) "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 10, 2));
}

static void
test_same (Fixture *self, gconstpointer data)
{
  Index expected = open_index (self, "expected/index.db");
  Index given = open_index (self, "given/index.db");
  guint64 key = 0;

  /* Alternates with segments that FTS5 writes; the longest text spans many pages, and some are empty. */
  for (guint round = 0; round < 4; round++)
    {
      static const guint n_texts[] = { 300, 120, 1, 20 };
      g_autoptr (BsIndexRun) run = bs_index_run_new ();

      execute (&expected, "BEGIN");
      for (guint i = 0; i < n_texts[round]; i++)
        {
          g_autofree char *title = make_text (self, i % 7);
          g_autofree char *body = make_text (self, i % 50 == 3 ? 20000 : i % 300);

          g_autoptr (GArray) headings = i % 3 > 0 ? make_headings (self, strlen (body)) : NULL;

          put (&expected, ++key, title, body, headings);
          bs_index_run_add (run, key, title, body, NULL, headings);
        }
      put_run (self, &given, "given/index.db", run);
      for (guint i = 0; i < 30; i++)
        {
          g_autofree char *body = make_text (self, 100);

          put (&expected, ++key, "的", body, NULL);
          put (&given, key, "的", body, NULL);
        }
      execute (&expected, "COMMIT");
    }
  assert_same (&expected, &given);

  /* FTS5 merges them with its own. */
  execute (&given, "INSERT INTO text_all (text_all) VALUES ('optimize');"
                   "INSERT INTO text_titles (text_titles) VALUES ('optimize');");
  assert_same (&expected, &given);
  close_index (&expected);
  close_index (&given);
}

/* A character that fills so many pages that its index of documents has several pages itself. */
static void
test_long (Fixture *self, gconstpointer data)
{
  Index index = open_index (self, "index.db");
  g_autoptr (BsIndexRun) run = bs_index_run_new ();
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < 6000; i++)
    g_string_append (text, "的");
  for (guint i = 0; i < 2900; i++)
    bs_index_run_add (run, i + 1, "t", i % 1000 == 5 ? "别的" : text->str, NULL, NULL);
  put_run (self, &index, "index.db", run);
  g_assert_true (bs_index_text_is_whole (index.text));
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GString) found = find_all (&index, "(\"别 的\" AND \"的\")", i == 0);

      g_assert_true (g_str_has_prefix (found->str, i == 0 ? "2006:" : "6:"));
      g_assert_nonnull (strstr (found->str, " 1006:"));
      g_assert_nonnull (strstr (found->str, i == 0 ? " 6:" : " 2006:"));
    }
  close_index (&index);
}

#define ADD(path, test) g_test_add ("/broadsheet/index-run/" path, Fixture, NULL, set_up, test, tear_down)

/* Two connections have the same results as one, in the same order. */
static void
test_halves (Fixture *self, gconstpointer data)
{
  static const char *const expressions[] = { "\"rare\"",
                                             "\"common\"",
                                             "\"的 一\"",
                                             "\"common\" AND \"odd\"",
                                             "\"rare\" OR \"odd\"",
                                             "NEAR(\"的\" \"common\", 3)",
                                             "\"none\"" };
  g_autofree char *path = scratch_get (&self->scratch, "index.db");
  Index index = open_index (self, "index.db");
  g_autoptr (BsIndexSecond) second = bs_index_second_new (path);

  for (guint round = 0; round < 3; round++)
    {
      g_autoptr (BsIndexRun) run = bs_index_run_new ();

      for (guint i = 0; i < 7000; i++)
        {
          g_autofree char *body = g_strdup_printf ("的%s common%s%s", i % 3 == 0 ? "一" : "，",
                                                   i % 2 == 1 ? " odd" : "", i % 3001 == 5 ? " rare" : "");

          bs_index_run_add (run, round * 10000 + i + 1, i % 5000 == 3 ? "rare" : "t", body, NULL, NULL);
        }
      put_run (self, &index, "index.db", run);
    }
  for (guint i = 0; i < 2 * G_N_ELEMENTS (expressions); i++)
    {
      g_autoptr (GString) expected = NULL;
      g_autoptr (GString) found = NULL;

      bs_index_matcher_set_second (index.matcher, NULL);
      expected = find_all (&index, expressions[i / 2], i % 2 == 0);
      bs_index_matcher_set_second (index.matcher, second);
      g_assert_true (bs_index_matcher_begin (index.matcher, NULL));
      found = find_all (&index, expressions[i / 2], i % 2 == 0);
      bs_index_matcher_end (index.matcher);
      g_test_message ("%s", expressions[i / 2]);
      g_assert_cmpstr (found->str, ==, expected->str);
      g_assert_cmpint (*found->str != '\0', ==, i / 2 < G_N_ELEMENTS (expressions) - 1);
    }
  bs_index_matcher_set_second (index.matcher, NULL);
  close_index (&index);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("same", test_same);
  g_test_add_func ("/broadsheet/index-run/headings", test_headings);
  ADD ("long", test_long);
  ADD ("halves", test_halves);
  return g_test_run ();
}
