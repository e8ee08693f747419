/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/list/article-pane.h"
#include "ui/reader/reader-pane.h"
#include "ui/window/filing.h"
#include "ui/window/marking.h"

G_BEGIN_DECLS

#define BS_TYPE_READING_KEYS (bs_reading_keys_get_type ())
G_DECLARE_FINAL_TYPE (BsReadingKeys, bs_reading_keys, BS, READING_KEYS, GObject)

/* Keys without modifiers in the list and the reader: Space to read on, single letters, and F2 and Delete for files. */
BsReadingKeys *bs_reading_keys_new (BsArticlePane *articles, BsReaderPane *reader, BsMarking *marking,
                                    BsFiling *filing);

G_END_DECLS
