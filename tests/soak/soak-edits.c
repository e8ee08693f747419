/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Long-running tests of edits.
 *
 * soak-edits kill-edit [KILLS] [FILES]: kills a bulk edit at random moments. Each file must be the old or the new one
 *   as a whole; the next start leaves no temporary file; and undo restores the first bytes of all.
 * soak-edits kill-undo [KILLS] [FILES]: the same, killing the undo.
 * soak-edits rival [EDITS] [FILES]: another program rewrites the same files all the time, by renaming and in place. It
 *   must find what it wrote last, edited by us or not; and an edit that we reported as done must be in the file until
 *   the other program writes again.
 * soak-edits append [EDITS] [FILES]: another program appends lines to the same files all the time. None of them may be
 *   missing in the end.
 *
 * All use a temporary folder below TMPDIR, which is removed after success, with a user data folder in it. Without
 * TMPDIR they are skipped, with status 77. */

#include "../support/remove-tree.h"
#include "model/change/edit/edit-apply.h"
#include "model/change/write/editing.h"
#include "model/change/write/file-access.h"
#include "model/change/write/transaction.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct
{
  char *folder; /* with all of it */
  char *root;
  GPtrArray *paths; /* (element-type filename) */
  BsHome *home;
  BsEdit *edit;
  GPtrArray *old_bytes;
  GPtrArray *new_bytes;
} Soak;

#define PATIENCE_MILLISECONDS 20000

#define check(condition)                                                                                               \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    if (!(condition))                                                                                                  \
      g_error ("%s", #condition);                                                                                      \
  }                                                                                                                    \
  G_STMT_END

static char *
make_article (guint number, guint count)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "---\ntitle: 'Article %u'\ntags:\n - a\n - b\n---\ncount: %08u\n", number, count);
  for (guint i = 0; i < number % 40; i++)
    g_string_append_printf (text, "\nA paragraph of article %u, so that it has a length of its own.\n", number);

  return g_string_free (text, FALSE);
}

static void
write_whole (const char *path, const char *text, int flags)
{
  int fd = open (path, O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0644);

  check (fd >= 0 && bs_file_write_all (fd, text, strlen (text)));
  close (fd);
}

static void
set_up (Soak *self, guint n_files)
{
  const char *const key[] = { "title", NULL };
  g_autofree char *folder = g_dir_make_tmp ("broadsheet-soak-XXXXXX", NULL);
  g_autofree char *data = g_build_filename (folder, "data", NULL);
  g_autoptr (GError) error = NULL;

  if (folder == NULL)
    {
      printf ("skipped: there is no folder %s to write to\n", g_get_tmp_dir ());
      exit (77);
    }
  g_setenv ("XDG_DATA_HOME", data, TRUE);
  self->folder = g_strdup (folder);
  self->root = g_build_filename (folder, "library", NULL);
  self->paths = g_ptr_array_new_with_free_func (g_free);
  self->old_bytes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self->new_bytes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self->edit = bs_edit_new ();
  bs_edit_set_text (self->edit, key, "It is: “new”");
  for (guint i = 0; i < n_files; i++)
    {
      g_autofree char *below = g_strdup_printf ("%s/%u", self->root, i % 20);
      g_autofree char *text = make_article (i, 0);
      GBytes *bytes = g_bytes_new (text, strlen (text));
      char *path = g_strdup_printf ("%u/%u.md", i % 20, i);
      g_autofree char *whole = g_build_filename (self->root, path, NULL);

      check (g_mkdir_with_parents (below, 0755) == 0);
      write_whole (whole, text, O_TRUNC);
      g_ptr_array_add (self->paths, path);
      g_ptr_array_add (self->old_bytes, bytes);
      g_ptr_array_add (self->new_bytes, bs_edit_apply (self->edit, bytes, NULL));
    }
  g_ptr_array_add (self->paths, NULL);
  self->home = bs_home_open (self->root, &error);
  if (self->home == NULL)
    g_error ("%s", error->message);
}

/* Nothing of it is kept: all went well. */
static void
tear_down (Soak *self)
{
  remove_tree (self->folder);
  bs_home_unref (self->home);
  bs_edit_unref (self->edit);
  g_ptr_array_unref (self->paths);
  g_ptr_array_unref (self->old_bytes);
  g_ptr_array_unref (self->new_bytes);
  g_free (self->root);
  g_free (self->folder);
}

static guint
count_temporaries (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      n += g_str_has_prefix (name, ".broadsheet");
      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        n += count_temporaries (path);
    }

  return n;
}

/* Counts the files with the new content; all others must have the old. */
static guint
count_new (Soak *self)
{
  guint n = 0;

  for (guint i = 0; i < self->old_bytes->len; i++)
    {
      g_autofree char *path = g_build_filename (self->root, g_ptr_array_index (self->paths, i), NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) there = bs_file_read (path, &error);

      if (there == NULL)
        g_error ("%s", error->message);
      if (g_bytes_equal (there, g_ptr_array_index (self->new_bytes, i)))
        n++;
      else if (!g_bytes_equal (there, g_ptr_array_index (self->old_bytes, i)))
        g_error ("%s is neither the old nor the new one", path);
    }

  return n;
}

static BsEditReport *
edit_all (Soak *self)
{
  g_autoptr (GError) error = NULL;
  BsEditReport *report = bs_editing_apply (self->home, self->root, (const char *const *) self->paths->pdata, self->edit,
                                           NULL, NULL, NULL, &error);

  if (report == NULL)
    g_error ("%s", error->message);

  return report;
}

static BsEditReport *
undo (Soak *self)
{
  g_autoptr (GError) error = NULL;
  guint64 step = bs_editing_peek (self->home, BS_JOURNAL_UNDO, NULL);
  BsEditReport *report = bs_editing_move (self->home, self->root, BS_JOURNAL_UNDO, step, BS_EDITING_ASK, NULL, &error);

  if (report == NULL)
    g_error ("%s", error->message);
  if (report->is_question)
    g_error ("undoing asks about %u files", report->failed->len);

  return report;
}

/* Runs a function in a child process, and kills it after a while unless it has finished. Returns whether it was
 * killed. */
static gboolean
run_and_kill (Soak *self, BsEditReport *(*work) (Soak *), gint64 after)
{
  pid_t child = fork ();
  int status;

  check (child >= 0);
  if (child == 0)
    {
      bs_edit_report_unref (work (self));
      _exit (0);
    }
  g_usleep (after);
  kill (child, SIGKILL);
  check (waitpid (child, &status, 0) == child);
  check (WIFSIGNALED (status) || (WIFEXITED (status) && WEXITSTATUS (status) == 0));

  return WIFSIGNALED (status);
}

static void
soak_kill (gboolean is_undo, guint n_kills, guint n_files)
{
  BsEditReport *(*work) (Soak *) = is_undo ? undo : edit_all;
  Soak self = { 0 };
  guint n_killed = 0, n_half = 0;
  gint64 start, whole;

  set_up (&self, n_files);
  bs_edit_report_unref (edit_all (&self));
  check (count_new (&self) == n_files);
  bs_edit_report_unref (undo (&self));
  check (count_new (&self) == 0);
  if (is_undo)
    bs_edit_report_unref (edit_all (&self));
  start = g_get_monotonic_time ();
  bs_edit_report_unref (work (&self));
  whole = g_get_monotonic_time () - start;
  if (!is_undo)
    bs_edit_report_unref (undo (&self));

  while (n_killed < n_kills)
    {
      guint n_new;

      if (is_undo)
        bs_edit_report_unref (edit_all (&self));
      n_killed += run_and_kill (&self, work, g_random_int_range (0, (gint32) (whole + whole / 10)));
      n_new = count_new (&self);
      n_half += n_new > 0 && n_new < n_files;

      g_ptr_array_unref (bs_transaction_clean (self.home, self.root));
      check (count_temporaries (self.root) == 0);
      count_new (&self);
      if (bs_editing_peek (self.home, BS_JOURNAL_UNDO, NULL) != 0)
        bs_edit_report_unref (undo (&self));
      check (count_new (&self) == 0);
      check (count_temporaries (self.root) == 0);
    }
  printf (
      "%u kills, %u of them with some files written and some not: every file whole, nothing left behind, all undone\n",
      n_killed, n_half);
  tear_down (&self);
}

/* Shared by the two processes. */
typedef struct
{
  volatile gint stop;
  volatile gint writes;
  volatile gint lost; /* the rival did not find what it had written */
} Shared;

static guint
read_count (const char *text)
{
  const char *place = strstr (text, "\ncount: ");

  return place != NULL ? (guint) strtoul (place + 8, NULL, 10) : 0;
}

static void
rival (Soak *self, Shared *shared, guint n_files)
{
  g_autofree guint *counts = g_new0 (guint, n_files);
  guint i = 0;

  while (!shared->stop)
    {
      g_autofree char *path = g_build_filename (self->root, g_ptr_array_index (self->paths, i), NULL);
      g_autofree char *there = NULL;
      g_autofree char *text = NULL;

      /* An edit may be looking at the file just now: then it is there again in a moment, or in seconds where the
       * processor has much else to do. */
      for (guint turn = 0; turn < PATIENCE_MILLISECONDS; turn++)
        {
          g_clear_pointer (&there, g_free);
          if (g_file_get_contents (path, &there, NULL, NULL) && read_count (there) == counts[i])
            break;
          g_usleep (1000);
        }
      if (there == NULL || read_count (there) != counts[i])
        {
          fprintf (stderr, "lost: %s has %u and not %u\n", path, there != NULL ? read_count (there) : 0, counts[i]);
          shared->lost++;
        }

      text = make_article (i, ++counts[i]);
      if (g_random_boolean ())
        {
          g_autofree char *beside = g_strconcat (path, ".rival", NULL);

          write_whole (beside, text, O_TRUNC);
          check (rename (beside, path) == 0);
        }
      else
        {
          int fd = open (path, O_WRONLY | O_TRUNC | O_CLOEXEC);

          check (fd >= 0);
          for (const char *p = text; *p != '\0';)
            {
              gsize n = MIN (strlen (p), 100);

              check (bs_file_write_all (fd, p, n));
              p += n;
              if (g_random_int_range (0, 20) == 0)
                g_usleep (200);
            }
          close (fd);
        }
      shared->writes++;
      i = g_random_int_range (0, (gint32) n_files);
      g_usleep (g_random_int_range (0, 400));
    }
}

static void
soak_rival (guint n_edits, guint n_files)
{
  Shared *shared = mmap (NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  guint n_done = 0, n_refused = 0, n_there = 0, n_over = 0;
  Soak self = { 0 };
  pid_t child;
  int status;

  set_up (&self, n_files);
  check (shared != MAP_FAILED);
  child = fork ();
  check (child >= 0);
  if (child == 0)
    {
      rival (&self, shared, n_files);
      _exit (0);
    }

  while (n_done < n_edits)
    {
      const char *key[] = { "title", NULL };
      guint i = g_random_int_range (0, (gint32) n_files);
      const char *paths[] = { g_ptr_array_index (self.paths, i), NULL };
      g_autofree char *whole = g_build_filename (self.root, paths[0], NULL);
      g_autofree char *title = g_strdup_printf ("ours-%u", n_done);
      g_autofree char *there = NULL;
      g_autoptr (BsEdit) edit = bs_edit_new ();
      g_autoptr (BsEditReport) report = NULL;
      g_autoptr (GError) error = NULL;

      bs_edit_set_text (edit, key, title);
      report = bs_editing_apply (self.home, self.root, paths, edit, NULL, NULL, NULL, &error);
      if (report == NULL)
        g_error ("%s", error->message);
      if (report->failed->len > 0)
        {
          n_refused++;
          continue;
        }
      if (report->changed->len == 0)
        continue;
      n_done++;
      /* The file is ours, or theirs, which has no title of ours at all. */
      if (g_file_get_contents (whole, &there, NULL, NULL) && strstr (there, title) != NULL)
        n_there++;
      else if (there != NULL && strstr (there, "ours-") == NULL)
        n_over++;
      else
        g_error ("our edit of %s is lost", whole);
    }
  shared->stop = 1;
  check (waitpid (child, &status, 0) == child);
  check (WIFEXITED (status) && WEXITSTATUS (status) == 0);
  check (count_temporaries (self.root) == 0);

  printf (
      "%u edits, %u of them found again at once and %u written over by then; %u refused, saying so; the rival wrote "
      "%d times and missed %d of its writes\n",
      n_done, n_there, n_over, n_refused, shared->writes, shared->lost);
  check (shared->lost == 0);
  tear_down (&self);
}

static void
append_lines (Soak *self, Shared *shared, guint n_files)
{
  while (!shared->stop)
    {
      guint i = g_random_int_range (0, (gint32) n_files);
      g_autofree char *path = g_build_filename (self->root, g_ptr_array_index (self->paths, i), NULL);
      g_autofree char *line = g_strdup_printf ("line %d\n", shared->writes);
      int fd = open (path, O_WRONLY | O_APPEND | O_CLOEXEC);

      check (fd >= 0 && bs_file_write_all (fd, line, strlen (line)));
      close (fd);
      shared->writes++;
      if (shared->writes % 50 == 0)
        g_usleep (g_random_int_range (0, 1000));
    }
}

/* Collects the lines of all files below a folder. */
static void
collect_lines (const char *folder, GHashTable *lines)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL;

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        collect_lines (path, lines);
      else if (g_file_get_contents (path, &text, NULL, NULL))
        for (const char *p = strstr (text, "\nline "); p != NULL; p = strstr (p + 1, "\nline "))
          g_hash_table_add (lines, GINT_TO_POINTER (atoi (p + 6) + 1));
    }
}

static void
soak_append (guint n_edits, guint n_files)
{
  Shared *shared = mmap (NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  g_autoptr (GHashTable) lines = g_hash_table_new (NULL, NULL);
  guint n_done = 0, n_refused = 0;
  Soak self = { 0 };
  pid_t child;
  int status;

  set_up (&self, n_files);
  check (shared != MAP_FAILED);
  child = fork ();
  check (child >= 0);
  if (child == 0)
    {
      append_lines (&self, shared, n_files);
      _exit (0);
    }
  while (n_done + n_refused < n_edits)
    {
      const char *key[] = { "title", NULL };
      const char *paths[] = { g_ptr_array_index (self.paths, n_done % n_files), NULL };
      g_autofree char *title = g_strdup_printf ("ours-%u", n_done + n_refused);
      g_autoptr (BsEdit) edit = bs_edit_new ();
      g_autoptr (BsEditReport) report = NULL;
      g_autoptr (GError) error = NULL;

      bs_edit_set_text (edit, key, title);
      report = bs_editing_apply (self.home, self.root, paths, edit, NULL, NULL, NULL, &error);
      if (report == NULL)
        g_error ("%s", error->message);
      n_done += report->changed->len;
      n_refused += report->failed->len;
    }
  shared->stop = 1;
  check (waitpid (child, &status, 0) == child);
  check (WIFEXITED (status) && WEXITSTATUS (status) == 0);

  collect_lines (self.root, lines);
  printf ("%u edits, %u refused, saying so; of %d lines that were appended meanwhile %d are missing\n", n_done,
          n_refused, shared->writes, shared->writes - (int) g_hash_table_size (lines));
  check (count_temporaries (self.root) == 0);
  check ((int) g_hash_table_size (lines) == shared->writes);
  tear_down (&self);
}

int
main (int argc, char *argv[])
{
  guint n = argc > 2 ? (guint) atoi (argv[2]) : 0;
  guint files = argc > 3 ? (guint) atoi (argv[3]) : 0;

  if (argc > 1 && (strcmp (argv[1], "kill-edit") == 0 || strcmp (argv[1], "kill-undo") == 0))
    soak_kill (strcmp (argv[1], "kill-undo") == 0, n > 0 ? n : 500, files > 0 ? files : 5000);
  else if (argc > 1 && strcmp (argv[1], "rival") == 0)
    soak_rival (n > 0 ? n : 1000, files > 0 ? files : 20);
  else if (argc > 1 && strcmp (argv[1], "append") == 0)
    soak_append (n > 0 ? n : 500, files > 0 ? files : 20);
  else
    {
      fprintf (stderr, "usage: soak-edits kill-edit|kill-undo|rival|append [NUMBER] [FILES]\n");
      return 2;
    }

  return 0;
}
