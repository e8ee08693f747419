/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

/* The text of HTML as a parser of HTML5 has it: what bs_html_to_text() is held against. */

char *gumbo_text_read (const char *html, gsize length);
char *gumbo_text_normalize (const char *text);
