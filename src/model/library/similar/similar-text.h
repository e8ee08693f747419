/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/folder/file-buffer.h"
#include "model/library/folder/site.h"
#include "model/library/table/row.h"
#include "model/library/words/signature.h"

G_BEGIN_DECLS

char *bs_similar_text_read (BsSite *site, const BsRow *row);
gboolean bs_similar_text_sign (BsSite *site, const BsRow *row, BsFileBuffer *buffer, BsSignature *signature);
GArray *bs_similar_text_list_shingles (const char *text);
guint16 bs_similar_text_compare (const GArray *one, const GArray *other);

G_END_DECLS
