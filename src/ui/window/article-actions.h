/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/reader/reader-pane.h"

G_BEGIN_DECLS

#define BS_TYPE_ARTICLE_ACTIONS (bs_article_actions_get_type ())
G_DECLARE_FINAL_TYPE (BsArticleActions, bs_article_actions, BS, ARTICLE_ACTIONS, GObject)

/* Actions on the current article: copy, show elsewhere, print, load and save pictures, change how it is shown. */
BsArticleActions *bs_article_actions_new (GtkWindow *window, BsReader *reader, AdwToastOverlay *toasts);
void bs_article_actions_close (BsArticleActions *self);
void bs_article_actions_set_library (BsArticleActions *self, BsLibrary *library);
void bs_article_actions_set_pictures (BsArticleActions *self, BsPictureLoader *pictures);

G_END_DECLS
