/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/edit/edit.h"
#include "model/library/folder/site.h"

G_BEGIN_DECLS

/* An edit in a variant for each site of a folder. Immutable once created, so that threads may share it. */
typedef struct
{
  BsSite *site;
  BsEdit *plain; /* for articles outside sites */
  BsEdit *by_kind[BS_SITE_HUGO + 1];
} BsSiteEdits;

void bs_site_edits_init (BsSiteEdits *self, const char *root, const BsEdit *edit);
void bs_site_edits_clear (BsSiteEdits *self);

const BsEdit *bs_site_edits_get (const BsSiteEdits *self, const char *path);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BsSiteEdits, bs_site_edits_clear)

G_END_DECLS
