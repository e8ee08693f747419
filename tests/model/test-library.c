/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/library.h"

#include "scratch.h"

typedef struct
{
  Scratch scratch;
  char *root;
  BsLibrary *library;
  BsArticleList *list;
  GString *told; /* the changes, as text */
} Fixture;

static void
changed_cb (BsLibrary *library, GPtrArray *changes, gpointer user_data)
{
  static const char *const kinds[] = { "added", "changed", "removed", "moved" };
  Fixture *self = user_data;

  for (guint i = 0; i < changes->len; i++)
    {
      const BsChange *change = changes->pdata[i];
      g_autoptr (BsArticleItem) item = bs_library_dup_item (library, change->path);

      g_string_append_printf (self->told, "%s %s", kinds[change->kind], change->path);
      if (change->from != NULL)
        g_string_append_printf (self->told, " from %s", change->from);
      g_string_append (self->told, ". ");
      /* The lists were updated before. */
      if (item != NULL)
        g_assert_true (bs_article_list_find (self->list, bs_article_item_get_id (item), NULL));
      else
        g_assert_false (bs_article_list_find (self->list, change->id, NULL));
    }
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GFile) folder = NULL;
  g_autoptr (BsQuery) query = bs_query_new (BS_SCOPE_ALL, NULL, BS_SORT_PATH, FALSE);

  scratch_set_up (&self->scratch, data);
  self->root = scratch_get (&self->scratch, "root");
  scratch_make_folder (&self->scratch, "root");
  folder = g_file_new_for_path (self->root);
  self->library = bs_library_new (folder);
  self->list = bs_library_query (self->library, query);
  self->told = g_string_new (NULL);
  g_signal_connect (self->library, "changed", G_CALLBACK (changed_cb), self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->list);
  g_clear_object (&self->library);
  g_string_free (self->told, TRUE);
  g_free (self->root);
  scratch_tear_down (&self->scratch, data);
}

static void
open_library (Fixture *self)
{
  bs_library_open (self->library);
  scratch_wait_until (bs_library_get_state (self->library) == BS_LIBRARY_READY);
}

static void
open_library_until_gone (Fixture *self)
{
  bs_library_open (self->library);
  scratch_wait_until (bs_library_get_state (self->library) == BS_LIBRARY_GONE);
}

static char *
list_titles (Fixture *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->list)); i++)
    {
      g_autoptr (BsArticleItem) item = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", bs_article_item_get_title (item));
    }
  return g_string_free (text, FALSE);
}

static void
check_titles (Fixture *self, const char *expected)
{
  g_autofree char *titles = list_titles (self);

  g_assert_cmpstr (titles, ==, expected);
}

static gboolean
has_titles (Fixture *self, const char *expected)
{
  g_autofree char *titles = list_titles (self);

  return strcmp (titles, expected) == 0;
}

static void
expect (Fixture *self, const char *told)
{
  scratch_wait_until (strcmp (self->told->str, told) == 0);
  g_string_set_size (self->told, 0);
}

static void
test_open (Fixture *self, gconstpointer data)
{
  scratch_write (&self->scratch, "root/a.md", "---\ntitle: A\ndraft: true\n---\n");
  scratch_write (&self->scratch, "root/c/b.md", "---\ntitle: C\ntitle: B\n---\n");
  g_assert_cmpint (bs_library_get_state (self->library), ==, BS_LIBRARY_CLOSED);
  bs_library_open (self->library);
  g_assert_cmpint (bs_library_get_state (self->library), ==, BS_LIBRARY_SCANNING);
  scratch_wait_until (bs_library_get_state (self->library) == BS_LIBRARY_READY);
  check_titles (self, "A, B");
  g_assert_cmpuint (bs_library_get_n_articles (self->library), ==, 2);
  g_assert_cmpuint (bs_library_get_n_drafts (self->library), ==, 1);
  g_assert_cmpuint (bs_library_get_n_needs_repair (self->library), ==, 1);
  /* The initial articles are not changes. */
  g_assert_cmpstr (self->told->str, ==, "");
}

static void
test_follow (Fixture *self, gconstpointer data)
{
  guint id;

  scratch_write_article (&self->scratch, "root/a.md", "A");
  open_library (self);
  scratch_write_article (&self->scratch, "root/b.md", "B");
  expect (self, "added b.md. ");
  check_titles (self, "A, B");
  scratch_write_article (&self->scratch, "root/a.md", "A2");
  expect (self, "changed a.md. ");
  check_titles (self, "A2, B");
  /* Writing the same bytes again is not a change. */
  scratch_write_article (&self->scratch, "root/a.md", "A2");
  scratch_write_article (&self->scratch, "root/b.md", "B2");
  expect (self, "changed b.md. ");

  id = bs_article_list_get_id (self->list, 0);
  scratch_rename (&self->scratch, "root/a.md", "root/z.md");
  expect (self, "moved z.md from a.md. ");
  check_titles (self, "B2, A2");
  g_assert_cmpuint (bs_article_list_get_id (self->list, 1), ==, id);

  scratch_write_article (&self->scratch, "root/.z.tmp", "A3");
  scratch_rename (&self->scratch, "root/.z.tmp", "root/z.md");
  expect (self, "changed z.md. ");
  g_assert_cmpuint (bs_article_list_get_id (self->list, 1), ==, id);

  scratch_delete (&self->scratch, "root/b.md");
  expect (self, "removed b.md. ");
  check_titles (self, "A3");
}

/* A file written in place may be read halfway; only the final content counts. */
static void
test_in_place (Fixture *self, gconstpointer data)
{
  open_library (self);
  scratch_write_article_in_place (&self->scratch, "root/a.md", "A");
  scratch_wait_until (has_titles (self, "A"));
  scratch_wait_until (g_str_has_prefix (self->told->str, "added a.md. "));
  scratch_write_article_in_place (&self->scratch, "root/a.md", "A2");
  scratch_wait_until (has_titles (self, "A2"));
  scratch_wait_until (strstr (self->told->str, "changed a.md. ") != NULL);
}

static void
test_folders (Fixture *self, gconstpointer data)
{
  open_library (self);
  scratch_write_article (&self->scratch, "outside/x/a.md", "A");
  scratch_rename (&self->scratch, "outside", "root/in");
  expect (self, "added in/x/a.md. ");
  scratch_rename (&self->scratch, "root/in", "root/on");
  expect (self, "moved on/x/a.md from in/x/a.md. ");
  scratch_write_article (&self->scratch, "root/on/x/a.md", "A2");
  expect (self, "changed on/x/a.md. ");
  scratch_rename (&self->scratch, "root/on", "outside");
  expect (self, "removed on/x/a.md. ");
  check_titles (self, "");
}

static void
test_root (Fixture *self, gconstpointer data)
{
  scratch_write_article (&self->scratch, "root/a.md", "A");
  scratch_write_article (&self->scratch, "root/b.md", "B");
  open_library (self);
  scratch_rename (&self->scratch, "root", "elsewhere");
  scratch_wait_until (bs_library_get_state (self->library) == BS_LIBRARY_GONE);
  /* Nothing is forgotten. */
  check_titles (self, "A, B");
  g_assert_nonnull (bs_library_get_message (self->library));

  scratch_write_article (&self->scratch, "elsewhere/a.md", "A2");
  scratch_delete (&self->scratch, "elsewhere/b.md");
  scratch_write_article (&self->scratch, "elsewhere/c.md", "C");
  scratch_rename (&self->scratch, "elsewhere", "root");
  scratch_wait_until (bs_library_get_state (self->library) == BS_LIBRARY_READY);
  scratch_wait_until (strstr (self->told->str, "changed a.md") != NULL && strstr (self->told->str, "removed b.md") &&
                      strstr (self->told->str, "added c.md"));
  check_titles (self, "A2, C");
  g_string_set_size (self->told, 0);
  scratch_write_article (&self->scratch, "root/c.md", "C2");
  expect (self, "changed c.md. ");
}

static void
test_not_there (Fixture *self, gconstpointer data)
{
  scratch_delete (&self->scratch, "root");
  bs_library_open (self->library);
  scratch_wait_until (bs_library_get_state (self->library) == BS_LIBRARY_GONE);
  g_assert_nonnull (bs_library_get_message (self->library));
  scratch_write_article (&self->scratch, "root/a.md", "A");
  scratch_wait_until (bs_library_get_state (self->library) == BS_LIBRARY_READY);
  scratch_wait_until (g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 1);
  check_titles (self, "A");
}

static void
test_not_a_folder (Fixture *self, gconstpointer data)
{
  scratch_delete (&self->scratch, "root");
  scratch_write (&self->scratch, "root", "a file");
  bs_library_open (self->library);
  scratch_wait_until (bs_library_get_state (self->library) == BS_LIBRARY_UNREADABLE);
  g_assert_nonnull (strstr (bs_library_get_message (self->library), "root"));
}

static void
test_rescan (Fixture *self, gconstpointer data)
{
  guint id;

  scratch_write_article (&self->scratch, "root/a.md", "A");
  open_library (self);
  id = bs_article_list_get_id (self->list, 0);
  bs_library_close (self->library);
  g_assert_cmpint (bs_library_get_state (self->library), ==, BS_LIBRARY_CLOSED);
  check_titles (self, "A");

  /* Changes while nobody watches are found by comparison, including renames. */
  scratch_make_folder (&self->scratch, "root/c");
  scratch_rename (&self->scratch, "root/a.md", "root/c/a.md");
  scratch_write_article (&self->scratch, "root/b.md", "B");
  open_library (self);
  check_titles (self, "B, A");
  g_assert_cmpuint (bs_article_list_get_id (self->list, 1), ==, id);
  g_assert_nonnull (strstr (self->told->str, "moved c/a.md from a.md. "));
  g_assert_nonnull (strstr (self->told->str, "added b.md. "));

  /* Also those by a program that writes a file anew and then removes the other one. */
  bs_library_close (self->library);
  scratch_write_article (&self->scratch, "root/d.md", "A");
  scratch_write_article (&self->scratch, "root/b2.md", "B");
  scratch_delete (&self->scratch, "root/c/a.md");
  g_string_set_size (self->told, 0);
  open_library (self);
  g_assert_cmpuint (bs_article_list_get_id (self->list, 2), ==, id);
  g_assert_nonnull (strstr (self->told->str, "moved d.md from c/a.md. "));
  g_assert_nonnull (strstr (self->told->str, "added b2.md. "));
  bs_library_rescan (self->library);
  scratch_wait_until (bs_library_get_state (self->library) == BS_LIBRARY_READY);
}

static void
test_site (Fixture *self, gconstpointer data)
{
  gboolean include;

  scratch_write (&self->scratch, "root/_config.yml", "timezone: UTC\n");
  scratch_write (&self->scratch, "root/source/_posts/a.md", "---\ntitle: A\ndate: 2020-01-01 00:00:00\n---\n");
  scratch_write_article (&self->scratch, "root/source/about.md", "About");
  open_library (self);
  check_titles (self, "A");
  g_assert_true (bs_library_get_site (self->library)->is_site);
  g_assert_cmpuint (bs_library_get_n_left_out (self->library), ==, 1);
  {
    g_autoptr (BsArticleItem) item = g_list_model_get_item (G_LIST_MODEL (self->list), 0);

    g_assert_cmpint (bs_article_item_get_date (item), ==, 1577836800);
    /* The site has another time zone, so its articles are read again. */
    scratch_write (&self->scratch, "root/_config.yml", "timezone: Asia/Tokyo\n");
    scratch_wait_until (bs_article_item_get_date (item) == 1577836800 - 9 * 3600);
  }

  g_object_set (self->library, "include-left-out", TRUE, NULL);
  scratch_wait_until (g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 2);
  g_object_get (self->library, "include-left-out", &include, NULL);
  g_assert_true (include);
  g_object_set (self->library, "include-left-out", FALSE, NULL);
  scratch_wait_until (g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 1);
  check_titles (self, "A");
}

static void
test_flood (Fixture *self, gconstpointer data)
{
  const guint n = 2000;
  guint n_changed = 0;
  const char *place;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("root/f%u/%u.md", i % 10, i);

      scratch_write_article_in_place (&self->scratch, name, "Old");
    }
  open_library (self);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("root/f%u/%u.md", i % 10, i);

      scratch_write_article_in_place (&self->scratch, name, i % 2 == 0 ? "New" : "Old");
    }
  scratch_write_article_in_place (&self->scratch, "root/last.md", "Last");
  scratch_wait_until (strstr (self->told->str, "last.md") != NULL);
  for (place = self->told->str; (place = strstr (place, "changed ")) != NULL; place++)
    n_changed++;
  /* A file may be reported twice if it was read half written, but none is missed. */
  g_assert_cmpuint (n_changed, >=, n / 2);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("f%u/%u.md", i % 10, i);
      g_autoptr (BsArticleItem) item = bs_library_dup_item (self->library, name);

      g_assert_cmpstr (bs_article_item_get_title (item), ==, i % 2 == 0 ? "New" : "Old");
    }
}

static void
test_cancel (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < 3000; i++)
    {
      g_autofree char *name = g_strdup_printf ("root/f%u/%u.md", i % 100, i);

      scratch_write_article (&self->scratch, name, "T");
    }
  bs_library_open (self->library);
  bs_library_cancel_scan (self->library);
  scratch_wait_until (bs_library_get_state (self->library) == BS_LIBRARY_READY);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->list)), ==,
                    bs_library_get_n_articles (self->library));
  bs_library_rescan (self->library);
  scratch_wait_until (bs_library_get_state (self->library) == BS_LIBRARY_READY);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->list)), ==, 3000);
}

static gboolean
keep_busy_cb (gpointer user_data)
{
  g_usleep (1000);
  return G_SOURCE_CONTINUE;
}

/* Simulates an animation that takes longer to draw than a frame. */
static void
test_busy (Fixture *self, gconstpointer data)
{
  guint id = g_idle_add_full (G_PRIORITY_HIGH_IDLE + 20, keep_busy_cb, NULL, NULL);

  scratch_write_article (&self->scratch, "root/a.md", "A");
  open_library (self);
  check_titles (self, "A");
  scratch_write_article (&self->scratch, "root/b.md", "B");
  expect (self, "added b.md. ");
  g_source_remove (id);
}

/* Closes and frees the library at any time: during the scan, with a pending query, with pending details. */
static void
test_close (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < 500; i++)
    {
      g_autofree char *name = g_strdup_printf ("root/f%u/%u.md", i % 10, i);

      scratch_write_article (&self->scratch, name, "T");
    }
  for (guint round = 0; round < 30; round++)
    {
      g_autoptr (GFile) folder = g_file_new_for_path (self->root);
      BsLibrary *library = bs_library_new (folder);
      g_autoptr (BsQuery) query = bs_query_new (BS_SCOPE_ALL, NULL, BS_SORT_TITLE, FALSE);
      g_autoptr (BsArticleList) list = bs_library_query (library, query);
      g_autoptr (BsArticleItem) item = NULL;

      bs_library_open (library);
      for (guint i = 0; i < round * 3; i++)
        {
          g_main_context_iteration (NULL, FALSE);
          g_usleep (200);
        }
      item = g_list_model_get_item (G_LIST_MODEL (list), 0);
      if (item != NULL)
        bs_article_item_load_details (item);
      if (round % 3 == 0)
        bs_library_close (library);
      if (round % 5 == 0)
        bs_library_open (library);
      g_object_unref (library);
      if (round % 2 == 0)
        g_clear_object (&list);
      if (item != NULL)
        g_assert_cmpstr (bs_article_item_get_title (item), ==, "T");
    }
}

static void
close_cb (BsLibrary *library, gpointer anything, gpointer user_data)
{
  bs_library_close (library);
}

/* Closed by a handler of its own signal. */
static void
test_close_when_told (Fixture *self, gconstpointer data)
{
  gulong id;

  scratch_write_article (&self->scratch, "root/a.md", "A");
  open_library (self);
  id = g_signal_connect (self->library, "changed", G_CALLBACK (close_cb), NULL);
  scratch_write_article (&self->scratch, "root/b.md", "B");
  scratch_wait_until (bs_library_get_state (self->library) == BS_LIBRARY_CLOSED);
  g_signal_handler_disconnect (self->library, id);

  open_library (self);
  id = g_signal_connect_swapped (self->list, "items-changed", G_CALLBACK (bs_library_close), self->library);
  scratch_write_article (&self->scratch, "root/c.md", "C");
  scratch_wait_until (bs_library_get_state (self->library) == BS_LIBRARY_CLOSED);
  g_signal_handler_disconnect (self->list, id);
  check_titles (self, "A, B, C");

  scratch_delete (&self->scratch, "root");
  open_library_until_gone (self);
  g_signal_connect (self->library, "notify::state", G_CALLBACK (close_cb), NULL);
  scratch_write_article (&self->scratch, "root/a.md", "A");
  scratch_wait_until (bs_library_get_state (self->library) == BS_LIBRARY_CLOSED);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
test_read (Fixture *self, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) nothing = NULL;
  g_autoptr (BsDocument) document = NULL;
  g_autoptr (GError) error = NULL;

  scratch_write_article (&self->scratch, "root/a.md", "A");
  open_library (self);
  bs_library_read_async (self->library, "a.md", NULL, read_cb, &result);
  scratch_wait_until (result != NULL);
  document = bs_library_read_finish (self->library, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (document->article->title, ==, "A");
  bs_library_read_async (self->library, "b.md", NULL, read_cb, &nothing);
  scratch_wait_until (nothing != NULL);
  g_assert_null (bs_library_read_finish (self->library, nothing, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
unreadable_cb (BsLibrary *library, GParamSpec *pspec, gpointer user_data)
{
  (*(guint *) user_data)++;
}

/* A folder too deep to be opened by anyone: the window can name it as long as it exists. */
static void
test_unreadable (Fixture *self, gconstpointer data)
{
  g_autofree char *first = scratch_make_unreadable (self->root);
  g_autofree char *name = g_path_get_basename (first);
  g_autoptr (GPtrArray) told = NULL;
  const BsUnreadable *one;
  guint n_told = 0;

  scratch_write_article (&self->scratch, "root/a.md", "A");
  g_signal_connect (self->library, "notify::unreadable", G_CALLBACK (unreadable_cb), &n_told);
  g_assert_cmpuint (bs_library_get_unreadable (self->library)->len, ==, 0);
  open_library (self);
  g_assert_cmpuint (n_told, ==, 1);
  g_object_get (self->library, "unreadable", &told, NULL);
  g_assert_true (told == bs_library_get_unreadable (self->library));
  g_assert_cmpuint (told->len, ==, 1);
  one = told->pdata[0];
  g_assert_true (g_str_has_prefix (one->path, name));
  g_assert_cmpstr (one->reason, ==, g_strerror (ENAMETOOLONG));
  g_assert_cmpuint (bs_library_get_n_articles (self->library), ==, 1);

  scratch_remove_unreadable (first);
  scratch_wait_until (bs_library_get_unreadable (self->library)->len == 0);
  g_assert_cmpuint (n_told, ==, 2);
  g_assert_cmpuint (told->len, ==, 1);
}

/* A symbolic link to an article follows its target, wherever that is, even if it appears later. */
static void
test_linked (Fixture *self, gconstpointer data)
{
  static const char *const links[][2] = {
    { "root/link.md", "../out/real.md" },
    { "root/dead.md", "../out/later.md" },
    { "root/folder", "real" },
  };

  scratch_write_article (&self->scratch, "out/real.md", "A");
  scratch_write_article (&self->scratch, "root/real/r.md", "R");
  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    {
      g_autofree char *path = scratch_get (&self->scratch, links[i][0]);

      g_assert_cmpint (symlink (links[i][1], path), ==, 0);
    }
  open_library (self);
  check_titles (self, "R, A, R");
  scratch_write_article (&self->scratch, "out/real.md", "A2");
  expect (self, "changed link.md. ");
  scratch_write_article (&self->scratch, "out/later.md", "B");
  expect (self, "added dead.md. ");
  scratch_delete (&self->scratch, "out/later.md");
  expect (self, "removed dead.md. ");
  scratch_write_article (&self->scratch, "root/real/r.md", "R2");
  scratch_wait_until (has_titles (self, "R2, A2, R2"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(name, func) g_test_add ("/broadsheet/library/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("open", test_open);
  ADD ("follow", test_follow);
  ADD ("linked", test_linked);
  ADD ("in-place", test_in_place);
  ADD ("folders", test_folders);
  ADD ("root", test_root);
  ADD ("not-there", test_not_there);
  ADD ("not-a-folder", test_not_a_folder);
  ADD ("rescan", test_rescan);
  ADD ("site", test_site);
  ADD ("flood", test_flood);
  ADD ("cancel", test_cancel);
  ADD ("busy", test_busy);
  ADD ("close", test_close);
  ADD ("close-when-told", test_close_when_told);
  ADD ("read", test_read);
  ADD ("unreadable", test_unreadable);
  return g_test_run ();
}
