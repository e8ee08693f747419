/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/folder/document.h"
#include "model/format/body/html-tree.h"

G_BEGIN_DECLS

gboolean bs_sanitise_holds_picture (const BsHtmlNode *node, const BsHtmlNode *picture);
gboolean bs_sanitise_is_code_box (const BsHtmlNode *node);
char *bs_sanitise_picture (const BsDocument *document, const BsHtmlNode *node);
char *bs_sanitise_head_picture (const BsDocument *document, const char *image, char **attribute);

G_END_DECLS
