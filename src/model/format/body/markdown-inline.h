/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/body/marks.h"

G_BEGIN_DECLS

/* Each function matches one inline construct at @position and returns its end, or 0. */
gsize bs_markdown_match_math (const char *text, gsize position, gsize limit);
gsize bs_markdown_match_address (const char *text, gsize length, gsize position, gsize *start, char **link);
gsize bs_markdown_match_picture (const char *text, gsize length, gsize position, char **html);
gsize bs_markdown_match_attributes (const char *text, gsize length, gsize position, gboolean whole_line, char **id);
gboolean bs_markdown_is_wide (gunichar character);

G_END_DECLS
