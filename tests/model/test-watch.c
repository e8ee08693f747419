/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <sched.h>
#include <sys/inotify.h>
#include <time.h>

/* An overflow of inotify is handed to a static function. */
#include "model/library/watch/watch.c"

#include "scratch.h"

typedef struct
{
  Scratch scratch;
  char *root;
  BsWatch *watch;
  GMutex mutex;
  GPtrArray *events; /* (element-type BsWatchEvent) */
} Fixture;

static void
watch_cb (BsWatch *watch, GPtrArray *events, gpointer user_data)
{
  Fixture *self = user_data;

  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < events->len; i++)
    {
      const BsWatchEvent *event = events->pdata[i];
      BsWatchEvent *copy = g_new (BsWatchEvent, 1);

      *copy = (BsWatchEvent){ event->kind, event->is_folder, g_strdup (event->path), g_strdup (event->from) };
      g_ptr_array_add (self->events, copy);
    }
  g_mutex_unlock (&self->mutex);
  g_main_context_wakeup (NULL);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  scratch_set_up (&self->scratch, data);
  scratch_make_folder (&self->scratch, "root/c");
  scratch_write (&self->scratch, "root/a.md", "A");
  scratch_write (&self->scratch, "root/c/b.md", "B");
  self->root = scratch_get (&self->scratch, "root");
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_watch_event_free);
  g_mutex_init (&self->mutex);
  self->watch = bs_watch_new (self->root, watch_cb, self, NULL);
  bs_watch_start (self->watch, &error);
  g_assert_no_error (error);
  bs_watch_add_folder (self->watch, "");
  bs_watch_add_folder (self->watch, "c");
  if (bs_watch_is_exhausted (self->watch))
    g_test_message ("The system has no watches left");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  bs_watch_stop (self->watch);
  g_object_unref (self->watch);
  g_ptr_array_unref (self->events);
  g_mutex_clear (&self->mutex);
  g_free (self->root);
  scratch_tear_down (&self->scratch, data);
}

static char *
describe (GPtrArray *events)
{
  static const char *const kinds[] = { "touched",        "removed", "moved",     "folder-added",
                                       "folder-changed", "rescan",  "root-gone", "root-back" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < events->len; i++)
    {
      const BsWatchEvent *event = events->pdata[i];

      g_string_append_printf (text, "%s%s%s %s%s%s", i > 0 ? "; " : "", event->is_folder ? "/" : "", kinds[event->kind],
                              event->path, event->from != NULL ? " from " : "", event->from != NULL ? event->from : "");
    }
  return g_string_free (text, FALSE);
}

/* A slow writer may be reported twice for the same file, which the tests treat as one event. */
static void
fold_repeats (GPtrArray *events)
{
  for (guint i = events->len; i-- > 1;)
    {
      const BsWatchEvent *event = events->pdata[i];
      const BsWatchEvent *before = events->pdata[i - 1];

      if (event->kind == BS_WATCH_TOUCHED && before->kind == BS_WATCH_TOUCHED &&
          strcmp (event->path, before->path) == 0)
        g_ptr_array_remove_index (events, i);
    }
}

static gboolean
has_events (Fixture *self, const char *expected)
{
  g_autofree char *text = NULL;

  g_mutex_lock (&self->mutex);
  fold_repeats (self->events);
  text = describe (self->events);
  g_mutex_unlock (&self->mutex);
  return strcmp (text, expected) == 0;
}

static gboolean
has_kind (Fixture *self, gboolean is_last, BsWatchEventKind kind, const char *path)
{
  gboolean result = FALSE;

  g_mutex_lock (&self->mutex);
  if (self->events->len > 0)
    {
      const BsWatchEvent *event = self->events->pdata[is_last ? self->events->len - 1 : 0];

      result = event->kind == kind && (path == NULL || strcmp (event->path, path) == 0);
    }
  g_mutex_unlock (&self->mutex);
  return result;
}

static void
forget_events (Fixture *self)
{
  g_mutex_lock (&self->mutex);
  g_ptr_array_set_size (self->events, 0);
  g_mutex_unlock (&self->mutex);
}

/* Events arrive in order, so after this one no earlier event is pending. */
static void
settle (Fixture *self)
{
  if (!g_file_test (self->root, G_FILE_TEST_IS_DIR))
    return;
  {
    g_autofree char *from = g_build_filename (self->root, ".settled.tmp", NULL);
    g_autofree char *to = g_build_filename (self->root, "settled.md", NULL);
    g_autoptr (GError) error = NULL;

    g_file_set_contents (from, "S", 1, &error);
    g_assert_no_error (error);
    g_assert_cmpint (g_rename (from, to), ==, 0);
  }
  scratch_wait_until (has_kind (self, TRUE, BS_WATCH_TOUCHED, "settled.md"));
}

static gboolean
time_out_cb (gpointer user_data)
{
  Fixture *self = user_data;
  g_autofree char *text = NULL;

  g_mutex_lock (&self->mutex);
  text = describe (self->events);
  g_error ("What came instead: %s", text);
  return G_SOURCE_REMOVE;
}

/* On a busy machine two batches may arrive instead of one; other is the alternative. */
static void
expect_either (Fixture *self, const char *expected, const char *other)
{
  guint timeout = g_timeout_add_seconds (SCRATCH_SECONDS, time_out_cb, self);

  while (!has_events (self, expected) && (other == NULL || !has_events (self, other)))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timeout);
  settle (self);
  forget_events (self);
}

static void
expect (Fixture *self, const char *expected)
{
  expect_either (self, expected, NULL);
}

static void
test_files (Fixture *self, gconstpointer data)
{
  scratch_write (&self->scratch, "root/new.md", "N");
  expect (self, "touched new.md");
  scratch_write (&self->scratch, "root/c/b.md", "Changed");
  expect (self, "touched c/b.md");
  scratch_delete (&self->scratch, "root/a.md");
  expect (self, "removed a.md");
  scratch_rename (&self->scratch, "root/new.md", "root/c/newer.md");
  expect (self, "moved c/newer.md from new.md");
}

static void
test_editors (Fixture *self, gconstpointer data)
{
  /* A temporary file that is renamed over the article. */
  scratch_write (&self->scratch, "root/.a.md.tmp", "New");
  scratch_rename (&self->scratch, "root/.a.md.tmp", "root/a.md");
  expect (self, "touched a.md");
  /* A backup first, then a new file. */
  scratch_rename (&self->scratch, "root/a.md", "root/a.md~");
  scratch_write (&self->scratch, "root/a.md", "Newer");
  scratch_delete (&self->scratch, "root/a.md~");
  expect_either (self, "touched a.md", "removed a.md; touched a.md");
  /* Deleted and written again. */
  scratch_delete (&self->scratch, "root/a.md");
  scratch_write (&self->scratch, "root/a.md", "Newest");
  expect_either (self, "touched a.md", "removed a.md; touched a.md");
}

static void
test_half_written (Fixture *self, gconstpointer data)
{
  g_autofree char *path = scratch_get (&self->scratch, "root/a.md");
  int fd = open (path, O_WRONLY | O_TRUNC | O_CLOEXEC);

  g_assert_cmpint (write (fd, "Half", 4), ==, 4);
  /* It is read after a delay, and again when it is closed. */
  expect (self, "touched a.md");
  g_assert_cmpint (write (fd, "Whole", 5), ==, 5);
  close (fd);
  expect (self, "touched a.md");
}

static void
test_others (Fixture *self, gconstpointer data)
{
  scratch_write (&self->scratch, "root/picture.png", "P");
  scratch_write (&self->scratch, "root/.hidden.md", "H");
  scratch_make_folder (&self->scratch, "root/.git");
  scratch_make_folder (&self->scratch, "root/node_modules/x");
  scratch_write (&self->scratch, "root/a.md", "A");
  expect (self, "touched a.md");
}

static void
test_folders (Fixture *self, gconstpointer data)
{
  scratch_make_folder (&self->scratch, "root/d/e/f");
  scratch_write (&self->scratch, "root/d/e/f/g.md", "G");
  scratch_wait_until (has_kind (self, FALSE, BS_WATCH_FOLDER_ADDED, "d"));
  bs_watch_add_folder (self->watch, "d");
  settle (self);
  forget_events (self);

  scratch_rename (&self->scratch, "root/d", "root/c/moved");
  expect_either (self, "/moved c/moved from d", "touched d/e/f/g.md; /moved c/moved from d");
  /* The watches of the folders below were moved too. */
  scratch_write (&self->scratch, "root/c/moved/e/f/g.md", "Changed");
  expect (self, "touched c/moved/e/f/g.md");

  scratch_rename (&self->scratch, "root/c/moved", "outside");
  expect (self, "/removed c/moved");
  scratch_write (&self->scratch, "outside/e/f/g.md", "Nobody's business");
  scratch_rename (&self->scratch, "outside", "root/back");
  expect (self, "/folder-added back");
  scratch_write (&self->scratch, "root/back/e/f/g.md", "Ours again");
  expect (self, "touched back/e/f/g.md");
}

static void
test_root (Fixture *self, gconstpointer data)
{
  scratch_rename (&self->scratch, "root", "elsewhere");
  expect (self, "/root-gone ");
  scratch_rename (&self->scratch, "elsewhere", "root");
  expect (self, "/root-back ");
  scratch_write (&self->scratch, "root/a.md", "Seen again");
  expect (self, "touched a.md");
  scratch_delete (&self->scratch, "root");
  scratch_wait_until (has_kind (self, TRUE, BS_WATCH_ROOT_GONE, ""));
}

static void
expect_batch (BsWatchBatch *batch, gint64 now, const char *expected)
{
  g_autoptr (GPtrArray) events = bs_watch_batch_take (batch, now);
  g_autofree char *text = describe (events);

  g_assert_cmpstr (text, ==, expected);
}

/* Two folders are exchanged atomically. */
static void
test_root_exchanged (Fixture *self, gconstpointer data)
{
  g_autofree char *other = scratch_get (&self->scratch, "other");

  scratch_make_folder (&self->scratch, "other");
  g_assert_cmpint (renameat2 (AT_FDCWD, self->root, AT_FDCWD, other, RENAME_EXCHANGE), ==, 0);
  expect (self, "/root-gone ; /root-back ");
  scratch_write (&self->scratch, "root/a.md", "In the other folder");
  expect (self, "touched a.md");
  scratch_write (&self->scratch, "other/b.md", "In the one that was here");
  scratch_write (&self->scratch, "root/c.md", "Last");
  expect (self, "touched c.md");
}

/* Changes without a write: the time and the permissions. */
static void
test_attributes (Fixture *self, gconstpointer data)
{
  const struct timespec times[] = { { 1000000000, 0 }, { 1000000000, 0 } };
  g_autofree char *path = scratch_get (&self->scratch, "root/a.md");

  scratch_write (&self->scratch, "root/a.md", "A");
  expect (self, "touched a.md");
  g_assert_cmpint (utimensat (AT_FDCWD, path, times, 0), ==, 0);
  expect (self, "touched a.md");
  g_assert_cmpint (chmod (path, 0640), ==, 0);
  expect (self, "touched a.md");
}

/* The kernel has dropped events, so all earlier information is invalid. */
static void
test_queue_overflow (void)
{
  g_autoptr (BsWatch) watch = bs_watch_new ("/nowhere", watch_cb, NULL, NULL);
  struct inotify_event event = { .wd = -1, .mask = IN_Q_OVERFLOW };

  bs_watch_batch_touch (watch->batch, "a.md", BS_TOUCH_WRITING, 0);
  handle (watch, (const char *) &event, sizeof event, 0);
  bs_watch_batch_touch (watch->batch, "b.md", BS_TOUCH_WRITING, 0);
  expect_batch (watch->batch, 2 * BS_WATCH_LIMIT, "/rescan ; touched b.md");
}

static void
test_ancestor (Scratch *scratch, gconstpointer data)
{
  Fixture self = { 0 };
  g_autoptr (GError) error = NULL;

  self.scratch = *scratch;
  self.events = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_watch_event_free);
  g_mutex_init (&self.mutex);
  self.root = scratch_get (scratch, "x/y/root");
  self.watch = bs_watch_new (self.root, watch_cb, &self, NULL);
  bs_watch_start (self.watch, &error);
  g_assert_no_error (error);

  scratch_make_folder (scratch, "x/y/root");
  expect (&self, "/root-back ");
  scratch_rename (scratch, "x", "z");
  expect (&self, "/root-gone ");

  bs_watch_stop (self.watch);
  g_object_unref (self.watch);
  g_ptr_array_unref (self.events);
  g_mutex_clear (&self.mutex);
  g_free (self.root);
}

static void
test_look_at (Fixture *self, gconstpointer data)
{
  bs_watch_look_at (self->watch, "c/b.md");
  expect (self, "touched c/b.md");
  bs_watch_look_at (self->watch, "c");
  expect (self, "/folder-added c");
}

/* Sets limits in a user namespace of its own; if that is not possible, the test is skipped. */
static gboolean
limit_watches (void)
{
  static const char limit[] = "3";
  gboolean is_limited;
  int fd;

  if (unshare (CLONE_NEWUSER) < 0)
    return FALSE;
  fd = open ("/proc/sys/user/max_inotify_watches", O_WRONLY | O_CLOEXEC);
  if (fd < 0)
    return FALSE;
  is_limited = write (fd, limit, 1) == 1;
  close (fd);
  return is_limited;
}

static void
test_exhausted (void)
{
  Fixture self = { 0 };

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 2 * SCRATCH_SECONDS * G_USEC_PER_SEC, G_TEST_SUBPROCESS_INHERIT_STDERR);
      g_test_trap_assert_passed ();
      return;
    }
  if (!limit_watches ())
    {
      g_test_message ("This system does not let a program limit its own watches");
      return;
    }
  set_up (&self, NULL);
  scratch_make_folder (&self.scratch, "root/d");
  bs_watch_add_folder (self.watch, "d");
  g_assert_true (bs_watch_is_exhausted (self.watch));
  /* After some seconds it requests a comparison. */
  scratch_wait_until (has_kind (&self, TRUE, BS_WATCH_RESCAN, NULL));
  bs_watch_note_rescan (self.watch, 0);
  tear_down (&self, NULL);
}

/* The batch alone, with a fake clock. */

static void
test_batch_joins (void)
{
  BsWatchBatch *batch = bs_watch_batch_new ();

  g_assert_cmpint (bs_watch_batch_get_due (batch), ==, -1);
  for (guint i = 0; i < 1000; i++)
    bs_watch_batch_touch (batch, "a.md", BS_TOUCH_DONE, i);
  g_assert_cmpint (bs_watch_batch_get_due (batch), ==, 999 + BS_WATCH_QUIET);
  bs_watch_batch_touch (batch, "a.md", BS_TOUCH_DONE, BS_WATCH_LIMIT - 1);
  g_assert_cmpint (bs_watch_batch_get_due (batch), ==, BS_WATCH_LIMIT);
  expect_batch (batch, BS_WATCH_LIMIT, "touched a.md");

  bs_watch_batch_remove (batch, "a.md", FALSE, 0);
  bs_watch_batch_touch (batch, "a.md", BS_TOUCH_DONE, 0);
  expect_batch (batch, 0, "touched a.md");
  bs_watch_batch_touch (batch, "a.md", BS_TOUCH_DONE, 0);
  bs_watch_batch_remove (batch, "a.md", FALSE, 0);
  expect_batch (batch, 0, "removed a.md");
  bs_watch_batch_free (batch);
}

static void
test_batch_moves (void)
{
  BsWatchBatch *batch = bs_watch_batch_new ();

  bs_watch_batch_move (batch, "a.md", "b.md", FALSE, 0);
  bs_watch_batch_move (batch, "b.md", "c.md", FALSE, 0);
  expect_batch (batch, 0, "moved c.md from a.md; removed b.md");
  bs_watch_batch_move (batch, "a.md", "b.md", FALSE, 0);
  bs_watch_batch_move (batch, "b.md", "a.md", FALSE, 0);
  expect_batch (batch, 0, "touched a.md; removed b.md");
  bs_watch_batch_move (batch, "a.md", "b.md", FALSE, 0);
  bs_watch_batch_remove (batch, "b.md", FALSE, 0);
  expect_batch (batch, 0, "removed a.md; removed b.md");
  bs_watch_batch_touch (batch, "tmp.md", BS_TOUCH_DONE, 0);
  bs_watch_batch_move (batch, "tmp.md", "a.md", FALSE, 0);
  expect_batch (batch, 0, "moved a.md from tmp.md");

  bs_watch_batch_move (batch, "d", "e", TRUE, 0);
  bs_watch_batch_move (batch, "e", "f", TRUE, 0);
  expect_batch (batch, 0, "/moved f from d");
  bs_watch_batch_touch (batch, "d/a.md", BS_TOUCH_DONE, 0);
  bs_watch_batch_move (batch, "x.md", "d/x.md", FALSE, 0);
  bs_watch_batch_move (batch, "d", "e", TRUE, 0);
  bs_watch_batch_touch (batch, "e/a.md", BS_TOUCH_DONE, 0);
  expect_batch (batch, 0, "moved e/x.md from x.md; /moved e from d; touched e/a.md");
  /* Removing a folder does not affect later events at its path. */
  bs_watch_batch_touch (batch, "d/a.md", BS_TOUCH_DONE, 0);
  bs_watch_batch_remove (batch, "d", TRUE, 0);
  bs_watch_batch_touch (batch, "d/a.md", BS_TOUCH_DONE, 0);
  expect_batch (batch, 0, "touched d/a.md; /removed d; touched d/a.md");
  bs_watch_batch_free (batch);
}

static void
test_batch_writing (void)
{
  BsWatchBatch *batch = bs_watch_batch_new ();

  bs_watch_batch_touch (batch, "slow.md", BS_TOUCH_WRITING, 0);
  g_assert_cmpint (bs_watch_batch_get_due (batch), ==, BS_WATCH_LIMIT);
  bs_watch_batch_touch (batch, "quick.md", BS_TOUCH_DONE, 1000);
  expect_batch (batch, 1000 + BS_WATCH_QUIET, "touched quick.md");
  g_assert_cmpint (bs_watch_batch_get_due (batch), ==, BS_WATCH_LIMIT);
  bs_watch_batch_touch (batch, "slow.md", BS_TOUCH_DONE, 20000);
  g_assert_cmpint (bs_watch_batch_get_due (batch), ==, 20000 + BS_WATCH_QUIET);
  expect_batch (batch, 20000 + BS_WATCH_QUIET, "touched slow.md");

  bs_watch_batch_touch (batch, "slower.md", BS_TOUCH_WRITING, 0);
  expect_batch (batch, BS_WATCH_LIMIT, "touched slower.md");
  g_assert_cmpint (bs_watch_batch_get_due (batch), ==, -1);
  bs_watch_batch_free (batch);
}

/* Returns: how long this thread had a processor, in seconds: others may need it too */
static double
get_processor_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec + (double) time.tv_nsec / 1e9;
}

static void
test_batch_flood (void)
{
  BsWatchBatch *batch = bs_watch_batch_new ();
  double start = get_processor_time ();

  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *from = g_strdup_printf ("f%u", i);
      g_autofree char *to = g_strdup_printf ("t%u", i);

      bs_watch_batch_move (batch, from, to, TRUE, 0);
    }
  {
    g_autoptr (GPtrArray) events = bs_watch_batch_take (batch, 0);

    g_assert_cmpint (((const BsWatchEvent *) events->pdata[0])->kind, ==, BS_WATCH_RESCAN);
  }
  g_assert_cmpfloat (get_processor_time () - start, <, 10);
  bs_watch_batch_free (batch);
}

/* The overflow event belongs to no file, whatever happens to the file that caused it. */
static void
test_batch_overflow (void)
{
  BsWatchBatch *batch = bs_watch_batch_new ();

  for (guint round = 0; round < 2; round++)
    {
      for (guint i = 0; i < BS_WATCH_MAX_PENDING; i++)
        {
          g_autofree char *path = g_strdup_printf ("%u.md", i);

          bs_watch_batch_touch (batch, path, BS_TOUCH_DONE, 0);
        }
      if (round == 0)
        {
          bs_watch_batch_touch (batch, "last.md", BS_TOUCH_WRITING, 0);
          bs_watch_batch_touch (batch, "last.md", BS_TOUCH_DONE, 0);
          expect_batch (batch, 0, "/rescan ; touched last.md");
        }
      else
        {
          bs_watch_batch_move (batch, "last.md", "other.md", FALSE, 0);
          bs_watch_batch_remove (batch, "other.md", FALSE, 0);
          expect_batch (batch, 0, "/rescan ; removed other.md");
        }
    }
  bs_watch_batch_free (batch);
}

static void
test_tree (void)
{
  BsWatchTree tree;
  g_autoptr (GArray) wds = g_array_new (FALSE, FALSE, sizeof (int));
  g_autoptr (GString) deep = g_string_new ("d");
  BsWatchNode *node;
  g_autofree char *path = NULL;

  bs_watch_tree_init (&tree);
  node = bs_watch_tree_ensure (&tree, "a/b/c");
  bs_watch_tree_set_wd (&tree, node, 7);
  bs_watch_tree_move (&tree, bs_watch_tree_find (&tree, "a/b"), "x/y", wds);
  path = bs_watch_node_dup_path (bs_watch_tree_find_wd (&tree, 7));
  g_assert_cmpstr (path, ==, "x/y/c");
  g_assert_null (bs_watch_tree_find (&tree, "a/b"));
  bs_watch_tree_remove (&tree, bs_watch_tree_find (&tree, "x"), wds);
  g_assert_cmpuint (wds->len, ==, 1);
  g_assert_null (bs_watch_tree_find_wd (&tree, 7));

  for (guint i = 0; i < 100000; i++)
    g_string_append (deep, "/d");
  bs_watch_tree_ensure (&tree, deep->str);
  bs_watch_tree_clear (&tree);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/broadsheet/watch/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("files", test_files);
  ADD ("editors", test_editors);
  ADD ("half-written", test_half_written);
  ADD ("others", test_others);
  ADD ("folders", test_folders);
  ADD ("root", test_root);
  ADD ("root-exchanged", test_root_exchanged);
  ADD ("attributes", test_attributes);
  ADD ("look-at", test_look_at);
  g_test_add ("/broadsheet/watch/ancestor", Scratch, NULL, scratch_set_up, test_ancestor, scratch_tear_down);
  g_test_add_func ("/broadsheet/watch/exhausted", test_exhausted);
  g_test_add_func ("/broadsheet/watch/queue-overflow", test_queue_overflow);
  g_test_add_func ("/broadsheet/watch/batch-joins", test_batch_joins);
  g_test_add_func ("/broadsheet/watch/batch-moves", test_batch_moves);
  g_test_add_func ("/broadsheet/watch/batch-writing", test_batch_writing);
  g_test_add_func ("/broadsheet/watch/batch-flood", test_batch_flood);
  g_test_add_func ("/broadsheet/watch/batch-overflow", test_batch_overflow);
  g_test_add_func ("/broadsheet/watch/tree", test_tree);
  return g_test_run ();
}
