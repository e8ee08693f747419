/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "model/change/organise/new-article.h"
#include "model/library/library.h"

G_BEGIN_DECLS

#define BS_TYPE_NEW_ARTICLE_DIALOG (bs_new_article_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BsNewArticleDialog, bs_new_article_dialog, BS, NEW_ARTICLE_DIALOG, AdwWindow)

/* Asks for the title and the category of a new article, and shows what will be written. Signal: create (the article can
 * be taken); the dialog stays until it is told how that ended. */
BsNewArticleDialog *bs_new_article_dialog_new (GtkWindow *parent, BsLibrary *library, const char *const *category);
void bs_new_article_dialog_end (BsNewArticleDialog *self, const char *failure);
BsNewArticle *bs_new_article_dialog_steal_article (BsNewArticleDialog *self);
GStrv bs_new_article_dialog_dup_category (BsNewArticleDialog *self);
char *bs_new_article_dialog_dup_title (BsNewArticleDialog *self);

G_END_DECLS
