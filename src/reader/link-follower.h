/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/library.h"
#include "reader/page-view.h"

G_BEGIN_DECLS

#define BS_TYPE_LINK_FOLLOWER (bs_link_follower_get_type ())
G_DECLARE_FINAL_TYPE (BsLinkFollower, bs_link_follower, BS, LINK_FOLLOWER, GObject)

/* Follows the links of a page that lead elsewhere. Signals: open-category (GStrv), open-tag and open-source (name),
 * open-article (path), open-file (in another program), open-link (address; TRUE if it was handled, otherwise the
 * system's program is started), link-failed (address, message). */
BsLinkFollower *bs_link_follower_new (BsPageView *view);
void bs_link_follower_set_article (BsLinkFollower *self, BsLibrary *library, const char *path);

G_END_DECLS
