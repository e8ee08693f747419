/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/search/snippet.h"

#include <string.h>

#include "model/format/text/encoding.h"

#define MAX_MATCHES 10000
/* The maximum number of characters before the first match, and the part of the snippet that they may take. */
#define CHARS_BEFORE 24
#define PART_BEFORE 4

typedef struct
{
  guint phrase;
  gsize start;
  gsize end;
} Match;

static gboolean
match_cb (guint phrase, guint position, gsize start, gsize end, gpointer user_data)
{
  GArray *matches = user_data;
  Match match = { phrase, start, end };

  g_array_append_val (matches, match);
  return matches->len < MAX_MATCHES;
}

static int
compare_matches (gconstpointer a, gconstpointer b)
{
  const Match *first = a;
  const Match *second = b;

  if (first->start != second->start)
    return first->start < second->start ? -1 : 1;
  return first->end < second->end ? -1 : first->end > second->end;
}

/* The first match of the piece of @window bytes that has the most of the phrases in it, then the most matches. */
static guint
find_best (const GArray *matches, guint n_phrases, gsize window)
{
  g_autofree guint *counts = g_new0 (guint, n_phrases);
  guint best = 0;
  guint best_phrases = 0;
  guint best_matches = 0;
  guint found = 0;
  guint last = 0;

  for (guint first = 0; first < matches->len; first++)
    {
      const Match *match = &g_array_index (matches, Match, first);

      while (last < matches->len && g_array_index (matches, Match, last).end <= match->start + window)
        found += counts[g_array_index (matches, Match, last++).phrase]++ == 0;
      if (found > best_phrases || (found == best_phrases && last - first > best_matches))
        {
          best = first;
          best_phrases = found;
          best_matches = last - first;
        }
      if (last > first)
        found -= --counts[match->phrase] == 0;
      else
        last = first + 1;
    }
  return best;
}

static gboolean
ends_sentence (gunichar c)
{
  return c == '\n' || c == 0x3002 || c == 0xff01 || c == 0xff1f || c == 0xff1b || c == '!' || c == '?';
}

static gboolean
may_cut (const char *text, const char *at)
{
  gunichar before, after;

  if (at == text || *at == '\0')
    return TRUE;
  before = g_utf8_get_char (g_utf8_prev_char (at));
  after = g_utf8_get_char (at);
  return g_unichar_iswide (before) || g_unichar_iswide (after) || g_unichar_isspace (before) ||
         g_unichar_isspace (after);
}

/* The start of a piece whose first match is at @match: a limited number of characters before it, at the start of a
 * sentence if there is one. */
static const char *
find_start (const char *text, const char *match, guint chars_before)
{
  const char *at = match;
  const char *sentence = NULL;
  const char *good = match;

  for (guint i = 0; i < chars_before && at > text; i++)
    {
      const char *before = g_utf8_prev_char (at);

      if (ends_sentence (g_utf8_get_char (before)))
        sentence = at;
      at = before;
      if (may_cut (text, at))
        good = at;
    }
  if (at == text)
    return at;
  return sentence != NULL ? sentence : good;
}

static void
add_range (GArray *ranges, gsize start, gsize end)
{
  BsSnippetRange range = { (guint) start, (guint) end };
  BsSnippetRange *last = ranges->len > 0 ? &g_array_index (ranges, BsSnippetRange, ranges->len - 1) : NULL;

  if (last != NULL && start <= last->end)
    last->end = MAX (last->end, (guint) end);
  else if (end > start)
    g_array_append_val (ranges, range);
}

/* The piece that begins at @start, runs of spaces as one, with the matches that are whole in it. */
static void
write_piece (BsSnippet *self, const char *text, const char *start, const GArray *matches, guint max_chars)
{
  g_autoptr (GString) out = g_string_new (start > text ? "…" : NULL);
  guint n_chars = 0;
  guint next = 0;
  const char *at = start;
  gboolean has_space = FALSE;
  gsize good = 0;

  while (next < matches->len && g_array_index (matches, Match, next).start < (gsize) (start - text))
    next++;
  for (; *at != '\0' && n_chars < max_chars; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isspace (c) || g_unichar_iscntrl (c))
        {
          has_space = n_chars > 0;
          continue;
        }
      if (may_cut (text, at))
        good = out->len;
      if (has_space)
        g_string_append_c (out, ' ');
      has_space = FALSE;
      /* Ranges are positions in the text until the snippet is known. */
      for (; next < matches->len && g_array_index (matches, Match, next).start <= (gsize) (at - text); next++)
        {
          const Match *match = &g_array_index (matches, Match, next);
          const char *end = text + match->end;
          gsize length = out->len;
          gboolean space = FALSE;

          for (const char *p = at; p < end; p = g_utf8_next_char (p))
            {
              if (g_unichar_isspace (g_utf8_get_char (p)) || g_unichar_iscntrl (g_utf8_get_char (p)))
                {
                  space = TRUE;
                  continue;
                }
              length += (space ? 1 : 0) + (gsize) (g_utf8_next_char (p) - p);
              space = FALSE;
            }
          add_range (self->ranges, out->len, length);
        }
      g_string_append_unichar (out, c);
      n_chars++;
    }
  while (*at != '\0' && (g_unichar_isspace (g_utf8_get_char (at)) || g_unichar_iscntrl (g_utf8_get_char (at))))
    at = g_utf8_next_char (at);
  if (*at != '\0')
    {
      if (!may_cut (text, at) && good > out->len / 2)
        g_string_truncate (out, good);
      for (guint i = 0; i < self->ranges->len; i++)
        {
          BsSnippetRange *range = &g_array_index (self->ranges, BsSnippetRange, i);

          range->end = MIN (range->end, (guint) out->len);
        }
      while (self->ranges->len > 0)
        {
          const BsSnippetRange *range = &g_array_index (self->ranges, BsSnippetRange, self->ranges->len - 1);

          if (range->start < range->end)
            break;
          g_array_set_size (self->ranges, self->ranges->len - 1);
        }
      g_string_append (out, "…");
    }
  self->text = g_string_free (g_steal_pointer (&out), FALSE);
}

/* Finds the matches in a text; filters for titles match only in a title. */
static GArray *
find_matches (const BsSearchQuery *query, const char *text, gboolean is_title, guint *n_phrases)
{
  g_autoptr (GPtrArray) phrases = bs_search_query_list_wanted (query);
  GArray *matches = g_array_new (FALSE, FALSE, sizeof (Match));

  for (guint i = phrases->len; i > 0 && !is_title; i--)
    if (((const BsSearchNode *) phrases->pdata[i - 1])->only_title)
      g_ptr_array_remove_index (phrases, i - 1);
  if (phrases->len > 0)
    {
      g_autoptr (BsSearchMatcher) matcher = bs_search_matcher_new (phrases);

      bs_search_matcher_run (matcher, text, strlen (text), match_cb, matches);
      g_array_sort (matches, compare_matches);
    }
  *n_phrases = phrases->len;
  return matches;
}

/**
 * bs_snippet_new:
 * @query: the query
 * @text: an article's text, from bs_body_to_text()
 * @max_chars: the maximum number of characters, without ellipses
 *
 * Extracts the part of a text with the most matches close together, or its beginning if there are none.
 *
 * Returns: (transfer full): the piece, and where in it the words are
 */
BsSnippet *
bs_snippet_new (const BsSearchQuery *query, const char *text, guint max_chars)
{
  g_autoptr (GArray) matches = NULL;
  g_autofree char *valid = NULL;
  const char *start;
  BsSnippet *self;
  guint n_phrases;

  g_return_val_if_fail (query != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);

  self = g_new0 (BsSnippet, 1);
  self->ranges = g_array_new (FALSE, FALSE, sizeof (BsSnippetRange));
  if (!bs_utf8_validate (text, strlen (text), NULL))
    text = valid = g_utf8_make_valid (text, -1);
  start = text;
  matches = find_matches (query, text, FALSE, &n_phrases);
  if (matches->len > 0)
    {
      guint best = find_best (matches, n_phrases, max_chars * 2);

      start = find_start (text, text + g_array_index (matches, Match, best).start,
                          MIN (CHARS_BEFORE, max_chars / PART_BEFORE));
    }
  write_piece (self, text, start, matches, max_chars);
  return self;
}

/**
 * bs_snippet_new_for_title:
 * @query: the query
 * @title: an article's title
 *
 * Returns: (transfer full): the whole title, and where in it the words are
 */
BsSnippet *
bs_snippet_new_for_title (const BsSearchQuery *query, const char *title)
{
  g_autoptr (GArray) matches = NULL;
  g_autofree char *valid = NULL;
  BsSnippet *self;
  guint n_phrases;

  g_return_val_if_fail (query != NULL, NULL);
  g_return_val_if_fail (title != NULL, NULL);

  self = g_new0 (BsSnippet, 1);
  self->ranges = g_array_new (FALSE, FALSE, sizeof (BsSnippetRange));
  valid = g_utf8_make_valid (title, -1);
  matches = find_matches (query, valid, TRUE, &n_phrases);
  write_piece (self, valid, valid, matches, G_MAXUINT);
  return self;
}

/**
 * bs_snippet_free:
 * @self: (transfer full): a snippet
 */
void
bs_snippet_free (BsSnippet *self)
{
  g_free (self->text);
  g_array_unref (self->ranges);
  g_free (self);
}
