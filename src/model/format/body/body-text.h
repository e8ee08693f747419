/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "model/format/body/body-features.h"
#include "model/format/body/body.h"

G_BEGIN_DECLS

char *bs_body_to_text (BsBodyKind kind, const char *body, gsize length);
char *bs_body_read (BsBodyKind kind, const char *body, gsize length, BsFeatureFinder *finder);
char *bs_body_excerpt (BsBodyKind kind, const char *body, gsize length, guint max_chars);
char *bs_body_find_title (BsBodyKind kind, const char *body, gsize length);

G_END_DECLS
