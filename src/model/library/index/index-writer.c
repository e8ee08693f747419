/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/index/index-writer.h"

#include <stdlib.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "model/library/folder/home.h"
#include "model/library/folder/memory.h"
#include "model/library/folder/power.h"
#include "model/library/index/index-adoption.h"
#include "model/library/index/index-beside.h"
#include "model/library/index/index-bulk.h"
#include "model/library/index/index-counts.h"
#include "model/library/index/index-feed.h"
#include "model/library/index/index-lock.h"
#include "model/library/index/index-reader.h"
#include "model/library/index/index-store.h"
#include "model/library/index/index-text.h"
#include "model/library/index/index-tokenizer.h"

#define CHANGES_AT_ONCE 4096
#define LOOK_MICROSECONDS (10 * G_USEC_PER_SEC)
#define TRUST_MICROSECONDS (20 * G_USEC_PER_SEC)
#define PROGRESS_MICROSECONDS (200 * 1000)
#define QUIET_MICROSECONDS G_USEC_PER_SEC

/* Low priority: about a tenth of the time that other programs get on a busy machine. */
#define NICENESS 10

/* From linux/ioprio.h, which not every system has: use the disk only when it is idle. */
#define IOPRIO_WHO_PROCESS 1
#define IOPRIO_CLASS_IDLE (3 << 13)

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
  BsSite *site;
} Command;

/* Whether this process follows the progress of an index that another process writes. */
typedef enum
{
  FOLLOWING_NOT,
  FOLLOWING_ASKED, /* asked the owner for the rows that must be in it */
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
  GThread *thread;
  char *path;          /* (nullable): unknown until the first attempt to open it */
  char *place;         /* (nullable): what is written: at @path, or beside it what is to replace that */
  gboolean is_beside;  /* likewise */
  gboolean is_crowded; /* there was no room for two */
  BsIndexLock *lock;
  BsIndexStore *store;
  BsIndexText *text;
  BsSite *site;
  gboolean has_rows;   /* the store agrees with the table, except for queued commands */
  gboolean has_counts; /* likewise, of keys and languages */
  BsIndexState state;
  Following following;
  gboolean is_dropped;
  gboolean is_slow;
  BsIndexBulk *bulk;        /* (nullable): the waiting texts, if there are very many */
  BsIndexStore *bulk_store; /* (nullable): the connection for the bulk */
  gboolean had_bulk;        /* do not start another one for the rest */
  guint n_refused;          /* how often a bulk write made the index unusable */
  GPtrArray *waiting;       /* (element-type BsRow): articles without text in the index, oldest first */
  guint n_done;             /* how many of those are written */
  guint n_anew;             /* rebuilds since it was last complete */
  gint64 rest_until;
  gint64 quiet_time; /* no article has changed for a while then */
  gint64 retry_time;
  gint64 trusted_until; /* a check found it intact */
  gint64 last_progress;
};

static guint64
make_key (const BsRow *row)
{
  return bs_index_text_make_key (row->content_hash, bs_row_get_title (row));
}

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

static guint
count_waiting (BsIndexWriter *self)
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
  progress->n_waiting = count_waiting (self);
  progress->n_handled = self->n_handled;
  progress->is_beside = self->is_beside;
  progress->bytes = self->path != NULL ? bs_index_store_measure (self->path) : 0;
  if (self->is_beside)
    progress->bytes += bs_index_store_measure (self->place);
  bs_inbox_post_result (self->inbox, self->funcs.take_progress, progress, g_free);
}

static void
drop_bulk (BsIndexWriter *self)
{
  g_assert (self->thread == g_thread_self ());

  g_clear_pointer (&self->bulk, bs_index_bulk_free);
  g_clear_pointer (&self->bulk_store, bs_index_store_free);
}

static void
forget_waiting (BsIndexWriter *self)
{
  drop_bulk (self);
  g_ptr_array_set_size (self->waiting, 0);
  self->n_done = 0;
  self->had_bulk = FALSE;
}

static void
close_index (BsIndexWriter *self)
{
  /* Noting the file's stamp below must not hide a change by another program. */
  if (self->lock != NULL && !bs_index_lock_is_unchanged (self->lock))
    bs_index_lock_doubt (self->lock);
  drop_bulk (self);
  g_clear_pointer (&self->text, bs_index_text_free);
  g_clear_pointer (&self->store, bs_index_store_free);
  if (self->lock != NULL)
    bs_index_lock_note (self->lock);
  self->has_rows = FALSE;
  forget_waiting (self);
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
  g_assert (self->thread == g_thread_self ());

  self->state = count_waiting (self) > 0 || bs_index_lock_is_doubtful (self->lock) ? BS_INDEX_READING : BS_INDEX_WHOLE;
  tell_progress (self, is_urgent);
}

static void replace (BsIndexWriter *self);

/* Called when everything is in the index. */
static void
rest (BsIndexWriter *self)
{
  g_assert (self->thread == g_thread_self ());

  if (self->is_beside)
    {
      replace (self);
      return;
    }
  forget_waiting (self);
  self->n_anew = 0;
  bs_index_store_settle (self->store);
  bs_index_lock_note (self->lock);
  tell_waiting (self, TRUE);
}

static void
push (BsIndexWriter *self, CommandKind kind, BsRow *row, BsSnapshot *snapshot, BsSite *site)
{
  Command *command = g_new (Command, 1);

  *command = (Command){ kind, row, snapshot, site };
  if (kind == COMMAND_ADOPT || kind == COMMAND_PUT || kind == COMMAND_REMOVE)
    self->n_given++;
  g_async_queue_push (self->commands, command);
}

/* Any thread may call this to make the writer look for work. */
static void
wake (BsIndexWriter *self)
{
  push (self, COMMAND_WAKE, NULL, NULL, NULL);
}

/* For someone who waits: notes which texts must be in the index that another process keeps. */
static void
follow (BsIndexWriter *self, const BsSnapshot *snapshot)
{
  forget_waiting (self);
  for (guint i = 0; i < snapshot->n_rows; i++)
    if (snapshot->rows[i] != NULL)
      g_ptr_array_add (self->waiting, bs_row_ref (snapshot->rows[i]));
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
  for (guint i = self->waiting->len; i > 0; i--)
    if (bs_index_text_has (text, make_key (self->waiting->pdata[i - 1])))
      g_ptr_array_remove_index_fast (self->waiting, i - 1);
  set_state (self, self->waiting->len > 0 ? BS_INDEX_ELSEWHERE : BS_INDEX_WHOLE);
}

#define MAX_ANEW 5
#define RETRY_MICROSECONDS (20 * G_USEC_PER_SEC)
#define FOLLOW_MICROSECONDS (G_USEC_PER_SEC / 2)

/* @is_useless: (out): on failure, whether a rebuild would help */
static gboolean
open_store (BsIndexWriter *self, gboolean *is_useless)
{
  g_autoptr (GError) error = NULL;

  self->store = bs_index_store_open (self->place, BS_INDEX_WRITE, &error);
  self->text = self->store != NULL ? bs_index_text_new (bs_index_store_get_connection (self->store), &error) : NULL;
  if (self->text != NULL && bs_index_text_create (self->text, &error))
    {
      bs_index_lock_note (self->lock);
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

  drop_bulk (self);
  g_clear_pointer (&self->text, bs_index_text_free);
  g_clear_pointer (&self->store, bs_index_store_free);
  self->has_rows = FALSE;
  forget_waiting (self);
  set_state (self, BS_INDEX_STARTING);
  if (!bs_index_lock_is_standing (self->lock))
    {
      g_clear_pointer (&self->lock, bs_index_lock_free);
      self->retry_time = 0;
      return;
    }
  /* Something breaks it again and again: stop trying for now. */
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
  bs_index_lock_note (self->lock);
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

  g_assert (self->thread == g_thread_self ());

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
  if (self->lock == NULL && is_taken && self->is_awaited && !self->is_rebuilding)
    {
      self->retry_time = g_get_monotonic_time () + FOLLOW_MICROSECONDS;
      look_elsewhere (self);
      return;
    }
  self->following = FOLLOWING_NOT;
  forget_waiting (self);
  if (self->lock == NULL)
    {
      set_state (self, is_taken ? BS_INDEX_ELSEWHERE : BS_INDEX_UNAVAILABLE);
      return;
    }
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
  g_assert (self->thread == g_thread_self ());

  if (!bs_index_store_commit (self->store, error))
    return FALSE;
  bs_index_lock_note (self->lock);
  return TRUE;
}

/* Begins a transaction. If another program wrote to the file or removed it, the index is rebuilt instead. */
static gboolean
begin (BsIndexWriter *self)
{
  g_autoptr (GError) error = NULL;

  g_assert (self->thread == g_thread_self ());

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

/* Texts that are dead are left behind: the index is written again, beside the old one if the disk has room. */
static gboolean
prepare_texts (BsIndexWriter *self, const BsSnapshot *snapshot, GError **error)
{
  if (!begin (self))
    return FALSE;
  if (bs_index_adoption_has_dead (self->text, snapshot) && !bs_index_text_clear (self->text, error))
    return FALSE;
  forget_waiting (self);
  g_ptr_array_unref (self->waiting);
  self->waiting = bs_index_adoption_list_waiting (self->text, snapshot);
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

/* Makes the open index agree with the table, and lists the texts that are missing. */
static void
take_over (BsIndexWriter *self, const BsSnapshot *snapshot)
{
  g_autoptr (GError) error = NULL;

  if (!begin (self))
    return;
  if (bs_index_adoption_write_rows (self->store, self->vocabulary, self->site, snapshot, &self->is_stopped, &error) &&
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
          if (count_waiting (self) > 0)
            tell_waiting (self, TRUE);
          else
            rest (self);
          return;
        }
    }
  if (self->store == NULL || is_stopped (self))
    return;
  recover (self, error);
}

/* Very many texts are read and inverted on several threads, and written without FTS5. This needs a second connection,
 * because FTS5 only notices changes that other connections make. */

#define MANY_TEXTS 1024

/* One failure can be a damaged index. After more of them SQLite probably refuses such writes to FTS5's tables in
 * general, and all texts go through FTS5. */
#define MAX_REFUSED 2

/* Lists the articles without text in the index; of several with the same text, one. */
static GPtrArray *
list_rows (BsIndexWriter *self)
{
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_row_unref);

  for (guint i = self->n_done; i < self->waiting->len; i++)
    {
      BsRow *row = self->waiting->pdata[i];
      guint64 key = make_key (row);

      if (!bs_index_text_has (self->text, key) && g_hash_table_add (keys, g_memdup2 (&key, sizeof key)))
        g_ptr_array_add (rows, bs_row_ref (row));
    }
  return rows;
}

static void
wake_cb (gpointer user_data)
{
  wake (user_data);
}

/* Returns whether the waiting texts are now being read as a bulk. */
static gboolean
start_bulk (BsIndexWriter *self)
{
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;

  g_assert (self->thread == g_thread_self ());

  if (self->had_bulk || self->n_refused >= MAX_REFUSED || count_waiting (self) <= MANY_TEXTS ||
      !bs_index_lock_is_unchanged (self->lock))
    return FALSE;
  self->had_bulk = TRUE;
  rows = list_rows (self);
  if (rows->len <= MANY_TEXTS)
    return FALSE;
  self->bulk_store = bs_index_store_open (self->place, BS_INDEX_WRITE_MORE, &error);
  /* Opening writes to the file: it may checkpoint the journal. */
  bs_index_lock_note (self->lock);
  if (self->bulk_store != NULL)
    self->bulk = bs_index_bulk_new (self->site, g_steal_pointer (&rows), wake_cb, self);
  else
    g_debug ("%s", error->message);
  return self->bulk != NULL;
}

static gboolean
write_run (BsIndexWriter *self, BsIndexRun *run, GError **error)
{
  gint64 first_version;
  guint n_versions;

  bs_index_text_get_keys (self->text, &first_version, &n_versions);
  if (!bs_index_store_begin (self->bulk_store, error))
    return FALSE;
  if (!bs_index_run_write (run, self->bulk_store, first_version + n_versions, error) ||
      !bs_index_store_commit (self->bulk_store, error))
    {
      bs_index_store_roll_back (self->bulk_store);
      return FALSE;
    }
  bs_index_lock_note (self->lock);
  return bs_index_text_refresh (self->text, error);
}

/* What remains are files that could not be read and changes since the start. */
static void
end_bulk (BsIndexWriter *self)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_row_unref);

  for (guint i = 0; i < self->waiting->len; i++)
    if (!bs_index_text_has (self->text, make_key (self->waiting->pdata[i])))
      g_ptr_array_add (rows, bs_row_ref (self->waiting->pdata[i]));
  drop_bulk (self);
  g_ptr_array_unref (self->waiting);
  self->waiting = g_steal_pointer (&rows);
  self->n_done = 0;
  /* The bulk used more memory than everything else in the program. */
  bs_memory_give_back ();
}

/* Writes the next part of a large number of texts, if one is ready. */
static void
write_bulk (BsIndexWriter *self)
{
  g_autoptr (BsIndexRun) run = NULL;
  g_autoptr (GError) error = NULL;
  guint n_rows;

  if (!bs_index_bulk_can_take (self->bulk))
    return;
  if (!bs_index_lock_is_unchanged (self->lock))
    {
      start_anew (self);
      return;
    }
  run = bs_index_bulk_take (self->bulk, &n_rows);
  if (bs_index_run_get_n_texts (run) > 0 && !write_run (self, run, &error))
    {
      if (g_error_matches (error, BS_INDEX_ERROR, BS_INDEX_ERROR_USELESS))
        self->n_refused++;
      recover (self, error);
      return;
    }
  self->n_done += n_rows;
  g_clear_pointer (&run, bs_index_run_free);
  if (bs_index_bulk_is_done (self->bulk))
    end_bulk (self);
  if (count_waiting (self) > 0)
    tell_waiting (self, FALSE);
  else
    rest (self);
}

/* The number of texts in a transaction. After a crash, those are read again. */
#define TEXTS_AT_ONCE 1024
#define TEXTS_AT_ONCE_ON_BATTERY 128
#define REST_ON_BATTERY 3 /* times the duration of the work */

static gboolean
put_texts (BsIndexWriter *self, BsIndexFeed *feed, BsRow *const *rows, guint n_rows, guint *n_put, GError **error)
{
  for (*n_put = 0; *n_put < n_rows; (*n_put)++)
    {
      const BsRow *row = rows[*n_put];
      g_autoptr (GBytes) title = NULL;
      g_autoptr (GBytes) text = NULL;
      g_autoptr (GBytes) fields = NULL;
      g_autoptr (GBytes) headings = NULL;
      guint64 key = make_key (row);

      if (is_stopped (self) || g_async_queue_length (self->commands) > 0)
        return TRUE;
      text = bs_index_feed_take (feed, *n_put, &fields, &headings);
      if (text == NULL || bs_index_text_has (self->text, key))
        continue;
      title = bs_index_tokenizer_cut (bs_row_get_title (row));
      if (!bs_index_text_put (self->text, key, title, text, fields, headings, error))
        return FALSE;
    }
  return TRUE;
}

/* Puts some of the missing texts into the index, and stops when a command arrives. */
static void
write_texts (BsIndexWriter *self)
{
  gint64 start = g_get_monotonic_time ();
  guint n_rows = MIN (count_waiting (self), self->is_slow ? TEXTS_AT_ONCE_ON_BATTERY : TEXTS_AT_ONCE);
  BsRow *const *rows = (BsRow *const *) self->waiting->pdata + self->n_done;
  g_autoptr (BsIndexFeed) feed = NULL;
  g_autoptr (GError) error = NULL;
  guint n_put = 0;

  self->is_slow = !self->is_awaited && bs_power_is_battery (BS_POWER_SUPPLIES);
  if (self->is_slow)
    drop_bulk (self);
  else if (self->bulk != NULL || start_bulk (self))
    {
      write_bulk (self);
      return;
    }
  if (!begin (self))
    return;
  feed = bs_index_feed_new (self->site, rows, n_rows);
  if (!put_texts (self, feed, rows, n_rows, &n_put, &error) || !commit (self, &error))
    {
      /* Giving up frees the rows that the feed reads. */
      g_clear_pointer (&feed, bs_index_feed_free);
      recover (self, error);
      return;
    }
  self->n_done += n_put;
  if (self->is_slow)
    self->rest_until = g_get_monotonic_time () + REST_ON_BATTERY * (g_get_monotonic_time () - start);
  g_clear_pointer (&feed, bs_index_feed_free);
  if (count_waiting (self) > 0)
    tell_waiting (self, FALSE);
  else
    rest (self);
}

static gboolean
write_change (BsIndexWriter *self, const Command *command, GError **error)
{
  if (command->kind == COMMAND_REMOVE)
    return bs_index_store_remove_row (self->store, command->row, error);
  if (!bs_index_store_put_row (self->store, command->row, error))
    return FALSE;
  if (!bs_index_text_has (self->text, make_key (command->row)))
    g_ptr_array_add (self->waiting, bs_row_ref (command->row));
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
  return self->has_rows && !self->has_counts && !self->is_beside && count_waiting (self) == 0;
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
  /* The transaction is short: what another program does to the file meanwhile would not be noticed. */
  if (counts == NULL)
    recover (self, error);
  else if (begin (self))
    {
      if (bs_index_counts_write (counts, self->store, &error) && commit (self, &error))
        {
          tell_counts (self, counts);
          bs_index_store_relax (self->store);
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
      if (self->has_rows && count_waiting (self) == 0)
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
          take_over (self, command->snapshot);
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
      /* The rows to wait for are no longer the same. */
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
  if (self->bulk != NULL)
    return bs_index_bulk_can_take (self->bulk) ? 0 : G_MAXUINT64;
  if (self->has_rows && count_waiting (self) > 0)
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
  else if (bs_index_lock_is_doubtful (self->lock) || count_waiting (self) == 0)
    check (self);
  else
    write_texts (self);
}

static gpointer
writer_thread (gpointer data)
{
  BsIndexWriter *self = data;
  Command *command;

  self->thread = g_thread_self ();
  /* Threads that it starts inherit the priority. */
  if (!self->is_awaited)
    {
      setpriority (PRIO_PROCESS, (id_t) gettid (), MAX (NICENESS, getpriority (PRIO_PROCESS, 0)));
      syscall (SYS_ioprio_set, IOPRIO_WHO_PROCESS, 0, IOPRIO_CLASS_IDLE);
    }
  self->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) bs_row_unref);

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
  g_ptr_array_unref (self->waiting);
  g_free (self->path);
  g_free (self->place);
  writer_unref (self);
  return NULL;
}

/**
 * bs_index_writer_new:
 * @root: the library's folder
 * @use: whether to keep the existing index or rebuild it first
 * @is_awaited: whether someone waits for it; otherwise it runs at low priority
 * @vocabulary: the names of the library
 * @inbox: the owner's inbox, for results
 * @funcs: functions that are called on the owner's thread
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
 * @site: their site
 *
 * Makes the index agree with the table: rows first, then missing texts. To be called when the writer wants rows and
 * the table is complete.
 */
void
bs_index_writer_adopt (BsIndexWriter *self, BsSnapshot *snapshot, BsSite *site)
{
  push (self, COMMAND_ADOPT, NULL, snapshot, bs_site_ref (site));
}

/**
 * bs_index_writer_put:
 * @self: a writer
 * @row: an article that is new or changed, or whose file has a new time
 */
void
bs_index_writer_put (BsIndexWriter *self, BsRow *row)
{
  push (self, COMMAND_PUT, bs_row_ref (row), NULL, NULL);
}

/**
 * bs_index_writer_remove:
 * @self: a writer
 * @row: the row of an article that was removed
 */
void
bs_index_writer_remove (BsIndexWriter *self, BsRow *row)
{
  push (self, COMMAND_REMOVE, bs_row_ref (row), NULL, NULL);
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
  push (self, COMMAND_CHECK, NULL, NULL, NULL);
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
  push (self, COMMAND_DOUBT, NULL, NULL, NULL);
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
  push (self, COMMAND_DROP, NULL, NULL, NULL);
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
  push (self, COMMAND_STOP, NULL, NULL, NULL);
  writer_unref (self);
}
