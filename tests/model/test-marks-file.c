/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <linux/capability.h>
#include <sqlite3.h>
#include <sys/syscall.h>

#include "marks-fixture.h"

/* A marks file that is damaged, of another version, or not writable. */

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

/* Noise throughout: only the daily backup is left. */
static void
test_noise (MarksFixture *self, gconstpointer data)
{
  g_autofree char *database = NULL;
  g_autofree char *message = NULL;
  struct stat st;

  marks_start (self);
  marks_mark (self, "a.md", BS_MARK_STARRED, TRUE);
  marks_settle (self);
  database = marks_get_database (self);
  marks_stop (self);
  g_assert_cmpint (stat (database, &st), ==, 0);
  damage (database, 0, (gsize) st.st_size);
  scratch_write_article (&self->scratch, "root/c.md", "C");
  marks_start (self);
  scratch_wait_until ((message = marks_dup_message (self)) != NULL);
  g_assert_nonnull (strstr (message, "damaged"));
  g_assert_cmpuint (count_files (database, "marks.db.damaged-"), ==, 1);
  marks_settle (self);
  /* Articles that existed all the time do not become new. */
  g_assert_false (marks_is_unread (self, "a.md"));
  marks_mark (self, "b.md", BS_MARK_STARRED, TRUE);
  marks_restart (self);
  scratch_wait_until (marks_is_starred (self, "b.md"));
  g_free (g_steal_pointer (&message));
  message = marks_dup_message (self);
  g_assert_null (message);
}

/* Damage that only shows on a write. */
static void
test_late (MarksFixture *self, gconstpointer data)
{
  static const char wrong[] = "PRAGMA writable_schema = ON;"
                              "UPDATE sqlite_schema SET sql = replace (sql, '(content)', '(body)')"
                              " WHERE name = 'article_gone'";
  g_autofree char *path = NULL;
  g_autofree char *message = NULL;
  sqlite3 *database = NULL;

  marks_start (self);
  marks_mark (self, "a.md", BS_MARK_STARRED, TRUE);
  marks_mark (self, "b.md", BS_MARK_STARRED, TRUE);
  scratch_delete (&self->scratch, "root/a.md");
  scratch_wait_until (!marks_is_there (self, "a.md"));
  marks_stop (self);
  path = marks_get_database (self);
  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database, wrong, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_changes (database), ==, 1);
  sqlite3_close (database);

  marks_start (self);
  marks_settle (self);
  scratch_write_article (&self->scratch, "root/a.md", "A");
  scratch_wait_until (marks_is_starred (self, "a.md") && marks_is_starred (self, "b.md"));
  message = marks_dup_message (self);
  g_assert_nonnull (message);
  g_assert_nonnull (strstr (message, "damaged"));
  g_assert_cmpuint (count_files (path, "marks.db.damaged-"), ==, 1);
  marks_restart (self);
  scratch_wait_until (marks_is_starred (self, "a.md") && marks_is_starred (self, "b.md"));
}

/* One damaged page of many: the other pages are kept. */
static void
test_page (MarksFixture *self, gconstpointer data)
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
  marks_start (self);
  all = bs_library_query (self->library, query);
  scratch_wait_until (g_list_model_get_n_items (G_LIST_MODEL (all)) == 2002);
  g_array_unref (bs_library_mark_list (self->library, all, G_MAXINT64, BS_MARK_STARRED, TRUE));
  marks_settle (self);
  database = marks_get_database (self);
  marks_stop (self);
  damage (database, 12 * 4096, 4096);
  marks_start (self);
  scratch_wait_until ((message = marks_dup_message (self)) != NULL);
  marks_settle (self);
  n = bs_library_get_n_starred (self->library);
  g_assert_cmpuint (n, >, 1000);
  g_assert_cmpuint (bs_library_get_n_unread (self->library), ==, 0);
}

/* While it is open: the next write notices it. */
static void
test_damage_while_open (MarksFixture *self, gconstpointer data)
{
  g_autofree char *database = NULL;
  g_autofree char *message = NULL;
  struct stat st;

  marks_start (self);
  marks_mark (self, "a.md", BS_MARK_STARRED, TRUE);
  marks_settle (self);
  database = marks_get_database (self);
  g_assert_cmpint (stat (database, &st), ==, 0);
  damage (database, 0, (gsize) st.st_size);
  marks_mark (self, "b.md", BS_MARK_STARRED, TRUE);
  scratch_wait_until ((message = marks_dup_message (self)) != NULL);
  marks_restart (self);
  scratch_wait_until (marks_is_starred (self, "b.md"));
}

static void
test_newer_version (MarksFixture *self, gconstpointer data)
{
  g_autofree char *database = NULL;
  g_autofree char *message = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize n_before;
  gsize n_after;
  int fd;

  marks_start (self);
  marks_settle (self);
  database = marks_get_database (self);
  marks_stop (self);
  /* The version is at byte 60 of the header, big-endian. */
  fd = open (database, O_WRONLY | O_CLOEXEC);
  g_assert_cmpint (pwrite (fd, "\0\0\1\0", 4, 60), ==, 4);
  close (fd);
  g_assert_true (g_file_get_contents (database, &before, &n_before, NULL));
  marks_start (self);
  scratch_wait_until ((message = marks_dup_message (self)) != NULL);
  g_assert_nonnull (strstr (message, "newer"));
  marks_mark (self, "a.md", BS_MARK_STARRED, TRUE);
  marks_settle (self);
  g_assert_true (marks_is_starred (self, "a.md"));
  marks_stop (self);
  g_assert_true (g_file_get_contents (database, &after, &n_after, NULL));
  g_assert_cmpmem (before, n_before, after, n_after);
}

/* A file of another version is copied before it is changed. */
static void
test_older_version (MarksFixture *self, gconstpointer data)
{
  g_autofree char *database = NULL;
  g_autofree char *before = NULL;
  g_autofree char *copy = NULL;
  g_autofree char *copied = NULL;
  gsize n_before;
  gsize n_copied;
  int fd;

  marks_start (self);
  marks_mark (self, "a.md", BS_MARK_STARRED, TRUE);
  marks_settle (self);
  database = marks_get_database (self);
  marks_stop (self);
  fd = open (database, O_WRONLY | O_CLOEXEC);
  g_assert_cmpint (pwrite (fd, "\0\0\0\0", 4, 60), ==, 4);
  close (fd);
  g_assert_true (g_file_get_contents (database, &before, &n_before, NULL));
  marks_start (self);
  marks_settle (self);
  copy = g_strconcat (database, ".version-0", NULL);
  g_assert_true (g_file_get_contents (copy, &copied, &n_copied, NULL));
  g_assert_cmpuint (n_copied, ==, n_before);
}

/* Root may write anywhere unless it drops that capability; threads started later inherit this. */
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
test_read_only (MarksFixture *self, gconstpointer data)
{
  g_autofree char *database = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *message = NULL;

  marks_start (self);
  marks_mark (self, "a.md", BS_MARK_STARRED, TRUE);
  marks_settle (self);
  database = marks_get_database (self);
  folder = g_path_get_dirname (database);
  marks_stop (self);
  g_chmod (database, 0400);
  g_chmod (folder, 0500);
  set_may_override (FALSE);
  marks_start (self);
  scratch_wait_until ((message = marks_dup_message (self)) != NULL);
  scratch_wait_until (marks_is_starred (self, "a.md"));
  marks_mark (self, "b.md", BS_MARK_STARRED, TRUE);
  marks_settle (self);
  g_assert_true (marks_is_starred (self, "b.md"));
  marks_stop (self);
  set_may_override (TRUE);
  g_chmod (folder, 0700);
  g_chmod (database, 0600);
  marks_start (self);
  scratch_wait_until (marks_is_starred (self, "a.md"));
  g_assert_false (marks_is_starred (self, "b.md"));
}

/* No data folder: a file is in its place. */
static void
test_no_folder (MarksFixture *self, gconstpointer data)
{
  g_autofree char *place = g_build_filename (g_get_user_data_dir (), "broadsheet", NULL);
  g_autofree char *message = NULL;

  g_mkdir_with_parents (g_get_user_data_dir (), 0700);
  g_assert_true (g_file_set_contents (place, "", 0, NULL));
  marks_start (self);
  scratch_wait_until ((message = marks_dup_message (self)) != NULL);
  scratch_write_article (&self->scratch, "root/c.md", "C");
  scratch_wait_until (marks_is_unread (self, "c.md"));
  marks_mark (self, "c.md", BS_MARK_UNREAD, FALSE);
  g_assert_false (marks_is_unread (self, "c.md"));
}

static void
add (void)
{
#define ADD(name, func)                                                                                                \
  g_test_add ("/broadsheet/marks-file/" name, MarksFixture, NULL, marks_set_up, func, marks_tear_down)
  ADD ("noise", test_noise);
  ADD ("late", test_late);
  ADD ("page", test_page);
  ADD ("damage-while-open", test_damage_while_open);
  ADD ("newer-version", test_newer_version);
  ADD ("older-version", test_older_version);
  ADD ("read-only", test_read_only);
  ADD ("no-folder", test_no_folder);
#undef ADD
}

int
main (int argc, char *argv[])
{
  return marks_run (argc, argv, add);
}
