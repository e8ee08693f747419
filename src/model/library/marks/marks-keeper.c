/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/marks/marks-keeper.h"

#include <glib/gi18n-lib.h>

#include "model/library/folder/home.h"
#include "model/library/folder/memory.h"
#include "model/library/marks/marks-transfer.h"
#include "model/library/marks/marks-work.h"

/* The number of commands that wait for a disk that cannot be written; later ones apply to this session only. */
#define MOST_WAITING 1000

typedef enum
{
  COMMAND_COMPARE,
  COMMAND_FOLLOW,
  COMMAND_MARK,
  COMMAND_KEEP_CATEGORIES,
  COMMAND_KEEP_SEARCHES,
  COMMAND_KEEP_DISTINCT,
  COMMAND_SET_POSITION,
  COMMAND_GET_POSITION,
  COMMAND_TRANSFER,
  COMMAND_STOP,
} CommandKind;

typedef struct
{
  CommandKind kind;
  guint flags; /* of a comparison; a mark; the direction of a transfer */
  gboolean on;
  BsSnapshot *snapshot;
  GArray *events;
  GPtrArray *rows;
  GPtrArray *dropped;          /* (element-type GStrv) */
  GPtrArray *added;            /* (element-type GStrv) */
  GArray *dropped_searches;    /* (element-type guint64) */
  GPtrArray *changed_searches; /* (element-type BsMarksSearch) */
  GArray *distinct;            /* (element-type BsMarksDistinct) */
  char *path;
  GFile *file;
  BsMarksPosition position;
  GTask *task;
} Command;

struct _BsMarksKeeper
{
  gatomicrefcount ref_count;
  char *root;
  BsVocabulary *vocabulary; /* the names that the rows refer to */
  BsInbox *inbox;
  void (*apply) (gpointer owner, gpointer news);
  GAsyncQueue *commands;

  /* The thread's own. */
  char *path;        /* (nullable) */
  gboolean is_early; /* the folder was not there yet */
  BsMarksWork work;
  GQueue waiting; /* (element-type Command): commands that could not be written yet */
  gboolean was_told;
  char *message; /* not reported yet */
};

/* Keepers that were asked to end, and are still running. */
static GMutex n_ending_mutex;
static GCond n_ending_cond;
static guint n_ending;

/**
 * bs_marks_position_free:
 * @self: (transfer full): a position
 */
void
bs_marks_position_free (BsMarksPosition *self)
{
  g_free (self->position);
  g_free (self);
}

static gboolean
drop_cb (gpointer user_data)
{
  return G_SOURCE_REMOVE;
}

/* A task may have the last reference to the library, which has to be released on the main thread. */
static void
drop_task (GTask *task)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_callback (source, drop_cb, task, g_object_unref);
  g_source_attach (source, g_task_get_context (task));
}

static void
command_free (Command *self)
{
  if (self->kind == COMMAND_KEEP_DISTINCT)
    g_task_return_boolean (self->task, TRUE);
  g_clear_pointer (&self->snapshot, bs_snapshot_free);
  g_clear_pointer (&self->events, g_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->dropped, g_ptr_array_unref);
  g_clear_pointer (&self->added, g_ptr_array_unref);
  g_clear_pointer (&self->dropped_searches, g_array_unref);
  g_clear_pointer (&self->changed_searches, g_ptr_array_unref);
  g_clear_pointer (&self->distinct, g_array_unref);
  g_clear_pointer (&self->task, drop_task);
  g_clear_object (&self->file);
  g_free (self->position.position);
  g_free (self->path);
  g_free (self);
}

static void
news_free (gpointer data)
{
  BsMarksNews *news = data;

  g_array_unref (news->found);
  g_clear_pointer (&news->categories, g_ptr_array_unref);
  g_clear_pointer (&news->searches, g_ptr_array_unref);
  g_free (news->message);
  g_free (news);
}

static void
keeper_unref (BsMarksKeeper *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->root);
  bs_inbox_unref (self->inbox);
  g_async_queue_unref (self->commands);
  g_queue_clear_full (&self->waiting, (GDestroyNotify) command_free);
  bs_vocabulary_unref (self->vocabulary);
  g_free (self->path);
  g_free (self->message);
  g_free (self);
}

static void
set_message (BsMarksKeeper *self, char *message)
{
  if (message == NULL)
    return;
  g_free (self->message);
  self->message = message;
}

static void
open_store (BsMarksKeeper *self)
{
  char *message = NULL;

  g_clear_pointer (&self->work.store, bs_marks_store_close);
  self->work.store = bs_marks_store_open (self->path, &message);
  set_message (self, message);
}

static void
mend_store (BsMarksKeeper *self)
{
  char *message = NULL;

  self->work.store = bs_marks_store_mend (self->work.store, &message);
  set_message (self, message);
}

static void
open_home (BsMarksKeeper *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BsHome) home = bs_home_open (self->root, &error);

  if (home == NULL)
    home = bs_home_find (self->root);
  if (home != NULL)
    self->path = bs_home_build_data_path (home, "marks.db");
  /* The thread that reads the folder reports that it is missing. */
  self->is_early = home == NULL && !g_file_test (self->root, G_FILE_TEST_IS_DIR);
  if (home == NULL && !self->is_early)
    set_message (self, g_strdup_printf (_ ("Reading marks and stars are not saved: %s"), error->message));
  open_store (self);
}

static void
run (BsMarksKeeper *self, Command *command, GArray *found)
{
  BsMarksWork *work = &self->work;

  switch (command->kind)
    {
    case COMMAND_COMPARE:
      bs_marks_work_compare (work, command->snapshot, command->flags, found);
      bs_memory_give_back ();
      break;
    case COMMAND_FOLLOW:
      bs_marks_work_follow (work, command->events, found);
      break;
    case COMMAND_MARK:
      bs_marks_work_mark (work, command->rows, command->flags, command->on);
      break;
    case COMMAND_KEEP_CATEGORIES:
      bs_marks_work_keep_categories (work, command->dropped, command->added);
      break;
    case COMMAND_KEEP_SEARCHES:
      bs_marks_work_keep_searches (work, command->dropped_searches, command->changed_searches);
      break;
    case COMMAND_KEEP_DISTINCT:
      bs_marks_work_keep_distinct (work, command->distinct, command->on);
      break;
    case COMMAND_SET_POSITION:
      bs_marks_work_set_position (work, command->path, &command->position);
      break;
    case COMMAND_TRANSFER:
      if (command->flags == BS_MARKS_EXPORT)
        bs_marks_transfer_export (work, command->file, command->snapshot, command->task);
      else
        bs_marks_transfer_import (work, command->file, command->snapshot, found, command->task);
      break;
    case COMMAND_GET_POSITION:
    case COMMAND_STOP:
    default:
      g_assert_not_reached ();
    }
}

/* FALSE if the disk cannot be written now. */
static gboolean
try (BsMarksKeeper *self, Command *command, GArray *found)
{
  /* A folder that appears later, perhaps with its drive, is read completely then. */
  if (self->is_early && command->kind == COMMAND_COMPARE && g_file_test (self->root, G_FILE_TEST_IS_DIR))
    open_home (self);
  else if (bs_marks_store_is_replaced (self->work.store))
    open_store (self);
  bs_marks_store_clear_error (self->work.store);
  run (self, command, found);
  if (bs_marks_store_is_damaged (self->work.store) && command->task == NULL)
    {
      mend_store (self);
      g_array_set_size (found, 0);
      run (self, command, found);
    }
  if (bs_marks_store_get_error (self->work.store) == NULL)
    return TRUE;
  if (!self->was_told)
    set_message (self, g_strdup_printf (_ ("Reading marks and stars cannot be saved at the moment: %s"),
                                        bs_marks_store_get_error (self->work.store)));
  self->was_told = TRUE;
  return FALSE;
}

static void
post_news (BsMarksKeeper *self, GArray *found)
{
  BsMarksNews *news = g_new (BsMarksNews, 1);

  *news = (BsMarksNews){ g_array_ref (found), g_steal_pointer (&self->work.categories),
                         g_steal_pointer (&self->work.searches), g_steal_pointer (&self->message) };
  bs_inbox_post_result (self->inbox, self->apply, news, news_free);
}

static void
answer_position (BsMarksKeeper *self, Command *command)
{
  BsMarksPosition *position = g_new0 (BsMarksPosition, 1);

  if (bs_marks_store_get_position (self->work.store, bs_marks_hash_path (command->path), &position->position,
                                   &position->fraction))
    g_task_return_pointer (command->task, position, (GDestroyNotify) bs_marks_position_free);
  else
    {
      g_free (position);
      g_task_return_pointer (command->task, NULL, NULL);
    }
}

static void
write_waiting (BsMarksKeeper *self)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (BsMarksFound));
  Command *command;

  while ((command = g_queue_peek_head (&self->waiting)) != NULL && try (self, command, found))
    command_free (g_queue_pop_head (&self->waiting));
}

static void
handle (BsMarksKeeper *self, Command *command)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (BsMarksFound));
  gboolean may_wait = command->kind == COMMAND_MARK || command->kind == COMMAND_SET_POSITION ||
                      command->kind == COMMAND_KEEP_CATEGORIES || command->kind == COMMAND_KEEP_SEARCHES ||
                      command->kind == COMMAND_KEEP_DISTINCT;
  gboolean is_done = FALSE;

  if (command->kind == COMMAND_GET_POSITION)
    {
      answer_position (self, command);
      command_free (command);
      return;
    }
  write_waiting (self);
  if (!may_wait || g_queue_is_empty (&self->waiting))
    is_done = try (self, command, found);
  post_news (self, found);
  if (!is_done && may_wait && g_queue_get_length (&self->waiting) < MOST_WAITING)
    g_queue_push_tail (&self->waiting, command);
  else
    command_free (command);
}

static gpointer
keeper_thread (gpointer data)
{
  BsMarksKeeper *self = data;
  Command *command;

  self->work.arrivals = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) bs_row_unref);
  open_home (self);
  while ((command = g_async_queue_pop (self->commands))->kind != COMMAND_STOP)
    handle (self, command);
  command_free (command);
  write_waiting (self);
  g_clear_pointer (&self->work.store, bs_marks_store_close);
  g_clear_pointer (&self->work.arrivals, g_hash_table_unref);
  g_clear_pointer (&self->work.categories, g_ptr_array_unref);
  g_clear_pointer (&self->work.searches, g_ptr_array_unref);
  keeper_unref (self);

  g_mutex_lock (&n_ending_mutex);
  n_ending--;
  g_cond_broadcast (&n_ending_cond);
  g_mutex_unlock (&n_ending_mutex);
  return NULL;
}

static Command *
command_new (CommandKind kind, guint flags)
{
  Command *self = g_new0 (Command, 1);

  self->kind = kind;
  self->flags = flags;
  return self;
}

/**
 * bs_marks_keeper_new:
 * @root: the folder
 * @vocabulary: the names of the library
 * @inbox: receives the answers
 * @apply: called with a #BsMarksNews for every request except positions
 *
 * Returns: (transfer full) (nullable): a thread that stores the marks of a library; %NULL if the system gives no thread
 */
BsMarksKeeper *
bs_marks_keeper_new (const char *root, BsVocabulary *vocabulary, BsInbox *inbox,
                     void (*apply) (gpointer owner, gpointer news))
{
  BsMarksKeeper *self = g_new0 (BsMarksKeeper, 1);
  GThread *thread;

  g_atomic_ref_count_init (&self->ref_count);
  self->root = g_strdup (root);
  self->vocabulary = bs_vocabulary_ref (vocabulary);
  self->inbox = bs_inbox_ref (inbox);
  self->apply = apply;
  self->commands = g_async_queue_new_full ((GDestroyNotify) command_free);
  g_queue_init (&self->waiting);
  g_atomic_ref_count_inc (&self->ref_count);
  thread = g_thread_try_new ("bs-marks", keeper_thread, self, NULL);
  if (thread != NULL)
    {
      g_thread_unref (thread);
      return self;
    }
  keeper_unref (self);
  keeper_unref (self);
  return NULL;
}

/**
 * bs_marks_keeper_compare:
 * @self: a keeper
 * @snapshot: (transfer full): the library
 * @flags: how to compare
 *
 * Requests a comparison of the existing articles with the stored ones.
 */
void
bs_marks_keeper_compare (BsMarksKeeper *self, BsSnapshot *snapshot, BsMarksCompareFlags flags)
{
  Command *command = command_new (COMMAND_COMPARE, flags);

  command->snapshot = snapshot;
  g_async_queue_push (self->commands, command);
}

/**
 * bs_marks_keeper_follow:
 * @self: a keeper
 * @events: (transfer full) (element-type BsMarksEvent): the events, each with a reference to its row
 */
void
bs_marks_keeper_follow (BsMarksKeeper *self, GArray *events)
{
  Command *command = command_new (COMMAND_FOLLOW, 0);

  command->events = events;
  g_async_queue_push (self->commands, command);
}

/**
 * bs_marks_keeper_mark:
 * @self: a keeper
 * @rows: (transfer full) (element-type BsRow): articles
 * @mark: a mark
 * @on: whether they have it now
 */
void
bs_marks_keeper_mark (BsMarksKeeper *self, GPtrArray *rows, BsMarks mark, gboolean on)
{
  Command *command = command_new (COMMAND_MARK, mark);

  command->rows = rows;
  command->on = on;
  g_async_queue_push (self->commands, command);
}

/**
 * bs_marks_keeper_keep_categories:
 * @self: a keeper
 * @dropped: (transfer full) (element-type GStrv): categories that are shown only while articles are in them
 * @added: (transfer full) (element-type GStrv): categories that are shown although no article is in them
 */
void
bs_marks_keeper_keep_categories (BsMarksKeeper *self, GPtrArray *dropped, GPtrArray *added)
{
  Command *command = command_new (COMMAND_KEEP_CATEGORIES, 0);

  command->dropped = dropped;
  command->added = added;
  g_async_queue_push (self->commands, command);
}

/**
 * bs_marks_keeper_keep_searches:
 * @self: a keeper
 * @dropped: (transfer full) (element-type guint64): removed searches
 * @changed: (transfer full) (element-type BsMarksSearch): new and changed searches
 */
void
bs_marks_keeper_keep_searches (BsMarksKeeper *self, GArray *dropped, GPtrArray *changed)
{
  Command *command = command_new (COMMAND_KEEP_SEARCHES, 0);

  command->dropped_searches = dropped;
  command->changed_searches = changed;
  g_async_queue_push (self->commands, command);
}

/**
 * bs_marks_keeper_keep_distinct:
 * @self: a keeper
 * @distinct: (transfer full) (element-type BsMarksDistinct): articles that are not the same
 * @on: whether that is remembered, or forgotten
 * @task: (transfer full): returns when it is written
 */
void
bs_marks_keeper_keep_distinct (BsMarksKeeper *self, GArray *distinct, gboolean on, GTask *task)
{
  Command *command = command_new (COMMAND_KEEP_DISTINCT, 0);

  command->distinct = distinct;
  command->on = on;
  command->task = task;
  g_async_queue_push (self->commands, command);
}

/**
 * bs_marks_keeper_set_position:
 * @self: a keeper
 * @path: of an article
 * @position: (nullable): where in it the reader is
 * @fraction: the part of the article before that position, from 0 to 1
 */
void
bs_marks_keeper_set_position (BsMarksKeeper *self, const char *path, const char *position, double fraction)
{
  Command *command = command_new (COMMAND_SET_POSITION, 0);

  command->path = g_strdup (path);
  command->position = (BsMarksPosition){ g_strdup (position), fraction };
  g_async_queue_push (self->commands, command);
}

/**
 * bs_marks_keeper_get_position:
 * @self: a keeper
 * @path: of an article
 * @task: (transfer full): returns a #BsMarksPosition, or %NULL if there is none
 */
void
bs_marks_keeper_get_position (BsMarksKeeper *self, const char *path, GTask *task)
{
  Command *command = command_new (COMMAND_GET_POSITION, 0);

  command->path = g_strdup (path);
  command->task = task;
  g_async_queue_push (self->commands, command);
}

/**
 * bs_marks_keeper_transfer:
 * @self: a keeper
 * @direction: out or in
 * @file: a file
 * @snapshot: (transfer full): the library
 * @task: (transfer full): returns how many articles it was, or an error
 */
void
bs_marks_keeper_transfer (BsMarksKeeper *self, BsMarksTransfer direction, GFile *file, BsSnapshot *snapshot,
                          GTask *task)
{
  Command *command = command_new (COMMAND_TRANSFER, direction);

  command->file = g_object_ref (file);
  command->snapshot = snapshot;
  command->task = task;
  g_async_queue_push (self->commands, command);
}

/**
 * bs_marks_keeper_free:
 * @self: (transfer full): a keeper
 *
 * Ends the thread after all its requests; bs_marks_keeper_wait() waits for that.
 */
void
bs_marks_keeper_free (BsMarksKeeper *self)
{
  g_mutex_lock (&n_ending_mutex);
  n_ending++;
  g_mutex_unlock (&n_ending_mutex);
  g_async_queue_push (self->commands, command_new (COMMAND_STOP, 0));
  keeper_unref (self);
}

/**
 * bs_marks_keeper_wait:
 * @seconds: how long to wait
 *
 * Waits until all keepers that were ended are done. For the end of a program, so that the latest marks are stored.
 *
 * Returns: whether they are
 */
gboolean
bs_marks_keeper_wait (guint seconds)
{
  gint64 deadline = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;
  gboolean is_done = TRUE;

  g_mutex_lock (&n_ending_mutex);
  while (n_ending > 0 && is_done)
    is_done = g_cond_wait_until (&n_ending_cond, &n_ending_mutex, deadline);
  g_mutex_unlock (&n_ending_mutex);
  return is_done;
}
