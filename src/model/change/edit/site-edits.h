/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/change/edit/edit.h"
#include "model/library/folder/site.h"

G_BEGIN_DECLS

/* An edit as the sites of a folder read it. Nothing in it changes once it is made; threads may share it. */
typedef struct
{
  BsSite *site;
  BsEdit *plain; /* for what is in no site */
  BsEdit *by_kind[BS_SITE_HUGO + 1];
} BsSiteEdits;

void bs_site_edits_init (BsSiteEdits *self, const char *root, const BsEdit *edit);
void bs_site_edits_clear (BsSiteEdits *self);

const BsEdit *bs_site_edits_get (const BsSiteEdits *self, const char *path);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BsSiteEdits, bs_site_edits_clear)

G_END_DECLS
