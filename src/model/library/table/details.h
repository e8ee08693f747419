/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/table/inbox.h"
#include "model/library/folder/site.h"

G_BEGIN_DECLS

/* Data of a row that the table does not have, read from the file when the row becomes visible. */
typedef struct
{
  guint id;
  char *path; /* path of the file */
  guint64 content_hash;
  char *excerpt;
  char *picture;  /* (nullable): relative to the library */
  char *language; /* (nullable): BCP 47 */
} BsDetailsResult;

/* Reads details on one thread, the latest request first. */
typedef struct _BsDetails BsDetails;

BsDetails *bs_details_new (BsInbox *inbox, BsSite *site, void (*apply) (gpointer owner, gpointer result));
void bs_details_set_site (BsDetails *self, BsSite *site);
gboolean bs_details_request (BsDetails *self, guint id, const char *path, guint64 content_hash, guint *dropped_id);
void bs_details_free (BsDetails *self);

G_END_DECLS
