/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/library.h"

#include "model/library/folder/home.h"
#include "model/library/index/index-lock.h"
#include "model/library/index/index-store.h"
#include "model/library/index/index-text.h"
#include "model/library/library-index.h"
#include "scratch.h"

/* A library that is opened repeatedly, with changes to its index in between. */
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

      g_string_append_printf (self->told, "%s %s. ", kinds[change->kind], change->path);
    }
}

static void
set_up (Fixture *self, gconstpointer data)
{
  scratch_set_up (&self->scratch, data);
  self->root = scratch_get (&self->scratch, "root");
  scratch_make_folder (&self->scratch, "root");
  self->told = g_string_new (NULL);
}

static void
close_library (Fixture *self)
{
  g_clear_object (&self->list);
  g_clear_object (&self->library);
  g_string_set_size (self->told, 0);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  close_library (self);
  g_string_free (self->told, TRUE);
  g_free (self->root);
  scratch_tear_down (&self->scratch, data);
}

static void
make_library (Fixture *self)
{
  g_autoptr (GFile) folder = g_file_new_for_path (self->root);
  g_autoptr (BsQuery) query = bs_query_new (BS_SCOPE_ALL, NULL, BS_SORT_PATH, FALSE);

  self->library = bs_library_new (folder);
  self->list = bs_library_query (self->library, query);
  bs_library_set_index_use (self->library, BS_INDEX_USE_KEEP);
  g_signal_connect (self->library, "changed", G_CALLBACK (changed_cb), self);
}

static void
open_library (Fixture *self)
{
  make_library (self);
  bs_library_open (self->library);
  scratch_wait_until (bs_library_get_state (self->library) == BS_LIBRARY_READY);
}

static void
wait_until_whole (Fixture *self)
{
  scratch_wait_until (bs_library_get_index_state (self->library) == BS_INDEX_WHOLE);
}

/* The lock is released by a thread. */
static void
wait_until_kept (Fixture *self)
{
  while (bs_library_get_index_state (self->library) != BS_INDEX_WHOLE)
    {
      if (bs_library_get_index_state (self->library) == BS_INDEX_ELSEWHERE)
        bs_library_check_index (self->library);
      g_main_context_iteration (NULL, TRUE);
    }
}

static void
open_kept_library (Fixture *self)
{
  open_library (self);
  wait_until_kept (self);
}

static void
check_titles (Fixture *self, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->list)); i++)
    {
      g_autoptr (BsArticleItem) item = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", bs_article_item_get_title (item));
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static char *
get_index_path (Fixture *self)
{
  g_autoptr (BsHome) home = bs_home_find (self->root);

  g_assert_nonnull (home);
  return bs_home_build_cache_path (home, "index.db");
}

/* Makes files old enough for their time to be trusted. */
static void
age (Fixture *self, const char *name)
{
  g_autofree char *path = scratch_get (&self->scratch, name);
  struct timespec times[2] = { { .tv_sec = 1600000000 }, { .tv_sec = 1600000000 } };

  g_assert_cmpint (utimensat (AT_FDCWD, path, times, 0), ==, 0);
}

static void
write_three (Fixture *self)
{
  static const char *const names[] = { "root/a.md", "root/b.md", "root/c/c.md" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      char title[] = { (char) ('A' + i), '\0' };

      scratch_write_article_in_place (&self->scratch, names[i], title);
      age (self, names[i]);
    }
}

static void
test_reopen (Fixture *self, gconstpointer data)
{
  write_three (self);
  open_kept_library (self);
  g_assert_cmpuint (bs_library_get_n_to_index (self->library), ==, 0);
  g_assert_cmpuint (bs_library_get_index_bytes (self->library), >, 0);
  g_assert_cmpstr (self->told->str, ==, "");
  close_library (self);

  /* Changes the bytes but keeps size, time and inode: if the old title is shown, the file was not read. */
  scratch_write_article_in_place (&self->scratch, "root/a.md", "X");
  age (self, "root/a.md");
  open_kept_library (self);
  check_titles (self, "A, B, C");
  g_assert_cmpstr (self->told->str, ==, "");
  bs_library_rescan (self->library);
  scratch_wait_until (strcmp (self->told->str, "changed a.md. ") == 0);
  check_titles (self, "X, B, C");
  wait_until_whole (self);
  close_library (self);
  open_kept_library (self);
  check_titles (self, "X, B, C");
}

static void
test_changed_meanwhile (Fixture *self, gconstpointer data)
{
  write_three (self);
  open_kept_library (self);
  close_library (self);

  scratch_write_article (&self->scratch, "root/a.md", "A2");
  scratch_delete (&self->scratch, "root/b.md");
  scratch_rename (&self->scratch, "root/c", "root/d");
  scratch_write_article (&self->scratch, "root/e.md", "E");
  open_library (self);
  check_titles (self, "A2, C, E");
  scratch_wait_until (strstr (self->told->str, "changed a.md. ") && strstr (self->told->str, "removed b.md. ") &&
                      strstr (self->told->str, "moved d/c.md. ") && strstr (self->told->str, "added e.md. "));
  wait_until_kept (self);
  close_library (self);

  open_library (self);
  check_titles (self, "A2, C, E");
  g_assert_cmpstr (self->told->str, ==, "");
}

/* Changes while it is open are in the index too, even those that no list shows. */
static void
test_followed (Fixture *self, gconstpointer data)
{
  write_three (self);
  open_kept_library (self);
  scratch_write_article (&self->scratch, "root/a.md", "A2");
  scratch_rename (&self->scratch, "root/b.md", "root/z.md");
  scratch_delete (&self->scratch, "root/c/c.md");
  scratch_wait_until (strstr (self->told->str, "changed a.md. ") && strstr (self->told->str, "moved z.md. ") &&
                      strstr (self->told->str, "removed c/c.md. "));
  wait_until_whole (self);
  close_library (self);
  age (self, "root/a.md");
  open_kept_library (self);
  check_titles (self, "A2, B");
  g_assert_cmpstr (self->told->str, ==, "");
}

/* A file read at the moment it was written may have changed since without a visible difference, because file times are
 * coarse, or the clock was set back. */
static void
test_fresh (Fixture *self, gconstpointer data)
{
  g_autofree char *path = scratch_get (&self->scratch, "root/a.md");
  struct timespec times[2];
  struct stat st;

  write_three (self);
  scratch_write_article_in_place (&self->scratch, "root/a.md", "A");
  g_assert_cmpint (stat (path, &st), ==, 0);
  open_kept_library (self);
  close_library (self);
  scratch_write_article_in_place (&self->scratch, "root/a.md", "X");
  times[0] = times[1] = st.st_mtim;
  g_assert_cmpint (utimensat (AT_FDCWD, path, times, 0), ==, 0);
  open_library (self);
  check_titles (self, "X, B, C");
}

static void
test_noise_while_closed (Fixture *self, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *noise = g_malloc (65536);

  write_three (self);
  open_kept_library (self);
  close_library (self);
  path = get_index_path (self);
  for (guint i = 0; i < 65536; i++)
    noise[i] = (char) g_test_rand_int ();
  g_assert_true (g_file_set_contents (path, noise, 65536, NULL));
  open_kept_library (self);
  check_titles (self, "A, B, C");
  close_library (self);

  g_assert_cmpint (truncate (path, 5000), ==, 0);
  open_kept_library (self);
  check_titles (self, "A, B, C");
  close_library (self);

  g_assert_true (bs_index_store_remove (path));
  open_kept_library (self);
  check_titles (self, "A, B, C");
}

static void
overwrite_from (const char *path, off_t start)
{
  int fd = open (path, O_WRONLY | O_CLOEXEC);
  struct stat st;

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (fstat (fd, &st), ==, 0);
  for (off_t i = start; i < st.st_size; i += 512)
    {
      guint32 noise[128];

      for (guint j = 0; j < G_N_ELEMENTS (noise); j++)
        noise[j] = (guint32) g_test_rand_int ();
      g_assert_cmpint (pwrite (fd, noise, sizeof noise, i), ==, sizeof noise);
    }
  close (fd);
}

static void
overwrite_with_noise (const char *path)
{
  overwrite_from (path, 0);
}

static gboolean
is_fine (const char *path)
{
  g_autoptr (BsIndexStore) store = bs_index_store_open (path, BS_INDEX_READ, NULL);
  g_autoptr (BsIndexText) text = store != NULL ? bs_index_text_new (bs_index_store_get_connection (store), NULL) : NULL;

  return text != NULL && bs_index_text_is_whole (text);
}

static void
test_noise_while_open (Fixture *self, gconstpointer data)
{
  g_autofree char *path = NULL;

  write_three (self);
  open_kept_library (self);
  path = get_index_path (self);
  overwrite_with_noise (path);
  bs_library_check_index (self->library);
  scratch_wait_until (bs_library_get_index_state (self->library) != BS_INDEX_WHOLE);
  wait_until_whole (self);
  check_titles (self, "A, B, C");
  g_assert_true (is_fine (path));

  /* A change is enough for the damage to be noticed. */
  overwrite_with_noise (path);
  scratch_write_article (&self->scratch, "root/d.md", "D");
  scratch_wait_until (bs_library_get_index_state (self->library) != BS_INDEX_WHOLE);
  wait_until_whole (self);
  check_titles (self, "A, B, C, D");
  close_library (self);
  open_kept_library (self);
  check_titles (self, "A, B, C, D");
  g_assert_cmpstr (self->told->str, ==, "");
}

/* Searches until that many are found, without anything else that reads the index. */
static void
wait_until_found (Fixture *self, const char *text, guint n_expected)
{
  g_autoptr (BsQuery) query = bs_query_new_search (BS_SCOPE_ALL, NULL, BS_SORT_RELEVANCE, FALSE, text, FALSE);

  bs_article_list_set_query (self->list, query);
  scratch_wait_until (!bs_article_list_get_pending (self->list) &&
                      g_list_model_get_n_items (G_LIST_MODEL (self->list)) == n_expected);
}

static void
cut_off (const char *path)
{
  g_assert_cmpint (truncate (path, 5000), ==, 0);
}

static void
remove_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  remove_tree (folder);
}

/* A search notices the damage and gets complete results again. */
static void
test_damage_while_searching (Fixture *self, gconstpointer data)
{
  static void (*const damages[]) (const char *path) = { overwrite_with_noise, cut_off, remove_folder };
  g_autofree char *path = NULL;

  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *name = g_strdup_printf ("root/%02u.md", i);

      scratch_write_article_in_place (&self->scratch, name, "T");
    }
  scratch_write_article_in_place (&self->scratch, "root/title.md", "Text");
  open_kept_library (self);
  path = get_index_path (self);
  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      wait_until_found (self, "text", 41);
      damages[i](path);
      wait_until_found (self, "nothing", 0);
      wait_until_found (self, "text", 41);
      /* SQLite may answer from memory without the file until the writer checks it. */
      scratch_wait_until (is_fine (path));
      wait_until_whole (self);
      wait_until_found (self, "text", 41);
    }
}

/* A file that is removed while it is written is noticed too. */
static void
test_removed_while_writing (Fixture *self, gconstpointer data)
{
  g_autofree char *path = scratch_get (&self->scratch, "index.db");
  g_autoptr (BsIndexLock) lock = bs_index_lock_take (path, NULL);

  scratch_write (&self->scratch, "index.db", "written");
  bs_index_lock_note (lock, FALSE);
  g_assert_true (bs_index_lock_is_unchanged (lock));
  remove_tree (path);
  bs_index_lock_note (lock, FALSE);
  g_assert_false (bs_index_lock_is_unchanged (lock));
}

/* Nobody searches, and nothing changes. */
static void
test_damage_at_rest (Fixture *self, gconstpointer data)
{
  g_autofree char *path = NULL;

  write_three (self);
  open_kept_library (self);
  path = get_index_path (self);
  cut_off (path);
  scratch_wait_until (bs_library_get_index_state (self->library) != BS_INDEX_WHOLE);
  wait_until_whole (self);
  wait_until_found (self, "text", 3);
}

/* If it is closed before the damage was noticed, the next start notices it. */
static void
test_damage_before_closing (Fixture *self, gconstpointer data)
{
  g_autofree char *path = NULL;
  struct stat st;

  write_three (self);
  open_kept_library (self);
  path = get_index_path (self);
  /* A part that opening does not read. */
  g_assert_cmpint (stat (path, &st), ==, 0);
  overwrite_from (path, st.st_size - 4096);
  close_library (self);
  open_kept_library (self);
  g_assert_true (is_fine (path));
  wait_until_found (self, "text", 3);
}

static void
test_two_windows (Fixture *self, gconstpointer data)
{
  g_autoptr (GFile) folder = g_file_new_for_path (self->root);
  BsLibrary *other = bs_library_new (folder);

  write_three (self);
  bs_library_set_index_use (other, BS_INDEX_USE_KEEP);
  bs_library_open (other);
  scratch_wait_until (bs_library_get_index_state (other) == BS_INDEX_WHOLE);
  open_library (self);
  scratch_wait_until (bs_library_get_index_state (self->library) == BS_INDEX_ELSEWHERE);
  check_titles (self, "A, B, C");
  scratch_write_article (&self->scratch, "root/d.md", "D");
  scratch_wait_until (strstr (self->told->str, "added d.md. ") != NULL);
  scratch_wait_until (bs_library_get_n_articles (other) == 4);
  /* When one closes, the other takes over. */
  g_object_unref (other);
  wait_until_kept (self);
  check_titles (self, "A, B, C, D");
}

/* Waiting for the index ends when it is complete, whichever process keeps it. */
static void
test_awaited_elsewhere (Fixture *self, gconstpointer data)
{
  g_autoptr (GFile) folder = g_file_new_for_path (self->root);
  g_autoptr (BsLibrary) other = bs_library_new (folder);

  write_three (self);
  bs_library_set_index_use (other, BS_INDEX_USE_KEEP);
  bs_library_open (other);
  scratch_wait_until (bs_library_get_index_state (other) == BS_INDEX_WHOLE);
  make_library (self);
  bs_library_set_index_awaited (self->library, TRUE);
  bs_library_open (self->library);
  wait_until_whole (self);
  g_assert_cmpint (bs_library_get_index_state (other), ==, BS_INDEX_WHOLE);
  scratch_write_article (&self->scratch, "root/d.md", "D");
  scratch_wait_until (strstr (self->told->str, "added d.md. ") != NULL);
  wait_until_whole (self);
  g_assert_cmpuint (bs_library_get_n_to_index (self->library), ==, 0);
}

static void
test_drop (Fixture *self, gconstpointer data)
{
  g_autofree char *path = NULL;

  write_three (self);
  open_kept_library (self);
  path = get_index_path (self);
  bs_library_drop_index (self->library);
  scratch_wait_until (bs_library_get_index_state (self->library) == BS_INDEX_UNAVAILABLE);
  g_assert_cmpuint (bs_library_get_index_bytes (self->library), ==, 0);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  check_titles (self, "A, B, C");
  scratch_write_article (&self->scratch, "root/d.md", "D");
  scratch_wait_until (strcmp (self->told->str, "added d.md. ") == 0);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  close_library (self);
  open_kept_library (self);
  check_titles (self, "A, B, C, D");
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_only_read (Fixture *self, gconstpointer data)
{
  g_autoptr (BsHome) home = NULL;

  write_three (self);
  make_library (self);
  bs_library_set_index_use (self->library, BS_INDEX_USE_READ);
  bs_library_open (self->library);
  scratch_wait_until (bs_library_get_state (self->library) == BS_LIBRARY_READY);
  check_titles (self, "A, B, C");
  g_assert_cmpint (bs_library_get_index_state (self->library), ==, BS_INDEX_UNAVAILABLE);
  home = bs_home_find (self->root);
  g_assert_null (home);
}

/* A cache folder that cannot be created by any user. */
static void
test_no_cache (Fixture *self, gconstpointer data)
{
  g_autofree char *cache = g_build_filename (g_get_user_cache_dir (), "broadsheet", NULL);

  g_assert_cmpint (g_mkdir_with_parents (g_get_user_cache_dir (), 0700), ==, 0);
  g_assert_true (g_file_set_contents (cache, "in the way", -1, NULL));
  write_three (self);
  open_library (self);
  scratch_wait_until (bs_library_get_index_state (self->library) == BS_INDEX_UNAVAILABLE);
  check_titles (self, "A, B, C");
  scratch_write_article (&self->scratch, "root/d.md", "D");
  scratch_wait_until (strcmp (self->told->str, "added d.md. ") == 0);
  check_titles (self, "A, B, C, D");

  /* It is created later and used. */
  g_assert_cmpint (g_remove (cache), ==, 0);
  bs_library_check_index (self->library);
  wait_until_whole (self);
}

/* A category depends on the kind of site, which may have changed meanwhile. */
static guint
count_key (Fixture *self, const char *key)
{
  const BsIndexCounts *counts = bs_library_get_counts (self->library);

  return counts != NULL ? bs_index_counts_get_key (counts, key) : 0;
}

static gboolean
has_key (Fixture *self, const char *key)
{
  return bs_vocabulary_has_key (bs_library_get_vocabulary (self->library), key, strlen (key));
}

/* Keys and languages are counted as soon as the index is at rest. A key that no article has any longer is no field, now
 * and when the library is opened again, until an article has it. */
static void
test_counts (Fixture *self, gconstpointer data)
{
  scratch_write (&self->scratch, "root/a.md", "---\ntitle: A\nlang: en\nMood: x\nmood: y\n---\na\n");
  scratch_write (&self->scratch, "root/b.md", "---\ntitle: B\nlang: zh-Hant\nrating: 1\n---\nb\n");
  scratch_write (&self->scratch, "root/c.md", "---\ntitle: C\nlang: zh\n心情: 好\n---\nc\n");
  scratch_write (&self->scratch, "root/d.md", "---\ntitle: C\nlang: zh\n心情: 好\n---\nc\n");
  open_kept_library (self);
  bs_library_check_index (self->library);
  scratch_wait_until (count_key (self, "title") == 4);
  g_assert_cmpuint (count_key (self, "mood"), ==, 1);
  g_assert_cmpuint (count_key (self, "心情"), ==, 2);
  g_assert_cmpuint (count_key (self, "none"), ==, 0);
  g_assert_cmpuint (bs_index_counts_get_language (bs_library_get_counts (self->library), "zh"), ==, 3);
  g_assert_cmpuint (bs_index_counts_get_language (bs_library_get_counts (self->library), "z"), ==, 0);
  g_assert_true (has_key (self, "MOOD"));

  scratch_delete (&self->scratch, "root/a.md");
  scratch_write (&self->scratch, "root/b.md", "---\ntitle: B\nlang: ko\n---\nb\n");
  scratch_wait_until (bs_library_get_n_articles (self->library) == 3);
  wait_until_whole (self);
  bs_library_check_index (self->library);
  scratch_wait_until (count_key (self, "title") == 3 && count_key (self, "rating") == 0);
  g_assert_false (has_key (self, "mood"));
  g_assert_false (has_key (self, "rating"));
  g_assert_true (has_key (self, "心情"));
  close_library (self);

  open_kept_library (self);
  scratch_wait_until (count_key (self, "title") == 3);
  g_assert_false (has_key (self, "mood"));
  g_assert_true (has_key (self, "心情"));
  scratch_write (&self->scratch, "root/e.md", "---\ntitle: E\nmood: z\n---\ne\n");
  scratch_wait_until (bs_library_get_n_articles (self->library) == 4);
  g_assert_true (has_key (self, "mood"));
}

static void
test_other_site (Fixture *self, gconstpointer data)
{
  g_autoptr (GListModel) categories = NULL;

  scratch_write (&self->scratch, "root/_posts/a.md", "---\ntitle: A\ncategories: [a, b]\n---\n");
  age (self, "root/_posts/a.md");
  open_kept_library (self);
  g_assert_cmpuint (g_list_model_get_n_items (bs_library_get_categories (self->library)), ==, 1);
  close_library (self);
  scratch_write (&self->scratch, "root/_config.yml", "title: Jekyll\n");
  open_kept_library (self);
  g_assert_cmpuint (g_list_model_get_n_items (bs_library_get_categories (self->library)), ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, func) g_test_add ("/broadsheet/library-index/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("reopen", test_reopen);
  ADD ("changed-meanwhile", test_changed_meanwhile);
  ADD ("followed", test_followed);
  ADD ("fresh", test_fresh);
  ADD ("noise-while-closed", test_noise_while_closed);
  ADD ("noise-while-open", test_noise_while_open);
  ADD ("damage-while-searching", test_damage_while_searching);
  ADD ("removed-while-writing", test_removed_while_writing);
  ADD ("damage-at-rest", test_damage_at_rest);
  ADD ("damage-before-closing", test_damage_before_closing);
  ADD ("two-windows", test_two_windows);
  ADD ("awaited-elsewhere", test_awaited_elsewhere);
  ADD ("drop", test_drop);
  ADD ("only-read", test_only_read);
  ADD ("no-cache", test_no_cache);
  ADD ("counts", test_counts);
  ADD ("other-site", test_other_site);
#undef ADD
  return g_test_run ();
}
