/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint64 bs_content_hash (const char *data, gsize length);

#ifdef __x86_64__
/* Private: the same, for processors with these instructions. */
guint64 bs_content_hash_avx2 (const char *data, gsize length);
#endif

G_END_DECLS
