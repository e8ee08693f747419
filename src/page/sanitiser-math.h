/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/body/html-tree.h"

G_BEGIN_DECLS

char *bs_sanitise_math (const BsHtmlNode *math, gboolean is_display, const char *source);
char *bs_sanitise_math_text (const char *html, gboolean is_display, const char *source);

G_END_DECLS
