/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/similar/similar-reason.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/library/similar/similar-text.h"

/* A longer difference is cut, in characters. */
#define MAX_DIFFERENCE 200

/* A notice is not longer, in characters. */
#define MAX_NOTICE 400

static char *
cut (const char *text, gsize length)
{
  g_autofree char *whole = g_strndup (text, length);
  gboolean is_long;

  g_strstrip (g_strdelimit (whole, "\r\n\t", ' '));
  is_long = g_utf8_strlen (whole, -1) > MAX_DIFFERENCE;
  if (is_long)
    *g_utf8_offset_to_pointer (whole, MAX_DIFFERENCE - 1) = '\0';
  return is_long ? g_strconcat (whole, "…", NULL) : g_steal_pointer (&whole);
}

static gboolean
has_same_terms (const BsRow *one, const BsRow *other, guint first_one, guint n_one, guint first_other, guint n_other)
{
  return n_one == n_other &&
         memcmp (one->terms + first_one, other->terms + first_other, n_one * sizeof (BsTerm *)) == 0;
}

static char *
describe_same_text (const BsRow *one, const BsRow *other)
{
  if (one->content_hash == other->content_hash)
    return g_strdup (_ ("identical file"));
  if (strcmp (bs_row_get_title (one), bs_row_get_title (other)) != 0)
    return g_strdup (_ ("same text, different title"));
  if (one->date != other->date)
    return g_strdup (_ ("same text, different date"));
  if (!has_same_terms (one, other, 0, one->n_sources, 0, other->n_sources))
    return g_strdup (_ ("same text, different source"));
  if (!has_same_terms (one, other, one->n_sources, one->n_categories, other->n_sources, other->n_categories))
    return g_strdup (_ ("same text, different category"));
  if (!has_same_terms (one, other, one->n_sources + one->n_categories, one->n_tags,
                       other->n_sources + other->n_categories, other->n_tags))
    return g_strdup (_ ("same text, different tags"));
  return g_strdup (_ ("same text"));
}

/* The difference of two texts: the part between their common start and end. */
typedef struct
{
  gsize start;
  gsize end_one;
  gsize end_other;
} Span;

static void
find_span (Span *span, const char *one, const char *other)
{
  *span = (Span){ 0, strlen (one), strlen (other) };
  while (one[span->start] != '\0' && one[span->start] == other[span->start])
    span->start++;
  while (span->start > 0 && ((guint8) one[span->start] & 0xc0) == 0x80)
    span->start--;
  while (span->end_one > span->start && span->end_other > span->start &&
         one[span->end_one - 1] == other[span->end_other - 1])
    {
      span->end_one--;
      span->end_other--;
    }
  while (((guint8) one[span->end_one] & 0xc0) == 0x80 || ((guint8) other[span->end_other] & 0xc0) == 0x80)
    {
      span->end_one++;
      span->end_other++;
    }
}

static gboolean
is_blank (const char *text, gsize start, gsize end)
{
  for (gsize i = start; i < end; i++)
    if (!g_ascii_isspace (text[i]))
      return FALSE;
  return TRUE;
}

static BsSimilarReason *
describe_difference (const char *one, const char *other, guint percent)
{
  BsSimilarReason *self = g_new0 (BsSimilarReason, 1);
  Span span;
  gboolean is_added, is_removed, is_first, is_last, is_notice;
  const char *sentence;

  find_span (&span, one, other);
  is_added = is_blank (one, span.start, span.end_one);
  is_removed = is_blank (other, span.start, span.end_other);
  is_first = is_blank (is_added ? other : one, 0, span.start);
  is_last = is_added ? is_blank (other, span.end_other, strlen (other)) : is_blank (one, span.end_one, strlen (one));
  self->difference = is_removed && !is_added ? cut (one + span.start, span.end_one - span.start) :
                                               cut (other + span.start, span.end_other - span.start);
  is_notice = is_added ? span.end_other - span.start <= 3 * MAX_NOTICE : span.end_one - span.start <= 3 * MAX_NOTICE;
  if (is_added && is_last)
    sentence = is_notice ? _ ("extra closing notice") : _ ("continues longer");
  else if (is_added && is_first)
    sentence = is_notice ? _ ("extra opening notice") : _ ("begins earlier");
  else if (is_added)
    sentence = _ ("extra passage");
  else if (is_removed && is_last)
    sentence = is_notice ? _ ("closing notice missing") : _ ("ends earlier");
  else if (is_removed && is_first)
    sentence = is_notice ? _ ("opening notice missing") : _ ("begins later");
  else if (is_removed)
    sentence = _ ("passage missing");
  else
    sentence = _ ("different passages");
  /* Translators: the similarity of two articles, and how they differ. */
  self->sentence = g_strdup_printf (_ ("%u%%: %s"), percent, sentence);
  return self;
}

/**
 * bs_similar_reason_new:
 * @site: the site of the articles
 * @first: the first article of a group
 * @row: another one of it
 * @permille: their similarity
 *
 * Finds out how an article differs from the first of its group. If the texts are not the same, it reads both files.
 *
 * Returns: (transfer full): the reason
 */
BsSimilarReason *
bs_similar_reason_new (BsSite *site, const BsRow *first, const BsRow *row, guint permille)
{
  BsSimilarReason *self;
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;

  g_return_val_if_fail (site != NULL && first != NULL && row != NULL, NULL);

  if (permille < 1000)
    {
      one = bs_similar_text_read (site, first);
      other = bs_similar_text_read (site, row);
      if (one != NULL && other != NULL)
        return describe_difference (one, other, permille / 10);
    }
  self = g_new0 (BsSimilarReason, 1);
  self->sentence = permille < 1000 ? g_strdup_printf (_ ("%u%%"), permille / 10) : describe_same_text (first, row);
  return self;
}

/**
 * bs_similar_reason_free:
 * @self: (transfer full): a reason
 */
void
bs_similar_reason_free (BsSimilarReason *self)
{
  g_free (self->sentence);
  g_free (self->difference);
  g_free (self);
}
