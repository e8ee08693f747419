/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/search/search-near.h"

/* The positions of a phrase, in order. */
typedef struct
{
  const GArray *positions; /* (element-type BsSearchPosition) */
  guint next;
  guint n_tokens;
  gint64 position;
  gboolean is_in_heading;
  gint64 counted; /* the last that was */
  guint index;
} Place;

static const BsSearchPosition *
place_get_next (const Place *self)
{
  return self->next < self->positions->len ? &g_array_index (self->positions, BsSearchPosition, self->next) : NULL;
}

static gboolean
place_advance (Place *self)
{
  const BsSearchPosition *next = place_get_next (self);

  if (next == NULL)
    return FALSE;
  self->position = next->token;
  self->is_in_heading = next->is_in_heading;
  self->next++;
  return TRUE;
}

/* Advances all of them until they are near each other. */
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
 * @near: a NEAR group
 * @positions: (element-type BsSearchPosition): by phrase of the query, its positions in a text, in order
 * @counts: by phrase and NEAR group: the number of matches, which is increased
 *
 * @headed: by phrase: whether one of these is in a heading, which is added
 *
 * Counts places as FTS5's NEAR does, so that articles with an index and without are found and ranked alike.
 */
void
bs_search_near_count (const BsSearchNode *near, GArray *const *positions, guint *counts, gboolean *headed)
{
  const guint n = near->children->len;
  g_autofree Place *places = g_new0 (Place, n);
  guint advancing;

  for (guint i = 0; i < n; i++)
    {
      const BsSearchNode *phrase = near->children->pdata[i];

      places[i] = (Place){
        .positions = positions[phrase->index], .n_tokens = phrase->tokens->len, .counted = -1, .index = phrase->index
      };
      if (!place_advance (&places[i]))
        return;
    }
  do
    {
      gint64 least = G_MAXINT64;
      const BsSearchPosition *next;

      if (!find_together (places, n, near->distance))
        return;
      counts[near->index]++;
      advancing = 0;
      for (guint i = 0; i < n; i++)
        {
          if (places[i].position != places[i].counted)
            counts[places[i].index]++;
          headed[places[i].index] = headed[places[i].index] || places[i].is_in_heading;
          places[i].counted = places[i].position;
          next = place_get_next (&places[i]);
          if (next != NULL && next->token < least)
            {
              least = next->token;
              advancing = i;
            }
        }
    }
  while (place_advance (&places[advancing]));
}
