/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/search/search-near.h"

/* Where a phrase stands, place by place. */
typedef struct
{
  const GArray *positions; /* (element-type guint) */
  guint next;
  guint n_tokens;
  gint64 position;
  gint64 counted; /* the last that was */
  guint index;
} Place;

static gboolean
place_advance (Place *self)
{
  if (self->next >= self->positions->len)
    return FALSE;
  self->position = g_array_index (self->positions, guint, self->next++);
  return TRUE;
}

/* Moves all on until they stand together. */
static gboolean
find_together (Place *places, guint n, guint distance)
{
  gint64 last = places[0].position;
  gboolean is_together;

  do
    {
      is_together = TRUE;
      for (guint i = 0; i < n; i++)
        {
          gint64 first = last - places[i].n_tokens - distance;

          if (places[i].position >= first && places[i].position <= last)
            continue;
          is_together = FALSE;
          while (places[i].position < first)
            if (!place_advance (&places[i]))
              return FALSE;
          last = MAX (last, places[i].position);
        }
    }
  while (!is_together);
  return TRUE;
}

/**
 * bs_search_near_count:
 * @near: what asks for phrases close together
 * @positions: (element-type guint): by phrase of the query, at which tokens of a text it stands, in order
 * @counts: by phrase, and by what asks for some: how often it was found, to which is added
 *
 * Counts places as FTS5's NEAR does, so that articles with an index and without are found and ranked alike.
 */
void
bs_search_near_count (const BsSearchNode *near, GArray *const *positions, guint *counts)
{
  const guint n = near->children->len;
  g_autofree Place *places = g_new0 (Place, n);
  guint advancing;

  for (guint i = 0; i < n; i++)
    {
      const BsSearchNode *phrase = near->children->pdata[i];

      places[i] = (Place){ positions[phrase->index], 0, phrase->tokens->len, 0, -1, phrase->index };
      if (!place_advance (&places[i]))
        return;
    }
  do
    {
      gint64 least = G_MAXINT64;

      if (!find_together (places, n, near->distance))
        return;
      counts[near->index]++;
      advancing = 0;
      for (guint i = 0; i < n; i++)
        {
          if (places[i].position != places[i].counted)
            counts[places[i].index]++;
          places[i].counted = places[i].position;
          if (places[i].next < places[i].positions->len &&
              g_array_index (places[i].positions, guint, places[i].next) < least)
            {
              least = g_array_index (places[i].positions, guint, places[i].next);
              advancing = i;
            }
        }
    }
  while (place_advance (&places[advancing]));
}
