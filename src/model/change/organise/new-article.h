/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/organise/article-habits.h"
#include "model/change/write/edit-report.h"

G_BEGIN_DECLS

/* A new article before it is written. */
typedef struct
{
  char *path; /* relative to the library; no file exists there */
  GBytes *bytes;
  char *template_path; /* (nullable): of the site's own template, relative to the site */
  GPtrArray *removed;  /* (element-type utf8): tags of the template that were not filled, and are not in it */
} BsNewArticle;

BsNewArticle *bs_new_article_plan (BsArticleHabits *habits, const char *title, const char *const *category,
                                   GError **error);
BsNewArticle *bs_new_article_make (const char *root, const char *title, const char *const *category,
                                   GCancellable *cancellable, GError **error);
BsEditReport *bs_new_article_write (const BsNewArticle *self, BsHome *home, const char *root, GError **error);
void bs_new_article_free (BsNewArticle *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsNewArticle, bs_new_article_free)

G_END_DECLS
