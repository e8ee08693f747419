/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/table/inbox.h"
#include "model/library/folder/scan-private.h"
#include "model/library/table/table.h"

G_BEGIN_DECLS

/* How a comparison is made. */
typedef struct
{
  BsSite *site;
  BsVocabulary *vocabulary;
  BsInbox *inbox;
  const BsSnapshot *known; /* (nullable): without it, all files are new */
  const char *path;        /* the folder to look through; the empty one is the whole */
  const char *from;        /* (nullable): the previous path of that folder */
  BsScanFlags flags;
  gboolean reread;          /* also unchanged files */
  gboolean distrust_inodes; /* the file system may give a file another number each time */
  BsScanFolderFunc folder_func;
  BsScanEnterFunc enter_func; /* (nullable): whether a folder below is compared too; all are */
  BsScanLinkFunc link_func;   /* (nullable): called for each link that is followed */
  gpointer user_data;
  int *found; /* (nullable): counts up as articles are read */
  GCancellable *cancellable;
} BsComparison;

gboolean bs_compare (const BsComparison *self, BsScanResult *result, GError **error);

G_END_DECLS
