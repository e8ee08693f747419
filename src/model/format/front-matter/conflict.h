/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean bs_conflict_is_marker (const char *line, gsize length);
char *bs_conflict_take_ours (const char *text, gsize length, guint first_line, guint *marker_line);
gssize bs_conflict_find (const char *text, gsize length);

G_END_DECLS
