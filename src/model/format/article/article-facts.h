/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/article/article.h"
#include "model/format/body/body-features.h"

G_BEGIN_DECLS

/* The facts of an article that are only known after reading its body. */
typedef struct
{
  BsBodyFeatures features;
  char *language;   /* (nullable): a BCP 47 tag */
  GArray *headings; /* (nullable) (element-type BsTextRange): their ranges in the text */
} BsArticleFacts;

gboolean bs_article_wants_math (const BsArticle *self);
char *bs_article_read_body (const BsArticle *self, const char *body, gsize length, BsArticleFacts *facts);
void bs_article_facts_clear (BsArticleFacts *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BsArticleFacts, bs_article_facts_clear)

G_END_DECLS
