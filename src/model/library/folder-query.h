/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "model/library/folder/scan.h"
#include "model/library/list/query.h"
#include "model/library/table/table.h"

G_BEGIN_DECLS

typedef enum
{
  BS_FOLDER_QUERY_DEFAULT = 0,
  BS_FOLDER_QUERY_NO_CHECK = 1 << 0, /* the index is trusted, if there is one */
} BsFolderQueryFlags;

/* The found articles, in the query's order. */
typedef struct _BsFolderAnswer BsFolderAnswer;

BsFolderAnswer *bs_folder_query (BsSite *site, BsQuery **query, BsFolderQueryFlags flags, BsScanResult *result,
                                 GPtrArray **unread, GError **error);
guint bs_folder_answer_get_length (BsFolderAnswer *self);
char *bs_folder_answer_dup_path (BsFolderAnswer *self, guint position);
void bs_folder_answer_free (BsFolderAnswer *self);

/* Called with the table of a folder, which is good until it returns. */
typedef void (*BsFolderReadFunc) (const BsSnapshot *snapshot, gpointer user_data);

gboolean bs_folder_read (BsSite *site, BsScanResult *result, BsFolderReadFunc func, gpointer user_data, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BsFolderAnswer, bs_folder_answer_free)

G_END_DECLS
