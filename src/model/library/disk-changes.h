/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/table/table.h"

G_BEGIN_DECLS

/* What to do to the table. */
typedef struct
{
  BsRow *row;  /* (nullable): what an article is from now on; %NULL where it is gone */
  BsRow *from; /* (nullable): the article that is gone, or came here from another path */
} BsDiskChange;

/* What the disk says of files, until it is known which of them only moved. */
typedef struct _BsDiskChanges BsDiskChanges;

BsDiskChanges *bs_disk_changes_new (BsTable *table, BsVocabulary *vocabulary);
void bs_disk_changes_free (BsDiskChanges *self);
void bs_disk_changes_clear (BsDiskChanges *self);
void bs_disk_changes_announce (BsDiskChanges *self, GHashTable *origins);
BsRow *bs_disk_changes_find_free (BsDiskChanges *self, const BsRow *row, const char *from);
void bs_disk_changes_put (BsDiskChanges *self, BsRow *row, const char *from);
gboolean bs_disk_changes_remove (BsDiskChanges *self, const char *path);
gboolean bs_disk_changes_covers (BsDiskChanges *self, const char *folder);
void bs_disk_changes_remove_awaiting (BsDiskChanges *self, const char *folder);
gint64 bs_disk_changes_get_due (BsDiskChanges *self, gboolean is_more_coming);
gboolean bs_disk_changes_is_settling (BsDiskChanges *self);
gboolean bs_disk_changes_take (BsDiskChanges *self, BsDiskChange *change);

G_END_DECLS
