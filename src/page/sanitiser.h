/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/library/folder/document.h"

G_BEGIN_DECLS

char *bs_sanitise (const BsDocument *document, const char *html, gsize length);
char *bs_sanitise_original (const BsDocument *document, const char *html, gsize length);

G_END_DECLS
