/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/search/search-completion.h"

#include <string.h>

static gboolean
is_quote (gunichar c)
{
  return c == '"' || c == 0x201c || c == 0x201d || c == 0x201e || c == 0xff02;
}

static gboolean
is_open (gunichar c)
{
  return c == '(' || c == 0xff08;
}

static gboolean
is_minus (gunichar c)
{
  return c == '-' || c == 0xff0d || c == 0x2212;
}

/* The term at the cursor, which must end there. */
static const char *
find_term (const char *text, const char *cursor)
{
  const char *start = text;
  gboolean is_quoted = FALSE;

  if (*cursor != '\0' && !is_quote (g_utf8_get_char (cursor)) && !g_unichar_isspace (g_utf8_get_char (cursor)) &&
      g_utf8_get_char (cursor) != ')')
    return NULL;
  for (const char *at = text; at < cursor; at = g_utf8_next_char (at))
    {
      const gunichar c = g_utf8_get_char (at);

      if (is_quote (c))
        is_quoted = !is_quoted;
      else if (!is_quoted && g_unichar_isspace (c))
        start = g_utf8_next_char (at);
    }
  if (is_quote (g_utf8_get_char (cursor)) && !is_quoted)
    return NULL;
  while (start < cursor && (is_open (g_utf8_get_char (start)) || is_minus (g_utf8_get_char (start))))
    start = g_utf8_next_char (start);
  return start;
}

static gboolean
has_values (BsSearchKind kind)
{
  switch (kind)
    {
    case BS_SEARCH_CATEGORY:
    case BS_SEARCH_TAG:
    case BS_SEARCH_AUTHOR:
    case BS_SEARCH_FOLDER:
    case BS_SEARCH_BEFORE:
    case BS_SEARCH_AFTER:
    case BS_SEARCH_DATE:
    case BS_SEARCH_STATE:
    case BS_SEARCH_PROBLEM:
    case BS_SEARCH_HAS:
    case BS_SEARCH_LANGUAGE:
      return TRUE;
    default:
      return FALSE;
    }
}

/**
 * bs_search_completion_find:
 * @text: the typed text
 * @cursor: the position of the cursor, in bytes
 * @completion: (out caller-allocates): the part that can be completed there
 *
 * Returns: whether anything can
 */
gboolean
bs_search_completion_find (const char *text, gsize cursor, BsSearchCompletion *completion)
{
  const char *end = text + cursor;
  const char *start = find_term (text, end);
  const char *at = start;

  if (start == NULL || start == end)
    return FALSE;
  *completion = (BsSearchCompletion){ 0 };
  completion->end = is_quote (g_utf8_get_char (end)) ? (gsize) (g_utf8_next_char (end) - text) : cursor;
  if (*start == '#')
    {
      completion->kind = BS_SEARCH_TAG;
      at = start + 1;
    }
  else
    {
      while (at < end && g_utf8_get_char (at) != ':' && g_utf8_get_char (at) != 0xff1a &&
             !is_quote (g_utf8_get_char (at)))
        at = g_utf8_next_char (at);
      if (at == end)
        {
          completion->is_operator = TRUE;
          completion->start = completion->text_start = start - text;
          return TRUE;
        }
      if (is_quote (g_utf8_get_char (at)) || !bs_search_query_find_field (start, at - start, &completion->kind) ||
          !has_values (completion->kind))
        return FALSE;
      at = g_utf8_next_char (at);
    }
  completion->start = at - text;
  if (at < end && is_quote (g_utf8_get_char (at)))
    {
      at = g_utf8_next_char (at);
      /* It is closed already. */
      for (const char *p = at; p < end; p = g_utf8_next_char (p))
        if (is_quote (g_utf8_get_char (p)))
          return FALSE;
    }
  completion->text_start = at - text;
  return TRUE;
}

/**
 * bs_search_completion_quote:
 * @value: a name
 *
 * Returns: (transfer full): @value as a search understands it, in quotes if it must be
 */
char *
bs_search_completion_quote (const char *value)
{
  gboolean is_plain = *value != '\0';
  gboolean has_quotes = FALSE;

  for (const char *p = value; *p != '\0'; p = g_utf8_next_char (p))
    {
      const gunichar c = g_utf8_get_char (p);

      has_quotes = has_quotes || is_quote (c);
      if (!g_unichar_isalnum (c) && (p == value || (c != '-' && c != '_' && c != '/' && c != '.')))
        is_plain = FALSE;
    }
  if (is_plain)
    return g_strdup (value);
  return has_quotes ? g_strconcat ("「", value, "」", NULL) : g_strconcat ("\"", value, "\"", NULL);
}

static void
offer (GPtrArray *dates, const char *typed, char *date)
{
  if (g_str_has_prefix (date, typed) && !g_str_equal (date, typed))
    g_ptr_array_add (dates, date);
  else
    g_free (date);
}

/**
 * bs_search_completion_list_dates:
 * @typed: the beginning of a date
 * @now: the time
 *
 * Returns: (transfer full): dates that it can become: the days, months and years that are mostly meant
 */
GStrv
bs_search_completion_list_dates (const char *typed, GDateTime *now)
{
  static const char *const words[] = { "today",      "yesterday",  "7d",        "this week", "last week",
                                       "this month", "last month", "this year", "last year" };
  g_autoptr (GPtrArray) dates = g_ptr_array_new ();
  g_autofree char *lower = g_ascii_strdown (typed, -1);
  const int year = g_date_time_get_year (now);

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    offer (dates, lower, g_strdup (words[i]));
  if (strlen (typed) >= 4 && g_ascii_isdigit (typed[0]))
    for (guint month = 1; month <= 12; month++)
      offer (dates, lower, g_strdup_printf ("%.4s-%02u", typed, month));
  else
    {
      offer (dates, lower, g_date_time_format (now, "%Y-%m-%d"));
      offer (dates, lower, g_date_time_format (now, "%Y-%m"));
      for (int i = 0; i < 5; i++)
        offer (dates, lower, g_strdup_printf ("%d", year - i));
    }
  g_ptr_array_add (dates, NULL);
  return (GStrv) g_ptr_array_steal (dates, NULL);
}
