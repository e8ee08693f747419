/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean bs_folding_needs_space (gunichar before, gunichar after);
gunichar bs_folding_follow (gunichar before, gunichar character);
void bs_folding_append_line (GString *text, const char *line, gsize length);
char *bs_folding_unfold (const char *text, const char *source, gsize source_length);

G_END_DECLS
