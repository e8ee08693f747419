/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *bs_markdown_from_text (const char *text, gsize length);

G_END_DECLS
