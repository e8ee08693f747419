/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *bs_css_filter_declarations (const char *css);
char *bs_css_filter_sheet (const char *css, const char *scope);

G_END_DECLS
