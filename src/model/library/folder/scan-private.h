/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/folder/scan.h"

G_BEGIN_DECLS

/* Called from the walking thread before a folder's files are examined; its result is passed to the known function. */
typedef gpointer (*BsScanBeginFunc) (const char *relative_path, gpointer user_data);

/* Called from several worker threads at once: whether a file is unchanged since it was last read, so that it need not
 * be read again. The stamp has no content hash yet. */
typedef gboolean (*BsScanKnownFunc) (gpointer folder, const char *name, const BsFileStamp *stamp, gpointer user_data);

/* Called from the walking thread: whether to visit a subfolder of the folder being read. */
typedef gboolean (*BsScanEnterFunc) (const char *relative_path, gpointer user_data);

/* Called from the walking thread for a link to a file, whether or not there is one, before it is read; and for one to a
 * folder of the library, @target, whose articles are read by the link's path too. */
typedef void (*BsScanLinkFunc) (const char *relative_path, const char *target, gpointer user_data);

typedef struct
{
  BsScanFolderFunc folder; /* (nullable) */
  BsScanBeginFunc begin;   /* (nullable) */
  BsScanKnownFunc known;   /* (nullable): everything is read */
  BsScanEnterFunc enter;   /* (nullable): by default all are visited */
  BsScanLinkFunc link;     /* (nullable) */
  BsScanArticleFunc article;
  gpointer user_data;
} BsScanFuncs;

gboolean bs_scan_run (BsSite *site, const char *relative_path, BsScanFlags flags, const BsScanFuncs *funcs,
                      BsScanResult *result, GCancellable *cancellable, GError **error);

G_END_DECLS
