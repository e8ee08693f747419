/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/table/table.h"

G_BEGIN_DECLS

/* A change of the table. */
typedef struct
{
  BsRow *row;  /* (nullable): the article's new row; NULL if it was removed */
  BsRow *from; /* (nullable): the article that was removed, or moved here from another path */
} BsDiskChange;

/* Changes reported by the disk, until it is known which files only moved. */
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
