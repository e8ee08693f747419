/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/index/index-headings.h"

#include "model/format/body/body-features.h"
#include "model/library/index/index-tokenizer.h"
#include "model/library/index/index-varint.h"

static const BsTextRange *
get_next (const BsIndexHeadingsMaker *self)
{
  if (self->ranges == NULL || self->next >= self->ranges->len)
    return NULL;
  return &g_array_index (self->ranges, BsTextRange, self->next);
}

static void
find_edge (BsIndexHeadingsMaker *self)
{
  const BsTextRange *range = get_next (self);

  self->edge = range == NULL ? G_MAXSIZE : self->is_open ? range->end : range->start;
}

/**
 * bs_index_headings_maker_init:
 * @self: (out caller-allocates): a maker without tokens
 * @ranges: (nullable) (element-type BsTextRange): the headings of a text, which have to live as long
 */
void
bs_index_headings_maker_init (BsIndexHeadingsMaker *self, const GArray *ranges)
{
  *self = (BsIndexHeadingsMaker){ .ranges = ranges };
  find_edge (self);
}

static void
put_number (GByteArray *data, guint64 number)
{
  guint8 bytes[BS_INDEX_VARINT_MAX_BYTES];

  g_byte_array_append (data, bytes, bs_index_varint_put (bytes, number));
}

static void
put_heading (BsIndexHeadingsMaker *self, guint32 end)
{
  if (self->data == NULL)
    self->data = g_byte_array_new ();
  put_number (self->data, self->first - self->last);
  put_number (self->data, end - self->first);
  self->last = end;
}

/* The token at @position is the first at or after an edge. */
void
bs_index_headings_maker_reach (BsIndexHeadingsMaker *self, gsize start, guint32 position)
{
  const BsTextRange *range;

  while ((range = get_next (self)) != NULL && start >= self->edge)
    {
      if (self->is_open)
        {
          put_heading (self, position);
          self->is_open = FALSE;
          self->next++;
        }
      else if (start < range->end)
        {
          self->first = position;
          self->is_open = TRUE;
        }
      else
        self->next++;
      find_edge (self);
    }
}

/**
 * bs_index_headings_maker_end:
 * @self: a maker that was given all tokens
 * @n_tokens: how many
 *
 * Returns: (transfer full) (nullable): the data for the index; %NULL if no token is in a heading
 */
GBytes *
bs_index_headings_maker_end (BsIndexHeadingsMaker *self, guint32 n_tokens)
{
  if (self->is_open)
    put_heading (self, n_tokens);
  self->is_open = FALSE;
  return self->data != NULL ? g_byte_array_free_to_bytes (g_steal_pointer (&self->data)) : NULL;
}

typedef struct
{
  BsIndexHeadingsMaker maker;
  guint32 n_tokens;
} Counting;

static void
count_cb (const char *token, gsize length, gsize start, gboolean is_beside, gpointer user_data)
{
  Counting *self = user_data;

  if (is_beside && self->n_tokens > 0)
    return;
  bs_index_headings_maker_take (&self->maker, start, self->n_tokens);
  self->n_tokens++;
}

/**
 * bs_index_headings_make:
 * @text: a text
 * @ranges: (nullable) (element-type BsTextRange): its headings
 *
 * Returns: (transfer full) (nullable): the data for the index
 */
GBytes *
bs_index_headings_make (const char *text, const GArray *ranges)
{
  Counting counting = { .n_tokens = 0 };

  if (ranges == NULL || ranges->len == 0)
    return NULL;
  bs_index_headings_maker_init (&counting.maker, ranges);
  bs_index_tokenizer_run (text, count_cb, &counting);
  return bs_index_headings_maker_end (&counting.maker, counting.n_tokens);
}

static gboolean
get_number (const guint8 *data, gsize length, gsize *offset, guint64 *number)
{
  gsize end = *offset;

  while (end < length && end - *offset < BS_INDEX_VARINT_MAX_BYTES - 1 && (data[end] & 0x80) != 0)
    end++;
  if (end >= length || (data[end] & 0x80) != 0)
    return FALSE;
  *offset += bs_index_varint_get (data + *offset, number);
  return TRUE;
}

/**
 * bs_index_headings_have:
 * @data: (array length=length): the data from the index
 * @length: how many bytes
 * @position: of a token
 *
 * Returns: whether the token is in a heading
 */
gboolean
bs_index_headings_have (const guint8 *data, gsize length, guint32 position)
{
  gsize offset = 0;
  guint64 last = 0;
  guint64 gap, n;

  while (get_number (data, length, &offset, &gap) && get_number (data, length, &offset, &n))
    {
      if (position < last + gap)
        return FALSE;
      if (position < last + gap + n)
        return TRUE;
      last += gap + n;
    }
  return FALSE;
}
