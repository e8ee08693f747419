/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/body/marks.h"

G_BEGIN_DECLS

GString *bs_markdown_prepare (const char *markdown, gsize length, BsMarks *marks);

G_END_DECLS
