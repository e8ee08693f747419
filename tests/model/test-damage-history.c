/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <signal.h>

#include "edit-scratch.h"
#include "model/change/write/writer.h"

/* Changes random bytes in the history and in the record of a killed program: an article may only ever become one of its
 * earlier versions, and no other file may change. For more rounds than usual: BROADSHEET_FLIPS=100000. */

#define USUAL_FLIPS 200
#define N_ARTICLES 4
#define LAST "---\ntitle: three\n---\nText.\n"
#define OTHER "Someone else's.\n"

typedef struct
{
  char *path;
  char *bytes;
  gsize length;
} Kept;

typedef struct
{
  Scratch scratch;
  GPtrArray *kept; /* (element-type Kept): all files of the library's data */
  GRand *rand;
} Fixture;

static const char *const names[] = { "a.md", "b.md", "c.md", "d.md", NULL };

static guint
get_n_flips (void)
{
  const char *number = g_getenv ("BROADSHEET_FLIPS");

  return number != NULL ? (guint) g_ascii_strtoull (number, NULL, 10) : USUAL_FLIPS;
}

static void
kept_free (gpointer data)
{
  Kept *self = data;

  g_free (self->path);
  g_free (self->bytes);
  g_free (self);
}

static void
put_articles (Fixture *self, const char *text)
{
  for (guint i = 0; i < N_ARTICLES; i++)
    scratch_write (&self->scratch, names[i], text);
  scratch_write (&self->scratch, "other.md", OTHER);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  scratch_set_up (&self->scratch, data);
  self->kept = g_ptr_array_new_with_free_func (kept_free);
  self->rand = g_rand_new_with_seed (g_test_rand_int ());
  put_articles (self, BEFORE);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autofree char *kept = g_build_filename (g_get_user_data_dir (), "broadsheet", NULL);

  remove_tree (kept);
  g_ptr_array_unref (self->kept);
  g_rand_free (self->rand);
  scratch_tear_down (&self->scratch, data);
}

/* Everything except the file that identifies the library's folder. */
static void
keep (Fixture *self, const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      Kept kept = { path };

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        keep (self, path);
      else if (strcmp (name, "folder") != 0 && g_file_get_contents (path, &kept.bytes, &kept.length, NULL))
        {
          g_ptr_array_add (self->kept, g_memdup2 (&kept, sizeof kept));
          g_steal_pointer (&path);
        }
    }
}

static char *
get_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "broadsheet", "libraries", NULL);
}

static void
keep_all (Fixture *self)
{
  g_autofree char *folder = get_folder ();

  keep (self, folder);
  g_assert_cmpuint (self->kept->len, >, 0);
}

static void
remove_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_files (path);
      else if (strcmp (name, "folder") != 0)
        g_unlink (path);
    }
}

/* Restores the files, with a few bytes of one of them changed. */
static void
put_back_damaged (Fixture *self)
{
  g_autofree char *folder = get_folder ();
  guint damaged = g_rand_int (self->rand) % self->kept->len;

  remove_files (folder);
  for (guint i = 0; i < self->kept->len; i++)
    {
      const Kept *kept = self->kept->pdata[i];
      g_autofree char *bytes = g_memdup2 (kept->bytes, kept->length);
      gsize length = kept->length;
      int fd;

      for (guint n = 1 + g_rand_int (self->rand) % 3; i == damaged && length > 0 && n > 0; n--)
        {
          gsize at = g_rand_int (self->rand) % length;

          bytes[at] = g_rand_boolean (self->rand) ? (char) (bytes[at] ^ (1 << g_rand_int_range (self->rand, 0, 8))) :
                                                    (char) g_rand_int (self->rand);
        }
      if (i == damaged && length > 0 && g_rand_int_range (self->rand, 0, 20) == 0)
        length = g_rand_int (self->rand) % length;
      fd = open (kept->path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
      g_assert_cmpint (write (fd, bytes, length), ==, (gssize) length);
      close (fd);
    }
}

static void
remove_all (Scratch *scratch)
{
  g_autoptr (GDir) dir = g_dir_open (scratch->path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = scratch_get (scratch, name);

      g_unlink (path);
    }
}

static void
assert_content (Fixture *self, const char *name, const char *const *allowed)
{
  g_autofree char *path = scratch_get (&self->scratch, name);
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  if (!g_strv_contains (allowed, text))
    g_error ("%s: %s", name, text);
}

/* Files of other programs are unchanged, and articles only have earlier versions. Other files are complete: a file that
 * no record explains is kept under another name. */
static void
assert_whole (Fixture *self)
{
  static const char *const ours[] = { BEFORE, AFTER, LAST, NULL };
  static const char *const theirs[] = { OTHER, NULL };
  g_autoptr (GDir) dir = g_dir_open (self->scratch.path, 0, NULL);
  const char *name;

  for (guint i = 0; i < N_ARTICLES; i++)
    assert_content (self, names[i], ours);
  assert_content (self, "other.md", theirs);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (strcmp (name, "other.md") != 0)
      assert_content (self, name, ours);
}

static void
move (Fixture *self, BsJournalDirection direction)
{
  g_autoptr (BsHome) home = edit_scratch_open_home (&self->scratch);
  g_autofree char *name = NULL;
  guint64 step = bs_editing_peek (home, direction, &name);
  g_autoptr (GError) error = NULL;
  g_autoptr (BsEditReport) report =
      bs_editing_move (home, self->scratch.path, direction, step, BS_EDITING_SKIP, NULL, &error);

  g_assert_true (report != NULL || error != NULL);
  assert_whole (self);
}

static void
test_history (Fixture *self, gconstpointer data)
{
  guint n = get_n_flips ();
  g_autoptr (BsEditReport) one = edit_scratch_apply (&self->scratch, names, "two");
  g_autoptr (BsEditReport) two = edit_scratch_apply (&self->scratch, names, "three");

  keep_all (self);
  for (guint i = 0; i < n; i++)
    {
      put_articles (self, LAST);
      put_back_damaged (self);
      move (self, BS_JOURNAL_UNDO);
      move (self, BS_JOURNAL_UNDO);
      move (self, BS_JOURNAL_REDO);
    }
}

/* A program that is killed after it has written all temporary files. */
static void
kill_writer (Fixture *self)
{
  pid_t child = fork ();
  int status;

  if (child == 0)
    {
      g_autoptr (BsHome) home = edit_scratch_open_home (&self->scratch);
      g_autofree char *records = bs_home_build_data_path (home, "writing");
      g_autoptr (GBytes) old_bytes = g_bytes_new_static (BEFORE, strlen (BEFORE));
      g_autoptr (GBytes) new_bytes = g_bytes_new_static (AFTER, strlen (AFTER));
      BsWriter *writer = bs_writer_new (records, NULL);

      for (guint i = 0; i < N_ARTICLES; i++)
        {
          g_autofree char *path = scratch_get (&self->scratch, names[i]);

          bs_writer_add (writer, path, old_bytes, new_bytes);
        }
      bs_writer_prepare (writer, NULL);
      raise (SIGKILL);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status));
}

/* The temporary files of the killed program; restored each time, because the record names them. */
static GPtrArray *
list_beside (Fixture *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->scratch.path, 0, NULL);
  GPtrArray *beside = g_ptr_array_new_with_free_func (kept_free);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (name[0] == '.')
      {
        Kept kept = { scratch_get (&self->scratch, name) };

        g_assert_true (g_file_get_contents (kept.path, &kept.bytes, &kept.length, NULL));
        g_ptr_array_add (beside, g_memdup2 (&kept, sizeof kept));
      }
  return beside;
}

static void
test_record (Fixture *self, gconstpointer data)
{
  const char *const last[] = { "d.md", NULL };
  gboolean is_late = GPOINTER_TO_INT (data);
  guint n = get_n_flips ();
  g_autoptr (GPtrArray) beside = NULL;

  kill_writer (self);
  keep_all (self);
  beside = list_beside (self);
  g_assert_cmpuint (beside->len, ==, N_ARTICLES);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BsHome) home = edit_scratch_open_home (&self->scratch);
      g_autoptr (BsEdit) edit = edit_scratch_make_edit ("three");
      g_autoptr (BsEditReport) report = NULL;
      g_autoptr (GError) error = NULL;

      remove_all (&self->scratch);
      put_articles (self, is_late ? AFTER : BEFORE);
      for (guint j = 0; j < beside->len; j++)
        {
          const Kept *kept = beside->pdata[j];

          g_assert_true (g_file_set_contents_full (kept->path, is_late ? BEFORE : kept->bytes,
                                                   is_late ? -1 : (gssize) kept->length, G_FILE_SET_CONTENTS_NONE, 0600,
                                                   NULL));
        }
      put_back_damaged (self);
      /* The next writer recovers. */
      report = bs_editing_apply (home, self->scratch.path, last, edit, NULL, NULL, NULL, &error);
      assert_whole (self);
    }
}

int
main (int argc, char *argv[])
{
  g_autofree char *data = NULL;
  int status;

  /* Thousands of writes need not reach a disk. */
  if (g_file_test ("/dev/shm", G_FILE_TEST_IS_DIR))
    g_setenv ("TMPDIR", "/dev/shm", FALSE);
  data = scratch_isolate_data ();
  g_test_init (&argc, &argv, NULL);
#define ADD(name, late, func)                                                                                          \
  g_test_add ("/broadsheet/damage-history/" name, Fixture, GINT_TO_POINTER (late), set_up, func, tear_down)
  ADD ("history", 0, test_history);
  ADD ("record-prepared", FALSE, test_record);
  ADD ("record-exchanged", TRUE, test_record);
#undef ADD
  status = g_test_run ();
  remove_tree (data);
  return status;
}
