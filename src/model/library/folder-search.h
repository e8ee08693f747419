/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "model/library/folder/scan.h"
#include "model/library/list/query.h"

G_BEGIN_DECLS

typedef enum
{
  BS_FOLDER_SEARCH_DEFAULT = 0,
  BS_FOLDER_SEARCH_NO_CHECK = 1 << 0, /* the index is believed, where there is one */
} BsFolderSearchFlags;

GPtrArray *bs_folder_search (BsSite *site, const BsQuery *query, BsFolderSearchFlags flags, BsScanResult *result,
                             GError **error);

G_END_DECLS
