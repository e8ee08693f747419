/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *bs_html_filter (const char *html, gsize length, guint max_depth, gsize *filtered_length);

G_END_DECLS
