/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean bs_article_name_is_article (const char *name);
const char *bs_article_name_skip_date (const char *name);
char *bs_article_name_to_title (const char *name);
const char *bs_article_name_find_conflict (const char *name);
char *bs_article_name_dup_original (const char *name);
char *bs_article_name_dup_unnumbered (const char *name);
gboolean bs_article_path_has_folder (const char *path, const char *folder);

G_END_DECLS
