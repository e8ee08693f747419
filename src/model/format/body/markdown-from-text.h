/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean bs_markdown_is_likely (const char *text, gsize length);
char *bs_markdown_from_text (const char *text, gsize length);

G_END_DECLS
