/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/index/index-reader.h"
#include "model/library/index/index-writer-private.h"

/* How far the index is that another process keeps, for who waits until all is in it. */

/**
 * bs_index_writer_follow:
 * @self: a writer whose lock another process has
 * @snapshot: all that is known of the articles
 *
 * Remembers what has to be in the index.
 */
void
bs_index_writer_follow (BsIndexWriter *self, const BsSnapshot *snapshot)
{
  bs_index_writer_forget_waiting (self);
  for (guint i = 0; i < snapshot->n_rows; i++)
    if (snapshot->rows[i] != NULL)
      g_ptr_array_add (self->waiting, bs_row_ref (snapshot->rows[i]));
  self->following = BS_INDEX_FOLLOWING;
  self->retry_time = 0;
}

/**
 * bs_index_writer_look_elsewhere:
 * @self: a writer whose lock another process has
 *
 * Finds out which of the articles that were waited for are in the index now.
 */
void
bs_index_writer_look_elsewhere (BsIndexWriter *self)
{
  g_autoptr (BsIndexReader) reader = NULL;
  BsIndexText *text;

  if (self->following == BS_INDEX_FOLLOWING_NOT)
    {
      self->following = BS_INDEX_FOLLOWING_ASKED;
      bs_inbox_post_result (self->inbox, self->funcs.want_rows, NULL, NULL);
    }
  if (self->following == BS_INDEX_FOLLOWING)
    reader = bs_index_reader_open (self->root);
  text = reader != NULL ? bs_index_reader_get_text (reader) : NULL;
  if (text == NULL || !bs_index_text_refresh (text, NULL))
    {
      bs_index_writer_set_state (self, BS_INDEX_ELSEWHERE);
      return;
    }
  for (guint i = self->waiting->len; i > 0; i--)
    if (bs_index_text_has (text, bs_index_writer_make_key (self->waiting->pdata[i - 1])))
      g_ptr_array_remove_index_fast (self->waiting, i - 1);
  bs_index_writer_set_state (self, self->waiting->len > 0 ? BS_INDEX_ELSEWHERE : BS_INDEX_WHOLE);
}
