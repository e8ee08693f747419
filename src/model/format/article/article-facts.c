/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/format/article/article-facts.h"

#include <string.h>

#include "model/format/article/language.h"
#include "model/format/body/body-text.h"

/**
 * bs_article_wants_math:
 * @self: an article
 *
 * Returns: whether the front matter turns formulas in dollar signs on
 */
gboolean
bs_article_wants_math (const BsArticle *self)
{
  static const char *const keys[] = { "math", "mathjax", "katex" };
  static const char *const off[] = { "", "false", "no", "off", "n", "0", "null", "~", NULL };

  for (gsize i = 0; self->keys != NULL && self->keys->kind == BS_VALUE_MAP && i < G_N_ELEMENTS (keys); i++)
    {
      const BsValue *value = bs_value_lookup (self->keys, keys[i]);
      g_autofree char *text = NULL;

      if (value == NULL || value->kind == BS_VALUE_NULL)
        continue;
      text = g_ascii_strdown (value->text != NULL ? value->text : "", -1);
      if (!bs_value_is_scalar (value) || !g_strv_contains (off, text))
        return TRUE;
    }
  return FALSE;
}

/**
 * bs_article_read_body:
 * @self: an article
 * @body: (array length=length): its body, in UTF-8
 * @length: the length of @body in bytes
 * @facts: (out caller-allocates): further results
 *
 * Returns: (transfer full): the text of the body, from bs_body_to_text()
 */
char *
bs_article_read_body (const BsArticle *self, const char *body, gsize length, BsArticleFacts *facts)
{
  BsFeatureFinder finder = { .has_dollars = bs_article_wants_math (self) };
  char *text = bs_body_read (self->body_kind, body, length, &finder);

  if (self->body_kind != BS_BODY_TEXT && length > 0)
    bs_feature_finder_take_source (&finder, body, length);
  facts->features = finder.found;
  facts->headings = finder.headings;
  facts->language = bs_language_find (self->language, self->title, text, strlen (text));
  return text;
}

/**
 * bs_article_facts_clear:
 * @self: facts
 */
void
bs_article_facts_clear (BsArticleFacts *self)
{
  g_clear_pointer (&self->language, g_free);
  g_clear_pointer (&self->headings, g_array_unref);
}
