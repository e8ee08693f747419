/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/index/index-feed.h"
#include "model/library/index/index-tokenizer.h"
#include "model/library/index/index-writer-private.h"
#include "model/library/folder/power.h"

/* What is not committed is read once more after an accident. */
#define TEXTS_AT_ONCE 1024
#define TEXTS_AT_ONCE_ON_BATTERY 128
#define REST_ON_BATTERY 3 /* times as long as the work took */

static gboolean
put_texts (BsIndexWriter *self, BsIndexFeed *feed, BsRow *const *rows, guint n_rows, guint *n_put, GError **error)
{
  for (*n_put = 0; *n_put < n_rows; (*n_put)++)
    {
      const BsRow *row = rows[*n_put];
      g_autoptr (GBytes) title = NULL;
      g_autoptr (GBytes) text = NULL;
      guint64 key = bs_index_writer_make_key (row);

      if (bs_index_writer_is_stopped (self) || g_async_queue_length (self->commands) > 0)
        return TRUE;
      text = bs_index_feed_take (feed, *n_put);
      if (text == NULL || bs_index_text_has (self->text, key))
        continue;
      title = bs_index_tokenizer_cut (bs_row_get_title (row));
      if (!bs_index_text_put (self->text, key, title, text, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * bs_index_writer_write_texts:
 * @self: a writer that has rows, and waiting ones
 *
 * Puts some of the texts that are missing into the index. It leaves off when there is something else to do.
 */
void
bs_index_writer_write_texts (BsIndexWriter *self)
{
  gint64 start = g_get_monotonic_time ();
  guint n_rows = MIN (bs_index_writer_count_waiting (self), self->is_slow ? TEXTS_AT_ONCE_ON_BATTERY : TEXTS_AT_ONCE);
  BsRow *const *rows = (BsRow *const *) self->waiting->pdata + self->n_done;
  g_autoptr (BsIndexFeed) feed = NULL;
  g_autoptr (GError) error = NULL;
  guint n_put = 0;

  self->is_slow = !self->is_awaited && bs_power_is_battery (BS_POWER_SUPPLIES);
  if (self->is_slow)
    bs_index_writer_drop_bulk (self);
  else if (self->bulk != NULL || bs_index_writer_start_bulk (self))
    {
      bs_index_writer_write_bulk (self);
      return;
    }
  if (!bs_index_writer_begin (self))
    return;
  feed = bs_index_feed_new (self->site, rows, n_rows);
  if (!put_texts (self, feed, rows, n_rows, &n_put, &error) || !bs_index_writer_commit (self, &error))
    {
      /* The rows go with what gives up. */
      g_clear_pointer (&feed, bs_index_feed_free);
      bs_index_writer_recover (self, error);
      return;
    }
  self->n_done += n_put;
  if (self->is_slow)
    self->rest_until = g_get_monotonic_time () + REST_ON_BATTERY * (g_get_monotonic_time () - start);
  g_clear_pointer (&feed, bs_index_feed_free);
  if (bs_index_writer_count_waiting (self) > 0)
    bs_index_writer_tell_waiting (self, FALSE);
  else
    bs_index_writer_rest (self);
}
