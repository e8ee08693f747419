/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/library/search/search-filter.h"

#include <string.h>

#include "model/format/article/language.h"
#include "model/format/text/problem.h"

/* The names of operators, and the values of those that do not search for words. */

static const BsSearchOperator operators[] = {
  { "title", BS_SEARCH_PHRASE, TRUE }, { "标题", BS_SEARCH_PHRASE, TRUE }, { "category", BS_SEARCH_CATEGORY },
  { "分类", BS_SEARCH_CATEGORY },      { "tag", BS_SEARCH_TAG },           { "标签", BS_SEARCH_TAG },
  { "author", BS_SEARCH_AUTHOR },      { "作者", BS_SEARCH_AUTHOR },       { "in", BS_SEARCH_FOLDER },
  { "文件夹", BS_SEARCH_FOLDER },      { "before", BS_SEARCH_BEFORE },     { "早于", BS_SEARCH_BEFORE },
  { "after", BS_SEARCH_AFTER },        { "晚于", BS_SEARCH_AFTER },        { "date", BS_SEARCH_DATE },
  { "日期", BS_SEARCH_DATE },          { "is", BS_SEARCH_STATE },          { "has", BS_SEARCH_HAS },
  { "lang", BS_SEARCH_LANGUAGE },      { "语言", BS_SEARCH_LANGUAGE },     { "problem", BS_SEARCH_PROBLEM },
  { "问题", BS_SEARCH_PROBLEM },
};

const BsSearchOperator bs_search_hash_operator = { "#", BS_SEARCH_TAG };
const BsSearchOperator bs_search_key_operator = { "", BS_SEARCH_KEY };

static const char *const states[] = { "unread", "read", "starred", "draft", "broken", "undated" };

/* A longer name is not treated as a misspelling. */
#define MAX_NAME 24

/**
 * bs_search_operator_find:
 * @name: (array length=length): the name of an operator, without its colon
 * @length: of @name, in bytes
 *
 * Returns: (transfer none) (nullable): the operator
 */
const BsSearchOperator *
bs_search_operator_find (const char *name, gsize length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (operators); i++)
    if (length == strlen (operators[i].name) && g_ascii_strncasecmp (name, operators[i].name, length) == 0)
      return &operators[i];
  return NULL;
}

/**
 * bs_search_query_find_field:
 * @name: the name of an operator, without its colon
 * @length: of @name, in bytes
 * @kind: (out): the field that it searches
 *
 * Returns: whether there is one of that name
 */
gboolean
bs_search_query_find_field (const char *name, gsize length, BsSearchKind *kind)
{
  const BsSearchOperator *field = bs_search_operator_find (name, length);

  if (field != NULL)
    *kind = field->kind;
  return field != NULL;
}

/* The number of letters that were left out, added, replaced or swapped (optimal string alignment). */
static guint
measure_distance (const char *a, gsize n_a, const char *b, gsize n_b)
{
  guint rows[3][MAX_NAME + 1];

  for (gsize j = 0; j <= n_b; j++)
    rows[0][j] = (guint) j;
  for (gsize i = 1; i <= n_a; i++)
    {
      guint *row = rows[i % 3];
      const guint *before = rows[(i + 2) % 3];

      row[0] = (guint) i;
      for (gsize j = 1; j <= n_b; j++)
        {
          row[j] = MIN (MIN (before[j], row[j - 1]) + 1, before[j - 1] + (a[i - 1] != b[j - 1]));
          if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            row[j] = MIN (row[j], rows[(i + 1) % 3][j - 2] + 1);
        }
    }
  return rows[n_a % 3][n_b];
}

static guint
count_different (const char *a, const char *b, gsize n)
{
  guint count = 0;

  for (gsize i = 0; i < n; i++)
    count += a[i] != b[i];
  return count;
}

static gboolean
is_near (const char *name, gsize length, const char *meant)
{
  const gsize n = strlen (meant);

  if (n < 3 || n > MAX_NAME || *name != *meant)
    return FALSE;
  /* "cat:" for "category:", "tags:" for "tag:", "language:" for "lang:". */
  if (memcmp (name, meant, MIN (length, n)) == 0 && (length < n || length == n + 1 || n >= 4))
    return TRUE;
  /* "data:" is a word of its own, not "date:". */
  if (length == n && n < 5 && count_different (name, meant, n) == 1)
    return FALSE;
  return MIN (length, n) >= 4 && measure_distance (name, length, meant, n) <= (length >= 7 ? 2 : 1);
}

/**
 * bs_search_operator_is_misspelt:
 * @name: (array length=length): the text before a colon, which is neither an operator nor a key
 * @length: of @name, in bytes
 * @vocabulary: (nullable): the names of the library
 *
 * Returns: whether it is nearly the name of an operator or of a key, and no other text before a colon
 */
gboolean
bs_search_operator_is_misspelt (const char *name, gsize length, BsVocabulary *vocabulary)
{
  g_autoptr (GPtrArray) keys = NULL;

  if (length < 3 || length > MAX_NAME)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_islower (name[i]) && name[i] != '_' && name[i] != '-')
      return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (operators); i++)
    if (is_near (name, length, operators[i].name))
      return TRUE;
  keys = vocabulary != NULL ? bs_vocabulary_list (vocabulary, BS_VOCABULARY_KEYS) : NULL;
  for (guint i = 0; keys != NULL && i < keys->len; i++)
    {
      const BsTerm *key = keys->pdata[i];

      if (length >= 4 && is_near (name, length, key->name))
        return TRUE;
    }
  return FALSE;
}

static BsSearchNode *
make_name (const BsSearchOperator *field, const char *value, gsize length)
{
  g_autofree char *name = g_strndup (value, length);
  g_autofree char *folded = bs_search_fold_name (name);
  char *start = g_strstrip (folded);
  BsSearchNode *node;

  if (field->kind == BS_SEARCH_CATEGORY || field->kind == BS_SEARCH_FOLDER)
    {
      start += strspn (start, "/");
      while (g_str_has_suffix (start, "/"))
        start[strlen (start) - 1] = '\0';
    }
  while (field == &bs_search_hash_operator && g_str_has_suffix (start, "#"))
    start[strlen (start) - 1] = '\0';
  if (*start == '\0')
    return NULL;
  node = bs_search_node_new (field->kind);
  node->text = g_strdup (start);
  return node;
}

static BsSearchNode *
make_date (const BsSearchOperator *field, const char *value, gsize length)
{
  g_autofree char *text = g_strndup (value, length);
  g_autofree char *folded = g_strstrip (bs_search_fold_name (text));
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  BsSearchDays days;
  BsSearchNode *node;

  if (!bs_search_days_parse (folded, now, &days))
    return NULL;
  node = bs_search_node_new (field->kind);
  node->days = days;
  return node;
}

/* Whether the value is a prefix of @word, of at least half its length. */
static gboolean
begins (const char *value, gsize length, const char *word)
{
  return length > 0 && length <= strlen (word) && g_ascii_strncasecmp (value, word, length) == 0;
}

static BsSearchNode *
make_state (const char *value, gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (begins (value, length, states[i]))
      {
        BsSearchNode *node = bs_search_node_new (BS_SEARCH_STATE);

        node->state = (BsSearchState) i;
        return node;
      }
  return NULL;
}

static BsSearchNode *
make_feature (const char *value, gsize length)
{
  for (guint i = 0; i < BS_N_SEARCH_FEATURES; i++)
    if (begins (value, length, bs_search_feature_to_string ((BsSearchFeature) i)))
      {
        BsSearchNode *node = bs_search_node_new (BS_SEARCH_HAS);

        node->feature = (BsSearchFeature) i;
        return node;
      }
  return NULL;
}

static BsSearchNode *
make_language (const char *value, gsize length)
{
  g_autofree char *text = g_strndup (value, length);
  BsSearchNode *node;

  if (!bs_language_is_tag (text))
    return NULL;
  node = bs_search_node_new (BS_SEARCH_LANGUAGE);
  node->text = g_strdelimit (g_ascii_strdown (text, -1), "_", '-');
  return node;
}

/* All kinds whose names begin so. */
static BsSearchNode *
make_problem (const char *value, gsize length)
{
  g_autoptr (BsSearchNode) node = bs_search_node_new (BS_SEARCH_PROBLEM);

  for (guint i = 0; i < BS_N_PROBLEMS; i++)
    if (begins (value, length, bs_problem_kind_to_string ((BsProblemKind) i)))
      node->problems |= G_GUINT64_CONSTANT (1) << i;
  if (node->problems == 0)
    return NULL;
  node->text = g_ascii_strdown (value, (gssize) length);
  return g_steal_pointer (&node);
}

/**
 * bs_search_filter_new:
 * @field: an operator that looks for no words
 * @value: (array length=length): the text after it
 * @length: of @value, in bytes
 * @fault: (out): the problem, if the value is not understood
 *
 * Returns: (transfer full) (nullable): the filter; %NULL with BS_SEARCH_NOTE_NONE if it is empty
 */
BsSearchNode *
bs_search_filter_new (const BsSearchOperator *field, const char *value, gsize length, BsSearchNoteKind *fault)
{
  *fault = BS_SEARCH_NOTE_NONE;
  switch (field->kind)
    {
    case BS_SEARCH_BEFORE:
    case BS_SEARCH_AFTER:
    case BS_SEARCH_DATE:
      *fault = BS_SEARCH_NOTE_NOT_A_DATE;
      return make_date (field, value, length);
    case BS_SEARCH_STATE:
      *fault = BS_SEARCH_NOTE_NO_STATE;
      return make_state (value, length);
    case BS_SEARCH_HAS:
      *fault = BS_SEARCH_NOTE_NO_FEATURE;
      return make_feature (value, length);
    case BS_SEARCH_LANGUAGE:
      *fault = BS_SEARCH_NOTE_NO_LANGUAGE;
      return make_language (value, length);
    case BS_SEARCH_PROBLEM:
      *fault = BS_SEARCH_NOTE_NO_PROBLEM;
      return make_problem (value, length);
    case BS_SEARCH_CATEGORY:
    case BS_SEARCH_TAG:
    case BS_SEARCH_AUTHOR:
    case BS_SEARCH_FOLDER:
    case BS_SEARCH_AND:
    case BS_SEARCH_OR:
    case BS_SEARCH_NOT:
    case BS_SEARCH_NEAR:
    case BS_SEARCH_PHRASE:
    case BS_SEARCH_KEY:
    default:
      return make_name (field, value, length);
    }
}
