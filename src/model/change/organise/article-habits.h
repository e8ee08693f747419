/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "model/change/import/import-layout.h"
#include "model/change/organise/name-style.h"

G_BEGIN_DECLS

/* The common properties of the articles of a library: their folders, names and fields. */
typedef struct _BsArticleHabits BsArticleHabits;

BsArticleHabits *bs_article_habits_read (const char *root, GCancellable *cancellable, GError **error);
const BsSite *bs_article_habits_get_site (const BsArticleHabits *self);
BsImportLayout *bs_article_habits_get_layout (const BsArticleHabits *self);
char *bs_article_habits_make_stem (const BsArticleHabits *self, const char *title);
char *bs_article_habits_make_template (const BsArticleHabits *self, const char *const *category);
BsArticleHabits *bs_article_habits_ref (BsArticleHabits *self);
void bs_article_habits_unref (BsArticleHabits *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsArticleHabits, bs_article_habits_unref)

G_END_DECLS
