/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/body/landmarks.h"

G_BEGIN_DECLS

const char *bs_markdown_html_block_match (const char *line, gsize length, gboolean in_paragraph);
gsize bs_markdown_html_block_find_end (BsLandmarks *landmarks, const char *end, gsize from);

G_END_DECLS
