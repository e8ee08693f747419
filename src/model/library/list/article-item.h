/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "model/format/text/problem.h"

G_BEGIN_DECLS

#define BS_TYPE_ARTICLE_ITEM (bs_article_item_get_type ())
G_DECLARE_FINAL_TYPE (BsArticleItem, bs_article_item, BS, ARTICLE_ITEM, GObject)

/* An article as a list shows it. An article has only one object for as long as it is in use, which notifies when the
 * file changes. Properties: id, path, title, source, date, excerpt, picture, language, draft, needs-repair, unread,
 * starred. */
guint bs_article_item_get_id (BsArticleItem *self);
const char *bs_article_item_get_path (BsArticleItem *self);
const char *bs_article_item_get_title (BsArticleItem *self);
const char *bs_article_item_get_source (BsArticleItem *self);
gint64 bs_article_item_get_date (BsArticleItem *self);
gboolean bs_article_item_get_draft (BsArticleItem *self);
gboolean bs_article_item_get_needs_repair (BsArticleItem *self);
gboolean bs_article_item_get_unread (BsArticleItem *self);
gboolean bs_article_item_get_starred (BsArticleItem *self);
/* NULL until bs_article_item_load_details() has brought them. */
const char *bs_article_item_get_excerpt (BsArticleItem *self);
const char *bs_article_item_get_picture (BsArticleItem *self);
const char *bs_article_item_get_language (BsArticleItem *self);
void bs_article_item_load_details (BsArticleItem *self);

G_END_DECLS
