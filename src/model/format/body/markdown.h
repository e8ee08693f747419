/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/body/body-features.h"
#include "model/format/body/body.h"

G_BEGIN_DECLS

char *bs_markdown_to_html (BsBodyKind kind, const char *markdown, gsize length);
char *bs_markdown_read (BsBodyKind kind, const char *markdown, gsize length, BsFeatureFinder *finder);
char *bs_markdown_find_title (const char *markdown, gsize length);

G_END_DECLS
