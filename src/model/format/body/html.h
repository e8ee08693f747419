/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/body/body-features.h"

G_BEGIN_DECLS

char *bs_html_decode_entities (const char *text, gssize length);
char *bs_html_to_text (const char *html, gsize length);
char *bs_html_read (const char *html, gsize length, BsFeatureFinder *finder);
char *bs_html_remove_tags (const char *html, gsize length);
char *bs_html_find_title (const char *html, gsize length);

G_END_DECLS
