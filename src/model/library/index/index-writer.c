/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/index/index-writer.h"

#include "model/library/folder/home.h"
#include "model/library/folder/memory.h"
#include "model/library/folder/power.h"
#include "model/library/index/index-adoption.h"
#include "model/library/index/index-backlog.h"
#include "model/library/index/index-beside.h"
#include "model/library/index/index-counts.h"
#include "model/library/index/index-lock.h"
#include "model/library/index/index-reader.h"
#include "model/library/index/index-store.h"
#include "model/library/index/index-text.h"

#define CHANGES_AT_ONCE 4096
#define LOOK_MICROSECONDS (10 * G_USEC_PER_SEC)
#define TRUST_MICROSECONDS (20 * G_USEC_PER_SEC)
#define PROGRESS_MICROSECONDS (200 * 1000)
#define QUIET_MICROSECONDS G_USEC_PER_SEC

typedef enum
{
  COMMAND_ADOPT,
  COMMAND_PUT,
  COMMAND_REMOVE,
  COMMAND_CHECK,
  COMMAND_DOUBT,
  COMMAND_DROP,
  COMMAND_WAKE,
  COMMAND_STOP,
} CommandKind;

typedef struct
{
  CommandKind kind;
  BsRow *row;
  BsSnapshot *snapshot;
  guint64 edition; /* the edition of those rows in the snapshot that were read from the index */
  BsSite *site;
} Command;

/* Whether this process follows the progress of an index that another process writes. */
typedef enum
{
  FOLLOWING_NOT,
  FOLLOWING_ASKED, /* it asked the owner for the rows that the index must contain */
  FOLLOWING,
} Following;

struct _BsIndexWriter
{
  gatomicrefcount ref_count;
  char *root;
  BsVocabulary *vocabulary;
  BsInbox *inbox;
  BsIndexWriterFuncs funcs;
  gboolean is_rebuilding;
  gboolean is_awaited;
  GAsyncQueue *commands;
  int is_stopped;
  guint n_given; /* commands about rows; the owner's */

  /* Used by the thread only. */
  guint n_handled;
  char *path;  /* (nullable): unknown until the first attempt to open it */
  char *place; /* (nullable): path of the file being written: @path, or the file beside it that will replace it */
  gboolean is_beside;  /* likewise */
  gboolean is_crowded; /* there was no room for two */
  BsIndexLock *lock;
  BsIndexStore *store;
  BsIndexText *text;
  BsSite *site;
  gboolean has_rows;   /* the store agrees with the table, except for queued commands */
  gboolean has_counts; /* likewise, the counts of keys and languages */
  BsIndexState state;
  Following following;
  gboolean is_dropped;
  gboolean is_slow;
  BsIndexBacklog *backlog; /* articles without text in the index */
  guint n_anew;            /* rebuilds since it was last complete */
  gint64 rest_until;
  gint64 quiet_time; /* when articles will have been unchanged for a while */
  gint64 retry_time;
  gint64 retry_delay;   /* since the last attempt to get a lock that another process has */
  gint64 trusted_until; /* a check found it intact */
  gint64 last_progress;
};

static void
command_free (gpointer data)
{
  Command *self = data;

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

static gboolean
is_stopped (BsIndexWriter *self)
{
  return g_atomic_int_get (&self->is_stopped) != 0;
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
  progress->n_waiting = bs_index_backlog_count (self->backlog);
  progress->n_handled = self->n_handled;
  progress->is_beside = self->is_beside;
  progress->bytes = self->path != NULL ? bs_index_store_measure (self->path) : 0;
  if (self->is_beside)
    progress->bytes += bs_index_store_measure (self->place);
  bs_inbox_post_result (self->inbox, self->funcs.take_progress, progress, g_free);
}

static void
close_index (BsIndexWriter *self)
{
  /* Noting the file's stamp below must not hide a change by another program. */
  if (self->lock != NULL && !bs_index_lock_is_unchanged (self->lock))
    bs_index_lock_doubt (self->lock);
  bs_index_backlog_clear (self->backlog);
  g_clear_pointer (&self->text, bs_index_text_free);
  g_clear_pointer (&self->store, bs_index_store_free);
  if (self->lock != NULL)
    bs_index_lock_note (self->lock, bs_index_backlog_is_at_risk (self->backlog));
  self->has_rows = FALSE;
}

static void
set_state (BsIndexWriter *self, BsIndexState state)
{
  self->state = state;
  tell_progress (self, TRUE);
}

static void
tell_waiting (BsIndexWriter *self, gboolean is_urgent)
{
  self->state = bs_index_backlog_count (self->backlog) > 0 || bs_index_lock_is_doubtful (self->lock) ?
                    BS_INDEX_READING :
                    BS_INDEX_WHOLE;
  tell_progress (self, is_urgent);
}

static void replace (BsIndexWriter *self);

/* Called when everything is in the index. */
static void
rest (BsIndexWriter *self)
{
  if (self->is_beside)
    {
      replace (self);
      return;
    }
  bs_index_backlog_clear (self->backlog);
  self->n_anew = 0;
  bs_index_store_settle (self->store);
  bs_index_lock_note (self->lock, bs_index_backlog_is_at_risk (self->backlog));
  tell_waiting (self, TRUE);
}

static void
tell_or_rest (BsIndexWriter *self, gboolean is_urgent)
{
  if (bs_index_backlog_count (self->backlog) > 0)
    tell_waiting (self, is_urgent);
  else
    rest (self);
}

static void
push (BsIndexWriter *self, Command command)
{
  if (command.kind == COMMAND_ADOPT || command.kind == COMMAND_PUT || command.kind == COMMAND_REMOVE)
    self->n_given++;
  g_async_queue_push (self->commands, g_memdup2 (&command, sizeof command));
}

/* Called on any thread to make the writer look for work. */
static void
wake_cb (gpointer user_data)
{
  push (user_data, (Command){ COMMAND_WAKE });
}

/* For a waiting user: records which texts an index of another process must contain. */
static void
follow (BsIndexWriter *self, const BsSnapshot *snapshot)
{
  bs_index_backlog_clear (self->backlog);
  for (guint i = 0; i < snapshot->n_rows; i++)
    if (snapshot->rows[i] != NULL)
      bs_index_backlog_add (self->backlog, snapshot->rows[i]);
  self->following = FOLLOWING;
  self->retry_time = 0;
}

/* Finds out which of the texts that are waited for are in the other process's index now. */
static void
look_elsewhere (BsIndexWriter *self)
{
  g_autoptr (BsIndexReader) reader = NULL;
  BsIndexText *text;

  if (self->following == FOLLOWING_NOT)
    {
      self->following = FOLLOWING_ASKED;
      bs_inbox_post_result (self->inbox, self->funcs.want_rows, NULL, NULL);
    }
  if (self->following == FOLLOWING)
    reader = bs_index_reader_open (self->root);
  text = reader != NULL ? bs_index_reader_get_text (reader) : NULL;
  if (text == NULL || !bs_index_text_refresh (text, NULL))
    {
      set_state (self, BS_INDEX_ELSEWHERE);
      return;
    }
  bs_index_backlog_strike (self->backlog, text);
  set_state (self, bs_index_backlog_count (self->backlog) > 0 ? BS_INDEX_ELSEWHERE : BS_INDEX_WHOLE);
}

#define MAX_ANEW 5
#define RETRY_MICROSECONDS (20 * G_USEC_PER_SEC)
#define FOLLOW_MICROSECONDS (G_USEC_PER_SEC / 2)

/* The owner of the lock may be about to end, such as the writer of a window that was just closed. */
#define FIRST_RETRY_MICROSECONDS (20 * 1000)

/* Waits longer and longer for a lock that another process has. */
static void
plan_retry (BsIndexWriter *self, gint64 most)
{
  self->retry_delay = CLAMP (2 * self->retry_delay, FIRST_RETRY_MICROSECONDS, most);
  self->retry_time = g_get_monotonic_time () + self->retry_delay;
}

/* @is_useless: (out): on failure, whether a rebuild would help */
static gboolean
open_store (BsIndexWriter *self, gboolean *is_useless)
{
  g_autoptr (GError) error = NULL;

  self->store = bs_index_store_open (self->place, BS_INDEX_WRITE, &error);
  self->text = self->store != NULL ? bs_index_text_new (bs_index_store_get_connection (self->store), &error) : NULL;
  if (self->text != NULL && bs_index_text_create (self->text, &error))
    {
      bs_index_lock_note (self->lock, bs_index_backlog_is_at_risk (self->backlog));
      bs_inbox_post_result (self->inbox, self->funcs.want_rows, NULL, NULL);
      return TRUE;
    }
  g_debug ("%s", error->message);
  *is_useless = g_error_matches (error, BS_INDEX_ERROR, BS_INDEX_ERROR_USELESS) ||
                (self->store != NULL && bs_index_store_get_fault (self->store) == BS_INDEX_ERROR_USELESS);
  return FALSE;
}

/* Tries again later. Until then, searches read the files. */
static void
give_up (BsIndexWriter *self)
{
  close_index (self);
  if (self->is_beside)
    {
      bs_index_store_remove (self->place);
      self->is_crowded = TRUE;
      self->is_beside = FALSE;
    }
  g_clear_pointer (&self->lock, bs_index_lock_free);
  self->retry_time = g_get_monotonic_time () + RETRY_MICROSECONDS;
  set_state (self, BS_INDEX_UNAVAILABLE);
}

static void
start_anew (BsIndexWriter *self)
{
  gboolean is_useless;

  bs_index_backlog_clear (self->backlog);
  g_clear_pointer (&self->text, bs_index_text_free);
  g_clear_pointer (&self->store, bs_index_store_free);
  self->has_rows = FALSE;
  set_state (self, BS_INDEX_STARTING);
  if (!bs_index_lock_is_standing (self->lock))
    {
      g_clear_pointer (&self->lock, bs_index_lock_free);
      self->retry_time = 0;
      return;
    }
  /* Something keeps damaging it: stop trying for now. */
  if (++self->n_anew <= MAX_ANEW && bs_index_store_remove (self->place) && open_store (self, &is_useless))
    bs_index_lock_settle (self->lock);
  else
    give_up (self);
}

static void
open_place (BsIndexWriter *self, gboolean is_beside)
{
  gboolean is_useless;

  self->is_beside = is_beside;
  g_free (self->place);
  self->place = is_beside ? bs_index_beside_build_path (self->path) : g_strdup (self->path);
  bs_index_lock_watch (self->lock, self->place);
  if (open_store (self, &is_useless))
    return;
  /* Opening checks only the beginning. Other damage shows when it is read. */
  if (is_useless)
    start_anew (self);
  else
    give_up (self);
}

/* Leaves the index to the searches, and writes another one. */
static void
go_beside (BsIndexWriter *self)
{
  close_index (self);
  open_place (self, TRUE);
}

/* The new index takes the old one's place. It is compared with the table again, as after any opening. */
static void
replace (BsIndexWriter *self)
{
  bs_index_store_settle (self->store);
  bs_index_lock_note (self->lock, bs_index_backlog_is_at_risk (self->backlog));
  close_index (self);
  if (!bs_index_beside_replace (self->place, self->path))
    {
      give_up (self);
      return;
    }
  open_place (self, FALSE);
}

/* Rebuilds a damaged index, and retries later after other errors, such as a full disk. */
static void
recover (BsIndexWriter *self, const GError *error)
{
  BsIndexError fault = bs_index_store_get_fault (self->store);

  g_debug ("%s", error != NULL ? error->message : "The index is damaged.");
  bs_index_store_roll_back (self->store);
  if (error == NULL || fault == BS_INDEX_ERROR_USELESS ||
      g_error_matches (error, BS_INDEX_ERROR, BS_INDEX_ERROR_USELESS))
    start_anew (self);
  else
    give_up (self);
}

static void
open_index (BsIndexWriter *self)
{
  gboolean is_taken;
  gboolean is_beside;

  self->retry_time = g_get_monotonic_time () + RETRY_MICROSECONDS;
  self->n_anew = 0;
  if (self->path == NULL)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (BsHome) home = bs_home_open (self->root, &error);

      if (home == NULL)
        {
          g_debug ("%s", error->message);
          set_state (self, BS_INDEX_UNAVAILABLE);
          return;
        }
      self->path = bs_home_build_cache_path (home, "index.db");
    }
  self->lock = bs_index_lock_take (self->path, &is_taken);
  if (self->lock == NULL && is_taken)
    plan_retry (self, self->is_awaited ? FOLLOW_MICROSECONDS : RETRY_MICROSECONDS);
  if (self->lock == NULL && is_taken && self->is_awaited && !self->is_rebuilding)
    {
      look_elsewhere (self);
      return;
    }
  self->following = FOLLOWING_NOT;
  bs_index_backlog_clear (self->backlog);
  if (self->lock == NULL)
    {
      set_state (self, is_taken ? BS_INDEX_ELSEWHERE : BS_INDEX_UNAVAILABLE);
      return;
    }
  self->retry_delay = 0;
  set_state (self, BS_INDEX_STARTING);
  is_beside = !self->is_crowded && bs_index_beside_is_wanted (self->path, self->is_rebuilding);
  if (self->is_rebuilding)
    {
      g_autofree char *useless = is_beside ? bs_index_beside_build_path (self->path) : g_strdup (self->path);

      self->is_rebuilding = FALSE;
      bs_index_store_remove (useless);
    }
  open_place (self, is_beside);
}

static gboolean
commit (BsIndexWriter *self, GError **error)
{
  if (!bs_index_store_commit (self->store, error))
    return FALSE;
  bs_index_lock_note (self->lock, bs_index_backlog_is_at_risk (self->backlog));
  return TRUE;
}

/* Begins a transaction. If another program wrote to the file or removed it, the index is rebuilt instead. */
static gboolean
begin (BsIndexWriter *self)
{
  g_autoptr (GError) error = NULL;

  if (!bs_index_lock_is_unchanged (self->lock))
    {
      start_anew (self);
      return FALSE;
    }
  if (bs_index_store_begin (self->store, &error))
    return TRUE;
  recover (self, error);
  return FALSE;
}

/* Deleted texts take space: the index is written again, beside the old one if the disk has room. */
static gboolean
prepare_texts (BsIndexWriter *self, const BsSnapshot *snapshot, GError **error)
{
  if (!begin (self))
    return FALSE;
  if (bs_index_adoption_has_dead (self->text, snapshot) && !bs_index_text_clear (self->text, error))
    return FALSE;
  if (!bs_index_backlog_has_bulk (self->backlog))
    bs_index_backlog_set (self->backlog, bs_index_adoption_list_waiting (self->text, snapshot));
  return commit (self, error);
}

static void
tell_counts (BsIndexWriter *self, BsIndexCounts *counts)
{
  self->has_counts = counts != NULL;
  if (counts == NULL)
    return;
  bs_vocabulary_keep_keys (self->vocabulary, counts->keys);
  bs_inbox_post_result (self->inbox, self->funcs.take_counts, bs_index_counts_ref (counts),
                        (GDestroyNotify) bs_index_counts_unref);
}

/* Returns whether the missing texts are being read as a bulk. */
static gboolean
start_bulk (BsIndexWriter *self)
{
  if (!bs_index_backlog_wants_bulk (self->backlog) || !bs_index_lock_is_unchanged (self->lock))
    return FALSE;
  bs_index_backlog_start_bulk (self->backlog, self->place, self->site, self->text);
  /* Opening writes to the file: it may checkpoint the journal. */
  bs_index_lock_note (self->lock, bs_index_backlog_is_at_risk (self->backlog));
  return bs_index_backlog_has_bulk (self->backlog);
}

/* If there are no texts yet, none is deleted, and they are read while the rows are written. */
static void
read_ahead (BsIndexWriter *self, const BsSnapshot *snapshot)
{
  bs_index_backlog_clear (self->backlog);
  if (bs_index_text_get_n_versions (self->text) > 0 || (!self->is_awaited && bs_power_is_battery (BS_POWER_SUPPLIES)))
    return;
  bs_index_backlog_set (self->backlog, bs_index_adoption_list_waiting (self->text, snapshot));
  start_bulk (self);
}

/* Makes the open index agree with the table, and lists the texts that are missing. */
static void
take_over (BsIndexWriter *self, const BsSnapshot *snapshot, guint64 edition)
{
  g_autoptr (GError) error = NULL;

  read_ahead (self, snapshot);
  if (!begin (self))
    return;
  if (bs_index_adoption_write_rows (self->store, self->vocabulary, self->site, snapshot, edition, &self->is_stopped,
                                    &error) &&
      commit (self, &error))
    {
      if (!self->is_beside && !self->is_crowded && bs_index_adoption_has_dead (self->text, snapshot) &&
          bs_index_beside_has_room (self->path))
        {
          go_beside (self);
          return;
        }
      if (prepare_texts (self, snapshot, &error))
        {
          g_autoptr (BsIndexCounts) counts = bs_index_counts_read (self->store);

          self->has_rows = TRUE;
          self->quiet_time = g_get_monotonic_time () + QUIET_MICROSECONDS;
          tell_counts (self, counts);
          bs_index_store_relax (self->store);
          tell_or_rest (self, TRUE);
          return;
        }
    }
  if (self->store == NULL || is_stopped (self))
    return;
  recover (self, error);
}

/* The number of texts in a transaction. After a crash, those are read again. */
#define TEXTS_AT_ONCE 1024
#define TEXTS_AT_ONCE_ON_BATTERY 128
#define REST_ON_BATTERY 3 /* times the duration of the work */

/* Reads some of the missing texts into the index through FTS5, and stops when a command arrives. */
static void
write_few (BsIndexWriter *self)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;

  if (!begin (self))
    return;
  if (bs_index_backlog_write_few (self->backlog, self->site, self->text,
                                  self->is_slow ? TEXTS_AT_ONCE_ON_BATTERY : TEXTS_AT_ONCE, self->commands, &error) &&
      commit (self, &error))
    {
      if (self->is_slow)
        self->rest_until = g_get_monotonic_time () + REST_ON_BATTERY * (g_get_monotonic_time () - start);
      tell_or_rest (self, FALSE);
    }
  else
    recover (self, error);
}

/* Writes the next part of a large number of texts, if one is ready. */
static void
write_bulk (BsIndexWriter *self)
{
  g_autoptr (GError) error = NULL;

  if (!bs_index_backlog_can_write_bulk (self->backlog))
    return;
  if (!bs_index_lock_is_unchanged (self->lock))
    {
      start_anew (self);
      return;
    }
  if (bs_index_backlog_write_bulk (self->backlog, self->text, &error))
    {
      bs_index_lock_note (self->lock, bs_index_backlog_is_at_risk (self->backlog));
      if (bs_index_text_refresh (self->text, &error))
        {
          if (!bs_index_backlog_has_bulk (self->backlog))
            bs_index_backlog_strike (self->backlog, self->text);
          tell_or_rest (self, FALSE);
          return;
        }
    }
  recover (self, error);
}

static void
write_texts (BsIndexWriter *self)
{
  self->is_slow = !self->is_awaited && bs_power_is_battery (BS_POWER_SUPPLIES);
  if (self->is_slow)
    bs_index_backlog_stop_bulk (self->backlog);
  if (bs_index_backlog_has_bulk (self->backlog) || (!self->is_slow && start_bulk (self)))
    write_bulk (self);
  else
    write_few (self);
}

static gboolean
write_change (BsIndexWriter *self, const Command *command, GError **error)
{
  if (command->kind == COMMAND_REMOVE)
    return bs_index_store_remove_row (self->store, command->row, error);
  if (!bs_index_store_put_row (self->store, command->row, error))
    return FALSE;
  if (!bs_index_text_has (self->text,
                          bs_index_text_make_key (command->row->content_hash, bs_row_get_title (command->row))))
    bs_index_backlog_add (self->backlog, command->row);
  return TRUE;
}

/* Writes the given change and those queued directly after it. */
static void
write_changes (BsIndexWriter *self, Command *first)
{
  g_autoptr (GError) error = NULL;
  Command *command = first;
  gboolean is_written;

  if (!self->has_rows || !begin (self))
    return;
  is_written =
      (!self->has_counts || bs_index_counts_forget (self->store, &error)) && write_change (self, command, &error);
  self->has_counts = FALSE;
  self->quiet_time = g_get_monotonic_time () + QUIET_MICROSECONDS;
  for (guint n = 1; is_written && n < CHANGES_AT_ONCE; n++)
    {
      command = g_async_queue_try_pop (self->commands);
      if (command == NULL)
        break;
      if (command->kind != COMMAND_PUT && command->kind != COMMAND_REMOVE)
        {
          g_async_queue_push_front (self->commands, command);
          break;
        }
      self->n_handled++;
      is_written = write_change (self, command, &error);
      command_free (command);
    }
  if (is_written && bs_index_store_put_keys (self->store, self->vocabulary, &error) && commit (self, &error))
    {
      tell_waiting (self, TRUE);
      return;
    }
  recover (self, error);
}

static gboolean
wants_counts (BsIndexWriter *self)
{
  return self->has_rows && !self->has_counts && !self->is_beside && bs_index_backlog_count (self->backlog) == 0;
}

/* Reads the front matter of all articles. */
static void
count_fields (BsIndexWriter *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BsIndexCounts) counts = NULL;

  counts = bs_index_counts_make (self->store, self->text, &self->is_stopped, &error);
  if (is_stopped (self))
    return;
  /* The transaction is short, because changes to the file by other programs go unnoticed meanwhile. */
  if (counts == NULL)
    recover (self, error);
  else if (begin (self))
    {
      if (bs_index_counts_write (counts, self->store, &error) && commit (self, &error))
        {
          tell_counts (self, counts);
          bs_index_store_relax (self->store);
          bs_memory_give_back (); /* all front matter was read */
        }
      else
        recover (self, error);
    }
}

static void
check (BsIndexWriter *self)
{
  if (self->text == NULL)
    {
      if (!self->is_dropped)
        open_index (self);
      return;
    }
  if (!bs_index_lock_is_unchanged (self->lock) ||
      (bs_index_lock_is_doubtful (self->lock) && !bs_index_text_is_whole (self->text)))
    start_anew (self);
  else if (bs_index_lock_is_doubtful (self->lock))
    {
      bs_index_lock_settle (self->lock);
      self->trusted_until = g_get_monotonic_time () + TRUST_MICROSECONDS;
      if (self->has_rows && bs_index_backlog_count (self->backlog) == 0)
        rest (self);
    }
  else if (wants_counts (self) && g_get_monotonic_time () >= self->quiet_time)
    count_fields (self);
}

/* A reader can fail for other reasons: an index that was checked a moment ago is not checked again. */
static void
doubt (BsIndexWriter *self)
{
  if (self->text == NULL)
    return;
  if (!bs_index_lock_is_unchanged (self->lock))
    start_anew (self);
  else if (self->has_rows && g_get_monotonic_time () >= self->trusted_until)
    {
      bs_index_lock_doubt (self->lock);
      tell_waiting (self, TRUE);
    }
}

static void
drop (BsIndexWriter *self)
{
  self->is_dropped = TRUE;
  close_index (self);
  self->is_beside = FALSE;
  if (self->lock == NULL && self->path != NULL)
    self->lock = bs_index_lock_take (self->path, NULL);
  if (self->lock != NULL)
    {
      g_autofree char *beside = bs_index_beside_build_path (self->path);

      bs_index_store_remove (self->path);
      bs_index_store_remove (beside);
      bs_index_lock_settle (self->lock);
    }
  g_clear_pointer (&self->lock, bs_index_lock_free);
  set_state (self, BS_INDEX_UNAVAILABLE);
}

static void
handle (BsIndexWriter *self, Command *command)
{
  switch (command->kind)
    {
    case COMMAND_ADOPT:
      self->n_handled++;
      g_clear_pointer (&self->site, bs_site_unref);
      self->site = bs_site_ref (command->site);
      if (self->text != NULL)
        {
          take_over (self, command->snapshot, command->edition);
          /* It compared every row with the one in the index. */
          bs_memory_give_back ();
        }
      else if (self->following != FOLLOWING_NOT)
        follow (self, command->snapshot);
      break;
    case COMMAND_PUT:
    case COMMAND_REMOVE:
      self->n_handled++;
      write_changes (self, command);
      /* The rows to wait for have changed. */
      if (self->following == FOLLOWING)
        {
          self->following = FOLLOWING_NOT;
          look_elsewhere (self);
        }
      break;
    case COMMAND_CHECK:
      check (self);
      break;
    case COMMAND_DOUBT:
      doubt (self);
      break;
    case COMMAND_DROP:
      drop (self);
      break;
    case COMMAND_WAKE:
    case COMMAND_STOP:
      break;
    default:
      g_assert_not_reached ();
    }
}

/* Microseconds until there is work besides commands: 0 for now, G_MAXUINT64 for never. */
static guint64
get_patience (BsIndexWriter *self)
{
  gint64 now = g_get_monotonic_time ();

  if (self->has_rows && bs_index_lock_is_doubtful (self->lock))
    return 0;
  if (bs_index_backlog_has_bulk (self->backlog))
    return bs_index_backlog_can_write_bulk (self->backlog) ? 0 : G_MAXUINT64;
  if (self->has_rows && bs_index_backlog_count (self->backlog) > 0)
    return (guint64) MAX (self->rest_until - now, 0);
  if (wants_counts (self))
    return (guint64) MAX (self->quiet_time - now, 0);
  if (self->text == NULL && !self->is_dropped)
    return (guint64) MAX (self->retry_time - now, 0);
  return self->is_dropped ? G_MAXUINT64 : LOOK_MICROSECONDS;
}

static void
do_next (BsIndexWriter *self)
{
  if (self->text == NULL)
    open_index (self);
  else if (bs_index_lock_is_doubtful (self->lock) || bs_index_backlog_count (self->backlog) == 0)
    check (self);
  else
    write_texts (self);
}

static gpointer
writer_thread (gpointer data)
{
  BsIndexWriter *self = data;
  Command *command;

  if (!self->is_awaited)
    bs_power_yield ();
  self->backlog = bs_index_backlog_new (wake_cb, self);

  while (!is_stopped (self))
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
      else if (!is_stopped (self))
        do_next (self);
    }

  /* The last changes are still written, rather than found by the next comparison. */
  while ((command = g_async_queue_try_pop (self->commands)) != NULL)
    {
      if (command->kind == COMMAND_PUT || command->kind == COMMAND_REMOVE)
        handle (self, command);
      command_free (command);
    }
  close_index (self);
  g_clear_pointer (&self->lock, bs_index_lock_free);
  g_clear_pointer (&self->site, bs_site_unref);
  bs_index_backlog_free (self->backlog);
  g_free (self->path);
  g_free (self->place);
  writer_unref (self);
  return NULL;
}

/**
 * bs_index_writer_new:
 * @root: the library's folder
 * @use: whether to keep the existing index or rebuild it first
 * @is_awaited: whether a user waits for it; otherwise it runs at low priority
 * @vocabulary: the names of the library
 * @inbox: the owner's inbox, for results
 * @funcs: called on the owner's thread
 *
 * Starts a thread that keeps the index up to date. While another process does so, or the index cannot be written, it
 * only tries again from time to time.
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
 * @snapshot: (transfer full): all rows of the table
 * @edition: the edition of the rows that were read from the index, from bs_index_store_get_edition()
 * @site: their site
 *
 * Makes the index agree with the table: rows first, then missing texts. To be called when the writer wants rows and the
 * table is complete.
 */
void
bs_index_writer_adopt (BsIndexWriter *self, BsSnapshot *snapshot, guint64 edition, BsSite *site)
{
  push (self, (Command){ COMMAND_ADOPT, .snapshot = snapshot, .edition = edition, .site = bs_site_ref (site) });
}

/**
 * bs_index_writer_put:
 * @self: a writer
 * @row: an article that is new or changed, or whose file has a new time
 */
void
bs_index_writer_put (BsIndexWriter *self, BsRow *row)
{
  push (self, (Command){ COMMAND_PUT, .row = bs_row_ref (row) });
}

/**
 * bs_index_writer_remove:
 * @self: a writer
 * @row: the row of an article that was removed
 */
void
bs_index_writer_remove (BsIndexWriter *self, BsRow *row)
{
  push (self, (Command){ COMMAND_REMOVE, .row = bs_row_ref (row) });
}

/**
 * bs_index_writer_get_n_given:
 * @self: a writer
 *
 * Returns: the number of commands about rows so far; @n_handled of its progress reaches the same number
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
 * Checks whether another program wrote to the index; if so, it is rebuilt.
 */
void
bs_index_writer_check (BsIndexWriter *self)
{
  push (self, (Command){ COMMAND_CHECK });
}

/**
 * bs_index_writer_doubt:
 * @self: a writer
 *
 * Reports that the index could not be read. It is checked, and rebuilt if it is damaged.
 */
void
bs_index_writer_doubt (BsIndexWriter *self)
{
  push (self, (Command){ COMMAND_DOUBT });
}

/**
 * bs_index_writer_drop:
 * @self: a writer
 *
 * Deletes the index. This writer does not create another one.
 */
void
bs_index_writer_drop (BsIndexWriter *self)
{
  push (self, (Command){ COMMAND_DROP });
}

/**
 * bs_index_writer_free:
 * @self: (transfer full): a writer
 *
 * Stops the thread at the next opportunity, without waiting for it.
 */
void
bs_index_writer_free (BsIndexWriter *self)
{
  g_atomic_int_set (&self->is_stopped, 1);
  push (self, (Command){ COMMAND_STOP });
  writer_unref (self);
}
