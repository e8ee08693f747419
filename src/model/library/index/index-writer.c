/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/index/index-writer.h"

#include <stdlib.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "model/library/index/index-writer-private.h"

#define CHANGES_AT_ONCE 4096
#define LOOK_MICROSECONDS (10 * G_USEC_PER_SEC)
#define TRUST_MICROSECONDS (20 * G_USEC_PER_SEC)
#define PROGRESS_MICROSECONDS (200 * 1000)

/* Everything else goes before, but on a machine that is always busy it still gets on: a tenth of what others get. */
#define NICENESS 10

/* linux/ioprio.h, which not every system has: only when nobody else wants the disk. */
#define IOPRIO_WHO_PROCESS 1
#define IOPRIO_CLASS_IDLE (3 << 13)

static void
command_free (gpointer data)
{
  BsIndexCommand *self = data;

  g_clear_pointer (&self->row, bs_row_unref);
  g_clear_pointer (&self->snapshot, bs_snapshot_free);
  g_clear_pointer (&self->site, bs_site_unref);
  g_free (self);
}

static void
writer_unref (BsIndexWriter *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_async_queue_unref (self->commands);
  bs_vocabulary_unref (self->vocabulary);
  bs_inbox_unref (self->inbox);
  g_free (self->root);
  g_free (self);
}

gboolean
bs_index_writer_is_stopped (BsIndexWriter *self)
{
  return g_atomic_int_get (&self->is_stopped) != 0;
}

guint
bs_index_writer_count_waiting (BsIndexWriter *self)
{
  return self->waiting->len - self->n_done;
}

static void
tell_progress (BsIndexWriter *self, gboolean is_urgent)
{
  gint64 now = g_get_monotonic_time ();
  BsIndexProgress *progress;

  if (!is_urgent && now < self->last_progress + PROGRESS_MICROSECONDS)
    return;
  self->last_progress = now;
  progress = g_new0 (BsIndexProgress, 1);
  progress->state = self->state;
  progress->is_slow = self->is_slow;
  progress->n_waiting = bs_index_writer_count_waiting (self);
  progress->n_handled = self->n_handled;
  progress->bytes = self->path != NULL ? bs_index_store_measure (self->path) : 0;
  bs_inbox_post_result (self->inbox, self->funcs.take_progress, progress, g_free);
}

void
bs_index_writer_forget_waiting (BsIndexWriter *self)
{
  bs_index_writer_drop_bulk (self);
  g_ptr_array_set_size (self->waiting, 0);
  self->n_done = 0;
  self->had_bulk = FALSE;
}

void
bs_index_writer_close (BsIndexWriter *self)
{
  /* What is noted below is not to hide what someone else did. */
  if (self->lock != NULL && !bs_index_lock_is_unchanged (self->lock))
    bs_index_lock_doubt (self->lock);
  bs_index_writer_drop_bulk (self);
  g_clear_pointer (&self->text, bs_index_text_free);
  g_clear_pointer (&self->store, bs_index_store_free);
  if (self->lock != NULL)
    bs_index_lock_note (self->lock);
  self->has_rows = FALSE;
  bs_index_writer_forget_waiting (self);
}

void
bs_index_writer_set_state (BsIndexWriter *self, BsIndexState state)
{
  self->state = state;
  tell_progress (self, TRUE);
}

void
bs_index_writer_tell_waiting (BsIndexWriter *self, gboolean is_urgent)
{
  g_assert (self->thread == g_thread_self ());

  self->state = bs_index_writer_count_waiting (self) > 0 || bs_index_lock_is_doubtful (self->lock) ? BS_INDEX_READING :
                                                                                                     BS_INDEX_WHOLE;
  tell_progress (self, is_urgent);
}

/* All is in the index: nothing is left to do for a while. */
void
bs_index_writer_rest (BsIndexWriter *self)
{
  g_assert (self->thread == g_thread_self ());

  bs_index_writer_forget_waiting (self);
  self->n_anew = 0;
  bs_index_store_settle (self->store);
  bs_index_lock_note (self->lock);
  bs_index_writer_tell_waiting (self, TRUE);
}

static gboolean
write_change (BsIndexWriter *self, const BsIndexCommand *command, GError **error)
{
  if (command->kind == BS_INDEX_COMMAND_REMOVE)
    return bs_index_store_remove_row (self->store, command->row, error);
  if (!bs_index_store_put_row (self->store, command->row, error))
    return FALSE;
  if (!bs_index_text_has (self->text, bs_index_writer_make_key (command->row)))
    g_ptr_array_add (self->waiting, bs_row_ref (command->row));
  return TRUE;
}

/* The change that is given, and all that wait behind it. */
static void
write_changes (BsIndexWriter *self, BsIndexCommand *first)
{
  g_autoptr (GError) error = NULL;
  BsIndexCommand *command = first;
  gboolean is_written;

  if (!self->has_rows || !bs_index_writer_begin (self))
    return;
  is_written = write_change (self, command, &error);
  for (guint n = 1; is_written && n < CHANGES_AT_ONCE; n++)
    {
      command = g_async_queue_try_pop (self->commands);
      if (command == NULL)
        break;
      if (command->kind != BS_INDEX_COMMAND_PUT && command->kind != BS_INDEX_COMMAND_REMOVE)
        {
          g_async_queue_push_front (self->commands, command);
          break;
        }
      self->n_handled++;
      is_written = write_change (self, command, &error);
      command_free (command);
    }
  if (is_written && bs_index_writer_commit (self, &error))
    {
      bs_index_writer_tell_waiting (self, TRUE);
      return;
    }
  bs_index_writer_recover (self, error);
}

static void
check (BsIndexWriter *self)
{
  if (self->text == NULL)
    {
      if (!self->is_dropped)
        bs_index_writer_open (self);
      return;
    }
  if (!bs_index_lock_is_unchanged (self->lock) ||
      (bs_index_lock_is_doubtful (self->lock) && !bs_index_text_is_whole (self->text)))
    bs_index_writer_start_anew (self);
  else if (bs_index_lock_is_doubtful (self->lock))
    {
      bs_index_lock_settle (self->lock);
      self->trusted_until = g_get_monotonic_time () + TRUST_MICROSECONDS;
      if (self->has_rows && bs_index_writer_count_waiting (self) == 0)
        bs_index_writer_rest (self);
    }
}

/* Who cannot read the index may have other reasons: an index that was found whole a moment ago is not read through
 * again. */
static void
doubt (BsIndexWriter *self)
{
  if (self->text == NULL)
    return;
  if (!bs_index_lock_is_unchanged (self->lock))
    bs_index_writer_start_anew (self);
  else if (self->has_rows && g_get_monotonic_time () >= self->trusted_until)
    {
      bs_index_lock_doubt (self->lock);
      bs_index_writer_tell_waiting (self, TRUE);
    }
}

static void
drop (BsIndexWriter *self)
{
  self->is_dropped = TRUE;
  bs_index_writer_close (self);
  if (self->lock == NULL && self->path != NULL)
    self->lock = bs_index_lock_take (self->path, NULL);
  if (self->lock != NULL)
    {
      bs_index_store_remove (self->path);
      bs_index_lock_settle (self->lock);
    }
  g_clear_pointer (&self->lock, bs_index_lock_free);
  bs_index_writer_set_state (self, BS_INDEX_UNAVAILABLE);
}

static void
handle (BsIndexWriter *self, BsIndexCommand *command)
{
  switch (command->kind)
    {
    case BS_INDEX_COMMAND_ADOPT:
      self->n_handled++;
      g_clear_pointer (&self->site, bs_site_unref);
      self->site = bs_site_ref (command->site);
      if (self->text != NULL)
        bs_index_writer_take_over (self, command->snapshot);
      else if (self->following != BS_INDEX_FOLLOWING_NOT)
        bs_index_writer_follow (self, command->snapshot);
      break;
    case BS_INDEX_COMMAND_PUT:
    case BS_INDEX_COMMAND_REMOVE:
      self->n_handled++;
      write_changes (self, command);
      /* The rows are other ones. */
      if (self->following == BS_INDEX_FOLLOWING)
        {
          self->following = BS_INDEX_FOLLOWING_NOT;
          bs_index_writer_look_elsewhere (self);
        }
      break;
    case BS_INDEX_COMMAND_CHECK:
      check (self);
      break;
    case BS_INDEX_COMMAND_DOUBT:
      doubt (self);
      break;
    case BS_INDEX_COMMAND_DROP:
      drop (self);
      break;
    case BS_INDEX_COMMAND_WAKE:
    case BS_INDEX_COMMAND_STOP:
      break;
    default:
      g_assert_not_reached ();
    }
}

/* Microseconds until there is something to do besides commands: 0 for at once, G_MAXUINT64 for never. */
static guint64
get_patience (BsIndexWriter *self)
{
  gint64 now = g_get_monotonic_time ();

  if (self->has_rows && bs_index_lock_is_doubtful (self->lock))
    return 0;
  if (self->bulk != NULL)
    return bs_index_bulk_can_take (self->bulk) ? 0 : G_MAXUINT64;
  if (self->has_rows && bs_index_writer_count_waiting (self) > 0)
    return (guint64) MAX (self->rest_until - now, 0);
  if (self->text == NULL && !self->is_dropped)
    return (guint64) MAX (self->retry_time - now, 0);
  return self->is_dropped ? G_MAXUINT64 : LOOK_MICROSECONDS;
}

static void
do_next (BsIndexWriter *self)
{
  if (self->text == NULL)
    bs_index_writer_open (self);
  else if (bs_index_lock_is_doubtful (self->lock) || bs_index_writer_count_waiting (self) == 0)
    check (self);
  else
    bs_index_writer_write_texts (self);
}

static gpointer
writer_thread (gpointer data)
{
  BsIndexWriter *self = data;
  BsIndexCommand *command;

  self->thread = g_thread_self ();
  /* The threads that it starts inherit it. */
  if (!self->is_awaited)
    {
      setpriority (PRIO_PROCESS, (id_t) gettid (), NICENESS);
      syscall (SYS_ioprio_set, IOPRIO_WHO_PROCESS, 0, IOPRIO_CLASS_IDLE);
    }
  self->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_row_unref);

  while (!bs_index_writer_is_stopped (self))
    {
      guint64 patience = get_patience (self);

      command = patience == 0           ? g_async_queue_try_pop (self->commands) :
                patience == G_MAXUINT64 ? g_async_queue_pop (self->commands) :
                                          g_async_queue_timeout_pop (self->commands, patience);
      if (command != NULL)
        {
          handle (self, command);
          command_free (command);
        }
      else if (!bs_index_writer_is_stopped (self))
        do_next (self);
    }

  /* What changed last is not left to the next comparison. */
  while ((command = g_async_queue_try_pop (self->commands)) != NULL)
    {
      if (command->kind == BS_INDEX_COMMAND_PUT || command->kind == BS_INDEX_COMMAND_REMOVE)
        handle (self, command);
      command_free (command);
    }
  bs_index_writer_close (self);
  g_clear_pointer (&self->lock, bs_index_lock_free);
  g_clear_pointer (&self->site, bs_site_unref);
  g_ptr_array_unref (self->waiting);
  g_free (self->path);
  writer_unref (self);
  return NULL;
}

static void
push (BsIndexWriter *self, BsIndexCommandKind kind, BsRow *row, BsSnapshot *snapshot, BsSite *site)
{
  BsIndexCommand *command = g_new (BsIndexCommand, 1);

  *command = (BsIndexCommand){ kind, row, snapshot, site };
  if (kind == BS_INDEX_COMMAND_ADOPT || kind == BS_INDEX_COMMAND_PUT || kind == BS_INDEX_COMMAND_REMOVE)
    self->n_given++;
  g_async_queue_push (self->commands, command);
}

/* Called on any thread: has the writer look whether there is something to do. */
void
bs_index_writer_wake (BsIndexWriter *self)
{
  push (self, BS_INDEX_COMMAND_WAKE, NULL, NULL, NULL);
}

/**
 * bs_index_writer_new:
 * @root: the library's folder
 * @use: to keep it, or to make it anew first
 * @is_awaited: whether someone waits for it: else everything else on the computer goes before
 * @vocabulary: the names of the library
 * @inbox: through which the owner is reached
 * @funcs: what of the owner's is called
 *
 * Starts to keep an index. As long as another process does so, or it cannot be written, nothing happens but that it is
 * tried again from time to time.
 *
 * Returns: (transfer full): a writer
 */
BsIndexWriter *
bs_index_writer_new (const char *root, BsIndexUse use, gboolean is_awaited, BsVocabulary *vocabulary, BsInbox *inbox,
                     const BsIndexWriterFuncs *funcs)
{
  BsIndexWriter *self = g_new0 (BsIndexWriter, 1);
  GThread *thread;

  g_atomic_ref_count_init (&self->ref_count);
  self->root = g_strdup (root);
  self->vocabulary = bs_vocabulary_ref (vocabulary);
  self->inbox = bs_inbox_ref (inbox);
  self->funcs = *funcs;
  self->is_rebuilding = use == BS_INDEX_USE_REBUILD;
  self->is_awaited = is_awaited;
  self->commands = g_async_queue_new_full (command_free);
  g_atomic_ref_count_inc (&self->ref_count);
  thread = g_thread_try_new ("bs-index", writer_thread, self, NULL);
  if (thread != NULL)
    g_thread_unref (thread);
  else
    writer_unref (self);
  return self;
}

/**
 * bs_index_writer_adopt:
 * @self: a writer
 * @snapshot: (transfer full): all that is known of the articles
 * @site: their site
 *
 * Has the index brought to what the table holds, rows first, then what text is missing. To be called when the writer
 * wants rows, and the table has them all.
 */
void
bs_index_writer_adopt (BsIndexWriter *self, BsSnapshot *snapshot, BsSite *site)
{
  push (self, BS_INDEX_COMMAND_ADOPT, NULL, snapshot, bs_site_ref (site));
}

/**
 * bs_index_writer_put:
 * @self: a writer
 * @row: an article that came or changed, or only its file's time
 */
void
bs_index_writer_put (BsIndexWriter *self, BsRow *row)
{
  push (self, BS_INDEX_COMMAND_PUT, bs_row_ref (row), NULL, NULL);
}

/**
 * bs_index_writer_remove:
 * @self: a writer
 * @row: what was known of an article that went
 */
void
bs_index_writer_remove (BsIndexWriter *self, BsRow *row)
{
  push (self, BS_INDEX_COMMAND_REMOVE, bs_row_ref (row), NULL, NULL);
}

/**
 * bs_index_writer_get_n_given:
 * @self: a writer
 *
 * Returns: how many commands about rows it was given; when it has handled them all, its progress says as many
 */
guint
bs_index_writer_get_n_given (BsIndexWriter *self)
{
  return self->n_given;
}

/**
 * bs_index_writer_check:
 * @self: a writer
 *
 * Has it looked whether someone else wrote to the index, which is made anew then.
 */
void
bs_index_writer_check (BsIndexWriter *self)
{
  push (self, BS_INDEX_COMMAND_CHECK, NULL, NULL, NULL);
}

/**
 * bs_index_writer_doubt:
 * @self: a writer
 *
 * Tells it that the index could not be read. It is checked, and made anew where something is wrong with it.
 */
void
bs_index_writer_doubt (BsIndexWriter *self)
{
  push (self, BS_INDEX_COMMAND_DOUBT, NULL, NULL, NULL);
}

/**
 * bs_index_writer_drop:
 * @self: a writer
 *
 * Has the index deleted. None is kept until there is another writer.
 */
void
bs_index_writer_drop (BsIndexWriter *self)
{
  push (self, BS_INDEX_COMMAND_DROP, NULL, NULL, NULL);
}

/**
 * bs_index_writer_free:
 * @self: (transfer full): a writer
 *
 * Ends the thread as soon as what it is at can be left. That is not waited for.
 */
void
bs_index_writer_free (BsIndexWriter *self)
{
  g_atomic_int_set (&self->is_stopped, 1);
  push (self, BS_INDEX_COMMAND_STOP, NULL, NULL, NULL);
  writer_unref (self);
}
