/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/folder/file-system.h"
#include "model/library/library.h"
#include "model/library/folder/power.h"
#include "model/library/watch/watch-poll.h"

#include "scratch.h"

/* A library in a folder without events: with polling forced, and on a FUSE file system that another program provides.
 * Files are written to "behind"; the library is "root", which shows the same files. */
typedef struct
{
  Scratch scratch;
  char *root;
  gboolean is_mounted;
  GSubprocess *mount;
  BsLibrary *library;
  GString *told;
} Fixture;

static void
changed_cb (BsLibrary *library, GPtrArray *changes, gpointer user_data)
{
  static const char *const kinds[] = { "added", "changed", "removed", "moved" };
  Fixture *self = user_data;

  for (guint i = 0; i < changes->len; i++)
    {
      const BsChange *change = changes->pdata[i];

      g_string_append_printf (self->told, "%s %s%s%s. ", kinds[change->kind], change->path,
                              change->from != NULL ? " from " : "", change->from != NULL ? change->from : "");
    }
}

static gboolean
still_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static gboolean
is_ended (GSubprocess *process)
{
  return g_subprocess_get_identifier (process) == NULL;
}

/* Returns: whether mounting is possible */
static gboolean
mount (Fixture *self)
{
  g_autofree char *behind = scratch_get (&self->scratch, "behind");
  g_autofree char *program = g_find_program_in_path ("bindfs");
  guint timer;

  if (program == NULL)
    return FALSE;
  self->mount = g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL, program, "-f", "--no-allow-other", behind,
                                  self->root, NULL);
  g_assert_nonnull (self->mount);
  timer = g_timeout_add (20, still_cb, NULL);
  g_subprocess_wait_async (self->mount, NULL, NULL, NULL);
  scratch_wait_until (bs_file_system_is_blind (self->root) || is_ended (self->mount));
  g_source_remove (timer);
  return bs_file_system_is_blind (self->root);
}

static void
unmount (Fixture *self)
{
  if (self->mount != NULL && !is_ended (self->mount))
    {
      g_subprocess_send_signal (self->mount, SIGTERM);
      g_subprocess_wait (self->mount, NULL, NULL);
    }
  g_clear_object (&self->mount);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  const char *kind = data;
  g_autoptr (GFile) folder = NULL;

  scratch_set_up (&self->scratch, NULL);
  scratch_make_folder (&self->scratch, "behind/c/d");
  scratch_write_article (&self->scratch, "behind/a.md", "A");
  scratch_write_article (&self->scratch, "behind/c/b.md", "B");
  scratch_write_article (&self->scratch, "behind/c/d/e.md", "E");
  if (strcmp (kind, "fuse") == 0)
    {
      self->root = scratch_get (&self->scratch, "root");
      scratch_make_folder (&self->scratch, "root");
      self->is_mounted = mount (self);
    }
  else
    {
      self->root = scratch_get (&self->scratch, "behind");
      self->is_mounted = TRUE;
    }
  self->told = g_string_new (NULL);
  folder = g_file_new_for_path (self->root);
  self->library = bs_library_new (folder);
  g_signal_connect (self->library, "changed", G_CALLBACK (changed_cb), self);
  bs_library_open (self->library);
  scratch_wait_until (bs_library_get_state (self->library) == BS_LIBRARY_READY);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  bs_library_close (self->library);
  g_clear_object (&self->library);
  unmount (self);
  g_string_free (self->told, TRUE);
  g_free (self->root);
  scratch_tear_down (&self->scratch, NULL);
}

static gboolean
is_skipped (Fixture *self)
{
  if (!self->is_mounted)
    g_test_skip ("This system lets no program make a file system, or has no bindfs");
  return !self->is_mounted;
}

static void
expect (Fixture *self, const char *told)
{
  scratch_wait_until (strcmp (self->told->str, told) == 0);
  g_string_set_size (self->told, 0);
}

static void
test_files (Fixture *self, gconstpointer data)
{
  if (is_skipped (self))
    return;
  g_assert_cmpuint (bs_library_get_n_articles (self->library), ==, 3);
  scratch_write_article (&self->scratch, "behind/c/f.md", "F");
  expect (self, "added c/f.md. ");
  scratch_delete (&self->scratch, "behind/c/f.md");
  expect (self, "removed c/f.md. ");
  /* Written in place: only the file's time changes, not the folder's. */
  scratch_write_article_in_place (&self->scratch, "behind/c/d/e.md", "E, and more");
  expect (self, "changed c/d/e.md. ");
  scratch_rename (&self->scratch, "behind/a.md", "behind/b.md");
  expect (self, "moved b.md from a.md. ");
}

static void
test_folders (Fixture *self, gconstpointer data)
{
  if (is_skipped (self))
    return;
  scratch_write_article (&self->scratch, "behind/new/deep/f.md", "F");
  expect (self, "added new/deep/f.md. ");
  /* The contents of a new folder are watched too. */
  scratch_write_article (&self->scratch, "behind/new/deep/g.md", "G");
  expect (self, "added new/deep/g.md. ");
  scratch_rename (&self->scratch, "behind/c/d", "behind/d");
  expect (self, "moved d/e.md from c/d/e.md. ");
  scratch_delete (&self->scratch, "behind/new");
  scratch_wait_until (bs_library_get_n_articles (self->library) == 3);
}

/* A writer reports its file and need not wait for the next poll. */
static void
test_look_at (Fixture *self, gconstpointer data)
{
  gint64 start;

  if (is_skipped (self))
    return;
  bs_library_set_in_use (self->library, FALSE);
  start = g_get_monotonic_time ();
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *name = g_strdup_printf ("behind/look%u.md", i);
      g_autofree char *told = g_strdup_printf ("added look%u.md. ", i);

      scratch_write_article (&self->scratch, name, "Look");
      bs_library_look_at (self->library, name + strlen ("behind/"));
      expect (self, told);
    }
  /* Polls are five seconds apart: twenty of them would take far longer than even a slow machine needs. */
  g_assert_cmpint (g_get_monotonic_time () - start, <, 20 * G_USEC_PER_SEC);
}

/* The same files stay the same, whatever inode numbers the file system gives them. */
static void
test_quiet (Fixture *self, gconstpointer data)
{
  if (is_skipped (self))
    return;
  bs_library_rescan (self->library);
  scratch_wait_until (bs_library_get_state (self->library) == BS_LIBRARY_READY);
  g_assert_cmpstr (self->told->str, ==, "");
}

static void
test_gone (Fixture *self, gconstpointer data)
{
  if (is_skipped (self))
    return;
  scratch_rename (&self->scratch, "behind", "away");
  scratch_wait_until (bs_library_get_state (self->library) == BS_LIBRARY_GONE);
  scratch_rename (&self->scratch, "away", "behind");
  scratch_wait_until (bs_library_get_state (self->library) == BS_LIBRARY_READY);
  g_string_set_size (self->told, 0);
  scratch_write_article (&self->scratch, "behind/c/f.md", "F");
  expect (self, "added c/f.md. ");
}

static void
test_pauses (void)
{
  const gint64 second = G_USEC_PER_SEC;

  for (BsPollKind kind = 0; kind < BS_N_POLLS; kind++)
    {
      gint64 pause = bs_watch_poll_get_pause (kind, 0, TRUE, FALSE);

      g_assert_cmpint (pause, >=, second);
      g_assert_cmpint (pause, <=, 5 * second);
      g_assert_cmpint (bs_watch_poll_get_pause (kind, 0, FALSE, FALSE), >, pause);
      g_assert_cmpint (bs_watch_poll_get_pause (kind, 0, TRUE, TRUE), >, pause);
      g_assert_cmpint (bs_watch_poll_get_pause (kind, second, TRUE, FALSE), ==, 50 * second);
      g_assert_cmpint (bs_watch_poll_get_pause (kind, 1000 * second, TRUE, TRUE), ==, 600 * second);
    }
  g_assert_cmpint (bs_watch_poll_get_pause (BS_POLL_FOLDERS, 0, TRUE, FALSE), <,
                   bs_watch_poll_get_pause (BS_POLL_FILES, 0, TRUE, FALSE));
}

static void
test_power (Scratch *scratch, gconstpointer data)
{
  g_assert_false (bs_power_is_battery (scratch->path));
  scratch_write (scratch, "hid/type", "Battery\n");
  scratch_write (scratch, "hid/scope", "Device\n");
  scratch_write (scratch, "hid/status", "Discharging\n");
  g_assert_false (bs_power_is_battery (scratch->path));
  scratch_write (scratch, "BAT0/type", "Battery\n");
  scratch_write (scratch, "BAT0/status", "Discharging\n");
  scratch_write (scratch, "AC/type", "Mains\n");
  scratch_write (scratch, "AC/online", "0\n");
  g_assert_true (bs_power_is_battery (scratch->path));
  scratch_write (scratch, "AC/online", "1\n");
  g_assert_false (bs_power_is_battery (scratch->path));
  scratch_write (scratch, "AC/online", "0\n");
  scratch_write (scratch, "BAT0/status", "Full\n");
  g_assert_false (bs_power_is_battery (scratch->path));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(kind, name, func) g_test_add ("/broadsheet/polling/" kind "/" name, Fixture, kind, set_up, func, tear_down)
  if (g_getenv ("BROADSHEET_POLL") != NULL)
    {
      ADD ("forced", "files", test_files);
      ADD ("forced", "folders", test_folders);
      ADD ("forced", "look-at", test_look_at);
      ADD ("forced", "gone", test_gone);
    }
  else
    {
      ADD ("fuse", "files", test_files);
      ADD ("fuse", "folders", test_folders);
      ADD ("fuse", "look-at", test_look_at);
      ADD ("fuse", "quiet", test_quiet);
    }
  g_test_add_func ("/broadsheet/polling/pauses", test_pauses);
  g_test_add ("/broadsheet/polling/power", Scratch, NULL, scratch_set_up, test_power, scratch_tear_down);
  return g_test_run ();
}
