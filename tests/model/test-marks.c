/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/home.h"
#include "model/library/library-private.h"

#include <linux/capability.h>
#include <sys/syscall.h>

#include "scratch.h"

/* What the reader made of the articles, kept on a real disk through all that happens to it. */

typedef struct
{
  Scratch scratch;
  char *root;
  BsLibrary *library;
  BsArticleList *list;
} Fixture;

static void
start (Fixture *self)
{
  g_autoptr (GFile) folder = g_file_new_for_path (self->root);
  g_autoptr (BsQuery) query = bs_query_new (BS_SCOPE_UNREAD, NULL, BS_SORT_PATH, FALSE);

  self->library = bs_library_new (folder);
  bs_library_keep_marks (self->library);
  self->list = bs_library_query (self->library, query);
  bs_library_open (self->library);
  scratch_wait_until (bs_library_get_state (self->library) == BS_LIBRARY_READY);
}

static void
stop (Fixture *self)
{
  g_clear_object (&self->list);
  if (self->library != NULL)
    bs_library_close (self->library);
  g_clear_object (&self->library);
  g_assert_true (bs_library_wait_for_marks (SCRATCH_SECONDS));
}

static void
restart (Fixture *self)
{
  stop (self);
  start (self);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  scratch_set_up (&self->scratch, data);
  self->root = scratch_get (&self->scratch, "root");
  scratch_make_folder (&self->scratch, "root");
  scratch_write_article (&self->scratch, "root/a.md", "A");
  scratch_write_article (&self->scratch, "root/b.md", "B");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autofree char *kept = g_build_filename (g_get_user_data_dir (), "broadsheet", NULL);

  stop (self);
  scratch_remove (kept);
  g_free (self->root);
  scratch_tear_down (&self->scratch, data);
}

static char *
get_database (Fixture *self)
{
  g_autoptr (BsHome) home = bs_home_find (self->root);

  g_assert_nonnull (home);
  return bs_home_build_data_path (home, "marks.db");
}

static guint
get_id (Fixture *self, const char *path)
{
  g_autoptr (BsArticleItem) item = bs_library_dup_item (self->library, path);

  g_assert_nonnull (item);
  return bs_article_item_get_id (item);
}

static gboolean
is_there (Fixture *self, const char *path)
{
  g_autoptr (BsArticleItem) item = bs_library_dup_item (self->library, path);

  return item != NULL;
}

static gboolean
is_unread (Fixture *self, const char *path)
{
  g_autoptr (BsArticleItem) item = bs_library_dup_item (self->library, path);

  return item != NULL && bs_article_item_get_unread (item);
}

static gboolean
is_starred (Fixture *self, const char *path)
{
  g_autoptr (BsArticleItem) item = bs_library_dup_item (self->library, path);

  return item != NULL && bs_article_item_get_starred (item);
}

static guint
mark (Fixture *self, const char *path, BsMarks mark, gboolean on)
{
  guint id = get_id (self, path);
  g_autoptr (GArray) changed = bs_library_mark (self->library, &id, 1, mark, on);

  return changed->len;
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_assert_true (BS_IS_LIBRARY (source));
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static char *
get_position (Fixture *self, const char *path, double *fraction)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *position;

  bs_library_get_position_async (self->library, path, NULL, answered_cb, &result);
  scratch_wait_until (result != NULL);
  position = bs_library_get_position_finish (self->library, result, fraction, &error);
  g_assert_no_error (error);
  return position;
}

/* All that was asked of the thread before this is done after it, and shown. */
static void
settle (Fixture *self)
{
  double fraction;
  g_autofree char *position = get_position (self, "nothing", &fraction);

  g_assert_null (position);
  scratch_wait_until (self->library->marks.n_answered == self->library->marks.n_asked);
}

static char *
dup_message (Fixture *self)
{
  char *message = NULL;

  g_object_get (self->library, "marks-message", &message, NULL);
  return message;
}

static void
test_first (Fixture *self, gconstpointer data)
{
  g_autofree char *database = NULL;
  struct stat st;

  start (self);
  settle (self);
  g_assert_cmpuint (bs_library_get_n_unread (self->library), ==, 0);
  scratch_write_article (&self->scratch, "root/c.md", "C");
  scratch_wait_until (is_unread (self, "c.md"));
  scratch_wait_until (g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 1);
  g_assert_cmpuint (bs_library_get_n_unread (self->library), ==, 1);
  g_assert_false (is_unread (self, "a.md"));

  database = get_database (self);
  g_assert_cmpint (stat (database, &st), ==, 0);
  g_assert_cmpint (st.st_mode & 0777, ==, 0600);
}

/* What only looks leaves nothing behind. */
static void
test_not_kept (Fixture *self, gconstpointer data)
{
  g_autoptr (GFile) folder = g_file_new_for_path (self->root);
  g_autofree char *kept = g_build_filename (g_get_user_data_dir (), "broadsheet", NULL);

  self->library = bs_library_new (folder);
  bs_library_open (self->library);
  scratch_wait_until (bs_library_get_state (self->library) == BS_LIBRARY_READY);
  g_assert_cmpuint (mark (self, "a.md", BS_MARK_STARRED, TRUE), ==, 1);
  g_assert_true (is_starred (self, "a.md"));
  stop (self);
  g_assert_false (g_file_test (kept, G_FILE_TEST_EXISTS));
}

static void
test_while_closed (Fixture *self, gconstpointer data)
{
  start (self);
  stop (self);
  scratch_write_article (&self->scratch, "root/c.md", "C");
  start (self);
  scratch_wait_until (is_unread (self, "c.md"));
  g_assert_cmpuint (bs_library_get_n_unread (self->library), ==, 1);
  /* It stays so. */
  restart (self);
  scratch_wait_until (is_unread (self, "c.md"));
  g_assert_cmpuint (mark (self, "c.md", BS_MARK_UNREAD, FALSE), ==, 1);
  g_assert_cmpuint (mark (self, "c.md", BS_MARK_UNREAD, FALSE), ==, 0);
  g_assert_cmpuint (bs_library_get_n_unread (self->library), ==, 0);
  restart (self);
  settle (self);
  g_assert_false (is_unread (self, "c.md"));
}

/* A first scan that was broken off has not seen what was there. */
static void
test_broken_off (Fixture *self, gconstpointer data)
{
  g_autoptr (GFile) folder = g_file_new_for_path (self->root);

  for (guint i = 0; i < 500; i++)
    {
      g_autofree char *name = g_strdup_printf ("root/many/%u.md", i);

      scratch_write_article_in_place (&self->scratch, name, name);
    }
  self->library = bs_library_new (folder);
  bs_library_keep_marks (self->library);
  bs_library_open (self->library);
  bs_library_cancel_scan (self->library);
  scratch_wait_until (bs_library_get_state (self->library) == BS_LIBRARY_READY);
  bs_library_rescan (self->library);
  scratch_wait_until (bs_library_get_n_articles (self->library) == 502);
  scratch_wait_until (bs_library_get_state (self->library) == BS_LIBRARY_READY);
  settle (self);
  g_assert_cmpuint (bs_library_get_n_unread (self->library), ==, 0);
}

static void
test_kept (Fixture *self, gconstpointer data)
{
  g_autofree char *position = NULL;
  g_autofree char *nothing = NULL;
  double fraction;

  start (self);
  g_assert_cmpuint (mark (self, "a.md", BS_MARK_STARRED, TRUE), ==, 1);
  g_assert_cmpuint (mark (self, "b.md", BS_MARK_UNREAD, TRUE), ==, 1);
  g_assert_cmpuint (bs_library_get_n_starred (self->library), ==, 1);
  bs_library_set_position (self->library, "b.md", "{\"y\":12}", 0.25);
  restart (self);
  scratch_wait_until (is_starred (self, "a.md") && is_unread (self, "b.md"));
  g_assert_false (is_starred (self, "b.md"));
  position = get_position (self, "b.md", &fraction);
  g_assert_cmpstr (position, ==, "{\"y\":12}");
  g_assert_cmpfloat (fraction, ==, 0.25);
  nothing = get_position (self, "a.md", &fraction);
  g_assert_null (nothing);
}

static void
test_rename (Fixture *self, gconstpointer data)
{
  double fraction;
  g_autofree char *position = NULL;

  start (self);
  mark (self, "a.md", BS_MARK_STARRED, TRUE);
  mark (self, "b.md", BS_MARK_UNREAD, TRUE);
  bs_library_set_position (self->library, "a.md", "here", 0.5);
  scratch_rename (&self->scratch, "root/a.md", "root/c.md");
  scratch_wait_until (is_there (self, "c.md"));
  g_assert_true (is_starred (self, "c.md"));
  settle (self);
  stop (self);
  scratch_make_folder (&self->scratch, "root/d");
  scratch_rename (&self->scratch, "root/c.md", "root/d/e.md");
  scratch_rename (&self->scratch, "root/b.md", "root/d/f.md");
  start (self);
  scratch_wait_until (is_starred (self, "d/e.md") && is_unread (self, "d/f.md"));
  settle (self);
  g_assert_false (is_unread (self, "d/e.md"));
  g_assert_cmpuint (bs_library_get_n_unread (self->library), ==, 1);
  position = get_position (self, "d/e.md", &fraction);
  g_assert_cmpstr (position, ==, "here");
}

static void
count_cb (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  (*(guint *) user_data)++;
}

/* A file that is read anew, and says what it said, is the same article to whoever holds it. */
static void
test_read_anew (Fixture *self, gconstpointer data)
{
  g_autoptr (BsArticleItem) item = NULL;
  guint n_told = 0;

  start (self);
  settle (self);
  item = bs_library_dup_item (self->library, "a.md");
  g_signal_connect (item, "notify::starred", G_CALLBACK (count_cb), &n_told);
  g_signal_connect (item, "notify::unread", G_CALLBACK (count_cb), &n_told);
  bs_library_rescan (self->library);
  scratch_wait_until (bs_library_get_state (self->library) == BS_LIBRARY_READY);
  settle (self);
  g_assert_cmpuint (n_told, ==, 0);

  g_assert_cmpuint (mark (self, "a.md", BS_MARK_STARRED, TRUE), ==, 1);
  g_assert_cmpuint (mark (self, "a.md", BS_MARK_UNREAD, TRUE), ==, 1);
  g_assert_cmpuint (n_told, ==, 2);
  g_assert_true (bs_article_item_get_starred (item));
  g_assert_true (bs_article_item_get_unread (item));
}

/* As programs do that write a file anew in another place, and then take the old one away. */
static void
test_copy_then_delete (Fixture *self, gconstpointer data)
{
  start (self);
  mark (self, "a.md", BS_MARK_STARRED, TRUE);
  scratch_write_article (&self->scratch, "root/z.md", "A");
  scratch_wait_until (is_unread (self, "z.md"));
  g_assert_false (is_starred (self, "z.md"));
  scratch_delete (&self->scratch, "root/a.md");
  scratch_wait_until (is_starred (self, "z.md") && !is_unread (self, "z.md"));
  restart (self);
  scratch_wait_until (is_starred (self, "z.md"));
  g_assert_false (is_unread (self, "z.md"));
}

static void
test_equal_files (Fixture *self, gconstpointer data)
{
  scratch_write_article (&self->scratch, "root/b.md", "A");
  start (self);
  mark (self, "a.md", BS_MARK_STARRED, TRUE);
  restart (self);
  scratch_wait_until (is_starred (self, "a.md"));
  g_assert_false (is_starred (self, "b.md"));
  stop (self);
  /* A third one, while both are there, is news like any other. */
  scratch_write_article (&self->scratch, "root/c.md", "A");
  start (self);
  scratch_wait_until (is_unread (self, "c.md"));
  g_assert_false (is_starred (self, "c.md"));
  g_assert_true (is_starred (self, "a.md"));
}

static void
test_comes_back (Fixture *self, gconstpointer data)
{
  start (self);
  mark (self, "a.md", BS_MARK_STARRED, TRUE);
  scratch_delete (&self->scratch, "root/a.md");
  scratch_wait_until (!is_there (self, "a.md"));
  g_assert_cmpuint (bs_library_get_n_starred (self->library), ==, 0);
  restart (self);
  scratch_write_article (&self->scratch, "root/a.md", "A");
  scratch_wait_until (is_starred (self, "a.md"));
  g_assert_false (is_unread (self, "a.md"));
}

static guint
get_n_recent (Fixture *self)
{
  return bs_library_get_n_recent (self->library);
}

static void
test_recent (Fixture *self, gconstpointer data)
{
  start (self);
  settle (self);
  g_assert_cmpuint (get_n_recent (self), ==, 0);
  /* Another title is no other text. */
  scratch_write_article (&self->scratch, "root/b.md", "B2");
  scratch_replace (&self->scratch, "root/a.md", "---\ntitle: A\ndate: 2022-05-17 10:00:00 +0800\n---\nOther text.\n");
  scratch_wait_until (get_n_recent (self) == 1);
  restart (self);
  scratch_wait_until (get_n_recent (self) == 1);
  stop (self);
  scratch_replace (&self->scratch, "root/b.md", "---\ntitle: B2\ndate: 2022-05-17 10:00:00 +0800\n---\nOther.\n");
  start (self);
  scratch_wait_until (get_n_recent (self) == 2);
  g_assert_cmpuint (bs_library_get_n_unread (self->library), ==, 0);
}

static void
test_many (Fixture *self, gconstpointer data)
{
  g_autoptr (BsQuery) query = bs_query_new (BS_SCOPE_ALL, NULL, BS_SORT_PATH, FALSE);
  g_autoptr (BsArticleList) all = NULL;
  g_autoptr (GArray) changed = NULL;
  g_autoptr (GArray) undone = NULL;
  g_autoptr (GArray) older = NULL;

  scratch_write (&self->scratch, "root/old.md", "---\ntitle: Old\ndate: 2001-01-01\n---\n");
  start (self);
  all = bs_library_query (self->library, query);
  scratch_wait_until (g_list_model_get_n_items (G_LIST_MODEL (all)) == 3);
  mark (self, "b.md", BS_MARK_UNREAD, TRUE);
  changed = bs_library_mark_list (self->library, all, G_MAXINT64, BS_MARK_UNREAD, TRUE);
  g_assert_cmpuint (changed->len, ==, 2);
  g_assert_cmpuint (bs_library_get_n_unread (self->library), ==, 3);
  undone =
      bs_library_mark (self->library, (const guint *) (gpointer) changed->data, changed->len, BS_MARK_UNREAD, FALSE);
  g_assert_cmpuint (undone->len, ==, 2);
  g_assert_true (is_unread (self, "b.md"));

  mark (self, "old.md", BS_MARK_UNREAD, TRUE);
  older = bs_library_mark_list (self->library, all, 1500000000, BS_MARK_UNREAD, FALSE);
  g_assert_cmpuint (older->len, ==, 1);
  g_assert_cmpuint (g_array_index (older, guint, 0), ==, get_id (self, "old.md"));
  scratch_wait_until (g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 1);
  restart (self);
  scratch_wait_until (bs_library_get_n_unread (self->library) == 1);
  g_assert_true (is_unread (self, "b.md"));
}

/* What was read while the list of what is unread is open stays in it. */
static void
test_held (Fixture *self, gconstpointer data)
{
  start (self);
  mark (self, "a.md", BS_MARK_UNREAD, TRUE);
  scratch_wait_until (g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 1);
  mark (self, "a.md", BS_MARK_HELD, TRUE);
  mark (self, "a.md", BS_MARK_UNREAD, FALSE);
  mark (self, "b.md", BS_MARK_UNREAD, TRUE);
  scratch_wait_until (g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 2);
  g_assert_cmpuint (bs_library_get_n_unread (self->library), ==, 1);
  mark (self, "a.md", BS_MARK_HELD, FALSE);
  scratch_wait_until (g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 1);
}

static void
damage (const char *path, goffset from, gsize length)
{
  g_autofree char *noise = g_malloc (length);
  int fd = open (path, O_WRONLY | O_CLOEXEC);

  for (gsize i = 0; i < length; i++)
    noise[i] = (char) g_test_rand_int ();
  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (pwrite (fd, noise, length, from), ==, (gssize) length);
  close (fd);
}

static guint
count_files (const char *path, const char *part)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    n += strstr (name, part) != NULL;
  return n;
}

/* Noise from end to end: what is left is the day's copy. */
static void
test_noise (Fixture *self, gconstpointer data)
{
  g_autofree char *database = NULL;
  g_autofree char *message = NULL;
  struct stat st;

  start (self);
  mark (self, "a.md", BS_MARK_STARRED, TRUE);
  settle (self);
  database = get_database (self);
  stop (self);
  g_assert_cmpint (stat (database, &st), ==, 0);
  damage (database, 0, (gsize) st.st_size);
  scratch_write_article (&self->scratch, "root/c.md", "C");
  start (self);
  scratch_wait_until ((message = dup_message (self)) != NULL);
  g_assert_nonnull (strstr (message, "damaged"));
  g_assert_cmpuint (count_files (database, "marks.db.damaged-"), ==, 1);
  settle (self);
  /* Nothing that was there all the time is shown as new. */
  g_assert_false (is_unread (self, "a.md"));
  mark (self, "b.md", BS_MARK_STARRED, TRUE);
  restart (self);
  scratch_wait_until (is_starred (self, "b.md"));
  g_free (g_steal_pointer (&message));
  message = dup_message (self);
  g_assert_null (message);
}

/* One page of many: what stands on the others is kept. */
static void
test_page (Fixture *self, gconstpointer data)
{
  g_autofree char *database = NULL;
  g_autofree char *message = NULL;
  g_autoptr (BsQuery) query = bs_query_new (BS_SCOPE_ALL, NULL, BS_SORT_PATH, FALSE);
  g_autoptr (BsArticleList) all = NULL;
  guint n;

  for (guint i = 0; i < 2000; i++)
    {
      g_autofree char *name = g_strdup_printf ("root/%u.md", i);

      scratch_write_article_in_place (&self->scratch, name, name);
    }
  start (self);
  all = bs_library_query (self->library, query);
  scratch_wait_until (g_list_model_get_n_items (G_LIST_MODEL (all)) == 2002);
  g_array_unref (bs_library_mark_list (self->library, all, G_MAXINT64, BS_MARK_STARRED, TRUE));
  settle (self);
  database = get_database (self);
  stop (self);
  damage (database, 12 * 4096, 4096);
  start (self);
  scratch_wait_until ((message = dup_message (self)) != NULL);
  settle (self);
  n = bs_library_get_n_starred (self->library);
  g_assert_cmpuint (n, >, 1000);
  g_assert_cmpuint (bs_library_get_n_unread (self->library), ==, 0);
}

/* While it is open: the next that is written finds out. */
static void
test_damage_while_open (Fixture *self, gconstpointer data)
{
  g_autofree char *database = NULL;
  g_autofree char *message = NULL;
  struct stat st;

  start (self);
  mark (self, "a.md", BS_MARK_STARRED, TRUE);
  settle (self);
  database = get_database (self);
  g_assert_cmpint (stat (database, &st), ==, 0);
  damage (database, 0, (gsize) st.st_size);
  mark (self, "b.md", BS_MARK_STARRED, TRUE);
  scratch_wait_until ((message = dup_message (self)) != NULL);
  restart (self);
  scratch_wait_until (is_starred (self, "b.md"));
}

static void
test_newer_version (Fixture *self, gconstpointer data)
{
  g_autofree char *database = NULL;
  g_autofree char *message = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize n_before;
  gsize n_after;
  int fd;

  start (self);
  settle (self);
  database = get_database (self);
  stop (self);
  /* The version stands at byte 60 of the header, big-endian. */
  fd = open (database, O_WRONLY | O_CLOEXEC);
  g_assert_cmpint (pwrite (fd, "\0\0\1\0", 4, 60), ==, 4);
  close (fd);
  g_assert_true (g_file_get_contents (database, &before, &n_before, NULL));
  start (self);
  scratch_wait_until ((message = dup_message (self)) != NULL);
  g_assert_nonnull (strstr (message, "newer"));
  mark (self, "a.md", BS_MARK_STARRED, TRUE);
  settle (self);
  g_assert_true (is_starred (self, "a.md"));
  stop (self);
  g_assert_true (g_file_get_contents (database, &after, &n_after, NULL));
  g_assert_cmpmem (before, n_before, after, n_after);
}

/* Before a file of another version is changed, it is copied. */
static void
test_older_version (Fixture *self, gconstpointer data)
{
  g_autofree char *database = NULL;
  g_autofree char *before = NULL;
  g_autofree char *copy = NULL;
  g_autofree char *copied = NULL;
  gsize n_before;
  gsize n_copied;
  int fd;

  start (self);
  mark (self, "a.md", BS_MARK_STARRED, TRUE);
  settle (self);
  database = get_database (self);
  stop (self);
  fd = open (database, O_WRONLY | O_CLOEXEC);
  g_assert_cmpint (pwrite (fd, "\0\0\0\0", 4, 60), ==, 4);
  close (fd);
  g_assert_true (g_file_get_contents (database, &before, &n_before, NULL));
  start (self);
  settle (self);
  copy = g_strconcat (database, ".version-0", NULL);
  g_assert_true (g_file_get_contents (copy, &copied, &n_copied, NULL));
  g_assert_cmpuint (n_copied, ==, n_before);
}

/* The superuser may write anywhere, unless he lays that down; the threads that are begun then have it from here. */
static void
set_may_override (gboolean may)
{
  struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
  struct __user_cap_data_struct data[2];

  g_assert_cmpint (syscall (SYS_capget, &header, data), ==, 0);
  if (may)
    data[0].effective |= data[0].permitted & (1 << CAP_DAC_OVERRIDE);
  else
    data[0].effective &= ~(1u << CAP_DAC_OVERRIDE);
  g_assert_cmpint (syscall (SYS_capset, &header, data), ==, 0);
}

static void
test_read_only (Fixture *self, gconstpointer data)
{
  g_autofree char *database = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *message = NULL;

  start (self);
  mark (self, "a.md", BS_MARK_STARRED, TRUE);
  settle (self);
  database = get_database (self);
  folder = g_path_get_dirname (database);
  stop (self);
  g_chmod (database, 0400);
  g_chmod (folder, 0500);
  set_may_override (FALSE);
  start (self);
  scratch_wait_until ((message = dup_message (self)) != NULL);
  scratch_wait_until (is_starred (self, "a.md"));
  mark (self, "b.md", BS_MARK_STARRED, TRUE);
  settle (self);
  g_assert_true (is_starred (self, "b.md"));
  stop (self);
  set_may_override (TRUE);
  g_chmod (folder, 0700);
  g_chmod (database, 0600);
  start (self);
  scratch_wait_until (is_starred (self, "a.md"));
  g_assert_false (is_starred (self, "b.md"));
}

/* No data folder at all: a file stands in its place. */
static void
test_no_folder (Fixture *self, gconstpointer data)
{
  g_autofree char *place = g_build_filename (g_get_user_data_dir (), "broadsheet", NULL);
  g_autofree char *message = NULL;

  g_mkdir_with_parents (g_get_user_data_dir (), 0700);
  g_assert_true (g_file_set_contents (place, "", 0, NULL));
  start (self);
  scratch_wait_until ((message = dup_message (self)) != NULL);
  scratch_write_article (&self->scratch, "root/c.md", "C");
  scratch_wait_until (is_unread (self, "c.md"));
  mark (self, "c.md", BS_MARK_UNREAD, FALSE);
  g_assert_false (is_unread (self, "c.md"));
}

/* A second window: what one marks the other shows, when it is asked to look. */
static void
test_two (Fixture *self, gconstpointer data)
{
  Fixture other = { .root = self->root };

  start (self);
  start (&other);
  settle (self);
  settle (&other);
  mark (self, "a.md", BS_MARK_STARRED, TRUE);
  mark (&other, "b.md", BS_MARK_STARRED, TRUE);
  settle (self);
  settle (&other);
  bs_library_refresh_marks (self->library);
  bs_library_refresh_marks (other.library);
  scratch_wait_until (is_starred (self, "b.md") && is_starred (&other, "a.md"));
  mark (self, "b.md", BS_MARK_STARRED, FALSE);
  settle (self);
  bs_library_refresh_marks (other.library);
  scratch_wait_until (!is_starred (&other, "b.md"));
  stop (&other);
}

/* The other process, which only marks, many times over. */
static int
run_other (const char *root)
{
  Fixture self = { .root = (char *) root };

  start (&self);
  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *name = g_strdup_printf ("other/%u.md", i);

      mark (&self, name, BS_MARK_STARRED, TRUE);
    }
  stop (&self);
  return 0;
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (g_subprocess_wait_check_finish (G_SUBPROCESS (source), result, &error));
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static void
test_two_processes (Fixture *self, gconstpointer data)
{
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_ended = FALSE;

  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *mine = g_strdup_printf ("root/mine/%u.md", i);
      g_autofree char *other = g_strdup_printf ("root/other/%u.md", i);

      scratch_write_article_in_place (&self->scratch, mine, mine);
      scratch_write_article_in_place (&self->scratch, other, other);
    }
  start (self);
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "/proc/self/exe", "--other", self->root, NULL);
  g_assert_no_error (error);
  g_subprocess_wait_check_async (process, NULL, ended_cb, &is_ended);
  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *name = g_strdup_printf ("mine/%u.md", i);

      mark (self, name, BS_MARK_STARRED, TRUE);
      g_main_context_iteration (NULL, FALSE);
    }
  scratch_wait_until (is_ended);
  restart (self);
  scratch_wait_until (bs_library_get_n_starred (self->library) == 100);
}

static gssize
transfer (Fixture *self, const char *path, gboolean out, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;

  if (out)
    bs_library_export_marks_async (self->library, file, NULL, answered_cb, &result);
  else
    bs_library_import_marks_async (self->library, file, NULL, answered_cb, &result);
  scratch_wait_until (result != NULL);
  return out ? bs_library_export_marks_finish (self->library, result, error) :
               bs_library_import_marks_finish (self->library, result, error);
}

static void
test_transfer (Fixture *self, gconstpointer data)
{
  g_autofree char *path = scratch_get (&self->scratch, "marks.json");
  g_autofree char *kept = g_build_filename (g_get_user_data_dir (), "broadsheet", NULL);
  g_autofree char *position = NULL;
  g_autoptr (GError) error = NULL;
  double fraction;
  struct stat st;

  scratch_write_article (&self->scratch, "root/c.md", "C");
  scratch_write_article (&self->scratch, "root/odd \xff.md", "Odd");
  start (self);
  mark (self, "a.md", BS_MARK_STARRED, TRUE);
  mark (self, "b.md", BS_MARK_UNREAD, TRUE);
  mark (self, "odd \xff.md", BS_MARK_STARRED, TRUE);
  bs_library_set_position (self->library, "c.md", "\"here\"", 0.75);
  g_assert_cmpint (transfer (self, path, TRUE, &error), ==, 4);
  g_assert_no_error (error);
  g_assert_cmpint (stat (path, &st), ==, 0);
  g_assert_cmpint (st.st_mode & 0777, ==, 0600);

  /* Another computer, where one of them has another name. */
  stop (self);
  scratch_remove (kept);
  scratch_rename (&self->scratch, "root/a.md", "root/renamed.md");
  start (self);
  mark (self, "c.md", BS_MARK_STARRED, TRUE);
  g_assert_cmpint (transfer (self, path, FALSE, &error), ==, 4);
  g_assert_no_error (error);
  scratch_wait_until (is_starred (self, "renamed.md") && is_unread (self, "b.md"));
  g_assert_true (is_starred (self, "odd \xff.md"));
  /* It is named, and had no star. */
  scratch_wait_until (!is_starred (self, "c.md"));
  position = get_position (self, "c.md", &fraction);
  g_assert_cmpstr (position, ==, "\"here\"");
  g_assert_cmpfloat (fraction, ==, 0.75);
  restart (self);
  scratch_wait_until (is_starred (self, "renamed.md") && is_unread (self, "b.md"));
}

static void
test_import_refused (Fixture *self, gconstpointer data)
{
  static const char *const bad[] = { "",
                                     "{}",
                                     "[1,2]",
                                     "no JSON at all",
                                     "{\"format\":\"broadsheet-marks\"}",
                                     "{\"format\":\"broadsheet-marks\",\"version\":9,\"articles\":[]}" };
  g_autofree char *path = scratch_get (&self->scratch, "marks.json");
  g_autoptr (GError) error = NULL;

  start (self);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      scratch_write (&self->scratch, "marks.json", bad[i]);
      g_assert_cmpint (transfer (self, path, FALSE, &error), ==, -1);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      g_assert_nonnull (strstr (error->message, "marks.json"));
      g_clear_error (&error);
    }
  /* What leads out of the library names no article of it. */
  scratch_write (&self->scratch, "marks.json",
                 "{\"format\":\"broadsheet-marks\",\"version\":1,\"articles\":[{\"path\":\"../a.md\",\"starred\":true},"
                 "7,{\"path\":\"a.md\",\"starred\":true}]}");
  g_assert_cmpint (transfer (self, path, FALSE, &error), ==, 1);
  scratch_wait_until (is_starred (self, "a.md"));
  scratch_delete (&self->scratch, "marks.json");
  g_assert_cmpint (transfer (self, path, FALSE, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = NULL;
  int status;

  if (argc == 3 && g_str_equal (argv[1], "--other"))
    return run_other (argv[2]);

  /* Folders of our own, which the other process is to share; GLib's would be others for each test. */
  folder = g_dir_make_tmp ("broadsheet-test-XXXXXX", NULL);
  g_assert_nonnull (folder);
  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_setenv ("XDG_CACHE_HOME", folder, TRUE);
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add ("/broadsheet/marks/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("first", test_first);
  ADD ("not-kept", test_not_kept);
  ADD ("while-closed", test_while_closed);
  ADD ("broken-off", test_broken_off);
  ADD ("kept", test_kept);
  ADD ("rename", test_rename);
  ADD ("read-anew", test_read_anew);
  ADD ("copy-then-delete", test_copy_then_delete);
  ADD ("equal-files", test_equal_files);
  ADD ("comes-back", test_comes_back);
  ADD ("recent", test_recent);
  ADD ("many", test_many);
  ADD ("held", test_held);
  ADD ("noise", test_noise);
  ADD ("page", test_page);
  ADD ("damage-while-open", test_damage_while_open);
  ADD ("newer-version", test_newer_version);
  ADD ("older-version", test_older_version);
  ADD ("read-only", test_read_only);
  ADD ("no-folder", test_no_folder);
  ADD ("two", test_two);
  ADD ("two-processes", test_two_processes);
  ADD ("transfer", test_transfer);
  ADD ("import-refused", test_import_refused);
#undef ADD

  status = g_test_run ();
  scratch_remove (folder);
  return status;
}
