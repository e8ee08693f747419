/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/library.h"

#include <stdlib.h>
#include <sys/resource.h>

#include "scratch.h"

#include "../support/wait.h"

/* Searches in an open library with its index on the disk. */

typedef struct
{
  Scratch scratch;
  BsLibrary *library;
} Fixture;

static gboolean
timeout_cb (gpointer user_data)
{
  g_error ("What the test waits for did not come");
  return G_SOURCE_REMOVE;
}

#define WAIT_UNTIL(condition)                                                                                          \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    guint timeout = g_timeout_add_seconds (SCRATCH_SECONDS, timeout_cb, NULL);                                         \
                                                                                                                       \
    while (!(condition))                                                                                               \
      g_main_context_iteration (NULL, TRUE);                                                                           \
    g_source_remove (timeout);                                                                                         \
  }                                                                                                                    \
  G_STMT_END

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GFile) folder = NULL;

  scratch_set_up (&self->scratch, NULL);
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *name = g_strdup_printf ("%02u.md", i);
      g_autofree char *text = g_strdup_printf ("---\ntitle: t%02u\ndate: 2022-05-%02u\n---\n%s\n", i, i % 28 + 1,
                                               i % 2 ? "一个苹果。" : "一个梨。");

      scratch_write (&self->scratch, name, text);
    }
  scratch_write (&self->scratch, "title.md", "---\ntitle: 苹果\ndate: 2000-01-01\n---\n\n");
  folder = g_file_new_for_path (self->scratch.path);
  self->library = bs_library_new (folder);
  bs_library_set_index_use (self->library, BS_INDEX_USE_KEEP);
  bs_library_open (self->library);
  WAIT_UNTIL (bs_library_get_index_state (self->library) == BS_INDEX_WHOLE);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  bs_library_close (self->library);
  g_object_unref (self->library);
  g_assert_true (bs_library_wait_for_marks (SCRATCH_SECONDS));
  scratch_tear_down (&self->scratch, NULL);
}

static BsQuery *
make_query (const char *text)
{
  return bs_query_new_search (BS_SCOPE_ALL, NULL, BS_SORT_RELEVANCE, FALSE, text, TRUE);
}

static guint
count (BsArticleList *list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

static void
notify_cb (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  (*(guint *) user_data)++;
}

static void
test_list (Fixture *self, gconstpointer data)
{
  g_autoptr (BsQuery) apple = make_query ("苹果");
  g_autoptr (BsQuery) pear = make_query ("梨");
  g_autoptr (BsQuery) everything = bs_query_new (BS_SCOPE_ALL, NULL, BS_SORT_DATE, FALSE);
  g_autoptr (BsArticleList) list = bs_library_query (self->library, apple);
  g_autoptr (BsArticleItem) first = NULL;
  guint n_totals = 0;

  g_signal_connect (list, "notify::total", G_CALLBACK (notify_cb), &n_totals);
  g_assert_false (bs_article_list_get_complete (list));
  WAIT_UNTIL (bs_article_list_get_complete (list));
  g_assert_cmpuint (count (list), ==, 51);
  g_assert_cmpuint (bs_article_list_get_total (list), ==, 51);
  g_assert_cmpuint (n_totals, ==, 1);
  first = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_cmpstr (bs_article_item_get_title (first), ==, "苹果");

  bs_article_list_set_query (list, pear);
  g_assert_false (bs_article_list_get_complete (list));
  g_assert_true (bs_article_list_get_pending (list));
  WAIT_UNTIL (bs_article_list_get_complete (list));
  g_assert_cmpuint (count (list), ==, 50);

  bs_article_list_set_query (list, everything);
  WAIT_UNTIL (bs_article_list_get_complete (list));
  g_assert_cmpuint (bs_article_list_get_total (list), ==, 101);
  g_signal_handlers_disconnect_by_data (list, &n_totals);
}

/* Articles with the phrase as typed come before other forms of the same characters, however often those occur. */
static void
test_exact_first (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *text;
    const char *expected[3];
  } cases[] = {
    { "头发", { "plain", "markup", "often" } },
    { "頭髮", { "often", "plain", "markup" } },
    { "头发 长", { "plain", "markup", "often" } },
  };
  g_autoptr (BsArticleList) list = NULL;

  scratch_write (&self->scratch, "often.md", "---\ntitle: often\ndate: 2024-01-04\n---\n頭髮、頭髮、頭髮 长\n");
  scratch_write (&self->scratch, "plain.md", "---\ntitle: plain\ndate: 2024-01-02\n---\n头发长\n");
  scratch_write (&self->scratch, "markup.md", "---\ntitle: markup\ndate: 2024-01-01\n---\n头**发**　长\n");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BsQuery) query = make_query (cases[i].text);
      guint n = G_N_ELEMENTS (cases[i].expected);

      if (list == NULL)
        list = bs_library_query (self->library, query);
      else
        bs_article_list_set_query (list, query);
      WAIT_UNTIL (!bs_article_list_get_pending (list) && count (list) == n &&
                  bs_library_get_index_state (self->library) == BS_INDEX_WHOLE);
      for (guint j = 0; j < n; j++)
        {
          g_autoptr (BsArticleItem) item = g_list_model_get_item (G_LIST_MODEL (list), j);

          g_assert_cmpstr (bs_article_item_get_title (item), ==, cases[i].expected[j]);
        }
    }
}

/* Each letter supersedes the search before. */
static void
test_typing (Fixture *self, gconstpointer data)
{
  static const char *const steps[] = { "一", "一个", "一个苹", "一个苹果", "一个苹果。", "一个苹果 t0", "t" };
  g_autoptr (BsQuery) query = make_query ("nothing");
  g_autoptr (BsArticleList) list = bs_library_query (self->library, query);

  for (guint i = 0; i < 200 * G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (BsQuery) next = make_query (steps[i % G_N_ELEMENTS (steps)]);

      bs_article_list_set_query (list, next);
      if (i % 3 == 0)
        g_main_context_iteration (NULL, FALSE);
    }
  WAIT_UNTIL (bs_article_list_get_complete (list));
  g_assert_cmpuint (count (list), ==, 100);
}

/* Files written during the search are found, removed ones are not. */
static void
test_follow (Fixture *self, gconstpointer data)
{
  g_autoptr (BsQuery) query = make_query ("苹果");
  g_autoptr (BsArticleList) list = bs_library_query (self->library, query);

  WAIT_UNTIL (count (list) == 51);
  scratch_replace (&self->scratch, "new.md", "---\ntitle: new\n---\n又一个苹果。\n");
  WAIT_UNTIL (count (list) == 52);
  scratch_replace (&self->scratch, "new.md", "---\ntitle: new\n---\n没有了。\n");
  WAIT_UNTIL (count (list) == 51);
  scratch_delete (&self->scratch, "title.md");
  WAIT_UNTIL (count (list) == 50);
}

static void
find_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  *(BsFinding **) user_data = bs_library_find_in_finish (BS_LIBRARY (source), result, &error);
  g_assert_no_error (error);
}

static void
test_find_in (Fixture *self, gconstpointer data)
{
  g_autoptr (BsQuery) query = make_query ("苹果");
  g_autoptr (BsFinding) finding = NULL;

  bs_library_find_in_async (self->library, "01.md", query, NULL, find_cb, &finding);
  WAIT_UNTIL (finding != NULL);
  g_assert_cmpuint (finding->title->ranges->len, ==, 0);
  g_assert_cmpstr (finding->text->text, ==, "一个苹果。");
  g_assert_cmpuint (finding->text->ranges->len, ==, 1);
  g_assert_cmpuint (g_array_index (finding->text->ranges, BsSnippetRange, 0).start, ==, 6);
  g_assert_cmpuint (g_array_index (finding->text->ranges, BsSnippetRange, 0).end, ==, 12);
}

#define ADD(name, func) g_test_add ("/broadsheet/library-search/" name, Fixture, NULL, set_up, func, tear_down)

/* Without an index only titles are found, and results found only by text disappear. */
static void
test_dropped (Fixture *self, gconstpointer data)
{
  g_autoptr (BsQuery) query = make_query ("苹果");
  g_autoptr (BsArticleList) list = bs_library_query (self->library, query);

  WAIT_UNTIL (bs_article_list_get_complete (list) && count (list) == 51);
  bs_library_drop_index (self->library);
  WAIT_UNTIL (bs_library_get_index_state (self->library) == BS_INDEX_UNAVAILABLE);
  WAIT_UNTIL (bs_article_list_get_complete (list) && count (list) == 1);
  scratch_write (&self->scratch, "new.md", "---\ntitle: 青苹果\n---\n\n");
  WAIT_UNTIL (bs_article_list_get_complete (list) && count (list) == 2);
}

/* The nice value of the index thread. The system numbers threads like processes. */
static int
get_niceness (void)
{
  g_autoptr (GDir) tasks = g_dir_open ("/proc/self/task", 0, NULL);
  int niceness = -100;
  const char *name;

  while (tasks != NULL && (name = g_dir_read_name (tasks)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc/self/task", name, "comm", NULL);
      g_autofree char *comm = NULL;

      if (g_file_get_contents (path, &comm, NULL, NULL) && g_str_equal (comm, "bs-index\n"))
        niceness = getpriority (PRIO_PROCESS, (id_t) atoi (name));
    }
  return niceness;
}

/* The end of a thread sends no notification. */
/* In a window everything else has priority; a program that waits only for the index gets full speed. */
static void
test_priority (Fixture *self, gconstpointer data)
{
  int own = getpriority (PRIO_PROCESS, 0);
  guint waker;

  if (!g_file_test ("/proc/self/task", G_FILE_TEST_IS_DIR))
    {
      g_test_skip ("This system does not tell of threads");
      return;
    }
  g_assert_cmpint (get_niceness (), ==, MAX (own, 10));
  bs_library_close (self->library);
  waker = g_timeout_add (10, wait_wake_cb, NULL);
  WAIT_UNTIL (get_niceness () == -100);
  g_source_remove (waker);
  bs_library_set_index_awaited (self->library, TRUE);
  bs_library_open (self->library);
  WAIT_UNTIL (bs_library_get_index_state (self->library) == BS_INDEX_WHOLE);
  g_assert_cmpint (get_niceness (), ==, own);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("list", test_list);
  ADD ("exact-first", test_exact_first);
  ADD ("typing", test_typing);
  ADD ("follow", test_follow);
  ADD ("find-in", test_find_in);
  ADD ("dropped", test_dropped);
  ADD ("priority", test_priority);

  return g_test_run ();
}
