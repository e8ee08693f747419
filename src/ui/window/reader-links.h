/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/window/panes.h"

G_BEGIN_DECLS

#define BS_TYPE_READER_LINKS (bs_reader_links_get_type ())
G_DECLARE_FINAL_TYPE (BsReaderLinks, bs_reader_links, BS, READER_LINKS, GObject)

/* Follows an article's links into the library: to categories, tags, sources and other articles. */
BsReaderLinks *bs_reader_links_new (BsLinkFollower *links, BsSidebar *sidebar, BsArticlePane *articles, BsPanes *panes,
                                    AdwToastOverlay *toasts);
void bs_reader_links_set_library (BsReaderLinks *self, BsLibrary *library);

G_END_DECLS
