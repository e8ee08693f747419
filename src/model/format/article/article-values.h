/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/article/article.h"

G_BEGIN_DECLS

char *bs_article_text (const BsValue *value);
char *bs_article_find_text (const BsValue *keys, const char *const *names);
void bs_article_add_texts (GStrvBuilder *builder, const BsValue *value);
GStrv bs_article_read_tags (const BsValue *keys, BsSiteKind site);
GStrv bs_article_read_authors (const BsValue *keys);
char *bs_article_read_image (const BsValue *keys);
gboolean bs_article_read_draft (const BsValue *keys, const char *path);

GPtrArray *bs_article_read_categories (const BsValue *keys, BsSiteKind site, const char *path);
char *bs_article_read_title (const BsFrontMatter *front_matter, const char *text, const BsValue *value);

G_END_DECLS
