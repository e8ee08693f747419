/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/article/article.h"
#include "model/library/folder/site.h"

G_BEGIN_DECLS

/* The layout of a library's folders, detected from its articles. */
typedef struct _BsImportLayout BsImportLayout;

BsImportLayout *bs_import_layout_new (const BsSite *site);
void bs_import_layout_free (BsImportLayout *self);
void bs_import_layout_count (BsImportLayout *self, const BsArticle *article);
gboolean bs_import_layout_is_mirrored (const BsImportLayout *self);
gboolean bs_import_layout_is_markdown (const BsImportLayout *self);
gboolean bs_import_layout_is_dated (const BsImportLayout *self);
char *bs_import_layout_find_folder (BsImportLayout *self, const char *const *category);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsImportLayout, bs_import_layout_free)

G_END_DECLS
