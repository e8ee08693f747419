/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/folder/home.h"
#include "model/library/index/index-writer-private.h"

/* How the index is opened, made anew where it cannot be used, and given up where that is no good either. */

#define MAX_ANEW 5
#define RETRY_MICROSECONDS (20 * G_USEC_PER_SEC)
#define FOLLOW_MICROSECONDS (G_USEC_PER_SEC / 2)

/* @is_useless is told whether it can be opened once it is made anew. */
static gboolean
open_store (BsIndexWriter *self, gboolean *is_useless)
{
  g_autoptr (GError) error = NULL;

  self->store = bs_index_store_open (self->path, BS_INDEX_WRITE, &error);
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

/* Without an index all is found by reading the files: a little later it is tried again. */
static void
give_up (BsIndexWriter *self)
{
  bs_index_writer_close (self);
  g_clear_pointer (&self->lock, bs_index_lock_free);
  self->retry_time = g_get_monotonic_time () + RETRY_MICROSECONDS;
  bs_index_writer_set_state (self, BS_INDEX_UNAVAILABLE);
}

void
bs_index_writer_start_anew (BsIndexWriter *self)
{
  gboolean is_useless;

  bs_index_writer_drop_bulk (self);
  g_clear_pointer (&self->text, bs_index_text_free);
  g_clear_pointer (&self->store, bs_index_store_free);
  self->has_rows = FALSE;
  bs_index_writer_forget_waiting (self);
  bs_index_writer_set_state (self, BS_INDEX_STARTING);
  if (!bs_index_lock_is_standing (self->lock))
    {
      g_clear_pointer (&self->lock, bs_index_lock_free);
      self->retry_time = 0;
      return;
    }
  /* Whatever it is that breaks it again and again, there is no end to it. */
  if (++self->n_anew <= MAX_ANEW && bs_index_store_remove (self->path) && open_store (self, &is_useless))
    bs_index_lock_settle (self->lock);
  else
    give_up (self);
}

/* What went wrong is told by the index itself: a full disk may have room again, what is damaged stays so. */
void
bs_index_writer_recover (BsIndexWriter *self, const GError *error)
{
  BsIndexError fault = bs_index_store_get_fault (self->store);

  g_assert (self->thread == g_thread_self ());

  g_debug ("%s", error != NULL ? error->message : "The index is damaged.");
  bs_index_store_roll_back (self->store);
  if (error == NULL || fault == BS_INDEX_ERROR_USELESS ||
      g_error_matches (error, BS_INDEX_ERROR, BS_INDEX_ERROR_USELESS))
    bs_index_writer_start_anew (self);
  else
    give_up (self);
}

void
bs_index_writer_open (BsIndexWriter *self)
{
  gboolean is_taken;
  gboolean is_useless;

  self->retry_time = g_get_monotonic_time () + RETRY_MICROSECONDS;
  self->n_anew = 0;
  if (self->path == NULL)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (BsHome) home = bs_home_open (self->root, &error);

      if (home == NULL)
        {
          g_debug ("%s", error->message);
          bs_index_writer_set_state (self, BS_INDEX_UNAVAILABLE);
          return;
        }
      self->path = bs_home_build_cache_path (home, "index.db");
    }
  self->lock = bs_index_lock_take (self->path, &is_taken);
  if (self->lock == NULL && is_taken && self->is_awaited && !self->is_rebuilding)
    {
      self->retry_time = g_get_monotonic_time () + FOLLOW_MICROSECONDS;
      bs_index_writer_look_elsewhere (self);
      return;
    }
  self->following = BS_INDEX_FOLLOWING_NOT;
  bs_index_writer_forget_waiting (self);
  if (self->lock == NULL)
    {
      bs_index_writer_set_state (self, is_taken ? BS_INDEX_ELSEWHERE : BS_INDEX_UNAVAILABLE);
      return;
    }
  bs_index_writer_set_state (self, BS_INDEX_STARTING);
  if (self->is_rebuilding)
    {
      self->is_rebuilding = FALSE;
      bs_index_writer_start_anew (self);
    }
  else if (!open_store (self, &is_useless))
    {
      /* What is damaged further in shows only when it is read. */
      if (is_useless)
        bs_index_writer_start_anew (self);
      else
        give_up (self);
    }
}

gboolean
bs_index_writer_commit (BsIndexWriter *self, GError **error)
{
  g_assert (self->thread == g_thread_self ());

  if (!bs_index_store_commit (self->store, error))
    return FALSE;
  bs_index_lock_note (self->lock);
  return TRUE;
}

/* Begins a transaction, unless someone else wrote to the file or took it away: then it is made anew. */
gboolean
bs_index_writer_begin (BsIndexWriter *self)
{
  g_autoptr (GError) error = NULL;

  g_assert (self->thread == g_thread_self ());

  if (!bs_index_lock_is_unchanged (self->lock))
    {
      bs_index_writer_start_anew (self);
      return FALSE;
    }
  if (bs_index_store_begin (self->store, &error))
    return TRUE;
  bs_index_writer_recover (self, error);
  return FALSE;
}
