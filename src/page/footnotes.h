/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *bs_footnotes_expand (const char *markdown, gsize length, gsize *expanded_length);

G_END_DECLS
