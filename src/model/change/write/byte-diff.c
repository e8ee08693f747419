/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/write/byte-diff.h"

#include <string.h>

/* The block size for finding common parts of two texts. */
#define BLOCK_BYTES 32
/* The maximum number of blocks with the same hash that are compared at a position. */
#define MAX_CANDIDATES 8
/* 31 to the power of BLOCK_BYTES - 1, modulo 2 to the power of 32. */
#define TOP_POWER 0x88303fdfu

typedef struct
{
  const guint8 *old_data;
  gsize old_length;
  const guint8 *new_data;
  gsize new_length;

  guint32 *heads; /* by hash: the first block, counted from 1, that does not start before old_done */
  guint32 *next;  /* for each block: the next one with the same hash */
  gsize mask;

  GArray *splices; /* (element-type BsByteSplice) */
  gsize same;      /* common bytes since the last splice */
  gsize old_done;
  gsize new_done;
} Diff;

static guint32
hash_block (const guint8 *data)
{
  guint32 hash = 0;

  for (guint i = 0; i < BLOCK_BYTES; i++)
    hash = hash * 31 + data[i];

  return hash;
}

static gsize
get_slot (const Diff *self, guint32 hash)
{
  return (hash * 2654435769u >> 7) & self->mask;
}

static void
index_old (Diff *self)
{
  gsize n_blocks = self->old_length / BLOCK_BYTES;
  gsize n_slots = 64;

  while (n_slots < n_blocks * 2)
    n_slots *= 2;
  self->mask = n_slots - 1;
  self->heads = g_new0 (guint32, n_slots);
  self->next = g_new0 (guint32, n_blocks + 1);
  for (gsize i = n_blocks; i > 0; i--)
    {
      gsize slot = get_slot (self, hash_block (self->old_data + (i - 1) * BLOCK_BYTES));

      self->next[i] = self->heads[slot];
      self->heads[slot] = i;
    }
}

/* Ends a splice when the two texts have @length common bytes. */
static void
add_common (Diff *self, gsize old_place, gsize new_place, gsize length)
{
  if (old_place > self->old_done || new_place > self->new_done)
    {
      BsByteSplice splice = { self->same, old_place - self->old_done, new_place - self->new_done };

      g_array_append_val (self->splices, splice);
      self->same = 0;
    }
  self->same += length;
  self->old_done = old_place + length;
  self->new_done = new_place + length;
}

/* Searches the rest of the old text for the block at @place of the new one. */
static gboolean
match_block (Diff *self, gsize place, guint32 hash)
{
  guint32 *head = &self->heads[get_slot (self, hash)];
  guint32 block;
  guint tries = 0;

  while (*head != 0 && (*head - 1) * (gsize) BLOCK_BYTES < self->old_done)
    *head = self->next[*head];
  for (block = *head; block != 0 && tries < MAX_CANDIDATES; block = self->next[block], tries++)
    {
      gsize old_start = (block - 1) * (gsize) BLOCK_BYTES, new_start = place;
      gsize old_end = old_start + BLOCK_BYTES, new_end = new_start + BLOCK_BYTES;

      if (memcmp (self->old_data + old_start, self->new_data + new_start, BLOCK_BYTES) != 0)
        continue;
      while (old_start > self->old_done && new_start > self->new_done &&
             self->old_data[old_start - 1] == self->new_data[new_start - 1])
        {
          old_start--;
          new_start--;
        }
      while (old_end < self->old_length && new_end < self->new_length &&
             self->old_data[old_end] == self->new_data[new_end])
        {
          old_end++;
          new_end++;
        }
      add_common (self, old_start, new_start, old_end - old_start);
      return TRUE;
    }

  return FALSE;
}

static void
find_common (Diff *self)
{
  gsize place = self->new_done;
  guint32 hash;

  if (self->new_length - place < BLOCK_BYTES || self->old_length - self->old_done < BLOCK_BYTES)
    return;
  index_old (self);
  hash = hash_block (self->new_data + place);
  for (;;)
    {
      if (match_block (self, place, hash))
        {
          place = self->new_done;
          if (self->new_length - place < BLOCK_BYTES)
            return;
          hash = hash_block (self->new_data + place);
          continue;
        }
      if (self->new_length - place <= BLOCK_BYTES)
        return;
      hash = (hash - self->new_data[place] * TOP_POWER) * 31 + self->new_data[place + BLOCK_BYTES];
      place++;
    }
}

/**
 * bs_byte_diff_make:
 * @old_data: (array length=old_length): a text
 * @old_length: its length in bytes
 * @new_data: (array length=new_length): the changed text
 * @new_length: its length in bytes
 *
 * Computes the differences of two texts in linear time. The result is not always minimal.
 *
 * Returns: (transfer full) (element-type BsByteSplice): the splices in order; the text after the last one is common
 */
GArray *
bs_byte_diff_make (const guint8 *old_data, gsize old_length, const guint8 *new_data, gsize new_length)
{
  gsize common = MIN (old_length, new_length), start = 0, end = 0;
  Diff self = { 0 };

  while (start < common && old_data[start] == new_data[start])
    start++;
  while (end < common - start && old_data[old_length - 1 - end] == new_data[new_length - 1 - end])
    end++;

  self.old_data = old_data;
  self.old_length = old_length - end;
  self.new_data = new_data;
  self.new_length = new_length - end;
  self.splices = g_array_new (FALSE, FALSE, sizeof (BsByteSplice));
  self.same = self.old_done = self.new_done = start;
  find_common (&self);
  add_common (&self, self.old_length, self.new_length, end);
  g_free (self.heads);
  g_free (self.next);

  return self.splices;
}
