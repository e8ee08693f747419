/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/article/article.h"

#include <string.h>

/* An article from a test's own text. */

static inline BsArticle *
article_read_at (const char *path, BsSiteKind site, const char *text)
{
  return bs_article_read (path, site, text, strlen (text));
}

static inline BsArticle *
article_read_text (const char *text)
{
  return article_read_at ("folder/name.md", BS_SITE_HEXO, text);
}

static inline gboolean
article_has_problem (const BsArticle *article, BsProblemKind kind)
{
  for (guint i = 0; i < article->problems->len; i++)
    {
      const BsProblem *problem = g_ptr_array_index (article->problems, i);

      if (problem->kind == kind)
        return TRUE;
    }

  return FALSE;
}

static inline void
article_assert_only_problem (const BsArticle *article, BsProblemKind kind, guint line, guint column, const char *detail)
{
  const BsProblem *problem;

  g_assert_cmpuint (article->problems->len, ==, 1);
  problem = g_ptr_array_index (article->problems, 0);
  g_assert_cmpint (problem->kind, ==, kind);
  g_assert_cmpuint (problem->line, ==, line);
  g_assert_cmpuint (problem->column, ==, column);
  g_assert_cmpstr (problem->detail, ==, detail);
}
