/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/table/inbox.h"
#include "model/library/table/table.h"
#include "model/library/watch/watch.h"

G_BEGIN_DECLS

typedef enum
{
  BS_SYNC_DEFAULT = 0,
  BS_SYNC_INCLUDE_LEFT_OUT = 1 << 0,
  BS_SYNC_REREAD = 1 << 1,  /* also unchanged files */
  BS_SYNC_LOUD = 1 << 2,    /* a user waits: progress is reported */
  BS_SYNC_DETECT = 1 << 3,  /* the configuration is read first */
  BS_SYNC_SHALLOW = 1 << 4, /* without the known folders below it */
} BsSyncFlags;

/* The thread that keeps the table equal to the folder: it reads, and posts the results to the inbox. */
typedef struct _BsSync BsSync;

BsSync *bs_sync_new (const char *root, const char *const *names, BsVocabulary *vocabulary, BsInbox *inbox);
void bs_sync_load (BsSync *self);
void bs_sync_compare (BsSync *self, const char *path, BsSnapshot *known, BsSyncFlags flags);
void bs_sync_look_at (BsSync *self, const char *path);
void bs_sync_set_in_use (BsSync *self, gboolean in_use);
void bs_sync_cancel_scan (BsSync *self);
guint bs_sync_get_found (BsSync *self);
void bs_sync_free (BsSync *self);

G_END_DECLS
