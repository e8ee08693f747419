/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/article/site-kind.h"
#include "model/format/front-matter/front-matter.h"

G_BEGIN_DECLS

/* Keys with one meaning: the first that an article has counts. Ends with %NULL. */
extern const char *const bs_article_updated_keys[];
extern const char *const bs_article_image_keys[];

char *bs_article_text (const BsValue *value);
const BsValue *bs_article_find_value (const BsValue *keys, BsSiteKind site, const char *name);
char *bs_article_find_text (const BsValue *keys, BsSiteKind site, const char *const *names);
gboolean bs_article_value_is_falsy (const BsValue *value);
void bs_article_add_texts (GPtrArray *texts, const BsValue *value);
GStrv bs_article_end_texts (GPtrArray *texts);
GStrv bs_article_read_tags (const BsValue *keys, BsSiteKind site);
GStrv bs_article_read_authors (const BsValue *keys, BsSiteKind site);
char *bs_article_read_image (const BsValue *keys, BsSiteKind site);
gboolean bs_article_read_draft (const BsValue *keys, BsSiteKind site, const char *path);

GPtrArray *bs_article_read_categories (const BsValue *keys, BsSiteKind site, const char *path);
char *bs_article_read_title (const BsFrontMatter *front_matter, const char *text, const BsValue *value);

G_END_DECLS
