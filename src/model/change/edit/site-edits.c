/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model/change/edit/site-edits.h"

/**
 * bs_site_edits_init:
 * @self: (out caller-allocates): the edits by site; clear with bs_site_edits_clear()
 * @root: the library's folder
 * @edit: the edit of its articles
 *
 * Blocks on disk I/O.
 */
void
bs_site_edits_init (BsSiteEdits *self, const char *root, const BsEdit *edit)
{
  g_return_if_fail (self != NULL && root != NULL && edit != NULL);

  self->site = bs_site_detect (root);
  self->plain = bs_edit_ref ((BsEdit *) edit);
  for (guint i = 0; i < G_N_ELEMENTS (self->by_kind); i++)
    self->by_kind[i] = bs_edit_dup_for_site (edit, (BsSiteKind) i);
}

/**
 * bs_site_edits_clear:
 * @self: the edits by site
 */
void
bs_site_edits_clear (BsSiteEdits *self)
{
  g_clear_pointer (&self->site, bs_site_unref);
  g_clear_pointer (&self->plain, bs_edit_unref);
  for (guint i = 0; i < G_N_ELEMENTS (self->by_kind); i++)
    g_clear_pointer (&self->by_kind[i], bs_edit_unref);
}

/**
 * bs_site_edits_get:
 * @self: the edits by site
 * @path: an article, relative to the library
 *
 * Returns: (transfer none): the edit for the article's site
 */
const BsEdit *
bs_site_edits_get (const BsSiteEdits *self, const char *path)
{
  const BsSite *site = bs_site_find (self->site, path);

  return site->is_site ? self->by_kind[site->kind] : self->plain;
}
