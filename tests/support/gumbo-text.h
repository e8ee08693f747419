/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

/* The text of HTML according to an HTML5 parser, for comparison with bs_html_to_text(). */

char *gumbo_text_read (const char *html, gsize length);
char *gumbo_text_normalize (const char *text);
