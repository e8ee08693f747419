/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/library.h"
#include "reader/page-view.h"

G_BEGIN_DECLS

#define BS_TYPE_READER_PICTURES (bs_reader_pictures_get_type ())
G_DECLARE_FINAL_TYPE (BsReaderPictures, bs_reader_pictures, BS, READER_PICTURES, GObject)

/* The pictures of the article that a page view shows: which may be loaded, and that they are kept while the article is
 * starred. An article is named by its library and its path, both of which may be %NULL. */
BsReaderPictures *bs_reader_pictures_new (BsPageView *view);
gboolean bs_reader_pictures_set_loader (BsReaderPictures *self, BsPictureLoader *loader);
void bs_reader_pictures_set_article (BsReaderPictures *self, BsLibrary *library, const char *path);
void bs_reader_pictures_allow (BsReaderPictures *self, BsLibrary *library, const char *path);
void bs_reader_pictures_move (BsReaderPictures *self, BsLibrary *library, const char *from, const char *to);
char *bs_reader_pictures_make_key (BsLibrary *library, const char *path);

G_END_DECLS
