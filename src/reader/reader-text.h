/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/folder/document.h"
#include "reader/page-view.h"
#include "reader/text-view.h"

G_BEGIN_DECLS

#define BS_TYPE_READER_TEXT (bs_reader_text_get_type ())
G_DECLARE_FINAL_TYPE (BsReaderText, bs_reader_text, BS, READER_TEXT, GObject)

/* Shows the article of a page as text in front of it, with both at the same place. */
BsReaderText *bs_reader_text_new (BsPageView *page);
BsTextView *bs_reader_text_get_view (BsReaderText *self);
void bs_reader_text_show (BsReaderText *self, BsDocument *document, const char *path);

G_END_DECLS
