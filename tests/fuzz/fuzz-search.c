/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdint.h>
#include <string.h>

#include "model/library/search/search-expression.h"
#include "model/library/search/snippet.h"
#include "model/library/words/tokenizer.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

typedef struct
{
  gsize length;
  gboolean has_token;
  BsTokenKind last;
} Check;

static gboolean
check_cb (const BsToken *token, gpointer user_data)
{
  Check *check = user_data;

  g_assert_cmpuint (token->start, <=, token->end);
  g_assert_cmpuint (token->end, <=, check->length);
  g_assert_cmpuint (token->length, >, 0);
  g_assert_cmpuint (token->length, <=, BS_TOKEN_MAX_BYTES);
  g_assert_true (g_utf8_validate (token->text, token->length, NULL));
  g_assert_null (memchr (token->text, ' ', token->length));
  g_assert_null (memchr (token->text, '"', token->length));
  /* Boundaries are between tokens, one at a time. */
  g_assert_true (token->kind != BS_TOKEN_BOUNDARY || (check->has_token && check->last != BS_TOKEN_BOUNDARY));
  g_assert_true (!token->is_alternative || (check->has_token && check->last != BS_TOKEN_BOUNDARY));
  check->has_token = TRUE;
  check->last = token->kind;
  return TRUE;
}

/* The first line is a query, the rest is the text. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const char *bytes = (const char *) data;
  const char *newline = size > 0 ? memchr (bytes, '\n', size) : NULL;
  gsize query_length = newline != NULL ? (gsize) (newline - bytes) : size;
  g_autofree char *query_text = g_strndup (bytes, query_length);
  const char *text = newline != NULL ? newline + 1 : "";
  gsize length = newline != NULL ? size - query_length - 1 : 0;
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) length);
  static const char *const keys[] = { "mood", "来源", "k" };
  g_autoptr (BsVocabulary) vocabulary = bs_vocabulary_new ();
  Check check = { length };

  bs_vocabulary_add_keys (vocabulary, keys, G_N_ELEMENTS (keys));
  g_assert_true (bs_tokenize (text, length, check_cb, &check));
  for (BsSearchFlags flags = BS_SEARCH_DEFAULT; flags <= (BS_SEARCH_TYPING | BS_SEARCH_PLAIN); flags++)
    {
      g_autoptr (BsSearchQuery) query = bs_search_query_parse_in (query_text, flags, vocabulary);
      g_autofree char *description = bs_search_query_describe (query);
      g_autoptr (BsSnippet) snippet = bs_snippet_new (query, valid, 40);
      guint end = 0;

      if (query->root != NULL && bs_search_node_is_text (query->root))
        {
          g_autoptr (GString) expression = g_string_new (NULL);

          bs_search_node_append_expression (query->root, expression);
          g_assert_true (g_utf8_validate (expression->str, (gssize) expression->len, NULL));
        }
      g_assert_true (g_utf8_validate (description, -1, NULL));
      g_assert_true ((flags & BS_SEARCH_PLAIN) == 0 || query->root == NULL || bs_search_node_is_text (query->root));
      g_assert_true (g_utf8_validate (snippet->text, -1, NULL));
      g_assert_cmpint (g_utf8_strlen (snippet->text, -1), <=, 40 * 2 + 2);
      for (guint i = 0; i < snippet->ranges->len; i++)
        {
          const BsSnippetRange *range = &g_array_index (snippet->ranges, BsSnippetRange, i);

          g_assert_cmpuint (range->start, >=, end);
          g_assert_cmpuint (range->start, <, range->end);
          g_assert_cmpuint (range->end, <=, strlen (snippet->text));
          g_assert_true (g_utf8_validate (snippet->text, range->start, NULL));
          g_assert_true (g_utf8_validate (snippet->text, range->end, NULL));
          end = range->end;
        }
    }
  return 0;
}
