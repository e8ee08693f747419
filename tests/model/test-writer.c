/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/change/write/writer.h"
#include "edit-scratch.h"
#include "model/change/write/writer-record.h"

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

  /* Replaced between our look and our write. */
  scratch_write (self, "a.md", BEFORE);
  writer = prepare (self, "a.md");
  scratch_replace (self, "a.md", "theirs");
  g_assert_true (bs_writer_commit (writer, &error));
  g_assert_error (bs_writer_get_error (writer, 0), BS_CHANGE_ERROR, BS_CHANGE_ERROR_CHANGED);
  edit_scratch_assert_content (self, "a.md", "theirs");
  g_clear_pointer (&writer, bs_writer_free);

  /* Written over. */
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

/* Someone has the file open for writing, and writes when it has been exchanged already. */
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

/* A file with two names, half written when we were killed. */
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
        g_autofree char *copying = g_strconcat (temporary, BS_WRITER_COPYING, NULL);

        bs_writer_record_add (record, path, old_bytes, new_bytes);
        bs_writer_record_sync (record, NULL);
        g_file_set_contents (copying, AFTER, -1, NULL);
        raise (SIGKILL);
      }
    g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  }
  /* "two" as far as its first letter. */
  scratch_write (self, "a.md", "---\ntitle: tne\n---\nText.\n");
  bs_writer_record_clean (records);
  edit_scratch_assert_content (self, "a.md", AFTER);
  edit_scratch_assert_names (self, 1);
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
#undef ADD

  status = g_test_run ();
  remove_tree (data);

  return status;
}
