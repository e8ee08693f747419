/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/change/write/writer.h"
#include "edit-scratch.h"
#include "model/change/write/file-swap.h"
#include "model/change/write/writer-record.h"

#include "../support/refuse-calls.h"

#include <signal.h>

static BsWriter *
prepare (Scratch *self, const char *name)
{
  g_autofree char *path = scratch_get (self, name);
  g_autofree char *records = g_build_filename (g_get_user_data_dir (), "records", NULL);
  g_autoptr (GBytes) old_bytes = g_bytes_new_static (BEFORE, strlen (BEFORE));
  g_autoptr (GBytes) new_bytes = g_bytes_new_static (AFTER, strlen (AFTER));
  g_autoptr (GError) error = NULL;
  BsWriter *writer = bs_writer_new (records, &error);

  g_assert_no_error (error);
  bs_writer_add (writer, path, old_bytes, new_bytes);
  g_assert_true (bs_writer_prepare (writer, &error));
  g_assert_no_error (error);
  g_assert_no_error (bs_writer_get_error (writer, 0));

  return writer;
}

static void
test_meanwhile (Scratch *self, gconstpointer data)
{
  g_autofree char *path = scratch_get (self, "a.md");
  g_autoptr (GError) error = NULL;
  g_autoptr (BsWriter) writer = NULL;

  /* Replaced between the comparison and the write. */
  scratch_write (self, "a.md", BEFORE);
  writer = prepare (self, "a.md");
  scratch_replace (self, "a.md", "theirs");
  g_assert_true (bs_writer_commit (writer, &error));
  g_assert_error (bs_writer_get_error (writer, 0), BS_CHANGE_ERROR, BS_CHANGE_ERROR_CHANGED);
  edit_scratch_assert_content (self, "a.md", "theirs");
  g_clear_pointer (&writer, bs_writer_free);

  /* Overwritten. */
  scratch_write (self, "a.md", BEFORE);
  writer = prepare (self, "a.md");
  scratch_write (self, "a.md", "theirs");
  g_assert_true (bs_writer_commit (writer, &error));
  g_assert_error (bs_writer_get_error (writer, 0), BS_CHANGE_ERROR, BS_CHANGE_ERROR_CHANGED);
  edit_scratch_assert_content (self, "a.md", "theirs");
  g_clear_pointer (&writer, bs_writer_free);

  /* Deleted. */
  scratch_write (self, "a.md", BEFORE);
  writer = prepare (self, "a.md");
  g_assert_cmpint (unlink (path), ==, 0);
  g_assert_true (bs_writer_commit (writer, &error));
  g_assert_error (bs_writer_get_error (writer, 0), BS_CHANGE_ERROR, BS_CHANGE_ERROR_CHANGED);
  edit_scratch_assert_names (self, 0);
}

static gpointer
write_late (gpointer data)
{
  int fd = GPOINTER_TO_INT (data);

  g_usleep (100000);
  g_assert_cmpint (pwrite (fd, "late", 4, 4), ==, 4);
  close (fd);

  return NULL;
}

/* Someone has the file open for writing, and writes after the exchange. */
static void
test_open_elsewhere (Scratch *self, gconstpointer data)
{
  g_autofree char *path = scratch_get (self, "a.md");
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BsWriter) writer = NULL;
  GThread *thread;
  int fd;

  scratch_write (self, "a.md", BEFORE);
  writer = prepare (self, "a.md");
  fd = open (path, O_WRONLY | O_CLOEXEC);
  thread = g_thread_new ("late", write_late, GINT_TO_POINTER (fd));
  g_assert_true (bs_writer_commit (writer, &error));
  g_thread_join (thread);
  g_assert_error (bs_writer_get_error (writer, 0), BS_CHANGE_ERROR, BS_CHANGE_ERROR_CHANGED);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "---\nlate"));
  edit_scratch_assert_names (self, 1);
}

/* A file with two hard links, half written when the process was killed. */
static void
test_half_copied (Scratch *self, gconstpointer data)
{
  g_autoptr (GBytes) old_bytes = g_bytes_new_static (BEFORE, strlen (BEFORE));
  g_autoptr (GBytes) new_bytes = g_bytes_new_static (AFTER, strlen (AFTER));
  g_autofree char *records = g_build_filename (g_get_user_data_dir (), "records", NULL);
  g_autofree char *path = scratch_get (self, "a.md");
  int status;

  scratch_write (self, "a.md", BEFORE);
  {
    pid_t child = fork ();

    if (child == 0)
      {
        BsWriterRecord *record = bs_writer_record_new (records, NULL);
        g_autofree char *temporary = bs_writer_record_build_temporary (record, path, 0);
        g_autofree char *copying = g_strconcat (temporary, BS_FILE_SWAP_COPYING, NULL);

        bs_writer_record_add (record, path, old_bytes, new_bytes);
        bs_writer_record_sync (record, NULL);
        g_file_set_contents (copying, AFTER BEFORE, -1, NULL);
        raise (SIGKILL);
      }
    g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  }
  /* "two", up to its first letter. */
  scratch_write (self, "a.md", "---\ntitle: tne\n---\nText.\n");
  bs_writer_record_clean (records, NULL);
  edit_scratch_assert_content (self, "a.md", AFTER);
  edit_scratch_assert_names (self, 1);
}

#define THEIRS "---\ntitle: theirs\n---\nText.\n"

/* The state of a file after a writer was killed during its commit. */
typedef struct
{
  const char *old_text; /* (nullable) */
  const char *new_text; /* (nullable) */
  const char *left;     /* in the temporary file */
  const char *there;    /* (nullable): at the file's own path */
  gboolean is_committing;

  const char *result; /* (nullable): the expected content after recovery */
  const char *beside; /* (nullable): the expected content of a conflicted copy */
  gboolean is_told;
} Killed;

static const Killed killed[] = {
  /* Not yet renamed, or only partly. */
  { BEFORE, AFTER, "---\nti", BEFORE, FALSE, BEFORE, NULL, FALSE },
  { BEFORE, AFTER, AFTER, BEFORE, TRUE, BEFORE, NULL, FALSE },
  { NULL, AFTER, AFTER, NULL, TRUE, NULL, NULL, FALSE },
  /* Renamed. */
  { BEFORE, AFTER, BEFORE, AFTER, TRUE, AFTER, NULL, FALSE },
  { AFTER, NULL, AFTER, NULL, TRUE, NULL, NULL, FALSE },
  /* An empty file reserved the name, and is removed. */
  { NULL, AFTER, AFTER, "", TRUE, AFTER, NULL, FALSE },
  /* Another program had written to it. */
  { BEFORE, AFTER, THEIRS, AFTER, TRUE, THEIRS, NULL, TRUE },
  { BEFORE, AFTER, THEIRS, NULL, TRUE, THEIRS, NULL, TRUE },
  { BEFORE, AFTER, THEIRS, "newer", TRUE, "newer", THEIRS, TRUE },
  { AFTER, NULL, THEIRS, NULL, TRUE, THEIRS, NULL, TRUE },
  { AFTER, NULL, THEIRS, "newer", TRUE, "newer", THEIRS, TRUE },
  { AFTER, NULL, THEIRS, "", TRUE, THEIRS, NULL, TRUE },
};

static GBytes *
make_bytes (const char *text)
{
  return text != NULL ? g_bytes_new_static (text, strlen (text)) : NULL;
}

static void
leave_behind (Scratch *self, const char *name, const char *records, const Killed *state)
{
  g_autofree char *path = scratch_get (self, name);
  g_autoptr (GBytes) old_bytes = make_bytes (state->old_text);
  g_autoptr (GBytes) new_bytes = make_bytes (state->new_text);
  pid_t child = fork ();
  int status;

  if (child == 0)
    {
      BsWriterRecord *record = bs_writer_record_new (records, NULL);
      g_autofree char *temporary = bs_writer_record_build_temporary (record, path, 0);

      bs_writer_record_add (record, path, old_bytes, new_bytes);
      bs_writer_record_sync (record, NULL);
      g_file_set_contents (temporary, state->left, -1, NULL);
      if (state->is_committing)
        bs_writer_record_commit (record, NULL);
      raise (SIGKILL);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status));
}

static char *
find_beside (Scratch *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      if (strstr (name, "a (Broadsheet's conflicted copy ") == name)
        return g_strdup (name);
    }

  return NULL;
}

static void
recover (Scratch *self, const Killed *state)
{
  g_autofree char *records = g_build_filename (g_get_user_data_dir (), "records", NULL);
  g_autofree char *path = scratch_get (self, "a.md");
  g_autofree char *beside = NULL;
  g_autoptr (GPtrArray) recovered = g_ptr_array_new_with_free_func (g_free);

  if (state->there != NULL)
    scratch_write (self, "a.md", state->there);
  leave_behind (self, "a.md", records, state);
  bs_writer_record_clean (records, recovered);

  beside = find_beside (self);
  if (state->result != NULL)
    edit_scratch_assert_content (self, "a.md", state->result);
  g_assert_cmpint (g_file_test (path, G_FILE_TEST_EXISTS), ==, state->result != NULL);
  g_assert_cmpint (beside != NULL, ==, state->beside != NULL);
  if (beside != NULL)
    {
      edit_scratch_assert_content (self, beside, state->beside);
      g_assert_nonnull (strstr (g_ptr_array_index (recovered, 0), beside));
      scratch_delete (self, beside);
    }
  g_assert_cmpuint (recovered->len, ==, state->is_told ? 1 : 0);
  if (state->is_told)
    g_assert_nonnull (strstr (g_ptr_array_index (recovered, 0), "a.md"));
  edit_scratch_assert_names (self, state->result != NULL ? 1 : 0);
  unlink (path);
}

static void
test_killed (Scratch *self, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (killed); i++)
    recover (self, &killed[i]);
}

/* The same on file systems that support neither exchange, nor exclusive rename, nor hard links. */
static void
recover_simply (Scratch *self)
{
  static const RefusedCall calls[] = REFUSED_BY_SIMPLE_FILE_SYSTEMS;

  if (!refuse_calls (calls, G_N_ELEMENTS (calls)))
    _exit (77);
  for (gsize i = 0; i < G_N_ELEMENTS (killed); i++)
    recover (self, &killed[i]);
}

static void
run_part (Scratch *self, EditScratchPart part)
{
  int status = edit_scratch_run_apart (self, part);

  if (WIFEXITED (status) && WEXITSTATUS (status) == 77)
    g_test_skip ("system calls cannot be refused here");
  else
    g_assert_cmpint (status, ==, 0);
}

static void
test_killed_simple (Scratch *self, gconstpointer data)
{
  run_part (self, recover_simply);
}

/* The disk is missing at the next start and present at the one after it. */
static void
test_killed_elsewhere (Scratch *self, gconstpointer data)
{
  static const Killed state = { BEFORE, AFTER, THEIRS, AFTER, TRUE, NULL, NULL, FALSE };
  g_autofree char *records = g_build_filename (g_get_user_data_dir (), "records", NULL);

  scratch_write (self, "disk/a.md", AFTER);
  leave_behind (self, "disk/a.md", records, &state);
  scratch_rename (self, "disk", "gone");
  bs_writer_record_clean (records, NULL);
  scratch_rename (self, "gone", "disk");
  bs_writer_record_clean (records, NULL);
  edit_scratch_assert_content (self, "disk/a.md", THEIRS);
}

/* Files are created, changed and deleted without any of the newer system calls. */
static void
write_simply (Scratch *self)
{
  static const RefusedCall calls[] = REFUSED_BY_SIMPLE_FILE_SYSTEMS;
  g_autofree char *records = g_build_filename (g_get_user_data_dir (), "records", NULL);
  g_autoptr (GBytes) old_bytes = make_bytes (BEFORE);
  g_autoptr (GBytes) new_bytes = make_bytes (AFTER);
  const char *const names[] = { "new.md", "taken.md", "changed.md", "theirs.md", "deleted.md", "undeleted.md" };
  g_autoptr (GError) error = NULL;
  BsWriter *writer;

  if (!refuse_calls (calls, G_N_ELEMENTS (calls)))
    _exit (77);
  for (gsize i = 2; i < G_N_ELEMENTS (names); i++)
    scratch_write (self, names[i], BEFORE);
  writer = bs_writer_new (records, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = scratch_get (self, names[i]);

      bs_writer_add (writer, path, i >= 2 ? old_bytes : NULL, i < 4 ? new_bytes : NULL);
    }
  g_assert_true (bs_writer_prepare (writer, &error));
  scratch_write (self, "taken.md", THEIRS);
  scratch_write (self, "theirs.md", THEIRS);
  scratch_write (self, "undeleted.md", THEIRS);
  g_assert_true (bs_writer_commit (writer, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (i % 2 == 0)
        g_assert_no_error (bs_writer_get_error (writer, i));
      else
        g_assert_error (bs_writer_get_error (writer, i), BS_CHANGE_ERROR, BS_CHANGE_ERROR_CHANGED);
    }
  bs_writer_free (writer);
  edit_scratch_assert_content (self, "new.md", AFTER);
  edit_scratch_assert_content (self, "changed.md", AFTER);
  edit_scratch_assert_content (self, "taken.md", THEIRS);
  edit_scratch_assert_content (self, "theirs.md", THEIRS);
  edit_scratch_assert_content (self, "undeleted.md", THEIRS);
  edit_scratch_assert_names (self, 5);
}

static void
test_simple (Scratch *self, gconstpointer data)
{
  run_part (self, write_simply);
}

/* Temporary files cannot be deleted. */
static void
write_without_unlink (Scratch *self)
{
  static const RefusedCall calls[] = { { SYS_unlink, EACCES }, { SYS_unlinkat, EACCES } };
  BsWriter *writer = prepare (self, "a.md");
  g_autoptr (GError) error = NULL;

  if (!refuse_calls (calls, G_N_ELEMENTS (calls)))
    _exit (77);
  g_assert_true (bs_writer_commit (writer, &error));
  g_assert_no_error (bs_writer_get_error (writer, 0));
  bs_writer_free (writer);
}

static void
test_left (Scratch *self, gconstpointer data)
{
  g_autofree char *records = g_build_filename (g_get_user_data_dir (), "records", NULL);
  g_autoptr (GPtrArray) recovered = g_ptr_array_new_with_free_func (g_free);

  scratch_write (self, "a.md", BEFORE);
  run_part (self, write_without_unlink);
  edit_scratch_assert_content (self, "a.md", AFTER);
  scratch_delete (self, "a.md");
  bs_writer_record_clean (records, recovered);
  /* It was deleted since, and its old content does not return. */
  edit_scratch_assert_names (self, 0);
  g_assert_cmpuint (recovered->len, ==, 0);
}

/* A file with two hard links that someone repaired by hand before the recovery. */
static void
test_repaired (Scratch *self, gconstpointer data)
{
  g_autofree char *records = g_build_filename (g_get_user_data_dir (), "records", NULL);
  g_autoptr (GBytes) old_bytes = make_bytes (BEFORE);
  g_autoptr (GBytes) new_bytes = make_bytes (AFTER);
  g_autofree char *path = scratch_get (self, "a.md");
  int status;
  pid_t child = fork ();

  if (child == 0)
    {
      BsWriterRecord *record = bs_writer_record_new (records, NULL);
      g_autofree char *temporary = bs_writer_record_build_temporary (record, path, 0);
      g_autofree char *copying = g_strconcat (temporary, BS_FILE_SWAP_COPYING, NULL);

      bs_writer_record_add (record, path, old_bytes, new_bytes);
      bs_writer_record_sync (record, NULL);
      g_file_set_contents (copying, AFTER BEFORE, -1, NULL);
      raise (SIGKILL);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  scratch_write (self, "a.md", "---\ntitle: tne\n---\nTest.\n");
  bs_writer_record_clean (records, NULL);
  edit_scratch_assert_content (self, "a.md", "---\ntitle: tne\n---\nTest.\n");
  edit_scratch_assert_names (self, 1);
}

/* Someone keeps the file open and writes after the exchange; someone else appends to the new file. */
typedef struct
{
  int old_fd;
  char *path;
} Two;

static gpointer
write_both (gpointer data)
{
  Two *two = data;
  int fd = open (two->path, O_WRONLY | O_APPEND | O_CLOEXEC);

  g_assert_cmpint (write (fd, "two\n", 4), ==, 4);
  close (fd);
  g_assert_cmpint (write (two->old_fd, "one\n", 4), ==, 4);
  close (two->old_fd);

  return NULL;
}

static void
test_two_writers (Scratch *self, gconstpointer data)
{
  g_autofree char *path = scratch_get (self, "a.md");
  g_autofree char *temporary = scratch_get (self, ".temporary");
  g_autoptr (GBytes) old_bytes = make_bytes (BEFORE);
  g_autoptr (GBytes) new_bytes = make_bytes (AFTER);
  g_autofree char *kept = NULL;
  Two two = { -1, path };
  GThread *thread;

  scratch_write (self, "a.md", BEFORE);
  scratch_write (self, ".temporary", AFTER);
  g_assert_cmpint (bs_file_swap_replace (path, temporary, old_bytes, new_bytes, &kept), ==, BS_FILE_SWAP_PENDING);
  /* As if it had been opened by its path just before. */
  two.old_fd = open (temporary, O_WRONLY | O_APPEND | O_CLOEXEC);
  thread = g_thread_new ("both", write_both, &two);
  bs_file_swap_settle ();
  g_assert_cmpint (bs_file_swap_look (path, temporary, old_bytes, new_bytes, &kept), ==, BS_FILE_SWAP_CHANGED);
  g_thread_join (thread);
  g_assert_null (kept);
  edit_scratch_assert_content (self, "a.md", BEFORE "one\ntwo\n");
}

int
main (int argc, char *argv[])
{
  g_autofree char *data = scratch_isolate_data ();
  int status;

  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/broadsheet/writer/" name, Scratch, NULL, scratch_set_up, func, scratch_tear_down)
  ADD ("meanwhile", test_meanwhile);
  ADD ("open-elsewhere", test_open_elsewhere);
  ADD ("half-copied", test_half_copied);
  ADD ("repaired", test_repaired);
  ADD ("killed", test_killed);
  ADD ("killed-simple", test_killed_simple);
  ADD ("killed-elsewhere", test_killed_elsewhere);
  ADD ("simple", test_simple);
  ADD ("left", test_left);
  ADD ("two-writers", test_two_writers);
#undef ADD

  status = g_test_run ();
  remove_tree (data);

  return status;
}
