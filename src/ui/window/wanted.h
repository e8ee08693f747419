/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/list/article-pane.h"
#include "ui/sidebar/sidebar.h"

G_BEGIN_DECLS

#define BS_TYPE_WANTED (bs_wanted_get_type ())
G_DECLARE_FINAL_TYPE (BsWanted, bs_wanted, BS, WANTED, GObject)

/* Shows an article as soon as the library contains it. */
BsWanted *bs_wanted_new (BsSidebar *sidebar, BsArticlePane *articles);
void bs_wanted_set_library (BsWanted *self, BsLibrary *library);
void bs_wanted_show (BsWanted *self, const char *path, const char *const *category);
void bs_wanted_follow (BsWanted *self, const char *path);

G_END_DECLS
