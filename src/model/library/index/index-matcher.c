/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/index/index-matcher.h"

#include <gio/gio.h>

#include "model/library/index/index-middle.h"

struct _BsIndexMatcher
{
  BsIndexText *text;
  BsIndexSecond *second; /* (nullable) */
  gboolean is_unranked;  /* results that the running match has not reported yet */
};

/**
 * bs_index_matcher_new:
 * @text: the text of an index, which has to live as long
 *
 * Returns: (transfer full): a matcher of one connection
 */
BsIndexMatcher *
bs_index_matcher_new (BsIndexText *text)
{
  BsIndexMatcher *self = g_new0 (BsIndexMatcher, 1);

  self->text = text;
  return self;
}

/**
 * bs_index_matcher_free:
 * @self: (transfer full): a matcher
 */
void
bs_index_matcher_free (BsIndexMatcher *self)
{
  g_free (self);
}

/**
 * bs_index_matcher_set_second:
 * @self: a matcher
 * @second: (nullable): another connection to the same index, which has to live as long
 *
 * Has searches that may take long use two processors.
 */
void
bs_index_matcher_set_second (BsIndexMatcher *self, BsIndexSecond *second)
{
  self->second = second != NULL && bs_index_text_has_middle (self->text) ? second : NULL;
}

/**
 * bs_index_matcher_get_text:
 * @self: a matcher
 *
 * Returns: (transfer none): the text that it searches
 */
BsIndexText *
bs_index_matcher_get_text (BsIndexMatcher *self)
{
  return self->text;
}

/**
 * bs_index_matcher_begin:
 * @self: a matcher
 * @error: return location
 *
 * Starts a read transaction, in which the index does not change until bs_index_matcher_end(). The text is refreshed.
 *
 * Returns: %FALSE with a #GIOErrorEnum if the database reports an error
 */
gboolean
bs_index_matcher_begin (BsIndexMatcher *self, GError **error)
{
  if (!bs_index_text_begin_reading (self->text, error))
    return FALSE;
  if (self->second != NULL && bs_index_text_get_n_versions (self->text) >= BS_INDEX_MIDDLE_MIN_VERSIONS)
    bs_index_second_begin (self->second);
  return TRUE;
}

/**
 * bs_index_matcher_end:
 * @self: a matcher
 */
void
bs_index_matcher_end (BsIndexMatcher *self)
{
  bs_index_text_end_reading (self->text);
  if (self->second != NULL)
    bs_index_second_end (self->second);
}

/* What the caller does with the matches of the first half. */
typedef struct
{
  BsIndexTextFunc func;
  gpointer user_data;
  gboolean is_stopped;
} FirstHalf;

static gboolean
match_cb (const BsIndexMatch *match, gpointer user_data)
{
  FirstHalf *self = user_data;

  self->is_stopped = !self->func (match, self->user_data);
  return !self->is_stopped;
}

/* Matches one half of the versions here and the other half on a second connection, on another processor. The second one
 * starts at the far end, because FTS5 would have to go through the first half to reach the middle. The first half ends
 * one token after the middle: a search that ends at a token cannot tell whether that token's own text matches. The
 * results of the second half follow ours. */
static gboolean
match_halves (BsIndexMatcher *self, const char *expression, gint64 middle, gboolean newest_first, guint n_ranked,
              BsIndexTextFunc func, gpointer user_data, GError **error)
{
  const gint64 end = newest_first ? middle + BS_INDEX_MIDDLE_DISTANCE : middle - BS_INDEX_MIDDLE_DISTANCE;
  g_autofree char *ending = bs_index_middle_add (expression, middle);
  g_autofree char *second_ending = bs_index_middle_add (expression, end);
  FirstHalf half = { func, user_data };
  g_autoptr (GArray) matches = NULL;
  gboolean is_interrupted;
  gboolean is_done;

  bs_index_second_start (self->second, second_ending, !newest_first, end, n_ranked);
  is_done = bs_index_text_match_some (self->text, ending, newest_first, 0, middle, n_ranked, match_cb, &half, error);
  if (!is_done || half.is_stopped)
    bs_index_second_interrupt (self->second);
  matches = bs_index_second_finish (self->second, &is_interrupted);
  if (!is_done || half.is_stopped)
    return is_done;
  if (is_interrupted)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The search was interrupted.");
      return FALSE;
    }
  if (matches == NULL)
    return bs_index_text_match_some (self->text, expression, newest_first, middle, 0, self->is_unranked ? 0 : n_ranked,
                                     func, user_data, error);
  for (guint i = matches->len; i > 0; i--)
    {
      const BsIndexMatch *match = &g_array_index (matches, BsIndexMatch, i - 1);
      gboolean is_beyond = newest_first ? match->version > middle : match->version < middle;

      if (!is_beyond && bs_index_text_has_version (self->text, match->version) && !func (match, user_data))
        break;
    }
  return TRUE;
}

/**
 * bs_index_matcher_run:
 * @self: a matcher
 * @part: where to look
 * @expression: as for bs_index_text_match()
 * @newest_first: as in bs_index_text_match()
 * @n_ranked: as in bs_index_text_match()
 * @func: (scope call): as in bs_index_text_match()
 * @user_data: for @func
 * @error: return location
 *
 * Matches all versions, as bs_index_text_match() does.
 *
 * Returns: %FALSE with a #GIOErrorEnum if the database reports an error, %G_IO_ERROR_CANCELLED if it was interrupted
 */
gboolean
bs_index_matcher_run (BsIndexMatcher *self, BsIndexTextPart part, const char *expression, gboolean newest_first,
                      guint n_ranked, BsIndexTextFunc func, gpointer user_data, GError **error)
{
  gint64 first_version;
  gint64 middle = 0;
  guint n_versions;

  self->is_unranked = FALSE;
  bs_index_text_get_keys (self->text, &first_version, &n_versions);
  if (self->second != NULL && part == BS_INDEX_TEXT_ALL)
    middle = bs_index_middle_find (expression, first_version, n_versions);
  if (middle != 0)
    return match_halves (self, expression, middle, newest_first, n_ranked, func, user_data, error);
  return bs_index_text_match (self->text, part, expression, newest_first, n_ranked, func, user_data, error);
}

/**
 * bs_index_matcher_stop_ranking:
 * @self: a matcher
 *
 * Called from the function that is passed to bs_index_matcher_run(): later results need no ranks.
 */
void
bs_index_matcher_stop_ranking (BsIndexMatcher *self)
{
  self->is_unranked = TRUE;
  bs_index_text_stop_ranking (self->text);
  if (self->second != NULL)
    bs_index_second_stop_ranking (self->second);
}

/**
 * bs_index_matcher_interrupt:
 * @self: a matcher
 *
 * Interrupts the running match, which then fails. Any thread may call this while @self exists.
 */
void
bs_index_matcher_interrupt (BsIndexMatcher *self)
{
  bs_index_text_interrupt (self->text);
  if (self->second != NULL)
    bs_index_second_interrupt (self->second);
}
