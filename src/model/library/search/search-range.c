/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/search/search-range.h"

#include <string.h>

#include "model/library/search/search-query.h"

/* The meaning of a single word of a search: a query of one filter. */
static gboolean
read_word (const char *word, BsSearchRange *range)
{
  g_autoptr (BsSearchQuery) query = bs_search_query_parse (word, BS_SEARCH_DEFAULT);
  const BsSearchNode *root = query->root;

  if (root == NULL || query->notes->len > 0)
    return FALSE;
  if (root->kind == BS_SEARCH_AFTER || root->kind == BS_SEARCH_DATE)
    {
      range->start = range->has_start ? MAX (range->start, root->days.start) : root->days.start;
      range->has_start = TRUE;
    }
  if (root->kind == BS_SEARCH_BEFORE || root->kind == BS_SEARCH_DATE)
    {
      gint64 end = root->kind == BS_SEARCH_DATE ? root->days.end : root->days.start;

      range->end = range->has_end ? MIN (range->end, end) : end;
      range->has_end = TRUE;
    }
  if (root->kind == BS_SEARCH_STATE && root->state == BS_SEARCH_UNDATED)
    range->is_undated = TRUE;
  else if (root->kind < BS_SEARCH_BEFORE || root->kind > BS_SEARCH_DATE)
    return FALSE;
  return TRUE;
}

static gboolean
is_joint (const char *word)
{
  return g_str_equal (word, "OR") || g_str_equal (word, "|") || g_str_has_prefix (word, "NEAR");
}

/* The words of @text, those between quotes or parentheses as one. */
static GPtrArray *
split (const char *text)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) word = g_string_new (NULL);
  gboolean is_quoted = FALSE;
  guint depth = 0;

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (character == '"' || character == 0x201c || character == 0x201d || character == 0xff02)
        is_quoted = !is_quoted;
      else if (!is_quoted && (character == '(' || character == 0xff08))
        depth++;
      else if (!is_quoted && depth > 0 && (character == ')' || character == 0xff09))
        depth--;
      if (g_unichar_isspace (character) && !is_quoted && depth == 0)
        {
          if (word->len > 0)
            g_ptr_array_add (words, g_strdup (word->str));
          g_string_truncate (word, 0);
        }
      else
        g_string_append_unichar (word, character);
    }
  if (word->len > 0)
    g_ptr_array_add (words, g_strdup (word->str));
  return words;
}

/**
 * bs_search_range_strip:
 * @text: the typed text
 * @range: (out caller-allocates): its dates
 *
 * Dates that are alternatives or in parentheses are ignored.
 *
 * Returns: (transfer full): @text without those dates; @text itself if there are none
 */
char *
bs_search_range_strip (const char *text, BsSearchRange *range)
{
  g_autofree char *valid = NULL;
  g_autoptr (GPtrArray) words = NULL;
  g_autoptr (GString) rest = g_string_new (NULL);
  gboolean has_any = FALSE;

  g_return_val_if_fail (text != NULL && range != NULL, NULL);

  *range = (BsSearchRange){ FALSE };
  valid = g_utf8_make_valid (text, -1);
  words = split (valid);
  for (guint i = 0; i < words->len; i++)
    {
      const char *word = words->pdata[i];
      gboolean is_joined =
          (i > 0 && is_joint (words->pdata[i - 1])) || (i + 1 < words->len && is_joint (words->pdata[i + 1]));

      if (!is_joined && read_word (word, range))
        has_any = TRUE;
      else
        g_string_append_printf (rest, "%s%s", rest->len > 0 ? " " : "", word);
    }
  return has_any ? g_string_free (g_steal_pointer (&rest), FALSE) : g_steal_pointer (&valid);
}

static char *
append (const char *rest, const char *words)
{
  const gsize length = strlen (rest);

  return g_strconcat (rest, length > 0 && *words != '\0' && rest[length - 1] != ' ' ? " " : "", words, NULL);
}

/**
 * bs_search_range_write:
 * @text: the typed text
 * @after: (nullable): a day, month or year
 * @before: (nullable): the end of the range
 *
 * Returns: (transfer full): @text with these dates in place of those that it asks for
 */
char *
bs_search_range_write (const char *text, const char *after, const char *before)
{
  BsSearchRange range;
  g_autofree char *rest = bs_search_range_strip (text, &range);
  g_autoptr (GString) words = g_string_new (NULL);

  if (after != NULL)
    g_string_append_printf (words, "after:%s", after);
  if (before != NULL)
    g_string_append_printf (words, "%sbefore:%s", words->len > 0 ? " " : "", before);
  return append (rest, words->str);
}

/**
 * bs_search_range_write_undated:
 * @text: the typed text
 *
 * Returns: (transfer full): @text with `is:undated` in place of the dates that it asks for
 */
char *
bs_search_range_write_undated (const char *text)
{
  BsSearchRange range;
  g_autofree char *rest = bs_search_range_strip (text, &range);

  return append (rest, "is:undated");
}
