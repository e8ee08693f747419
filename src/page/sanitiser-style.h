/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/body/html-tree.h"

G_BEGIN_DECLS

void bs_sanitise_collect_styles (const char *html, gsize length, const char *scope, GString *sheet);
char *bs_sanitise_style (const BsHtmlNode *node);
char *bs_sanitise_own_classes (const char *names);

G_END_DECLS
