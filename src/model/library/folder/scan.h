/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/article/article.h"
#include "model/library/folder/file-stamp.h"
#include "model/library/folder/site.h"
#include "model/library/folder/unreadable.h"

G_BEGIN_DECLS

typedef struct
{
  guint articles; /* handed to the sink */
  guint left_out; /* articles that are not part of the site */
  guint folders;
  GPtrArray *unreadable;     /* (element-type BsUnreadable) (nullable): none */
  GPtrArray *left_out_links; /* (nullable) (element-type filename): links to folders that were not followed */
} BsScanResult;

typedef enum
{
  BS_SCAN_DEFAULT = 0,
  BS_SCAN_INCLUDE_LEFT_OUT = 1 << 0, /* also files that are not part of the site */
} BsScanFlags;

/* Called from several worker threads at once; the article is the sink's to keep a reference of. */
typedef void (*BsScanArticleFunc) (BsArticle *article, const BsFileStamp *stamp, gpointer user_data);
/* Called from the walking thread for every folder, root ("") first, before any article in it is read. */
typedef void (*BsScanFolderFunc) (const char *relative_path, gpointer user_data);

gboolean bs_scan_folder (BsSite *site, const char *relative_path, BsScanFlags flags, BsScanFolderFunc folder_func,
                         BsScanArticleFunc article_func, gpointer user_data, BsScanResult *result,
                         GCancellable *cancellable, GError **error);
BsArticle *bs_scan_file (BsSite *site, const char *relative_path, BsFileStamp *stamp);
BsArticle *bs_scan_file_with_text (BsSite *site, const char *relative_path, char **text);
guint64 bs_scan_hash_body (const BsArticle *article, const char *data, gsize length);
void bs_scan_result_clear (BsScanResult *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BsScanResult, bs_scan_result_clear)

G_END_DECLS
