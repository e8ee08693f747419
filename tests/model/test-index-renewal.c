/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/library.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include "model/library/folder/home.h"
#include "scratch.h"

/* An index that is being rebuilt continues to serve searches until the new one is complete. */

#define N_ARTICLES 600

typedef struct
{
  Scratch scratch;
  BsLibrary *library;
  char *index;
} Fixture;

static void
write_article (Fixture *self, guint i, const char *text)
{
  g_autofree char *name = g_strdup_printf ("root/%03u.md", i);
  g_autofree char *bytes = g_strdup_printf ("---\ntitle: t%03u\n---\n%s %u\n", i, text, i);

  scratch_write (&self->scratch, name, bytes);
}

static void
open_library (Fixture *self, BsIndexUse use)
{
  g_autofree char *root = scratch_get (&self->scratch, "root");
  g_autoptr (GFile) folder = g_file_new_for_path (root);

  self->library = bs_library_new (folder);
  bs_library_set_index_use (self->library, use);
  bs_library_set_index_awaited (self->library, TRUE);
  bs_library_open (self->library);
  scratch_wait_until (bs_library_get_state (self->library) == BS_LIBRARY_READY);
}

static void
close_library (Fixture *self)
{
  bs_library_close (self->library);
  g_clear_object (&self->library);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *root = NULL;
  g_autoptr (BsHome) home = NULL;

  scratch_set_up (&self->scratch, data);
  for (guint i = 0; i < N_ARTICLES; i++)
    write_article (self, i, "一个苹果。");
  open_library (self, BS_INDEX_USE_KEEP);
  scratch_wait_until (bs_library_get_index_state (self->library) == BS_INDEX_WHOLE);
  close_library (self);
  root = scratch_get (&self->scratch, "root");
  home = bs_home_find (root);
  self->index = bs_home_build_cache_path (home, "index.db");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  close_library (self);
  g_assert_true (bs_library_wait_for_marks (SCRATCH_SECONDS));
  g_free (self->index);
  scratch_tear_down (&self->scratch, data);
}

/* As the version before it wrote it. */
static void
make_old (Fixture *self)
{
  sqlite3 *connection = NULL;

  g_assert_cmpint (sqlite3_open (self->index, &connection), ==, SQLITE_OK);
  /* The threads of the library that was closed may still have it open. */
  sqlite3_busy_timeout (connection, SCRATCH_SECONDS * 1000);
  g_assert_cmpint (sqlite3_exec (connection, "PRAGMA user_version=10; DROP TABLE headings;", NULL, NULL, NULL), ==,
                   SQLITE_OK);
  g_assert_cmpint (sqlite3_close (connection), ==, SQLITE_OK);
}

static guint
count_found (BsArticleList *list, const char *text)
{
  g_autoptr (BsQuery) query = bs_query_new_search (BS_SCOPE_ALL, NULL, BS_SORT_RELEVANCE, FALSE, text, FALSE);

  bs_article_list_set_query (list, query);
  scratch_wait_until (bs_article_list_get_complete (list) && !bs_article_list_get_pending (list));
  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

/* All searches during the rebuild have as many results as before. */
static void
search_meanwhile (Fixture *self, const char *text, guint n_expected)
{
  g_autoptr (BsQuery) everything = bs_query_new (BS_SCOPE_ALL, NULL, BS_SORT_PATH, FALSE);
  g_autoptr (BsArticleList) list = bs_library_query (self->library, everything);
  g_autofree char *beside = g_strconcat (self->index, ".new", NULL);

  do
    {
      g_assert_cmpuint (count_found (list, "没有的"), ==, 0);
      g_assert_cmpuint (count_found (list, text), ==, n_expected);
    }
  while (bs_library_get_index_state (self->library) != BS_INDEX_WHOLE);
  g_assert_cmpuint (count_found (list, text), ==, n_expected);
  g_assert_false (bs_library_is_index_beside (self->library));
  g_assert_false (g_file_test (beside, G_FILE_TEST_EXISTS));
}

static void
test_version (Fixture *self, gconstpointer data)
{
  make_old (self);
  open_library (self, BS_INDEX_USE_KEEP);
  search_meanwhile (self, "苹果", N_ARTICLES);
}

static void
test_rebuild (Fixture *self, gconstpointer data)
{
  open_library (self, BS_INDEX_USE_REBUILD);
  search_meanwhile (self, "苹果", N_ARTICLES);
}

/* More than a fifth of the texts are of articles that were rewritten. */
static void
test_dead (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < N_ARTICLES / 2; i++)
    write_article (self, i, "一个梨。");
  open_library (self, BS_INDEX_USE_KEEP);
  search_meanwhile (self, "苹果", N_ARTICLES / 2);
}

/* The rebuild of an earlier start is continued, and damaged parts are written again. */
static void
test_interrupted (Fixture *self, gconstpointer data)
{
  g_autofree char *beside = g_strconcat (self->index, ".new", NULL);
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (self->index, &contents, &length, NULL));
  make_old (self);
  for (guint i = 0; i < 3; i++)
    {
      if (i > 0)
        {
          close_library (self);
          make_old (self);
        }
      g_assert_true (
          g_file_set_contents (beside, i == 0 ? "noise" : contents, i == 0 ? 5 : (gssize) (length / i), NULL));
      open_library (self, BS_INDEX_USE_KEEP);
      search_meanwhile (self, "苹果", N_ARTICLES);
    }
}

/* A previous owner of the index, such as a window that was just closed, is awaited only while it runs. */
static void
test_released (Fixture *self, gconstpointer data)
{
  g_autoptr (BsLibrary) other = NULL;
  gint64 start;

  open_library (self, BS_INDEX_USE_KEEP);
  scratch_wait_until (bs_library_get_index_state (self->library) == BS_INDEX_WHOLE);
  other = g_steal_pointer (&self->library);
  open_library (self, BS_INDEX_USE_REBUILD);
  scratch_wait_until (bs_library_get_index_state (self->library) == BS_INDEX_ELSEWHERE);
  bs_library_close (other);
  start = g_get_monotonic_time ();
  scratch_wait_until (bs_library_get_index_state (self->library) != BS_INDEX_ELSEWHERE);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 10 * G_USEC_PER_SEC);
  search_meanwhile (self, "苹果", N_ARTICLES);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(name, func) g_test_add ("/broadsheet/index-renewal/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("version", test_version);
  ADD ("rebuild", test_rebuild);
  ADD ("dead", test_dead);
  ADD ("interrupted", test_interrupted);
  ADD ("released", test_released);
#undef ADD
  return g_test_run ();
}
