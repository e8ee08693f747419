/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/library.h"

#include <sqlite3.h>

#include "model/library/folder/home.h"
#include "scratch.h"

/* Enough articles to write all texts at once, and titles so long that their rows fill more pages of the write-ahead log
 * than SQLite's default limit. */
#define N_ARTICLES 1300
#define TITLE_BYTES 1500
#define N_ROUNDS 60

typedef struct
{
  Scratch scratch;
  char *root;
  BsLibrary *library;
  BsArticleList *list;
  guint n_told[BS_CHANGE_MOVED + 1];
  GString *states; /* of the index, in order */
} Fixture;

static void
changed_cb (BsLibrary *library, GPtrArray *changes, gpointer user_data)
{
  Fixture *self = user_data;

  for (guint i = 0; i < changes->len; i++)
    self->n_told[((const BsChange *) changes->pdata[i])->kind]++;
}

static void
notify_state_cb (BsLibrary *library, GParamSpec *pspec, gpointer user_data)
{
  static const char *const names[] = { "starting", "reading", "whole", "elsewhere", "unavailable" };
  Fixture *self = user_data;
  const char *name = names[bs_library_get_index_state (library)];

  if (!g_str_has_suffix (self->states->str, name))
    g_string_append_printf (self->states, " %s", name);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *long_title = g_strnfill (TITLE_BYTES, 'x');

  scratch_set_up (&self->scratch, data);
  self->root = scratch_get (&self->scratch, "root");
  self->states = g_string_new (NULL);
  for (guint i = 0; i < N_ARTICLES; i++)
    {
      g_autofree char *name = g_strdup_printf ("root/%04u.md", i);
      g_autofree char *title = g_strdup_printf ("Old %u %s", i, long_title);

      scratch_write_article_in_place (&self->scratch, name, title);
    }
}

static void
close_library (Fixture *self)
{
  g_clear_object (&self->list);
  g_clear_object (&self->library);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  close_library (self);
  g_string_free (self->states, TRUE);
  g_free (self->root);
  scratch_tear_down (&self->scratch, data);
}

/* Waits for the index, so that the result is the same on battery. */
static void
open_library (Fixture *self)
{
  g_autoptr (GFile) folder = g_file_new_for_path (self->root);
  g_autoptr (BsQuery) query = bs_query_new (BS_SCOPE_ALL, NULL, BS_SORT_PATH, FALSE);

  self->library = bs_library_new (folder);
  self->list = bs_library_query (self->library, query);
  g_signal_connect (self->library, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect (self->library, "notify::index-state", G_CALLBACK (notify_state_cb), self);
  bs_library_set_index_use (self->library, BS_INDEX_USE_KEEP);
  bs_library_set_index_awaited (self->library, TRUE);
  bs_library_open (self->library);
}

static void
wait_until_whole (Fixture *self)
{
  scratch_wait_until (bs_library_get_index_state (self->library) == BS_INDEX_WHOLE);
  g_assert_cmpuint (bs_library_get_n_to_index (self->library), ==, 0);
}

/* The first ones arrive at once, the others follow. */
static void
wait_until_found (Fixture *self, const char *text, guint n_expected)
{
  g_autoptr (BsQuery) query = bs_query_new_search (BS_SCOPE_ALL, NULL, BS_SORT_RELEVANCE, FALSE, text, FALSE);

  bs_article_list_set_query (self->list, query);
  scratch_wait_until (!bs_article_list_get_pending (self->list) &&
                      g_list_model_get_n_items (G_LIST_MODEL (self->list)) == n_expected);
}

static guint
count_segments (Fixture *self)
{
  g_autoptr (BsHome) home = bs_home_find (self->root);
  g_autofree char *path = bs_home_build_cache_path (home, "index.db");
  sqlite3 *connection = NULL;
  sqlite3_stmt *statement = NULL;
  int n_segments;

  g_assert_cmpint (sqlite3_open_v2 (path, &connection, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_cmpint (
      sqlite3_prepare_v2 (connection, "SELECT count(DISTINCT segid) FROM text_all_idx", -1, &statement, NULL), ==,
      SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  n_segments = sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (connection);
  return (guint) n_segments;
}

/* All texts at once, which leaves one segment. */
static void
test_first_try (Fixture *self, gconstpointer data)
{
  open_library (self);
  wait_until_whole (self);
  g_assert_cmpstr (self->states->str, ==, " starting reading whole");
  g_assert_cmpuint (count_segments (self), ==, 1);
  wait_until_found (self, "old", N_ARTICLES);
  wait_until_found (self, "text", N_ARTICLES);
}

/* Articles are added, changed and removed while the texts are read. */
static void
test_changed_meanwhile (Fixture *self, gconstpointer data)
{
  open_library (self);
  scratch_wait_until (bs_library_get_index_state (self->library) == BS_INDEX_READING);
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      g_autofree char *added = g_strdup_printf ("root/new-%02u.md", i);
      g_autofree char *changed = g_strdup_printf ("root/%04u.md", i);
      g_autofree char *removed = g_strdup_printf ("root/%04u.md", N_ARTICLES - 1 - i);

      scratch_write_article (&self->scratch, added, added);
      scratch_write_article (&self->scratch, changed, changed);
      scratch_delete (&self->scratch, removed);
      scratch_wait_until (self->n_told[BS_CHANGE_ADDED] > i && self->n_told[BS_CHANGE_CHANGED] > i &&
                          self->n_told[BS_CHANGE_REMOVED] > i);
    }
  wait_until_whole (self);
  g_assert_true (g_str_has_prefix (self->states->str, " starting reading whole"));
  g_assert_null (strstr (self->states->str + 1, " starting"));
  g_assert_null (strstr (self->states->str, "unavailable"));
  wait_until_found (self, "new", N_ROUNDS);
  wait_until_found (self, "old", N_ARTICLES - 2 * N_ROUNDS);
  wait_until_found (self, "text", N_ARTICLES);
}

static int
defend_cb (sqlite3 *connection, char **message, const sqlite3_api_routines *api)
{
  return sqlite3_db_config (connection, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
}

/* If SQLite lets only FTS5 write to FTS5's tables, FTS5 writes the texts. */
static void
test_defensive (Fixture *self, gconstpointer data)
{
  sqlite3_auto_extension ((void (*) (void)) defend_cb);
  open_library (self);
  wait_until_whole (self);
  sqlite3_cancel_auto_extension ((void (*) (void)) defend_cb);
  g_assert_null (strstr (self->states->str, "unavailable"));
  wait_until_found (self, "text", N_ARTICLES);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, func) g_test_add ("/broadsheet/index-bulk/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("first-try", test_first_try);
  ADD ("changed-meanwhile", test_changed_meanwhile);
  ADD ("defensive", test_defensive);
#undef ADD
  return g_test_run ();
}
